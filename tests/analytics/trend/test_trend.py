import math
import tomllib
from dataclasses import FrozenInstanceError, asdict, fields
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, permutations
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
    LeaveOneOut,
    MannKendall,
    SenSlope,
    benjamini_hochberg,
    leave_one_out,
    leave_one_out_by,
    mann_kendall,
    mann_kendall_by,
    pairs,
    sen_slope,
    sen_slope_by,
)
from analytics.trend.exact import exact_p

ORACLES = tomllib.loads(Path(__file__).with_name("trend_oracles.toml").read_text(encoding="utf-8"))

cells = st.one_of(st.none(), st.integers(-20, 20), st.integers(-400, 400).map(lambda tenths: tenths / 10))
series = st.lists(cells, max_size=30)
numbers = st.lists(st.integers(-1000, 1000), min_size=1, max_size=25)


# A second implementation, from the definitions, in exact arithmetic


def spelled_out(values, times, period=1):
    """S, variance, denominator of tau and the slopes of all pairs, one after the other."""
    points = sorted((t, Fraction(str(y))) for t, y in zip(times, values, strict=True) if y is not None)
    seasons = {}
    for t, y in points:
        seasons.setdefault(t % period, []).append((t, y))
    s, variance, denominator, slopes = 0, Fraction(0), 0.0, []
    for season in seasons.values():
        n = len(season)
        for (t, y), (u, z) in combinations(season, 2):
            s += (z > y) - (z < y)
            slopes.append((z - y) / Fraction((u - t) / period))
        values_only = [y for _, y in season]
        ties = [values_only.count(y) for y in set(values_only)]
        variance += Fraction(n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties), 18)
        denominator += math.sqrt(n * (n - 1) * (n * (n - 1) - sum(t * (t - 1) for t in ties))) / 2
    return points, s, variance, denominator, sorted(slopes)


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


# Exact p


@pytest.mark.parametrize("values", [[1, 2, 3], [3, 1, 2, 5], [2, 5, 1, 3, 4], [6, 2, 5, 1, 3, 4]])
def test_exact_p_counts_the_orders(values):
    scores = [abs(mann_kendall(order, exact=False).s) for order in permutations(values)]
    test = mann_kendall(values)
    assert test.exact
    assert test.p_value == pytest.approx(np.mean(np.array(scores) >= abs(test.s)), rel=1e-15)


@pytest.mark.parametrize("values", [[1, 1, 2, 3, 3], [2, 2, 2, 1, 4, 0], [1, 1, 1, 1]])
def test_exact_p_can_be_forced_where_values_tie(values):
    scores = [abs(mann_kendall(order, exact=False).s) for order in permutations(values)]
    test = mann_kendall(values, exact=True)
    assert test.exact
    assert not mann_kendall(values).exact
    assert test.p_value == pytest.approx(np.mean(np.array(scores) >= abs(test.s)), rel=1e-15)


def test_exact_p_can_be_forced_over_seasons():
    values = [1, 9, 2, 5, 3, 7, 4, None]
    first, second = [1, 2, 3, 4], [9, 5, 7]
    scores = [
        mann_kendall(a, exact=False).s + mann_kendall(b, exact=False).s
        for a in permutations(first)
        for b in permutations(second)
    ]
    test = mann_kendall(values, period=2, method="seasonal", exact=True)
    assert test.exact
    assert test.s == 6 - 1
    assert test.p_value == pytest.approx(np.mean(np.abs(scores) >= test.s), rel=1e-15)
    assert not mann_kendall(values, period=2, method="seasonal").exact


@pytest.mark.parametrize("n", [2, 7, 10, 11, 20, 40])
def test_exact_p_agrees_with_scipy(n):
    values = np.random.default_rng(n).normal(size=n)
    expected = stats.kendalltau(np.arange(n), values, method="exact").pvalue
    assert mann_kendall(values, exact=True).p_value == pytest.approx(expected, rel=1e-9)
    assert mann_kendall(values).exact == (n <= 10)
    assert not mann_kendall(values, exact=False).exact


