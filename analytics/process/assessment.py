"""Process behaviour: is a series doing what it always does, and will a process like that meet its target.

XmR charts (Wheeler 2000): natural limits from the moving range, four rules for a signal, re-basing by position. The
verdict of the last point (variation) and of the limits against the target (assurance) follow NHS Making Data Count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from analytics import arrays

__all__ = ["Process", "assess", "assess_by", "xmr", "xmr_by"]

# Wheeler's scaling factors for two successive values: 3 / 1.128 and 3.267.
LIMIT_FACTOR, RANGE_FACTOR = 2.66, 3.267
SHIFT_LENGTH, TREND_LENGTH = 7, 7
# A shift that has lasted: so many values on each side of the change, and ranges that grew by no more than this.
LASTING, WIDER = 8, 1.25
TRIAL_FROM, LIMITS_FROM = 8, 12

# What a rise is worth: better higher, lower, or neither (a band and a neutral indicator judge no direction).
POLARITY = {"higher": 1, "lower": -1, "range": 0, "neutral": 0}
SIGNALS = np.array(["concern", "common_cause", "improvement", "special_cause", None], dtype=object)
CONCERN, COMMON_CAUSE, IMPROVEMENT, SPECIAL_CAUSE, NO_SIGNAL = range(5)

NO_WIDTH = "the values do not move from one period to the next: the limits have no width"

# Rows worked on together by the set-wise forms: some tens of megabytes whatever the frame's size.
ROWS = 2**18
# Below this the sums of a series could overflow; a larger one is computed 2**64 times smaller, which is exact.
HUGE, SHRINK = 2.0**960, 2.0**-64


@dataclass(frozen=True)
class Process:
    """What a series' process behaviour says. Only the first three fields take part in comparison.

    variation: signal of the last value ("common_cause", "improvement", "concern", "special_cause"), or "cannot_say".
    assurance: "will_meet", "may_miss", "will_miss" or "cannot_say". trial: the limits rest on 8 to 11 values.
    n, mean, lower, upper: of the last segment. reason, wherever something cannot be said: "no_data", "too_few_points"
    (fewer than 8 in the last segment), "no_limits" (no two values in succession), "no_target", "no_direction".
    note: what to know about the limits. proposal: position (in `assess_by`: time) from which new limits are proposed,
    because a shift has lasted: the last 8 values or more lie on one side of the segment's mean, 8 or more stand before
    them, and limits of their own are no wider than those before and hold every one of them without a signal. Nothing
    is re-based by itself.
    """

    variation: str
    assurance: str
    trial: bool
    n: int = field(default=0, compare=False)
    mean: float = field(default=np.nan, compare=False)
    lower: float = field(default=np.nan, compare=False)
    upper: float = field(default=np.nan, compare=False)
    reason: str | None = field(default=None, compare=False)
    note: str | None = field(default=None, compare=False)
    proposal: int | None = field(default=None, compare=False)


def xmr(
    values: Iterable,
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
    target = _bound(target, "target")
    chart = _chart(_rows(values, rebase), np.full(len(values), _polarity(better)), screen_outliers)
    frame = pd.DataFrame(_columns(chart), index=index).astype({"signal": "str"})
    frame.attrs = {"target": target, "notes": [NO_WIDTH] if _flat(chart).any() else []}
    return frame


def assess(
    values: Iterable,
    *,
    better: str,
    target: float | None = None,
    rebase: Iterable[int] = (),
    low: float | None = None,
    high: float | None = None,
    screen_outliers: bool = False,
) -> Process:
    """What the last segment of the XmR chart of `values` says: the signal of its last value, and its limits' promise.

    Fewer than 8 values in the last segment: cannot say; 8 to 11: trial limits. Assurance: the target beyond the limit
    on the bad side "will_miss", beyond it on the good side "will_meet", else "may_miss". For better "range" the target
    is the band `low`…`high`, either end of which may be open: limits outside it, inside it, or across. For "neutral" it
    cannot be said. Raises ValueError as `xmr` does, and for a band upside down.
    """
    values = arrays.floats(values)
    wanted = _wanted(np.array([_polarity(better)]), better == "range", *_bounds(target, low, high))
    chart = _chart(_rows(values, rebase), np.full(len(values), _polarity(better)), screen_outliers)
    starts = np.array([0, len(values)])
    verdict = _verdicts(chart, starts, wanted) | {"proposal": _proposals(chart, starts)}
    first = (verdict[part.name][0] for part in fields(Process))
    found = Process(*(value.item() if isinstance(value, np.generic) else value for value in first))
    return replace(found, proposal=None if found.proposal < 0 else found.proposal)


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
    groups, parts = _grouped(frame, by, value, better, time, rebase)
    _target_column(frame, target, "target")
    columns = [_columns(_chart(rows, polarity, screen_outliers), codes=True) for rows, polarity, _ in parts]
    columns = columns or [_columns(_chart(*_nothing()), codes=True)]
    joined = {name: groups.restore(np.concatenate([part[name] for part in columns])) for name in columns[0]}
    joined["signal"] = pd.array(SIGNALS[joined["signal"]], dtype="str")
    return pd.DataFrame(joined, index=frame.index)


def assess_by(
    frame: pd.DataFrame,
    by: str | Sequence[str],
    value: str = "value",
    better: str = "higher",
    target: float | str | None = None,
    time: str | None = "time",
    rebase: str | None = None,
    low: float | str | None = None,
    high: float | str | None = None,
    screen_outliers: bool = False,
) -> pd.DataFrame:
    """`assess` of every series of a long frame: indexed by the keys `by`, sorted, columns as the fields of `Process`.

    better, target, low, high: one for all, or a column, of which the row of a series' last value counts. time, rebase:
    as in `xmr_by`.
    """
    groups, parts = _grouped(frame, by, value, better, time, rebase)
    bounds = [
        groups.arrange(_target_column(frame, bound, name))
        for bound, name in ((target, "target"), (low, "low"), (high, "high"))
    ]
    ranged = groups.arrange(_words(frame, better) == "range")
    verdicts = []
    for rows, polarity, stretch in parts:
        chart = _chart(rows, polarity, screen_outliers)
        starts = groups.starts[stretch.series.start : stretch.series.stop + 1] - stretch.rows.start
        last = _last_values(chart, starts)
        wanted = _wanted(polarity[last], ranged[stretch.rows][last], *(bound[stretch.rows][last] for bound in bounds))
        proposals = _proposals(chart, starts)
        times = groups.times[stretch.rows][np.maximum(proposals, 0)] if len(rows.value) else np.zeros(len(proposals))
        verdicts.append(_verdicts(chart, starts, wanted) | {"proposal": np.where(proposals < 0, np.nan, times)})
    nothing = {"proposal": np.zeros(0)}
    verdicts = verdicts or [_verdicts(_chart(*_nothing()), np.array([0]), (np.zeros(0),) * 3) | nothing]
    return pd.DataFrame(
        {part.name: np.concatenate([verdict[part.name] for verdict in verdicts]) for part in fields(Process)},
        index=groups.keys,
    ).astype(dict.fromkeys(["variation", "assurance", "reason", "note"], "str"))


# Rows: many series one after the other, in order of time


class _Rows(NamedTuple):
    """Values of many series in time order; `segment` counts on through the series, `adjoins` marks the rows that
    follow the row before them at once, in the same segment; `number` is the segment's number within its series."""

    value: np.ndarray
    segment: np.ndarray
    adjoins: np.ndarray
    number: np.ndarray


