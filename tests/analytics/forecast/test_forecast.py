"""Forecasts and chances: a dense-matrix oracle, what is refused, and the coverage that docs/backtest.md claims."""

import re
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analytics.forecast import chance, chance_by, forecast, forecast_by

RISING = [70.1, 71.0, 71.4, 73.2, 74.0, 74.3, 75.1, 75.0, 76.8, 77.0]
REPORT = Path(__file__).parents[3] / "docs" / "backtest.md"


def by_matrices(values, at, times, level=0.8):
    """The local level with drift as one regression with correlated errors: every matrix written out, plain scale."""
    y, t = np.array(values, float), np.array(times, float)
    n, best = len(y), None
    x, ahead = np.column_stack([np.ones(n), t]), np.array([1.0, at])
    for share in (0.2, 0.6, 1.0):
        walked = share * np.minimum.outer(t - t[0], t - t[0])
        cover = walked + (1 - share) * np.eye(n) + 1e-8 * np.eye(n) * (share == 1)
        inverse = np.linalg.inv(cover)
        inner = x.T @ inverse @ x
        beta = np.linalg.solve(inner, x.T @ inverse @ y)
        rest = y - x @ beta
        error = rest @ inverse @ rest
        likely = -0.5 * (np.linalg.slogdet(cover)[1] + np.linalg.slogdet(inner)[1] + (n - 2) * np.log(error))
        with_new = share * np.minimum(t - t[0], at - t[0])
        drift_variance = np.linalg.inv(inner)[1, 1]
        strength = beta[1] ** 2 / drift_variance * (n - 2) / error
        kept = strength / (1 + strength)
        # The drift enters the mean through what of (1, at) the correlated errors do not explain.
        weights = inverse @ with_new
        unexplained = ahead - x.T @ weights
        level_only = np.linalg.inv(x[:, :1].T @ inverse @ x[:, :1]).item()
        reach = unexplained[1] - unexplained[0] * level_only * (x[:, 0] @ inverse @ t)
        base = level_only * (x[:, 0] @ inverse @ y)
        mean = base + weights @ (y - base) + kept * beta[1] * reach
        own = error / (n - 3)
        sure = share * (at - t[0]) + (1 - share) - weights @ with_new + unexplained[0] ** 2 * level_only
        variance = own * (sure + reach**2 * kept * drift_variance)
        if best is None or likely > best[0] + 1e-9:
            best = (likely, mean, np.sqrt(variance))
    _, mean, deviation = best
    half = stats.t.ppf((1 + level) / 2, n - 3) * deviation
    return mean, mean - half, mean + half, deviation


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(6, 20), st.integers(1, 3), st.floats(0.01, 100))
def test_the_filter_is_the_regression_written_out(seed, n, ahead, size):
    rng = np.random.default_rng(seed)
    times = np.cumsum(rng.integers(1, 4, n))
    values = rng.normal(0, 1) * times + rng.normal(0, 1, n).cumsum() * rng.random() + rng.normal(0, 1, n)
    found = forecast(values * size, ahead, times=times)
    mean, low, high, _ = by_matrices(values * size, times[-1] + ahead, times)
    assert found.reason is None
    assert [found.forecast, found.low, found.high] == pytest.approx([mean, low, high], rel=1e-5, abs=1e-6 * size)


def test_the_chance_is_the_tail_beyond_the_target():
    times = np.arange(len(RISING))
    mean, _, _, deviation = by_matrices(RISING, 11, times)
    above = stats.t.sf((79 - mean) / deviation, len(RISING) - 3)
    assert chance(RISING, 2, 79, better="higher").chance == pytest.approx(above, rel=1e-6)
    assert chance(RISING, 2, 79, better="lower").chance == pytest.approx(1 - above, rel=1e-6)
    inside = above - stats.t.sf((81 - mean) / deviation, len(RISING) - 3)
    assert chance(RISING, 2, low=79, high=81, better="range").chance == pytest.approx(inside, rel=1e-6)
    assert chance(RISING, 2, low=79, better="range").chance == pytest.approx(above, rel=1e-6)
    assert chance(RISING, 2, low=79, high=81, better="higher").chance == pytest.approx(above, rel=1e-6)
    assert chance(RISING, 2, low=76, high=79, better="lower").chance == pytest.approx(1 - above, rel=1e-6)


