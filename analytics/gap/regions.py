"""A region beside those it is fairly compared with: regions of its own type, and those that border it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from analytics.gap.distance import gap_between, standing
from analytics.regions import PROVINCE

COLUMNS = ("type_median", "gap_to_type", "neighbour_median", "gap_to_neighbours", "neighbours")


def compare_peers(
    frame: pd.DataFrame, neighbours: Mapping[str, Collection[str]], by: Sequence[str] = ("indicator", "period")
) -> pd.DataFrame:
    """COLUMNS for each row of `frame` (`by`, region, type, actual, better, and target_low, target_high for "range").

    type_median: of all regions of the same type in the group, itself included; neighbour_median: of its neighbours
    that have a value, `neighbours` many. Gaps are in the indicator's unit, negative is a shortfall whatever the
    polarity; missing for the province, for better "neutral", and where nobody compares. Index kept.
    """
    by = list(by)
    rows = frame[[*by, "region", "type"]].assign(value=frame["actual"].astype(float))
    rows["value"] = rows["value"].where(rows["region"] != PROVINCE)
    rows["place"] = np.arange(len(rows))
    alike = rows.groupby([*by, "type"], sort=False, dropna=False)["value"].transform("median")
    alike = alike.where(rows["value"].notna())
    pairs = pd.DataFrame(
        [(one, other) for one, others in neighbours.items() for other in others], columns=["region", "beside"]
    )
    known = rows.dropna(subset=["value"])
    values = known[[*by, "region", "value"]].rename(columns={"region": "beside", "value": "near"})
    near = known.merge(pairs, on="region").merge(values, on=[*by, "beside"])
    around = near.groupby("place")["near"].agg(["median", "size"]).reindex(rows["place"])
    around.index = frame.index
    bounds = [frame.get(name) for name in ("target_low", "target_high")]
    better = frame["better"].to_numpy(dtype=object)
    result = pd.DataFrame(index=frame.index)
    result["type_median"] = alike
    result["gap_to_type"] = gap_between(rows["value"], alike, better, *bounds)
    result["neighbour_median"] = around["median"]
    result["gap_to_neighbours"] = gap_between(rows["value"], around["median"], better, *bounds)
    result["neighbours"] = around["size"].fillna(0).astype(int)
    return result[list(COLUMNS)]


def compare_regions(frame: pd.DataFrame, by: Sequence[str] = ("indicator", "period")) -> pd.DataFrame:
    """Each region against the province, the median and the best regency of its group `by`, index as `frame`.

    frame: region, actual, better, `by`, and for better "range" target_low and target_high. Columns: province, median,
    best (values), best_region (codes of all that share it, joined by ;), gap_to_province, gap_to_median, gap_to_best
    (negative is a shortfall), rank (1 best, equal values share the best rank), tied, regions (that have a value) and
    reason: no_actual, no_direction; missing where the comparison stands. The province is never ranked.
    """
    by = list(by)
    rows = frame[[*by, "region"]].copy()
    bounds = [frame.get(name) for name in ("target_low", "target_high")]
    better = frame["better"].to_numpy(dtype=object)
    rows["actual"] = frame["actual"].astype(float)
    rows["standing"] = standing(rows["actual"], better, *bounds)
    is_province = (rows["region"] == PROVINCE).to_numpy()
    rows["regency"] = rows["actual"].where(~is_province)
    rows["regency_standing"] = rows["standing"].where(~is_province)
    rows["province"] = rows["actual"].where(is_province)
    rows["province_standing"] = rows["standing"].where(is_province)
    groups = rows.groupby(by, sort=False, dropna=False)
    best = groups["regency_standing"].transform("max")
    leads = (rows["regency_standing"] == best).to_numpy()
    result = pd.DataFrame(index=frame.index)
    result["province"] = groups["province"].transform("first")
    result["median"] = groups["regency"].transform("median")
    result["best"] = rows["actual"].where(leads).groupby([rows[name] for name in by], dropna=False).transform("first")
    result["best_region"] = _joined(rows, leads, by)
    result["gap_to_province"] = rows["standing"] - groups["province_standing"].transform("first")
    result["gap_to_median"] = rows["standing"] - groups["regency_standing"].transform("median")
    result["gap_to_best"] = rows["standing"] - best
    result["rank"] = groups["regency_standing"].rank(method="min", ascending=False)
    shared = rows.groupby([*by, "regency_standing"], sort=False)["region"].transform("size")
    result["tied"] = (shared > 1).to_numpy(dtype=bool)
    result["regions"] = groups["regency"].transform("count")
    reasons = np.select([rows["actual"].isna(), better == "neutral"], ["no_actual", "no_direction"], "")
    result["reason"] = pd.Series(reasons, index=frame.index, dtype="str").replace("", np.nan)
    return result


def _joined(rows: pd.DataFrame, leads: np.ndarray, by: list[str]) -> pd.Series:
    leaders = rows[leads].groupby(by, sort=False, dropna=False)["region"].agg(";".join).rename("best_region")
    return rows[by].merge(leaders.reset_index(), on=by, how="left")["best_region"].set_axis(rows.index)
