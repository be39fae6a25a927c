"""How sure a value from counts is, and how sure a rank: intervals of proportions, of rates, and of ranks.

A register that counts everybody still varies by chance from year to year, most where few people live. The interval
says where the value could as well have come out; it does not cover miscounting.

Formulas
    proportion  Wilson's score interval, without continuity correction (Wilson 1927, JASA 22; Newcombe 1998,
                Statistics in Medicine 17, method 3): numerator and denominator count the same things
    rate        Byar's approximation to the exact Poisson limits of the numerator (Breslow and Day 1987, Statistical
                Methods in Cancer Research II, p. 69): the numerator counts events, the denominator is taken as known
    rank        from the intervals: a region ranks behind all whose interval lies wholly on the good side of its own,
                and before all whose interval lies wholly on the bad side (Klein, Wright and Wieczorek 2020, JRSS A 183)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
import pandas as pd

from analytics.arrays import number

LEVEL = 0.95
KINDS = ("proportion", "rate")
RANK_COLUMNS = ("rank", "rank_low", "rank_high")
# Numerators are counts; sums of weights or money are not, and differ from whole numbers by more than rounding.
WHOLE = 1e-6


@dataclass(frozen=True)
class Interval:
    """Value and limits, all times the factor. NaN with a reason: no_counts, no_denominator, not_counts, over_one."""

    value: float
    low: float
    high: float
    reason: str | None = None


def wilson(count, total, *, factor: float = 1.0, level: float = LEVEL) -> Interval:
    """Wilson's interval of the proportion count / total; `factor` 100 gives percent.

    ValueError for text and for a level outside 0 … 1; missing or impossible counts give a reason.
    """
    return _one(count, total, "proportion", factor, level)


def byar(count, base=1.0, *, factor: float = 1.0, level: float = LEVEL) -> Interval:
    """Byar's interval of the rate count / base; with base 1 of the count itself. A count of 0 has the lower limit 0."""
    return _one(count, base, "rate", factor, level)


def intervals_by(frame: pd.DataFrame, *, level: float = LEVEL) -> pd.DataFrame:
    """value, low, high and reason of every row of `frame` (numerator, denominator, factor, kind), index kept.

    kind is "proportion", "rate" or empty. reason: no_kind (the numerator is no count of things), and those of
    `Interval`; missing where there is an interval.
    """
    z = _quantile(level)
    count, total, factor = (_finite(frame[name]) for name in ("numerator", "denominator", "factor"))
    kind = frame["kind"].astype(object).to_numpy()
    proportion = kind == "proportion"
    reasons = [
        (~np.isin(kind, KINDS), "no_kind"),
        (np.isnan(count) | np.isnan(total) | np.isnan(factor), "no_counts"),
        (~(total > 0), "no_denominator"),
        ((count < 0) | (np.abs(count - np.round(count)) > WHOLE), "not_counts"),
        (proportion & (count > total), "over_one"),
    ]
    reason = np.select([condition for condition, _ in reasons], [name for _, name in reasons], "")
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        limits = np.where(proportion, _wilson(count, total, z), _byar(count, z) / total)
        low, high = np.where(reason == "", limits * factor, np.nan)
        value = np.where(reason == "", count / total * factor, np.nan)
    low, high = np.minimum(low, value), np.maximum(high, value)  # a limit of 0 or 1 may be off by binary dust
    columns = {"value": value, "low": low, "high": high, "reason": pd.Series(reason, dtype="str").replace("", np.nan)}
    return pd.DataFrame({name: np.asarray(column) for name, column in columns.items()}, index=frame.index)


