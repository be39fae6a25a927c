"""Mutu Data: who has reported, what falls due, what waits or changed, how snapshots differ, what is worth asking."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analytics.periods import FREQUENCIES, period_bounds
from pages.parts import between, cards, changed, completeness, deadlines, language, listing, questions, scope, source
from pages.parts.completeness import Span
from pages.parts.language import t

PARTS = ("complete", "deadlines", "values", "snapshots", "questions")
AGENCIES_SHOWN = 20
RECORDS = ("missing", "late", "incomplete")
STANDINGS = ("overdue", "due", "current", "stopped")
METRICS = {
    "expected": "assignment", "received": "inbox", "on_time": "task_alt", "late": "schedule", "missing": "event_busy",
}  # fmt: skip


def choose_span(here: scope.Scope) -> tuple[Span, str | None]:
    """The span, the day it is judged on, and the frequency, from the page's own widgets."""
    newest, today = completeness.newest_day(), completeness.real_day()
    years = [str(year) for year in range(newest.year, source.fetch("scope_span").iloc[0]["first_day"].year - 1, -1)]
    first, second, third = st.columns([2, 2, 3])
    with first:
        spans = ["4", "8", *years]
        scope.linked("quality_span", spans, "4")
        chosen = st.selectbox(t("quality.span"), spans, format_func=span_words, key="quality_span")
    with second:
        scope.linked("quality_frequency", FREQUENCIES)
        frequency = st.selectbox(
            t("quality.frequency"),
            FREQUENCIES,
            index=None,
            format_func=lambda code: t(f"download.frequency_{code}"),
            placeholder=t("quality.frequency_all"),
            key="quality_frequency",
        )
    with third:
        days = {"data": newest, "today": today}
        scope.linked("quality_per", days, "data")
        per = st.segmented_control(
            t("quality.per"),
            list(days),
            required=True,
            format_func=lambda each: t(f"quality.per_{each}", day=days[each]),
            help=t("quality.per_help"),
            key="quality_per",
            wrap=True,
        )
    return completeness.span(here, chosen or "4", days.get(per, newest)), frequency


def span_words(chosen: str) -> str:
    fixed = {"4": "quality.span_quarters", "8": "quality.span_two_years"}
    return t(fixed[chosen]) if chosen in fixed else t("quality.span_year", year=chosen)


def complete(here: scope.Scope) -> None:
    """Rates, matrix, and the lists of what is missing and how old the newest report of each indicator is."""
    span, frequency = choose_span(here)
    own = {"agency": here.agency or None, "units": here.units or None, "frequency": frequency}
    rows = source.fetch("quality_totals", **span.days, **own)
    if here.regions:
        st.caption(t("quality.not_by_region"))
    if rows.empty:
        st.info(t("quality.nothing_expected", **span.words), icon=":material/event_available:")
    else:
        headline(rows, span)
        matrix(here, rows, span, frequency)
        troubles(span, own)
    stale(span, own)


def headline(rows: pd.DataFrame, span: Span) -> None:
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
    st.caption(t("quality.rates_basis", calendar=completeness.calendar_words(), n=int(counts["undated"])))
    if (source.fetch("calendar")["confidence"] != "verified").any():
        st.caption(t("quality.calendar_unsure"))


def matrix(here: scope.Scope, rows: pd.DataFrame, span: Span, frequency: str | None) -> None:
    """Reporting rate by agency and period, or by frequency where one agency is shown; a cell opens its agency."""
    down = "frequency" if here.agency else "agency"
    st.header(t("quality.matrix_own" if here.agency else "quality.matrix"))
    st.caption(t("quality.matrix_own_basis" if here.agency else "quality.matrix_basis"))
    cells = completeness.by_cell(rows, down, frequency)
    names = names_of(rows, down)
    keys = cells[down].unique()
    if len(keys) > AGENCIES_SHOWN and not st.toggle(t("quality.matrix_all", n=len(keys)), key="quality_all"):
        keys = keys[:AGENCIES_SHOWN]
    shown = cells[cells[down].isin(keys)]
    figure = source.figure(
        completeness.figure, shown, key=(here, span, frequency, len(keys)), names=names, down=down,
        theme=source.theme(), spoken=here.language,
    )  # fmt: skip
    cards.chart(
        figure, "kinerja-aceh-kelengkapan", t("quality.matrix"), key="quality_matrix",
        on_select="ignore" if here.agency else open_cell,
    )  # fmt: skip
    with cards.as_table("quality_matrix") as fold:
        if fold.open:
            matrix_table(cells, names, down)
    cards.caption_of(pd.DataFrame(), t("quality.per") + f" {language.day(span.per)}")
    cards.simulated_note(int(rows["simulated"].sum()), int(rows["expected"].sum()))


def names_of(rows: pd.DataFrame, down: str) -> dict[str, tuple[str, str]]:
    """Short and full name of each agency or frequency."""
    if down == "frequency":
        return {code: (t(f"download.frequency_{code}"),) * 2 for code in rows["frequency"].unique()}
    first = rows.drop_duplicates("agency").to_dict("records")
    return {row["agency"]: (row["abbreviation"], language.name(row)) for row in first}


def matrix_table(cells: pd.DataFrame, names: dict[str, tuple[str, str]], down: str) -> None:
    """The rates of all rows of the matrix as a table."""
    wide = cells.pivot_table(index=down, columns="column", values="rate", sort=False).reset_index()
    columns = sorted(wide.columns.drop(down), key=period_bounds)
    wide["name"] = [names[key][1] for key in wide[down]]
    headings = {"name": t("scope.agency") if down == "agency" else t("quality.frequency")}
    headings |= {each: language.period(each, short=True) for each in columns}
    cards.table(wide, headings, dict.fromkeys(columns, language.percent), key="quality_matrix_table")


