"""Reasons that a sender gives for warnings, written `[RULE|ROW=]TEXT`."""

from collections.abc import Sequence

from data.intake.checks.rules import rules
from data.intake.contract import Reason


def parsed(texts: Sequence[str]) -> tuple[Reason, ...]:
    """The reasons in texts; what stands before `=` and is neither a rule nor a row belongs to the text."""
    return tuple(_parsed(text.strip()) for text in texts if text.strip())


def _parsed(text: str) -> Reason:
    named, _, words = (part.strip() for part in text.partition("="))
    if words and named in rules():
        return named, None, words
    if words and named.isdecimal():
        return None, int(named), words
    return None, None, text


def by_rule(reasons: Sequence[Reason]) -> dict[str, str]:
    """Rule → its reasons, of those that are given for a rule."""
    return _together((rule, text) for rule, _, text in reasons if rule)


def common(reasons: Sequence[Reason]) -> str | None:
    """What is said of the whole file, None where nothing is."""
    return "; ".join(text for rule, row, text in reasons if not rule and not row) or None


def _together(named) -> dict[str, str]:
    found: dict[str, dict[str, None]] = {}
    for rule, text in named:
        found.setdefault(rule, {})[text] = None
    return {rule: "; ".join(texts) for rule, texts in found.items()}
