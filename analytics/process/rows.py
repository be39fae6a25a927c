"""The rows that process behaviour is judged on: series by series, segment by segment, with polarity and target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analytics import arrays

# What a rise is worth: better higher, lower, or neither (a band and a neutral indicator judge no direction).
POLARITY = {"higher": 1, "lower": -1, "range": 0, "neutral": 0}
# Rows worked on together by the set-wise forms: some tens of megabytes whatever the frame's size.
ROWS = 2**18


# Rows: many series one after the other, in order of time


class Rows(NamedTuple):
    """Values of many series in time order; `segment` counts on through the series, `adjoins` marks the rows that
    follow the row before them at once, in the same segment; `number` is the segment's number within its series."""

    value: np.ndarray
    segment: np.ndarray
    adjoins: np.ndarray
    number: np.ndarray


class _Stretch(NamedTuple):
    rows: slice
    series: slice


def rows_of(values: np.ndarray, rebase: Iterable[int]) -> Rows:
    heads = np.zeros(len(values), dtype=bool)
    if not isinstance(rebase, Iterable) or isinstance(rebase, str | bytes):
        raise ValueError(f"rebase must be a list of positions (got {rebase!r})")
    for position in rebase:
        at = arrays.whole_number(position, "rebase", at_least=0)
        if at >= len(values):
            raise ValueError(f"rebase must lie within the {len(values)} values (got position {at})")
        heads[at] = True
    heads[:1] = True
    number = np.cumsum(heads) - 1
    return Rows(values, number, ~heads, number)


def no_rows() -> tuple[Rows, np.ndarray, bool]:
    return rows_of(np.zeros(0), ()), np.zeros(0, dtype=np.int64), False


def grouped(
    frame: pd.DataFrame, by: str | Sequence[str], value: str, better: str, time: str | None, rebase: str | None
) -> tuple[arrays.Groups, Iterator[tuple[Rows, np.ndarray, _Stretch]]]:
    """The series of a frame, and their rows with the polarity of each in parts of whole series."""
    words = directions(frame, better)
    polarity = np.array([POLARITY[word] for word in words.categories], dtype=np.int64)[words.codes]
    groups = arrays.group(frame, by, time, value, rebase)
    values = groups.arrange(arrays.floats(frame[value], value))
    heads = np.zeros(len(values), dtype=bool) if rebase is None else groups.arrange(_flags(frame[rebase]))
    _require_steps(groups, time)
    return groups, _parts(groups, values, heads, groups.arrange(polarity))


def _parts(
    groups: arrays.Groups, values: np.ndarray, heads: np.ndarray, polarity: np.ndarray
) -> Iterator[tuple[Rows, np.ndarray, _Stretch]]:
    starts, first = groups.starts, 0
    while first < len(groups.keys):
        last = max(first + 1, int(np.searchsorted(starts, starts[first] + ROWS, side="right")) - 1)
        rows = slice(starts[first], starts[last])
        new = heads[rows].copy()
        new[starts[first:last] - rows.start] = True
        segment = np.cumsum(new) - 1
        begins = segment[starts[first:last] - rows.start]
        number = segment - np.repeat(begins, np.diff(starts[first : last + 1]))
        follows = np.diff(groups.times[rows], prepend=np.nan) == 1
        yield Rows(values[rows], segment, follows & ~new, number), polarity[rows], _Stretch(rows, slice(first, last))
        first = last


def _require_steps(groups: arrays.Groups, time: str | None) -> None:
    if (groups.times % 1 != 0).any():
        raise ValueError(f"{time} must hold whole numbers: steps of the frequency, such as a month or a year index")
    repeated = np.diff(groups.times) == 0
    repeated[groups.starts[1:-1] - 1] = False
    if repeated.any():
        row = int(np.flatnonzero(repeated)[0])
        key = groups.keys[int(np.searchsorted(groups.starts, row, side="right")) - 1]
        raise ValueError(f"{time} must not repeat within a series: {groups.times[row]:g} does in {key!r}")


def _flags(column: pd.Series) -> np.ndarray:
    flags = arrays.floats(column, "rebase")
    return np.nan_to_num(flags) != 0


def polarity_of(better: str) -> int:
    if better not in POLARITY:
        raise ValueError(f"better must be one of {', '.join(POLARITY)} (got {better!r})")
    return POLARITY[better]


def directions(frame: pd.DataFrame, better: str) -> pd.Categorical:
    """The direction of each row."""
    if better in POLARITY:
        return pd.Categorical.from_codes(np.zeros(len(frame), dtype=np.int8), [better])
    if better not in frame.columns:
        raise ValueError(f"better must be one of {', '.join(POLARITY)}, or a column (got {better!r})")
    words = pd.Categorical(frame[better])
    for word in (*words.categories, *([None] if (words.codes < 0).any() else [])):
        polarity_of(word)
    return words


def checked_bound(bound: float | None, name: str) -> float:
    return float(arrays.floats([bound], name)[0])


def checked_bounds(target: float | None, low: float | None, high: float | None) -> list[np.ndarray]:
    return [
        np.array([checked_bound(bound, name)]) for bound, name in ((target, "target"), (low, "low"), (high, "high"))
    ]


def target_column(frame: pd.DataFrame, bound: float | str | None, name: str) -> np.ndarray:
    if not isinstance(bound, str):
        return np.full(len(frame), checked_bound(bound, name))
    if bound not in frame.columns:
        raise ValueError(f"{name} must be a number or a column (got {bound!r})")
    return arrays.floats(frame[bound], bound)
