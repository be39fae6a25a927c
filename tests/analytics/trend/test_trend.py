"""Trends: the definitions in exact arithmetic, published results, other programs, and what the arithmetic allows."""

import math
import tomllib
from dataclasses import FrozenInstanceError, asdict, fields
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from statistics import NormalDist, median

import numpy as np
import pandas as pd
import pymannkendall
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analytics import trend
from analytics.trend import (
    MannKendall,
    SenSlope,
    benjamini_hochberg,
    mann_kendall,
    sen_slope,
)
from analytics.trend.exact import exact_p
from tests.analytics.trend.examples import cells, series, spelled_out

ORACLES = tomllib.loads(Path(__file__).with_name("trend_oracles.toml").read_text(encoding="utf-8"))


numbers = st.lists(st.integers(-1000, 1000), min_size=1, max_size=25)


def z_and_p(s, variance):
    z = 0.0 if s == 0 else (s - np.sign(s)) / math.sqrt(variance)
    return z, math.erfc(abs(z) / math.sqrt(2))


def between_ranks(ordered, rank):
    rank = min(max(rank, 1), len(ordered))
    below = ordered[math.floor(rank) - 1]
    above = ordered[min(math.floor(rank), len(ordered) - 1)]
    return float(below) + (rank - math.floor(rank)) * float(above - below)


def check_against_definition(values, times, period=None, alpha=0.05):
    points, s, variance, denominator, slopes = spelled_out(values, times, period or 1)
    z, p = z_and_p(s, variance)
    method = "original" if period is None else "seasonal"
    test = mann_kendall(values, times=times, period=period, method=method, exact=False, alpha=alpha)
    assert (test.n, test.s) == (len(points), s)
    assert (test.var_s, test.z, test.p_value) == pytest.approx((float(variance), z, p), rel=1e-12)
    assert test.tau == pytest.approx(s / denominator if denominator else math.nan, rel=1e-12, nan_ok=True)
    line = sen_slope(values, times=times, period=period, alpha=alpha)
    if not slopes:
        assert all(math.isnan(part) for part in asdict(line).values())
        return
    slope = median(slopes)
    intercept = median(y for _, y in points) - slope * Fraction(median(t for t, _ in points)) / (period or 1)
    half = NormalDist().inv_cdf(1 - alpha / 2) * math.sqrt(variance)
    low, high = ((len(slopes) - half) / 2, (len(slopes) + half) / 2 + 1)
    expected = (float(slope), float(intercept), between_ranks(slopes, low), between_ranks(slopes, high))
    assert tuple(asdict(line).values()) == pytest.approx(expected, rel=1e-9, abs=1e-12)


# A second implementation, from the definitions, in exact arithmetic


@settings(max_examples=150, deadline=None)
@given(series, st.sampled_from([0.05, 0.2]))
def test_the_definitions_are_kept_whatever_the_gaps_and_ties(values, alpha):
    check_against_definition(values, list(range(len(values))), alpha=alpha)


@settings(max_examples=150, deadline=None)
@given(st.lists(cells, max_size=36), st.integers(1, 5), st.integers(-7, 7))
def test_seasons_are_summed_and_their_slopes_are_per_cycle(values, period, start):
    check_against_definition(values, list(range(start, start + len(values))), period=period)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), cells), max_size=20, unique_by=lambda pair: pair[0]))
def test_times_are_real_distances_in_any_order(pairs_of):
    check_against_definition([y for _, y in pairs_of], [t for t, _ in pairs_of])


# Published results


def test_the_example_of_gilbert():
    case = ORACLES["gilbert_four"]
    test = mann_kendall(case["values"])
    assert test.s == case["s"]
    assert test.exact
    assert test.p_value == pytest.approx(2 * 4 / 24)


def test_the_sodium_example_of_the_unified_guidance():
    case = ORACLES["sodium"]
    test = mann_kendall(case["values"], times=case["times"], exact=False)
    assert test.s == case["s"]
    assert (test.tau, test.z, test.p_value) == pytest.approx((case["tau"], case["z"], case["p_value"]), rel=1e-6)
    line = sen_slope(case["values"], times=case["times"])
    expected = [case[name] for name in ("slope", "intercept", "low", "high")]
    assert list(asdict(line).values()) == pytest.approx(expected, abs=1e-7)


