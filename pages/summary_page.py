"""Ringkasan: how Aceh stands, what changed, who and where it falls behind."""

import datetime as dt

import pandas as pd
import streamlit as st

from analytics.achievement import MAIN_SCALE, classify_by
from pages.parts import agenda, cards, drawings, language, scope, source
from pages.parts.language import t

CHANGES_SHOWN = 6
KINDS = ("new", "class", "ended", "continuing")
WORST = ("all", "worsening")
WORST_SHOWN = 10
QUARTERS_SHOWN = 8
AGENCIES_SHOWN = 14
ROWS = ("agency", "theme")
DELTA = {"very_good": "normal", "good": "normal", "fair": "off", "poor": "inverse", "very_poor": "inverse"}


def tones_at(here: scope.Scope, as_of: dt.date | None, reference: dt.date) -> pd.Series:
    """Number of series by tone, in force on `as_of` or newest."""
    rows = source.fetch("summary_classes", as_of=as_of, since=scope.since(reference), **here.filters)
    return rows.groupby("tone")["n"].sum()


def headline(here: scope.Scope, quarter: str, start: dt.date) -> None:
    """Counts by class and by signal, with the change since the quarter before."""
    before_end = start - dt.timedelta(days=1)
    now = tones_at(here, here.as_of, language.period_bounds(quarter)[1])
    before = tones_at(here, before_end, before_end)
    judged = int(now.sum())
    st.header(t("summary.by_class"))
    st.caption(t("summary.by_class_basis", n=judged, period=language.period(previous_quarter(start))))
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


def signals(here: scope.Scope, reference: dt.date) -> None:
    """Counts by trend signal and of targets that will be missed."""
    counts = source.fetch("summary_signals", since=scope.since(reference), **here.filters).iloc[0]
    st.header(t("summary.by_signal"))
    st.caption(t("summary.by_signal_basis", n=int(counts["series"])))
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
    cards.explained("summary")


def change(difference: int) -> int | str:
    """A difference for `st.metric`: its sign decides the arrow, 0 is grey."""
    return language.number(difference, 0, signed=True).replace("−", "-") if difference else 0


def changes(here: scope.Scope, reference: dt.date) -> None:
    """Signals that are new, go on, or have ended; each opens its indicator."""
    st.header(t("summary.changes"), help=t("summary.changes_help"))
    rows = source.fetch("summary_changes", since=scope.since(reference), limit=CHANGES_SHOWN, **here.filters)
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
    with st.grid(3, min_column_width=300, gap="small"):
        for row in chosen.to_dict("records"):
            changed(row)
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(chosen) < totals.get(kind, 0):
            st.caption(t("summary.changes_more", n=int(totals[kind]) - len(chosen)), width="content")
        st.button(
            t("summary.revised"), icon=":material/history:", type="tertiary", key="summary_revised",
            on_click=scope.open_page, args=("quality_page",), kwargs={"quality_part": "snapshots"},
        )  # fmt: skip