def test_the_interval_has_the_level_asked_for():
    narrow, wide = forecast(RISING, 2, level=0.5), forecast(RISING, 2, level=0.95)
    assert narrow.forecast == wide.forecast
    assert wide.low < narrow.low < narrow.forecast < narrow.high < wide.high
    for found in (narrow, wide):
        tail = chance(RISING, 2, found.low, better="lower").chance
        assert tail == pytest.approx((1 - found.level) / 2, rel=1e-9)


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        ([91, 94, 95, 97, 98, 99.1, 99.4], {"minimum": 0, "maximum": 100}),
        ([0.4, 0.5, 0.3, 0.2, 0.15, 0.1], {"minimum": 0}),
        ([97, 98, 100, 100, 99.5, 100, 100], {"minimum": 0, "maximum": 100}),
        ([5, 2, 0, 0, 1, 0, 3, 0], {"minimum": 0}),
        ([-5, -4, -2.5, -2, -1, -0.4], {"maximum": 0}),
    ],
)
def test_the_possible_range_is_kept(values, bounds):
    free, kept = forecast(values, 3), forecast(values, 3, **bounds)
    least, most = bounds.get("minimum", -np.inf), bounds.get("maximum", np.inf)
    assert least <= kept.low <= kept.forecast <= kept.high <= most
    assert kept.low < kept.high
    assert free.low < least or free.high > most
    assert free.reason is kept.reason is None
    if least < kept.forecast < most:
        assert chance(values, 3, kept.forecast, better="higher", **bounds).chance == pytest.approx(0.5, abs=1e-6)


def test_the_chance_of_the_certain_and_the_impossible():
    facts = {"better": "higher", "minimum": 0, "maximum": 100}
    assert chance(RISING, 2, 0, **facts).chance == 1
    assert chance(RISING, 2, 101, **facts).chance == 0
    assert chance([5, 2, 0, 0, 1, 0, 3, 0], 2, 0, better="higher", minimum=0).chance == 1


def test_values_beyond_the_possible_range_are_taken_as_they_are():
    assert forecast([*RISING, 101], 2, maximum=100) == forecast([*RISING, 101], 2)


@pytest.mark.parametrize(
    ("values", "ahead", "facts", "reason"),
    [
        ([], 1, {}, "no_values"),
        ([None, np.nan], 1, {}, "no_values"),
        (RISING[:5], 1, {}, "too_short"),
        (RISING, 0, {}, "no_horizon"),
        (RISING, 6, {}, "too_far"),
        ([4.0] * 9, 1, {}, "constant"),
        ([1, 2, 3, 4, 5, 6, 7], 1, {}, "constant"),
        ([0.1 + 0.1 * i for i in range(9)], 2, {}, "constant"),
        ([41, 59, 42, 58, 50, 43, 57], 1, {"minimum": 1, "maximum": 99}, None),
        ([0, 100, 0, 100, 0, 100], 2, {"minimum": 0, "maximum": 100}, "too_wide"),
        ([10, 30, 60, 100, 12, 33], 1, {"period": 4, "cumulative": True}, "too_few_cycles"),
        ([10, 30, 60, 100, 12, 33, 61, 99], 1, {"period": 4, "cumulative": True}, "too_few_cycles"),
    ],
)
def test_what_cannot_be_forecast_is_refused_with_a_reason(values, ahead, facts, reason):
    found = forecast(values, ahead, **facts)
    assert found.reason == reason
    assert np.isnan([found.forecast, found.low, found.high]).all() == (reason is not None)
    assert chance(values, ahead, 50, better="higher", **facts).reason == reason


def test_a_chance_needs_a_target_and_a_direction():
    assert chance(RISING, 1, better="higher").reason == "no_target"
    assert chance(RISING, 1, 75, better="neutral").reason == "no_direction"
    assert not np.isnan(chance(RISING, 1, better="higher").forecast)
    assert np.isnan(chance(RISING, 1, better="lower", low=None).chance)


