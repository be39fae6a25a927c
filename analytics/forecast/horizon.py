"""Where a series will stand at a later date, as an interval, and the chance that it meets its target by then.

The model is a local level with drift (Harvey 1989, ch. 2 and 4): a level that wanders and moves on by the same amount
each period, seen through noise. It suits short official series: one value more in the middle of the span adds to the
drift, the last values count most for the level, a gap only widens the interval. The variance of the wandering has a
share of 0.2, 0.6 or all of the whole (1: a random walk with drift), whichever is likeliest; the drift is drawn towards
zero as far as it is unsure, by τ²/(1 + τ²) with τ its t-value; the interval is Student's with n − 3 degrees of freedom
and holds the errors of level and drift. Its coverage on the published series stands in docs/backtest.md.

A possible range is kept by working on a scale that has no ends: log-odds between two of them, logarithms above one.
Seasons that are evident are taken out and put back. Values that accumulate over the year: within the year, the ratio of
the target's period to the last one in earlier years; beyond it, the values of the target's period from year to year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
import pandas as pd

from analytics import arrays
from analytics.trend import seasons

__all__ = ["Chance", "Forecast", "chance", "chance_by", "forecast", "forecast_by"]

LEVEL = 0.8
POINTS_FOR_FORECAST, YEARS_FOR_RATIO = 6, 5
# Shares of the wandering in the variance of a step: chosen by back-test, as are the degrees of freedom.
SHARES = (0.2, 0.6, 1.0)
FITTED = 3
# How far beyond a bound the log-odds reach, as a share of the range, where values lie on a bound.
MARGIN = 0.005
BETTER = ("higher", "lower", "range", "neutral")
REASONS = (None, "no_values", "too_short", "too_few_cycles", "no_horizon", "too_far", "constant", "too_wide")
NO_VALUES, TOO_SHORT, TOO_FEW_CYCLES, NO_HORIZON, TOO_FAR, CONSTANT, TOO_WIDE = range(1, len(REASONS))


@dataclass(frozen=True)
class Forecast:
    """Where a series is expected to stand, and the interval that holds it with probability `level`.

    n: values used. reason, where there is no forecast (all nan): no_values; too_short (fewer than 6); too_few_cycles
    (fewer than 5 earlier years to compare with); no_horizon; too_far (further ahead than half the span of the values);
    constant; too_wide (the interval is the whole possible range).
    """

    forecast: float
    low: float
    high: float
    level: float
    n: int
    reason: str | None = None


@dataclass(frozen=True)
class Chance:
    """Probability (0 … 1) that the target is met at its date, with the forecast it comes from.

    reason, where `chance` is nan: no_direction, no_target, or one of `Forecast`.
    """

    chance: float
    forecast: float
    low: float
    high: float
    level: float
    n: int
    reason: str | None = None


def forecast(
    values: Iterable,
    horizon: int,
    *,
    level: float = LEVEL,
    minimum: float | None = None,
    maximum: float | None = None,
    times: Iterable | None = None,
    period: int = 1,
    cumulative: bool = False,
) -> Forecast:
    """Forecast of `values`, `horizon` periods after the last of them that is not missing.

    times: whole steps of the frequency; by default the positions, gaps keeping their place. minimum, maximum: the
    possible range. period: seasons a year (1, 2, 4, 12), the season being time modulo period. cumulative: the values
    start from nothing each year. Raises ValueError for a horizon or period that is no whole number, a level outside
    0…1, a range upside down, and values that are infinite or no numbers.
    """
    found = _single(values, horizon, level, minimum, maximum, times, period, cumulative)
    return Forecast(**_first(found.columns(), Forecast))


def chance(
    values: Iterable,
    horizon: int,
    target: float | None = None,
    *,
    better: str,
    low: float | None = None,
    high: float | None = None,
    level: float = LEVEL,
    minimum: float | None = None,
    maximum: float | None = None,
    times: Iterable | None = None,
    period: int = 1,
    cumulative: bool = False,
) -> Chance:
    """Chance that the value `horizon` periods on meets the target, or for better "range" lies in `low`…`high`.

    Either end of the band may be open. For "higher" and "lower" the end of a band that is met first counts where there
    is no target. All else as in `forecast`; ValueError for an unknown `better` too.
    """
    if better not in BETTER:
        raise ValueError(f"better must be one of {', '.join(BETTER)} (got {better!r})")
    bounds = [float(arrays.floats([bound], name)[0]) for bound, name in _named(target, low, high)]
    found = _single(values, horizon, level, minimum, maximum, times, period, cumulative)
    goal = _wanted(np.array([better], dtype=object), *(np.array([bound]) for bound in bounds))
    return Chance(**_first(found.columns() | _chances(found, goal), Chance))


def forecast_by(
    frame: pd.DataFrame,
    by: str | Sequence[str],
    at: int | str,
    value: str = "value",
    time: str = "time",
    *,
    level: float = LEVEL,
    minimum: float | str | None = None,
    maximum: float | str | None = None,
    period: int | str = 1,
    cumulative: bool | str = False,
) -> pd.DataFrame:
    """`forecast` of every series of a long frame: indexed by the keys `by`, sorted, columns as the result's fields.

    at: the time that is forecast (not the distance to it). at, minimum, maximum, period, cumulative: one for all, or a
    column, of which a series' last row counts.
    """
    keys, found, _ = _many(frame, by, at, value, time, level, minimum, maximum, period, cumulative)
    return pd.DataFrame(found.columns(), index=keys).astype({"reason": "str"})


def chance_by(
    frame: pd.DataFrame,
    by: str | Sequence[str],
    at: int | str,
    value: str = "value",
    time: str = "time",
    *,
    better: str = "higher",
    target: float | str | None = None,
    low: float | str | None = None,
    high: float | str | None = None,
    level: float = LEVEL,
    minimum: float | str | None = None,
    maximum: float | str | None = None,
    period: int | str = 1,
    cumulative: bool | str = False,
) -> pd.DataFrame:
    """`chance` of every series of a long frame: indexed by the keys, columns as the result's fields.

    better, target, low, high: one for all or a column, as the arguments of `forecast_by`.
    """
    goals = {"target": target, "low": low, "high": high}
    keys, found, last = _many(frame, by, at, value, time, level, minimum, maximum, period, cumulative)
    words = np.full(len(keys), better, dtype=object) if better in BETTER else np.array(last(better, "better"), object)
    for word in pd.unique(words):
        if word not in BETTER:
            raise ValueError(f"better must be one of {', '.join(BETTER)}, or a column of them (got {word!r})")
    goal = _wanted(words, *(_floats_of(last, bound, name) for name, bound in goals.items()))
    columns = found.columns() | _chances(found, goal)
    names = [part.name for part in fields(Chance)]
    return pd.DataFrame(columns, index=keys)[names].astype({"reason": "str"})


# Arranging series


class _Task(NamedTuple):
    """Many series: values and times flat, none missing, and for each series where it begins and what is asked of it."""

    value: np.ndarray
    time: np.ndarray
    starts: np.ndarray
    at: np.ndarray
    minimum: np.ndarray
    maximum: np.ndarray
    period: np.ndarray
    cumulative: np.ndarray


def _single(values, horizon, level, minimum, maximum, times, period, cumulative) -> _Found:
    ahead = arrays.whole_number(horizon, "horizon", at_least=0)
    values, times = arrays.in_time(values, times)
    _require_whole(times)
    last = times[~np.isnan(values)][-1:]
    at = np.append(last, 0.0)[:1] + ahead
    bounds = (np.array([np.nan if bound is None else float(bound)]) for bound in (minimum, maximum))
    period = arrays.whole_number(period, "period", at_least=1)
    one = np.array([period]), np.array([bool(cumulative)])
    return _forecast(_Task(values, times, np.array([0, len(values)]), at, *bounds, *one), level)


def _many(frame, by, at, value, time, level, minimum, maximum, period, cumulative):
    """The keys, what was found, and a function that gives a column's value in the last row of each series."""
    named = [name for name in (at, minimum, maximum, period, cumulative) if isinstance(name, str)]
    groups = arrays.group(frame, by, time, value, *named)
    _require_whole(groups.times)
    lasts = groups.starts[1:] - 1 if groups.order is None else groups.order[groups.starts[1:] - 1]

    def last(name, what: str) -> np.ndarray:
        if not isinstance(name, str):
            return np.full(len(lasts), np.nan if name is None else name)
        if name not in frame.columns:
            raise ValueError(f"{what} must be a value or a column (got {name!r})")
        return frame[name].iloc[lasts]

    asked = _Task(
        groups.arrange(arrays.floats(frame[value], value)),
        groups.times,
        groups.starts,
        _floats_of(last, at, "at"),
        _floats_of(last, minimum, "minimum"),
        _floats_of(last, maximum, "maximum"),
        _floats_of(last, period, "period").astype(np.int64),
        _floats_of(last, cumulative, "cumulative") != 0,
    )
    return groups.keys, _forecast(asked, level), last


