"""Ringkasan: how Aceh stands, what changed, who and where it falls behind."""

import datetime as dt

import pandas as pd
import streamlit as st

from analytics.achievement import HIGH, LOW
from analytics.periods import containing, period_bounds
from pages.parts import agenda, cards, language, quarters, scope, simulated, source, together
from pages.parts.language import t
from pages.parts.row import Row

CHANGES_SHOWN = 6
KINDS = ("new", "class", "ended", "continuing")
WORST = ("all", "worsening")
WORST_SHOWN = 10
DELTA = {"very_good": "normal", "good": "normal", "fair": "off", "poor": "inverse", "very_poor": "inverse"}


def tones_at(here: scope.Scope, as_of: dt.date | None, reference: dt.date) -> pd.Series:
    """Number of series by tone, in force on `as_of` or newest."""
    rows = source.fetch("summary_classes", as_of=as_of, since=scope.since(reference), **here.filters)
    return rows.groupby("tone")["n"].sum()


def lead(now: pd.Series, counts: pd.Series, changed: pd.DataFrame) -> None:
    """How Aceh stands in three sentences: classes, signals, and the change that matters most."""
    judged, parts = int(now.sum()), []
    if judged:
        high, low = (int(now.reindex(tones).sum()) for tones in (HIGH, LOW))
        share = language.percent(100 * high / judged, 0)
        parts.append(t("summary.lead_classes", n=judged, high=high, share=share, low=low))
    if counts["series"]:
        parts.append(t("summary.lead_signals", **{state: int(counts[state]) for state in ("worsening", "improving")}))
    if not changed.empty:
        row = changed.iloc[0].to_dict()
        what = agenda.class_words(row) if agenda.class_moved(row) else cards.state_short(row["state"]).lower()
        name = language.plain(language.name(row, stem="short")) + cards.simulated_mark(row["status"])
        parts.append(t("summary.lead_change", name=name, place=language.plain(agenda.place(row)), what=what))
    st.markdown(" ".join(parts))


def heading(title: str, basis: str):
    """A heading with what is counted beside it; returns the line, to add to."""
    line = st.container(horizontal=True, vertical_alignment="bottom")
    line.header(title, width="content")
    line.caption(basis, width="content")
    return line


def headline(now: pd.Series, before: pd.Series, quarter: str) -> None:
    """Counts by class, with the change since `quarter`."""
    judged = int(now.sum())
    heading(t("summary.by_class"), t("summary.by_class_basis", n=judged, period=language.period(quarter)))
    with st.grid(5, min_column_width=150, gap="small"):
        for tone, (icon, _) in cards.TONES.items():
            n = int(now.get(tone, 0))
            st.metric(
                t(f"summary.tone_{tone}"),
                language.number(n, 0),
                change(n - int(before.get(tone, 0))),
                delta_color=DELTA[tone],
                icon=f":material/{icon}:",
                delta_description=language.percent(100 * n / judged if judged else None, 0),
                border=True,
            )


def signals(counts: pd.Series) -> None:
    """Counts by trend signal and of targets that will be missed."""
    with heading(t("summary.by_signal"), t("summary.by_signal_basis", n=int(counts["series"]))):
        cards.explained("summary")
    with st.grid(5, min_column_width=150, gap="small"):
        for state, (icon, _) in cards.STATES.items():
            before = counts.get(f"{state}_before")
            st.metric(
                cards.state_short(state),
                language.number(counts[state], 0),
                None if before is None else change(int(counts[state] - before)),
                delta_color={"improving": "normal", "worsening": "inverse"}.get(state, "off"),
                icon=f":material/{icon}:",
                border=True,
                height="stretch",
            )
        st.metric(
            cards.assurance_short("will_miss"),
            language.number(counts["will_miss"], 0),
            icon=f":material/{cards.ASSURANCES['will_miss'][0]}:",
            help=t("summary.will_miss_help"),
            border=True,
            height="stretch",
        )


def change(difference: int) -> int | str:
    """A difference for `st.metric`: its sign decides the arrow, 0 is grey."""
    return language.number(difference, 0, signed=True).replace("−", "-") if difference else 0


def changes(rows: pd.DataFrame) -> None:
    """Signals that are new, go on, or have ended; each opens its indicator."""
    st.header(t("summary.changes"), help=t("summary.changes_help"))
    totals = rows.groupby("kind")["of_kind"].first()
    kind = st.segmented_control(
        t("summary.changes"),
        KINDS,
        default="new",
        required=True,
        format_func=lambda each: f"{t(f'summary.change_{each}')} ({language.number(totals.get(each, 0), 0)})",
        label_visibility="collapsed",
        key="summary_kind",
    )
    chosen = rows[rows["kind"] == kind]
    if chosen.empty:
        st.caption(t(f"summary.change_{kind}_none"))
    with st.grid(3, min_column_width=270, gap="small"):
        for row in chosen.to_dict("records"):
            changed(row)
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(chosen) < totals.get(kind, 0):
            st.caption(t("summary.changes_more", n=int(totals[kind]) - len(chosen)), width="content")
        st.button(
            t("summary.revised"), icon=":material/history:", type="tertiary", key="summary_revised",
            on_click=scope.open_page, args=("quality_page",), kwargs={"quality_part": "snapshots"},
        )  # fmt: skip


