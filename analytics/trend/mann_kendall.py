"""Is there a trend, and how steep: Mann–Kendall tests and Sen's slope, one series at a time or all at once.

Missing values (None, NaN) are left out of the sums and keep their place in time. The functions compute whatever the
arithmetic allows, from no value at all to ten thousand; how many points a verdict needs is decided elsewhere.
Sources: Kendall 1975; Gilbert 1987, chapters 16 and 17; Hirsch, Slack and Smith 1982; Hamed and Rao 1998.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics import arrays
from analytics.trend import pairs
from analytics.trend.exact import replace_by_exact
from analytics.trend.pairs import Points
from analytics.trend.points import by_season, grouped, of_only_series, require_share, single, sum_over
from analytics.trend.serial_correlation import hamed_rao

METHODS = ("original", "hamed_rao", "seasonal")
DIRECTIONS = np.array(["decreasing", "no_trend", "increasing"], dtype=object)


@dataclass(frozen=True)
class MannKendall:
    """Result of a Mann–Kendall test.

    n: values used. s, var_s: Kendall's S and its variance under no trend. z: with continuity correction, 0 when s is 0.
    p_value: two-sided. tau: tau-b, nan for a constant or an empty series. direction: "increasing" or "decreasing" when
    p_value < alpha, else "no_trend". exact: p_value is from the exact distribution of S. note: a fallback taken.
    """

    n: int
    s: int
    var_s: float
    z: float
    p_value: float
    tau: float
    direction: str
    exact: bool
    note: str | None = None


def mann_kendall(
    values: Iterable[object],
    *,
    times: Iterable[object] | None = None,
    period: int | None = None,
    method: str = "original",
    exact: bool | None = None,
    alpha: float = 0.05,
) -> MannKendall:
    """Mann–Kendall test of `values` against no monotonic trend, two-sided.

    times: numbers, in any order; by default the positions 0, 1, 2 … Two values at the same time are no pair.
    period: seasons a cycle (12, 4, 2), for method "seasonal", whose times are whole numbers; the season is time modulo
    period. method "hamed_rao" corrects the variance for serial correlation: ranks of the series less its Sen slope,
    lags with |r| > 1.96/√n only; pairs across a gap count at their distance in time.
    exact: None gives the exact p up to 10 values without ties, True whenever it can be had (ties in the values are
    allowed for, seasons taken as independent), False never. It is not defined for "hamed_rao".

    Constant, missing, short and empty series give a result (p 1). Raises ValueError for an unknown method, a period
    that does not fit it, alpha outside 0…1, lengths that differ, and values that are infinite or no numbers.
    """
    points = single(values, times)
    return of_only_series(MannKendall, kendall(points, period, method, exact, alpha))


def mann_kendall_by(
    frame: pd.DataFrame,
    by: str | Sequence[str],
    value: str = "value",
    time: str | None = "time",
    period: int | None = None,
    method: str = "original",
    alpha: float = 0.05,
    exact: bool | None = None,
) -> pd.DataFrame:
    """`mann_kendall` of every series of a long frame: indexed by the keys `by`, sorted, columns as the result's fields.

    time: column of numbers, whole steps of the frequency (year, quarter or month index); None takes the rows in order.
    """
    keys, points = grouped(frame, by, value, time)
    tests = kendall(points, period, method, exact, alpha)
    return pd.DataFrame(tests, index=keys).astype({"direction": "str", "note": "str"})


def kendall(points: Points, period: int | None, method: str, exact: bool | None, alpha: float) -> dict[str, np.ndarray]:
    """The fields of `MannKendall`, each as one array over the series."""
    period = _period_of(method, period, exact)
    require_share(alpha)
    n = pairs.lengths(points)
    seasons, owner = (points, np.arange(len(n))) if period is None else by_season(points, period)
    s, variance, denominator = sum_over(owner, pairs.scores(seasons), len(n))
    note = np.full(len(n), None, dtype=object)
    corrected = np.zeros(len(n), dtype=bool)
    if method == "hamed_rao":
        variance, corrected = hamed_rao(points, variance, note)
    z = np.divide(s - np.sign(s), np.sqrt(variance), out=np.zeros(len(n)), where=s != 0)
    p_value = np.fromiter(map(math.erfc, (np.abs(z) / math.sqrt(2)).tolist()), float, len(n))
    is_exact = replace_by_exact(p_value, s, seasons, owner, exact, note, ~corrected & (period is None))
    return {
        "n": n,
        "s": s,
        "var_s": variance,
        "z": z,
        "p_value": p_value,
        "tau": np.divide(s, denominator, out=np.full(len(n), np.nan), where=denominator > 0),
        "direction": DIRECTIONS[1 + np.sign(s) * (p_value < alpha)],
        "exact": is_exact,
        "note": note,
    }


def _period_of(method: str, period: int | None, exact: bool | None) -> int | None:
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)} (got {method!r})")
    if exact not in (None, True, False):
        raise ValueError(f"exact must be True, False or None (got {exact!r})")
    if exact and method == "hamed_rao":
        raise ValueError("an exact p is not defined for method 'hamed_rao' (got exact=True)")
    if method != "seasonal":
        if period is not None:
            raise ValueError(f"period belongs to method 'seasonal' (got period {period!r} with method {method!r})")
        return None
    if period is None:
        raise ValueError("method 'seasonal' needs period, the seasons a cycle: 12 for months, 4 for quarters")
    return arrays.whole_number(period, "period", at_least=1)