class _Stretch(NamedTuple):
    rows: slice
    arrays: slice


def _rows(values: np.ndarray, rebase: Iterable[int]) -> _Rows:
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
    return _Rows(values, number, ~heads, number)


def _nothing() -> tuple[_Rows, np.ndarray, bool]:
    return _rows(np.zeros(0), ()), np.zeros(0, dtype=np.int64), False


def _grouped(
    frame: pd.DataFrame, by: str | Sequence[str], value: str, better: str, time: str | None, rebase: str | None
) -> tuple[arrays.Groups, Iterator[tuple[_Rows, np.ndarray, _Stretch]]]:
    """The series of a frame, and their rows with the polarity of each in parts of whole series."""
    words = _words(frame, better)
    polarity = np.array([POLARITY[word] for word in words.categories], dtype=np.int64)[words.codes]
    groups = arrays.group(frame, by, time, value, rebase)
    values = groups.arrange(arrays.floats(frame[value], value))
    heads = np.zeros(len(values), dtype=bool) if rebase is None else groups.arrange(_flags(frame[rebase]))
    _require_steps(groups, time)
    return groups, _parts(groups, values, heads, groups.arrange(polarity))


def _parts(
    groups: arrays.Groups, values: np.ndarray, heads: np.ndarray, polarity: np.ndarray
) -> Iterator[tuple[_Rows, np.ndarray, _Stretch]]:
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
        yield _Rows(values[rows], segment, follows & ~new, number), polarity[rows], _Stretch(rows, slice(first, last))
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


