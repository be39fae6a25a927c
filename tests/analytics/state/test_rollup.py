"""Roll-ups counted by hand, on nasty input, and whatever the order of the rows."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.state.changes import TONES
from analytics.state.rollup import MAIN_SCALE, roll_up_by

COLUMNS = ["unit", "tone", "state", "gap", "achievement", "scale", "status"]
ROWS = [
    ("A", "very_good", "improving", 2.0, 104.0, MAIN_SCALE, "final"),
    ("A", "poor", "worsening", -8.0, 60.0, MAIN_SCALE, "simulated"),
    ("A", "very_poor", "worsening", -90.0, -500.0, MAIN_SCALE, "final"),
    ("A", "good", "no_clear_change", 0.1 + 0.2 - 0.3, 0.0, "deviation_points", "final"),
    ("B", None, "cannot_say", np.nan, np.nan, MAIN_SCALE, "final"),
    ("C", "fair", "no_clear_change", -1e-12, 70.0, "sakip", "final"),
]


def frame(rows=ROWS):
    return pd.DataFrame(rows, columns=COLUMNS)


def test_counts_shares_and_medians_by_hand():
    found = roll_up_by(frame(), "unit")
    assert found.index.tolist() == ["A", "B", "C"]
    a, b, c = (found.loc[unit] for unit in "ABC")
    assert a[["series", "judged", "low", "high", "aimed", "met"]].tolist() == [4, 4, 2, 2, 4, 2]
    assert (a["share_met"], a["improving"], a["worsening"], a["simulated"]) == (50.0, 1, 2, 1)
    assert a["median"] == 60.0  # 104, 60 and 0: an achievement below the floor of the scale counts as the floor
    assert a[list(TONES)].sum() == a["judged"]
    assert b[["series", "judged", "aimed"]].tolist() == [1, 0, 0]
    assert np.isnan(b["share_met"])
    assert np.isnan(b["median"])
    assert (c["met"], c["share_met"]) == (1, 100.0)  # binary dust is no shortfall
    assert np.isnan(c["median"])  # its scale is another


def test_nothing_rolls_up_to_nothing():
    assert roll_up_by(frame([]), "unit").empty


def test_several_keys_make_a_group():
    assert roll_up_by(frame(), ["unit", "scale"]).index.tolist() == [
        ("A", MAIN_SCALE), ("A", "deviation_points"), ("B", MAIN_SCALE), ("C", "sakip")
    ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(ROWS), max_size=20), st.randoms())
def test_the_order_of_rows_does_not_matter_and_parts_add_up(rows, random):
    found = roll_up_by(frame(rows), "unit")
    shuffled = random.sample(rows, len(rows))
    pd.testing.assert_frame_equal(roll_up_by(frame(shuffled), "unit").sort_index(), found.sort_index())
    whole = roll_up_by(frame(rows).assign(all="x"), "all")
    counts = [name for name in found if name not in ("share_met", "median")]
    assert whole[counts].sum().tolist() == found[counts].sum().tolist()
