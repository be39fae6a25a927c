"""The four rules of a chart, each one short and just enough."""

import numpy as np
import pytest

from analytics.process import xmr


def flagged(values, rule, **options):
    """Positions at which a rule fires."""
    return np.flatnonzero(xmr(values, **options)[rule]).tolist()


@pytest.mark.parametrize("up", [1, -1])
def test_shift_takes_seven_in_a_row(up):
    assert flagged([up * x for x in [-5, -6] * 3 + [5, 6] * 3], "shift") == []
    assert flagged([up * x for x in [-5, -6] * 3 + [-5] + [5, 6] * 3 + [5]], "shift") == list(range(14))
    assert flagged([up * x for x in [-5, -6] * 6 + [5, 6] * 3 + [-5, 60]], "shift") == list(range(12))


def test_a_point_on_the_mean_breaks_a_shift():
    values = [5, 6, 5, 0, 6, 5, 6, -5, -6, -5, 0, -6, -5, -6]
    assert np.mean(values) == 0
    assert flagged(values, "shift") == []
    tenths = [50.1 + value / 10 for value in values]
    assert flagged(tenths, "shift") == [], "rounding puts no point off the mean"


def test_a_gap_breaks_a_shift_and_a_trend():
    high = [5, 6, 5, None, 6, 5, 6, 5]
    assert flagged([-5, -6] * 4 + high, "shift") == list(range(8))
    assert flagged([1, 2, 3, 4, None, 5, 6, 7, 8], "trend") == []


@pytest.mark.parametrize("step", [1, -1])
def test_trend_takes_seven_points(step):
    assert flagged([step * x for x in [1, 2, 3, 4, 5, 6]], "trend") == []
    assert flagged([step * x for x in [3, 1, 2, 3, 4, 5, 6, 7, 7]], "trend") == list(range(1, 8))
    assert flagged([step * x for x in [1, 2, 3, 4, 4, 5, 6, 7, 8]], "trend") == []
    assert flagged([step * x for x in range(10)], "trend") == list(range(10))


def test_where_two_trends_meet_the_one_that_ends_there_is_told():
    chart = xmr([0, 8] * 5 + [0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0], better="higher")
    assert np.flatnonzero(chart["trend"]).tolist() == list(range(10, 23))
    assert chart["signal"].iloc[14:19].tolist() == ["improvement"] * 3 + ["concern"] * 2


def test_two_of_three_takes_two_outer_points_on_one_side():
    calm = [-1, 1] * 10
    for third, expected in ((1.0, [20, 22]), (-1.0, [])):
        chart = xmr([*calm, 5.3, third, 5.3])
        reach = chart["upper"].iloc[0] - chart["mean"].iloc[0]
        assert reach * 2 / 3 < 5.3 - chart["mean"].iloc[0] < reach
        assert np.flatnonzero(chart["two_of_three"]).tolist() == expected
    assert flagged([*calm, 5.3, None, 5.3], "two_of_three") == []
    assert flagged([*calm, 5.3, 1.0], "two_of_three") == []


def test_a_point_beyond_the_limit_is_none_of_the_two():
    values = [-1, 1] * 10 + [30, 1, 12]
    chart = xmr(values)
    assert np.flatnonzero(chart["beyond_limit"]).tolist() == [20]
    assert not chart["two_of_three"].any()


def test_rules_do_not_reach_across_segments():
    values = list(range(14))
    assert flagged(values, "trend", rebase=[6]) == list(range(6, 14))
    assert flagged(values, "trend", rebase=[6, 12]) == []
    high = [-5, -6] * 4 + [5, 6] * 4
    assert flagged(high, "shift", rebase=[5, 11]) == []


def test_on_the_limit_is_within_it():
    values = [-134, -100, -60, 28, 266]  # mean 0, mean moving range 100
    assert xmr(values)["upper"].iloc[0] == pytest.approx(266)
    for scale in (1, 10, 3, 1000):
        assert flagged([50.1 + value / scale for value in values], "beyond_limit") == []
    assert flagged([*values[:-1], 266.1], "beyond_limit") == [4]
    assert not xmr([0.1] * 12)["beyond_limit"].any()
