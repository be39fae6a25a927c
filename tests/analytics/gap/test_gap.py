"""Gaps, comparisons and pace: a shortfall is negative whichever way is better, and refusals say why."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.gap import (
    aim,
    compare_regions,
    gap_between,
    gap_to_target,
    pace,
    progress,
    required_pace,
    share_by,
    share_of_change,
    time_by,
    time_to_target,
)
from analytics.periods import last_steps, period_ids, steps, steps_a_year

numbers = st.floats(-1e6, 1e6)


@pytest.mark.parametrize(
    ("actual", "target", "better", "low", "high", "expected"),
    [
        (74.70, 72.58, "higher", None, None, 2.12),
        (12.33, 11.75, "lower", None, None, -0.58),
        (11, 11.75, "lower", None, None, 0.75),
        (2, 2, "lower", None, None, 0),
        (2.5, None, "range", 2, 3, 0),
        (4, None, "range", 2, 3, -1),
        (1, None, "range", 2, 3, -1),
        (4, 3, "range", None, None, -1),
        (92, None, "higher", 80, 90, 2),
        (85, None, "higher", 80, 90, 0),
        (70, None, "higher", 80, 90, -10),
        (8, None, "lower", 6.39, 7.39, -0.61),
        (6, None, "lower", 6.39, 7.39, 0.39),
        (70, None, "higher", 80, None, -10),
        (5, 5, "neutral", None, None, math.nan),
        (None, 5, "higher", None, None, math.nan),
        (5, None, "higher", None, None, math.nan),
        (5, None, "range", 9, 1, math.nan),
    ],
)
def test_gap_to_target(actual, target, better, low, high, expected):
    assert gap_to_target(actual, target, better, low, high) == pytest.approx(expected, nan_ok=True)


def test_no_gap_prints_without_a_sign():
    assert math.copysign(1, gap_to_target(2, 2, "lower")) == 1
    assert math.copysign(1, gap_to_target(2.5, None, "range", 2, 3)) == 1


def test_gap_of_arrays_is_the_gap_of_each():
    result = gap_to_target([1, 2, None], [2, 2, 2], np.array(["higher", "lower", "higher"], dtype=object))
    assert result.tolist() == pytest.approx([-1, 0, math.nan], nan_ok=True)


def test_gap_to_last_year():
    assert gap_between(12.3, 14.2, "lower") == pytest.approx(1.9)
    assert gap_between(12.3, 14.2, "higher") == pytest.approx(-1.9)
    assert gap_between(3.5, 4, "range", 2, 3) == pytest.approx(0.5)
    assert math.isnan(gap_between(1, 2, "neutral"))


@pytest.mark.parametrize(
    ("actual", "target", "better", "low", "high", "expected"),
    [
        (1, 5, "higher", None, None, 5),
        (1, None, "higher", 4, 6, 4),
        (9, None, "lower", 4, 6, 6),
        (9, None, "range", 4, 6, 6),
        (1, None, "range", 4, 6, 4),
        (5, None, "range", 4, 6, 5),
    ],
)
def test_what_to_aim_for(actual, target, better, low, high, expected):
    assert aim(actual, target, better, low, high) == expected


REGIONS = pd.DataFrame(
    {
        "indicator": "A",
        "period": "2024",
        "better": "lower",
        "region": ["11", "11.01", "11.02", "11.03", "11.04"],
        "actual": [5.0, 3, 3, 8, None],
    }
)


def test_regions_are_compared_with_province_median_and_best():
    result = compare_regions(REGIONS)
    assert result["province"].tolist() == [5] * 5
    assert result["median"].tolist() == [3] * 5
    assert result["best"].tolist() == [3] * 5
    assert result["best_region"].tolist() == ["11.01;11.02"] * 5
    assert result["gap_to_province"].tolist() == pytest.approx([0, 2, 2, -3, np.nan], nan_ok=True)
    assert result["gap_to_best"].tolist() == pytest.approx([-2, 0, 0, -5, np.nan], nan_ok=True)
    assert result["rank"].tolist() == pytest.approx([np.nan, 1, 1, 3, np.nan], nan_ok=True)
    assert result["tied"].tolist() == [False, True, True, False, False]
    assert result["regions"].tolist() == [3] * 5
    assert result["reason"].tolist()[3:] == pytest.approx([np.nan, "no_actual"], nan_ok=True)


def test_regions_without_direction_are_not_ranked():
    result = compare_regions(REGIONS.assign(better="neutral"))
    assert result[["rank", "gap_to_province", "gap_to_median", "gap_to_best", "best"]].isna().all(axis=None)
    assert result["median"].tolist() == [3] * 5
    assert result["reason"].tolist()[:2] == ["no_direction", "no_direction"]


def test_a_band_puts_the_nearest_region_first():
    result = compare_regions(REGIONS.assign(better="range", target_low=4.0, target_high=6.0))
    assert result["rank"].tolist() == pytest.approx([np.nan, 1, 1, 3, np.nan], nan_ok=True)
    assert result["gap_to_province"].tolist() == pytest.approx([0, -1, -1, -2, np.nan], nan_ok=True)


def test_groups_and_order_are_kept_apart():
    second = REGIONS.assign(period="2025", actual=[5.0, 1, 2, 9, 4])
    both = pd.concat([REGIONS, second], ignore_index=True).sample(frac=1, random_state=3)
    apart = pd.concat([compare_regions(REGIONS), compare_regions(second).set_axis(range(5, 10))])
    pd.testing.assert_frame_equal(compare_regions(both).sort_index(), apart, check_dtype=False)


def test_pace_that_is_enough_and_pace_that_is_not():
    assert pace(10, 20, 5, 1.5) == (type(pace(10, 20, 5, 1.5)))(2.0, 1.5, 5, False)
    assert pace(10, 20, 5, 2.0).enough
    assert pace(12.33, 9.33, 3, -1.2, "lower").required == pytest.approx(-1)
    assert pace(12.33, 9.33, 3, -1.2, "lower").enough
    assert pace(12.33, 9.33, 3, 1.2, "lower").enough is False
    assert pace(25, 20, 5, 0.1).required == 0
    assert pace(9, None, 3, -1, "range", 4, 6).required == -1


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((None, 20, 5, 1), "no_actual"),
        ((10, None, 5, 1), "no_target"),
        ((10, 20, 0, 1), "target_date_passed"),
        ((10, 20, 5, 1, "neutral"), "no_direction"),
        ((10, 20, 5, None), "no_observed_pace"),
    ],
)
def test_pace_says_what_is_missing(arguments, reason):
    result = pace(*arguments)
    assert result.reason == reason
    assert result.enough is None


def test_required_pace_of_arrays():
    left = [5, 0, 5]
    assert required_pace([10, 10, 30], [20, 20, 20], left).tolist() == pytest.approx([2, math.nan, 0], nan_ok=True)
    assert required_pace([10, 30], [20, 20], [5, 5], "lower").tolist() == [0, -2]


def test_share_of_the_targeted_change():
    assert share_of_change(14.23, 12.64, 11.05).value == pytest.approx(0.5)
    assert share_of_change(10, 8, 20).value == -0.2
    assert share_of_change(10, 12, 10).reason == "target_equals_baseline"
    assert share_of_change(None, 12, 10).reason == "no_baseline"
    assert share_of_change(1, math.nan, 10).reason == "no_actual"
    assert share_of_change(1, 2, None).reason == "no_target"


def test_time_to_target_is_a_range():
    result = time_to_target(10, 20, 2, 1, 4, horizon=20)
    assert (result.earliest, result.middle, result.latest, result.reason) == (2.5, 5, 10, None)
    falling = time_to_target(12, 9, -1, -1.5, -0.5, "lower", horizon=10)
    assert (falling.earliest, falling.middle, falling.latest) == (2, 3, 6)
    assert time_to_target(9, None, -1, -2, -0.5, "range", horizon=10, low=4, high=6).middle == 3


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((None, 20, 2, 1, 4), "no_actual"),
        ((10, None, 2, 1, 4), "no_target"),
        ((10, 20, None, 1, 4), "no_slope"),
        ((10, 20, -2, -4, -1), "moving_away"),
        ((10, 20, 1, -1, 4), "direction_unsure"),
        ((10, 20, 1, 0, 4), "direction_unsure"),
        ((10, 20, 1, 0.1, 4), "beyond_horizon"),
        ((10, 20, 2, 1, 4, "neutral"), "no_direction"),
    ],
)
def test_time_to_target_is_refused_with_a_reason(arguments, reason):
    result = time_to_target(*arguments, horizon=20)
    assert result.reason == reason
    assert math.isnan(result.earliest)


def test_a_target_that_is_met_needs_no_time():
    assert time_to_target(25, 20, -2, -4, -1, horizon=1).reason == "reached"


def test_periods_become_steps():
    starts = pd.Series(pd.to_datetime(["2024-06-01", "2024-04-01", "2024-07-01", "2024-01-01"]))
    a_year = steps_a_year(pd.Series(["monthly", "quarterly", "semiannual", "annual"]))
    assert steps(starts, a_year).tolist() == [2024 * 12 + 5, 2024 * 4 + 1, 2024 * 2 + 1, 2024]
    ends = last_steps(pd.Series(["2029", "2029-Q2", "2029-S1", "2029-06", "2029-03"]), np.full(5, 4))
    assert (ends - 2029 * 4).tolist() == [3, 1, 1, 1, 0]
    with pytest.raises(ValueError, match="TW I"):
        last_steps(pd.Series(["TW I 2024"]), np.array([4]))
    with pytest.raises(ValueError, match="weekly"):
        steps_a_year(pd.Series(["monthly", "weekly"]))


@settings(max_examples=60, deadline=None)
@given(numbers, numbers)
def test_polarity_mirrors_the_gap(actual, target):
    assert gap_to_target(actual, target, "higher") == -gap_to_target(actual, target, "lower")
    assert gap_to_target(actual, target, "range") == -abs(gap_to_target(actual, target, "higher"))


@settings(max_examples=60, deadline=None)
@given(st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_gaps_move_with_the_scale_not_with_its_zero(actual, target, shift):
    for better in ("higher", "lower", "range"):
        assert gap_to_target(actual + shift, target + shift, better) == gap_to_target(actual, target, better)


@settings(max_examples=60, deadline=None)
@given(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3), st.integers(1, 40), st.sampled_from(["higher", "lower"]))
def test_the_required_pace_arrives_on_target(actual, target, left, better):
    result = pace(actual, target, left, 0.0, better)
    arrival = actual + result.required * left
    if gap_to_target(actual, target, better) < 0:
        assert arrival == pytest.approx(target, abs=1e-6)
        assert result.enough is False
    else:
        assert result.enough is True
    assert required_pace(actual, target, left, better) == pytest.approx(result.required)


@pytest.mark.parametrize(
    ("baseline", "actual", "target", "better", "expected"),
    [
        (10, 20, 20, "higher", "met"), (10, 25, 20, "higher", "met"), (10, 11, 20, "higher", "improved"),
        (10, 10.9, 20, "higher", "little_change"), (10, 9.5, 20, "higher", "little_change"),
        (10, 9, 20, "higher", "worse"), (20, 12, 10, "lower", "improved"), (20, 10, 10, "lower", "met"),
        (20, 22, 10, "lower", "worse"), (-5, -4, 5, "higher", "improved"), (0, 0, 5, "higher", "little_change"),
        (25, 19, 20, "higher", "worse"), (20, 20, 20, "higher", "met"), (20, 19, 20, "higher", "worse"),
        (None, 19, 20, "higher", None), (10, None, 20, "higher", None), (10, 12, None, "higher", None),
        (10, 12, 20, "neutral", None),
    ],
)  # fmt: skip
def test_progress_since_baseline(baseline, actual, target, better, expected):
    assert progress(baseline, actual, target, better) == expected


def test_progress_into_a_band():
    assert progress(9, 7.5, None, "range", 5, 7) == "improved"
    assert progress(9, 6, None, "range", 5, 7) == "met"
    assert progress(9, 10, None, "range", 5, 7) == "worse"
    assert progress(3, 2, None, "range", 5, 7) == "worse"
    assert progress(12.33, 11, None, "lower", 6.39, 7.39) == "improved"


@settings(max_examples=60, deadline=None)
@given(numbers, numbers, numbers)
def test_progress_is_a_mirror_of_the_polarity(baseline, actual, target):
    assert progress(baseline, actual, target, "higher") == progress(-baseline, -actual, -target, "lower")


def test_shares_and_times_of_many_rows_are_those_of_each():
    rng = np.random.default_rng(4)
    pick = lambda *values: rng.choice(np.array(values, dtype=float), 400)  # noqa: E731
    frame = pd.DataFrame({
        "baseline": pick(0, 1, 5, np.nan), "actual": pick(-2, 0, 1, 3, np.nan), "target": pick(0, 2, 5, np.nan),
        "target_low": pick(np.nan, 1), "target_high": pick(np.nan, 4), "slope": pick(-1, 0, 0.5, np.nan),
        "slope_low": pick(-2, -0.5, 0.25), "slope_high": pick(-0.25, 0.75, 2), "horizon": pick(3, 8, 50),
        "better": rng.choice(["higher", "lower", "range", "neutral"], 400),
    })  # fmt: skip
    shares, times = share_by(frame), time_by(frame)
    for at, row in frame.iterrows():
        one = share_of_change(row["baseline"], row["actual"], row["target"])
        assert shares.loc[at, "value"] == pytest.approx(one.value, nan_ok=True)
        assert (shares.loc[at, "reason"] if isinstance(shares.loc[at, "reason"], str) else None) == one.reason
        other = time_to_target(
            row["actual"], row["target"], row["slope"], row["slope_low"], row["slope_high"], row["better"],
            horizon=row["horizon"], low=row["target_low"], high=row["target_high"],
        )  # fmt: skip
        mine = times.loc[at]
        assert mine[["earliest", "middle", "latest"]].tolist() == pytest.approx(
            [other.earliest, other.middle, other.latest], nan_ok=True
        )
        assert (mine["reason"] if isinstance(mine["reason"], str) else None) == other.reason


def test_steps_become_periods_again():
    for period, a_year in (("2029", 1), ("2029-S2", 2), ("2029-Q3", 4), ("2029-01", 12)):
        step = last_steps(pd.Series([period]), np.array([a_year]))
        assert period_ids(step, np.array([a_year])).tolist() == [period]
    assert period_ids(np.array([np.nan]), np.array([4])).tolist() == [None]
