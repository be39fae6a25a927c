"""Whether a trend stands when any one of its values is left out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.trend import pairs
from analytics.trend.exact import EXACT_UP_TO, exact_p
from analytics.trend.mann_kendall import kendall
from analytics.trend.pairs import Points
from analytics.trend.points import by_season, grouped, of_only_series, single, sum_over


@dataclass(frozen=True)
class LeaveOneOut:
    """How far a verdict hangs on single values.

    direction: of the whole series. agreement: share of the tests without one value that give the same direction (nan
    without values). robust: all of them do.
    """

    direction: str
    agreement: float
    robust: bool


def leave_one_out(
    values: Iterable[object],
    *,
    times: Iterable[object] | None = None,
    period: int | None = None,
    method: str = "original",
    alpha: float = 0.05,
) -> LeaveOneOut:
    """Whether the direction that `mann_kendall` finds survives leaving out each value in turn."""
    return of_only_series(LeaveOneOut, _without_each(single(values, times), period, method, alpha))


def leave_one_out_by(
    frame: pd.DataFrame,
    by: str | Sequence[str],
    value: str = "value",
    time: str | None = "time",
    period: int | None = None,
    method: str = "original",
    alpha: float = 0.05,
) -> pd.DataFrame:
    """`leave_one_out` of every series of a long frame: indexed by the keys, columns as the result's fields."""
    keys, points = grouped(frame, by, value, time)
    return pd.DataFrame(_without_each(points, period, method, alpha), index=keys).astype({"direction": "str"})


def _without_each(points: Points, period: int | None, method: str, alpha: float) -> dict[str, np.ndarray]:
    """The fields of `LeaveOneOut`, each as one array over the series."""
    direction = kendall(points, period, method, None, alpha)["direction"]
    n = pairs.lengths(points)
    if method == "hamed_rao" or _at_once(points):
        agreeing = _agreeing_by_test(points, direction, period, method, alpha)
    else:
        agreeing = _agreeing_by_sums(points, direction, period, alpha)
    agreement = np.divide(agreeing, n, out=np.full(len(n), np.nan), where=n > 0)
    return {"direction": direction, "agreement": agreement, "robust": agreement == 1}


def _at_once(points: Points) -> bool:
    """Whether any series has two values at the same time."""
    repeated = np.diff(points.times) == 0
    repeated[points.starts[1:-1][(points.starts[1:-1] > 0) & (points.starts[1:-1] < len(points.times))] - 1] = False
    return bool(repeated.any())


def _agreeing_by_test(
    points: Points, direction: np.ndarray, period: int | None, method: str, alpha: float
) -> np.ndarray:
    """How many of the tests without one value agree with the whole, each test made."""
    agreeing = np.zeros(len(direction))
    for rows in pairs.blocks(points, pairs.by_pairs, pairs.SLOPES):
        values, times = pairs.block(points, rows)
        length = values.shape[1]
        if length:
            kept = np.nonzero(~np.eye(length, dtype=bool))[1].reshape(length, length - 1)
            starts = np.arange(len(rows) * length + 1) * (length - 1)
            shorter = Points(values[:, kept].ravel(), times[:, kept].ravel(), starts)
            found = kendall(shorter, period, method, None, alpha)["direction"].reshape(len(rows), length)
            agreeing[rows] = (found == direction[rows][:, None]).sum(axis=1)
    return agreeing


def _agreeing_by_sums(points: Points, direction: np.ndarray, period: int | None, alpha: float) -> np.ndarray:
    """The same from the sums: without a value S lacks its signs, and the variance its part, so no test is repeated."""
    # Imported here because SciPy is slow to load.
    from scipy.special import erfc

    total = len(direction)
    seasons, owner = (points, np.arange(total)) if period is None else by_season(points, period)
    s, variance, _ = sum_over(owner, pairs.scores(seasons), total)
    without = pairs.without_each(seasons)
    of_point = np.repeat(owner, pairs.lengths(seasons))
    size = s[of_point] - without.s
    left = np.maximum(variance[of_point] - without.variance, 0)
    z = np.divide(size - np.sign(size), np.sqrt(left), out=np.zeros(len(size)), where=(size != 0) & (left > 0))
    p_value = erfc(np.abs(z) / math.sqrt(2))
    if period is None:
        rest = pairs.lengths(points)[of_point] - 1
        for length in range(EXACT_UP_TO + 1):
            rows = np.flatnonzero((rest == length) & ~without.tied)
            if len(rows):
                table = np.array([exact_p(((1,) * length,), k) for k in range(length * (length - 1) // 2 + 1)])
                p_value[rows] = table[np.abs(size[rows])]
    found = np.sign(size) * (p_value < alpha)
    whole = np.select([direction == "decreasing", direction == "increasing"], [-1, 1], 0)
    return np.bincount(of_point, found == whole[of_point], total)