def _floats_of(last, name, what: str) -> np.ndarray:
    return arrays.floats(last(name, what), what)


def _named(target, low, high) -> list[tuple]:
    return [(target, "target"), (low, "low"), (high, "high")]


def _require_whole(times: np.ndarray) -> None:
    if (times % 1 != 0).any():
        raise ValueError("times must be whole numbers: steps of the frequency, such as a month or a year index")


def _first(columns: dict[str, np.ndarray], result: type) -> dict:
    picked = {part.name: columns[part.name][0] for part in fields(result)}
    return {name: value.item() if isinstance(value, np.generic) else value for name, value in picked.items()}


# The forecast


class _Outlook(NamedTuple):
    """Mean and standard deviation on the working scale, degrees of freedom, values used, reason: one entry a series."""

    mean: np.ndarray
    deviation: np.ndarray
    free: np.ndarray
    n: np.ndarray
    reason: np.ndarray


class _Found(NamedTuple):
    """The outlook of each series, and the scale it stands on."""

    outlook: _Outlook
    scale: _Scale
    level: float

    def quantile(self, share: float) -> np.ndarray:
        # Imported here because SciPy is slow to load.
        from scipy.special import stdtrit

        with np.errstate(all="ignore"):
            return self.scale.back(self.outlook.mean + stdtrit(self.outlook.free, share) * self.outlook.deviation)

    def below(self, bound: np.ndarray) -> np.ndarray:
        """Probability of a value below `bound`."""
        from scipy.special import stdtr

        with np.errstate(all="ignore"):
            distance = (self.scale.there(bound, np.arange(len(bound))) - self.outlook.mean) / self.outlook.deviation
            return stdtr(self.outlook.free, distance)

    def columns(self) -> dict[str, np.ndarray]:
        middle, low, high = (self.quantile(share) for share in (0.5, (1 - self.level) / 2, (1 + self.level) / 2))
        whole = (low <= self.scale.minimum) & (high >= self.scale.maximum)
        reason = np.where((self.outlook.reason == 0) & whole, TOO_WIDE, self.outlook.reason)
        figures = {"forecast": middle, "low": low, "high": high}
        columns = {name: np.where(reason == 0, values, np.nan) for name, values in figures.items()}
        said = {"level": np.full(len(reason), self.level), "n": self.outlook.n}
        return columns | said | {"reason": np.array(REASONS, dtype=object)[reason]}


