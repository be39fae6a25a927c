"""Where the limits of a series start anew, by the marks that domain staff set and give a reason for."""

import numpy as np
import pandas as pd

from analytics.periods import last_steps, steps, steps_a_year
from analytics.process.chart import COMMON_CAUSE, NO_SIGNAL, Chart, chart_of
from analytics.process.rows import rows_of

WHOM = ("agency", "unit", "region")


def starts(rows: pd.DataFrame, marks: pd.DataFrame | None) -> np.ndarray:
    """Whether a new segment starts at each row: the first of its series at or after the period of a mark.

    rows: agency, unit, indicator, region, period_start, frequency, one a period, in any order. marks: indicator,
    agency, unit, region (empty: all of them) and period, a period id of the indicator's frequency. A mark after the
    last row starts nothing; one before the first starts where the series does.
    """
    found = np.zeros(len(rows), dtype=bool)
    if marks is None or marks.empty or rows.empty:
        return found
    series = ["agency", "unit", "indicator", "region"]
    for mark in marks.fillna("").to_dict("records"):
        like = (rows["indicator"] == mark["indicator"]).to_numpy()
        for name in WHOM:
            if mark[name]:
                like = like & (rows[name].fillna("") == mark[name]).to_numpy()
        if not like.any():
            continue
        chosen = rows.loc[like, [*series, "period_start", "frequency"]].assign(place=np.flatnonzero(like))
        a_year = steps_a_year(chosen["frequency"])
        step = steps(chosen["period_start"], a_year)
        wanted = last_steps(pd.Series([mark["period"]] * len(chosen)), a_year)
        later = chosen.assign(step=step)[step >= wanted].sort_values("step", kind="stable")
        found[later.drop_duplicates(series)["place"]] = True
    return found


# A shift that has lasted: so many values on each side of the change, and ranges that grew by no more than this.
LASTING, WIDER = 8, 1.25


def proposals_of(chart: Chart, starts: np.ndarray) -> np.ndarray:
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
    split = chart_of(rows_of(values, [int(place)]), np.zeros(len(values), dtype=np.int64), False)
    reach = split.upper - split.mean
    signals = split.signal[place:]
    steady = ((signals == COMMON_CAUSE) | (signals == NO_SIGNAL)).all()
    return bool(steady and 0 < reach[place] <= WIDER * reach[0])
