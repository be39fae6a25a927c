"""What an error says in the reader's language."""

from pages.words import language


def words(error: Exception) -> str:
    """What an error says in the reader's language, safe to be shown."""
    said = getattr(error, f"message_{language.current()}", None) or getattr(error, "strerror", None) or error
    return language.plain(said)
