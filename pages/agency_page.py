"""Instansi: one agency and its units, from scorecard to missing reports and budget."""

import pandas as pd
import streamlit as st

from analytics.achievement import LOW
from analytics.periods import period_bounds
from analytics.regions import PROVINCE
from pages.parts import cards, cascade, drawings, language, scope, source
from pages.parts.language import t
from pages.parts.row import Row

BUDGET = "IKU-BPKA-02"


def all_agencies(here: scope.Scope) -> None:
    """Every agency with its counts; a row opens it."""
    st.title(t("agency.all_title"))
    rows = source.fetch("agency_overview", since=scope.since(period_bounds(scope.quarter(here))[1]))
    if rows.empty:
        cards.nothing_here(here)
    rows["name"] = rows[language.name_column()]
    low, worst = rows[rows["low"] > 0], rows.iloc[0]
    counted = {"n": len(rows), "low": len(low), "worsening": int((rows["worsening"] > 0).sum())}
    words = [t("agency.lead_all", **counted)]
    if not low.empty:
        words.append(t("agency.lead_all_worst", name=language.plain(worst["name"]), n=worst["low"], of=worst["judged"]))
    st.markdown(" ".join([*words, t("agency.choose")]))
    columns = {
        "abbreviation": t("scope.agency"),
        "low": t("agency.low"),
        "worsening": cards.state_short("worsening"),
        "high": t("agency.high"),
        "improving": cards.state_short("improving"),
        "series": t("agency.series"),
        "behind": t("agency.behind"),
        "name": st.column_config.Column(t("agency.full_name"), width="large"),
    }
    opens = ("agency_page", {"agency": "agency"})
    cards.table(rows, columns, opens=opens, key="agency_overview_table", alt=t("agency.all_title"), height="content")
    cards.simulated_note(int(rows["simulated"].sum()), int(rows["series"].sum()))
    budget(here, None)


def lead(rows: pd.DataFrame) -> None:
    """The lowest achievement and what worsens; rows of agency_scorecard, the lowest first."""
    judged = rows[rows["achievement"].notna() & rows["scale"].ne("deviation_points")]
    worse = rows[rows["state"] == "worsening"]
    parts = []
    if not judged.empty:
        row = judged.iloc[0].to_dict()
        name = language.name(row, stem="short") + cards.simulated_mark(row["status"])
        parts.append(
            t("agency.lead_lowest", name=language.plain(name), achievement=language.percent(row["achievement"]),
              period=language.period(row["last_period"], short=True))
        )  # fmt: skip
    if not worse.empty:
        names = pd.unique(worse[language.name_column(stem="short")])
        parts.append(t("agency.lead_worsening", n=len(worse), names=language.plain(language.several(names, most=3))))
    elif not rows.empty:
        parts.append(t("agency.lead_steady"))
    st.markdown(" ".join(parts))


def headline(rows: pd.DataFrame, reports: pd.DataFrame) -> None:
    """Five numbers: judged, low, worsening, will miss, reports missing."""
    low = rows["tone"].isin(LOW).sum()
    figures = [
        ("agency.judged", rows["tone"].notna().sum(), "assignment"),
        ("agency.low", low, cards.TONES["poor"][0]),
        ("agency.worsening", (rows["state"] == "worsening").sum(), cards.STATES["worsening"][0]),
        ("agency.will_miss", (rows["assurance"] == "will_miss").sum(), cards.ASSURANCES["will_miss"][0]),
        ("agency.missing", reports["missing"].sum(), "event_busy"),
    ]
    with st.grid(5, min_column_width=150, gap="small"):
        for key, value, icon in figures:
            st.metric(t(key), language.number(value, 0), icon=f":material/{icon}:", border=True)