@pytest.mark.parametrize(
    ("arguments", "facts", "message"),
    [
        ((RISING, 1.5), {}, "horizon"),
        ((RISING, -1), {}, "horizon"),
        ((RISING, 1), {"level": 1}, "level"),
        ((RISING, 1), {"minimum": 5, "maximum": 5}, "minimum"),
        ((RISING, 1), {"period": 0}, "period"),
        ((RISING, 1), {"times": np.arange(10) / 2}, "whole"),
        (([1, "2"], 1), {}, "numbers"),
        (([1, np.inf], 1), {}, "infinite"),
    ],
)
def test_wrong_calls_are_named(arguments, facts, message):
    with pytest.raises(ValueError, match=message):
        forecast(*arguments, **facts)
    with pytest.raises(ValueError, match="better"):
        chance(RISING, 1, 5, better="up")


def test_a_gap_keeps_its_place():
    gapped = [*RISING[:4], None, *RISING[5:]]
    kept = [place for place in range(10) if place != 4]
    assert forecast(gapped, 2) == forecast([RISING[place] for place in kept], 2, times=kept)
    assert forecast(RISING[::-1], 2, times=range(9, -1, -1)) == forecast(RISING, 2)


def test_an_evident_season_is_taken_out_and_put_back():
    rng = np.random.default_rng(5)
    season = np.array([10.0, -4, -8, 2])
    line = 50 + 0.3 * np.arange(28) + rng.normal(0, 0.4, 28)
    for ahead in (1, 2, 3, 4, 5):
        found = forecast(line + np.tile(season, 7), ahead, period=4)
        wanted = 50 + 0.3 * (27 + ahead) + season[(27 + ahead) % 4]
        assert found.forecast == pytest.approx(wanted, abs=1.0)
        assert found.low < wanted < found.high
        assert found.high - found.low < 5 < np.ptp(season)


def test_values_that_accumulate_are_carried_to_the_end_of_the_year_by_earlier_years():
    totals, share = np.array([100, 110, 120, 115, 125, 130.0]), np.array([0.2, 0.45, 0.7, 1.0])
    rng = np.random.default_rng(2)
    values = (totals[:, None] * share * rng.lognormal(0, 0.02, (6, 4))).ravel()
    found = forecast(values[:22], 2, period=4, cumulative=True)
    ratio = np.log(values[3:20:4] / values[1:20:4])
    half = stats.t.ppf(0.9, 4) * ratio.std(ddof=1) * np.sqrt(1 + 1 / 5)
    middle = np.log(values[21]) + ratio.mean()
    expected = np.exp([middle, middle - half, middle + half])
    assert [found.forecast, found.low, found.high] == pytest.approx(expected)
    assert found.n == 5
    years = forecast(values, 4, period=4, cumulative=True)
    assert years.n == 6
    plain = forecast(values[3::4], 1)
    assert [years.forecast, years.low, years.high] == [plain.forecast, plain.low, plain.high]


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**32))
def test_set_wise_is_the_same(seed):
    rng = np.random.default_rng(seed)
    parts, kinds = [], list(product((1, 2, 4, 12), (False, True), ("higher", "lower", "range", "neutral")))
    for key, (period, cumulative, better) in enumerate(kinds):
        n = int(rng.integers(0, 40))
        walk = rng.normal(0, 1, n).cumsum() * rng.integers(0, 2)
        values = np.round(rng.uniform(0, 3) + walk + rng.normal(0, 1, n), 2)
        if rng.random() < 0.4:
            values = np.abs(values) + 0.1
        values[rng.random(n) < 0.1] = np.nan
        times = np.sort(rng.choice(60, n, replace=False))
        facts = {"period": period, "cumulative": cumulative, "better": better, "at": 60 + int(rng.integers(0, 6))}
        facts |= {"minimum": rng.choice([np.nan, 0.0, -9]), "maximum": rng.choice([np.nan, 40.0])}
        facts |= {"target": rng.choice([np.nan, 2.0]), "low": rng.choice([np.nan, 1.0])}
        facts |= {"high": rng.choice([np.nan, 3.0])}
        parts.append(pd.DataFrame({"time": times, "value": values}).assign(key=key, **facts))
    frame = pd.concat(parts, ignore_index=True).sample(frac=1, random_state=1)
    columns = {name: name for name in ("minimum", "maximum", "period", "cumulative")}
    goals = {name: name for name in ("target", "low", "high", "better")}
    told = chance_by(frame, "key", "at", **columns, **goals)
    plain = forecast_by(frame, "key", "at", **columns)
    for key, rows in frame.groupby("key"):
        rows = rows.sort_values("time")
        facts = rows.iloc[-1]
        there = rows["time"][rows["value"].notna()]
        ahead = int(facts["at"] - there.max()) if len(there) else 1
        kept = {name: facts[name] for name in ("minimum", "maximum", "cumulative")} | {"period": int(facts["period"])}
        wanted = {name: facts[name] for name in ("low", "high", "better")}
        one = chance(rows["value"], ahead, facts["target"], times=rows["time"], **kept, **wanted)
        mine = told.loc[key].where(told.loc[key].notna(), None)
        for name in ("chance", "forecast", "low", "high"):
            assert (mine[name] if mine[name] is not None else np.nan) == pytest.approx(getattr(one, name), nan_ok=True)
            assert (mine["n"], mine["reason"]) == (one.n, one.reason)
        assert plain.loc[key, ["forecast", "low", "high"]].tolist() == pytest.approx(
            [one.forecast, one.low, one.high], nan_ok=True
        )