def test_exact_p_that_cannot_be_had_is_noted():
    long = mann_kendall(list(range(200)), exact=True)
    assert (long.exact, long.note) == (False, trend.TOO_LONG)
    tied = mann_kendall([1, 2, 3], times=[0, 0, 1], exact=True)
    assert (tied.exact, tied.note) == (False, trend.TIED_TIMES)


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


# Hamed and Rao


def corrected_variance(values, times):
    """From the definition, in exact arithmetic, so that equal residuals are ties."""
    points, _, variance, _, slopes = spelled_out(values, times)
    slope, n = median(slopes), len(points)
    residuals = [y - slope * t for t, y in points]
    ranks = [sum(r < q for r in residuals) + Fraction(sum(r == q for r in residuals) + 1, 2) for q in residuals]
    centred = [rank - Fraction(n + 1, 2) for rank in ranks]
    total = Fraction(0)
    for lag in range(1, n):
        products = [
            a * b
            for (t, a), (u, b) in combinations(zip((t for t, _ in points), centred, strict=True), 2)
            if u - t == lag
        ]
        r = sum(products) / sum(c * c for c in centred) if any(centred) else Fraction(0)
        if abs(r) > 1.96 / math.sqrt(n):
            total += (n - lag) * (n - lag - 1) * (n - lag - 2) * r
    return float(variance * (1 + Fraction(2, n * (n - 1) * (n - 2)) * total))


@pytest.mark.parametrize("seed", range(12))
def test_the_correction_ranks_residuals_and_keeps_gaps(seed):
    rng = np.random.default_rng(seed)
    walk = (50 + rng.normal(size=30).cumsum()).round(1).tolist()
    kept = [None if seed % 2 and rng.random() < 0.25 else value for value in walk]
    expected = corrected_variance(kept, list(range(30)))
    plain, test = mann_kendall(kept, exact=False), mann_kendall(kept, method="hamed_rao")
    if expected > 0:
        assert (test.var_s, test.note) == (pytest.approx(expected, rel=1e-9), None)
    else:
        assert (test.var_s, test.note) == (plain.var_s, trend.NOT_POSITIVE)


def test_the_step_of_the_times_does_not_matter_to_the_correction():
    values = [3.1, 3.4, 4.0, 3.9, 4.4, 4.1, 4.8, 5.5, 5.1, 5.0, 5.9, 6.1]
    plain = mann_kendall(values, method="hamed_rao")
    assert mann_kendall(values, times=[2010 + 0.25 * step for step in range(12)], method="hamed_rao") == plain
    assert mann_kendall(values, times=[3 * step for step in range(12)], method="hamed_rao") == plain
    assert mann_kendall(values, times=[*range(11), 11.3], method="hamed_rao").note == trend.UNEVEN_TIMES


def test_whole_numbers_share_a_step_even_if_no_two_are_one_apart():
    times = [0, 2, 5, 7, 10, 12, 15, 17, 20, 22, 25, 27]
    values = [4, 1, 3, 6, 5, 9, 7, 8, 12, 10, 11, 13]
    test = mann_kendall(values, times=times, method="hamed_rao")
    assert test.note is None
    assert test.var_s == pytest.approx(corrected_variance(values, times), rel=1e-9)


def test_short_and_constant_series_stay_uncorrected_with_a_note():
    short = [1, 3, 2, 5, 4, 6, 8, 7, 9]
    test = mann_kendall(short, method="hamed_rao")
    assert test.note == trend.TOO_SHORT
    assert asdict(test) | {"note": None} == asdict(mann_kendall(short))
    assert mann_kendall([4] * 15, method="hamed_rao").note == trend.NOT_POSITIVE


def test_a_variance_that_is_not_positive_falls_back():
    zigzag = [8, 12, 1, 11, 6, 9, 5, 7, 3, 10, 4, 2]
    assert corrected_variance(zigzag, list(range(12))) < 0
    test = mann_kendall(zigzag, method="hamed_rao")
    assert test.note == trend.NOT_POSITIVE
    assert asdict(test) | {"note": None} == asdict(mann_kendall(zigzag))


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


# All series at once


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


# Families of tests, single values


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
