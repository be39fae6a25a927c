"""The receipt of a submission: how many values for when, what its agency still owes, and what falls due next."""

import datetime as dt
from typing import NamedTuple

import pandas as pd
import streamlit as st

from analytics.regions import PROVINCE
from data.office import office_today
from pages.content import choices, reader
from pages.documents import report_template
from pages.sections.report import desk
from pages.words import language
from pages.words.language import t

DAYS = 60
MOST_PERIODS, MOST_NAMES = 4, 3


class Receipt(NamedTuple):
    """What was published: values with an actual, their periods in order, and the agency where it is only one."""

    values: int
    periods: tuple[str, ...]
    agency: str | None


def of(upload: desk.Upload) -> Receipt:
    """The receipt of an upload, to be made before it is published."""
    rows = pd.read_parquet(upload.proposal.intake.accepted_path, columns=["period", "period_start"])
    periods = rows.drop_duplicates("period").sort_values("period_start")["period"]
    return Receipt(desk.valued(upload), tuple(periods), desk.agency_of(upload))


def draw(held: Receipt) -> None:
    """Values and periods, then what the agency still owes in the data as they are published now."""
    st.markdown(t("report.receipt_values", n=held.values, periods=_spelled(held.periods)))
    if held.agency:
        today = office_today()
        _owed(held.agency, today)
        _next(held.agency, today)


def _spelled(periods: tuple[str, ...]) -> str:
    words = [language.period(one) for one in periods]
    return ", ".join(words) if len(words) <= MOST_PERIODS else f"{words[0]} – {words[-1]}"


def _owed(agency: str, today: dt.date) -> None:
    rows = report_template.rows(reader.reference(), reader.snapshot(), agency, today)
    name = choices.of("agency").name(agency)
    if rows.empty:
        st.markdown(f":material/check: {t('report.receipt_complete', agency=language.plain(name))}")
        return
    counts = rows["kode_indikator"].value_counts()
    names = choices.of("indicator")
    shown = [f"{language.plain(names.name(str(code)))} ({language.number(n, 0)})" for code, n in counts.items()]
    more = f"; {t('report.receipt_others', n=len(shown) - MOST_NAMES)}" if len(shown) > MOST_NAMES else ""
    what = "; ".join(shown[:MOST_NAMES]) + more
    st.markdown(t("report.receipt_owed", n=len(rows), agency=language.plain(name), what=what))


def _next(agency: str, today: dt.date) -> None:
    until = today + dt.timedelta(days=DAYS)
    rows = reader.fetch("quality_calendar", today=today, until=until, agency=agency, units=None)
    if len(rows):
        first = rows.sort_values("deadline").iloc[0]
        day = pd.Timestamp(first["deadline"]).date()
        st.markdown(t("report.receipt_next", day=day, period=language.period(first["period"])))


def places(rows: pd.DataFrame) -> list[dict[str, str]]:
    """Of each indicator in `rows` (agency, indicator, region) the view that shows it: its one place, else all."""
    if rows.empty:
        return []
    found = rows.groupby("indicator", sort=False).agg({"agency": "first", "region": "unique"})
    return [
        {"agency": agency, "indicator": str(indicator), "region": regions[0] if len(regions) == 1 else PROVINCE}
        for indicator, agency, regions in found.itertuples()
    ]
