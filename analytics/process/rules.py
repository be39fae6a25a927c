"""The rules of runs: shift, trend, and two of three near a limit."""

from __future__ import annotations

import numpy as np

from analytics.process.rows import Rows

SHIFT_LENGTH, TREND_LENGTH = 7, 7


def previous(value: np.ndarray, back: int = 1) -> np.ndarray:
    """The entry of the row before; nothing (nan, 0, false) before the first."""
    moved = np.full_like(value, np.nan if value.dtype.kind == "f" else 0)
    moved[back:] = value[: len(value) - back]
    return moved


def _next(value: np.ndarray, ahead: int = 1) -> np.ndarray:
    moved = np.zeros_like(value)
    moved[: len(value) - ahead] = value[ahead:]
    return moved


def follows(rows: Rows) -> np.ndarray:
    """Rows that have a value and follow a value at once, in the same segment."""
    there = ~np.isnan(rows.value)
    return rows.adjoins & there & previous(there)


def long_runs(label: np.ndarray, linked: np.ndarray, length: int) -> np.ndarray:
    """Rows in a run of at least `length` linked rows with the same label, other than 0."""
    if len(label) == 0:
        return np.zeros(0, dtype=bool)
    heads = np.flatnonzero(~linked | (label != previous(label)))
    heads = heads if heads[0] == 0 else np.insert(heads, 0, 0)
    size = np.diff(heads, append=len(label))
    return np.repeat(size >= length, size) & (label != 0)


def monotone(step: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows in a strictly rising or falling run, and its direction: where two meet, that of the run which ends there."""
    onward = long_runs(step, step != 0, TREND_LENGTH - 1)
    begins = _next(onward)
    return onward | begins, np.where(onward, step, _next(step))


def near_limit(side: np.ndarray, joined: np.ndarray, outer: np.ndarray) -> np.ndarray:
    """Outer rows among three in succession on one side of which at least two are outer."""
    together = joined & previous(joined) & (side != 0)
    together &= (side == previous(side)) & (side == previous(side, 2))
    near = outer.astype(np.int8)
    found = together & (near + previous(near) + previous(near, 2) >= 2)
    return outer & (found | _next(found) | _next(found, 2))
