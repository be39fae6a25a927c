"""What of the published values is simulated, and the line that offers to start with own data instead."""

import pandas as pd
import streamlit as st

from pages import session
from pages.components import badges, captions
from pages.content import completeness, reader, scope
from pages.words import language
from pages.words.language import t

OPEN = "report_own"


def counts() -> pd.DataFrame:
    """Agencies with their simulated and other values and series, those with most simulated ones first."""
    return reader.fetch("simulated_by_agency").sort_values("simulated", ascending=False, kind="stable")


def example(here: scope.Scope) -> None:
    """The line that says by which day an example is judged; nothing of a chosen period, which is judged at its end, and
    nothing once an official report of one's own has come."""
    if here.as_of:
        return
    clock = completeness.clock()
    if clock["is_example"] and clock["judged_on"] < clock["today"]:
        days = {name: language.day(clock[name], width="d MMMM y") for name in ("judged_on", "reported_on")}
        captions.say(t("own.example", **days))


def invitation() -> None:
    """A line for the first page while anything simulated is published, with the way to set it aside."""
    rows = counts()
    if not rows["simulated"].sum() or not session.is_there("report"):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        badges.simulated_badge()
        words = t("own.line", n=int(rows["simulated_series"].sum()), total=int(rows["series"].sum()))
        captions.say(words, width="content")
        st.button(
            t("own.title"), icon=":material/start:", type="tertiary", key="own_invitation",
            on_click=session.open_page, args=("report",), kwargs={OPEN: True},
        )  # fmt: skip
