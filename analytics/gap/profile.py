"""One region beside all others: for each indicator where it stands between the worst and the best regency.

Positions are 0 for the worst and 1 for the best regency of the group, linear in between. Where an indicator has no
good direction, or counts things that a large region has more of, 0 is the lowest and 1 the highest value, and nothing
is ranked.
"""

import numpy as np
import pandas as pd

from analytics.gap.regions import compare_regions
from analytics.regions import PROVINCE

FEWEST = 5
"""Regencies that must have reported before a position means anything."""

QUARTER = 0.25
TOTAL = 1.5
"""A province value this many times the largest regency's is their total, not their average."""

COLUMNS = (
    "actual", "province", "worst", "median", "best", "worst_region", "best_region", "rank", "as_good", "as_bad",
    "regions", "position", "low_quarter", "median_position", "high_quarter", "province_position", "directed", "reason",
)  # fmt: skip


def profile(rows: pd.DataFrame, region: str, by: list[str]) -> pd.DataFrame:
    """One row for each group `by` in which `region` has a value, indexed by the group, columns COLUMNS.

    rows: `by`, region, actual, better, and where they apply target_low, target_high (better "range") and `counted`
    (True for totals, which follow the size of a region; also seen by a province value far above all regencies). A
    group holds the values of one period and source only. The province is left out where it is a total.

    rank counts from the best, equal values share the better one; as_good and as_bad count the regencies, this one
    included, that are at least as good and at least as bad. worst_region and best_region join with ; where several
    share the value. For groups without a direction worst and best are the lowest and the highest value, and rank,
    as_good and as_bad are missing. reason, where there is no position: too_few (FEWEST), all_equal.
    """
    frame = rows.dropna(subset=["actual"]).reset_index(drop=True)
    counted = _counted(frame, by)
    frame["directed"] = frame["better"].isin(["higher", "lower", "range"]) & ~counted
    frame = frame[~counted | (frame["region"] != PROVINCE)].reset_index(drop=True)
    frame["better"] = frame["better"].where(frame["directed"], "higher")
    frame = pd.concat([frame, compare_regions(frame, by).drop(columns="reason")], axis=1)
    regency = frame["region"] != PROVINCE
    frame["regency_gap"] = frame["gap_to_best"].where(regency)
    groups = frame.groupby(by, sort=False, dropna=False)
    span = groups["regency_gap"].transform("min")
    with np.errstate(divide="ignore", invalid="ignore"):
        frame["position"] = np.where(span < 0, 1 - frame["gap_to_best"] / span, np.nan)
    frame["as_bad"] = groups["regency_gap"].rank(method="max")
    frame["as_good"] = groups["regency_gap"].rank(method="max", ascending=False)
    own = frame[frame["region"] == region].set_index(by)
    if own.empty:
        return pd.DataFrame(columns=list(COLUMNS), index=own.index)
    return _one_a_group(frame, own, regency, by)


def _counted(frame: pd.DataFrame, by: list[str]) -> pd.Series:
    """Whether the values of a row's group add up over regions."""
    keys = [frame[name] for name in by]
    regency = frame["region"] != PROVINCE
    largest = frame["actual"].where(regency).groupby(keys, dropna=False).transform("max")
    province = frame["actual"].where(~regency).groupby(keys, dropna=False).transform("first")
    told = frame["counted"].astype(bool) if "counted" in frame else False
    return told | ((largest > 0) & (province > TOTAL * largest))


def _one_a_group(frame: pd.DataFrame, own: pd.DataFrame, regency: pd.Series, by: list[str]) -> pd.DataFrame:
    kept = ["actual", "province", "median", "best", "best_region", "rank", "as_good", "as_bad", "position", "directed"]
    result = own[kept].assign(regions=own["regions"].astype(int))
    last = frame[regency & (frame["gap_to_best"] == frame.groupby(by, dropna=False)["regency_gap"].transform("min"))]
    worst = last.groupby(by, dropna=False)
    result["worst"] = worst["actual"].first()
    result["worst_region"] = worst["region"].agg(";".join)
    among = frame[regency].groupby(by, dropna=False)["position"]
    result["low_quarter"] = among.quantile(QUARTER)
    result["median_position"] = among.median()
    result["high_quarter"] = among.quantile(1 - QUARTER)
    result["province_position"] = frame[~regency].groupby(by, dropna=False)["position"].first()
    few = result["regions"] < FEWEST
    result["reason"] = np.select([few, result["position"].isna()], ["too_few", "all_equal"], "")
    result.loc[few, ["position", "low_quarter", "median_position", "high_quarter", "province_position"]] = np.nan
    result.loc[few | ~result["directed"], ["rank", "as_good", "as_bad"]] = np.nan
    return result[list(COLUMNS)]


def quarters(profiled: pd.DataFrame) -> pd.Series:
    """`best`, `worst` or `middle` for each row of a profile, missing where nothing is ranked.

    best: at most a quarter of the regencies are at least as good, this one included; worst: at most a quarter are at
    least as bad. Values that many share are therefore in the middle, however high.
    """
    allowed = QUARTER * profiled["regions"].astype(float)
    as_good, as_bad = profiled["as_good"].astype(float), profiled["as_bad"].astype(float)
    same = profiled["reason"] == "all_equal"
    kind = np.select([as_good.isna() | same, as_good <= allowed, as_bad <= allowed], ["", "best", "worst"], "middle")
    return pd.Series(kind, index=profiled.index).replace("", np.nan)
