"""Indikator: one indicator, from its sentence to its rows."""

import pandas as pd
import streamlit as st

from analytics.periods import period_bounds
from analytics.regions import PROVINCE
from pages.parts import cards, definition, doubts, drawings, evidence, language, revising, scope, source, together
from pages.parts import marks as marking
from pages.parts import regional as regional_parts
from pages.parts.chosen import Chosen, choose
from pages.parts.language import t
from pages.parts.row import Row

FORECAST = {"middle": "forecast", "low": "forecast_low", "high": "forecast_high"}
TIME_TOLD = ("reached", "moving_away", "direction_unsure", "beyond_horizon")
SIGNS = ("%", "Rp")
TILE_LETTERS = 10
LIMITS_FROM = 8  # values; fewer give no limits of ordinary variation


def all_indicators(here: scope.Scope) -> None:
    """Every reported indicator, searched by name; a row opens it."""
    st.title(t("indicator.all_title"))
    since = scope.since(period_bounds(scope.quarter(here))[1])
    rows = source.fetch("indicator_catalogue", since=since, **here.filters)
    if rows.empty:
        cards.nothing_here(here)
    counted = {name: int((rows[name] > 0).sum()) for name in ("low", "worsening")}
    lead = t("indicator.lead_all", n=len(rows), series=int(rows["series"].sum()), **counted)
    st.markdown(f"{lead} {t('indicator.choose')}")
    words = st.text_input(t("indicator.search"), key="indicator_search", bind="query-params", max_chars=80)
    searched = ["name_id", "name_en", "short_id", "short_en", "indicator", "abbreviation"]
    names = rows[searched].fillna("").agg(" ".join, axis=1)
    for word in words.split():
        rows = rows[names.loc[rows.index].str.contains(word, case=False, regex=False)]
    if rows.empty:
        st.info(t("indicator.search_none", words=language.plain(words)), icon=":material/search_off:")
        return
    rows["name"] = rows[language.name_column(stem="short")]
    rows["origin"] = rows["simulated"].map({True: t("cards.simulated_short")})
    rows["full_name"] = rows[language.name_column()]
    rows = rows.sort_values(["low", "worsening"], ascending=False, kind="stable")
    rows["theme"] = rows[language.name_column(stem="theme")]
    rows["how_often"] = [t(f"indicator.frequency_{each}") for each in rows["frequency"]]
    rows["newest"] = [language.period(period, short=True) for period in rows["last_period"]]
    columns = {
        "name": st.column_config.Column(t("cards.indicator"), width=190),
        "low": t("indicator.low"),
        "worsening": cards.state_short("worsening"),
        "series": t("indicator.series"),
        "newest": t("cards.period"),
        "origin": t("cards.origin"),
        "abbreviation": t("indicator.owner"),
        "how_often": t("indicator.frequency"),
        "theme": t("indicator.theme"),
        "full_name": st.column_config.Column(t("agency.full_name"), width="large"),
    }
    opens = ("indicator_page", {"indicator": "indicator"})
    cards.table(rows, columns, opens=opens, key="indicator_catalogue_table", alt=t("indicator.all_title"), height=560)


def badges(card: Row, chosen: Chosen) -> None:
    """Class, signal, chance, and whether the value is simulated or provisional."""
    last, state = chosen.last, chosen.state
    with st.container(horizontal=True, vertical_alignment="center"):
        label = cards.class_words().get((card["scale"], last["class"]))
        if label:
            cards.class_badge(last["tone"], label)
        if state is not None:
            cards.state_badge(state["state"])
            cards.assurance_badge(state["assurance"])
            cards.chance_badge(state)
        if last["status"] == "simulated":
            cards.simulated_badge()
        elif last["status"] == "provisional":
            st.badge(t("indicator.provisional"), icon=":material/hourglass_top:", color="gray")
        cards.explained("indicator")


def sentence(chosen: Chosen) -> None:
    """What the series says in brief; the whole account and the test behind it one click away."""
    if chosen.state is None:
        st.markdown(t("indicator.derived" if chosen.derived else "indicator.no_state"))
        return
    spoken = language.current()
    st.markdown(language.plain(chosen.state[f"sentence_{spoken}"]))
    with st.expander(t("indicator.account"), icon=":material/query_stats:"):
        st.markdown(language.plain(chosen.state[f"paragraph_{spoken}"]))
        st.table(definition.evidence(chosen.state), border="horizontal")