def test_an_empty_frame_gives_an_empty_table():
    frame = pd.DataFrame({"key": pd.array([], dtype="str"), "time": np.zeros(0), "value": np.zeros(0)})
    assert chance_by(frame, "key", 3).empty
    assert list(forecast_by(frame, "key", 3).columns) == ["forecast", "low", "high", "level", "n", "reason"]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.floats(-50, 50), st.floats(0.1, 20))
def test_shift_scale_and_mirror(seed, shift, scale):
    rng = np.random.default_rng(seed)
    values = rng.normal(0, 1, 12).cumsum()
    base = forecast(values, 3)
    moved = forecast(values * scale + shift, 3)
    expected = [getattr(base, name) * scale + shift for name in ("forecast", "low", "high")]
    assert [moved.forecast, moved.low, moved.high] == pytest.approx(expected, rel=1e-6, abs=1e-6 * scale)
    mirrored = forecast(-values, 3)
    assert [mirrored.low, mirrored.high] == pytest.approx([-base.high, -base.low], rel=1e-6)
    above, below = chance(values, 3, 1, better="higher").chance, chance(-values, 3, -1, better="lower").chance
    assert above == pytest.approx(below, rel=1e-6)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("size", [2.0**-1000, 2.0**1000])
def test_huge_and_tiny_values_are_forecast_alike(size):
    values = np.array([3.0, 4, 4, 6, 5, 7, 9, 8, 10, 9])
    plain, scaled = forecast(values, 2), forecast(values * size, 2)
    for name in ("forecast", "low", "high"):
        assert getattr(scaled, name) == getattr(plain, name) * size


def test_a_small_part_of_the_report_is_recomputed():
    from benchmarks.coverage import backtest, tables

    cases = backtest(["IKU-BAPPEDA-02", "IKU-RO_EKON-02", "IKU-BAPPEDA-16"])
    text = REPORT.read_text("utf-8")
    for language in ("id", "en"):
        lines = tables(cases, language)["indicator"].splitlines()[2:]
        assert len(lines) == 3
        assert all(line in text for line in lines)


def test_the_report_shows_a_coverage_between_70_and_90_percent():
    shown = re.search(r"local level with drift \(used\)\*\* \| [\d,]+ \| ([\d.]+)%", REPORT.read_text("utf-8"))
    assert 70 <= float(shown[1]) <= 90
