"""Is there a trend, and how steep: Mann–Kendall tests and Sen's slope, one series at a time or all at once.

Missing values (None, NaN) are left out of the sums and keep their place in time. The functions compute whatever the
arithmetic allows, from no value at all to ten thousand; how many points a verdict needs is decided elsewhere.
Sources: Kendall 1975; Gilbert 1987, chapters 16 and 17; Hirsch, Slack and Smith 1982; Hamed and Rao 1998.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from statistics import NormalDist

import numpy as np
import pandas as pd

from analytics import arrays
from analytics.trend import pairs
from analytics.trend.pairs import Points

__all__ = [
    "LeaveOneOut",
    "MannKendall",
    "SenSlope",
    "benjamini_hochberg",
    "leave_one_out",
    "leave_one_out_by",
    "mann_kendall",
    "mann_kendall_by",
    "sen_slope",
    "sen_slope_by",
]

METHODS = ("original", "hamed_rao", "seasonal")
DIRECTIONS = np.array(["decreasing", "no_trend", "increasing"], dtype=object)

EXACT_UP_TO = 10
# n! no longer fits a float beyond 170, and the normal approximation has long been as good.
EXACT_AT_MOST = 170
CORRECTED_FROM = 10
SIGNIFICANT_LAG = 1.96

TOO_SHORT = f"fewer than {CORRECTED_FROM} values: the variance is not corrected for serial correlation"
NOT_POSITIVE = "the variance corrected for serial correlation is not positive: it is left uncorrected"
UNEVEN_TIMES = "the times are no multiples of one step: the variance is not corrected for serial correlation"
TOO_LONG = f"more than {EXACT_AT_MOST} values: p is the normal approximation, not exact"
TIED_TIMES = "several values at the same time: p is the normal approximation, not exact"


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


@dataclass(frozen=True)
class SenSlope:
    """Sen's slope per step of time (per cycle for a seasonal one), the line's height at time 0, confidence limits."""

    slope: float
    intercept: float
    low: float
    high: float


@dataclass(frozen=True)
class LeaveOneOut:
    """How far a verdict hangs on single values.

    direction: of the whole series. agreement: share of the tests without one value that give the same direction (nan
    without values). robust: all of them do.
    """

    direction: str
    agreement: float
    robust: bool


def mann_kendall(
    values: Iterable,
    *,
    times: Iterable | None = None,
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
    points = _single(values, times)
    return _first(MannKendall, _kendall(points, period, method, exact, alpha))


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
    keys, points = _grouped(frame, by, value, time)
    tests = _kendall(points, period, method, exact, alpha)
    return pd.DataFrame(tests, index=keys).astype({"direction": "str", "note": "str"})


def sen_slope(
    values: Iterable, *, times: Iterable | None = None, period: int | None = None, alpha: float = 0.05
) -> SenSlope:
    """Sen's slope of `values`: the median slope between two points, with a (1 - alpha) confidence interval.

    times: as for `mann_kendall`; slopes are per unit of time, over the real distance. period: seasons a cycle: slopes
    within seasons only, per cycle. Intercept: median value - slope × median time (in cycles where seasonal). Limits:
    Gilbert 1987, 16.3.2, with the variance corrected for ties, linear between ranks. nan without two points in time.
    Raises ValueError as `mann_kendall` does.
    """
    return _first(SenSlope, _sen(_single(values, times), period, alpha)._asdict())


def sen_slope_by(
    frame: pd.DataFrame,
    by: str | Sequence[str],
    value: str = "value",
    time: str | None = "time",
    period: int | None = None,
    alpha: float = 0.05,
) -> pd.DataFrame:
    """`sen_slope` of every series of a long frame: indexed by the keys `by`, sorted, columns as the result's fields."""
    keys, points = _grouped(frame, by, value, time)
    return pd.DataFrame(_sen(points, period, alpha)._asdict(), index=keys)


def leave_one_out(
    values: Iterable,
    *,
    times: Iterable | None = None,
    period: int | None = None,
    method: str = "original",
    alpha: float = 0.05,
) -> LeaveOneOut:
    """Whether the direction that `mann_kendall` finds survives leaving out each value in turn."""
    return _first(LeaveOneOut, _without_each(_single(values, times), period, method, alpha))


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
    keys, points = _grouped(frame, by, value, time)
    return pd.DataFrame(_without_each(points, period, method, alpha), index=keys).astype({"direction": "str"})