def headline(card: Row, last: pd.Series) -> None:
    """The last value, its target, achievement, gap and change on a year ago; the first two in full in their help."""
    unit, decimals = definition.unit(card), int(card["decimals"])
    points = card["scale"] == "deviation_points"
    goal = brief(last["target"], unit, decimals)
    if not language.missing(last.get("target_low")) and not language.missing(last.get("target_high")):
        goal = "–".join(language.number(last[name], decimals) for name in ("target_low", "target_high"))
    reached = language.number(last["achievement"], 1, signed=True) if points else language.percent(last["achievement"])
    period, change = language.period(last["period"], short=True), last.get("change_year")
    figures = [
        (t("indicator.actual_in", period=period), brief(last["actual"], unit, decimals), last["actual"]),
        (t("cards.target"), goal, last["target"]),
        (t("indicator.achievement_points" if points else "cards.achievement"), reached, None),
        (t("indicator.gap"), brief(last.get("gap"), "", decimals, signed=True), None),
        (t("indicator.change_year"), brief(change, "", decimals, signed=True), None),
    ]
    with st.grid(5, min_column_width=150, gap="small"):
        for label, text, whole in figures:
            told = language.measure(whole, unit, decimals)
            st.metric(label, text, border=True, help=told if told not in (text, language.NOTHING) else None)
    st.caption(f"{t('indicator.in_unit', unit=unit)} {t('indicator.gap_help')}")


def brief(value: object, unit: str, decimals: int, signed: bool = False) -> str:
    """A value that fits a tile: with its unit where that is a sign, and shortened where it is long (4,8 M)."""
    unit = unit if unit in SIGNS else ""
    whole = language.measure(value, unit, decimals, signed=signed)
    return whole if len(whole) <= TILE_LETTERS else language.compact(value, unit, signed=signed)


def points_of(history: pd.DataFrame, card: Row, state: pd.Series | None, marks: pd.DataFrame) -> pd.DataFrame:
    """Points of the figure; limits and signals where the values compare with each other from period to period."""
    points = drawings.timed(history)
    comparable = state is not None and state["method"] != "seasonal_mann_kendall" and pd.notna(state["lower"])
    if comparable and history["actual"].notna().sum() >= LIMITS_FROM:
        limits = marking.limits(history, card["better"], marks)
        points[list(limits)] = limits.to_numpy()
    return points


def ahead(here: scope.Scope, state: pd.Series | None) -> dict | None:
    """The forecast as the figure draws it; none where the page looks back, or nothing can be forecast."""
    if state is None or here.period or language.missing(state["forecast"]):
        return None
    period = state["forecast_period"]
    figures = {name: float(state[column]) for name, column in FORECAST.items()}
    tick = language.period(period, short=True).replace(" ", "<br>")
    return {"start": period_bounds(period)[0], "label": language.period(period), "tick": tick, **figures}


def course(here: scope.Scope, card: Row, chosen: Chosen) -> None:
    """The series in time with target, limits, signals and marks."""
    st.header(t("indicator.course"))
    marks = marking.of_series(here, chosen)
    points = points_of(chosen.history, card, chosen.state, marks)
    key = (here.indicator, chosen.agency, chosen.unit, chosen.region, here.as_of)
    figure = source.figure(
        drawings.course, points, key=key, card=card, place=chosen.place, ahead=ahead(here, chosen.state),
        breaks=marking.on_figure(marks), theme=source.theme(), spoken=here.language,
    )  # fmt: skip
    alt = language.name(card) if chosen.state is None else chosen.state[f"sentence_{here.language}"]
    cards.chart(figure, card["code"].lower(), alt, key="indicator_course")
    cards.caption_of(points)
    marking.listed(marks)


def pace(card: Row, state: pd.Series | None) -> None:
    """Pace, progress since the baseline, time to target, and the chance of meeting it with the forecast behind it."""
    if state is None:
        return
    rows = {**paces(card, state), **standing(card, state), **outlook(card, state)}
    if not rows:
        return
    st.header(t("indicator.pace"))
    rows[t("indicator.process")] = cards.assurance_word(state["assurance"])
    st.table(rows, border="horizontal", width="content")
    st.caption(t("indicator.chance_help"))


def paces(card: Row, state: pd.Series) -> dict[str, str]:
    """Required pace, with the target's period, and observed pace."""
    step, decimals = t(f"indicator.per_{state['frequency']}"), int(card["decimals"]) + 1
    rows = {}
    for name in ("required_pace", "observed_pace"):
        if language.missing(state[name]):
            continue
        rows[t(f"indicator.{name}")] = f"{language.number(state[name], decimals, signed=True)} {step}"
        if name == "required_pace" and not language.missing(state["goal_period"]):
            when = language.period(state["goal_period"])
            rows[t("indicator.required_pace")] += t("indicator.towards", period=when)
    return rows


def standing(card: Row, state: pd.Series) -> dict[str, str]:
    """How much of the targeted change is made, and how long the rest takes at Sen's slope."""
    rows = {}
    if not language.missing(state["progress"]):
        share = language.percent(100 * state["share_of_change"])
        baseline = language.measure(state["baseline"], definition.unit(card), int(card["decimals"]))
        words = t(f"indicator.progress_{state['progress']}")
        rows[t("indicator.progress")] = t("indicator.progress_of", words=words, share=share, baseline=baseline)
    if not language.missing(state["time_high"]) and state["time_high"] > 0:
        ends = (language.number(state[name], 1) for name in ("time_low", "time_high"))
        step = t(f"indicator.several_{state['frequency']}")
        rows[t("indicator.time")] = f"{next(ends)} – {next(ends)} {step}"
    elif state["time_reason"] in TIME_TOLD and not language.missing(state["required_pace"]):
        rows[t("indicator.time")] = t(f"indicator.time_{state['time_reason']}")
    return rows


