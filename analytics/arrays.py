"""Series as arrays: lists, Series and long frames become floats in time order, whatever marks a missing value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real

import numpy as np
import pandas as pd
from pandas.api import types

__all__ = ["Groups", "floats", "group", "in_time", "whole_number"]


def floats(values: Iterable[object], name: str = "values") -> np.ndarray:
    """One-dimensional float array of `values`; None, NaN, NA and NaT become nan.

    Lists, tuples, arrays and Series of any numeric type are read, nullable and Decimal included.
    Raises ValueError for text, dates, complex or nested values, and for infinite ones: an infinite
    indicator is an error upstream, and a missing value has its own marks.
    """
    if isinstance(values, str | bytes | Mapping | Set) or not isinstance(values, Iterable):
        raise ValueError(f"{name} must be a list, an array or a Series of numbers (got {type(values).__name__})")
    array = _as_float(values, name)
    if array.ndim != 1:
        raise ValueError(f"{name} must have one dimension (got {array.ndim})")
    if np.isinf(array).any():
        at = int(np.flatnonzero(np.isinf(array))[0])
        raise ValueError(f"{name} has an infinite value at position {at}; use None or NaN where a value is missing")
    return array


def _as_float(values: Iterable[object], name: str) -> np.ndarray:
    dtype = getattr(values, "dtype", None)
    if isinstance(dtype, np.dtype) and dtype.kind in "biuf":
        return np.asarray(values, dtype=float)
    if dtype is not None and types.is_numeric_dtype(dtype) and not types.is_complex_dtype(dtype):
        return pd.Series(values).to_numpy(dtype=float, na_value=np.nan)
    if types.is_datetime64_any_dtype(dtype) or types.is_timedelta64_dtype(dtype):
        raise ValueError(f"{name} must be numbers (got {dtype}); give dates as whole steps, such as a month index")
    listed = np.asarray(values, dtype=object) if isinstance(values, np.ndarray) else list(values)
    return np.array([_number(value, place, name) for place, value in enumerate(listed)], dtype=float)


def _number(value: object, place: int, name: str) -> float:
    if value is None or value is pd.NA or value is pd.NaT:
        return np.nan
    if not isinstance(value, Real | Decimal | np.bool_):
        raise ValueError(f"{name} must be numbers (got {value!r} at position {place})")
    try:
        return float(value)
    except OverflowError:
        return np.inf


def whole_number(value: object, name: str, at_least: int) -> int:
    """`value` as an int, or ValueError unless it is a whole number of at least `at_least`."""
    if isinstance(value, bool) or not isinstance(value, Real) or value != value // 1 or value < at_least:
        raise ValueError(f"{name} must be a whole number of at least {at_least} (got {value!r})")
    return int(value)


def in_time(values: Iterable[object], times: Iterable[object] | None) -> tuple[np.ndarray, np.ndarray]:
    """Values and their times, both in time order; without `times` the position is the time, so gaps keep theirs."""
    values = floats(values)
    if times is None:
        return values, np.arange(len(values), dtype=float)
    times = floats(times, "times")
    if len(times) != len(values):
        raise ValueError(f"times must be as many as values ({len(values)}, got {len(times)})")
    _require_times(times, "times")
    order = np.argsort(times, kind="stable")
    return values[order], times[order]


def _require_times(times: np.ndarray, name: str) -> None:
    if np.isnan(times).any():
        at = int(np.flatnonzero(np.isnan(times))[0])
        raise ValueError(f"{name} is missing at position {at}; a value without a time has no place in the series")


@dataclass(frozen=True)
class Groups:
    """The rows of a long frame, series by series and by time within each.

    keys: one entry a series, sorted. starts: where each series begins, and the end. times: in that order.
    order: the row positions in that order, or None where the frame already stands in it.
    """

    keys: pd.Index
    starts: np.ndarray
    times: np.ndarray
    order: np.ndarray | None

    def arrange(self, column: np.ndarray) -> np.ndarray:
        """A column of the frame in the order of the series."""
        return column if self.order is None else column[self.order]

    def restore(self, column: np.ndarray) -> np.ndarray:
        """The way back: a column in the order of the series, as the frame has its rows."""
        if self.order is None:
            return column
        restored = np.empty_like(column)
        restored[self.order] = column
        return restored


def group(frame: pd.DataFrame, by: str | Sequence[str], time: str | None, *others: str | None) -> Groups:
    """The series of a long frame: one for each combination of the columns `by`, in order of the column `time`.

    time: numbers in whole steps of the frequency; None takes the rows as they stand. `others` are columns the
    caller needs. Raises ValueError for a column the frame lacks and for a missing time. A missing key is a key.
    """
    by = [by] if isinstance(by, str) else list(by)
    _require_columns(frame, by, time, *others)
    heads, lengths = _runs(frame, by)
    grouper = frame[by].iloc[heads].groupby(by, sort=True, dropna=False, observed=True)
    keys, codes = grouper.size().index, grouper.ngroup().to_numpy()
    times = np.zeros(len(frame)) if time is None else floats(frame[time], time)
    _require_times(times, time or "time")
    starts, order = np.append(heads, len(frame)), None
    if not _in_order(codes, times, heads):
        codes = np.repeat(codes, lengths)
        order = np.lexsort((times, codes))
        times = times[order]
        starts = np.searchsorted(codes[order], np.arange(len(keys) + 1))
    if time is None:
        times = np.arange(len(times), dtype=float) - np.repeat(starts[:-1], np.diff(starts))
    return Groups(keys, starts, times, order)


def _require_columns(frame: pd.DataFrame, by: list[str], *names: str | None) -> None:
    if not by:
        raise ValueError("by must name at least one column")
    missing = [name for name in (*by, *names) if name is not None and name not in frame.columns]
    if missing:
        raise ValueError(f"the frame has no column {missing[0]!r}; it has {', '.join(map(str, frame.columns))}")


def _runs(frame: pd.DataFrame, by: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """First row and length of each stretch of rows with the same keys: keys are looked up once a stretch, not a row."""
    changes = np.zeros(len(frame), dtype=bool)
    changes[:1] = True
    for name in by:
        column = frame[name]
        plain = isinstance(column.dtype, np.dtype) and column.dtype.kind in "biuf"
        labels = column.to_numpy() if plain else pd.factorize(column)[0]
        changes[1:] |= labels[1:] != labels[:-1]
    heads = np.flatnonzero(changes)
    return heads, np.diff(heads, append=len(frame))


def _in_order(codes: np.ndarray, times: np.ndarray, heads: np.ndarray) -> bool:
    """Whether every series stands in one stretch, in the order of the keys, and its times ascend."""
    if not (codes[1:] > codes[:-1]).all():
        return False
    falls = np.flatnonzero(times[1:] < times[:-1]) + 1
    return bool(np.isin(falls, heads, assume_unique=True).all())


def number(value) -> float:
    """`value` as a float, nan when missing. ValueError for text: numbers are parsed where files are read."""
    if isinstance(value, str | bytes):
        raise ValueError(f"A number is needed here (got the text {value!r}).")
    return math.nan if value is None or value is pd.NA or value is pd.NaT else float(value)
