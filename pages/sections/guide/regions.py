"""Regencies beside each other: distance, how sure value and rank are, convergence, space, closing the gap."""


import pandas as pd
import streamlit as st

from analytics import gap as gaps
from analytics import spatial
from analytics.equity import convergence
from analytics.gap import intervals, shortfall
from pages.components import captions
from pages.content import reader, regency
from pages.sections.guide import blocks, exercise, live, practice
from pages.words import language
from pages.words.language import number, t
from pages.words.row import Row

# Made-up counts of three regencies: children immunised, children; and the target of the province in percent.
COUNTS = pd.DataFrame({"region": ["A", "B", "C"], "numerator": [45, 140, 400], "denominator": [60, 200, 1000]})
SMALL, LARGE = (45, 60), (750, 1000)
TARGET = 60


def draw() -> None:
    blocks.section("regions")
    rows = reader.fetch("guide_regions")
    if not rows.empty:
        compared = pd.concat([rows, gaps.compare_regions(rows, by=["indicator"])], axis=1)
        _compared(compared)
        _standing(_ranked(compared))
    elif not live.empty():
        st.caption(f":material/search_off: {t('guide.example_none')}")
    blocks.notes("regions")
    _intervals()
    _ranks()
    blocks.section("convergence")
    if not rows.empty:
        _convergence(rows)
    blocks.notes("convergence")
    exercise.ask(practice.apart())
    blocks.section("space")
    if not rows.empty:
        _space(rows)
    blocks.notes("space")
    exercise.ask(practice.alike())
    _closing()


def _ranked(compared: pd.DataFrame) -> pd.DataFrame:
    """Regencies, best first."""
    return compared[compared["rank"].notna()].sort_values(["rank", "region"])


def _about(row: Row) -> dict[str, str]:
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
        captions.caption_of(compared)


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
    exercise.ask(exercise.Exercise("standing", answers, right, values), lambda: captions.caption_of(regencies))


def _intervals() -> None:
    """The same share from few and from many."""
    blocks.section("interval")
    small, large = (intervals.wilson(*counts, factor=100) for counts in (SMALL, LARGE))
    blocks.worked(
        "guide.interval_worked",
        value=language.percent(small.value, 0),
        count=SMALL[0],
        total=SMALL[1],
        low=language.percent(small.low),
        high=language.percent(small.high),
        count_large=LARGE[0],
        total_large=LARGE[1],
        low_large=language.percent(large.low),
        high_large=language.percent(large.high),
    )
    blocks.notes("interval")
    exercise.ask(practice.surely())


def _ranks() -> None:
    """Which ranks the intervals of three regencies leave open."""
    blocks.section("ranks")
    sure = intervals.intervals_by(COUNTS.assign(factor=100, kind="proportion"))
    places = intervals.ranks(sure["value"], sure["low"], sure["high"])
    words = {}
    for name, value, low, high in zip(
        COUNTS["region"].str.lower(), sure["value"], places["rank_low"], places["rank_high"], strict=True
    ):
        words[name] = language.percent(value, 0)
        words[f"ranks_{name}"] = number(low, 0) if low == high else f"{number(low, 0)}–{number(high, 0)}"
    blocks.worked("guide.ranks_worked", **words)
    blocks.notes("ranks")
    exercise.ask(practice.places())


def _convergence(rows: pd.DataFrame) -> None:
    """Whether the regencies of the example come closer to each other."""
    first = rows.iloc[0]
    history = reader.fetch("indicator_regions", indicator=first["indicator"], agency=first["agency"], unit="")
    history = history.assign(year=history["period_start"].dt.year).drop_duplicates(["region", "year"], keep="last")
    found = convergence.sigma_convergence(history["actual"], history["region"], history["year"])
    words = t(
        f"regional.sigma_{found.reason or found.state}",
        first=str(history["year"].min()),
        last=str(history["year"].max()),
        before=number(found.first, 3),
        after=number(found.last, 3),
        regions=found.regions,
        periods=found.periods,
        needed=convergence.FEWEST_REGIONS,
        p=blocks.probability(found.p_value).removeprefix("= "),
    )
    _told(rows, f"{_about(first)['name']}: {words}")


def _space(rows: pd.DataFrame) -> None:
    """Whether neighbours in the example are alike."""
    neighbours = regency.neighbours()
    found = spatial.moran(rows.set_index("region")["actual"].reindex(list(neighbours)), neighbours)
    if not language.missing(found.i):
        values = {"i": number(found.i, 2), "expected": number(found.expected, 2)}
        p = blocks.probability(found.p_value)
        _told(rows, t("guide.space_live", p=p, **values, **_about(rows.iloc[0])))


def _told(rows: pd.DataFrame, words: str) -> None:
    """An example of regencies in a frame, with its source."""
    with st.container(border=True):
        st.markdown(f":gray-badge[:material/database: {t('guide.example')}] {words}")
        captions.caption_of(rows)


def _closing() -> None:
    """Who carries the shortfall of three regencies."""
    blocks.section("closing")
    rows = COUNTS.assign(actual=100 * COUNTS["numerator"] / COUNTS["denominator"])
    found = shortfall.close_the_gap(rows, TARGET, better="higher", aggregation="ratio", factor=100)
    parts = {
        name.lower(): number(part, 0) for name, part in zip(rows["region"], found.rows["lacking"], strict=True)
    }
    blocks.worked(
        "guide.closing_worked",
        province=language.percent(found.province),
        target=language.percent(TARGET, 0),
        lacking=number(found.shortfall, 0),
        **parts,
    )
    blocks.notes("closing")
    exercise.ask(practice.largest())
