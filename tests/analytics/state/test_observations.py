"""What is said of each observation: achievement, class, gap, year ago, and what cannot be assessed."""

import numpy as np
import pandas as pd
import pytest

from analytics.state import assess_series, finish
from tests.analytics.state.examples import course, dictionary


def test_every_observation_gets_achievement_class_gap_and_year_ago():
    rows = course([70.0, 80.0, None], target=[80.0, 80.0, 90.0])
    result, _ = assess_series(rows, dictionary(value_scale="sakip"))
    assert result["achievement"].tolist() == pytest.approx([87.5, 100, np.nan], nan_ok=True)
    assert result["class"].tolist()[:2] == ["tinggi", "sangat_tinggi"]
    assert result["tone"].tolist()[:2] == ["good", "very_good"]
    assert result["predicate"].tolist()[:2] == ["B", "BB"]
    assert result["gap"].tolist() == pytest.approx([-10, 0, np.nan], nan_ok=True)
    assert result["previous_year"].tolist() == pytest.approx([np.nan, 70, 80], nan_ok=True)
    assert result["change_year"].tolist() == pytest.approx([np.nan, 10, np.nan], nan_ok=True)
    assert result[["class", "tone", "predicate"]].iloc[2].isna().all()


def test_order_index_and_other_columns_are_kept():
    rows = course(range(8), "quarterly", target=10.0, note=list("abcdefgh")).set_axis(range(100, 108))
    shuffled = rows.sample(frac=1, random_state=4)
    straight, one = assess_series(rows, dictionary())
    mixed, other = assess_series(shuffled, dictionary())
    assert mixed.index.equals(shuffled.index)
    pd.testing.assert_frame_equal(mixed.sort_index(), straight)
    pd.testing.assert_frame_equal(one, other)


def test_values_reported_one_by_one_are_summed_for_a_cumulative_formula():
    facts = {"formula": "R_T_CUM", "accumulation": "point"}
    rows = course([10, None, 30, 40, 5], "quarterly", target=[20.0, 20, 20, None, 20])
    result, _ = assess_series(rows, dictionary(**facts))
    assert result["achievement"].tolist() == pytest.approx([50, np.nan, 100, np.nan, 25], nan_ok=True)


def test_points_of_deviation_are_classed_by_polarity():
    facts = {"formula": "DIFF_PP", "better": "lower", "scale": "deviation_points"}
    result, series = assess_series(course([3.0, 1.0], target=2.0), dictionary(**facts))
    assert result["achievement"].tolist() == [1, -1]
    assert result["class"].tolist() == ["tinggi", "sangat_tinggi"]
    assert series["gap"].tolist() == [1]


def test_a_band_comes_before_a_target_where_the_formula_is_range():
    facts = {"formula": "RANGE", "better": "higher"}
    result, _ = assess_series(course([92.0], target=100.0, target_low=80.0, target_high=90.0), dictionary(**facts))
    assert result["achievement"].tolist() == pytest.approx([92 / 90 * 100])
    assert result["gap"].tolist() == [2]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"indicator": "Y"}, "no indicator Y"),
        ({"frequency": "weekly"}, "weekly"),
        ({"period_start": pd.Timestamp("2020-01-01")}, "twice"),
    ],
)
def test_what_cannot_be_assessed_is_named(change, message):
    with pytest.raises(ValueError, match=message):
        assess_series(course([1.0, 2.0]).assign(**change), dictionary())


def test_an_empty_frame_gives_empty_frames_with_all_columns():
    rows, series = assess_series(course([1.0]).iloc[:0], dictionary())
    assert rows.empty
    assert {"achievement", "class", "change_year"} <= set(rows.columns)
    assert finish(series).empty
    assert {"state", "sentence_id", "actuals", "q_value"} <= set(series.columns)


def test_series_are_numbered_where_the_caller_has_not():
    rows = pd.concat([course([1.0, 2.0]).assign(region=region) for region in ("11.02", "11.01")]).drop(columns="series")
    result, series = assess_series(rows.reset_index(drop=True), dictionary())
    assert result["series"].tolist() == [1, 1, 0, 0]
    assert series["region"].tolist() == ["11.01", "11.02"]
