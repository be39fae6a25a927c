"""Close the gap: how much of the province's shortfall each regency carries, and what reaching the median would do.

Arithmetic, not a forecast. A ratio is taken apart into things counted: to stand at the level L with the denominator D,
a regency needs D · L / factor in its numerator, and what it lacks of that is its part of the shortfall. The parts of
all regencies, surpluses included, add up to the province's own shortfall exactly. Sums are compared with each
regency's own target. Official figures without numerator and denominator cannot be taken apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import number

SHARED = ("lacking", "share", "gain_at_median")
WHOLE = ("province", "target", "shortfall", "median", "at_median", "gain", "regions", "below", "reason")


@dataclass(frozen=True)
class Closing:
    """The province in one period; values in the indicator's unit, shortfall and parts in units of the numerator.

    shortfall: what the province lacks, negative a surplus. at_median: the province's value if every regency worse
    than the median regency stood at it; gain: how much better than now. below: regencies short of the target.
    rows: one row a regency as given, with `lacking` (negative a surplus), `share` of all that is lacking, and
    `gain_at_median`. reason: no_values, no_direction, no_counts, no_target (the part about the median may stand).
    """

    province: float
    target: float
    shortfall: float
    median: float
    at_median: float
    gain: float
    regions: int
    below: int
    rows: pd.DataFrame
    reason: str | None = None


def close_the_gap(rows: pd.DataFrame, target, *, better: str, aggregation: str, factor: float = 1.0) -> Closing:
    """Close the gap of one indicator and period.

    rows: one row a regency with actual, and numerator and denominator (aggregation "ratio") or target ("sum").
    target: the province's, missing where there is none; a sum without it takes the sum of the regencies' own.
    """
    columns = {"key": 0, "goal": number(target), "better": better, "aggregation": aggregation, "factor": factor}
    frame = rows.assign(**columns)
    if frame.empty:
        empty = rows.assign(**dict.fromkeys(SHARED, np.nan))
        return Closing(*[np.nan] * 6, 0, 0, empty, "no_values")
    parts, whole = close_by(frame, ["key"])
    row = whole.iloc[0]
    reason = None if pd.isna(row["reason"]) else str(row["reason"])
    numbers = [float(row[name]) for name in WHOLE[:6]]
    return Closing(*numbers, int(row["regions"]), int(row["below"]), rows.join(parts), reason)


def close_by(frame: pd.DataFrame, by: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Close the gap of every combination of `by`: (SHARED a row of `frame`, WHOLE a combination).

    frame: regencies only; `by`, actual, goal (the province's target), better, aggregation, factor, and numerator,
    denominator or target where they apply.
    """
    by = list(by)
    work = _counted(frame)
    keys = [frame[name] for name in by]
    table, parts = _closed(work, keys)
    groups = table.groupby(keys, sort=True, dropna=False)
    whole = groups[list(WHOLE[:6])].first()
    whole[["regions", "below"]] = groups[["regions", "below"]].sum()
    whole["reason"] = groups["reason"].agg(_common)
    whole.index.names = by
    return parts[list(SHARED)].set_axis(frame.index), whole[list(WHOLE)]


def _closed(work: pd.DataFrame, keys: list[pd.Series]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """WHOLE a row of `work`, each row saying what holds of its set; and SHARED."""

    def total(column):
        return column.groupby(keys, sort=True, dropna=False).transform(lambda each: each.sum(min_count=1))

    sign, ratio = work["sign"], (work["aggregation"] == "ratio").to_numpy()
    value = work["factor"] * work["numerator"] / work["denominator"]
    median = value.where(ratio).groupby(keys, sort=True, dropna=False).transform("median")
    level = np.where(ratio, _needed(work, work["goal"]), work["own"])
    lacking = sign * (level - work["numerator"])
    needed = lacking.clip(lower=0)
    lifted = (sign * (_needed(work, median) - work["numerator"])).clip(lower=0) + 0.0
    parts = pd.DataFrame(
        {"lacking": lacking, "share": needed / total(needed).replace(0, np.nan), "gain_at_median": lifted.where(ratio)}
    )
    scale, top = work["factor"] / total(work["denominator"]), total(work["numerator"])
    province = np.where(ratio, scale * top, top)
    gain = scale * total(parts["gain_at_median"])
    columns = {
        "province": province,
        "target": np.where(ratio, work["goal"], total(work["own"])),
        "shortfall": total(lacking),
        "median": median,
        "at_median": province + sign * gain,
        "gain": gain,
        "regions": work["numerator"].notna().astype(int),
        "below": (lacking > 0).astype(int),
        "reason": work["reason"],
    }
    return pd.DataFrame(columns, index=work.index), parts


def _needed(work: pd.DataFrame, level: pd.Series) -> pd.Series:
    """The numerator with which a ratio stands at `level`."""
    return level * work["denominator"] / work["factor"]


def _counted(frame: pd.DataFrame) -> pd.DataFrame:
    """numerator, denominator, own target, sign and the reason why a row cannot be counted; other rows as missing."""
    work = pd.DataFrame(index=frame.index)
    for name in ("aggregation", "better"):
        work[name] = frame[name].astype(object)
    for name in ("actual", "numerator", "denominator", "goal", "factor", "target"):
        given = pd.to_numeric(frame[name]).astype(float) if name in frame else np.nan
        work[name] = pd.Series(given, index=frame.index).replace([np.inf, -np.inf], np.nan)
    ratio, summed = work["aggregation"] == "ratio", work["aggregation"] == "sum"
    whole = work["numerator"].notna() & (work["denominator"] > 0) & (work["factor"] > 0)
    sign = work["better"].map({"higher": 1.0, "lower": -1.0})
    aimed = np.where(ratio, work["goal"].notna(), work["target"].notna())
    reasons = [
        (sign.isna(), "no_direction"),
        (~ratio & ~summed, "no_counts"),
        (ratio & ~whole & work["actual"].notna(), "no_counts"),
        (work["actual"].isna() & ~(ratio & whole), "no_values"),
        (~aimed, "no_target"),
    ]
    work["reason"] = np.select([np.asarray(condition) for condition, _ in reasons], [name for _, name in reasons], "")
    usable = (work["reason"] == "") | (ratio & (work["reason"] == "no_target"))
    work["sign"] = sign.astype(float)
    work["numerator"] = work["numerator"].where(ratio, work["actual"]).where(usable)
    work["denominator"] = work["denominator"].where(ratio & usable)
    work["own"] = work["target"].where(summed & usable)
    return work


def _common(reasons: pd.Series):
    """Why nothing can be said of a set: missing where something can, of the regencies that are counted."""
    if (reasons == "").any():
        return np.nan
    told = reasons[reasons != "no_values"]
    return "no_values" if told.empty else told.iloc[0]
