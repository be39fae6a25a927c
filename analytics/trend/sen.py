"""Sen's slope with confidence limits after Gilbert (1987, chapter 16)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from analytics import arrays
from analytics.trend import pairs
from analytics.trend.pairs import Points
from analytics.trend.points import by_season, grouped, of_only_series, require_share, single, sum_over


@dataclass(frozen=True)
class SenSlope:
    """Sen's slope per step of time (per cycle for a seasonal one), the line's height at time 0, confidence limits."""

    slope: float
    intercept: float
    low: float
    high: float


def sen_slope(
    values: Iterable[object], *, times: Iterable[object] | None = None, period: int | None = None, alpha: float = 0.05
) -> SenSlope:
    """Sen's slope of `values`: the median slope between two points, with a (1 - alpha) confidence interval.

    times: as for `mann_kendall`; slopes are per unit of time, over the real distance. period: seasons a cycle: slopes
    within seasons only, per cycle. Intercept: median value - slope × median time (in cycles where seasonal). Limits:
    Gilbert 1987, 16.3.2, with the variance corrected for ties, linear between ranks. nan without two points in time.
    Raises ValueError as `mann_kendall` does.
    """
    return of_only_series(SenSlope, _sen(single(values, times), period, alpha)._asdict())


def sen_slope_by(
    frame: pd.DataFrame,
    by: str | Sequence[str],
    value: str = "value",
    time: str | None = "time",
    period: int | None = None,
    alpha: float = 0.05,
) -> pd.DataFrame:
    """`sen_slope` of every series of a long frame: indexed by the keys `by`, sorted, columns as the result's fields."""
    keys, points = grouped(frame, by, value, time)
    return pd.DataFrame(_sen(points, period, alpha)._asdict(), index=keys)


def _sen(points: Points, period: int | None, alpha: float) -> pairs.Slopes:
    """The fields of `SenSlope`, each as one array over the series."""
    require_share(alpha)
    total = len(points.starts) - 1
    seasons, owner = points, np.arange(total)
    if period is not None:
        period = arrays.whole_number(period, "period", at_least=1)
        seasons, owner = by_season(points, period)
    _, variance, _ = sum_over(owner, pairs.scores(seasons, signs=False), total)
    return pairs.sen_slopes(points, period or 1, NormalDist().inv_cdf(1 - alpha / 2) * np.sqrt(variance))
