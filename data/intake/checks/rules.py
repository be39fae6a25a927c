"""The registry of rules: what each finding says, in both languages, and whether it keeps a row out
or lets it in with a reason only."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from data.intake.contract import Finding

REGISTRY = Path(__file__).with_name("rules.toml")
BETWEEN = "‖"
NONE = {"id": "tidak ada", "en": "none"}
MARKS = str.maketrans("", "", ".,-")


@dataclass(frozen=True)
class Rule:
    """One paragraph of rules.toml; `query` is the SQL file that finds its faults, None when the reading itself does."""

    id: str
    severity: str
    scope: str
    title_id: str
    title_en: str
    message_id: str
    message_en: str
    expected: str
    remedy_id: str
    remedy_en: str
    reason: bool = False
    unchanged: bool = False
    cause: str | None = None
    fewest: int = 0
    query: Path | None = None


def in_language(text: str | None, language: str) -> str:
    """One half of a value written `Indonesian‖English`; other values as they are."""
    halves = (text or "").split(BETWEEN)
    return halves[0] if language == "id" or len(halves) == 1 else halves[1]


def said_in(rule: str, text: str | None, language: str) -> str:
    """What a finding of `rule` found or expected, in one language where it says it in both; also of a former rule."""
    halves, known = (text or "").split(" / "), rules().get(rule)
    if len(halves) != 2 or not ((known and text == _both(known.expected)) or _one_number(*halves)):
        return text or ""
    return halves[0] if language == "id" else halves[1]


def _one_number(first: str, second: str) -> bool:
    """Whether two texts are one number with the marks of two languages: 28,86 and 28.86."""
    bare = [half.translate(MARKS) for half in (first, second)]
    return bare[0] == bare[1] and bare[0].isdecimal() and first != second


def _both(text: str | None) -> str | None:
    return text.replace(BETWEEN, " / ") if text else text


@cache
def rules() -> MappingProxyType[str, Rule]:
    """All rules by id, in the order of the file."""
    queries = {path.stem: path for path in REGISTRY.parent.glob("*.sql")}
    told = tomllib.loads(REGISTRY.read_text("utf-8"))
    return MappingProxyType({name: Rule(id=name, query=queries.get(name), **facts) for name, facts in told.items()})


def finding(
    rule: str,
    *,
    row: int | None = None,
    column: str | None = None,
    found: str | None = None,
    expected: str | None = None,
    detail: str | None = None,
) -> Finding:
    """A finding with its messages filled in."""
    known = rules()[rule]

    values = {"found": found, "column": column, "detail": detail}

    def filled(template: str, language: str) -> str:
        known_values = {**values, "expected": expected or NONE[language]}
        return re.sub(r"{(\w+)}", lambda slot: in_language(known_values[slot[1]], language), template)

    return Finding(
        rule, known.severity, row, column, _both(found), _both(expected or known.expected),
        filled(known.remedy_id, "id"), filled(known.remedy_en, "en"),
        filled(known.message_id, "id"), filled(known.message_en, "en"),
    )  # fmt: skip
