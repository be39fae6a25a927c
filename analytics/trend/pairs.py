"""Sums and slopes over all pairs of points, for many series at once, in memory that does not grow with their number.

Series come as one flat array of values (none missing) with `starts` marking where each begins. They are taken in
chunks of equal length that fit the processor's cache, on all processors: NumPy frees the interpreter meanwhile.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

__all__ = [
    "Points",
    "Scores",
    "Slopes",
    "Without",
    "Workspace",
    "block",
    "blocks",
    "by_pairs",
    "by_values",
    "lengths",
    "scores",
    "sen_slopes",
    "shrunk",
    "without_each",
    "work_through",
]

# Numbers worked on together, about what a processor's caches hold: 4 MB of slopes, 2 MB of values.
SLOPES, VALUES = 2**19, 2**18
# Above this, differences and sums could overflow; such series are computed 2**64 times smaller, which is exact.
HUGE, SHRINK = 2.0**960, 2.0**-64


class Points(NamedTuple):
    """Values and times of many series, flat, in time order; series i has the points starts[i]:starts[i + 1]."""

    values: np.ndarray
    times: np.ndarray
    starts: np.ndarray


class Scores(NamedTuple):
    """Kendall's sums of each series: S, its variance under no trend, and the denominator of tau-b."""

    s: np.ndarray
    variance: np.ndarray
    denominator: np.ndarray


class Slopes(NamedTuple):
    """Sen's slope of each series with its confidence limits, and the line's height at time 0."""

    slope: np.ndarray
    intercept: np.ndarray
    low: np.ndarray
    high: np.ndarray


def lengths(points: Points) -> np.ndarray:
    """Number of points in each series."""
    return np.diff(points.starts)


def shrunk(points: Points) -> tuple[Points, np.ndarray]:
    """The points with huge series made smaller so that differences stay finite, and the factor of each series."""
    factor = np.ones(len(points.starts) - 1)
    if len(points.values) == 0 or max(points.values.max(), -points.values.min()) <= HUGE:
        return points, factor
    before = np.concatenate([[0], np.cumsum(np.abs(points.values) > HUGE)])[points.starts]
    factor[np.diff(before) > 0] = SHRINK
    return points._replace(values=points.values * np.repeat(factor, lengths(points))), factor


class Workspace:
    """Memory that a worker uses again for each block: fresh memory costs more than the arithmetic done in it."""

    def __init__(self) -> None:
        self._kept: dict[str, np.ndarray] = {}

    def take(self, name: str, rows: int, columns: int) -> np.ndarray:
        """An array of that shape with whatever it holds, for this block only."""
        if name not in self._kept or self._kept[name].size < rows * columns:
            self._kept[name] = np.empty(rows * columns)
        return self._kept[name][: rows * columns].reshape(rows, columns)


