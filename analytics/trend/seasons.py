"""Seasons of sub-annual series: whether they are evident, how large they are, and what a test by season can tell.

All functions take the points of many series as flat arrays: `owner` (0 … total − 1, the series of a point), `step`
(index of its period, so the season is step modulo `period`) and `value` (no nan).
"""

from math import erfc
from typing import NamedTuple

import numpy as np

EVIDENT_P = 0.05
NORMAL_BOUND = 1.959963984540054


# Series compared year by year at a time: bounds the memory.
SERIES_AT_ONCE = 4096


class Seasons(NamedTuple):
    """evident: one boolean a series. effect: what the season of each point adds to its series' line."""

    evident: np.ndarray
    effect: np.ndarray


def seasons(owner: np.ndarray, step: np.ndarray, value: np.ndarray, period: int, total: int) -> Seasons:
    """Season means around each series' line, and whether F tests find them to differ (p < 0.05).

    The line's slope is that within the seasons, so that a year which repeats the one before has none, however much of
    it there is yet. A step from one year to the next looks like a slope and a season to that line: the season has to
    be evident around the straight line of all points, too. It never is without two values in each of the seasons.
    """
    cell = owner * period + step % period
    counts = np.bincount(cell, minlength=total * period).reshape(total, period)
    rest = _detrended(owner, step, value, total, _slopes(cell, step, value, total * period).reshape(total, period, 2))
    straight = _detrended(owner, step, value, total, _slopes(owner, step, value, total)[:, None])
    effect, beside = (_season_means(each, cell, counts) for each in (rest, straight))
    about_line, within, within_line, explained, size = (
        np.bincount(owner, each**2, minlength=total)
        for each in (straight, rest - effect, straight - beside, beside, value)
    )
    # Below this the deviations are what is left of rounding a straight line.
    enough = (counts >= 2).all(axis=1) & (about_line > 1e-20 * size)
    points = counts.sum(axis=1)
    for between, left in ((np.maximum(about_line - within, 0), within), (explained, within_line)):
        enough &= _f_test(between, left, points, period) < EVIDENT_P
    return Seasons(enough, effect)


