"""The two models of a forecast: a local level with drift, and the ratio of two periods inside a year."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analytics.forecast.task import CONSTANT, TOO_FAR, TOO_FEW_CYCLES, TOO_SHORT, Outlook, Task
from analytics.trend import seasons

POINTS_FOR_FORECAST, YEARS_FOR_RATIO = 6, 5
# Shares of the wandering in the variance of a step: chosen by back-test, as are the degrees of freedom.
SHARES = (0.2, 0.6, 1.0)
FITTED = 3


class _Filtered(NamedTuple):
    """The filter's end: level of values and of time, its variance, and the sums of the regression on time."""

    level: np.ndarray
    clock: np.ndarray
    variance: np.ndarray
    tt: np.ndarray
    ty: np.ndarray
    yy: np.ndarray
    size: np.ndarray


def by_level(asked: Task) -> Outlook:
    count = np.diff(asked.starts)
    total = len(count)
    owner = np.repeat(np.arange(total), count)
    value, added, lost, spread = _without_seasons(asked, owner)
    value, base, unit = _standard(value, owner, total)
    first = np.minimum(asked.starts[:-1], max(len(value) - 1, 0))
    started = asked.time[first] if len(value) else np.zeros(total)
    lasting = asked.time[np.maximum(asked.starts[1:] - 1, 0)] if len(value) else np.zeros(total)
    ahead = np.where(count > 0, asked.at - lasting, np.nan)
    free = count - FITTED - lost
    best = np.full(total, -np.inf)
    mean, variance, error = (np.full(total, np.nan) for _ in range(3))
    with np.errstate(all="ignore"):
        for share in SHARES:
            end = _filter(value, asked.time, asked.starts, share)
            drift = end.ty / end.tt
            rest = np.maximum(end.yy - drift * end.ty, 0)
            likely = -0.5 * (end.size + (count - 2) * np.log(rest) + np.log(end.tt))
            strength = drift**2 * end.tt * (count - 2 - lost) / rest
            kept = strength / (1 + strength)
            reach = asked.at - started - end.clock
            own = rest / free
            spare = own * (end.variance + ahead * share + (1 - share) * (1 + spread) + reach**2 * kept / end.tt)
            better = likely > best
            best = np.where(better, likely, best)
            mean = np.where(better, end.level + kept * drift * reach, mean)
            variance, error = np.where(better, spare, variance), np.where(better, rest, error)
        deviation = unit * np.sqrt(variance)
    reason = np.select(
        [count < POINTS_FOR_FORECAST, free < 2, 2 * ahead > count, ~(error > 1e-18 * count)],
        [np.where(asked.cumulative, TOO_FEW_CYCLES, TOO_SHORT), TOO_SHORT, TOO_FAR, CONSTANT],
        0,
    )
    return Outlook(base + unit * mean + added, deviation, np.maximum(free, 1), count, reason)


def _filter(value: np.ndarray, time: np.ndarray, starts: np.ndarray, share: float) -> _Filtered:
    """Kalman filter of all series at once, of the values and of time itself, from the first value on."""
    count = np.diff(starts)
    order = np.argsort(-count, kind="stable")
    first, lengths = starts[:-1][order], count[order]
    total = len(count)
    level, clock, tt, ty, yy, size = (np.zeros(total) for _ in range(6))
    variance = np.full(total, 1.0 - share)
    if len(value):
        level[: (lengths > 0).sum()] = value[first[lengths > 0]]
    for place in range(1, int(lengths[0]) if total else 0):
        here = slice(0, int(np.searchsorted(-lengths, -place, side="left")))
        row = first[here] + place
        ahead = variance[here] + (time[row] - time[row - 1]) * share
        total_variance = ahead + (1 - share)
        gain = ahead / total_variance
        y, t = value[row] - level[here], time[row] - time[first[here]] - clock[here]
        tt[here] += t * t / total_variance
        ty[here] += t * y / total_variance
        yy[here] += y * y / total_variance
        size[here] += np.log(total_variance)
        level[here] += gain * y
        clock[here] += gain * t
        variance[here] = ahead * (1 - gain)
    back = np.empty(total, dtype=np.int64)
    back[order] = np.arange(total)
    return _Filtered(*(part[back] for part in (level, clock, variance, tt, ty, yy, size)))


