"""Close the gap: hand-computed cases, and the parts that must add up to the whole for any input."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.gap import shortfall

modest = settings(max_examples=40, deadline=None)
REGENCIES = pd.DataFrame(
    {"region": ["11.01", "11.02", "11.03"], "actual": [50.0, 80, 90], "numerator": [50.0, 160, 90],
     "denominator": [100.0, 200, 100]}
)  # fmt: skip


def closed(rows=REGENCIES, target=85, better="higher", aggregation="ratio", factor=100):
    return shortfall.close_the_gap(rows, target, better=better, aggregation=aggregation, factor=factor)


def test_a_ratio_by_hand():
    # 300 of 400 are reached; 85 % would be 340. The first lacks 35 of 40, the second 10, the third has 5 to spare.
    found = closed()
    assert (found.province, found.shortfall, found.regions, found.below) == (75, 40, 3, 2)
    assert found.rows["lacking"].tolist() == [35, 10, -5]
    assert found.rows["share"].tolist() == pytest.approx([35 / 45, 10 / 45, 0])
    # at the median of 80 % the first would have 80 instead of 50: 330 of 400
    assert (found.median, found.at_median, found.gain) == (80, 82.5, 7.5)
    assert found.reason is None


def test_where_less_is_better_the_excess_is_the_shortfall():
    found = closed(target=70, better="lower")
    assert found.rows["lacking"].tolist() == [-20, 20, 20]
    assert found.shortfall == 20
    assert (found.at_median, found.gain) == (72.5, 2.5)


def test_sums_are_compared_with_the_regencies_own_targets():
    found = closed(REGENCIES.assign(target=[60.0, 70, None]), None, aggregation="sum")
    assert (found.province, found.target, found.shortfall) == (130, 130, 0)
    assert found.rows["lacking"].tolist()[:2] == [10, -10]
    assert found.rows["share"].tolist()[:2] == [1, 0]
    assert math.isnan(found.gain)


@pytest.mark.parametrize(
    ("changes", "options", "reason"),
    [
        ({}, {"aggregation": "official_only"}, "no_counts"),
        ({"numerator": None}, {}, "no_counts"),
        ({"denominator": 0.0}, {}, "no_counts"),
        ({}, {"better": "neutral"}, "no_direction"),
        ({}, {"better": "range"}, "no_direction"),
        ({}, {"target": None}, "no_target"),
        ({}, {"aggregation": "sum"}, "no_target"),
        ({"actual": None, "numerator": None}, {}, "no_values"),
    ],
)
def test_what_cannot_be_taken_apart_says_why(changes, options, reason):
    found = closed(REGENCIES.assign(**changes), **options)
    assert found.reason == reason
    assert math.isnan(found.shortfall)


def test_without_a_target_the_median_can_still_be_told():
    found = closed(target=None)
    assert (found.reason, found.gain) == ("no_target", 7.5)


def test_an_empty_frame_is_refused():
    assert closed(REGENCIES.iloc[:0]).reason == "no_values"


def test_a_regency_without_counts_does_not_hold_up_the_others():
    found = closed(REGENCIES.assign(numerator=[50.0, None, 90]))
    assert (found.regions, found.province) == (2, 70)
    assert found.reason is None


counts = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=23)


@modest
@given(counts, st.floats(1, 99), st.sampled_from(["higher", "lower"]))
def test_the_parts_add_up_to_the_whole(rows, target, better):
    frame = pd.DataFrame(rows, columns=["numerator", "denominator"]).astype(float)
    frame["actual"] = 100 * frame["numerator"] / frame["denominator"]
    found = closed(frame, target, better)
    base, sign = frame["denominator"].sum(), 1 if better == "higher" else -1
    assert found.rows["lacking"].sum() == pytest.approx(found.shortfall, abs=1e-6)
    assert found.shortfall == pytest.approx(sign * (target - found.province) * base / 100, abs=1e-6)
    assert found.gain >= 0
    # moving every worse regency to the median, written out
    median = frame["actual"].median()
    moved = np.maximum(frame["actual"], median) if better == "higher" else np.minimum(frame["actual"], median)
    assert found.at_median == pytest.approx((moved * frame["denominator"]).sum() / base, rel=1e-9, abs=1e-9)
    if found.below:
        assert found.rows["share"].sum() == pytest.approx(1)


def test_many_sets_at_once_equal_one_by_one():
    random = np.random.default_rng(3)
    frame = pd.DataFrame(
        {
            "indicator": np.repeat([f"i{n}" for n in range(20)], 12),
            "denominator": random.integers(1, 400, 240).astype(float),
            "goal": np.repeat(random.uniform(20, 90, 20), 12),
            "better": np.repeat(random.choice(["higher", "lower", "neutral"], 20), 12),
            "aggregation": np.repeat(random.choice(["ratio", "sum", "official_only"], 20), 12),
            "factor": 100.0,
        }
    )
    frame["numerator"] = (frame["denominator"] * random.uniform(0, 1, 240)).round()
    frame["actual"] = 100 * frame["numerator"] / frame["denominator"]
    frame["target"] = random.uniform(20, 90, 240)
    frame.loc[random.integers(0, 240, 30), ["actual", "numerator"]] = np.nan
    frame = frame.sample(frac=1, random_state=2)
    parts, whole = shortfall.close_by(frame, ["indicator"])
    assert parts.index.equals(frame.index)
    for name, rows in frame.groupby("indicator"):
        first = rows.iloc[0]
        alone = shortfall.close_the_gap(
            rows, first["goal"], better=first["better"], aggregation=first["aggregation"], factor=100
        )
        np.testing.assert_allclose(parts.loc[rows.index].to_numpy(), alone.rows[list(parts.columns)].to_numpy())
        for measure in shortfall.WHOLE[:-1]:
            assert whole.loc[name, measure] == pytest.approx(getattr(alone, measure), nan_ok=True), measure


def test_a_share_is_told_of_one_unless_a_factor_is_given():
    rows = pd.DataFrame({"actual": [0.5, 0.8], "numerator": [50, 80], "denominator": [100, 100]})
    found = shortfall.close_the_gap(rows, 0.75, better="higher", aggregation="ratio")
    assert (found.province, found.shortfall) == (pytest.approx(0.65), pytest.approx(20))


def test_indicators_come_in_their_order():
    frame = pd.concat([REGENCIES.assign(indicator=name) for name in ("b", "a")], ignore_index=True)
    frame = frame.assign(goal=85.0, better="higher", aggregation="ratio", factor=100.0)
    assert shortfall.close_by(frame, ["indicator"])[1].index.tolist() == ["a", "b"]
