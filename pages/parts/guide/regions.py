"""Regencies beside each other."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analytics import gap as gaps
from pages.parts import cards, language, source
from pages.parts.guide import blocks, exercise, live
from pages.parts.language import t


def draw() -> None:
    blocks.section("regions")
    rows = source.fetch("guide_regions")
    if not rows.empty:
        compared = pd.concat([rows, gaps.compare_regions(rows, by=["indicator"])], axis=1)
        _compared(compared)
        _standing(_ranked(compared))
    elif not live.empty():
        st.caption(f":material/search_off: {t('guide.example_none')}")


def _ranked(compared: pd.DataFrame) -> pd.DataFrame:
    """Regencies, best first."""
    return compared[compared["rank"].notna()].sort_values(["rank", "region"])


def _about(row: Mapping) -> dict[str, str]:
    """Indicator and period of the comparison."""
    return {"name": language.plain(language.name(row)), "period": language.period(row["period"])}


def _compared(compared: pd.DataFrame) -> None:
    """The newest comparison of regencies that the data allows."""
    regencies = _ranked(compared)
    first, best, worst = compared.iloc[0], regencies.iloc[0], regencies.iloc[-1]
    values = {name: live.measured(first, first[name]) for name in ("province", "median")}
    with st.container(border=True):
        key = "guide.regions_live_none" if language.missing(first["province"]) else "guide.regions_live"
        words = t(
            key,
            best=live.measured(first, best["actual"]),
            best_region=language.plain(best["region_name"]),
            worst=live.measured(first, worst["actual"]),
            worst_region=language.plain(worst["region_name"]),
            n=len(regencies),
            **_about(first),
            **values,
        )
        st.markdown(f":gray-badge[:material/database: {t('guide.example')}] {words}")
        cards.caption_of(compared)


def _standing(regencies: pd.DataFrame) -> None:
    """How far a regency of the weaker half stands from the median, with its sign."""
    row = regencies.iloc[3 * len(regencies) // 4]
    answers, right = exercise.by_size(
        row["gap_to_median"], (-row["gap_to_median"], row["gap_to_best"]), lambda value: live.change(row, value)
    )
    if len(answers) < 3:
        return
    values = {
        "region": language.plain(row["region_name"]),
        "better": t(f"guide.exercise_standing_{row['better']}"),
        "right": right,
        **{name: live.measured(row, row[name]) for name in ("actual", "median", "best")},
        **_about(row),
    }
    exercise.ask(exercise.Exercise("standing", answers, right, values), lambda: cards.caption_of(regencies))
