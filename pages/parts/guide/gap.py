"""Gap and pace: to the target, to last year, required and observed pace, share of the way, time, regencies, budget."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analytics import gap as gaps
from analytics.achievement import achievement
from analytics.steps import UNITS
from pages.parts import cards, language, source
from pages.parts.guide import blocks, live
from pages.parts.language import number, t

BASELINE, ACTUAL, TARGET = 60, 68, 80
YEARS_LEFT = 4
SLOPE, SLOPE_LOW, SLOPE_HIGH = 2.5, 2.0, 3.0
HORIZON = 10


def draw() -> None:
    blocks.section("gap")
    live.example("gap", "guide.gap_live", _gap)
    blocks.section("year")
    live.example("year", "guide.year_live", _year, chart=False)
    blocks.section("pace")
    _pace_worked()
    live.example("pace", "guide.pace_live", _pace, chart=False)
    _share()
    _time()
    blocks.notes("gap", limits=False)
    blocks.section("regions")
    _regions()
    blocks.section("budget")


def _gap(row: Mapping) -> dict[str, object]:
    return {
        "target": live.target(row),
        "actual": live.measured(row, row["actual"]),
        "gap": live.change(row, row["gap"]),
    }


def _year(row: Mapping) -> dict[str, object]:
    return {
        "period": language.period(row["last_period"]),
        "actual": live.measured(row, row["actual"]),
        "previous": live.measured(row, row["previous_year"]),
        "change": live.change(row, row["change_year"]),
    }


def _pace_worked() -> None:
    pace = gaps.pace(ACTUAL, TARGET, YEARS_LEFT, SLOPE)
    blocks.worked(
        "guide.pace_worked",
        actual=ACTUAL,
        target=TARGET,
        left=YEARS_LEFT,
        required=number(pace.required, 1),
        observed=number(pace.observed, 1),
        enough=t("guide.pace_enough" if pace.enough else "guide.pace_short"),
    )


def _pace(row: Mapping) -> dict[str, object]:
    paces = {name: live.change(row, row[f"{name}_pace"], 1) for name in ("required", "observed")}
    return {**paces, "step": t(f"guide.step_{UNITS[row['frequency']]}")}


def _share() -> None:
    share = gaps.share_of_change(BASELINE, ACTUAL, TARGET).value
    blocks.section(
        "share",
        baseline=BASELINE,
        target=TARGET,
        actual=ACTUAL,
        achievement=language.percent(achievement(ACTUAL, TARGET, "R_T"), 0),
        share=language.percent(100 * share, 0),
    )


def _time() -> None:
    answer = gaps.time_to_target(ACTUAL, TARGET, SLOPE, SLOPE_LOW, SLOPE_HIGH, horizon=HORIZON)
    blocks.section(
        "time",
        distance=TARGET - ACTUAL,
        slope=number(SLOPE, 1),
        low=number(SLOPE_LOW, 1),
        high=number(SLOPE_HIGH, 1),
        earliest=number(answer.earliest, 0),
        latest=number(answer.latest, 0),
    )


def _regions() -> None:
    """The newest comparison of regencies that the data allows."""
    rows = source.fetch("guide_regions")
    if rows.empty:
        if not live.empty():
            st.caption(f":material/search_off: {t('guide.example_none')}")
        return
    compared = pd.concat([rows, gaps.compare_regions(rows, by=["indicator"])], axis=1)
    regencies = compared[compared["rank"].notna()].sort_values(["rank", "region"])
    first, best, worst = compared.iloc[0], regencies.iloc[0], regencies.iloc[-1]
    values = {name: live.measured(first, first[name]) for name in ("province", "median")}
    with st.container(border=True):
        key = "guide.regions_live_none" if language.missing(first["province"]) else "guide.regions_live"
        words = t(
            key,
            name=language.plain(language.name(first)),
            period=language.period(first["period"]),
            best=live.measured(first, best["actual"]),
            best_region=language.plain(best["region_name"]),
            worst=live.measured(first, worst["actual"]),
            worst_region=language.plain(worst["region_name"]),
            n=len(regencies),
            **values,
        )
        st.markdown(f":gray-badge[:material/database: {t('guide.example')}] {words}")
        cards.caption_of(rows)
