"""The agenda of a performance meeting: the most important changes of the present view, one item an indicator."""

import pandas as pd

from analytics.regions import PROVINCE
from pages.content import choices, reader, scope
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

ITEMS, OFFERED = 5, 15


def items(here: scope.Scope, most: int = OFFERED) -> pd.DataFrame:
    """Up to `most` rows of summary_changes, the most important first (analytics.changes), one an indicator."""
    rows = reader.fetch("summary_changes", as_of=here.as_of, since=here.since, limit=most, **here.filters)
    return rows.drop_duplicates("indicator").head(most).reset_index(drop=True)


def kinds(row: Row) -> list[str]:
    """What changed in a row of summary_changes: its signal, its class, or both; a changed class names both classes."""
    words = [] if row["kind"] == "class" else [t(f"meeting.kind_{row['kind']}")]
    return [*words, class_words(row)] if class_moved(row) else words


def class_moved(row: Row) -> bool:
    """Whether the class rose or fell; where there is no class it did not."""
    return bool(row["class_steps"] > 0 or row["class_steps"] < 0)


def class_words(row: Row) -> str:
    """The class before and now."""
    tones = {name: t(f"summary.tone_{row[name]}") for name in ("previous_tone", "tone")}
    return t("meeting.kind_class", before=tones["previous_tone"], now=tones["tone"])


def whose(row: Row) -> str:
    """The agency in full, and the unit whose value it is."""
    agency = choices.of("agency").name(row["agency"])
    return f"{agency} · {language.name(row, stem='unit')}" if row["unit"] else agency


def place(row: Row) -> str:
    """The unit or agency of a row of summary_changes, and its regency."""
    reporter = language.name(row, stem="unit") if row["unit"] else row["abbreviation"]
    return reporter if row["region"] == PROVINCE else f"{reporter} · {row['region_name']}"
