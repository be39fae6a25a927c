"""What the agency has not reported, or not in time or in full."""

import pandas as pd
import streamlit as st

from pages.components import captions, tables
from pages.content import completeness
from pages.words import language
from pages.words.language import t


def draw(rows: pd.DataFrame, owed: completeness.Span) -> None:
    """What is missing, incomplete or late, by indicator and unit; and what is no longer reported."""
    st.header(t("agency.reports"))
    due = rows[~rows["stopped"]]
    troubled = due[(due[["missing", "late", "incomplete"]] > 0).any(axis=1)]
    counts = {name: int(due[name].sum()) for name in ("expected", "received", "late")}
    captions.say(t("agency.reports_basis", **counts, **owed.words))
    if troubled.empty:
        st.success(t("agency.reports_complete"), icon=":material/task_alt:")
    else:
        report_table(troubled)
    stopped = rows[rows["stopped"]]
    if not stopped.empty:
        names = [
            f"{language.name(row, stem='short')} ({language.period(row['last_period'], short=True)})"
            for row in stopped.to_dict("records")
        ]
        captions.say(t("agency.stopped", names=language.plain("; ".join(names)), n=len(names)))


def report_table(rows: pd.DataFrame) -> None:
    rows = rows.assign(
        name=rows[language.name_column(stem="short")],
        unit_name=rows[language.name_column(stem="unit")],
        periods=[missing_in_words(periods) for periods in rows["missing_periods"]],
        newest=[language.period(period, short=True) for period in rows["last_period"]],
    )
    columns = {
        "name": st.column_config.Column(t("cards.indicator"), width="medium"),
        "unit_name": st.column_config.Column(t("cards.unit"), width="medium"),
        "missing": t("agency.missing"),
        "periods": st.column_config.Column(t("agency.missing_periods"), width="medium"),
        "incomplete": t("agency.incomplete"),
        "late": t("agency.late"),
        "received": t("agency.received"),
        "newest": t("agency.newest"),
    }
    tables.table(rows, columns, key="agency_reports_table", alt=t("agency.reports"))


def missing_in_words(periods: object, most: int = 6) -> str:
    """The newest missing periods, and how many more there are."""
    named = [] if language.missing(periods) else list(periods)
    return language.several([language.period(period, short=True) for period in named], most)
