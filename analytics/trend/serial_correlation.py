"""The variance correction for serial correlation after Hamed and Rao (1998)."""

from __future__ import annotations

import math

import numpy as np

from analytics.trend import pairs
from analytics.trend.pairs import Points

CORRECTED_FROM = 10
SIGNIFICANT_LAG = 1.96

TOO_SHORT = f"fewer than {CORRECTED_FROM} values: the variance is not corrected for serial correlation"
NOT_POSITIVE = "the variance corrected for serial correlation is not positive: it is left uncorrected"
UNEVEN_TIMES = "the times are no multiples of one step: the variance is not corrected for serial correlation"


def hamed_rao(points: Points, variance: np.ndarray, note: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
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
