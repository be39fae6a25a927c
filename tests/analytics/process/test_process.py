"""Charts of single values: the definitions spelled out, limits of handbooks, signals, and what must hold for any."""

import math
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.process import NO_WIDTH, assess, xmr
from tests.analytics.process.examples import COLUMNS, RULES

cells = st.one_of(st.none(), st.integers(-6, 6), st.integers(-60, 60).map(lambda tenths: tenths / 10))
series = st.lists(cells, max_size=40)
words = st.sampled_from(["higher", "lower", "neutral", "range"])


def signals(values, **options):
    return xmr(values, **options)["signal"].tolist()


def spelled_out(values, better, rebase=(), screen_outliers=False):
    edges = sorted({0, len(values), *rebase})
    rows = []
    for number, (first, last) in enumerate(pairwise(edges)):
        part = [None if value is None else Fraction(str(value)) for value in values[first:last]]
        rows += [(number, *row) for row in segment_rows(part, better, screen_outliers)]
    return rows


def segment_rows(part, better, screen_outliers):
    there = [value for value in part if value is not None]
    mean = sum(there) / len(there) if there else None
    ranges = [abs(b - a) for a, b in pairwise(part) if a is not None and b is not None]
    reach = sum(ranges) / len(ranges) if ranges else None
    if screen_outliers and reach:
        kept = [step for step in ranges if step < Fraction("3.267") * reach]
        reach = sum(kept) / len(kept)
    reach = None if reach is None else Fraction("2.66") * reach
    off = [None if value is None else value - mean for value in part]
    side = [0 if x is None else (x > 0) - (x < 0) for x in off]
    beyond = [reach is not None and x is not None and abs(x) > reach for x in off]
    inner = None if reach is None else reach * 2 / 3
    outer = [x is not None and inner is not None and inner < abs(x) <= reach for x in off]
    shift, rising, falling, two = ([False] * len(part) for _ in range(4))
    for i in range(len(part)):
        window = range(i, i + 7)
        if window.stop <= len(part) and all(part[j] is not None for j in window):
            if len({side[j] for j in window}) == 1 and side[i]:
                shift[i : i + 7] = [True] * 7
            if all(part[j] < part[j + 1] for j in window[:-1]):
                rising[i : i + 7] = [True] * 7
            if all(part[j] > part[j + 1] for j in window[:-1]):
                falling[i : i + 7] = [True] * 7
        three = range(i, i + 3)
        alike = three.stop <= len(part) and len({side[j] for j in three}) == 1 and side[i]
        if alike and sum(outer[j] for j in three) >= 2:
            for j in three:
                two[j] = two[j] or outer[j]
    for i, value in enumerate(part):
        heading = 1 if rising[i] else -1
        if rising[i] and falling[i]:
            heading = 1 if part[i - 1] is not None and part[i - 1] < value else -1
        trend = rising[i] or falling[i]
        turn = side[i] if beyond[i] else heading if trend else side[i] if two[i] or shift[i] else 0
        lines = (mean, None if reach is None else mean - reach, None if reach is None else mean + reach)
        yield value, *lines, beyond[i], shift[i], trend, two[i], judged(value, turn, better)


def judged(value, turn, better):
    if value is None:
        return None
    if turn == 0:
        return "common_cause"
    if better in ("neutral", "range"):
        return "special_cause"
    return "improvement" if (turn > 0) == (better == "higher") else "concern"


def check_against_definition(values, better, rebase, screen_outliers):
    chart = xmr(values, better=better, rebase=rebase, screen_outliers=screen_outliers)
    expected = spelled_out(values, better, rebase, screen_outliers)
    assert list(chart.columns) == COLUMNS
    assert len(chart) == len(expected)
    segment, value, mean, lower, upper, *rules, signal = zip(*expected, strict=True) if expected else [()] * 10
    assert chart["segment"].tolist() == list(segment)
    for name, lines in {"value": value, "mean": mean, "lower": lower, "upper": upper}.items():
        wanted = np.array([math.nan if line is None else float(line) for line in lines])
        np.testing.assert_allclose(chart[name].to_numpy(float), wanted, rtol=0, atol=1e-9)
    assert [chart[name].tolist() for name in RULES] == [list(rule) for rule in rules]
    assert [None if pd.isna(one) else one for one in chart["signal"]] == list(signal)


# A second implementation: point by point, in exact arithmetic, from the definitions


@settings(max_examples=200, deadline=None)
@given(series, words, st.lists(st.integers(0, 39), max_size=3), st.booleans())
def test_the_definitions_are_kept_whatever_the_gaps_and_segments(values, better, rebase, screen_outliers):
    check_against_definition(values, better, [at for at in rebase if at < len(values)], screen_outliers)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([-1, 0, 1, 1, 2, 2, 3, None]), max_size=12), st.integers(0, 7), words)
