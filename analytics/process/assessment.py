"""Variation of the last point, and assurance: what the limits of the last segment say of the target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace

import numpy as np
import pandas as pd

from analytics import arrays
from analytics.process.chart import NO_WIDTH, SIGNALS, Chart, chart_of, flat
from analytics.process.new_limits import proposals_of
from analytics.process.rows import checked_bounds, directions, grouped, no_rows, polarity_of, rows_of, target_column

TRIAL_FROM, LIMITS_FROM = 8, 12


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


def assess(
    values: Iterable[object],
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
    wanted = _wanted(np.array([polarity_of(better)]), better == "range", *checked_bounds(target, low, high))
    chart = chart_of(rows_of(values, rebase), np.full(len(values), polarity_of(better)), screen_outliers)
    starts = np.array([0, len(values)])
    verdict = _verdicts(chart, starts, wanted) | {"proposal": proposals_of(chart, starts)}
    first = (verdict[part.name][0] for part in fields(Process))
    found = Process(*(value.item() if isinstance(value, np.generic) else value for value in first))
    return replace(found, proposal=None if found.proposal < 0 else found.proposal)


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
    groups, parts = grouped(frame, by, value, better, time, rebase)
    bounds = [
        groups.arrange(target_column(frame, bound, name))
        for bound, name in ((target, "target"), (low, "low"), (high, "high"))
    ]
    ranged = groups.arrange(directions(frame, better) == "range")
    verdicts = []
    for rows, polarity, stretch in parts:
        chart = chart_of(rows, polarity, screen_outliers)
        starts = groups.starts[stretch.series.start : stretch.series.stop + 1] - stretch.rows.start
        last = _last_values(chart, starts)
        wanted = _wanted(polarity[last], ranged[stretch.rows][last], *(bound[stretch.rows][last] for bound in bounds))
        proposals = proposals_of(chart, starts)
        times = groups.times[stretch.rows][np.maximum(proposals, 0)] if len(rows.value) else np.zeros(len(proposals))
        verdicts.append(_verdicts(chart, starts, wanted) | {"proposal": np.where(proposals < 0, np.nan, times)})
    nothing = {"proposal": np.zeros(0)}
    verdicts = verdicts or [_verdicts(chart_of(*no_rows()), np.array([0]), (np.zeros(0),) * 3) | nothing]
    return pd.DataFrame(
        {part.name: np.concatenate([verdict[part.name] for verdict in verdicts]) for part in fields(Process)},
        index=groups.keys,
    ).astype(dict.fromkeys(["variation", "assurance", "reason", "note"], "str"))


def _last_values(chart: Chart, starts: np.ndarray) -> np.ndarray:
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
    chart: Chart, starts: np.ndarray, wanted: tuple[np.ndarray, np.ndarray, np.ndarray]
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
        "note": np.where(flat(chart)[last], NO_WIDTH, None),
    }


def _no_verdicts(total: int) -> dict[str, np.ndarray]:
    empty = Process("cannot_say", "cannot_say", False, reason="no_data")
    types = {"trial": bool, "n": np.int64, "mean": float, "lower": float, "upper": float}
    return {
        part.name: np.full(total, getattr(empty, part.name), dtype=types.get(part.name, object))
        for part in fields(Process)
        if part.name != "proposal"
    }