def _standard(value: np.ndarray, owner: np.ndarray, total: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values less their series' mean, in units of their spread, with both."""
    count = np.maximum(np.bincount(owner, minlength=total), 1)
    largest = np.zeros(total)
    np.maximum.at(largest, owner, np.abs(np.where(np.isfinite(value), value, 0)))
    # By a power of two, which is exact: squares neither overflow nor vanish.
    exponent = np.frexp(largest)[1]
    value = np.ldexp(value, -exponent[owner])
    base = np.bincount(owner, value, minlength=total) / count
    with np.errstate(invalid="ignore"):
        rest = value - base[owner]
        unit = np.sqrt(np.bincount(owner, rest**2, minlength=total) / count)
    # What rounding leaves of a constant is no spread.
    unit = np.where(unit > 1e-12 * np.abs(base), unit, 0.0)
    standard = np.divide(rest, unit[owner], out=np.zeros(len(value)), where=unit[owner] > 0)
    return standard, np.ldexp(base, exponent), np.ldexp(unit, exponent)


def _without_seasons(asked: Task, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Values less their season where it is evident; what the forecast's season adds; what this costs in degrees of
    freedom, and in variance as a share of the noise."""
    total = len(asked.at)
    value, added = asked.value.copy(), np.zeros(total)
    lost, spread = np.zeros(total, dtype=np.int64), np.zeros(total)
    step, goal = asked.time.astype(np.int64), np.nan_to_num(asked.at).astype(np.int64)
    for period in np.unique(asked.period[(asked.period > 1) & ~asked.cumulative]).tolist():
        rows = np.flatnonzero((asked.period == period)[owner] & ~asked.cumulative[owner])
        found = seasons.seasons(owner[rows], step[rows], asked.value[rows], period, total)
        counts = np.bincount(owner[rows], minlength=total)
        taken = found.evident & (counts >= 2 * period)
        value[rows] -= np.where(taken[owner[rows]], found.effect, 0.0)
        effects, numbers = np.zeros(total * period), np.zeros(total * period)
        cell = owner[rows] * period + step[rows] % period
        effects[cell] = found.effect
        np.add.at(numbers, cell, 1)
        wanted = np.arange(total) * period + goal % period
        added = np.where(taken, effects[wanted], added)
        lost = np.where(taken, period - 1, lost)
        spread = np.where(taken, 1 / np.maximum(numbers[wanted], 1), spread)
    return value, added, lost, spread


# Values that accumulate, within the year


def forecast_by_ratio(asked: Task, owner: np.ndarray, last: np.ndarray, chosen: np.ndarray) -> Outlook:
    """The last value times the mean ratio, in earlier years, of the forecast's period to the last one's."""
    total = len(asked.at)
    period, ahead = asked.period[owner], np.nan_to_num(asked.at - last)[owner]
    like = chosen[owner] & (asked.time % period == (last % asked.period)[owner]) & (asked.time < last[owner])
    span = asked.time.max() - asked.time.min() + asked.period.max() + 1 if len(asked.time) else 1
    keys = owner * span + asked.time - (asked.time.min() if len(asked.time) else 0)
    place = np.minimum(np.searchsorted(keys, keys + ahead), max(len(keys) - 1, 0))
    with np.errstate(invalid="ignore"):
        ratio = np.where(keys[place] == keys + ahead, asked.value[place] - asked.value, np.nan)
    rows = np.flatnonzero(like & np.isfinite(ratio))
    count = np.bincount(owner[rows], minlength=total)
    with np.errstate(all="ignore"):
        mean = np.bincount(owner[rows], ratio[rows], minlength=total) / count
        rest = np.bincount(owner[rows], (ratio[rows] - mean[owner[rows]]) ** 2, minlength=total)
        deviation = np.sqrt(rest / (count - 1) * (1 + 1 / count))
    now = np.full(total, np.nan)
    now[owner] = asked.value
    reason = np.select(
        [(count < YEARS_FOR_RATIO) | ~np.isfinite(now), ~(deviation > 1e-9)], [TOO_FEW_CYCLES, CONSTANT], 0
    )
    return Outlook(now + mean, deviation, np.maximum(count - 1, 1), count, reason)
