"""The board of reports by agency and period; what is in order stays pale, what lacks stands out."""

import pandas as pd
import streamlit as st

from analytics.periods import period_bounds
from pages import session
from pages.components import captions, charts, tables
from pages.content import completeness, reader, scope
from pages.content.completeness import Span
from pages.words import language
from pages.words.language import t

AGENCIES_SHOWN = 20


def draw(here: scope.Scope, rows: pd.DataFrame, span: Span, frequency: str | None) -> None:
    """Reporting rate by agency and period, or by frequency where one agency is shown; a cell opens its agency.

    Agencies and periods of which nothing came at all are named in a sentence: a row of the same cell tells no more.
    """
    down = "frequency" if here.agency else "agency"
    st.header(t("quality.matrix_own" if here.agency else "quality.matrix"))
    captions.say(t("quality.matrix_own_basis" if here.agency else "quality.matrix_basis"))
    names, column = _names(rows, down), "period" if frequency else "quarter"
    told = _telling(rows, down, column, names)
    if told.empty:
        return
    cells = reader.rows(completeness.by_cell, told, down, frequency, key=(here, span, frequency))
    keys = cells[down].unique()
    if len(keys) > AGENCIES_SHOWN and not st.toggle(t("quality.matrix_all", n=len(keys)), key="quality_all"):
        keys = keys[:AGENCIES_SHOWN]
    shown = cells[cells[down].isin(keys)]
    figure = reader.figure(
        completeness.figure, shown, key=(here, span, frequency, len(keys)), names=names, down=down,
        theme=reader.theme(), spoken=here.language,
    )  # fmt: skip
    charts.chart(
        figure, "kinerja-aceh-kelengkapan", t("quality.matrix"), key="quality_matrix", table=None,
        on_select="ignore" if here.agency else _open_cell,
    )  # fmt: skip
    with tables.as_table("quality_matrix") as fold:
        if fold.open:
            _table(cells, names, down)
    captions.caption_of(pd.DataFrame(), t("quality.per") + f" {language.day(span.per)}")
    captions.simulated_note(int(told["simulated"].sum()), int(told["expected"].sum()))


def _telling(rows: pd.DataFrame, down: str, column: str, names: dict[str, tuple[str, str]]) -> pd.DataFrame:
    """The rows of agencies and periods of which something came; those of which nothing did are named."""
    silent = completeness.silent(rows, "agency") if down == "agency" else []
    if silent:
        listed = language.plain(", ".join(sorted(names[key][0] for key in silent)))
        st.markdown(f":material/event_busy: {t('quality.matrix_silent', n=len(silent), names=listed)}")
    told = rows[~rows["agency"].isin(silent)]
    empty = completeness.silent(told, column)
    if empty:
        listed = ", ".join(language.period(each) for each in sorted(empty, key=period_bounds))
        st.markdown(f":material/event_busy: {t('quality.matrix_empty', periods=listed)}")
    return told[~told[column].isin(empty)]


def _names(rows: pd.DataFrame, down: str) -> dict[str, tuple[str, str]]:
    """Short and full name of each agency or frequency."""
    if down == "frequency":
        return {code: (t(f"download.frequency_{code}"),) * 2 for code in rows["frequency"].unique()}
    first = rows.drop_duplicates("agency").to_dict("records")
    return {row["agency"]: (row["abbreviation"], language.name(row)) for row in first}


def _table(cells: pd.DataFrame, names: dict[str, tuple[str, str]], down: str) -> None:
    """The rates of all rows of the matrix as a table."""
    wide = cells.pivot_table(index=down, columns="column", values="rate", sort=False).reset_index()
    columns = sorted(wide.columns.drop(down), key=period_bounds)
    wide["name"] = [names[key][1] for key in wide[down]]
    headings = {"name": t("scope.agency") if down == "agency" else t("quality.frequency")}
    headings |= {each: language.period(each, short=True) for each in columns}
    tables.table(wide, headings, dict.fromkeys(columns, language.percent), key="quality_matrix_table")


def _open_cell() -> None:
    """Narrow the page to the agency whose cell was clicked."""
    points = st.session_state["quality_matrix"]["selection"]["points"]
    if points:
        session.assign(agency=points[0]["customdata"][0], unit=[])
