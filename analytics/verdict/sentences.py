"""The state of an indicator as sentences in Indonesian and English, from the templates in sentences.toml.

Deterministic: the same state gives the same words. All sentences of a frame are made together, template by template;
`sentence` is the same for one state.
"""

import dataclasses
from collections.abc import Mapping

import pandas as pd

from analytics.achievement import Scales
from analytics.achievement.scales import shipped
from analytics.verdict.clauses import CLAUSES
from analytics.verdict.facts import NUMBERS, TEXTS, Facts
from analytics.verdict.fields import FIELDS

LANGUAGES = ("id", "en")
LENGTHS = ("brief", "card", "paragraph", "reconciled")
STATES = ("improving", "worsening", "no_clear_change", "cannot_say")
BRIEF = ("trend", "official")
CARD = ("trend", "unconfirmed", "streak", "official", "predicate", "disagreement", "status")
PARAGRAPH = (
    "heading", "official", "predicate", "change", "trend", "unconfirmed", "robustness", "test", "streak", "variation",
    "assurance", "rebase", "agreement", "pace", "progress", "years", "chance", "disagreement", "status",
)  # fmt: skip
ORDER = {"brief": BRIEF, "card": CARD, "paragraph": PARAGRAPH, "reconciled": ("disagreement",)}
STEMS = {"brief": "brief", "sentence": "card", "paragraph": "paragraph"}
COLUMNS = tuple(f"{stem}_{language}" for stem in STEMS for language in LANGUAGES)


def sentence(state, language: str, length: str = "card", scales: Scales | None = None) -> str:
    """One state in words. `state`: a row of the series table as mapping, Series, named tuple or dataclass.

    Needed is `state`; whatever else is missing is left untold. language "id" or "en", length "brief", "card",
    "paragraph" or "reconciled" (where official and statistical verdict part, else empty). `scales` name the classes,
    the shipped ones without. ValueError for an unknown language, length or state.
    """
    row = _mapping(state)
    if row.get("state") not in STATES:
        raise ValueError(f"state must be one of {', '.join(STATES)} (got {row.get('state')!r}).")
    known = {name: [row[name]] for name in (*TEXTS, *NUMBERS) if name in row}
    return sentences(pd.DataFrame(known), language, length, scales)[0]


def sentences(series: pd.DataFrame, language: str, length: str = "card", scales: Scales | None = None) -> list[str]:
    """The sentence of every row of `series` (columns of the series table, with the indicator's facts)."""
    if language not in LANGUAGES or length not in LENGTHS:
        raise ValueError(f"language is one of {LANGUAGES}, length one of {LENGTHS} (got {language!r}, {length!r}).")
    return Facts(series, language, FIELDS, CLAUSES, scales or shipped()).tell(ORDER[length])


def all_sentences(series: pd.DataFrame, scales: Scales | None = None) -> dict[str, pd.Series]:
    """All lengths in both languages, by column name of the series table."""
    columns = {}
    for language in LANGUAGES:
        facts = Facts(series, language, FIELDS, CLAUSES, scales or shipped())
        for name, length in STEMS.items():
            columns[f"{name}_{language}"] = pd.Series(facts.tell(ORDER[length]), index=series.index, dtype="str")
    return columns


def _mapping(state) -> Mapping:
    if dataclasses.is_dataclass(state) and not isinstance(state, type):
        return {field.name: getattr(state, field.name) for field in dataclasses.fields(state)}
    return state._asdict() if hasattr(state, "_asdict") else dict(state)
