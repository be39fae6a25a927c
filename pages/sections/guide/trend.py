"""Trend and signal: two verdicts side by side, each method with a worked and a live example, source and limits."""


import numpy as np
import streamlit as st

from analytics import forecast, process, verdict
from analytics.thresholds import ALPHA
from analytics.trend import benjamini_hochberg, mann_kendall, sen_slope
from pages.content import completeness, reader, scope
from pages.sections.guide import blocks, exercise, live
from pages.words import language, signs
from pages.words.language import number, t
from pages.words.row import Row

YEARS = (61, 63, 62, 65, 66)
MONTHS = (72, 75, 71, 74, 73, 76, 72, 70, 74, 73, 75, 83)
# Figures of the exercises: a course with one odd value, days that a permit takes, levels, p-values of ten series.
COURSE = (20, 22, 23, 25, 60)
DAYS, DAYS_TARGET = (9, 7, 8, 10, 8, 9, 7, 8, 9, 10, 9, 8), 8
LEVELS, LEVELS_TARGET = (60, 62, 61, 64, 66, 65, 68, 70), 76
P_VALUES = (0.001, 0.008, 0.024, 0.041, 0.12, 0.25, 0.38, 0.52, 0.71, 0.9)


def draw() -> None:
    blocks.section("verdicts")
    live.example("disagree", "guide.live_verdicts", _verdicts)
    blocks.section("length")
    blocks.section("kendall")
    _kendall_worked()
    live.example("trend", "guide.kendall_live", _kendall)
    blocks.notes("kendall")
    blocks.section("sen")
    _sen_worked()
    live.example("trend", "guide.sen_live", _slope, chart=False)
    blocks.notes("sen")
    exercise.ask(_course())
    blocks.section("season")
    live.example("season", "guide.sen_live", _slope)
    blocks.notes("season")
    blocks.section("xmr")
    _xmr_worked()
    live.example("process", "guide.xmr_live", _limits, limits=True)
    st.markdown(t("guide.xmr_kinds"))
    blocks.notes("xmr")
    blocks.section("assurance")
    live.example("process", "guide.assurance_live", _assurance, chart=False)
    exercise.ask(_promise())
    blocks.notes("assurance")
    blocks.section("chance")
    live.example(live.known(("pace", "gap", "reading", "trend"), "chance"), "guide.chance_live", _chance, chart=False)
    blocks.notes("chance")
    exercise.ask(_likely())
    blocks.section("cannot")
    live.example(
        "short", "guide.cannot_live", lambda row: {"n": int(row["n"]), "state": signs.state_word(row["state"])}
    )
    blocks.section("fdr")
    _family()
    blocks.notes("fdr")
    exercise.ask(_discovered())
    blocks.section("importance")
    _first_change()
    blocks.notes("importance")
    exercise.draw()


def pairs(values) -> tuple[int, int]:
    """How many of all pairs rise and how many fall."""
    values = np.asarray(values, dtype=float)
    directions = np.sign(values[None, :] - values[:, None])[np.triu_indices(len(values), 1)]
    return int((directions > 0).sum()), int((directions < 0).sum())


def _kendall_worked() -> None:
    rises, falls = pairs(YEARS)
    test, all_rise = mann_kendall(YEARS), mann_kendall(sorted(YEARS))
    blocks.worked(
        "guide.kendall_worked",
        values=blocks.listed(YEARS),
        pairs=len(YEARS) * (len(YEARS) - 1) // 2,
        rises=rises,
        falls=falls,
        s=number(test.s, 0),
        p=blocks.probability(test.p_value),
        s_all=number(all_rise.s, 0),
        p_all=blocks.probability(all_rise.p_value),
    )


def _sen_worked() -> None:
    line = sen_slope(YEARS)
    blocks.worked(
        "guide.sen_worked",
        pairs=len(YEARS) * (len(YEARS) - 1) // 2,
        **{name: number(getattr(line, name), 3, signed=True) for name in ("slope", "low", "high")},
    )


def _xmr_worked() -> None:
    chart = process.xmr(MONTHS)
    last = chart.iloc[-1]
    blocks.worked(
        "guide.xmr_worked",
        values=blocks.listed(MONTHS),
        mean=float(last["mean"]),
        range=float(np.abs(np.diff(MONTHS)).mean()),
        lower=float(last["lower"]),
        upper=float(last["upper"]),
        last=number(MONTHS[-1], 0),
        verdict=t("guide.xmr_outside" if last["beyond_limit"] else "guide.xmr_inside"),
    )


def _course() -> exercise.Exercise:
    """Direction and size of a course that ends in an odd value."""
    test, line = mann_kendall(COURSE), sen_slope(COURSE)
    ends = (COURSE[-1] - COURSE[0]) / (len(COURSE) - 1)
    fitted = float(np.polyfit(range(len(COURSE)), COURSE, 1)[0])
    sizes, size = exercise.by_size(
        line.slope, (ends, fitted), lambda slope: t("guide.exercise_course_rises", slope=number(slope, 1, signed=True))
    )
    none = t("guide.exercise_course_none")
    values = {
        "values": blocks.listed(COURSE),
        "rises": pairs(COURSE)[0],
        "pairs": len(COURSE) * (len(COURSE) - 1) // 2,
        "p": blocks.probability(test.p_value),
        "slope": number(line.slope, 1, signed=True),
        "ends": number(ends, 1, signed=True),
    }
    return exercise.Exercise("course", [none, *sizes], size if test.direction == "increasing" else none, values)


