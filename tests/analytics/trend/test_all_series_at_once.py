"""Trends of a whole frame: the same as of each series alone, in any order and in blocks."""

from dataclasses import asdict

import numpy as np
import pandas as pd
import pytest

from analytics.trend import (
    leave_one_out,
    leave_one_out_by,
    mann_kendall,
    mann_kendall_by,
    pairs,
    sen_slope,
    sen_slope_by,
)


def random_frame(seed, series=40, steps=30):
    """Series of every length with gaps as missing values and as missing rows, ties, several keys, shuffled rows."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        [(f"A{key % 5}", key, 24_000 + step) for key in range(series) for step in range(int(rng.integers(0, steps)))],
        columns=["agency", "indicator", "time"],
    )
    drift = rng.normal(0, 0.3, series)[frame["indicator"]] * (frame["time"] - 24_000)
    frame["value"] = (20 + drift + rng.normal(0, 2, len(frame))).round(seed % 3)
    frame.loc[rng.random(len(frame)) < 0.1, "value"] = np.nan
    frame.loc[frame["indicator"] == 7, "value"] = np.nan
    frame.loc[frame["indicator"] == 8, "value"] = 3.0
    return frame[rng.random(len(frame)) > 0.1].sample(frac=1, random_state=seed)


def one_by_one(frame, keys, form, **options):
    """The same, a series at a time."""
    found = {
        key: asdict(form(part["value"], times=part["time"], **options)) for key, part in frame.groupby(keys, sort=True)
    }
    return pd.DataFrame.from_dict(found, orient="index")


FORMS = [
    (mann_kendall, mann_kendall_by, {}),
    (mann_kendall, mann_kendall_by, {"exact": False, "alpha": 0.2}),
    (mann_kendall, mann_kendall_by, {"exact": True}),
    (mann_kendall, mann_kendall_by, {"method": "hamed_rao"}),
    (mann_kendall, mann_kendall_by, {"method": "seasonal", "period": 4}),
    (sen_slope, sen_slope_by, {}),
    (sen_slope, sen_slope_by, {"period": 4, "alpha": 0.2}),
    (leave_one_out, leave_one_out_by, {}),
]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("form", "form_by", "options"), FORMS)
def test_all_at_once_is_the_same_as_one_by_one(form, form_by, options, seed):
    frame = random_frame(seed)
    found = form_by(frame, ["agency", "indicator"], **options)
    expected = one_by_one(frame, ["agency", "indicator"], form, **options)
    assert found.index.names == ["agency", "indicator"]
    assert list(found.columns) == list(expected.columns)
    assert list(found.index) == list(expected.index)
    for name in found:
        if found[name].dtype.kind == "f":
            np.testing.assert_allclose(found[name], expected[name].astype(float), rtol=1e-12, err_msg=name)
        else:
            assert found[name].fillna("").tolist() == expected[name].fillna("").tolist(), name


@pytest.mark.parametrize(("form", "form_by", "options"), FORMS)
def test_blocks_of_one_series_give_the_same(monkeypatch, form, form_by, options):
    frame = random_frame(3)
    whole = form_by(frame, "indicator", **options)
    monkeypatch.setattr(pairs, "SLOPES", 1)
    monkeypatch.setattr(pairs, "VALUES", 1)
    pd.testing.assert_frame_equal(form_by(frame, "indicator", **options), whole)


def test_rows_in_order_and_out_of_order_give_the_same():
    frame = random_frame(4)
    ordered = frame.sort_values(["agency", "indicator", "time"])
    by_time = frame.sort_values(["time", "indicator"])
    for form_by in (mann_kendall_by, sen_slope_by):
        expected = form_by(frame, ["agency", "indicator"])
        pd.testing.assert_frame_equal(form_by(ordered, ["agency", "indicator"]), expected)
        pd.testing.assert_frame_equal(form_by(by_time, ["agency", "indicator"]), expected)


def test_other_names_of_the_series_change_nothing_but_the_index():
    frame = random_frame(5)
    renamed = frame.assign(indicator=("z" + (100 - frame["indicator"]).astype(str)).astype("category"))
    found = mann_kendall_by(renamed, "indicator")
    expected = mann_kendall_by(frame, "indicator")
    assert list(found.index) == sorted(f"z{100 - key}" for key in expected.index)
    ordered = found.loc[[f"z{100 - key}" for key in expected.index]].set_axis(expected.index)
    pd.testing.assert_frame_equal(ordered, expected)


def test_a_missing_key_is_a_key():
    frame = pd.DataFrame({"unit": ["a", None, "a", None], "time": [0, 0, 1, 1], "value": [1, 5, 2, 3]})
    assert mann_kendall_by(frame, "unit")["s"].tolist() == [1, -1]


def test_without_a_time_column_the_rows_are_in_order():
    frame = pd.DataFrame({"k": [2, 1, 2, 1, 2], "value": [1.0, 9, None, 8, 5]})
    found = sen_slope_by(frame, ["k"], time=None)
    assert found["slope"].to_dict() == {1: -1.0, 2: 2.0}
    assert found.index.name == "k"


@pytest.mark.parametrize("form_by", [mann_kendall_by, sen_slope_by, leave_one_out_by])
def test_an_empty_frame_gives_an_empty_result(form_by):
    frame = pd.DataFrame({"k": pd.Series(dtype=str), "l": pd.Series(dtype=int), "time": [], "value": []})
    found = form_by(frame, ["k", "l"])
    assert len(found) == 0
    assert found.index.names == ["k", "l"]
    filled = form_by(pd.DataFrame({"k": ["a"], "l": [1], "time": [0], "value": [1.0]}), ["k", "l"])
    assert found.dtypes.to_dict() == filled.dtypes.to_dict()


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"by": ["nothing"]}, "nothing"),
        ({"by": []}, "by"),
        ({"by": "k", "value": "v"}, "'v'"),
        ({"by": "k", "time": "month"}, "month"),
        ({"by": "k", "value": "k"}, "k"),
        ({"by": "k", "time": "late"}, "late"),
        ({"by": "k", "method": "x"}, "method"),
    ],
)
def test_wrong_use_of_a_frame_is_told(options, word):
    frame = pd.DataFrame({"k": ["a", "a"], "time": [0, 1], "late": [0, None], "value": [1, 2]})
    with pytest.raises(ValueError, match=word):
        mann_kendall_by(frame, **options)
