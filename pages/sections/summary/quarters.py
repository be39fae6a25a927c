"""Median achievement of agencies or themes in the same quarter of each year, as a matrix whose cells open an agency."""

import datetime as dt

import pandas as pd
import streamlit as st

from analytics.achievement import MAIN_SCALE, classify_by
from analytics.periods import period_bounds
from pages import session
from pages.components import captions, charts, tables
from pages.content import drawings, reader, scope
from pages.words import language
from pages.words.language import t

YEARS_SHOWN = 6
AGENCIES_SHOWN = 14
ROWS = ("agency", "theme")


def quarterly(here: scope.Scope, of: str, start: dt.date, end: dt.date) -> pd.DataFrame:
    """Median achievement of each agency or theme in this quarter of each year, with its class; the weakest on top."""
    first = (pd.Timestamp(start) - pd.DateOffset(years=YEARS_SHOWN - 1)).date()
    rows = reader.fetch("summary_quarters", of=of, first_day=first, last_day=end, **here.filters)
    newest = rows.sort_values("period_start").groupby("heading")["achievement"].last()
    rows["rank"] = rows["heading"].map(newest.rank(method="first"))
    rows["class"] = classify_by(rows["achievement"], MAIN_SCALE, reader.scales())
    rows["label"] = rows["weakest_name" if of == "agency" else language.name_column()]
    return rows.sort_values(["rank", "period_start"], ignore_index=True)


def draw(here: scope.Scope) -> None:
    """Agencies or themes × year, shaded by the class of the median achievement; a cell opens an agency."""
    st.header(t("summary.matrix"))
    session.linked("summary_rows", ROWS, ROWS[0])
    of = st.segmented_control(
        t("summary.matrix"), ROWS, required=True, key="summary_rows", label_visibility="collapsed",
        format_func=lambda each: t(f"summary.matrix_of_{each}"),
    )  # fmt: skip
    start, end = period_bounds(here.quarter)
    rows = quarterly(here, of, start, end)
    if rows.empty:
        captions.say(t("summary.matrix_none"))
        return
    captions.say(t(f"summary.matrix_basis_{of}"))
    agencies = rows["heading"].nunique() if of == "agency" else 0
    whole = agencies > AGENCIES_SHOWN and st.toggle(t("summary.matrix_all", n=agencies), key="summary_all_agencies")
    shown = rows if whole or of == "theme" else rows[rows["rank"] <= AGENCIES_SHOWN]
    figure = reader.figure(
        drawings.matrix,
        shown,
        reader.fetch("class_labels"),
        key=(here, end, of, whole),
        theme=reader.theme(),
        of=of,
        spoken=here.language,
    )
    opens = rows.set_index(["heading", "period"])["weakest"].to_dict()
    charts.chart(
        figure, "kinerja-aceh-matriks", t("summary.matrix"), note=t(f"summary.matrix_basis_{of}"), rows=rows,
        key="summary_matrix", table=None, on_select=lambda: open_cell(opens),
    )  # fmt: skip
    with tables.as_table("summary_matrix") as fold:
        if fold.open:
            matrix_table(rows, of)
    captions.caption_of(rows)


def matrix_table(rows: pd.DataFrame, of: str) -> None:
    name = language.name_column()
    wide = rows.pivot_table(index=[name], columns="period", values="achievement", sort=False)
    wide = wide[sorted(wide.columns)]
    first = t("scope.agency") if of == "agency" else t("summary.theme")
    headings = {name: first, **{each: language.period(each, short=True) for each in wide.columns}}
    formats = dict.fromkeys(wide.columns, language.percent)
    tables.table(wide.reset_index(), headings, formats, key="summary_matrix_table", alt=t("summary.matrix"))


def open_cell(agencies: dict[tuple[str, str], str]) -> None:
    """Open the agency of the cell that was clicked; of a theme, the one that is weakest there."""
    points = st.session_state["summary_matrix"]["selection"]["points"]
    if points and tuple(points[0]["customdata"]) in agencies:
        session.open_page("agency", agency=agencies[tuple(points[0]["customdata"])])