def _polarity(better: str) -> int:
    if better not in POLARITY:
        raise ValueError(f"better must be one of {', '.join(POLARITY)} (got {better!r})")
    return POLARITY[better]


def _words(frame: pd.DataFrame, better: str) -> pd.Categorical:
    """The direction of each row."""
    if better in POLARITY:
        return pd.Categorical.from_codes(np.zeros(len(frame), dtype=np.int8), [better])
    if better not in frame.columns:
        raise ValueError(f"better must be one of {', '.join(POLARITY)}, or a column (got {better!r})")
    words = pd.Categorical(frame[better])
    for word in (*words.categories, *([None] if (words.codes < 0).any() else [])):
        _polarity(word)
    return words


def _bound(bound: float | None, name: str) -> float:
    return float(arrays.floats([bound], name)[0])


def _bounds(target: float | None, low: float | None, high: float | None) -> list[np.ndarray]:
    return [np.array([_bound(bound, name)]) for bound, name in ((target, "target"), (low, "low"), (high, "high"))]


def _target_column(frame: pd.DataFrame, bound: float | str | None, name: str) -> np.ndarray:
    if not isinstance(bound, str):
        return np.full(len(frame), _bound(bound, name))
    if bound not in frame.columns:
        raise ValueError(f"{name} must be a number or a column (got {bound!r})")
    return arrays.floats(frame[bound], bound)


# The chart


class _Chart(NamedTuple):
    """Columns of the chart, one entry a row; `signal` as a place in SIGNALS. `noise`: what rounding may amount to."""

    rows: _Rows
    mean: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    noise: np.ndarray
    beyond_limit: np.ndarray
    shift: np.ndarray
    trend: np.ndarray
    two_of_three: np.ndarray
    signal: np.ndarray


def _columns(chart: _Chart, *, codes: bool = False) -> dict[str, np.ndarray]:
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


def _chart(rows: _Rows, polarity: np.ndarray, screen_outliers: bool) -> _Chart:
    with np.errstate(all="ignore"):
        value, mean, reach, noise, shrink = _limits(rows, screen_outliers)
        off = value - mean
        side = np.where(np.abs(off) > noise, np.sign(off), 0).astype(np.int8)
        side[np.isnan(value)] = 0
        beyond = np.abs(off) > reach + noise
        joined = _joined(rows)
        step = np.where(joined, np.sign(value - _previous(value)), 0).astype(np.int8)
        shift = _long_runs(side, joined, SHIFT_LENGTH)
        trend, heading = _monotone(step)
        two_of_three = _two_of_three(side, joined, (np.abs(off) > reach * 2 / 3 + noise) & ~beyond)
        turn = np.select([beyond, trend, two_of_three, shift], [side, heading, side, side], 0)
        lower, upper = (mean - reach) / shrink, (mean + reach) / shrink
    signal = np.where(turn == 0, COMMON_CAUSE, np.where(polarity == 0, SPECIAL_CAUSE, COMMON_CAUSE + turn * polarity))
    signal[np.isnan(value)] = NO_SIGNAL
    return _Chart(rows, mean / shrink, lower, upper, noise / shrink, beyond, shift, trend, two_of_three, signal)