def test_the_monthly_example_of_the_unified_guidance():
    case = ORACLES["analyte"]
    test = mann_kendall(case["values"], period=case["period"], method="seasonal")
    assert test.s == case["s"]
    assert (test.z, test.p_value) == pytest.approx((case["z"], case["p_value"]), rel=1e-6)
    line = sen_slope(case["values"], period=case["period"])
    assert (line.slope, line.low, line.high) == pytest.approx((case["slope"], case["low"], case["high"]), abs=1e-8)


@pytest.mark.parametrize("name", ["nile", "lake_huron"])
def test_series_of_r(name):
    case = ORACLES[name]
    test, line = mann_kendall(case["values"]), sen_slope(case["values"])
    assert (test.s, test.direction) == (case["s"], "decreasing")
    found = (test.var_s, test.z, test.p_value, test.tau, line.slope, line.intercept)
    expected = [case[part] for part in ("var_s", "z", "p_value", "tau", "slope", "intercept")]
    assert found == pytest.approx(expected, rel=1e-9)
    corrected = mann_kendall(case["values"], method="hamed_rao")
    assert corrected.note is None
    assert corrected.var_s == pytest.approx(case["hamed_rao_var_s"], rel=1e-9)
    assert corrected.p_value == pytest.approx(case["hamed_rao_p_value"], rel=1e-9)


@pytest.mark.parametrize("n", [4, 5, 6, 7, 8])
def test_the_table_of_kendall(n):
    for s, printed in ORACLES["kendall_table"][str(n)].items():
        expected = min(1, 2 * printed)
        assert exact_p(((1,) * n,), int(s)) == pytest.approx(expected, abs=0.0011, rel=0.02)


# Other implementations


@pytest.mark.parametrize("seed", range(8))
def test_scipy_agrees(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(11, 60))
    times = np.sort(rng.choice(200, n, replace=False))
    values = (0.02 * times + rng.normal(size=n)).round(seed % 2 + 1)
    test, line = mann_kendall(values, times=times), sen_slope(values, times=times)
    assert test.tau == pytest.approx(stats.kendalltau(times, values).statistic, rel=1e-9)
    theil = stats.theilslopes(values, times)
    assert (line.slope, line.intercept) == pytest.approx((theil.slope, theil.intercept), rel=1e-9)


def test_scipy_agrees_on_values_at_the_same_time():
    times, values = [0, 0, 1, 2, 2, 2, 3, 4, 5, 5, 6, 7], [1, 2, 2, 3, 1, 5, 4, 4, 6, 5, 5, 7]
    test = mann_kendall(values, times=times)
    uncorrected = math.erfc(abs(test.s) / math.sqrt(test.var_s) / math.sqrt(2))
    oracle = stats.kendalltau(times, values, method="asymptotic")
    assert (test.tau, uncorrected) == pytest.approx((oracle.statistic, oracle.pvalue), rel=1e-9)
    assert sen_slope(values, times=times).slope == pytest.approx(stats.theilslopes(values, times).slope)
    assert mann_kendall(values, times=times, method="hamed_rao").note == trend.UNEVEN_TIMES


@pytest.mark.parametrize("seed", range(6))
def test_pymannkendall_agrees(seed):
    rng = np.random.default_rng(100 + seed)
    values = rng.normal(size=24 + 12 * seed).cumsum() * 0.3 + rng.normal(size=24 + 12 * seed)
    for ours, theirs in (
        (mann_kendall(values), pymannkendall.original_test(values)),
        (mann_kendall(values, method="seasonal", period=4), pymannkendall.seasonal_test(values, period=4)),
        (mann_kendall(values, method="hamed_rao"), pymannkendall.hamed_rao_modification_test(values)),
    ):
        assert ours.note is None
        expected = (theirs.s, theirs.var_s, theirs.z, theirs.p, theirs.Tau)
        assert (ours.s, ours.var_s, ours.z, ours.p_value, ours.tau) == pytest.approx(expected, rel=1e-9)
        assert ours.direction.replace("_", " ") == theirs.trend
    line, theirs = sen_slope(values, period=4), pymannkendall.seasonal_sens_slope(values, period=4)
    assert (line.slope, line.intercept) == pytest.approx((theirs.slope, theirs.intercept), rel=1e-9)


