"""What has to be reported next, the nearest deadline first, and the way to send it."""

from functools import partial

import pandas as pd
import streamlit as st

from pages import session
from pages.components import captions, tables
from pages.content import lists
from pages.words import language
from pages.words.language import t

MOST_NAMED = 8


def draw(awaited: pd.DataFrame) -> None:
    """awaited: rows of quality_calendar."""
    st.header(t("mine.due"))
    if awaited.empty:
        captions.say(t("mine.due_none"))
    else:
        columns = {"deadline": t("mine.deadline"), "when": t("cards.period"), "names": t("mine.reports")}
        tables.table(_by_day(awaited), columns, {"deadline": language.day}, key="mine_due", alt=t("mine.due"))
    if session.is_there("report"):
        opens = partial(session.open_page, "report")
        st.button(t("mine.send"), key="mine_send", icon=":material/upload_file:", on_click=opens)


def _by_day(awaited: pd.DataFrame) -> pd.DataFrame:
    """A row per deadline and period: the reports by name, each once."""
    named = lists.named(awaited).groupby(["deadline", "when"], sort=True)["name"]
    told = named.agg(lambda names: language.several(list(dict.fromkeys(names)), MOST_NAMED))
    return told.rename("names").reset_index()