def open_cell() -> None:
    """Narrow the page to the agency whose cell was clicked."""
    points = st.session_state["quality_matrix"]["selection"]["points"]
    if points:
        scope.assign(agency=points[0]["customdata"][0], unit=[])


def troubles(span: Span, own: Mapping[str, object]) -> None:
    """Reports that are missing, late or lack regencies, newest first; a row opens its indicator."""
    st.header(t("quality.troubles"))
    kind = st.segmented_control(
        t("quality.troubles_kind"),
        RECORDS,
        default="missing",
        required=True,
        format_func=lambda each: t(f"quality.record_{each}"),
        label_visibility="collapsed",
        key="quality_record",
    )
    rows = source.fetch("quality_troubles", record=kind, limit=listing.SHOWN, **span.days, **own)
    if rows.empty:
        st.success(t("quality.troubles_none_kind"), icon=":material/task_alt:")
        return
    columns = {
        "abbreviation": st.column_config.Column(t("scope.agency"), width="small"),
        "name": st.column_config.Column(t("cards.indicator"), width="medium"),
        "unit_name": st.column_config.Column(t("cards.unit"), width="medium"),
        "when": t("cards.period"),
        "deadline": t("quality.deadline"),
        "due_day": t("quality.due_day"),
    }
    columns |= {"as_of": t("quality.came")} if kind != "missing" else {}
    columns |= {"places": t("quality.lacking")} if kind == "incomplete" else {"days_late": t("quality.days_late")}
    formats = {name: language.day for name in ("deadline", "due_day", "as_of") if name in columns}
    formats |= {"days_late": listing.whole} if "days_late" in columns else {}
    opens = ("indicator_page", {"indicator": "indicator", "agency": "agency"})
    cards.table(listing.named(rows), columns, formats, opens, key=f"quality_troubles_{kind}", alt=t("quality.troubles"))
    listing.cut(len(rows), int(rows["of_all"].iloc[0]))
    cards.simulated_note(int(rows["simulated"].sum()), len(rows))
    names = ["agency", "agency_name", "indicator", "name", "unit", "unit_name", "frequency", "period", "deadline",
             "due_day", "record", "as_of", "days_late", "places", "simulated"]  # fmt: skip
    everything = {"limit": listing.ALL, **span.days, **own}
    listing.list_button("laporan", names, t("quality.troubles"), span.per, "quality_troubles", everything)


def stale(span: Span, own: Mapping[str, object]) -> None:
    """The newest report of every indicator and unit, its age, and whether the next is due."""
    st.header(t("quality.stale"))
    rows = source.fetch("quality_stale", today=span.per, **own)
    counts = rows["standing"].value_counts()
    totals = {each: int(counts.get(each, 0)) for each in STANDINGS}
    st.caption(t("quality.stale_basis", day=span.per, **totals))
    standing = st.segmented_control(
        t("quality.stale_kind"),
        STANDINGS,
        default="overdue",
        required=True,
        format_func=lambda each: f"{t(f'quality.standing_{each}')} ({language.number(totals[each], 0)})",
        label_visibility="collapsed",
        key="quality_standing",
    )
    chosen = rows[rows["standing"] == standing]
    if chosen.empty:
        st.caption(t("quality.stale_none"))
        return
    columns = {
        "abbreviation": t("scope.agency"),
        "name": st.column_config.Column(t("cards.indicator"), width="medium"),
        "unit_name": st.column_config.Column(t("cards.unit"), width="medium"),
        "frequency": t("quality.frequency"),
        "last": t("quality.last_period"),
        "ended": t("quality.age"),
        "overdue": t("quality.overdue"),
        "next": t("quality.next_period"),
        "next_deadline": t("quality.deadline"),
    }
    shown = listing.named(chosen).assign(
        last=[language.period(each, short=True) for each in chosen["last_period"]],
        next=[language.period(each, short=True) for each in chosen["next_period"]],
        frequency=[t(f"download.frequency_{each}") for each in chosen["frequency"]],
    )
    formats = {"ended": listing.whole, "overdue": listing.whole, "next_deadline": language.day}
    opens = ("indicator_page", {"indicator": "indicator", "agency": "agency"})
    cards.table(
        shown.head(listing.SHOWN), columns, formats, opens, key=f"quality_stale_{standing}", alt=t("quality.stale")
    )
    listing.cut(min(len(shown), listing.SHOWN), len(shown))
    cards.simulated_note(int(chosen["simulated"].sum()), len(chosen))
    names = ["agency", "agency_name", "indicator", "name", "unit", "unit_name", "frequency", "standing", "last_period",
             "last_as_of", "ended", "overdue", "next_period", "next_deadline", "next_due_day", "simulated"]  # fmt: skip
    listing.list_button("indikator", names, t("quality.stale"), span.per, "quality_stale", {"today": span.per, **own})


here = scope.current()
st.title(t("frame.quality"))
cards.filters_line(here)
st.markdown(t("quality.intro"))
scope.linked("quality_part", PARTS, "complete")
part = st.segmented_control(
    t("quality.part"), PARTS, required=True, format_func=lambda each: t(f"quality.part_{each}"),
    label_visibility="collapsed", key="quality_part",
)  # fmt: skip
if part == "deadlines":
    deadlines.draw(here)
elif part == "values":
    changed.waiting(here)
    changed.revised(here)
elif part == "snapshots":
    between.draw(here)
elif part == "questions":
    questions.draw(here)
else:
    complete(here)