def _promise() -> exercise.Exercise:
    """Whether a process as it is will meet its target."""
    found = process.assess(DAYS, better="lower", target=DAYS_TARGET)
    words = {code: signs.assurance_word(code) for code in ("will_meet", "may_miss", "will_miss")}
    limits = {name: number(getattr(found, name), 1) for name in ("lower", "upper")}
    values = {
        "values": blocks.listed(DAYS),
        "target": DAYS_TARGET,
        "met": sum(days <= DAYS_TARGET for days in DAYS),
        "n": len(DAYS),
        **limits,
    }
    return exercise.Exercise("promise", list(words.values()), words[found.assurance], values)


def _likely() -> exercise.Exercise:
    """How likely a target ahead is, by the model that the states use."""
    found = forecast.chance(LEVELS, 1, LEVELS_TARGET, better="higher")
    words = {code: t(f"cards.likelihood_{code}") for code in ("likely", "even", "unlikely")}
    limits = {name: number(getattr(found, name), 1) for name in ("low", "high")}
    values = {"values": blocks.listed(LEVELS), "target": LEVELS_TARGET, "n": len(LEVELS), **limits}
    return exercise.Exercise("likely", list(words.values()), words[verdict.chance_word(found.chance)], values)


def _discovered() -> exercise.Exercise:
    """How many of ten findings stand among each other."""
    q = benjamini_hochberg(P_VALUES)
    found, strictest = (sum(p < level for p in P_VALUES) for level in (ALPHA, ALPHA / len(P_VALUES)))
    answers, right = exercise.by_size(int((q < ALPHA).sum()), (found, strictest), lambda n: number(n, 0))
    values = {
        "values": blocks.listed(P_VALUES, 3),
        "n": len(P_VALUES),
        "found": found,
        "right": right,
        "last": number(q[q < ALPHA].max(), 3),
        "following": number(q[q >= ALPHA].min(), 3),
    }
    return exercise.Exercise("discovered", answers, right, values)


def _verdicts(row: Row) -> dict[str, object]:
    return {"achievement": live.achieved(row), "class": live.class_word(row), "state": signs.state_word(row["state"])}


def _kendall(row: Row) -> dict[str, object]:
    values = live.points(row)["actual"].dropna()
    rises, falls = pairs(values)
    return {
        "n": len(values),
        "pairs": len(values) * (len(values) - 1) // 2,
        "rises": rises,
        "falls": falls,
        "s": number(row["s"], 0),
        "p": blocks.probability(row["p_value"]),
        "state": signs.state_word(row["state"]),
    }


def _slope(row: Row) -> dict[str, object]:
    shown = {name: live.change(row, row[name], 1) for name in ("slope", "slope_low", "slope_high")}
    return {
        "slope": shown["slope"],
        "low": shown["slope_low"],
        "high": shown["slope_high"],
        "step": t(f"guide.step_{row['slope_unit']}"),
    }


def _limits(row: Row) -> dict[str, object]:
    shown = {name: live.measured(row, row[name]) for name in ("mean", "lower", "upper", "actual")}
    return {**shown, "n": int(row["n"]), "variation": t(f"guide.variation_{row['variation']}")}


def _assurance(row: Row) -> dict[str, object]:
    limits = {name: live.measured(row, row[name]) for name in ("lower", "upper")}
    return {**limits, "target": live.target(row), "assurance": signs.assurance_word(row["assurance"])}


def _chance(row: Row) -> dict[str, object]:
    forecast = {name: live.measured(row, row[f"forecast_{name}"]) for name in ("low", "high", "target")}
    return {**forecast, "period": language.period(row["forecast_period"]), "chance": signs.chance_short(row)}


def _first_change() -> None:
    """The change that stands first on the overview now."""
    if live.empty():
        return
    since = scope.since(completeness.newest_day())
    rows = reader.fetch("summary_changes", since=since, limit=1)
    if rows.empty:
        st.caption(f":material/search_off: {t('guide.example_none')}")
        return
    first = rows.iloc[0]
    name, sentence = (language.plain(language.name(first, stem=stem)) for stem in ("short", "sentence"))
    with st.container(border=True):
        words = t("guide.importance_live", name=name, sentence=sentence)
        st.markdown(f":gray-badge[:material/database: {t('guide.example')}] {words}")
        live.simulated_note(first["status"])


def _family() -> None:
    counts = reader.fetch("guide_tested").iloc[0]
    if counts["tested"]:
        numbers = {"n": int(counts["tested"]), "found": int(counts["found"]), "confirmed": int(counts["confirmed"])}
        st.markdown(f":gray-badge[:material/database: {t('guide.example')}] {t('guide.fdr_live', **numbers)}")
