"""How often each view is opened; nobody is known by it."""

import streamlit as st

from pages.components import tables
from pages.content import audited
from pages.words import language
from pages.words.language import t


def draw() -> None:
    st.header(t("administration.visits"))
    rows = audited.visits()
    if rows.empty:
        st.caption(t("administration.visits_none"))
        return
    st.caption(t("administration.visits_basis"))
    shown = rows.assign(view=[t(f"frame.{one}") for one in rows["view"]])
    columns = {name: t(f"administration.visits_{name}") for name in ("view", "week", "month", "day")}
    formats = {name: lambda value: language.number(value, 0) for name in ("week", "month")}
    tables.table(
        shown, columns, {**formats, "day": lambda value: language.number(value, 1)}, key="administration_visits",
        alt=t("administration.visits"),
    )  # fmt: skip
