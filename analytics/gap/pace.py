"""The pace that a target needs beside the pace that was seen."""

import math
from dataclasses import dataclass

import numpy as np

from analytics.arrays import number
from analytics.gap.distance import aim, floats, gap_to_target, oriented, plain


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


def required_pace(actual, target, periods_left, better="higher"):
    """Change a period that reaches `target` in `periods_left` periods, raw sign; 0 where it is reached already.

    nan without a period left. Scalars or arrays.
    """
    actual, target, left = floats(actual), floats(target), floats(periods_left)
    reached = oriented(actual - target, np.asarray(better, dtype=object)) >= 0
    with np.errstate(divide="ignore", invalid="ignore"):
        pace = np.where(reached, 0.0, (target - actual) / left)
    return plain(np.where((left > 0) & ~np.isnan(actual - target), pace, np.nan))


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
