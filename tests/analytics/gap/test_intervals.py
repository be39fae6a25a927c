"""Oracles: Newcombe 1998, table I (Wilson); Breslow and Day's formula at 100 events as OHID's tools print it; SciPy's
exact Poisson limits; ranks counted by hand and by comparing every pair. statsmodels is asked in test_oracles.py.
"""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from analytics.gap import intervals

modest = settings(max_examples=50, deadline=None)


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(count, total, low, high):
    found = intervals.wilson(count, total)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert found.value == count / total


def test_wilson_in_percent_and_at_its_ends():
    found, share = intervals.wilson(15, 148, factor=100), intervals.wilson(15, 148)
    assert (found.low, found.high) == pytest.approx((100 * share.low, 100 * share.high), rel=1e-12)
    assert intervals.wilson(20, 20).high == 1
    assert intervals.wilson(0, 20).low == 0


def test_a_limit_never_passes_its_value_by_binary_dust():
    found = intervals.wilson(6.513559276058751e-156, 63, factor=100)
    assert found.low <= found.value <= found.high


def test_byar_at_a_hundred_events():
    # 100 (1 - 1/900 - z/30)^3 and 101 (1 - 1/909 + z/(3 sqrt 101))^3
    found = intervals.byar(100)
    assert found.low == pytest.approx(81.36210549052788, rel=1e-12)
    assert found.high == pytest.approx(101 * (1 - 1 / 909 + 1.959963984540054 / (3 * math.sqrt(101))) ** 3, rel=1e-12)
    per = intervals.byar(100, 50_000, factor=100_000)
    assert (per.value, per.low) == pytest.approx((200, 162.72421098105576))


@pytest.mark.parametrize("events", [10, 25, 80, 400])
def test_byar_is_close_to_the_exact_limits(events):
    found = intervals.byar(events)
    exact = chi2.ppf(0.025, 2 * events) / 2, chi2.ppf(0.975, 2 * events + 2) / 2
    assert (found.low, found.high) == pytest.approx(exact, rel=2e-3)


def test_no_event_has_an_upper_limit_and_a_higher_level_is_wider():
    assert intervals.byar(0).low == 0
    assert intervals.byar(0).high > 3
    assert intervals.byar(1, level=0.998).low >= 0
    assert intervals.wilson(5, 10, level=0.998).low < intervals.wilson(5, 10).low


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda: intervals.wilson(None, 10), "no_counts"),
        (lambda: intervals.wilson(1, math.nan), "no_counts"),
        (lambda: intervals.wilson(1, 0), "no_denominator"),
        (lambda: intervals.byar(1, -3), "no_denominator"),
        (lambda: intervals.wilson(1.5, 10), "not_counts"),
        (lambda: intervals.byar(-1, 10), "not_counts"),
        (lambda: intervals.wilson(11, 10), "over_one"),
        (lambda: intervals.wilson(math.inf, 10), "no_counts"),
    ],
)
def test_what_is_no_count_has_no_interval(call, reason):
    found = call()
    assert found.reason == reason
    assert math.isnan(found.low)


def test_wrong_use_is_named():
    with pytest.raises(ValueError, match="the text"):
        intervals.wilson("3", 10)
    with pytest.raises(ValueError, match="between 0 and 1"):
        intervals.wilson(3, 10, level=95)
    with pytest.raises(ValueError, match="better"):
        intervals.ranks([1], [1], [1], better="up")


kinds = st.sampled_from(["proportion", "rate", "", None])
numbers = st.one_of(st.none(), st.integers(0, 300), st.floats(-5, 300))


@modest
@given(st.lists(st.tuples(numbers, numbers, kinds), min_size=1, max_size=12))
def test_a_frame_gives_what_its_rows_give(rows):
    frame = pd.DataFrame(rows, columns=["numerator", "denominator", "kind"]).assign(factor=100.0)
    frame.index = range(7, 7 + len(frame))
    found = intervals.intervals_by(frame)
    assert found.index.equals(frame.index)
    single = {"proportion": intervals.wilson, "rate": intervals.byar}
    for (count, total, kind), row in zip(rows, found.to_dict("records"), strict=True):
        if kind not in single:
            assert row["reason"] == "no_kind"
            continue
        alone = single[kind](count, total, factor=100)
        limits = [alone.value, alone.low, alone.high]
        assert [row["value"], row["low"], row["high"]] == pytest.approx(limits, nan_ok=True)
        assert alone.reason == (None if pd.isna(row["reason"]) else row["reason"])
        assert alone.reason or alone.low <= alone.value <= alone.high


def test_ranks_by_hand():
    found = intervals.ranks([5, 3, 3, 1], [4.5, 2, 2.8, 0.5], [5.5, 4, 3.2, 1.5])
    assert found["rank"].tolist() == [1, 2, 2, 4]
    assert found["rank_low"].tolist() == [1, 2, 2, 4]
    assert found["rank_high"].tolist() == [1, 3, 3, 4]


def test_ranks_where_less_is_better_and_an_interval_is_missing():
    found = intervals.ranks([5, 3, 3, 1, None], [4.5, 2, None, 0.5, 1], [5.5, 4, None, 1.5, 2], better="lower")
    assert found["rank"].tolist()[:4] == [4, 2, 2, 1]
    assert found["rank_low"].tolist() == pytest.approx([3, 2, np.nan, 1, np.nan], nan_ok=True)
    assert found["rank_high"].tolist() == pytest.approx([4, 3, np.nan, 2, np.nan], nan_ok=True)


spans = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=23)


@modest
@given(spans, st.sampled_from(["higher", "lower"]))
def test_rank_limits_equal_comparing_every_pair(rows, better):
    value = np.array([v for v, _, _ in rows], dtype=float)
    low, high = value - [a for _, a, _ in rows], value + [b for _, _, b in rows]
    found = intervals.ranks(value, low, high, better=better)
    for at in range(len(rows)):
        ahead = (low > high[at]).sum() if better == "higher" else (high < low[at]).sum()
        behind = (high < low[at]).sum() if better == "higher" else (low > high[at]).sum()
        assert found.loc[at, "rank_low"] == 1 + ahead
        assert found.loc[at, "rank_high"] == len(rows) - behind
    assert (found["rank_low"] <= found["rank"]).all()
    assert (found["rank"] <= found["rank_high"]).all()
    mirrored = intervals.ranks(-value, -high, -low, better="lower" if better == "higher" else "higher")
    pd.testing.assert_frame_equal(found, mirrored)


def test_many_groups_at_once_equal_one_by_one():
    random = np.random.default_rng(5)
    frame = pd.DataFrame({"group": np.repeat(np.arange(15), 9), "value": random.integers(0, 9, 135).astype(float)})
    frame["better"] = np.where(frame["group"] % 2, "lower", "higher")
    frame["low"] = frame["value"] - random.uniform(0, 3, 135)
    frame["high"] = frame["value"] + random.uniform(0, 3, 135)
    frame.loc[random.integers(0, 135, 12), "value"] = np.nan
    frame = frame.sample(frac=1, random_state=1)
    found = intervals.ranks_by(frame, ["group"])
    for _, rows in frame.groupby("group"):
        alone = intervals.ranks(rows["value"], rows["low"], rows["high"], better=rows["better"].iloc[0])
        pd.testing.assert_frame_equal(found.loc[rows.index], alone)
    assert found["rank"].isna().equals(frame["value"].isna())