def _limits(rows: _Rows, screen_outliers: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Of each row: value, its segment's mean, reach (limit less mean) and noise, and the factor on all these."""
    if len(rows.value) == 0:
        return (rows.value,) * 5
    heads = np.flatnonzero(np.diff(rows.segment, prepend=-1))
    largest = np.fmax.reduceat(np.abs(rows.value), heads)
    shrink = np.where(largest > HUGE, SHRINK, 1.0)
    value = rows.value * shrink[rows.segment]
    mean = _means(value, rows.segment, heads)
    joined = _joined(rows)
    moving = np.where(joined, np.abs(value - _previous(value)), np.nan)
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


def _previous(value: np.ndarray, back: int = 1) -> np.ndarray:
    """The entry of the row before; nothing (nan, 0, false) before the first."""
    moved = np.full_like(value, np.nan if value.dtype.kind == "f" else 0)
    moved[back:] = value[: len(value) - back]
    return moved


def _next(value: np.ndarray, ahead: int = 1) -> np.ndarray:
    moved = np.zeros_like(value)
    moved[: len(value) - ahead] = value[ahead:]
    return moved


def _joined(rows: _Rows) -> np.ndarray:
    """Rows that have a value and follow a value at once, in the same segment."""
    there = ~np.isnan(rows.value)
    return rows.adjoins & there & _previous(there)


def _long_runs(label: np.ndarray, linked: np.ndarray, length: int) -> np.ndarray:
    """Rows in a run of at least `length` linked rows with the same label, other than 0."""
    if len(label) == 0:
        return np.zeros(0, dtype=bool)
    heads = np.flatnonzero(~linked | (label != _previous(label)))
    heads = heads if heads[0] == 0 else np.insert(heads, 0, 0)
    size = np.diff(heads, append=len(label))
    return np.repeat(size >= length, size) & (label != 0)


def _monotone(step: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows in a strictly rising or falling run, and its direction: where two meet, that of the run which ends there."""
    onward = _long_runs(step, step != 0, TREND_LENGTH - 1)
    begins = _next(onward)
    return onward | begins, np.where(onward, step, _next(step))


def _two_of_three(side: np.ndarray, joined: np.ndarray, outer: np.ndarray) -> np.ndarray:
    """Outer rows among three in succession on one side of which at least two are outer."""
    together = joined & _previous(joined) & (side != 0)
    together &= (side == _previous(side)) & (side == _previous(side, 2))
    near = outer.astype(np.int8)
    found = together & (near + _previous(near) + _previous(near, 2) >= 2)
    return outer & (found | _next(found) | _next(found, 2))


# The verdict


def _flat(chart: _Chart) -> np.ndarray:
    return chart.lower == chart.upper


def _last_values(chart: _Chart, starts: np.ndarray) -> np.ndarray:
    """Row of the last value of each series' last segment; its last row if that holds none."""
    if len(starts) < 2:
        return np.zeros(0, dtype=np.int64)
    last = np.maximum(starts[1:] - 1, 0)
    there = np.where(np.isnan(chart.rows.value), -1, np.arange(len(chart.rows.value)))
    latest = np.maximum.accumulate(there)[last]
    return np.where((latest >= 0) & (chart.rows.segment[latest] == chart.rows.segment[last]), latest, last)


def _wanted(
    polarity: np.ndarray, ranged: np.ndarray | bool, target: np.ndarray, low: np.ndarray, high: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The band in which a value meets its target, open ends infinite, and the reason where there is none."""
    if (ranged & (low > high)).any():
        at = int(np.flatnonzero(ranged & (low > high))[0])
        raise ValueError(f"low must not exceed high (got {low[at]:g} and {high[at]:g})")
    bottom = np.where(ranged, low, np.where(polarity > 0, target, np.nan))
    top = np.where(ranged, high, np.where(polarity < 0, target, np.nan))
    reason = np.where(np.isnan(bottom) & np.isnan(top), "no_target", None)
    reason = np.where((polarity == 0) & ~np.asarray(ranged), "no_direction", reason)
    return np.where(np.isnan(bottom), -np.inf, bottom), np.where(np.isnan(top), np.inf, top), reason


def _verdicts(
    chart: _Chart, starts: np.ndarray, wanted: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> dict[str, np.ndarray]:
    """The fields of `Process`, each as one array over the series."""
    if len(chart.rows.value) == 0:
        return _no_verdicts(len(starts) - 1)
    last = _last_values(chart, starts)
    counts = np.bincount(chart.rows.segment, ~np.isnan(chart.rows.value))
    n = counts[chart.rows.segment[last]].astype(np.int64)
    lower, upper, noise = chart.lower[last], chart.upper[last], chart.noise[last]
    bottom, top, untold = wanted
    reason = np.select(
        [n == 0, n < TRIAL_FROM, np.isnan(lower)], ["no_data", "too_few_points", "no_limits"], None
    ).astype(object)
    told = reason == None  # noqa: E711 (elementwise)
    miss = (bottom > upper + noise) | (top < lower - noise)
    meet = (bottom < lower - noise) & (top > upper + noise)
    assurance = np.select([~told | (untold != None), miss, meet], ["cannot_say", "will_miss", "will_meet"], "may_miss")  # noqa: E711
    return {
        "variation": np.where(told, SIGNALS[chart.signal[last]], "cannot_say"),
        "assurance": assurance.astype(object),
        "trial": (n >= TRIAL_FROM) & (n < LIMITS_FROM),
        "n": n,
        "mean": chart.mean[last],
        "lower": lower,
        "upper": upper,
        "reason": np.where(told, untold, reason),
        "note": np.where(_flat(chart)[last], NO_WIDTH, None),
    }


def _no_verdicts(total: int) -> dict[str, np.ndarray]:
    empty = Process("cannot_say", "cannot_say", False, reason="no_data")
    types = {"trial": bool, "n": np.int64, "mean": float, "lower": float, "upper": float}
    return {
        part.name: np.full(total, getattr(empty, part.name), dtype=types.get(part.name, object))
        for part in fields(Process)
        if part.name != "proposal"
    }


# Lasting shifts


def _proposals(chart: _Chart, starts: np.ndarray) -> np.ndarray:
    """Row of each series from which new limits are proposed, -1 where none are."""
    total = len(starts) - 1
    found = np.full(total, -1, dtype=np.int64)
    there = np.flatnonzero(~np.isnan(chart.rows.value))
    if not there.size:
        return found
    value, segment = chart.rows.value[there], chart.rows.segment[there]
    side = np.where(np.abs(value - chart.mean[there]) > chart.noise[there], np.sign(value - chart.mean[there]), 0)
    heads = np.flatnonzero((np.diff(segment, prepend=-1) != 0) | (np.diff(side, prepend=0) != 0))
    opens = np.flatnonzero(np.diff(segment, prepend=-1) != 0)
    size = np.diff(heads, append=len(there))
    owner = np.searchsorted(starts, there[heads], side="right") - 1
    latest = np.append(owner[1:] != owner[:-1], True)
    before = heads - opens[np.searchsorted(opens, heads, side="right") - 1]
    able = latest & (size >= LASTING) & (before >= LASTING) & (side[heads] != 0)
    for run in np.flatnonzero(able).tolist():
        first = heads[run] - before[run]
        if _steady_since(chart.rows.value[there[first] : starts[owner[run] + 1]], there[heads[run]] - there[first]):
            found[owner[run]] = there[heads[run]]
    return found


def _steady_since(values: np.ndarray, place: int) -> bool:
    """Whether the values from `place` on are steady by limits of their own, no wider than those before."""
    split = _chart(_rows(values, [int(place)]), np.zeros(len(values), dtype=np.int64), False)
    reach = split.upper - split.mean
    signals = split.signal[place:]
    steady = ((signals == COMMON_CAUSE) | (signals == NO_SIGNAL)).all()
    return bool(steady and 0 < reach[place] <= WIDER * reach[0])
