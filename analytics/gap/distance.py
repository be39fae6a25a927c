"""How far from target, last year and other regions, and whether the pace is enough. Negative is always a shortfall."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.achievement import number
from analytics.regions import PROVINCE

BETTER = ("higher", "lower", "range", "neutral")
# Share of the targeted change below which a move is not worth telling.
WORTH_TELLING = 0.1


@dataclass(frozen=True)
class Pace:
    """Change a period needed to be on target in time, beside the change observed; in the indicator's unit, raw sign.

    enough: the observed pace covers the required one. reason, where `required` is nan: no_actual, no_target,
    target_date_passed, no_direction; where only `enough` is None: no_observed_pace.
    """

    required: float
    observed: float
    periods_left: int
    enough: bool | None
    reason: str | None = None


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


def gap_to_target(actual, target, better="higher", low=None, high=None):
    """Distance to the target in the indicator's unit, negative where the target is missed, whatever the polarity.

    Scalars give a float, arrays an array. A band counts where there is no target, and always when better is "range":
    0 inside; beyond its good end positive, or negative for "range", where both ends are bad. nan for "neutral".
    """
    actual, target, low, high = (_floats(value) for value in (actual, target, low, high))
    better = np.asarray(better, dtype=object)
    in_band = np.isnan(target) | ((better == "range") & ~(np.isnan(low) & np.isnan(high)))
    low, high = np.where(in_band, low, target), np.where(in_band, high, target)
    nowhere = (np.isnan(low) & np.isnan(high)) | (low > high)
    distance = np.where(nowhere, np.nan, actual - np.fmin(np.fmax(actual, low), high))
    return _plain(_oriented(distance, better))


def gap_between(actual, other, better="higher", low=None, high=None):
    """How much better `actual` is than `other` (a year ago, a region, a median); negative is a shortfall.

    For "range" the distances outside the band low–high are compared. nan for "neutral". Scalars or arrays.
    """
    better = np.asarray(better, dtype=object)
    return _plain(_standing(actual, better, low, high) - _standing(other, better, low, high))


def aim(actual, target, better="higher", low=None, high=None):
    """The single value to reach: the target, or the end of the band that is met first from `actual`."""
    actual, target, low, high = (_floats(value) for value in (actual, target, low, high))
    better = np.asarray(better, dtype=object)
    entry = np.where(better == "lower", _first(high, low), _first(low, high))
    nearest = np.fmin(np.fmax(actual, low), high)
    band = np.where(better == "range", nearest, entry)
    use_band = np.isnan(target) | ((better == "range") & ~np.isnan(band))
    return _plain(np.where(use_band, band, target))


def year_ago(frame: pd.DataFrame, by: str = "series", step: str = "step", a_year: str = "a_year") -> pd.Series:
    """`actual` of the same period one year before, row by row; missing where that period has none.

    `step` is the period's index in its frequency and `a_year` the steps a year holds (see `analytics.periods`).
    """
    steps = frame[step].to_numpy(dtype=np.int64)
    owners = pd.factorize(frame[by])[0].astype(np.int64)
    if len(frame) == 0:
        return pd.Series(dtype=float, index=frame.index, name="previous_year")
    first = steps.min() - 12
    keys = owners * (steps.max() - first + 1) + (steps - first)
    order = np.argsort(keys, kind="stable")
    wanted = keys - frame[a_year].to_numpy(dtype=np.int64)
    places = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
    found = order[places]
    values = np.where(keys[found] == wanted, frame["actual"].to_numpy(dtype=float, na_value=np.nan)[found], np.nan)
    return pd.Series(values, index=frame.index, name="previous_year")


def compare_regions(frame: pd.DataFrame, by: Sequence[str] = ("indicator", "period")) -> pd.DataFrame:
    """Each region against the province, the median and the best regency of its group `by`, index as `frame`.

    frame: region, actual, better, `by`, and for better "range" target_low and target_high. Columns: province, median,
    best (values), best_region (codes of all that share it, joined by ;), gap_to_province, gap_to_median, gap_to_best
    (negative is a shortfall), rank (1 best, equal values share the best rank), tied, regions (that have a value) and
    reason: no_actual, no_direction; missing where the comparison stands. The province is never ranked.
    """
    by = list(by)
    rows = frame[[*by, "region"]].copy()
    bounds = [frame.get(name) for name in ("target_low", "target_high")]
    better = frame["better"].to_numpy(dtype=object)
    rows["actual"] = frame["actual"].astype(float)
    rows["standing"] = _standing(rows["actual"], better, *bounds)
    is_province = (rows["region"] == PROVINCE).to_numpy()
    rows["regency"] = rows["actual"].where(~is_province)
    rows["regency_standing"] = rows["standing"].where(~is_province)
    rows["province"] = rows["actual"].where(is_province)
    rows["province_standing"] = rows["standing"].where(is_province)
    groups = rows.groupby(by, sort=False, dropna=False)
    best = groups["regency_standing"].transform("max")
    leads = (rows["regency_standing"] == best).to_numpy()
    result = pd.DataFrame(index=frame.index)
    result["province"] = groups["province"].transform("first")
    result["median"] = groups["regency"].transform("median")
    result["best"] = rows["actual"].where(leads).groupby([rows[name] for name in by], dropna=False).transform("first")
    result["best_region"] = _joined(rows, leads, by)
    result["gap_to_province"] = rows["standing"] - groups["province_standing"].transform("first")
    result["gap_to_median"] = rows["standing"] - groups["regency_standing"].transform("median")
    result["gap_to_best"] = rows["standing"] - best
    result["rank"] = groups["regency_standing"].rank(method="min", ascending=False)
    shared = rows.groupby([*by, "regency_standing"], sort=False)["region"].transform("size")
    result["tied"] = (shared > 1).to_numpy(dtype=bool)
    result["regions"] = groups["regency"].transform("count")
    reasons = np.select([rows["actual"].isna(), better == "neutral"], ["no_actual", "no_direction"], "")
    result["reason"] = pd.Series(reasons, index=frame.index, dtype="str").replace("", np.nan)
    return result


def required_pace(actual, target, periods_left, better="higher"):
    """Change a period that reaches `target` in `periods_left` periods, raw sign; 0 where it is reached already.

    nan without a period left. Scalars or arrays.
    """
    actual, target, left = _floats(actual), _floats(target), _floats(periods_left)
    reached = _oriented(actual - target, np.asarray(better, dtype=object)) >= 0
    with np.errstate(divide="ignore", invalid="ignore"):
        pace = np.where(reached, 0.0, (target - actual) / left)
    return _plain(np.where((left > 0) & ~np.isnan(actual - target), pace, np.nan))


def pace(actual, target, periods_left: int, observed, better: str = "higher", low=None, high=None) -> Pace:
    """Required beside observed pace of one series; `observed` is the slope a period, nan where there is none."""
    actual, observed = number(actual), number(observed)
    goal = aim(actual, target, better, low, high)
    reason = _cannot(actual, goal, better) or ("target_date_passed" if periods_left <= 0 else None)
    if reason:
        return Pace(math.nan, observed, periods_left, None, reason)
    gap = gap_to_target(actual, target, better, low, high)
    required = 0.0 if gap >= 0 else (goal - actual) / periods_left
    if math.isnan(observed):
        return Pace(required, observed, periods_left, None, "no_observed_pace")
    direction = _direction(actual, goal, better)
    return Pace(required, observed, periods_left, direction * observed >= direction * required)


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
    baseline, actual = _floats(baseline), _floats(actual)
    better = np.asarray(better, dtype=object)
    goal = _floats(aim(baseline, target, better, low, high))
    gap = _floats(gap_to_target(actual, target, better, low, high))
    ahead = _floats(gap_to_target(baseline, target, better, low, high)) >= 0
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
    start, now, goal = (_floats(frame[name]) for name in ("baseline", "actual", "target"))
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
    actual, target, low, high, *slopes, horizon = (_floats(frame[name]) for name in names)
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


def _cannot(actual: float, goal: float, better: str) -> str | None:
    if not math.isfinite(actual):
        return "no_actual"
    if better == "neutral":
        return "no_direction"
    return None if math.isfinite(goal) else "no_target"


def _direction(actual: float, goal: float, better: str) -> float:
    """+1 where the way to the goal leads up. At the goal itself the polarity says it."""
    if better == "range":
        return 1.0 if goal >= actual else -1.0
    return 1.0 if better == "higher" else -1.0


def _standing(actual, better: np.ndarray, low, high) -> np.ndarray:
    """A number that grows as the value gets better: the value, its negative, or minus its distance from the band."""
    actual = _floats(actual)
    outside = np.where(better == "range", gap_to_target(actual, None, "range", low, high), np.nan)
    return np.where(better == "higher", actual, np.where(better == "lower", -actual, outside))


def _oriented(distance: np.ndarray, better: np.ndarray) -> np.ndarray:
    either = np.where(better == "range", -np.abs(distance), np.nan)
    # Adding 0 turns -0.0 into 0.0, which prints without a sign.
    return np.where(better == "higher", distance, np.where(better == "lower", -distance, either)) + 0.0


def _joined(rows: pd.DataFrame, leads: np.ndarray, by: list[str]) -> pd.Series:
    leaders = rows[leads].groupby(by, sort=False, dropna=False)["region"].agg(";".join).rename("best_region")
    return rows[by].merge(leaders.reset_index(), on=by, how="left")["best_region"].set_axis(rows.index)


def _first(values: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(values), otherwise, values)


def _floats(value) -> np.ndarray:
    if value is pd.NA or np.ndim(value) == 0:
        return np.asarray(number(value))
    return pd.Series(value).to_numpy(dtype=float, na_value=np.nan)


def _plain(values: np.ndarray):
    return float(values) if np.ndim(values) == 0 else values