def benjamini_hochberg(p_values: Iterable) -> np.ndarray | pd.Series:
    """q-values of a family of tests (Benjamini and Hochberg 1995): the false-discovery rate at which each would count.

    A missing p is no member of the family and stays missing. A Series keeps its index. ValueError outside 0…1.
    """
    p = arrays.floats(p_values, "p_values")
    tested = ~np.isnan(p)
    if ((p[tested] < 0) | (p[tested] > 1)).any():
        raise ValueError("p_values must lie between 0 and 1")
    q = np.full(len(p), np.nan)
    falling = np.argsort(-p[tested], kind="stable")
    family = len(falling)
    share = p[tested][falling] * family / np.arange(family, 0, -1)
    adjusted = np.empty(family)
    adjusted[falling] = np.minimum(np.minimum.accumulate(share), 1) if family else share
    q[tested] = adjusted
    return pd.Series(q, index=p_values.index, name="q_value") if isinstance(p_values, pd.Series) else q


# Arranging series as points


def _single(values: Iterable, times: Iterable | None) -> Points:
    return _present(*arrays.in_time(values, times), np.array([0, len(values)]))


def _grouped(frame: pd.DataFrame, by: str | Sequence[str], value: str, time: str | None) -> tuple[pd.Index, Points]:
    groups = arrays.group(frame, by, time, value)
    return groups.keys, _present(groups.arrange(arrays.floats(frame[value], value)), groups.times, groups.starts)


def _present(values: np.ndarray, times: np.ndarray, starts: np.ndarray) -> Points:
    """The points that have a value."""
    missing = np.isnan(values)
    if not missing.any():
        return Points(values, times, starts)
    before = np.concatenate([[0], np.cumsum(~missing)])
    return Points(values[~missing], times[~missing], before[starts])


def _by_season(points: Points, period: int) -> tuple[Points, np.ndarray]:
    """The points as one series for each season of each series, and the series that each of these belongs to."""
    if (points.times % 1 != 0).any():
        raise ValueError("times must be whole numbers where there are seasons: steps of the frequency")
    owner = np.repeat(np.arange(len(points.starts) - 1), pairs.lengths(points))
    season = owner * period + (points.times % period).astype(np.int64)
    order = np.argsort(season, kind="stable")
    season = season[order]
    heads = np.flatnonzero(np.diff(season, prepend=-1))
    starts = np.append(heads, len(season))
    return Points(points.values[order], points.times[order], starts), season[heads] // period


def _first(result: type, columns: dict[str, np.ndarray]) -> MannKendall | SenSlope | LeaveOneOut:
    """The result object of the only series."""
    first = (columns[field.name][0] for field in fields(result))
    return result(*(value.item() if isinstance(value, np.generic) else value for value in first))


# Mann–Kendall


def _kendall(
    points: Points, period: int | None, method: str, exact: bool | None, alpha: float
) -> dict[str, np.ndarray]:
    """The fields of `MannKendall`, each as one array over the series."""
    period = _period_of(method, period, exact)
    _require_share(alpha)
    n = pairs.lengths(points)
    seasons, owner = (points, np.arange(len(n))) if period is None else _by_season(points, period)
    s, variance, denominator = _sum_over(owner, pairs.scores(seasons), len(n))
    note = np.full(len(n), None, dtype=object)
    corrected = np.zeros(len(n), dtype=bool)
    if method == "hamed_rao":
        variance, corrected = _hamed_rao(points, variance, note)
    z = np.divide(s - np.sign(s), np.sqrt(variance), out=np.zeros(len(n)), where=s != 0)
    p_value = np.fromiter(map(math.erfc, (np.abs(z) / math.sqrt(2)).tolist()), float, len(n))
    is_exact = _replace_by_exact(p_value, s, seasons, owner, exact, note, ~corrected & (period is None))
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


def _require_share(alpha: float) -> None:
    if not 0 < alpha < 1:
        raise ValueError(f"alpha must lie between 0 and 1 (got {alpha!r})")