def test_the_definitions_are_kept_where_rules_meet(noise, climb, better):
    rise = [base / 10 for base in range(climb)]
    check_against_definition([*rise, *noise, *rise[::-1], *noise], better, (), False)


# Limits


def test_limits_of_the_handbook_of_nist():
    """NIST/SEMATECH e-Handbook 6.3.2.2, flow rates: mean 50.81, mean moving range 1.8778 (limits there by 3/1.128)."""
    chart = xmr([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1])
    assert chart["mean"].unique() == pytest.approx([50.81])
    assert chart["upper"].unique() == pytest.approx([55.8041], abs=1e-3)
    assert chart["lower"].unique() == pytest.approx([45.8159], abs=1.1e-3)
    assert not chart[RULES].any(axis=None)


def test_limits_of_wheelers_trade_deficits():
    """Monthly US trade deficits of 1987, in Wheeler's Understanding Variation (1993); 1988 then stands out below."""
    deficits = [10.7, 13.0, 11.4, 11.5, 12.5, 14.1, 14.8, 14.1, 12.6, 16.0, 11.7, 10.6]
    chart = xmr(deficits, better="lower")
    assert chart["mean"].unique() == pytest.approx([153 / 12])
    assert chart["upper"].unique() == pytest.approx([12.75 + 2.66 * 18.3 / 11])
    assert chart["lower"].unique() == pytest.approx([12.75 - 2.66 * 18.3 / 11])
    assert (chart["signal"] == "common_cause").all()


def test_limits_by_hand():
    chart = xmr([10, 12, 11, 13])
    reach = 2.66 * (2 + 1 + 2) / 3
    assert chart[["mean", "lower", "upper"]].iloc[0].tolist() == pytest.approx([11.5, 11.5 - reach, 11.5 + reach])


def test_limits_are_not_clipped():
    assert xmr([0, 1, 0, 1])["lower"].iloc[0] < 0


def test_screening_drops_wild_ranges_once_and_keeps_the_point():
    values = [10, 11] * 8 + [60] + [10, 11] * 4
    plain, screened = xmr(values), xmr(values, screen_outliers=True)
    assert screened["mean"].iloc[0] == plain["mean"].iloc[0] == pytest.approx(np.mean(values))
    assert plain["upper"].iloc[0] == pytest.approx(np.mean(values) + 2.66 * np.abs(np.diff(values)).mean())
    assert screened["upper"].iloc[0] == pytest.approx(np.mean(values) + 2.66)
    # A second look would find 9 wild beside ones; it is not taken.
    twice = [0, 1] * 10 + [10] + [1, 0] * 5 + [101]
    ranges = np.abs(np.diff(twice))
    kept = ranges[ranges < 3.267 * ranges.mean()]
    assert kept.max() == 9
    assert xmr(twice, screen_outliers=True)["upper"].iloc[0] == pytest.approx(np.mean(twice) + 2.66 * kept.mean())


def test_screening_leaves_a_constant_series_alone():
    assert xmr([4] * 8, screen_outliers=True)["upper"].tolist() == [4.0] * 8


def test_a_missing_value_breaks_ranges_and_keeps_the_lines():
    chart = xmr([1, 2, None, 10, 12])
    assert chart["mean"].unique() == pytest.approx([6.25])
    assert chart["upper"].unique() == pytest.approx([6.25 + 2.66 * 1.5])
    assert chart["signal"].isna().tolist() == [False, False, True, False, False]
    assert not chart.loc[2, RULES].any()


def test_each_segment_has_its_own_limits():
    chart = xmr([1, 2, 1, 2, 21, 23, 21, 23], rebase=[4])
    assert chart["segment"].tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    assert chart["mean"].tolist() == [1.5] * 4 + [22.0] * 4
    assert chart["upper"].tolist() == pytest.approx([1.5 + 2.66] * 4 + [22 + 5.32] * 4)
    assert (chart["signal"] == "common_cause").all()
    pd.testing.assert_frame_equal(xmr([1, 2, 1, 2], rebase=[0, 0]), xmr([1, 2, 1, 2]))


# Signals


def test_the_limit_comes_before_the_trend():
    # Falling all along, from above the limit (4.72) to below it.
    chart = xmr([*[0, 1] * 15, 9, 8, 7, 6, 5, 4, 3], better="higher").iloc[30:]
    assert chart["trend"].all()
    assert chart["beyond_limit"].tolist() == [True] * 5 + [False] * 2
    assert chart["signal"].tolist() == ["improvement"] * 5 + ["concern"] * 2


