"""The agenda of a performance meeting: the most important changes of the present view, one item a series."""

import datetime as dt

import pandas as pd
import streamlit as st

from pages.parts import scope, source

ITEMS = 5
LOOKED_AT = 40
KINDS = ("new", "ended", "continuing")
NOTES = "_meeting_notes"


def items(here: scope.Scope, reference: dt.date, most: int = ITEMS) -> pd.DataFrame:
    """Up to `most` rows of summary_changes: new, then ended, then continuing signals; one an indicator of an agency."""
    rows = source.fetch("summary_changes", since=scope.since(reference), limit=LOOKED_AT, **here.filters)
    rows = rows.assign(kind=rows["change_kind"].map(KINDS.index)).sort_values("kind", kind="stable")
    return rows.drop_duplicates(["agency", "indicator"]).head(most).reset_index(drop=True)


def note(series: int) -> str:
    """What was noted on a series in this meeting."""
    return st.session_state.get(NOTES, {}).get(series, "")


def keep_note(series: int, key: str) -> None:
    """Callback: keep what stands in the text area `key` also when another item is shown."""
    st.session_state.setdefault(NOTES, {})[series] = st.session_state[key]
