"""Findings of the intake as a reader takes them: in one language, their periods and days in words."""

import datetime as dt
import re
from typing import Any

from data.intake.checks.rules import said_in
from pages.words import language
from pages.words.language import t

MOMENT = re.compile(r"\b\d{4}-(?:\d\d-\d\d|\d\d|Q[1-4]|S[12])\b")


def message(finding: Any) -> str:
    """What is wrong. finding: a Finding, or a row with its fields; what the file says is quoted as it stands."""
    return _in_words(_field(finding, "message"), found(finding))


def remedy(finding: Any) -> str:
    """How to mend it here; the rules speak of the command line where that is the place to mend it."""
    key = f"report.remedy_{finding.rule}"
    return t(key) if key in language.catalogue() else _field(finding, "remedy")


def found(finding: Any) -> str:
    """What stands in the file."""
    return said_in(finding.rule, _text(finding.found), language.current())


def expected(finding: Any) -> str:
    """What was expected instead."""
    return _in_words(said_in(finding.rule, _text(finding.expected), language.current()))


def _field(finding: Any, stem: str) -> str:
    return _text(getattr(finding, language.name_column(stem=stem)))


def _text(value: object) -> str:
    """A text of a Finding or of a row, where pandas writes NaN for what is not said."""
    return "" if language.missing(value) else str(value)


def _in_words(text: str, quoted: str = "") -> str:
    return MOMENT.sub(lambda part: part[0] if part[0] in quoted else _moment(part[0]), text)


def _moment(text: str) -> str:
    if len(text) < len("2026-10-31"):
        return language.period(text)
    try:
        return language.day(dt.date.fromisoformat(text))
    except ValueError:
        return text