def changed(row: dict) -> None:
    """One change: badges, indicator, agency, the sentence in brief, and a button to its indicator."""
    with st.container(border=True, gap="xsmall", height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center"):
            if row["kind"] != "class":
                cards.state_badge(row["state"])
            if row["class_steps"] > 0 or row["class_steps"] < 0:
                st.badge(agenda.class_words(row), color="green" if row["class_steps"] > 0 else "red")
            if row["status"] == "simulated":
                cards.simulated_badge()
        place = language.name(row, stem="unit") if row["unit"] else row["abbreviation"]
        st.markdown(f"**{language.plain(language.name(row, stem='short'))}** · {language.plain(place)}")
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
    cards.caption_of(rows)


def quarterly(here: scope.Scope, of: str, start: dt.date, end: dt.date) -> pd.DataFrame:
    """Median achievement of each agency or theme in the last quarters, with its class; the weakest on top."""
    first = (pd.Timestamp(start) - pd.DateOffset(months=3 * (QUARTERS_SHOWN - 1))).date()
    rows = source.fetch("summary_quarters", of=of, first_day=first, last_day=end, **here.filters)
    newest = rows.sort_values("period_start").groupby("heading")["achievement"].last()
    rows["rank"] = rows["heading"].map(newest.rank(method="first"))
    rows["class"] = classify_by(rows["achievement"], MAIN_SCALE)
    rows["label"] = rows["weakest_name" if of == "agency" else language.name_column()]
    return rows.sort_values(["rank", "period_start"], ignore_index=True)


def matrix(here: scope.Scope, start: dt.date, end: dt.date) -> None:
    """Agencies or themes × quarter, shaded by the class of the median achievement; a cell opens an agency."""
    st.header(t("summary.matrix"))
    scope.linked("summary_rows", ROWS, ROWS[0])
    of = st.segmented_control(
        t("summary.matrix"), ROWS, required=True, key="summary_rows", label_visibility="collapsed",
        format_func=lambda each: t(f"summary.matrix_of_{each}"),
    )  # fmt: skip
    rows = quarterly(here, of, start, end)
    if rows.empty:
        st.caption(t("summary.matrix_none"))
        return
    st.caption(t(f"summary.matrix_basis_{of}"))
    agencies = rows["heading"].nunique() if of == "agency" else 0
    whole = agencies > AGENCIES_SHOWN and st.toggle(t("summary.matrix_all", n=agencies), key="summary_all_agencies")
    shown = rows if whole or of == "theme" else rows[rows["rank"] <= AGENCIES_SHOWN]
    figure = source.figure(
        drawings.matrix,
        shown,
        source.fetch("class_labels"),
        key=(here, end, of, whole),
        theme=source.theme(),
        of=of,
        spoken=here.language,
    )
    opens = rows.set_index(["heading", "period"])["weakest"].to_dict()
    cards.chart(
        figure, "kinerja-aceh-matriks", t("summary.matrix"), key="summary_matrix", on_select=lambda: open_cell(opens)
    )
    with st.expander(t("cards.as_table")):
        matrix_table(rows, of)
    cards.caption_of(rows)


def matrix_table(rows: pd.DataFrame, of: str) -> None:
    name = language.name_column()
    wide = rows.pivot_table(index=[name], columns="period", values="achievement", sort=False)
    wide = wide[sorted(wide.columns)]
    first = t("scope.agency") if of == "agency" else t("summary.theme")
    headings = {name: first, **{each: language.period(each, short=True) for each in wide.columns}}
    cards.table(wide.reset_index(), headings, dict.fromkeys(wide.columns, language.percent))


def open_cell(agencies: dict[tuple[str, str], str]) -> None:
    """Open the agency of the cell that was clicked; of a theme, the one that is weakest there."""
    points = st.session_state["summary_matrix"]["selection"]["points"]
    if points and tuple(points[0]["customdata"]) in agencies:
        scope.open_page("agency_page", agency=agencies[tuple(points[0]["customdata"])])


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
        "share": st.column_config.ProgressColumn(t("summary.low_share"), min_value=0, max_value=100, format="%.0f%%"),
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


def previous_quarter(start: dt.date) -> str:
    day = start - dt.timedelta(days=1)
    return f"{day.year}-Q{(day.month + 2) // 3}"


here = scope.current()
quarter = scope.quarter(here)
start, end = language.period_bounds(quarter)

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(t("summary.title", period=language.period(quarter)), width="content")
    st.button(
        t("meeting.open"), icon=":material/co_present:", key="summary_meeting", help=t("meeting.open_help"),
        on_click=scope.open_page, args=("meeting_page",),
    )
cards.filters_line(here)
if (
    not tones_at(here, here.as_of, end).sum()
    and source.fetch("summary_signals", since=scope.since(end), **here.filters)["series"].eq(0).all()
):
    cards.nothing_here(here)
headline(here, quarter, start)
signals(here, end)
changes(here, end)
left, right = st.columns(2, gap="large")
with left:
    matrix(here, start, end)
with right:
    regencies(here, end)
worst(here, end)
freshness(here, end)