def blocks(points: Points, cost: Callable[[int], int], most: int) -> list[np.ndarray]:
    """Numbers of series of equal length n, as many together as cost(n) each allows, the shortest first."""
    count = lengths(points)
    found = []
    for n in np.unique(count).tolist():
        rows = np.flatnonzero(count == n)
        step = max(1, most // max(1, cost(n)))
        found += [rows[first : first + step] for first in range(0, len(rows), step)]
    return found


def by_values(n: int) -> int:
    """Cost of a series of n points where its values are looked at."""
    return n


def by_pairs(n: int) -> int:
    """Cost of a series of n points where all its pairs are held."""
    return n * (n - 1) // 2


def work_through(chunks: list[np.ndarray], task: Callable[[np.ndarray, Workspace], None]) -> None:
    """Call `task` with the series numbers of each block and a workspace, on all processors if there are several."""
    left = deque(chunks)

    def work() -> None:
        space = Workspace()
        # One worker's look and another's taking can coincide: the loop ends by the empty queue's own word.
        while True:
            try:
                rows = left.popleft()
            except IndexError:
                return
            task(rows, space)

    workers = min(len(chunks), os.cpu_count() or 1, 8)
    if workers < 2:
        work()
        return
    with ThreadPoolExecutor(workers) as pool:
        for running in [pool.submit(work) for _ in range(workers)]:
            running.result()


def block(points: Points, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Values and times of series of equal length, one series a row."""
    first, last = rows[0], rows[-1]
    n = points.starts[first + 1] - points.starts[first]
    if last - first == len(rows) - 1:
        stretch = slice(points.starts[first], points.starts[last + 1])
        return points.values[stretch].reshape(len(rows), n), points.times[stretch].reshape(len(rows), n)
    cells = points.starts[rows][:, None] + np.arange(n)
    return points.values[cells], points.times[cells]


def scores(points: Points, *, signs: bool = True) -> Scores:
    """Kendall's sums of each series (Kendall 1975; Gilbert 1987, chapter 16), ties in values and in times allowed for.

    Two points at the same time are no pair. With `signs=False` S is left at 0, for those who need the variance only.
    """
    total = len(points.starts) - 1
    s = np.zeros(total, dtype=np.int64)
    variance, denominator = np.zeros(total), np.zeros(total)

    def score(rows: np.ndarray, _: Workspace) -> None:
        values, times = block(points, rows)
        at_once = (times[:, 1:] == times[:, :-1]).any()
        if signs:
            s[rows] = _sign_sums(values.T, times.T if at_once else None)
        variance[rows], denominator[rows] = _null_variance(values, times if at_once else None)

    work_through(blocks(points, by_values, VALUES), score)
    return Scores(s, variance, denominator)


class Without(NamedTuple):
    """What each point brings to its series' sums: to S, to the variance; and whether values tie without it."""

    s: np.ndarray
    variance: np.ndarray
    tied: np.ndarray


def without_each(points: Points) -> Without:
    """The part of every single point in its series' scores; no two points of a series at the same time."""
    size = len(points.values)
    signs, variance, tied = np.zeros(size, dtype=np.int64), np.zeros(size), np.zeros(size, dtype=bool)

    def part(rows: np.ndarray, _: Workspace) -> None:
        values, _ = block(points, rows)
        n = values.shape[1]
        cells = points.starts[rows][:, None] + np.arange(n)
        signs[cells] = _sign_parts(values.T).T
        alike = _group_sizes(values)
        own, less = alike * (alike - 1.0) * (2 * alike + 5), (alike - 1.0) * (alike - 2) * (2 * alike + 3)
        variance[cells] = (n * (n - 1) * (2 * n + 5) - (n - 1) * (n - 2) * (2 * n + 3) - own + less) / 18
        # Ties are left unless the point is one of the only two that tie.
        tying = (alike > 1).sum(axis=1)[:, None]
        tied[cells] = tying - np.where(alike == 2, 2, 0) > 0

    work_through(blocks(points, by_values, VALUES), part)
    return Without(signs, variance, tied)


def _sign_parts(values: np.ndarray) -> np.ndarray:
    """Of each value of each column: signs of the rises to it from earlier values and from it to later ones, summed."""
    values = np.ascontiguousarray(values)
    n = len(values)
    parts = np.zeros(values.shape, dtype=np.int16 if n < 2**15 else np.int32)
    for lag in range(1, n):
        rise = (values[lag:] > values[:-lag]).view(np.int8) - (values[lag:] < values[:-lag]).view(np.int8)
        parts[lag:] += rise
        parts[:-lag] += rise
    return parts


def _group_sizes(values: np.ndarray) -> np.ndarray:
    """How many values of its row each value equals, itself included."""
    order = np.argsort(values, axis=1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=1)
    first = np.ones(ordered.shape, dtype=bool)
    np.not_equal(ordered[:, 1:], ordered[:, :-1], out=first[:, 1:])
    heads = np.flatnonzero(first)
    sizes = np.diff(heads, append=first.size)
    found = np.empty(values.shape, dtype=np.int64)
    np.put_along_axis(found, order, np.repeat(sizes, sizes).reshape(values.shape), axis=1)
    return found


def _sign_sums(values: np.ndarray, times: np.ndarray | None) -> np.ndarray:
    """S of each column: later values above minus later values below, lag by lag so that no pair is stored."""
    values = np.ascontiguousarray(values)
    n, total = values.shape
    s = np.zeros(total, dtype=np.int64)
    counter = np.int8 if n <= 127 else np.int32
    for lag in range(1, n):
        above, below = values[lag:] > values[:-lag], values[lag:] < values[:-lag]
        if times is not None:
            apart = times[lag:] > times[:-lag]
            above, below = above & apart, below & apart
        s += np.add.reduce(above.view(np.int8), axis=0, dtype=counter)
        s -= np.add.reduce(below.view(np.int8), axis=0, dtype=counter)
    return s


def _null_variance(values: np.ndarray, times: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """Variance of S under no trend, and the denominator of tau-b, of each row."""
    n = values.shape[1]
    pairs, triples, weighted = _tie_sums(values)
    pairs_at, triples_at, weighted_at = (0.0, 0.0, 0.0) if times is None else _tie_sums(times)
    variance = (n * (n - 1) * (2 * n + 5) - weighted - weighted_at) / 18
    if times is not None and n > 2:
        variance += triples * triples_at / (9 * n * (n - 1) * (n - 2))
    if times is not None and n > 1:
        variance += pairs * pairs_at / (2 * n * (n - 1))
    possible = n * (n - 1)
    return variance, np.sqrt((possible - pairs) * (possible - pairs_at)) / 2


def _tie_sums(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each row, over its groups of t equal values: sums of t(t-1), t(t-1)(t-2) and t(t-1)(2t+5)."""
    total, n = values.shape
    ordered = np.sort(values, axis=1)
    first = np.ones(ordered.shape, dtype=bool)
    np.not_equal(ordered[:, 1:], ordered[:, :-1], out=first[:, 1:])
    if first.all():
        return np.zeros(total), np.zeros(total), np.zeros(total)
    heads = np.flatnonzero(first)
    size = np.diff(heads, append=first.size).astype(float)
    tied = size > 1
    row, size = heads[tied] // n, size[tied]
    twice = size * (size - 1)
    return tuple(np.bincount(row, weights, total) for weights in (twice, twice * (size - 2), twice * (2 * size + 5)))


def sen_slopes(points: Points, period: int, half_width: np.ndarray) -> Slopes:
    """Sen's slope of each series per `period` steps of time, over pairs a whole number of periods apart.

    half_width: C of Gilbert (1987, 16.3.2), the standard normal quantile times the square root of the variance of S:
    the limits stand at the ranks (N - C) / 2 and (N + C) / 2 + 1 of the N slopes, linearly between ranks, and a rank
    outside 1…N takes the end slope. nan where no pair has a slope.
    """
    total = len(points.starts) - 1
    points, shrink = shrunk(points)
    result = Slopes(*(np.full(total, np.nan) for _ in Slopes._fields))

    def estimate(rows: np.ndarray, space: Workspace) -> None:
        values, times = block(points, rows)
        if values.shape[1] == 0:
            return
        factor = shrink[rows]
        with np.errstate(all="ignore"):
            slopes, number = _sorted_slopes(values, times, period, space)
            slope = _middle(slopes, number)
            result.slope[rows] = slope / factor
            result.low[rows] = _at_rank(slopes, (number - half_width[rows]) / 2, number) / factor
            result.high[rows] = _at_rank(slopes, (number + half_width[rows]) / 2 + 1, number) / factor
            full = np.full(len(rows), values.shape[1])
            height = _middle(np.sort(values, axis=1), full) - slope * _middle(times, full) / period
            result.intercept[rows] = height / factor

    work_through(blocks(points, by_pairs, SLOPES), estimate)
    return result


def _sorted_slopes(
    values: np.ndarray, times: np.ndarray, period: int, space: Workspace
) -> tuple[np.ndarray, np.ndarray]:
    """Slopes of the pairs of each row in ascending order, infinite after the last, and how many there are."""
    alike = (times == times[:1]).all() or (np.diff(times, axis=1) == np.diff(times[:1], axis=1)).all()
    clock = np.ascontiguousarray((times[:1] if alike else times).T)
    values = np.ascontiguousarray(values.T)
    n, total = values.shape
    number = np.zeros(total, dtype=np.int64)
    slopes = space.take("slopes", by_pairs(n), total)
    filled = 0
    for lag in range(1, n):
        distance = clock[lag:] - clock[:-lag]
        valid = distance > 0 if period == 1 else (distance > 0) & (distance % period == 0)
        if not valid.any():
            continue
        used = slice(None) if valid.all() else np.flatnonzero(valid.any(axis=1))
        distance, valid = distance[used], valid[used]
        target = slopes[filled : filled + len(distance)]
        np.subtract(values[lag:][used], values[:-lag][used], out=target)
        target /= distance if period == 1 else distance / period
        if not valid.all():
            np.copyto(target, np.inf, where=~valid)
        number += valid.sum(axis=0)
        filled += len(distance)
    ordered = space.take("ordered", total, filled)
    np.copyto(ordered, slopes[:filled].T)
    ordered.sort(axis=1)
    return ordered, number


def _at_rank(ordered: np.ndarray, rank: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Value at a rank (from 1) of each ascending row, linear between ranks; beyond the ends, the end; nan if empty."""
    rank = np.clip(rank, 1, np.maximum(number, 1))
    whole = np.floor(rank).astype(np.int64)
    below, above = _at(ordered, whole - 1, number), _at(ordered, whole, number)
    return below + (rank - whole) * (above - below)


def _middle(ordered: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Median of the first `number` values of each ascending row; nan if there are none."""
    return 0.5 * _at(ordered, np.maximum(number - 1, 0) // 2, number) + 0.5 * _at(ordered, number // 2, number)


def _at(ordered: np.ndarray, place: np.ndarray, number: np.ndarray) -> np.ndarray:
    rows, columns = ordered.shape
    if columns == 0:
        return np.full(rows, np.nan)
    place = np.minimum(place, np.maximum(number, 1) - 1) + np.arange(rows) * columns
    # Adding 0 turns the -0 of a falling nothing into 0.
    return np.where(number > 0, ordered.ravel()[place], np.nan) + 0.0
