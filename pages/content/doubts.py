"""The rules that warned of a value when it came, in words."""

from data.intake.checks.rules import rules
from pages.words import language


def titles(codes: str) -> str:
    """`jump;unit_slip` in the reader's words; a rule that no longer exists keeps its name."""
    known, title = rules(), f"title_{language.current()}"
    return ", ".join(getattr(known[code], title) if code in known else code for code in codes.split(";"))
