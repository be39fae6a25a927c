"""Families of tests, and tests without each single value."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.trend import (
    LeaveOneOut,
    benjamini_hochberg,
    leave_one_out,
    mann_kendall,
    pairs,
)
from analytics.trend.points import Points


def test_false_discoveries_of_the_paper_of_benjamini_and_hochberg():
    """The 15 p-values of their 1995 example: at a rate of 0.05 the first four are discoveries."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
         0.7590, 1.0000]  # fmt: skip
    q = benjamini_hochberg(p)
    assert (q <= 0.05).sum() == 4
    assert q[3] == pytest.approx(0.0095 * 15 / 4)


def test_missing_tests_are_no_members_of_the_family():
    p = pd.Series([0.04, None, 0.01], index=["x", "y", "z"])
    pd.testing.assert_series_equal(
        benjamini_hochberg(p), pd.Series([0.04, np.nan, 0.02], index=["x", "y", "z"], name="q_value")
    )
    assert len(benjamini_hochberg([])) == 0
    assert np.isnan(benjamini_hochberg([None])).all()


def test_leaving_out_single_values():
    assert leave_one_out(list(range(12))) == LeaveOneOut("increasing", 1.0, True)
    fragile = [1, 2, 3, 4, 5]
    assert leave_one_out(fragile) == LeaveOneOut("increasing", 0.0, False)
    assert leave_one_out([]).robust is False
    assert leave_one_out([5]) == LeaveOneOut("no_trend", 1.0, True)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 30)), max_size=14))
def test_leaving_out_is_testing_without(values):
    places = [place for place, value in enumerate(values) if value is not None]
    direction = mann_kendall(values).direction
    without = [mann_kendall([None if i == place else v for i, v in enumerate(values)]).direction for place in places]
    result = leave_one_out(values)
    assert result.direction == direction
    if places:
        assert result.agreement == pytest.approx(np.mean([found == direction for found in without]))


@pytest.mark.parametrize("values", [[3, 1, 3, 3, 2, 1, 5, 5, 4], [2, 2, 2, 2], [1, 2, 3, 4, 5], [4, 4, 1], [7, 7]])
def test_the_part_of_a_value_is_the_difference_it_makes(values):
    def points(given):
        return Points(np.array(given, dtype=float), np.arange(len(given)), np.array([0, len(given)]))

    whole, without = pairs.scores(points(values)), pairs.without_each(points(values))
    for place in range(len(values)):
        rest = values[:place] + values[place + 1 :]
        alone = pairs.scores(points(rest))
        assert whole.s[0] - without.s[place] == alone.s[0]
        assert whole.variance[0] - without.variance[place] == pytest.approx(alone.variance[0])
        assert without.tied[place] == (len(set(rest)) < len(rest))
