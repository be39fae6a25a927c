"""Which end of a band is aimed at, and which way leads there."""

import math

import pytest

from analytics.gap import aim, time_to_target


@pytest.mark.parametrize(
    ("actual", "better", "goal"),
    [(2, "range", 5), (12, "range", 9), (7, "range", 7), (2, "higher", 5), (12, "higher", 5), (2, "lower", 9)],
)
def test_a_band_is_entered_at_the_end_that_is_met_first(actual, better, goal):
    assert aim(actual, None, better, 5, 9) == goal
    assert aim(actual, 20, better, 5, 9) == (goal if better == "range" else 20), "a target counts before the band"


@pytest.mark.parametrize(
    ("actual", "slope", "years"),
    [(2, 1.5, 2), (12, -1.5, 2), (2, -1.5, math.nan), (12, 1.5, math.nan)],
)
def test_the_way_into_a_band_leads_up_from_below_and_down_from_above(actual, slope, years):
    found = time_to_target(actual, None, slope, slope - 0.1, slope + 0.1, better="range", low=5, high=9, horizon=20)
    assert found.middle == pytest.approx(years, nan_ok=True)
