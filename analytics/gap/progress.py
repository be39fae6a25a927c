"""Share of the targeted change that was achieved, and the time that the rest will take."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import number
from analytics.gap.distance import aim, floats, gap_to_target

# Share of the targeted change below which a move is not worth telling.
WORTH_TELLING = 0.1


@dataclass(frozen=True)
class Share:
    """Part of the targeted change made since baseline (1 is all of it, negative is away from it).

    reason, where nan: no_baseline, no_actual, no_target, target_equals_baseline.
    """

    value: float
    reason: str | None = None


@dataclass(frozen=True)
class TimeToTarget:
    """Periods until the target at the earliest, the middle and the latest slope of its confidence interval.

    All 0 with reason `reached` when the target is met. Refused (nan) with a reason: no_actual, no_target,
    no_direction, no_slope, moving_away, direction_unsure (the interval of the slope holds 0), beyond_horizon.
    """

    earliest: float
    middle: float
    latest: float
    reason: str | None = None


def share_of_change(baseline, actual, target) -> Share:
    """Share of the way from `baseline` to `target` that `actual` has gone; the same for both polarities."""
    values = {"no_baseline": number(baseline), "no_actual": number(actual), "no_target": number(target)}
    missing = [reason for reason, value in values.items() if not math.isfinite(value)]
    if missing:
        return Share(math.nan, missing[0])
    start, now, goal = values.values()
    if goal == start:
        return Share(math.nan, "target_equals_baseline")
    return Share((now - start) / (goal - start))


def progress(baseline, actual, target, better="higher", low=None, high=None):
    """Standing since baseline in one of four classes that exclude each other, None without the three values.

    "met": the target is reached. Otherwise by the share of the targeted change: "improved" from a tenth on, "worse"
    from a tenth in the wrong direction on, "little_change" between. The classes are those of Healthy People 2030, whose
    bound for changes without a standard error is 10 percent; a target that the baseline had met already leaves no
    change to share: then any move off the target is "worse". Scalars or arrays.
    """
    baseline, actual = floats(baseline), floats(actual)
    better = np.asarray(better, dtype=object)
    goal = floats(aim(baseline, target, better, low, high))
    gap = floats(gap_to_target(actual, target, better, low, high))
    ahead = floats(gap_to_target(baseline, target, better, low, high)) >= 0
    share = _shares(baseline, actual, goal)
    known = np.isfinite(baseline) & np.isfinite(gap)
    found = np.select(
        [~known, gap >= 0, ahead, share >= WORTH_TELLING, share <= -WORTH_TELLING],
        ["", "met", "worse", "improved", "worse"],
        "little_change",
    ).astype(object)
    found = np.where(found == "", None, found)
    return found.item() if np.ndim(found) == 0 else found


def _shares(baseline: np.ndarray, actual: np.ndarray, goal: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (actual - baseline) / (goal - baseline)
    return np.where(np.isfinite(share), share, np.nan)


def share_by(frame: pd.DataFrame) -> pd.DataFrame:
    """`share_of_change` of every row: columns value and reason. frame: baseline, actual, target, index kept."""
    start, now, goal = (floats(frame[name]) for name in ("baseline", "actual", "target"))
    reasons = [(np.isnan(start), "no_baseline"), (np.isnan(now), "no_actual"), (np.isnan(goal), "no_target")]
    return _told(frame, {"value": _shares(start, now, goal)}, [*reasons, (goal == start, "target_equals_baseline")])


def time_to_target(
    actual, target, slope, slope_low, slope_high, better="higher", *, horizon, low=None, high=None
) -> TimeToTarget:
    """Periods until the target, by Sen's slope a period and its confidence limits; refused beyond `horizon` periods.

    A straight line is assumed, so `horizon` should not exceed the length of the observed series.
    """
    columns = {
        "actual": actual, "target": target, "target_low": low, "target_high": high, "slope": slope,
        "slope_low": slope_low, "slope_high": slope_high, "horizon": horizon,
    }  # fmt: skip
    row = pd.DataFrame({name: [number(value)] for name, value in columns.items()}).assign(better=better)
    found = time_by(row).iloc[0]
    reason = None if pd.isna(found["reason"]) else found["reason"]
    return TimeToTarget(*(float(found[name]) for name in ("earliest", "middle", "latest")), reason)


def time_by(frame: pd.DataFrame) -> pd.DataFrame:
    """`time_to_target` of every row: its columns are the fields of `TimeToTarget`, the index is kept.

    frame: actual, target, target_low, target_high, slope, slope_low, slope_high (a period), better, horizon.
    """
    names = ("actual", "target", "target_low", "target_high", "slope", "slope_low", "slope_high", "horizon")
    actual, target, low, high, *slopes, horizon = (floats(frame[name]) for name in names)
    better = frame["better"].to_numpy(dtype=object)
    goal = aim(actual, target, better, low, high)
    towards = np.where(better == "range", np.where(goal >= actual, 1.0, -1.0), np.where(better == "higher", 1.0, -1.0))
    middle, *ends = (towards * slope for slope in slopes)
    fast, slow, distance = np.maximum(*ends), np.minimum(*ends), np.abs(goal - actual)
    reached = gap_to_target(actual, target, better, low, high) >= 0
    with np.errstate(divide="ignore", invalid="ignore"):
        figures = {"earliest": distance / fast, "middle": distance / middle, "latest": distance / slow}
    reasons = [
        (~np.isfinite(actual), "no_actual"),
        (better == "neutral", "no_direction"),
        (~np.isfinite(goal), "no_target"),
        (np.isnan(slopes).any(axis=0) & ~reached, "no_slope"),
        (reached, "reached"),
        (fast <= 0, "moving_away"),
        (slow <= 0, "direction_unsure"),
        (figures["latest"] > horizon, "beyond_horizon"),
    ]
    found = _told(frame, figures, reasons)
    found.loc[found["reason"] == "reached", list(figures)] = 0.0
    return found


def _told(frame: pd.DataFrame, figures: dict[str, np.ndarray], reasons: list[tuple[np.ndarray, str]]) -> pd.DataFrame:
    """The figures where nothing speaks against them, and elsewhere the first reason that does."""
    reason = np.select([condition for condition, _ in reasons], [name for _, name in reasons], "")
    told = pd.DataFrame({name: np.where(reason == "", values, np.nan) for name, values in figures.items()}, frame.index)
    return told.assign(reason=pd.Series(reason, index=frame.index, dtype="str").replace("", np.nan))
