"""Who has reported: the span, the record in one sentence and numbers, who owes most, then matrix and lists."""

import pandas as pd
import streamlit as st

from analytics.periods import FREQUENCIES
from pages import session
from pages.components import captions
from pages.content import completeness, reader, scope
from pages.content.completeness import Span
from pages.sections.quality import matrix, newest_reports, owing, troubled_reports
from pages.words import language
from pages.words.language import t

METRICS = {
    "expected": "assignment", "received": "inbox", "on_time": "task_alt", "late": "schedule", "missing": "event_busy",
}  # fmt: skip


def draw(here: scope.Scope) -> None:
    """Rates, who owes what, the list of what is missing, the matrix, and the newest report of each indicator."""
    span, frequency = _choose_span(here)
    own = {"agency": here.agency or None, "units": here.units or None, "frequency": frequency}
    rows = reader.fetch("quality_totals", **span.days, **own)
    if here.regions:
        captions.say(t("quality.not_by_region"))
    if rows.empty:
        st.info(t("quality.nothing_expected", **span.words), icon=":material/event_available:")
    else:
        _headline(rows, span)
        if not here.agency:
            owing.draw(rows, span, own)
        troubled_reports.draw(span, own)
        matrix.draw(here, rows, span, frequency)
    newest_reports.draw(span, own)


def _choose_span(here: scope.Scope) -> tuple[Span, str | None]:
    """The span, the day it is judged on, and the frequency, from the page's own widgets."""
    newest, today = completeness.newest_day(), completeness.real_day()
    years = [str(year) for year in range(today.year, reader.fetch("scope_span").iloc[0]["first_day"].year - 1, -1)]
    first, second, third = st.columns([2, 2, 3])
    with first:
        spans = ["4", "8", *years]
        session.linked("quality_span", spans, completeness.SPAN)
        chosen = st.selectbox(t("quality.span"), spans, format_func=_span_words, key="quality_span")
    with second:
        session.linked("quality_frequency", FREQUENCIES)
        frequency = st.selectbox(
            t("quality.frequency"),
            FREQUENCIES,
            index=None,
            format_func=lambda code: t(f"download.frequency_{code}"),
            placeholder=t("quality.frequency_all"),
            key="quality_frequency",
        )
    with third:
        days = {"period": here.as_of, "today": today} if here.as_of else {"today": today, "data": newest}
        session.linked("quality_per", days, next(iter(days)))
        per = st.segmented_control(
            t("quality.per"),
            list(days),
            required=True,
            format_func=lambda each: t(f"quality.per_{each}", day=days[each]),
            help=t("quality.per_help"),
            key="quality_per",
            wrap=True,
        )
    return completeness.span(here, chosen or completeness.SPAN, days[per]), frequency


def _span_words(chosen: str) -> str:
    fixed = {"4": "quality.span_quarters", "8": "quality.span_two_years"}
    return t(fixed[chosen]) if chosen in fixed else t("quality.span_year", year=chosen)


def _headline(rows: pd.DataFrame, span: Span) -> None:
    """The record in one sentence, then its numbers."""
    counts = completeness.totals(rows)
    whole = {key: int(counts[key]) for key in ("expected", "received", "on_time", "missing")}
    rates = {key: language.percent(counts[key]) for key in ("rate", "timeliness")}
    st.markdown(t("quality.verdict", **whole, **rates, **span.words))
    with st.grid(5, min_column_width=150, gap="small"):
        for key, icon in METRICS.items():
            share = {"received": rates["rate"], "on_time": rates["timeliness"]}.get(key)
            st.metric(
                t(f"quality.{key}"),
                language.number(counts[key], 0),
                share,
                delta_color="off",
                delta_arrow="off",
                icon=f":material/{icon}:",
                help=t("quality.rate_help" if key == "received" else "quality.timeliness_help") if share else None,
                border=True,
                height="stretch",
            )
    captions.say(t("quality.rates_basis", calendar=completeness.calendar_words(), n=int(counts["undated"])))
    if (reader.fetch("calendar")["confidence"] != "verified").any():
        captions.say(t("quality.calendar_unsure"))
