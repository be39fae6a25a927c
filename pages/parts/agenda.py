"""The agenda of a performance meeting: the most important changes of the present view, one item an indicator."""

import datetime as dt

import pandas as pd
import streamlit as st

from analytics.regions import PROVINCE
from pages.parts import language, scope, source
from pages.parts.language import t
from pages.parts.row import Row

ITEMS = 5
NOTES = "_meeting_notes"


def items(here: scope.Scope, reference: dt.date, most: int = ITEMS) -> pd.DataFrame:
    """Up to `most` rows of summary_changes, the most important first (analytics.changes), one an indicator."""
    rows = source.fetch("summary_changes", since=scope.since(reference), limit=most, **here.filters)
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


def place(row: Row) -> str:
    """The unit or agency of a row of summary_changes, and its regency."""
    reporter = language.name(row, stem="unit") if row["unit"] else row["abbreviation"]
    return reporter if row["region"] == PROVINCE else f"{reporter} · {row['region_name']}"


def note(series: int) -> str:
    """What was noted on a series in this meeting."""
    return st.session_state.get(NOTES, {}).get(series, "")


def keep_note(series: int, key: str) -> None:
    """Callback: keep what stands in the text area `key` also when another item is shown."""
    st.session_state.setdefault(NOTES, {})[series] = st.session_state[key]