def changed(row: Row) -> None:
    """One change: badges, indicator, agency, the sentence in brief, and a button to its indicator."""
    with st.container(border=True, gap="xsmall", height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center"):
            if row["kind"] != "class":
                cards.state_badge(row["state"])
            if agenda.class_moved(row):
                st.badge(agenda.class_words(row), color="green" if row["class_steps"] > 0 else "red")
            if row["status"] == "simulated":
                cards.simulated_badge()
        st.markdown(f"**{language.plain(language.name(row, stem='short'))}** · {language.plain(agenda.place(row))}")
        others = " " + t("summary.others", n=row["others"]) if row["others"] else ""
        st.caption(language.plain(row[f"brief_{language.current()}"] + others))
        st.button(
            t("summary.open_indicator"),
            key=f"summary_open_{row['series']}",
            icon=":material/arrow_forward:",
            type="tertiary",
            on_click=scope.open_page,
            args=("indicator_page",),
            kwargs={"indicator": row["indicator"], "agency": row["agency"]},
        )


def worst(here: scope.Scope, reference: dt.date) -> None:
    """The lowest achievements; a row opens its indicator."""
    st.header(t("summary.worst"))
    scope.linked("summary_worst", WORST, "all")
    which = st.segmented_control(
        t("summary.worst"), WORST, required=True, key="summary_worst", label_visibility="collapsed",
        format_func=lambda each: t(f"summary.worst_{each}"),
    )  # fmt: skip
    falling = which == "worsening"
    if falling:
        st.caption(t("summary.worst_worsening_basis"))
    rows = source.fetch(
        "summary_worst",
        as_of=here.as_of,
        since=scope.since(reference),
        worsening=falling,
        limit=WORST_SHOWN,
        **here.filters,
    )
    if rows.empty:
        st.caption(t("summary.worst_worsening_none" if falling else "summary.worst_none"))
        return
    cards.indicator_table(rows, key="summary_worst_table", alt=t("summary.worst"))
    cards.derived_note(rows)
    cards.caption_of(rows)


def regencies(here: scope.Scope, reference: dt.date) -> None:
    """Regencies by the number of series that stand low there."""
    st.header(t("summary.regions"))
    filters = {**here.filters}
    rows = source.fetch("summary_regions", as_of=here.as_of, since=scope.since(reference), **filters)
    rows = rows[rows["judged"] > 0]
    if rows.empty:
        st.caption(t("summary.regions_none"))
        return
    st.caption(t("summary.regions_basis"))
    rows["share"] = 100 * rows["low"] / rows["judged"]
    columns = {
        "short_name": t("scope.region"),
        "low": t("summary.low"),
        "judged": t("summary.judged"),
        "share": st.column_config.ProgressColumn(
            t("summary.low_share"), min_value=0, max_value=100, format="%.0f%%", width=120
        ),
        "worsening": t("summary.worsening"),
    }
    cards.table(rows.head(12), columns, key="summary_regions_table", alt=t("summary.regions"))
    cards.simulated_note(int(rows["simulated"].sum()), int(rows["series"].sum()))


def freshness(here: scope.Scope, reference: dt.date) -> None:
    """Newest report of each agency and how many of its series stop early; a row opens the agency."""
    st.header(t("summary.freshness"))
    rows = source.fetch("summary_freshness", agency=here.agency or None, since=scope.since(reference))
    behind = int(rows["behind"].sum())
    st.caption(t("summary.freshness_basis", n=behind, total=int(rows["series"].sum())))
    columns = {
        "abbreviation": t("scope.agency"),
        "last_start": t("summary.newest_period"),
        "behind": t("summary.behind"),
        "series": t("summary.series"),
    }
    periods = dict(zip(rows["last_start"], rows["last_period"], strict=True))
    formats = {"last_start": lambda start: language.period(periods[start], short=True)}
    opens = ("agency_page", {"agency": "agency"})
    cards.table(rows, columns, formats, opens, key="summary_freshness_table", alt=t("summary.freshness"))
    st.button(
        t("summary.open_quality"), icon=":material/fact_check:", type="tertiary", key="summary_quality",
        on_click=scope.open_page, args=("quality_page",),
    )  # fmt: skip


here = scope.current()
quarter = scope.quarter(here)
start, end = period_bounds(quarter)

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(t("summary.title", period=language.period(quarter)), width="content")
    st.button(
        t("meeting.open"), icon=":material/co_present:", key="summary_meeting", help=t("meeting.open_help"),
        on_click=scope.open_page, args=("meeting_page",),
    )
cards.filters_line(here)
if not here.snapshot:
    simulated.invitation()
since, before = scope.since(end), start - dt.timedelta(days=1)
now = tones_at(here, here.as_of, end)
counts = source.fetch("summary_signals", since=since, **here.filters).iloc[0]
if not now.sum() and not counts["series"]:
    cards.nothing_here(here)
changed_rows = source.fetch("summary_changes", since=since, limit=CHANGES_SHOWN, **here.filters)
lead(now, counts, changed_rows)
together.draw(here, "summary_together")
headline(now, tones_at(here, before, before), containing(before, "quarterly").id)
signals(counts)
changes(changed_rows)
with st.grid(2, min_column_width=420, gap="large"):
    with st.container():
        quarters.draw(here, start, end)
    with st.container():
        regencies(here, end)
worst(here, end)
freshness(here, end)