# What the arithmetic allows


@pytest.mark.parametrize("method", ["original", "hamed_rao", "seasonal"])
@pytest.mark.parametrize("values", [[], [7], [None], [None] * 15, [np.nan, 3, pd.NA], [2, 2], [5.5] * 12])
def test_nothing_to_test_is_no_trend(method, values):
    test = mann_kendall(values, method=method, period=4 if method == "seasonal" else None)
    present = sum(value is not None and value is not pd.NA and value == value for value in values)
    assert (test.n, test.s, test.z, test.p_value, test.direction) == (present, 0, 0.0, 1.0, "no_trend")
    assert math.isnan(test.tau)


def test_a_constant_series_has_slope_nought():
    assert sen_slope([5.5] * 12) == SenSlope(0.0, 5.5, 0.0, 0.0)
    assert mann_kendall([0.1] * 12).var_s == 0


def test_two_values_have_a_slope_and_no_verdict():
    assert sen_slope([1, None, 4]) == SenSlope(1.5, 1.0, 1.5, 1.5)
    test = mann_kendall([1, None, 4])
    assert (test.s, test.p_value, test.direction, test.tau) == (1, 1.0, "no_trend", 1.0)


def test_gaps_keep_their_place_in_time():
    assert sen_slope([0, 1, None, None, 4, None, 6]).slope == 1.0
    assert mann_kendall([0, 1, None, None, 4, None, 6]).n == 4


def test_p_stays_positive_for_huge_z():
    test = mann_kendall(list(range(200)))
    assert 0 < test.p_value < 1e-80
    assert test.direction == "increasing"


def test_direction_follows_alpha():
    values = ORACLES["sodium"]["values"]
    p = mann_kendall(values).p_value
    assert mann_kendall(values, alpha=p * 1.01).direction == "increasing"
    assert mann_kendall(values, alpha=p).direction == "no_trend"


@pytest.mark.parametrize(
    "values",
    [
        pd.Series([1, None, 3, 5], dtype="Int64"),
        pd.Series([1, None, 3, 5], dtype="Float32"),
        pd.Series([1, None, 3, 5], dtype="int64[pyarrow]"),
        pd.Series([1, None, 3, 5], dtype=object),
        pd.Series([1, None, 3, 5], index=["d", "c", "b", "a"]),
        pd.array([1, None, 3, 5]),
        np.array([1, np.nan, 3, 5], dtype=np.float32),
        (1, pd.NaT, Decimal(3), Fraction(5)),
        [np.int8(1), float("nan"), np.float32(3), 5],
    ],
)
def test_every_kind_of_number_and_missing_mark_is_read(values):
    assert mann_kendall(values) == mann_kendall([1.0, None, 3.0, 5.0])
    assert sen_slope(values) == sen_slope([1.0, None, 3.0, 5.0])


