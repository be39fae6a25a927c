"""XmR charts: natural limits from the moving range, and the signals that the rules find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analytics import arrays
from analytics.process.rows import Rows, checked_bound, grouped, no_rows, polarity_of, rows_of, target_column
from analytics.process.rules import SHIFT_LENGTH, follows, long_runs, monotone, near_limit, previous

# Wheeler's scaling factors for two successive values: 3 / 1.128 and 3.267.
LIMIT_FACTOR, RANGE_FACTOR = 2.66, 3.267
SIGNALS = np.array(["concern", "common_cause", "improvement", "special_cause", None], dtype=object)
CONCERN, COMMON_CAUSE, IMPROVEMENT, SPECIAL_CAUSE, NO_SIGNAL = range(5)

NO_WIDTH = "the values do not move from one period to the next: the limits have no width"
# Below this the sums of a series could overflow; a larger one is computed 2**64 times smaller, which is exact.
HUGE, SHRINK = 2.0**960, 2.0**-64


def xmr(
    values: Iterable[object],
    *,
    better: str = "higher",
    target: float | None = None,
    rebase: Iterable[int] = (),
    screen_outliers: bool = False,
) -> pd.DataFrame:
    """XmR chart of `values`: one row a value, with the limits of its segment, the rules it breaks and its signal.

    Columns: value, segment (from 0), mean, lower, upper (mean ± 2.66 × mean moving range, not clipped, also on rows
    without a value; nan without a moving range), beyond_limit, shift (7 in a row on one side), trend (7 strictly
    monotone), two_of_three, signal ("improvement", "concern", "common_cause", for better "neutral" or "range"
    "special_cause"; missing where the value is). The index is that of a Series, else 0, 1, 2 …

    better: "higher", "lower", "neutral" or "range". rebase: positions where a new segment starts. screen_outliers:
    leave moving ranges of 3.267 × their mean or more out of the mean range, once. target is kept in `attrs`, with
    `notes`. A missing value breaks moving ranges and runs; equality allows for rounding in the last digits.
    Raises ValueError for an unknown `better`, a `rebase` outside the series, and for values infinite or no numbers.
    """
    index = values.index if isinstance(values, pd.Series) else None
    values = arrays.floats(values)
    target = checked_bound(target, "target")
    chart = chart_of(rows_of(values, rebase), np.full(len(values), polarity_of(better)), screen_outliers)
    frame = pd.DataFrame(_columns(chart), index=index).astype({"signal": "str"})
    frame.attrs = {"target": target, "notes": [NO_WIDTH] if flat(chart).any() else []}
    return frame


def xmr_by(
    frame: pd.DataFrame,
    by: str | Sequence[str],
    value: str = "value",
    better: str = "higher",
    target: float | str | None = None,
    time: str | None = "time",
    rebase: str | None = None,
    screen_outliers: bool = False,
) -> pd.DataFrame:
    """`xmr` of every series of a long frame: one row for each of the frame's, with its index and in its order.

    better: one of the words, or the column that holds them. time: column of whole numbers, steps of the frequency; a
    step left out is a missing value; None takes the rows as they stand. rebase: column of booleans, true where a
    segment starts. target: checked, as in `xmr`. Raises ValueError for two rows of a series at the same time.
    """
    groups, parts = grouped(frame, by, value, better, time, rebase)
    target_column(frame, target, "target")
    columns = [_columns(chart_of(rows, polarity, screen_outliers), codes=True) for rows, polarity, _ in parts]
    columns = columns or [_columns(chart_of(*no_rows()), codes=True)]
    joined = {name: groups.restore(np.concatenate([part[name] for part in columns])) for name in columns[0]}
    joined["signal"] = pd.array(SIGNALS[joined["signal"]], dtype="str")
    return pd.DataFrame(joined, index=frame.index)


class Chart(NamedTuple):
    """Columns of the chart, one entry a row; `signal` as a place in SIGNALS. `noise`: what rounding may amount to."""

    rows: Rows
    mean: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    noise: np.ndarray
    beyond_limit: np.ndarray
    shift: np.ndarray
    trend: np.ndarray
    two_of_three: np.ndarray
    signal: np.ndarray


def _columns(chart: Chart, *, codes: bool = False) -> dict[str, np.ndarray]:
    return {
        "value": chart.rows.value,
        "segment": chart.rows.number,
        "mean": chart.mean,
        "lower": chart.lower,
        "upper": chart.upper,
        "beyond_limit": chart.beyond_limit,
        "shift": chart.shift,
        "trend": chart.trend,
        "two_of_three": chart.two_of_three,
        "signal": chart.signal if codes else SIGNALS[chart.signal],
    }


def chart_of(rows: Rows, polarity: np.ndarray, screen_outliers: bool) -> Chart:
    with np.errstate(all="ignore"):
        value, mean, reach, noise, shrink = _limits(rows, screen_outliers)
        off = value - mean
        side = np.where(np.abs(off) > noise, np.sign(off), 0).astype(np.int8)
        side[np.isnan(value)] = 0
        beyond = np.abs(off) > reach + noise
        joined = follows(rows)
        step = np.where(joined, np.sign(value - previous(value)), 0).astype(np.int8)
        shift = long_runs(side, joined, SHIFT_LENGTH)
        trend, heading = monotone(step)
        two_of_three = near_limit(side, joined, (np.abs(off) > reach * 2 / 3 + noise) & ~beyond)
        turn = np.select([beyond, trend, two_of_three, shift], [side, heading, side, side], 0)
        lower, upper = (mean - reach) / shrink, (mean + reach) / shrink
    signal = np.where(turn == 0, COMMON_CAUSE, np.where(polarity == 0, SPECIAL_CAUSE, COMMON_CAUSE + turn * polarity))
    signal[np.isnan(value)] = NO_SIGNAL
    return Chart(rows, mean / shrink, lower, upper, noise / shrink, beyond, shift, trend, two_of_three, signal)


def _limits(rows: Rows, screen_outliers: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Of each row: value, its segment's mean, reach (limit less mean) and noise, and the factor on all these."""
    if len(rows.value) == 0:
        return (rows.value,) * 5
    heads = np.flatnonzero(np.diff(rows.segment, prepend=-1))
    largest = np.fmax.reduceat(np.abs(rows.value), heads)
    shrink = np.where(largest > HUGE, SHRINK, 1.0)
    value = rows.value * shrink[rows.segment]
    mean = _means(value, rows.segment, heads)
    joined = follows(rows)
    moving = np.where(joined, np.abs(value - previous(value)), np.nan)
    reach = _means(moving, rows.segment, heads)
    if screen_outliers:
        kept = ~(moving >= RANGE_FACTOR * reach[rows.segment]) | (reach[rows.segment] == 0)
        reach = _means(np.where(kept, moving, np.nan), rows.segment, heads)
    noise = 8 * np.finfo(float).eps * largest * shrink
    return value, *((part[rows.segment]) for part in (mean, LIMIT_FACTOR * reach, noise, shrink))


def _means(value: np.ndarray, segment: np.ndarray, heads: np.ndarray) -> np.ndarray:
    """Mean of what is there in each segment, nan if nothing is; of equal values exactly their value."""
    there = ~np.isnan(value)
    count = np.add.reduceat(there.astype(float), heads)
    mean = np.add.reduceat(np.where(there, value, 0), heads) / count
    mean += np.add.reduceat(np.where(there, value - mean[segment], 0), heads) / count
    return np.clip(mean, np.fmin.reduceat(value, heads), np.fmax.reduceat(value, heads))


def flat(chart: Chart) -> np.ndarray:
    return chart.lower == chart.upper
