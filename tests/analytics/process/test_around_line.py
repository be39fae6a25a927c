"""Limits round a trend: a steady climb does not signal, what leaves its line does."""

import pandas as pd
import pytest

from analytics.process import xmr_around, xmr_by

CLIMB = pd.DataFrame({"series": 0, "time": range(24), "value": [2.0 * at + (at % 2) for at in range(24)]})


def test_a_steady_climb_signals_about_a_level_and_not_about_its_line():
    assert (xmr_by(CLIMB, "series")["signal"] != "common_cause").sum() > 12
    found = xmr_around(CLIMB, "series", 2.0)
    assert set(found["signal"]) == {"common_cause"}
    assert found["value"].tolist() == CLIMB["value"].tolist()
    assert (found["mean"] - found["mean"].iloc[0]).tolist() == pytest.approx([2.0 * at for at in range(24)])
    jump = CLIMB.assign(value=CLIMB["value"] + 9 * (CLIMB["time"] == 20))
    assert xmr_around(jump, "series", 2.0)["beyond_limit"].tolist().index(True) == 20


def test_without_a_slope_it_is_the_chart_itself():
    pd.testing.assert_frame_equal(xmr_around(CLIMB, "series", 0.0), xmr_by(CLIMB, "series"))