def scorecard(rows: pd.DataFrame) -> None:
    """Every indicator with course, actual, target, achievement, class, signal, chance and last report."""
    st.header(t("agency.scorecard"))
    st.caption(t("agency.scorecard_help"))
    rows = rows.assign(
        name=rows[language.name_column(stem="short")],
        origin=cards.origins(rows),
        place=[place_of(row) for row in rows.to_dict("records")],
        value=cards.values_in_words(rows, "actual"),
        goal=goals(rows),
        when=[language.period(period, short=True) for period in rows["last_period"]],
        standing=cards.standings(rows),
        signal=[cards.state_short(state, mark=True) for state in rows["state"]],
        chance=[cards.chance_short(row) for row in rows.to_dict("records")],
        process=[cards.assurance_short(assurance) for assurance in rows["assurance"]],
        reported=pd.to_datetime(rows["received_at"], utc=True, errors="coerce").dt.date,
    )
    rows["course"] = cards.courses(rows)
    columns = {
        "name": st.column_config.Column(t("cards.indicator"), width="medium"),
        "origin": t("cards.origin"),
        "place": st.column_config.Column(t("cards.unit"), width=130),
        "course": cards.course_column(),
        "achievement": t("cards.achievement"),
        "standing": t("cards.class"),
        "signal": t("cards.signal"),
        "value": t("cards.actual"),
        "goal": t("cards.target"),
        "chance": st.column_config.Column(t("cards.chance"), width=190),
        "when": t("cards.period"),
        "process": t("agency.process"),
        "reported": t("agency.reported"),
    }
    columns = {name: entry for name, entry in columns.items() if name != "origin" or rows[name].notna().any()}
    formats = {"achievement": language.percent, "reported": language.day}
    opens = ("indicator_page", {"indicator": "indicator"})
    cards.table(rows, columns, formats, opens, key="agency_scorecard_table", alt=t("agency.scorecard"))
    cards.explained("agency")
    st.caption(t("agency.chance_help"))
    cards.derived_note(rows)
    cards.caption_of(rows)


def place_of(row: Row) -> str:
    """Unit and regency of a series, empty for the agency at province level."""
    unit = language.name(row, stem="unit") if row["unit"] else ""
    region = row["region_name"] if row["region"] != PROVINCE else ""
    return " · ".join(part for part in (unit, region) if part)


def goals(rows: pd.DataFrame) -> list[str]:
    """Targets in words; a band as two bounds."""
    single = cards.values_in_words(rows, "target")
    low, high = cards.values_in_words(rows, "target_low"), cards.values_in_words(rows, "target_high")
    banded = rows["target_low"].notna() & rows["target_high"].notna()
    return [f"{a} – {b}" if both else one for one, a, b, both in zip(single, low, high, banded, strict=True)]


def reports(rows: pd.DataFrame) -> None:
    """What is missing, incomplete or late, by indicator and unit; and what is no longer reported."""
    st.header(t("agency.reports"))
    due = rows[~rows["stopped"]]
    troubled = due[(due[["missing", "late", "incomplete"]] > 0).any(axis=1)]
    counts = {name: int(due[name].sum()) for name in ("expected", "received", "late")}
    st.caption(t("agency.reports_basis", **counts))
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
        st.caption(t("agency.stopped", names=language.plain("; ".join(names)), n=len(names)))


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
    cards.table(rows, columns, key="agency_reports_table", alt=t("agency.reports"))


def missing_in_words(periods: object, most: int = 6) -> str:
    """The newest missing periods, and how many more there are."""
    named = [] if language.missing(periods) else list(periods)
    return language.several([language.period(period, short=True) for period in named], most)


def budget(here: scope.Scope, agency: str | None) -> None:
    """Absorption beside achievement, all agencies, the chosen one marked."""
    reference = period_bounds(scope.quarter(here))[1]
    rows = source.fetch("agency_budget", budget=BUDGET, since=scope.since(reference))
    if rows.empty or (agency and agency not in set(rows["agency"])):
        return
    st.header(t("agency.budget"))
    st.caption(t("agency.budget_help"))
    points = rows.assign(
        code=rows["agency"],
        name=rows[language.name_column()],
        label=rows["abbreviation"],
        status=["simulated" if one else "final" for one in rows["simulated"]],
    )
    figure = source.figure(
        drawings.budget, points, key=(reference,), selected=agency, theme=source.theme(), spoken=here.language
    )
    cards.chart(figure, "kinerja-aceh-anggaran", t("agency.budget_help"), key="agency_budget", on_select=open_point)
    cards.caption_of(points)


def open_point() -> None:
    """Open the agency whose point was clicked."""
    points = st.session_state["agency_budget"]["selection"]["points"]
    if points:
        scope.open_page("agency_page", agency=points[0]["customdata"])


here = scope.current()
if not here.agency:
    all_agencies(here)
else:
    st.title(scope.choices("agency").name(here.agency))
    cards.filters_line(here)
    series = source.fetch("agency_scorecard", **here.filters)
    if series.empty:
        cards.nothing_here(here)
    span = source.fetch("scope_span").iloc[0]
    current = series["last_start"] >= pd.Timestamp(scope.since(period_bounds(scope.quarter(here))[1]))
    record = source.fetch(
        "agency_reports",
        agency=here.agency,
        units=here.units or None,
        today=span["newest"].date(),
        since=scope.since(span["newest"].date()),
    )
    if here.period:
        st.info(t("agency.newest_only"), icon=":material/schedule:")
    lead(series[current])
    headline(series[current], record)
    scorecard(pd.concat([series[current], series[~current]]))
    cascade.tree(series[current], here.agency)
    cascade.units(here, series[current])
    reports(record)
    budget(here, here.agency)
