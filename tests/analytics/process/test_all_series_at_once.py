"""Charts of a whole frame: the same as of each series alone; lasting shifts."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.process import Process, assess, assess_by, xmr, xmr_by
from analytics.process import rows as process_rows
from tests.analytics.process.examples import CALM, COLUMNS


def random_frame(seed, count=40, steps=40):
    rng = np.random.default_rng(seed)
    rows = [
        (f"A{key % 5}", key, 600 + step) for key in range(count) for step in range(int(rng.integers(0, steps)))
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["agency", "indicator", "month"])
    level = np.where(rng.random(count) < 0.5, 4, 0)[frame["indicator"]] * ((frame["month"] - 600) > 12)
    frame["actual"] = (20 + level + rng.normal(0, 1.5, len(frame))).round(seed % 3)
    frame.loc[rng.random(len(frame)) < 0.08, "actual"] = np.nan
    frame.loc[frame["indicator"] == 7, "actual"] = np.nan
    frame.loc[frame["indicator"] == 8, "actual"] = 3.3
    choices = np.array(["higher", "lower", "neutral", "range"])
    frame["better"] = choices[frame["indicator"] % 4]
    frame["goal"] = np.where(frame["indicator"] % 3 == 0, np.nan, 18 + frame["indicator"] % 7)
    frame["least"], frame["most"] = frame["goal"] - 3, frame["goal"] + 6
    frame["fresh"] = rng.random(len(frame)) < 0.05
    frame = frame[rng.random(len(frame)) > 0.05]
    return frame.sample(frac=1, random_state=seed).set_index(np.arange(len(frame)) * 3 + 5)


def on_the_calendar(part):
    """A series of the frame as lists without holes: its rows, its values, and where segments start."""
    part = part.sort_values("month")
    months = np.arange(part["month"].iloc[0], part["month"].iloc[-1] + 1)
    full = part.set_index("month").reindex(months)
    rebase = (part.loc[part["fresh"], "month"] - months[0]).tolist()
    return part, full["actual"], rebase


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("screen_outliers", [False, True])
def test_all_at_once_is_the_same_as_one_by_one(seed, screen_outliers, monkeypatch):
    monkeypatch.setattr(process_rows, "ROWS", 100 if seed == 2 else 2**18)
    frame = random_frame(seed)
    options = {"value": "actual", "better": "better", "time": "month", "rebase": "fresh"}
    charts = xmr_by(frame, ["agency", "indicator"], **options, screen_outliers=screen_outliers)
    verdicts = assess_by(
        frame, ["agency", "indicator"], **options, target="goal", low="least", high="most",
        screen_outliers=screen_outliers,
    )  # fmt: skip
    assert charts.index.equals(frame.index)
    assert verdicts.index.names == ["agency", "indicator"]
    keys = []
    for key, rows in frame.groupby(["agency", "indicator"]):
        part, values, rebase = on_the_calendar(rows)
        better = part["better"].iloc[0]
        chart = xmr(values, better=better, rebase=rebase, screen_outliers=screen_outliers).loc[part["month"]]
        found = charts.loc[part.index]
        for name in COLUMNS:
            if found[name].dtype.kind == "f":
                np.testing.assert_allclose(found[name], chart[name], rtol=1e-12, err_msg=name)
            else:
                assert found[name].fillna("").tolist() == chart[name].fillna("").tolist(), name
        last = part.iloc[-1]
        expected = assess(
            values, better=better, rebase=rebase, screen_outliers=screen_outliers,
            target=last["goal"], low=last["least"], high=last["most"],
        )  # fmt: skip
        row = verdicts.loc[key]
        assert Process(*(None if isinstance(x, float) and math.isnan(x) else x for x in row[:3])) == expected
        assert (row["n"], row["reason"] if row["reason"] == row["reason"] else None) == (expected.n, expected.reason)
        assert row["upper"] == pytest.approx(expected.upper, nan_ok=True, rel=1e-12)
        keys.append(key)
    assert list(verdicts.index) == keys


def test_constants_serve_for_all_series():
    frame = pd.DataFrame({"k": ["a"] * 12 + ["b"] * 12, "time": [*range(12)] * 2, "value": CALM + CALM[::-1]})
    verdicts = assess_by(frame, "k", better="lower", target=57)
    assert verdicts["assurance"].tolist() == ["will_meet", "will_meet"]
    assert verdicts.index.name == "k"
    assert assess_by(frame, "k", time=None)["reason"].tolist() == ["no_target"] * 2


def test_a_month_left_out_is_a_missing_value():
    frame = pd.DataFrame({"k": 1, "time": [0, 1, 2, 3, 5, 6, 7, 8], "value": range(8)})
    assert not xmr_by(frame, "k")["trend"].any()
    assert xmr_by(frame.assign(time=range(8)), "k")["trend"].all()


@pytest.mark.parametrize("form_by", [xmr_by, assess_by])
def test_an_empty_frame_gives_an_empty_result(form_by):
    full = pd.DataFrame({"k": ["a"], "time": [0], "value": [1.0], "better": ["lower"]})
    found, filled = form_by(full.iloc[:0], "k", better="better"), form_by(full, "k", better="better")
    assert len(found) == 0
    assert found.dtypes.to_dict() == filled.dtypes.to_dict()


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"better": "up"}, "better"),
        ({"better": "k"}, "better"),
        ({"target": "goal"}, "target"),
        ({"time": "half"}, "whole"),
        ({"time": "twice"}, "repeat"),
        ({"rebase": "nothing"}, "nothing"),
        ({"value": "k"}, "k must be numbers"),
    ],
)
def test_wrong_use_of_a_frame_is_told(options, word):
    frame = pd.DataFrame({"k": ["a", "a"], "time": [0, 1], "half": [0, 0.5], "twice": [3, 3], "value": [1, 2]})
    with pytest.raises(ValueError, match=word):
        assess_by(frame, "k", **options)


def proposal_by_hand(values):
    """The rule of `Process.proposal`, value by value."""
    there = [at for at, value in enumerate(values) if value is not None and not np.isnan(value)]
    if not there:
        return None
    mean = xmr(values)["mean"].iloc[0]
    noise = 8 * np.finfo(float).eps * max(abs(values[at]) for at in there)
    sides = [0 if abs(values[at] - mean) <= noise else int(np.sign(values[at] - mean)) for at in there]
    run = 1
    while run < len(sides) and sides[-run - 1] == sides[-1]:
        run += 1
    if sides[-1] == 0 or run < 8 or len(sides) - run < 8:
        return None
    place = there[-run]
    split = xmr(values, rebase=[place])
    old, new = split.iloc[0], split.iloc[place]
    steady = split["signal"].iloc[place:].dropna().eq("common_cause").all()
    wide = new["upper"] - new["mean"]
    return place if steady and 0 < wide <= 1.25 * (old["upper"] - old["mean"]) else None


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32))
def test_a_rebase_is_proposed_by_the_rule(seed):
    rng = np.random.default_rng(seed)
    before, after = rng.integers(5, 16, 2)
    later = rng.normal(rng.choice([0, 4, -4]), rng.uniform(0.3, 1.5), after)
    values = np.concatenate([rng.normal(0, 1, before), later])
    values[rng.random(len(values)) < 0.05] = np.nan
    assert assess(values, better="higher").proposal == proposal_by_hand(values.tolist())
    frame = pd.DataFrame({"key": 1, "time": np.arange(len(values)) + 7, "value": values})
    mine = assess_by(pd.concat([frame, frame.assign(key=0, value=1.0)]), "key")["proposal"]
    expected = proposal_by_hand(values.tolist())
    assert np.isnan(mine[0])
    assert mine[1] == (expected + 7) if expected is not None else np.isnan(mine[1])


def test_a_rebase_that_was_made_is_not_proposed_again():
    rng = np.random.default_rng(1)
    values = np.concatenate([rng.normal(50, 1, 12), rng.normal(60, 1, 12)])
    found = assess(values, better="higher").proposal
    assert found == 12
    assert assess(values, better="higher", rebase=[found]).proposal is None
    assert assess([], better="higher").proposal is None