def ranks(values, low, high, *, better: str = "higher") -> pd.DataFrame:
    """rank (1 the best, equal values share it) and its limits rank_low … rank_high of each region.

    values, low, high: equally long. Where a region has no interval nobody's rank is known: its limits are missing, and
    it widens those of all others by one place. With intervals of 95 % each limit is wrong less often than 5 % for one
    pair of regions, not for the whole list at once. ValueError unless better is "higher" or "lower".
    """
    index = values.index if isinstance(values, pd.Series) else pd.RangeIndex(len(list(values)))
    frame = pd.DataFrame({"value": _floats(values), "low": _floats(low), "high": _floats(high)}, index=index)
    frame["better"], frame["group"] = better, 0
    return ranks_by(frame, ["group"])


def ranks_by(frame: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """`ranks` for each combination of the `by` columns: frame has value, low, high and better; index kept.

    Rows without a value have no rank and count for nobody. better "neutral" and "range" have no ranks.
    """
    unknown = set(frame["better"].dropna()) - {"higher", "lower", "range", "neutral"}
    if unknown:
        raise ValueError(f"better must be higher, lower, range or neutral (got {sorted(unknown)[0]!r}).")
    result = pd.DataFrame(np.nan, index=frame.index, columns=list(RANK_COLUMNS))
    sign = frame["better"].map({"higher": 1.0, "lower": -1.0}).to_numpy(dtype=float)
    value, one, other = (_floats(frame[name]) * sign for name in ("value", "low", "high"))
    worst, best = np.fmin(one, other), np.fmax(one, other)
    worst = np.where(np.isnan(one) | np.isnan(other), np.nan, worst)
    table = result.to_numpy(copy=True)
    for rows in frame.groupby(list(by), sort=False, dropna=False).indices.values():
        rows = rows[~np.isnan(value[rows])]
        table[rows] = _ranked(value[rows], worst[rows], best[rows])
    return pd.DataFrame(table, index=frame.index, columns=list(RANK_COLUMNS))


def _ranked(value: np.ndarray, worst: np.ndarray, best: np.ndarray) -> np.ndarray:
    """Rank and its limits of one group, by sorting: higher is better here, and worst ≤ value ≤ best."""
    n = len(value)
    known = ~np.isnan(worst)
    rank = 1.0 + n - np.searchsorted(np.sort(value), value, side="right")
    ahead = known.sum() - np.searchsorted(np.sort(worst[known]), best, side="right")
    behind = np.searchsorted(np.sort(best[known]), worst, side="left")
    low, high = 1.0 + ahead, n - behind.astype(float)
    return np.column_stack([rank, np.where(known, low, np.nan), np.where(known, high, np.nan)])


def _one(count, total, kind: str, factor: float, level: float) -> Interval:
    columns = {"numerator": [number(count)], "denominator": [number(total)], "factor": [number(factor)], "kind": [kind]}
    row = intervals_by(pd.DataFrame(columns), level=level).iloc[0]
    reason = None if pd.isna(row["reason"]) else row["reason"]
    return Interval(float(row["value"]), float(row["low"]), float(row["high"]), reason)


def _wilson(count: np.ndarray, total: np.ndarray, z: float) -> np.ndarray:
    share = count / total
    middle = (share + z**2 / (2 * total)) / (1 + z**2 / total)
    half = z / (1 + z**2 / total) * np.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    return np.stack([np.where(count == 0, 0.0, middle - half), np.where(count == total, 1.0, middle + half)])


def _byar(count: np.ndarray, z: float) -> np.ndarray:
    above = count + 1
    low = count * (1 - 1 / (9 * count) - z / (3 * np.sqrt(count))) ** 3
    high = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    return np.stack([np.where(count > 0, np.maximum(low, 0.0), 0.0), high])


@cache
def _quantile(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"level lies between 0 and 1 (got {level}).")
    return NormalDist().inv_cdf((1 + level) / 2)


def _floats(values) -> np.ndarray:
    return pd.to_numeric(pd.Series(values)).to_numpy(dtype=float, na_value=np.nan)


def _finite(values) -> np.ndarray:
    numbers = _floats(values)
    return np.where(np.isfinite(numbers), numbers, np.nan)
