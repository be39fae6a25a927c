"""Oracles: hand computation, and values of PySAL's `inequality` 1.1.2 written down beside the data they belong to."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import equity

# Gini and TheilD of `inequality` on these ten values with the groups beneath
LOGNORMAL = [1.4126, 2.2745, 1.3914, 0.2713, 2.4729, 1.5625, 0.5846, 1.7884, 1.4398, 1.3416]
GROUPS = list("abababbbaa")
PYSAL_GINI = 0.23672040496299754
PYSAL_THEIL = 0.11016934288663978
PYSAL_WITHIN = 0.10427570867756891
PYSAL_BETWEEN = 0.0058936342090708735

amounts = st.lists(st.floats(0, 1e6, allow_nan=False), min_size=2, max_size=25).filter(lambda v: sum(v) > 1)
modest = settings(max_examples=60, deadline=None)


def test_gini_of_one_to_five_by_hand():
    # 2 * (1*1 + 2*2 + 3*3 + 4*4 + 5*5) / (5 * 15) - 6 / 5
    assert equity.gini([1, 2, 3, 4, 5]) == pytest.approx(4 / 15, rel=1e-12)


def test_one_region_with_everything_has_gini_one_less_a_share_and_theil_log_n():
    assert equity.gini([0, 0, 0, 8]) == pytest.approx(0.75, rel=1e-12)
    assert equity.theil([0, 0, 0, 8]) == pytest.approx(math.log(4), rel=1e-12)


def test_zeros_count_as_regions():
    assert equity.gini([0, 1, 1]) > equity.gini([1, 1])
    assert equity.gini([0, 1, 1]) == pytest.approx(1 / 3, rel=1e-12)


def test_theil_of_one_two_three_by_hand():
    by_hand = (0.5 * math.log(0.5) + 1.5 * math.log(1.5)) / 3
    assert equity.theil([1, 2, 3]) == pytest.approx(by_hand, rel=1e-12)


def test_theil_parts_by_hand():
    # groups (1, 2) and (3, 4): totals 3 and 7 of 10, each half of the population
    between = 0.3 * math.log(0.6) + 0.7 * math.log(1.4)
    within = 0.3 * equity.theil([1, 2]) + 0.7 * equity.theil([3, 4])
    assert equity.theil_parts([1, 2, 3, 4], ["a", "a", "b", "b"]) == pytest.approx((within, between), rel=1e-12)


def test_a_group_with_nothing_adds_nothing_within():
    within, between = equity.theil_parts([0, 0, 2, 2], ["a", "a", "b", "b"])
    assert within == pytest.approx(0, abs=1e-15)
    assert between == pytest.approx(math.log(2), rel=1e-12)


def test_agrees_with_pysal_inequality():
    assert equity.gini(LOGNORMAL) == pytest.approx(PYSAL_GINI, rel=1e-9)
    assert equity.theil(LOGNORMAL) == pytest.approx(PYSAL_THEIL, rel=1e-9)
    assert equity.theil_parts(LOGNORMAL, GROUPS) == pytest.approx((PYSAL_WITHIN, PYSAL_BETWEEN), rel=1e-9)


def test_williamson_by_hand_and_above_one():
    # mean (1*10 + 3*2) / 4 = 4; deviations 6 and -2; sqrt((36*1 + 4*3) / 4) / 4
    assert equity.williamson([10, 2], [1, 3]) == pytest.approx(math.sqrt(12) / 4, rel=1e-12)
    assert equity.williamson([100, 1], [1, 99]) > 1


def test_variation_uses_the_population_standard_deviation():
    assert equity.variation([2, 4, 4, 4, 5, 5, 7, 9]) == pytest.approx(2 / 5, rel=1e-12)


def test_variation_takes_negative_values_while_the_mean_is_positive():
    assert equity.variation([-1, 2]) == pytest.approx(3, rel=1e-12)


def test_range_and_ratio():
    assert equity.spread([3, 9, 4]).range == 6
    assert equity.ratio([3, 9, 4]) == 3


def test_missing_values_are_left_out_with_their_weights():
    assert equity.gini([1, None, 3, float("nan")]) == equity.gini([1, 3])
    assert equity.williamson([10, None, 2], [1, 50, 3]) == equity.williamson([10, 2], [1, 3])


def test_labels_are_matched_not_positions():
    values = pd.Series({"11.01": 10.0, "11.02": 2.0})
    people = pd.Series({"11.02": 3.0, "11.01": 1.0})
    assert equity.williamson(values, people) == equity.williamson([10, 2], [1, 3])
    with pytest.raises(equity.Undefined, match="same regions"):
        equity.williamson(values, people.rename({"11.02": "11.99"}))


@pytest.mark.parametrize(
    ("measure", "arguments", "code"),
    [
        (equity.gini, ([],), "empty"),
        (equity.gini, ([None, float("nan")],), "empty"),
        (equity.gini, ([-1, 2],), "negative"),
        (equity.gini, ([0, 0],), "all_zero"),
        (equity.gini, ([1, float("inf")],), "infinite"),
        (equity.gini, ([1, 2], [1]), "weights_mismatch"),
        (equity.gini, ([1, 2], [1, None]), "weight_missing"),
        (equity.gini, ([1, 2], [1, -1]), "weight_negative"),
        (equity.gini, ([1, 2], [0, 0]), "weights_zero"),
        (equity.theil, ([-1, 2],), "negative"),
        (equity.theil, ([0, 0, 0],), "all_zero"),
        (equity.theil_parts, ([1, 2], ["a"]), "weights_mismatch"),
        (equity.theil_parts, ([1, 2], ["a", None]), "weight_missing"),
        (equity.theil_parts, ([], []), "empty"),
        (equity.variation, ([],), "empty"),
        (equity.variation, ([-2, 2],), "mean_not_positive"),
        (equity.williamson, ([0, 0], [1, 1]), "mean_not_positive"),
        (equity.williamson, ([1, 2], [1, 2, 3]), "weights_mismatch"),
        (equity.williamson, ([1, 2], None), "weights_mismatch"),
        (equity.ratio, ([0, 2],), "lowest_not_positive"),
        (equity.ratio, ([],), "empty"),
    ],
)
def test_what_cannot_be_computed_says_why(measure, arguments, code):
    with pytest.raises(equity.Undefined, match="undefined") as raised:
        measure(*arguments)
    assert raised.value.code == code
    assert isinstance(raised.value, ValueError)


def test_equal_values_are_exactly_equal():
    for measure in (equity.gini, equity.theil, equity.variation):
        assert measure([0.1] * 7) == 0.0
    assert equity.theil_parts([0.1] * 4, list("aabb")) == (0.0, 0.0)


def test_nearly_equal_values_keep_their_digits():
    assert equity.gini([1e9, 1e9 + 1]) == pytest.approx(1 / (2 * (2e9 + 1)), rel=1e-9)
    assert equity.variation([1e9, 1e9 + 1]) == pytest.approx(0.5 / (1e9 + 0.5), rel=1e-9)


def test_very_large_and_very_small_values():
    assert equity.gini([1e308, 3e307]) == pytest.approx(equity.gini([10, 3]), rel=1e-12)
    assert equity.variation([1e-300, 3e-300]) == pytest.approx(0.5, rel=1e-12)


@modest
@given(amounts, st.floats(1e-3, 1e3))
def test_unit_of_measure_does_not_matter(values, factor):
    scaled = [v * factor for v in values]
    for measure in (equity.gini, equity.theil, equity.variation):
        assert measure(scaled) == pytest.approx(measure(values), rel=1e-6, abs=1e-9)


@modest
@given(amounts, st.randoms(use_true_random=False))
def test_order_does_not_matter(values, random):
    shuffled = random.sample(values, len(values))
    for measure in (equity.gini, equity.theil, equity.variation):
        assert measure(shuffled) == pytest.approx(measure(values), rel=1e-9, abs=1e-12)


@modest
@given(amounts, st.data())
def test_weights_are_repetitions(values, data):
    weights = data.draw(st.lists(st.integers(1, 4), min_size=len(values), max_size=len(values)))
    repeated = np.repeat(values, weights)
    assert equity.gini(values, weights) == pytest.approx(equity.gini(repeated), rel=1e-9, abs=1e-12)
    assert equity.theil(values, weights) == pytest.approx(equity.theil(repeated), rel=1e-9, abs=1e-12)
    assert equity.williamson(values, weights) == pytest.approx(equity.variation(repeated), rel=1e-9, abs=1e-12)


@modest
@given(amounts)
def test_bounds_and_parts(values):
    groups = ["kota" if i % 3 == 0 else "kabupaten" for i in range(len(values))]
    n = len(values)
    assert 0 <= equity.gini(values) <= 1 - 1 / n + 1e-12
    assert 0 <= equity.theil(values) <= math.log(n) + 1e-12
    within, between = equity.theil_parts(values, groups)
    assert within >= 0
    assert between >= 0
    assert within + between == pytest.approx(equity.theil(values), rel=1e-9, abs=1e-12)


def regencies() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "indicator": ["ipm"] * 6 + ["growth"] * 3 + ["gap"] * 2,
            "period": ["2023"] * 3 + ["2024"] * 3 + ["2024"] * 3 + ["2024"] * 2,
            "value": [70.0, 75, 80, 72, None, 80, -1, 2, 3, None, None],
            "people": [10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20],
            "type": ["kab", "kab", "kota"] * 3 + ["kab", "kota"],
        }
    )


def test_equity_by_equals_the_single_forms():
    table = equity.equity_by(regencies(), ["indicator", "period"], weight="people", group="type")
    row = table.loc[("ipm", "2023")]
    assert row["n"] == 3
    assert row["range"] == 10
    assert row["ratio"] == pytest.approx(80 / 70)
    assert row["gini"] == pytest.approx(equity.gini([70, 75, 80]), rel=1e-12)
    assert row["williamson"] == pytest.approx(equity.williamson([70, 75, 80], [10, 20, 30]), rel=1e-12)
    parts = equity.theil_parts([70, 75, 80], ["kab", "kab", "kota"])
    assert (row["theil_within"], row["theil_between"]) == pytest.approx(parts, rel=1e-12)
    assert row["reason"] == ""
    assert table.loc[("ipm", "2024"), "n"] == 2


def test_equity_by_names_the_reason_where_undefined():
    table = equity.equity_by(regencies(), ["indicator", "period"], weight="people", group="type")
    growth = table.loc[("growth", "2024")]
    assert math.isnan(growth["gini"])
    assert "gini:negative" in growth["reason"].split(";")
    assert growth["variation"] > 0
    nothing = table.loc[("gap", "2024")]
    assert nothing["n"] == 0
    assert math.isnan(nothing["range"])
    assert "range:empty" in nothing["reason"].split(";")


def test_equity_by_missing_weight_spoils_only_its_own_set():
    frame = regencies()
    frame.loc[1, "people"] = np.nan
    table = equity.equity_by(frame, ["indicator", "period"], weight="people")
    assert "williamson:weight_missing" in table.loc[("ipm", "2023"), "reason"]
    assert table.loc[("ipm", "2024"), "williamson"] == pytest.approx(equity.williamson([72, 80], [10, 30]))
    assert math.isnan(table.loc[("ipm", "2023"), "theil_within"])


def test_equity_by_of_many_random_sets_equals_a_loop():
    random = np.random.default_rng(7)
    frame = pd.DataFrame(
        {
            "series": np.repeat(np.arange(60), 23),
            "value": random.lognormal(size=60 * 23) * 10.0 ** np.repeat(random.integers(-8, 9, 60), 23),
            "people": random.integers(1, 500, 60 * 23),
        }
    ).sample(frac=1, random_state=1)
    table = equity.equity_by(frame, ["series"], weight="people")
    for series, rows in frame.groupby("series"):
        assert table.loc[series, "gini"] == pytest.approx(equity.gini(rows["value"]), rel=1e-9)
        assert table.loc[series, "theil"] == pytest.approx(equity.theil(rows["value"]), rel=1e-9)
        assert table.loc[series, "williamson"] == pytest.approx(
            equity.williamson(rows["value"], rows["people"]), rel=1e-9
        )


def test_spread_of_one_set():
    spread = equity.spread([1, 2, 0, 4], weights=[1, 2, 3, 4], groups=list("aabb"))
    assert (spread.n, spread.lowest, spread.highest, spread.range) == (4, 0, 4, 4)
    assert spread.gini == pytest.approx(equity.gini([1, 2, 0, 4]))
    assert math.isnan(spread.ratio)
    assert spread.reason == "ratio:lowest_not_positive"
    assert math.isnan(equity.spread([1, 2]).williamson)
    assert equity.spread([1, 2]).reason == ""
    with pytest.raises(equity.Undefined):
        equity.spread([None])
