"""A region beside all others: positions, ranks, quarters and what cannot be compared, worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.gap.profile import COLUMNS, FEWEST, profile, quarters

BY = ["indicator"]


def frame(values, better="higher", indicator="A", province=None, **more) -> pd.DataFrame:
    """Regencies r0, r1 … with these values, and the province where it has one."""
    rows = [{"region": f"r{place}", "actual": value} for place, value in enumerate(values)]
    if province is not None:
        rows.append({"region": "11", "actual": province})
    return pd.DataFrame(rows).assign(indicator=indicator, better=better, **more)


def one(rows, region="r0") -> pd.Series:
    return profile(rows, region, BY).iloc[0]


def test_higher_is_better():
    row = one(frame([70.0, 60, 80, 65, 75], province=72.0))
    assert (row["worst"], row["best"], row["median"], row["province"]) == (60, 80, 70, 72)
    assert (row["worst_region"], row["best_region"]) == ("r1", "r2")
    assert row["position"] == pytest.approx(0.5)
    assert row["province_position"] == pytest.approx(0.6)
    assert (row["low_quarter"], row["median_position"], row["high_quarter"]) == pytest.approx((0.25, 0.5, 0.75))
    assert (row["rank"], row["as_good"], row["as_bad"], row["regions"]) == (3, 3, 3, 5)
    assert row["reason"] == ""


def test_lower_is_better_turns_the_scale():
    row = one(frame([70.0, 60, 80, 65, 75], better="lower", province=72.0), "r1")
    assert (row["worst"], row["best"], row["rank"]) == (80, 60, 1)
    assert row["position"] == 1
    assert row["province_position"] == pytest.approx(0.4)


def test_a_band_counts_the_distance_from_it():
    values = frame([3.0, 5, 1, 9, 4], better="range", target_low=2.0, target_high=4.0)
    assert one(values, "r3")["position"] == 0
    assert one(values, "r0")["rank"] == one(values, "r4")["rank"] == 1
    assert one(values, "r1")["position"] == pytest.approx(0.8)


@pytest.mark.parametrize("more", [{"better": "neutral"}, {"better": "lower", "counted": True}])
def test_without_a_direction_nothing_is_ranked(more):
    row = one(frame([70.0, 60, 80, 65, 75], **more), "r1")
    assert not row["directed"]
    assert (row["position"], row["worst"], row["best"]) == (0, 60, 80)
    assert np.isnan([row["rank"], row["as_good"], row["as_bad"]]).all()
    assert pd.isna(quarters(profile(frame([70.0, 60, 80, 65, 75], **more), "r1", BY)).iloc[0])


def test_a_province_that_is_the_total_of_its_regencies_is_left_out():
    row = one(frame([70.0, 60, 80, 65, 75], province=350.0))
    assert not row["directed"]
    assert np.isnan(row["province"])
    assert np.isnan(row["province_position"])
    near = one(frame([70.0, 60, 80, 65, 75], province=81.0))
    assert near["directed"]
    assert near["province_position"] == pytest.approx(1.05)


def test_too_few_and_all_equal_have_no_position():
    few = one(frame([1.0, 2, 3, 4]))
    assert FEWEST == 5
    assert (few["reason"], few["regions"]) == ("too_few", 4)
    assert np.isnan([few["position"], few["rank"], few["median_position"]]).all()
    same = one(frame([7.0] * 6))
    assert same["reason"] == "all_equal"
    assert np.isnan(same["position"])
    assert (same["rank"], same["as_good"], same["as_bad"]) == (1, 6, 6)
    assert quarters(profile(frame([7.0] * 6), "r0", BY)).isna().all()


def test_a_missing_value_is_neither_drawn_nor_counted():
    rows = frame([70.0, None, 80, 65, 75, 90])
    assert one(rows)["regions"] == 5
    assert profile(rows, "r1", BY).empty


def test_groups_do_not_mix():
    rows = pd.concat([frame([1.0, 2, 3, 4, 5]), frame([9.0, 1, 1, 1, 1], indicator="B", better="lower")])
    found = profile(rows, "r0", BY)
    assert list(found.index) == ["A", "B"]
    assert found["position"].tolist() == [0, 0]
    assert found["rank"].tolist() == [5, 5]
    assert found.loc["B", "best_region"] == "r1;r2;r3;r4"


def test_quarters_are_strict_where_values_are_shared():
    def kinds(values):
        return [quarters(profile(frame(values), f"r{place}", BY)).iloc[0] for place in range(len(values))]

    assert kinds([8.0, 7, 6, 5, 4, 3, 2, 1]) == ["best", "best", *["middle"] * 4, "worst", "worst"]
    assert kinds([100.0] * 7 + [90.0]) == [*["middle"] * 7, "worst"]


def test_nothing_to_compare_gives_an_empty_frame():
    found = profile(frame([1.0, 2, 3, 4, 5]), "r9", BY)
    assert found.empty
    assert list(found.columns) == list(COLUMNS)
    assert quarters(found).empty


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.integers(-1000, 1000), min_size=FEWEST, max_size=23),
    st.sampled_from(["higher", "lower"]),
    st.integers(-50, 50),
)
def test_positions_stay_between_the_ends_and_ignore_scale(values, better, shift):
    rows = frame([float(value) for value in values], better=better)
    moved = rows.assign(actual=rows["actual"] * 3 + shift)
    for region in ("r0", "r1"):
        row, other = one(rows, region), one(moved, region)
        if row["reason"]:
            assert other["reason"] == row["reason"]
            continue
        assert 0 <= row["position"] <= 1
        assert other["position"] == pytest.approx(row["position"])
        assert row["rank"] + row["as_bad"] == row["regions"] + 1
        assert 0 <= row["low_quarter"] <= row["median_position"] <= row["high_quarter"] <= 1


def test_a_key_that_is_not_told_is_a_key_too():
    rows = frame([70.0, 60, 80, 65, 75], province=72.0)
    found = profile(pd.concat([rows, rows.assign(indicator=None)]), "r0", BY)
    told, untold = found.iloc[0], found.iloc[1]
    assert told["rank"] == 3
    pd.testing.assert_series_equal(told, untold, check_names=False)
