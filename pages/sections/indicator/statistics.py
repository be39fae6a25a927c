"""The statistics behind the words: direction with its test, pace, time and chance."""

import pandas as pd
import streamlit as st

from pages.components import badges, captions
from pages.content import definition
from pages.sections.indicator.view import View
from pages.words import language, signs
from pages.words.language import t
from pages.words.row import Row

TIME_TOLD = ("reached", "moving_away", "direction_unsure", "beyond_horizon")


def draw(view: View) -> None:
    """The whole account of the direction, the test behind it, and pace, time and chance in figures."""
    card, state = view.card, view.chosen.state
    if state is None:
        captions.say(t("series.looking_back"))
        return
    st.markdown(language.plain(state[f"paragraph_{language.current()}"]))
    st.table(definition.evidence(state), border="horizontal")
    pace(card, state)
    badges.explained("indicator")


def pace(card: Row, state: pd.Series) -> None:
    """Pace, progress since the baseline, time to target, and the chance of meeting it with the forecast behind it."""
    rows = {**paces(card, state), **standing(card, state), **outlook(card, state)}
    if not rows:
        return
    rows[t("indicator.process")] = signs.assurance_word(state["assurance"])
    st.table(rows, border="horizontal", width="content")
    captions.say(t("indicator.chance_help"))


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
    rows = {t("cards.chance"): signs.chance_short(state)}
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
