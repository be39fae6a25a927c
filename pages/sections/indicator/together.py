"""Values of the province that are made of agencies: all together, with how many of those due they are made of."""

import pandas as pd
import streamlit as st

from pages.components import badges
from pages.content import reader, scope
from pages.words import language
from pages.words.language import t
from pages.words.row import Row


def draw(here: scope.Scope, key: str, indicator: str | None = None) -> None:
    """The newest value of each indicator of agencies (or of one) for the province; none where the view is narrower."""
    if here.agency or here.units or here.regions:
        return
    for row in newest(reader.fetch("agency_totals", indicator=indicator, as_of=here.as_of)).to_dict("records"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{key}_{row['indicator']}"):
            st.markdown(line(row), width="content")
            if row["status"] == "simulated":
                badges.simulated_badge()


def newest(rows: pd.DataFrame) -> pd.DataFrame:
    """The row of the newest period of each indicator."""
    return rows.sort_values("period_start").groupby("indicator", sort=True).tail(1)


def line(row: Row) -> str:
    """One value for the province: what, how much, of which target, when, and of how many agencies."""
    unit, decimals = row[language.name_column(stem="measure")], int(row["decimals"])
    told = {name: language.measure(row[name], unit, decimals) for name in ("actual", "target")}
    key = "together.line" if language.missing(row["target"]) else "together.line_target"
    name, when = language.plain(language.name(row, stem="short")), language.period(row["period"])
    return t(key, name=name, period=when, coverage=coverage(row), **told)


def coverage(row: Row) -> str:
    """How many agencies a value is made of, of those that are due."""
    return t("together.coverage", n=int(row["agencies_reported"]), total=int(row["agencies_due"]))
