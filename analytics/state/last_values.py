"""The last values of every series: newest and previous, streaks, sparklines, the class before."""

import numpy as np
import pandas as pd

from analytics import comparison

SPARKLINE_POINTS = 24


def last_values(rows: pd.DataFrame) -> pd.DataFrame:
    """Identity, span and last values; where a series has no actual at all, its last row stands without one."""
    owner, present = rows["owner"].to_numpy(), rows["actual"].notna().to_numpy()
    total = int(owner[-1]) + 1 if len(owner) else 0
    filled, places = np.flatnonzero(present), np.arange(len(rows))
    last = _last_of(owner[filled], filled, total, _last_of(owner, places, total, np.zeros(total, dtype=np.int64)))
    first = _last_of(owner[filled][::-1], filled[::-1], total, _last_of(owner[::-1], places[::-1], total, last))
    here = rows.iloc[last].reset_index(drop=True)
    names = ["series", "agency", "unit", "indicator", "region", "frequency"]
    result = here[names].copy()
    result["n"] = np.bincount(owner[filled], minlength=total)
    result["first_period"], result["last_period"] = rows["period"].iloc[first].array, here["period"].array
    result["last_start"] = here["period_start"].array
    taken = ["actual", "target", "target_low", "target_high", "achievement", "class", "tone", "predicate", "gap"]
    for name in (*taken, "previous_year", "change_year"):
        result[name] = here[name].array
    _add_compared(result, rows, last)
    simulated = np.bincount(owner, (rows["status"] == "simulated").to_numpy(), minlength=total) > 0
    result["status"] = here["status"].mask(simulated, "simulated")
    result["submission"] = here["submission"] if "submission" in here else pd.array([None] * total, dtype="str")
    for name, column in (("last_step", "step"), ("a_year", "a_year"), ("cumulative", "cumulative"), ("entry", "entry")):
        result[name] = here[column].array
    return result


def _last_of(owner: np.ndarray, places: np.ndarray, total: int, otherwise: np.ndarray) -> np.ndarray:
    """For each series the last of `places` that it owns."""
    found = otherwise.copy()
    found[owner] = places
    return found


def _add_compared(result: pd.DataFrame, rows: pd.DataFrame, last: np.ndarray) -> None:
    """What the last value may be compared with (`analytics.comparison`): its period, value, target, gap and tone."""
    beside, a_year = (rows[name].to_numpy()[last] for name in ("beside", "a_year"))
    known = beside != comparison.NONE
    then = rows.iloc[np.where(known, beside, 0)].reset_index(drop=True)
    result["compared_with"] = then["period"].where(known)
    result["comparison"] = pd.Series(comparison.basis(a_year), dtype="str").where(known)
    for name in ("actual", "target", "achievement", "gap", "tone"):
        result[f"previous_{name}"] = then[name].where(known)
    result["change"] = result["actual"] - result["previous_actual"]


# Runs, sparklines


def streaks(rows: pd.DataFrame, total: int) -> np.ndarray:
    """Successive rises (positive) or falls (negative) up to the last value, each over the same period of the year
    before; a gap breaks the run."""
    present = rows["actual"].notna().to_numpy()
    owner, step, moved = (rows[name].to_numpy()[present] for name in ("owner", "step", "change_year"))
    adjoins = (np.diff(owner, prepend=-1) == 0) & (np.diff(step, prepend=-1) == 1)
    sign = np.sign(np.nan_to_num(moved)).astype(np.int64)
    starts = ~adjoins | (np.diff(sign, prepend=0) != 0)
    # The run of a plain series begins at its first change, which adjoins the value before; that value has no sign.
    begun = np.maximum.accumulate(np.where(starts, np.arange(len(sign)), 0))
    streak = np.zeros(total, dtype=np.int64)
    streak[owner] = sign * (np.arange(len(sign)) - begun + 1)
    return streak


def sparklines(rows: pd.DataFrame, total: int) -> pd.Series:
    """The values of the last 24 periods of each series, gaps as nan, from its first value on."""
    present = rows["actual"].notna().to_numpy()
    owner, step, actual = (rows[name].to_numpy()[present] for name in ("owner", "step", "actual"))
    last, first = np.zeros(total, dtype=np.int64), np.zeros(total, dtype=np.int64)
    last[owner] = step
    first[owner[::-1]] = step[::-1]
    back = last[owner] - step
    shown = back < SPARKLINE_POINTS
    values = np.full((total, SPARKLINE_POINTS), np.nan)
    values[owner[shown], SPARKLINE_POINTS - 1 - back[shown]] = actual[shown]
    has_any = np.bincount(owner, minlength=total) > 0
    length = np.where(has_any, np.minimum(last - first + 1, SPARKLINE_POINTS), 0)
    lines = [line[SPARKLINE_POINTS - keep :] for line, keep in zip(values, length.tolist(), strict=True)]
    return pd.Series(lines, dtype=object)