def outlook(card: Row, state: pd.Series) -> dict[str, str]:
    """The chance of the target at its date, or why it cannot be told; and the forecast."""
    unit, decimals = definition.unit(card), int(card["decimals"])
    rows = {t("cards.chance"): cards.chance_short(state)}
    if not language.missing(state["forecast_target"]):
        goal = language.measure(state["forecast_target"], unit, decimals)
        if not language.missing(state["forecast_target_low"]):
            low = language.number(state["forecast_target_low"], decimals)
            goal = f"{low} – {language.measure(state['forecast_target_high'], unit, decimals)}"
        when = language.period(state["forecast_period"])
        rows[t("cards.chance")] += t("indicator.chance_goal", goal=goal, period=when)
    if not language.missing(state["forecast"]):
        low = language.number(state["forecast_low"], decimals)
        high = language.measure(state["forecast_high"], unit, decimals)
        middle = language.measure(state["forecast"], unit, decimals)
        period = language.period(state["forecast_period"])
        rows[t("indicator.forecast")] = t("indicator.forecast_of", middle=middle, low=low, high=high, period=period)
    return rows


def values(card: Row, history: pd.DataFrame) -> None:
    """Every value of the series with its origin."""
    st.header(t("indicator.rows"))
    figures = int(card["decimals"])
    words = cards.class_words(mark=True)
    rows = history.iloc[::-1].assign(
        when=[language.period(period) for period in history["period"][::-1]],
        standing=[words.get((card["scale"], each), language.NOTHING) for each in history["class"][::-1]],
        state=[t(f"indicator.status_{status}") for status in history["status"][::-1]],
    )
    if "warning" in rows:
        doubted = rows["warning"].notna()
        warned = zip(rows["warning"], doubted, strict=True)
        rows["doubt"] = [doubts.titles(codes) if has else None for codes, has in warned]
        rows["explained"] = rows["reason"].fillna(t("indicator.reason_none")).where(doubted, None)
    columns = {
        "when": t("cards.period"),
        "actual": t("cards.actual"),
        "target": t("cards.target"),
        "achievement": t("cards.achievement"),
        "standing": t("cards.class"),
        "state": t("indicator.status"),
    }
    optional = {
        "numerator": t("indicator.numerator"),
        "denominator": t("indicator.denominator"),
        "as_of": t("indicator.as_of"),
        "source": t("indicator.source"),
        "note": t("indicator.note"),
        "evidence": t("indicator.evidence"),
        "doubt": t("indicator.doubt"),
        "explained": t("indicator.reason"),
    }
    columns |= {name: label for name, label in optional.items() if name in rows and rows[name].notna().any()}
    formats = {name: lambda value: language.number(value, figures) for name in ("actual", "target")}
    counted = {"numerator", "denominator"} & set(columns)
    formats |= {name: lambda value: language.number(value, 0) for name in counted}
    formats |= {"achievement": language.percent} | ({"as_of": language.day} if "as_of" in columns else {})
    cards.table(rows, columns, formats, key="indicator_rows_table", alt=t("indicator.rows"))
    evidence.listed(rows)


def related(card: Row) -> None:
    """Other indicators of the same objective; a row opens one."""
    rows = source.fetch("indicator_related", indicator=card["code"], theme=card["theme"])
    if rows.empty:
        return
    st.header(t("indicator.related"))
    st.caption(t("indicator.related_basis", theme=language.name(card, stem="theme")))
    cards.indicator_table(rows, key="indicator_related_table", alt=t("indicator.related"))


def one_indicator(here: scope.Scope) -> None:
    card = source.fetch("indicator_card", indicator=here.indicator).iloc[0].to_dict()
    st.title(language.name(card))
    cards.filters_line(here)
    chosen = choose(here, card)
    if chosen is None:
        cards.nothing_here(here)
    st.caption(language.plain(chosen.place))
    together.draw(here, "indicator_together", here.indicator)
    badges(card, chosen)
    if here.period and chosen.state is not None and chosen.last["period"] != chosen.state["last_period"]:
        st.info(t("indicator.newest_sentence"), icon=":material/schedule:")
    sentence(chosen)
    headline(card, chosen.last)
    course(here, card, chosen)
    pace(card, chosen.state)
    own = {"indicator": here.indicator, "as_of": here.as_of, **chosen.keys}
    regional = source.fetch("indicator_regions", **own)
    if regional["region"].nunique() > 1:
        province = source.fetch("indicator_history", region=PROVINCE, **own)
        if province.empty:
            province = source.fetch("indicator_rollup", **own)
        regional_parts.draw(here, card, chosen, regional, province)
    st.header(t("indicator.definition"))
    st.table(definition.card(card), border="horizontal")
    values(card, chosen.history)
    revising.draw(here, card, chosen)
    related(card)


here = scope.current()
if here.indicator:
    one_indicator(here)
else:
    all_indicators(here)
