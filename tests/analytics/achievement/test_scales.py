"""Scales other than those shipped: what judges by them, names their classes, and what they must be."""

import pandas as pd
import pytest

from analytics import verdict
from analytics.achievement import MAIN_SCALE, Scales, capped, classify, classify_by, judge_by, scales, score


def with_cells(scale=MAIN_SCALE, code="tinggi", **cells):
    rows = scales()
    rows.loc[(rows["scale"] == scale) & (rows["class"] == code), list(cells)] = list(cells.values())
    return rows


@pytest.fixture
def stricter():
    """The main scale with its highest class from above 95, called otherwise, and a cap; rows in any order."""
    rows = with_cells(upper=95.0, label_id="Hampir")
    main = rows["scale"] == MAIN_SCALE
    rows.loc[main & (rows["class"] == "sangat_tinggi"), "lower"] = 95.0
    rows.loc[main, "cap_high"] = 120.0
    return Scales(rows.sample(frac=1, random_state=3))


def test_values_are_judged_by_the_scales_that_are_given(stricter):
    assert (classify(92, MAIN_SCALE), classify(92, MAIN_SCALE, stricter)) == ("sangat_tinggi", "tinggi")
    assert classify_by(pd.Series([92, 96, 60]), MAIN_SCALE, stricter).tolist() == ["tinggi", "sangat_tinggi", "rendah"]
    case = {"actual": [92.0], "target": [100.0], "formula": "R_T", "better": "higher", "scale": MAIN_SCALE}
    frame = pd.DataFrame(case)
    assert judge_by(frame, stricter)[["class", "tone"]].values.tolist() == [["tinggi", "good"]]
    assert judge_by(frame)["tone"].tolist() == ["very_good"]
    assert capped(pd.Series([300.0]), MAIN_SCALE, stricter).tolist() == [120]
    assert score("tinggi", MAIN_SCALE, stricter) == 4


def test_a_sentence_calls_a_class_as_its_scale_does(stricter):
    state = {
        "state": "cannot_say", "actual": 92.0, "target": 100.0, "achievement": 92.0, "class": "tinggi", "decimals": 0,
        "scale": MAIN_SCALE, "formula": "R_T", "better": "higher", "last_period": "2024", "n": 1,
    }  # fmt: skip
    assert "Hampir" in verdict.sentence(state, "id", scales=stricter)
    assert "Tinggi" in verdict.sentence(state, "id")


@pytest.mark.parametrize("cells", [{"upper": 89.0}, {"lower_closed": True}, {"rank": 6}])
def test_a_scale_with_a_gap_an_overlap_or_a_rank_left_out_judges_nothing(cells):
    with pytest.raises(ValueError, match="gap"):
        Scales(with_cells(**cells))