def test_the_trend_comes_before_the_shift_and_is_judged_by_its_direction():
    values = [0, 10] * 8 + [9.0, 8.9, 8.8, 8.7, 8.6, 8.5, 8.4]
    chart = xmr(values, better="higher")
    both = chart.iloc[16:]
    assert both["trend"].all()
    assert both["shift"].all()
    assert not chart["beyond_limit"].any()
    assert set(both["signal"]) == {"concern"}


@pytest.mark.parametrize(
    ("better", "expected"),
    [("higher", "improvement"), ("lower", "concern"), ("neutral", "special_cause"), ("range", "special_cause")],
)
def test_direction_is_a_fact_of_the_indicator(better, expected):
    assert signals([*[10, 11] * 8, 30], better=better)[-1] == expected


def test_the_index_of_a_series_is_kept():
    months = pd.period_range("2024-01", periods=3, freq="M")
    assert xmr(pd.Series([1, None, 3], index=months, dtype="Int64")).index.equals(months)
    assert xmr([1, None, 3]).index.tolist() == [0, 1, 2]


@pytest.mark.parametrize("values", [[], [5], [None], [None] * 14, [np.nan, 2], [3.3] * 14, [1, None] * 8])
def test_nothing_raises(values):
    chart = xmr(values)
    assert list(chart.columns) == COLUMNS
    assert len(chart) == len(values)
    assert not chart[RULES].any(axis=None)
    assert set(chart["signal"].dropna()) <= {"common_cause"}
    assert [chart[rule].dtype for rule in RULES] == [np.dtype(bool)] * 4


def test_zero_width_says_so():
    chart = xmr([3.3] * 14)
    assert (chart["lower"] == chart["upper"]).all()
    assert chart.attrs["notes"] == [NO_WIDTH]
    assert assess([3.3] * 14, better="higher").note == NO_WIDTH
    assert xmr([1, 2, 3]).attrs["notes"] == []
    stuck = assess([3.3] * 14, better="higher", target=3.3)
    assert (stuck.variation, stuck.assurance) == ("common_cause", "may_miss")
    assert assess([3.3] * 14, better="higher", target=3.4).assurance == "will_miss"


def test_huge_values_keep_their_limits():
    values = [1e307, 1.2e307] * 8
    chart = xmr(values)
    assert chart["mean"].iloc[0] == pytest.approx(1.1e307)
    assert chart["upper"].iloc[0] == pytest.approx(1.1e307 + 2.66 * 0.2e307)
    assert (chart["signal"] == "common_cause").all()
    rupiah = [13_000_000_000_000 + step for step in [0, 5, 1, 6, 2, 5, 0, 4, 1, 5, 3, 4, 500]]
    assert signals(rupiah)[-1] == "improvement"


# Properties


@settings(max_examples=60, deadline=None)
@given(series, st.integers(-300, 300), st.sampled_from([0.5, 2, 64]))
def test_shift_and_scale_move_the_lines_only(values, constant, factor):
    chart = xmr(values)
    moved = xmr([None if value is None else value * factor + constant for value in values])
    pd.testing.assert_frame_equal(moved[[*RULES, "signal"]], chart[[*RULES, "signal"]])
    for name in ("mean", "lower", "upper"):
        np.testing.assert_allclose(moved[name], chart[name] * factor + constant, rtol=1e-9, atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(series, st.one_of(st.none(), st.integers(-60, 60)))
def test_polarity_is_a_mirror(values, target):
    mirrored = [None if value is None else -value for value in values]
    chart = xmr(values, better="higher")
    other = xmr(mirrored, better="lower")
    pd.testing.assert_frame_equal(other[[*RULES, "signal"]], chart[[*RULES, "signal"]])
    swapped = chart["signal"].map({"improvement": "concern", "concern": "improvement", "common_cause": "common_cause"})
    assert xmr(values, better="lower")["signal"].fillna("").tolist() == swapped.fillna("").tolist()
    assert assess(values, better="higher", target=target) == assess(
        mirrored, better="lower", target=None if target is None else -target
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(cells, max_size=25), st.integers(0, 24))
def test_a_backward_series_breaks_the_same_rules(values, cut):
    rebase = [cut] if 0 < cut < len(values) else []
    backward = xmr(values[::-1], better="neutral", rebase=[len(values) - at for at in rebase])[::-1]
    chart = xmr(values, better="neutral", rebase=rebase)
    assert backward[RULES].to_numpy().tolist() == chart[RULES].to_numpy().tolist()
