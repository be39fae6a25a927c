"""The direction of every series: which test fits, what it finds, and what holds under false-discovery control."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analytics import gap, trend
from analytics.state.changes import SIGNALS
from analytics.thresholds import ALPHA, POINTS_FOR_TREND
from analytics.trend import seasons

TESTED = ("s", "z", "p_value", "tau", "slope", "slope_low", "slope_high")


class _Points(NamedTuple):
    """The values whose course is judged, gaps left out: the value itself, or its distance from the band."""

    owner: np.ndarray
    step: np.ndarray
    a_year: np.ndarray
    value: np.ndarray
    row: np.ndarray
    total: int


def points_of(rows: pd.DataFrame, total: int) -> _Points:
    value = rows["actual"].to_numpy(copy=True)
    ranged = (rows["better"] == "range").to_numpy()
    if ranged.any():
        value[ranged] = _distance_from_band(rows[ranged])
    there = np.flatnonzero(~np.isnan(value))
    owner, step, a_year = (rows[name].to_numpy()[there] for name in ("owner", "step", "a_year"))
    return _Points(owner, step, a_year, value[there], there, total)


def _distance_from_band(rows: pd.DataFrame) -> np.ndarray:
    """Distance outside the band, 0 inside; a period without a band takes the nearest earlier one, else a later one."""
    single = rows["target_low"].isna() & rows["target_high"].isna()
    bounds = pd.DataFrame({
        "low": rows["target_low"].mask(single, rows["target"]), "high": rows["target_high"].mask(single, rows["target"])
    })  # fmt: skip
    known = bounds.notna().any(axis=1)
    # An open side must stay open when a band is carried over, hence infinity and not a missing value.
    bounds = bounds.fillna({"low": -np.inf, "high": np.inf}).where(known)
    bounds = bounds.groupby(rows["owner"]).ffill()
    bounds = bounds.groupby(rows["owner"]).bfill().replace([-np.inf, np.inf], np.nan)
    return -gap.gap_to_target(rows["actual"].to_numpy(), None, "range", bounds["low"], bounds["high"])


def without_last(points: _Points) -> _Points:
    """The points as they stood one value earlier."""
    keep = np.append(points.owner[1:] == points.owner[:-1], False) if points.owner.size else np.zeros(0, dtype=bool)
    columns = ("owner", "step", "a_year", "value", "row")
    return points._replace(**{name: getattr(points, name)[keep] for name in columns})


def trends(points: _Points, series: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Test, state and reason of every series; and of every point what its season adds, 0 where none is taken out."""
    count = np.bincount(points.owner, minlength=points.total)
    seasonal, unable, season_share = _choose(points, series["cumulative"].to_numpy(dtype=bool), count)
    result = _tested(points, seasonal, (count >= POINTS_FOR_TREND) & ~unable)
    _allow_for_dependence(result, points, series["cumulative"].to_numpy(dtype=bool) & ~unable)
    result["seasonal"] = seasonal
    result["state"], result["reason"] = _states(result, series, points, count, unable)
    return result, season_share


