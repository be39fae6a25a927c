"""Peers: medians counted by hand on a small map, and many groups at once against a loop."""

import numpy as np
import pandas as pd
import pytest

from analytics.gap import regions

MAP = {"a": {"b", "c"}, "b": {"a"}, "c": {"a", "d"}, "d": {"c"}, "e": set()}
ROWS = pd.DataFrame(
    {
        "indicator": "i", "period": "2025", "better": "higher",
        "region": ["11", "a", "b", "c", "d", "e"],
        "type": ["Provinsi", "Kabupaten", "Kabupaten", "Kota", "Kota", "Kota"],
        "actual": [99.0, 10, 20, 40, None, 60],
    }
)  # fmt: skip


def test_type_and_neighbours_by_hand():
    found = regions.compare_peers(ROWS, MAP).set_index(ROWS["region"])
    assert found["type_median"].tolist()[1:4] == [15, 15, 50]
    assert found.loc["c", "gap_to_type"] == -10
    assert found.loc["a", ["neighbour_median", "gap_to_neighbours", "neighbours"]].tolist() == [30, -20, 2]
    # d has no value: it neither compares nor counts as a neighbour of c
    assert found.loc["d"].isna().sum() == 4
    assert found.loc["c", ["neighbour_median", "neighbours"]].tolist() == [10, 1]
    assert found.loc["e", "neighbours"] == 0
    assert found.loc["11"].isna().sum() == 4


def test_where_less_is_better_the_sign_turns_and_neutral_has_none():
    lower = regions.compare_peers(ROWS.assign(better="lower"), MAP)
    higher = regions.compare_peers(ROWS, MAP)
    assert lower["gap_to_type"].tolist() == pytest.approx((-higher["gap_to_type"]).tolist(), nan_ok=True)
    assert regions.compare_peers(ROWS.assign(better="neutral"), MAP)["gap_to_neighbours"].isna().all()


def test_many_groups_at_once_equal_one_by_one():
    random = np.random.default_rng(2)
    parts = [ROWS.assign(period=str(year), actual=random.uniform(0, 9, len(ROWS))) for year in range(2010, 2020)]
    frame = pd.concat(parts, ignore_index=True).sample(frac=1, random_state=1)
    frame.loc[random.integers(0, len(frame), 9), "actual"] = np.nan
    found = regions.compare_peers(frame, MAP)
    assert found.index.equals(frame.index)
    for _, rows in frame.groupby("period"):
        pd.testing.assert_frame_equal(found.loc[rows.index], regions.compare_peers(rows, MAP))


def test_nobody_to_compare_with():
    assert regions.compare_peers(ROWS.iloc[:0], MAP).empty
    assert regions.compare_peers(ROWS.iloc[[1]], {})["neighbours"].tolist() == [0]