def _season_means(rest: np.ndarray, cell: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The mean of each point's season of its series."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return (np.bincount(cell, rest, minlength=counts.size) / counts.ravel())[cell]


def can_be_significant(owner: np.ndarray, step: np.ndarray, period: int, total: int) -> np.ndarray:
    """Whether a seasonal Mann–Kendall test of these points could reach p < 0.05 if every season moved one way."""
    counts = np.bincount(owner * period + step % period, minlength=total * period).reshape(total, period)
    pairs = (counts * (counts - 1) // 2).sum(axis=1)
    variance = (counts * (counts - 1) * (2 * counts + 5) / 18).sum(axis=1)
    return pairs - 1 > NORMAL_BOUND * np.sqrt(variance)


def cycles(owner: np.ndarray, step: np.ndarray, period: int, total: int) -> np.ndarray:
    """In how many years at most one and the same season has a value."""
    counts = np.bincount(owner * period + step % period, minlength=total * period)
    return counts.reshape(total, period).max(axis=1)


class Dependent(NamedTuple):
    """Seasonal Mann–Kendall sum of each series, its variance with dependent seasons, z and two-sided p."""

    s: np.ndarray
    var_s: np.ndarray
    z: np.ndarray
    p_value: np.ndarray


def dependent_seasons(owner: np.ndarray, step: np.ndarray, value: np.ndarray, period: int, total: int) -> Dependent:
    """Seasonal Mann–Kendall test for seasons that depend on each other (Hirsch and Slack 1984).

    The months of a value that accumulates over the year repeat each other: a good January lifts all of its year.
    Taken as independent, twelve months of six years would pass for seventy observations where there are about six.
    The covariances of the seasons' sums enter the variance; missing values have the middle rank, ties are midranks.
    """
    order = np.argsort(owner, kind="stable")
    owner, step, value = owner[order], step[order], value[order]
    parts = []
    for first in range(0, total, SERIES_AT_ONCE):
        last = min(first + SERIES_AT_ONCE, total)
        rows = slice(*np.searchsorted(owner, [first, last]))
        parts.append(_sums_by_year(owner[rows] - first, step[rows], value[rows], period, last - first))
    if not parts:
        return Dependent(*(np.zeros(0) for _ in range(4)))
    s, variance = (np.concatenate(part) for part in zip(*parts, strict=True))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where((s == 0) | (variance <= 0), 0.0, (s - np.sign(s)) / np.sqrt(variance))
    p_value = np.array([erfc(size) for size in (np.abs(z) / np.sqrt(2)).tolist()])
    return Dependent(s, variance, z, np.minimum(p_value, 1.0))


def stands_without_each_year(
    owner: np.ndarray, step: np.ndarray, value: np.ndarray, period: int, total: int, alpha: float
) -> np.ndarray:
    """Whether p stays below `alpha` and S keeps its sign in `dependent_seasons` with any one year left out."""
    whole = dependent_seasons(owner, step, value, period, total)
    stands = whole.p_value < alpha
    year = step // period
    for left_out in np.unique(year).tolist():
        kept = year != left_out
        rest = dependent_seasons(owner[kept], step[kept], value[kept], period, total)
        touched = np.bincount(owner[~kept], minlength=total) > 0
        stands &= ~touched | ((rest.p_value < alpha) & (np.sign(rest.s) == np.sign(whole.s)))
    return stands


def _sums_by_year(owner: np.ndarray, step: np.ndarray, value: np.ndarray, period: int, total: int) -> tuple:
    """S and its variance: sums over pairs of years of the signs in all seasons together."""
    if not owner.size:
        return np.zeros(total), np.zeros(total)
    year = step // period
    first = np.full(total, year.max())
    np.minimum.at(first, owner, year)
    place = year - first[owner]
    years = int(place.max()) + 1
    table = np.full((years, total, period), np.nan)
    table[place, owner, step % period] = value
    ranks = np.zeros_like(table)
    s, squares = np.zeros(total), np.zeros(total)
    for later in range(1, years):
        for earlier in range(later):
            sign = np.nan_to_num(np.sign(table[later] - table[earlier]))
            ranks[later] += sign
            ranks[earlier] -= sign
            together = sign.sum(axis=1)
            s += together
            squares += together**2
    # Twice the rank less its middle: the sums of signs. 4·ΣRR' − n(n+1)(n'+1) is the sum of their products.
    return s, (squares + (ranks.sum(axis=2) ** 2).sum(axis=0)) / 3


def _slopes(group: np.ndarray, step: np.ndarray, value: np.ndarray, total: int) -> np.ndarray:
    """Of each group of points the sums of squares that make its least-squares slope: time × value, time × time."""
    count = np.maximum(np.bincount(group, minlength=total), 1)
    time = step - (np.bincount(group, step, minlength=total) / count)[group]
    rest = value - (np.bincount(group, value, minlength=total) / count)[group]
    sums = [np.bincount(group, part, minlength=total) for part in (time * rest, time * time)]
    return np.column_stack(sums)


def _detrended(owner: np.ndarray, step: np.ndarray, value: np.ndarray, total: int, sums: np.ndarray) -> np.ndarray:
    """Values less the line of their series through its mean; `sums` of its groups make the common slope."""
    count = np.maximum(np.bincount(owner, minlength=total), 1)
    time = step - (np.bincount(owner, step, minlength=total) / count)[owner]
    rest = value - (np.bincount(owner, value, minlength=total) / count)[owner]
    across, spread = sums.sum(axis=1).T
    slope = across / np.where(spread > 0, spread, 1)
    return rest - slope[owner] * time


def _f_test(between: np.ndarray, within: np.ndarray, points: np.ndarray, period: int) -> np.ndarray:
    # Imported here because SciPy is slow to load and annual series do without.
    from scipy.special import fdtrc

    free = points - period - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (between / (period - 1)) / (within / free)
    return np.where(free > 0, fdtrc(period - 1, np.maximum(free, 1), np.nan_to_num(ratio, nan=0.0)), 1.0)
