"""How far long work is, in words: every stage that the store can tell."""

from collections.abc import Mapping

from data.errors import KinerjaError
from pages.words import language, troubles
from pages.words.language import t

KNOWN = {"read", "built"}


def words(facts: Mapping[str, object]) -> str:
    """One line for the facts that a `progress` was given: waiting and mending in the words of their trouble."""
    trouble = facts.get("trouble")
    if isinstance(trouble, KinerjaError):
        return troubles.words(trouble)
    stage = facts.get("stage")
    return t(
        f"frame.progress_{stage}" if stage in KNOWN else "frame.progress_other",
        file=language.plain(facts.get("file") or stage or ""),
        rows=int(str(facts.get("rows") or 0)),
        rejected=int(str(facts.get("rejected") or 0)),
        seconds=language.number(facts.get("seconds") or 0.0, 1),
    )