def _forecast(asked: _Task, level: float) -> _Found:
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1 (got {level!r})")
    if (asked.minimum >= asked.maximum).any():
        raise ValueError("minimum must be less than maximum")
    if (asked.period < 1).any():
        raise ValueError("period must be a whole number of at least 1")
    asked = _present(asked)
    total, count = len(asked.at), np.diff(asked.starts)
    owner = np.repeat(np.arange(total), count)
    last = np.full(total, np.nan)
    last[count > 0] = asked.time[asked.starts[1:][count > 0] - 1]
    yearly = asked.cumulative & (asked.period > 1)
    inside = yearly & (last // asked.period == asked.at // asked.period)
    scale = _scale(asked, owner, inside)
    working = asked._replace(value=scale.there(asked.value, owner))
    found = _by_level(_same_season(working, owner, yearly & ~inside))
    if inside.any():
        ratio = _by_ratio(working, owner, last, inside)
        found = _Outlook(*(np.where(inside, one, other) for one, other in zip(ratio, found, strict=True)))
    reason = np.select([count == 0, np.isnan(asked.at) | (asked.at <= last)], [NO_VALUES, NO_HORIZON], found.reason)
    return _Found(found._replace(reason=reason), scale, level)


def _present(asked: _Task) -> _Task:
    there = ~np.isnan(asked.value)
    before = np.concatenate([[0], np.cumsum(there)])
    return asked._replace(value=asked.value[there], time=asked.time[there], starts=before[asked.starts])


def _same_season(asked: _Task, owner: np.ndarray, chosen: np.ndarray) -> _Task:
    """Of the chosen series only the values of the season that is forecast, in years; the others as they are."""
    if not chosen.any():
        return asked
    period = asked.period[owner]
    kept = ~chosen[owner] | (asked.time % period == (asked.at % asked.period)[owner])
    before = np.concatenate([[0], np.cumsum(kept)])
    return asked._replace(
        value=asked.value[kept],
        time=np.where(chosen[owner], asked.time // period, asked.time)[kept],
        starts=before[asked.starts],
        at=np.where(chosen, asked.at // asked.period, asked.at),
        period=np.where(chosen, 1, asked.period),
    )


# The working scale

PLAIN, ABOVE, BELOW, BETWEEN = range(4)


class _Scale(NamedTuple):
    """For each series: its kind, the bounds of the possible range (infinite where open), and the margin beyond them."""

    kind: np.ndarray
    minimum: np.ndarray
    maximum: np.ndarray
    margin: np.ndarray

    def there(self, value: np.ndarray, owner: np.ndarray) -> np.ndarray:
        """Values on the working scale."""
        kind, low, high, margin = (part[owner] for part in self)
        with np.errstate(all="ignore"):
            up, down = np.maximum(value - low + margin, 0), np.maximum(high - value + margin, 0)
            forms = [value, np.log(up), -np.log(down), np.log(up / down)]
        return np.where(np.isnan(value), np.nan, np.choose(kind, forms))

    def back(self, value: np.ndarray) -> np.ndarray:
        """The way back, one value a series, within the possible range."""
        with np.errstate(all="ignore"):
            span = self.maximum - self.minimum + 2 * self.margin
            between = self.minimum - self.margin + span / (1 + np.exp(-value))
            forms = [value, self.minimum + np.exp(value), self.maximum - np.exp(-value), between]
            found = np.choose(self.kind, forms)
        return np.minimum(np.maximum(found, self.minimum), self.maximum)


def _scale(asked: _Task, owner: np.ndarray, by_ratio: np.ndarray) -> _Scale:
    """Log-odds between two bounds, logarithm above or below one; plain where values lie on it, or beyond the bounds."""
    total = len(asked.at)
    least, most = np.full(total, np.inf), np.full(total, -np.inf)
    np.minimum.at(least, owner, asked.value)
    np.maximum.at(most, owner, asked.value)
    minimum = np.where(np.isnan(asked.minimum) | (least < asked.minimum), -np.inf, asked.minimum)
    maximum = np.where(np.isnan(asked.maximum) | (most > asked.maximum), np.inf, asked.maximum)
    has_low, has_high = np.isfinite(minimum), np.isfinite(maximum)
    both = has_low & has_high
    kind = np.select(
        [by_ratio, both, has_low & (least > minimum), has_high & ~has_low & (most < maximum)],
        [ABOVE, BETWEEN, ABOVE, BELOW],
        PLAIN,
    )
    touched = both & ((least <= minimum) | (most >= maximum))
    with np.errstate(invalid="ignore"):
        margin = np.where(touched & ~by_ratio, MARGIN * (maximum - minimum), 0.0)
    # A ratio of two values grows from nothing, whatever the possible range.
    return _Scale(kind, np.where(by_ratio, 0.0, minimum), maximum, margin)


# Local level with drift


class _Filtered(NamedTuple):
    """The filter's end: level of values and of time, its variance, and the sums of the regression on time."""

    level: np.ndarray
    clock: np.ndarray
    variance: np.ndarray
    tt: np.ndarray
    ty: np.ndarray
    yy: np.ndarray
    size: np.ndarray


def _by_level(asked: _Task) -> _Outlook:
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
    return _Outlook(base + unit * mean + added, deviation, np.maximum(free, 1), count, reason)


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


def _without_seasons(asked: _Task, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
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


def _by_ratio(asked: _Task, owner: np.ndarray, last: np.ndarray, chosen: np.ndarray) -> _Outlook:
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
    return _Outlook(now + mean, deviation, np.maximum(count - 1, 1), count, reason)


# The target


def _wanted(better: np.ndarray, target: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, ...]:
    """The band in which the target is met, open ends infinite, and the reason where there is none."""
    ranged, up, down = better == "range", better == "higher", better == "lower"
    banded = ~np.isnan(low) | ~np.isnan(high)
    single = ~np.isnan(target)
    entry = np.where(up, np.where(np.isnan(low), high, low), np.where(np.isnan(high), low, high))
    goal = np.where(single, target, entry)
    bottom = np.where(ranged, low, np.where(up, goal, np.nan))
    top = np.where(ranged, high, np.where(down, goal, np.nan))
    # A value is as good as never exactly on a single point.
    pointed = ranged & ~banded
    reason = np.where((np.isnan(bottom) & np.isnan(top)) | pointed, "no_target", None)
    reason = np.where(better == "neutral", "no_direction", reason)
    return np.where(np.isnan(bottom), -np.inf, bottom), np.where(np.isnan(top), np.inf, top), reason


def _chances(found: _Found, wanted: tuple[np.ndarray, ...]) -> dict[str, np.ndarray]:
    """Chance and reason, one entry a series."""
    bottom, top, untold = wanted
    columns = found.columns()
    under = np.where(bottom <= found.scale.minimum, 0.0, found.below(bottom))
    over = np.where(top >= found.scale.maximum, 0.0, 1 - found.below(top))
    impossible = (bottom > found.scale.maximum) | (top < found.scale.minimum)
    reason = np.where(untold == None, columns["reason"], untold)  # noqa: E711 (elementwise)
    chance = np.where(reason == None, np.where(impossible, 0.0, np.clip(1 - under - over, 0, 1)), np.nan)  # noqa: E711
    return {"chance": chance, "reason": reason}