def _choose(points: _Points, cumulative: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which series are tested season by season, which cannot be yet, and the season's share of each point.

    Values that accumulate over the year are only comparable with the same period of other years. Point values are
    taken by season where two full cycles show one and the seasonal test could find something. A year of cumulative
    values is hardly more than one observation, so these need as many years as other series need points.
    """
    seasonal, unable = cumulative.copy(), np.zeros(points.total, dtype=bool)
    season_share = np.zeros(len(points.owner))
    for period in (2, 4, 12):
        chosen = points.a_year == period
        if not chosen.any():
            continue
        owner, step, value = points.owner[chosen], points.step[chosen], points.value[chosen]
        able = seasons.can_be_significant(owner, step, period, points.total)
        found = seasons.seasons(owner, step, value, period, points.total)
        here = np.bincount(owner, minlength=points.total) > 0
        unable |= here & cumulative & (seasons.cycles(owner, step, period, points.total) < POINTS_FOR_TREND)
        by_season = here & ~cumulative & able & found.evident & (count >= 2 * period)
        seasonal |= by_season
        season_share[chosen] = np.where(by_season[owner], found.effect, 0.0)
    return seasonal, unable, season_share


def _tested(points: _Points, seasonal: np.ndarray, testable: np.ndarray) -> pd.DataFrame:
    """Mann–Kendall and Sen figures by series number; missing where `testable` is false."""
    result = pd.DataFrame(np.nan, index=range(points.total), columns=list(TESTED))
    method = np.full(points.total, np.nan, dtype=object)
    for period in (None, 2, 4, 12):
        chosen = testable[points.owner] & (seasonal[points.owner] == (period is not None))
        if period is not None:
            chosen &= points.a_year == period
        if not chosen.any():
            continue
        frame = pd.DataFrame(
            {"owner": points.owner[chosen], "time": points.step[chosen], "value": points.value[chosen]}
        )
        kendall = trend.mann_kendall_by(
            frame, "owner", period=period, method="original" if period is None else "seasonal", alpha=ALPHA
        )
        slopes = trend.sen_slope_by(frame, "owner", period=period, alpha=ALPHA)
        figures = [kendall[["s", "z", "p_value", "tau"]].to_numpy(dtype=float), slopes[["slope", "low", "high"]]]
        result.loc[kendall.index, list(TESTED)] = np.column_stack(figures)
        method[kendall.index] = "mann_kendall" if period is None else "seasonal_mann_kendall"
    result["method"] = pd.Series(method, dtype="str")
    return result


def _allow_for_dependence(result: pd.DataFrame, points: _Points, cumulative: np.ndarray) -> None:
    """z and p of cumulative series with their seasons' dependence; the slope's limits assume none, so they go."""
    for period in (2, 4, 12):
        chosen = cumulative[points.owner] & (points.a_year == period)
        if not chosen.any():
            continue
        numbers, owner = np.unique(points.owner[chosen], return_inverse=True)
        test = seasons.dependent_seasons(owner, points.step[chosen], points.value[chosen], period, len(numbers))
        result.loc[numbers, ["z", "p_value"]] = np.column_stack([test.z, test.p_value])
        result.loc[numbers, ["slope_low", "slope_high"]] = np.nan
        result.loc[numbers, "method"] = "hirsch_slack"


def _states(
    tested: pd.DataFrame, series: pd.DataFrame, points: _Points, count: np.ndarray, unable: np.ndarray
) -> tuple[np.ndarray, pd.Series]:
    better = series["better"].to_numpy(dtype=object)
    towards = np.where(better == "higher", 1, -1) * np.sign(tested["s"].to_numpy())
    significant = tested["p_value"].to_numpy() < ALPHA
    top, bottom = np.full(points.total, -np.inf), np.full(points.total, np.inf)
    np.maximum.at(top, points.owner, points.value)
    np.minimum.at(bottom, points.owner, points.value)
    reasons = [
        (series["n"].to_numpy() == 0, "no_values"),
        (better == "neutral", "no_direction"),
        (count == 0, "no_band"),
        (count < POINTS_FOR_TREND, "too_short"),
        (unable, "too_few_cycles"),
    ]
    silent = np.any([condition for condition, _ in reasons], axis=0)
    state = np.select(
        [silent, significant & (towards > 0), significant & (towards < 0)],
        ["cannot_say", "improving", "worsening"],
        "no_clear_change",
    )
    reasons += [(significant, ""), ((top == bottom) & (top == 0) & (better == "range"), "inside_band")]
    reasons += [(top == bottom, "constant")]
    reason = np.select([condition for condition, _ in reasons], [name for _, name in reasons], "")
    return state, pd.Series(reason, dtype="str").replace("", np.nan)


def robustness(points: _Points, series: pd.DataFrame) -> pd.Series:
    """Whether a signal stands without any one value; of values that accumulate, without any one year. Else missing."""
    robust = pd.Series(pd.NA, index=series.index, dtype="boolean")
    signal = series["state"].isin(SIGNALS).to_numpy()
    seasonal = (series["method"] == "seasonal_mann_kendall").to_numpy()
    dependent = (series["method"] == "hirsch_slack").to_numpy()
    for period in (None, 2, 4, 12):
        like = signal & ~dependent & (seasonal == (period is not None))
        chosen = like[points.owner] & (True if period is None else points.a_year == period)
        if chosen.any():
            frame = pd.DataFrame({name: getattr(points, name)[chosen] for name in ("owner", "step", "value")})
            method = "original" if period is None else "seasonal"
            found = trend.leave_one_out_by(frame, "owner", time="step", period=period, method=method, alpha=ALPHA)
            robust[found.index] = found["robust"].to_numpy()
        if period is not None:
            chosen = (signal & dependent)[points.owner] & (points.a_year == period)
            numbers, owner = np.unique(points.owner[chosen], return_inverse=True)
            rows = owner, points.step[chosen], points.value[chosen]
            robust[numbers] = seasons.stands_without_each_year(*rows, period, len(numbers), ALPHA)
    return robust
