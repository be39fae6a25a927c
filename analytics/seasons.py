"""Seasons of sub-annual series: whether they are evident, how large they are, and whether a test could ever tell.

All functions take the points of many series as flat arrays: `owner` (0 … total − 1, the series of a point), `step`
(index of its period, so the season is step modulo `period`) and `value` (no nan).
"""

from typing import NamedTuple

import numpy as np

EVIDENT_P = 0.05
# Up to this many values the trend test's p is exact.
EXACT_UP_TO = 10
NORMAL_BOUND = 1.959963984540054


class Seasons(NamedTuple):
    """evident: one boolean a series. effect: what the season of each point adds to its series' line."""

    evident: np.ndarray
    effect: np.ndarray


def seasons(owner: np.ndarray, step: np.ndarray, value: np.ndarray, period: int, total: int) -> Seasons:
    """Season means around each series' straight line, and whether an F test finds them to differ (p < 0.05).

    A season is never evident without two values in each of the `period` seasons.
    """
    rest = _detrended(owner, step, value, total)
    cell = owner * period + step % period
    counts = np.bincount(cell, minlength=total * period).reshape(total, period)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.bincount(cell, rest, minlength=total * period).reshape(total, period) / counts
    effect = means.ravel()[cell]
    between = np.bincount(owner, effect**2, minlength=total)
    within = np.bincount(owner, (rest - effect) ** 2, minlength=total)
    size = np.bincount(owner, value**2, minlength=total)
    # Below this the deviations are what is left of rounding a straight line.
    moves = between + within > 1e-20 * size
    enough = (counts >= 2).all(axis=1) & moves
    return Seasons(enough & (_f_test(between, within, counts.sum(axis=1), period) < EVIDENT_P), effect)


def can_be_significant(owner: np.ndarray, step: np.ndarray, period: int, total: int) -> np.ndarray:
    """Whether a seasonal Mann–Kendall test of these points could reach p < 0.05 if every season moved one way."""
    counts = np.bincount(owner * period + step % period, minlength=total * period).reshape(total, period)
    pairs = (counts * (counts - 1) // 2).sum(axis=1)
    variance = (counts * (counts - 1) * (2 * counts + 5) / 18).sum(axis=1)
    by_normal = pairs - 1 > NORMAL_BOUND * np.sqrt(variance)
    factorials = np.array([np.prod(np.arange(1.0, n + 1)) for n in range(EXACT_UP_TO + 1)])
    by_exact = 2 / factorials[np.minimum(counts, EXACT_UP_TO)].prod(axis=1) < EVIDENT_P
    return np.where(counts.sum(axis=1) <= EXACT_UP_TO, by_exact, by_normal)


def _detrended(owner: np.ndarray, step: np.ndarray, value: np.ndarray, total: int) -> np.ndarray:
    """Values less the least-squares line of their series."""
    count = np.maximum(np.bincount(owner, minlength=total), 1)
    time = step - (np.bincount(owner, step, minlength=total) / count)[owner]
    rest = value - (np.bincount(owner, value, minlength=total) / count)[owner]
    spread = np.bincount(owner, time * time, minlength=total)
    slope = np.bincount(owner, time * rest, minlength=total) / np.where(spread > 0, spread, 1)
    return rest - slope[owner] * time


def _f_test(between: np.ndarray, within: np.ndarray, points: np.ndarray, period: int) -> np.ndarray:
    # Imported here because SciPy is slow to load and annual series do without.
    from scipy.special import fdtrc

    free = points - period - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (between / (period - 1)) / (within / free)
    return np.where(free > 0, fdtrc(period - 1, np.maximum(free, 1), np.nan_to_num(ratio, nan=0.0)), 1.0)
