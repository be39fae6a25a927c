"""A region beside those it is fairly compared with: regions of its own type, and those that border it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from analytics.gap.distance import gap_between
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
