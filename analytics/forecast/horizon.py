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
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analytics import arrays
from analytics.forecast.models import by_level, forecast_by_ratio
from analytics.forecast.scale import Scale, scale_for
from analytics.forecast.task import NO_HORIZON, NO_VALUES, REASONS, TOO_WIDE, Outlook, Task

LEVEL = 0.8


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


def forecast(
    values: Iterable[object],
    horizon: int,
    *,
    level: float = LEVEL,
    minimum: float | None = None,
    maximum: float | None = None,
    times: Iterable[object] | None = None,
    period: int = 1,
    cumulative: bool = False,
) -> Forecast:
    """Forecast of `values`, `horizon` periods after the last of them that is not missing.

    times: whole steps of the frequency; by default the positions, gaps keeping their place. minimum, maximum: the
    possible range. period: seasons a year (1, 2, 4, 12), the season being time modulo period. cumulative: the values
    start from nothing each year. Raises ValueError for a horizon or period that is no whole number, a level outside
    0…1, a range upside down, and values that are infinite or no numbers.
    """
    found = forecast_one(values, horizon, level, minimum, maximum, times, period, cumulative)
    return Forecast(**of_only_series(found.columns(), Forecast))


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
    keys, found, _ = many(frame, by, at, value, time, level, minimum, maximum, period, cumulative)
    return pd.DataFrame(found.columns(), index=keys).astype({"reason": "str"})


def forecast_one(values, horizon, level, minimum, maximum, times, period, cumulative) -> Found:
    ahead = arrays.whole_number(horizon, "horizon", at_least=0)
    values, times = arrays.in_time(values, times)
    _require_whole(times)
    last = times[~np.isnan(values)][-1:]
    at = np.append(last, 0.0)[:1] + ahead
    bounds = (np.array([np.nan if bound is None else float(bound)]) for bound in (minimum, maximum))
    period = arrays.whole_number(period, "period", at_least=1)
    one = np.array([period]), np.array([bool(cumulative)])
    return _forecast(Task(values, times, np.array([0, len(values)]), at, *bounds, *one), level)


def many(frame, by, at, value, time, level, minimum, maximum, period, cumulative):
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

    asked = Task(
        groups.arrange(arrays.floats(frame[value], value)),
        groups.times,
        groups.starts,
        floats_of(last, at, "at"),
        floats_of(last, minimum, "minimum"),
        floats_of(last, maximum, "maximum"),
        floats_of(last, period, "period").astype(np.int64),
        floats_of(last, cumulative, "cumulative") != 0,
    )
    return groups.keys, _forecast(asked, level), last


def floats_of(last, name, what: str) -> np.ndarray:
    return arrays.floats(last(name, what), what)


def _require_whole(times: np.ndarray) -> None:
    if (times % 1 != 0).any():
        raise ValueError("times must be whole numbers: steps of the frequency, such as a month or a year index")


def of_only_series(columns: dict[str, np.ndarray], result: type) -> dict[str, Any]:
    picked = {part.name: columns[part.name][0] for part in fields(result)}
    return {name: value.item() if isinstance(value, np.generic) else value for name, value in picked.items()}


class Found(NamedTuple):
    """The outlook of each series, and the scale it stands on."""

    outlook: Outlook
    scale: Scale
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


def _forecast(asked: Task, level: float) -> Found:
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
    scale = scale_for(asked, owner, inside)
    working = asked._replace(value=scale.there(asked.value, owner))
    found = by_level(_same_season(working, owner, yearly & ~inside))
    if inside.any():
        ratio = forecast_by_ratio(working, owner, last, inside)
        found = Outlook(*(np.where(inside, one, other) for one, other in zip(ratio, found, strict=True)))
    reason = np.select([count == 0, np.isnan(asked.at) | (asked.at <= last)], [NO_VALUES, NO_HORIZON], found.reason)
    return Found(found._replace(reason=reason), scale, level)


def _present(asked: Task) -> Task:
    there = ~np.isnan(asked.value)
    before = np.concatenate([[0], np.cumsum(there)])
    return asked._replace(value=asked.value[there], time=asked.time[there], starts=before[asked.starts])


def _same_season(asked: Task, owner: np.ndarray, chosen: np.ndarray) -> Task:
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