@pytest.mark.parametrize("size", [1e300, 1e308, 1e-300, 5e-324])
def test_huge_and_tiny_values_neither_overflow_nor_vanish(size):
    values = [-size, size, -size, size]
    assert mann_kendall(values).s == 2
    line = sen_slope(values)
    assert math.isfinite(line.slope)
    assert line.low <= line.slope <= line.high
    assert sen_slope([0, size, 0, -size]).low < 0


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: mann_kendall([1, 2], method="kendall"), "method"),
        (lambda: mann_kendall([1, 2], method="seasonal"), "period"),
        (lambda: mann_kendall([1, 2], period=12), "period"),
        (lambda: mann_kendall([1, 2], period=-4, method="seasonal"), "period"),
        (lambda: mann_kendall([1, 2], period=1.5, method="seasonal"), "period"),
        (lambda: sen_slope([1, 2], period=0), "period"),
        (lambda: sen_slope([1, 2], period=4, times=[0, 0.5]), "whole"),
        (lambda: mann_kendall([1, 2], exact=True, method="hamed_rao"), "exact"),
        (lambda: mann_kendall([1, 2], exact="yes"), "exact"),
        (lambda: mann_kendall([1, 2], alpha=0), "alpha"),
        (lambda: sen_slope([1, 2], alpha=1.0), "alpha"),
        (lambda: mann_kendall([1, 2], times=[0, 1, 2]), "times"),
        (lambda: mann_kendall([1, 2], times=[0, None]), "times"),
        (lambda: mann_kendall([1, 2], times=pd.to_datetime(["2024-01-01", "2024-02-01"])), "times"),
        (lambda: mann_kendall([1, math.inf]), "infinite"),
        (lambda: mann_kendall([1, 10**400]), "infinite"),
        (lambda: mann_kendall(["1", "2"]), "'1'"),
        (lambda: mann_kendall("12"), "values"),
        (lambda: mann_kendall(np.array(["a"])), "numbers"),
        (lambda: mann_kendall([[1], [2]]), "position 0"),
        (lambda: mann_kendall(np.ones((2, 2))), "dimension"),
        (lambda: mann_kendall({"a": 1}), "values"),
        (lambda: mann_kendall(5), "values"),
        (lambda: mann_kendall([1j]), "numbers"),
        (lambda: benjamini_hochberg([0.5, 1.2]), "p_values"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(call, word):
    with pytest.raises(ValueError, match=word):
        call()


def test_results_are_frozen():
    with pytest.raises(FrozenInstanceError):
        mann_kendall([1, 2]).s = 3
    assert [field.name for field in fields(MannKendall)][:8] == [
        "n", "s", "var_s", "z", "p_value", "tau", "direction", "exact"
    ]  # fmt: skip
    assert [field.name for field in fields(SenSlope)] == ["slope", "intercept", "low", "high"]


# Properties


@settings(max_examples=60, deadline=None)
@given(numbers, st.integers(-500, 500), st.sampled_from([0.5, 2, 4, 1024]), st.sampled_from(["original", "hamed_rao"]))
def test_shift_and_scale_change_the_line_only(values, constant, factor, method):
    test, line = mann_kendall(values, method=method), sen_slope(values)
    moved = [value * factor + constant for value in values]
    other = mann_kendall(moved, method=method)
    assert (other.s, other.note, other.direction) == (test.s, test.note, test.direction)
    assert (other.var_s, other.z, other.p_value) == pytest.approx((test.var_s, test.z, test.p_value), rel=1e-9)
    expected = (line.slope * factor, line.intercept * factor + constant, line.low * factor, line.high * factor)
    assert tuple(asdict(sen_slope(moved)).values()) == pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True)


@settings(max_examples=60, deadline=None)
@given(series, st.sampled_from([(None, "original"), (None, "hamed_rao"), (4, "seasonal")]))
def test_turning_the_series_upside_down_or_round_turns_the_verdict(values, form):
    period, method = form
    test = mann_kendall(values, method=method, period=period)
    line = sen_slope(values, period=period)
    mirrored = [None if value is None else -value for value in values]
    for turned in (mirrored, values[::-1]):
        other, slope = mann_kendall(turned, method=method, period=period), sen_slope(turned, period=period)
        assert (other.s, other.exact, other.note) == (-test.s, test.exact, test.note)
        assert (other.p_value, other.var_s) == pytest.approx((test.p_value, test.var_s), rel=1e-9)
        expected = (-line.slope, -line.high, -line.low)
        assert (slope.slope, slope.low, slope.high) == pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), cells), max_size=25), st.randoms(use_true_random=False))
def test_the_order_in_which_points_come_does_not_matter(points, random):
    shuffled = random.sample(points, len(points))
    results = []
    for some in (points, shuffled):
        times, values = [t for t, _ in some], [y for _, y in some]
        results.append((mann_kendall(values, times=times), sen_slope(values, times=times)))
    assert repr(results[0]) == repr(results[1])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=3, max_size=25))
def test_what_must_hold_of_every_result(values):
    test, line = mann_kendall(values), sen_slope(values)
    assert 0 < test.p_value <= 1
    assert np.sign(test.z) in (0, np.sign(test.s))
    assert math.isnan(test.tau) or -1 - 1e-12 <= test.tau <= 1 + 1e-12
    assert line.low <= line.slope <= line.high
    if test.s > 0:
        assert test.direction in ("increasing", "no_trend")
