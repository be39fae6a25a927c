"""The values of series as points in time, one series or all of a frame, and sums over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TypeVar

import numpy as np
import pandas as pd

from analytics import arrays
from analytics.trend import pairs
from analytics.trend.pairs import Points

Result = TypeVar("Result")


def single(values: Iterable[object], times: Iterable[object] | None) -> Points:
    return _present(*arrays.in_time(values, times), np.array([0, len(values)]))


def grouped(frame: pd.DataFrame, by: str | Sequence[str], value: str, time: str | None) -> tuple[pd.Index, Points]:
    groups = arrays.group(frame, by, time, value)
    return groups.keys, _present(groups.arrange(arrays.floats(frame[value], value)), groups.times, groups.starts)


def _present(values: np.ndarray, times: np.ndarray, starts: np.ndarray) -> Points:
    """The points that have a value."""
    missing = np.isnan(values)
    if not missing.any():
        return Points(values, times, starts)
    before = np.concatenate([[0], np.cumsum(~missing)])
    return Points(values[~missing], times[~missing], before[starts])


def by_season(points: Points, period: int) -> tuple[Points, np.ndarray]:
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


def of_only_series(result: type[Result], columns: dict[str, np.ndarray]) -> Result:
    """The result object of the only series."""
    first = (columns[field.name][0] for field in fields(result))
    return result(*(value.item() if isinstance(value, np.generic) else value for value in first))


def require_share(alpha: float) -> None:
    if not 0 < alpha < 1:
        raise ValueError(f"alpha must lie between 0 and 1 (got {alpha!r})")


def sum_over(owner: np.ndarray, scores: pairs.Scores, total: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """S, its variance and tau's denominator of each series from those of its seasons."""
    if len(owner) == total and (owner == np.arange(total)).all():
        return scores
    s, variance, denominator = (np.bincount(owner, part, total) for part in scores)
    return s.astype(np.int64), variance, denominator