def _sum_over(owner: np.ndarray, scores: pairs.Scores, total: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """S, its variance and tau's denominator of each series from those of its seasons."""
    if len(owner) == total and (owner == np.arange(total)).all():
        return scores
    s, variance, denominator = (np.bincount(owner, part, total) for part in scores)
    return s.astype(np.int64), variance, denominator


def _hamed_rao(points: Points, variance: np.ndarray, note: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The variances corrected for serial correlation (Hamed and Rao 1998, eq. 17), and which of them are."""
    points, n = pairs.shrunk(points)[0], pairs.lengths(points)
    slopes = pairs.sen_slopes(points, 1, np.zeros(len(n))).slope
    factor = np.full(len(n), np.nan)
    even = np.ones(len(n), dtype=bool)

    def correct(rows: np.ndarray, _: pairs.Workspace) -> None:
        values, times = pairs.block(points, rows)
        if values.shape[1] >= CORRECTED_FROM:
            place, even[rows] = _places(times)
            factor[rows] = _effective_share(_residual_ranks(values, times, slopes[rows]), place)

    pairs.work_through(pairs.blocks(points, pairs.by_values, pairs.VALUES // 8), correct)
    long = n >= CORRECTED_FROM
    corrected = long & even & (variance * factor > 0)
    note[long & ~corrected] = NOT_POSITIVE
    note[long & ~even] = UNEVEN_TIMES
    note[~long] = TOO_SHORT
    return np.where(corrected, variance * factor, variance), corrected


def _places(times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each row's times as whole multiples of a step from its first, and whether they are such multiples.

    The step is the greatest common divisor of the distances where these are whole numbers, else the smallest of them.
    """
    distance = np.diff(times, axis=1)
    smallest = distance.min(axis=1)
    whole = ((distance % 1 == 0) & (distance < 2**53)).all(axis=1)
    step = np.where(whole, np.gcd.reduce(np.where(whole[:, None], distance, 0).astype(np.int64), axis=1), smallest)
    exact = (times - times[:, :1]) / np.where(smallest > 0, step, 1)[:, None]
    place = np.rint(exact)
    even = (smallest > 0) & (np.abs(exact - place) < 1e-6).all(axis=1)
    return place, even


def _residual_ranks(values: np.ndarray, times: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Centred ranks of each row less its slope, ties averaged; residuals equal but for rounding are ties."""
    fall = slope[:, None] * (times - times[:, :1])
    residual = values - fall
    order = np.argsort(residual, axis=1, kind="stable")
    ordered = np.take_along_axis(residual, order, axis=1)
    noise = 2.0**-46 * np.maximum(np.abs(values), np.abs(fall)).max(axis=1)[:, None]
    n = values.shape[1]
    first = np.ones(ordered.shape, dtype=bool)
    first[:, 1:] = np.diff(ordered, axis=1) > noise
    heads = np.flatnonzero(first)
    size = np.diff(heads, append=first.size)
    rank = np.repeat(heads % n + (size - 1) / 2, size).reshape(ordered.shape) - (n - 1) / 2
    ranks = np.empty_like(rank)
    np.put_along_axis(ranks, order, rank, axis=1)
    return ranks


def _effective_share(ranks: np.ndarray, place: np.ndarray) -> np.ndarray:
    """n/n* of each row: 1 and the weighted sum of its significant autocorrelations. Ranks are centred."""
    total, n = ranks.shape
    products = np.zeros((total, n))
    for lag in range(1, n):
        distance = place[:, lag:] - place[:, :-lag]
        product = ranks[:, lag:] * ranks[:, :-lag]
        if (distance == lag).all():
            products[:, lag] += product.sum(axis=1)
            continue
        near = distance < n
        cell = np.nonzero(near)[0] * n + distance[near].astype(np.int64)
        products += np.bincount(cell, product[near], total * n).reshape(total, n)
    power = (ranks**2).sum(axis=1)[:, None]
    correlation = np.divide(products, power, out=np.zeros_like(products), where=power > 0)
    correlation[np.abs(correlation) <= SIGNIFICANT_LAG / math.sqrt(n)] = 0
    lag = np.arange(n)
    weight = (n - lag) * (n - lag - 1.0) * (n - lag - 2.0)
    return 1 + 2 / (n * (n - 1) * (n - 2)) * (correlation[:, 1:] @ weight[1:])


# Exact distribution of S


def _replace_by_exact(
    p_value: np.ndarray,
    s: np.ndarray,
    seasons: Points,
    owner: np.ndarray,
    exact: bool | None,
    note: np.ndarray,
    usual: np.ndarray,
) -> np.ndarray:
    """Put exact p-values in place, and say where. `usual`: series that may have one without being asked."""
    done = np.zeros(len(s), dtype=bool)
    if exact is False:
        return done
    n = np.bincount(owner, pairs.lengths(seasons), len(s)).astype(np.int64)
    if exact:
        edges = np.searchsorted(owner, np.arange(len(s) + 1))
        for row in range(len(s)):
            done[row] = _force_exact(row, p_value, s, seasons, range(edges[row], edges[row + 1]), note)
        return done
    for length in range(EXACT_UP_TO + 1):
        rows = np.flatnonzero(usual & (n == length))
        if len(rows):
            rows = rows[_without_ties(*pairs.block(seasons, rows))]
            table = np.array([_exact_p(((1,) * length,), size) for size in range(length * (length - 1) // 2 + 1)])
            p_value[rows] = table[np.abs(s[rows])]
            done[rows] = True
    return done


def _without_ties(values: np.ndarray, times: np.ndarray) -> np.ndarray:
    ordered = np.sort(values, axis=1)
    return ((ordered[:, 1:] != ordered[:, :-1]) & (times[:, 1:] != times[:, :-1])).all(axis=1)


def _force_exact(row: int, p_value: np.ndarray, s: np.ndarray, seasons: Points, parts: range, note: np.ndarray) -> bool:
    stretches = [slice(seasons.starts[part], seasons.starts[part + 1]) for part in parts]
    if sum(stretch.stop - stretch.start for stretch in stretches) > EXACT_AT_MOST:
        note[row] = TOO_LONG
        return False
    if any((np.diff(seasons.times[stretch]) == 0).any() for stretch in stretches):
        note[row] = TIED_TIMES
        return False
    ties = sorted(tuple(sorted(np.unique_counts(seasons.values[stretch]).counts.tolist())) for stretch in stretches)
    p_value[row] = _exact_p(tuple(ties), abs(int(s[row])))
    return True


def _exact_p(seasons: tuple[tuple[int, ...], ...], size: int) -> float:
    """Probability of |S| ≥ size when every order of the values is as likely. seasons: sizes of the groups of ties."""
    inversions = _inversions(seasons)
    at_most = (len(inversions) - 1 - size) // 2
    return min(1.0, 2 * sum(inversions[: at_most + 1]) / sum(inversions))


@lru_cache(maxsize=128)
def _inversions(seasons: tuple[tuple[int, ...], ...]) -> list[int]:
    """Number of orders with 0, 1, 2 … pairs falling: the Gaussian multinomial coefficients of each season, multiplied.

    Π(1-q^k) over the n values of a season, divided by the same over each of its groups of ties (Kendall 1975, ch. 5).
    """
    highest = sum(
        (sum(groups) * (sum(groups) - 1) - sum(size * (size - 1) for size in groups)) // 2 for groups in seasons
    )
    counts = [1] + [0] * highest
    for groups in seasons:
        for k in range(1, sum(groups) + 1):
            for i in range(highest, k - 1, -1):
                counts[i] -= counts[i - k]
        for k in (k for size in groups for k in range(1, size + 1)):
            for i in range(k, highest + 1):
                counts[i] += counts[i - k]
    return counts


# Sen's slope


def _sen(points: Points, period: int | None, alpha: float) -> pairs.Slopes:
    """The fields of `SenSlope`, each as one array over the series."""
    _require_share(alpha)
    total = len(points.starts) - 1
    seasons, owner = points, np.arange(total)
    if period is not None:
        period = arrays.whole_number(period, "period", at_least=1)
        seasons, owner = _by_season(points, period)
    _, variance, _ = _sum_over(owner, pairs.scores(seasons, signs=False), total)
    return pairs.sen_slopes(points, period or 1, NormalDist().inv_cdf(1 - alpha / 2) * np.sqrt(variance))


# Leaving out one value


def _without_each(points: Points, period: int | None, method: str, alpha: float) -> dict[str, np.ndarray]:
    """The fields of `LeaveOneOut`, each as one array over the series."""
    direction = _kendall(points, period, method, None, alpha)["direction"]
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
            found = _kendall(shorter, period, method, None, alpha)["direction"].reshape(len(rows), length)
            agreeing[rows] = (found == direction[rows][:, None]).sum(axis=1)
    return agreeing


def _agreeing_by_sums(points: Points, direction: np.ndarray, period: int | None, alpha: float) -> np.ndarray:
    """The same from the sums: without a value S lacks its signs, and the variance its part, so no test is repeated."""
    # Imported here because SciPy is slow to load.
    from scipy.special import erfc

    total = len(direction)
    seasons, owner = (points, np.arange(total)) if period is None else _by_season(points, period)
    s, variance, _ = _sum_over(owner, pairs.scores(seasons), total)
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
                table = np.array([_exact_p(((1,) * length,), k) for k in range(length * (length - 1) // 2 + 1)])
                p_value[rows] = table[np.abs(size[rows])]
    found = np.sign(size) * (p_value < alpha)
    whole = np.select([direction == "decreasing", direction == "increasing"], [-1, 1], 0)
    return np.bincount(of_point, found == whole[of_point], total)
