"""Oracles: exact lines, and SciPy's Kendall test of the coefficients; statsmodels is asked in test_oracles.py."""

import math
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from analytics import equity
from analytics.equity import convergence

modest = settings(max_examples=30, deadline=None)

FIRST = [12.0, 35, 18, 51, 27, 9, 44, 23, 31, 15, 60, 40]
LAST = [19.0, 41, 26, 55, 35, 16, 50, 30, 36, 24, 63, 45]


def panel(step: float, regions: int = 12, periods: int = 8, noise: float = 0.0) -> pd.DataFrame:
    """Regions around 100 whose distance from it changes by the factor `step` each year."""
    random = np.random.default_rng(4)
    start = np.linspace(-30, 30, regions)
    rows = [
        (f"r{at}", 2015 + year, 100 + away * step**year + noise * random.normal())
        for at, away in enumerate(start)
        for year in range(periods)
    ]
    return pd.DataFrame(rows, columns=["region", "time", "value"])


def sigma(frame: pd.DataFrame, **options) -> convergence.SigmaConvergence:
    return convergence.sigma_convergence(frame["value"], frame["region"], frame["time"], **options)


def test_what_began_low_and_grew_faster_converges():
    found = convergence.beta_convergence(FIRST, LAST, 8)
    assert (found.regions, found.years, found.state) == (12, 8, "converging")


def test_beta_of_an_exact_line():
    # last = first^0.5: growth over 10 years is -0.05 ln first; half the distance of logarithms is gone after 10 years
    first = np.exp(np.linspace(1, 4, 12))
    found = convergence.beta_convergence(first, first**0.5, 10)
    assert found.coefficient == pytest.approx(-0.05, rel=1e-12)
    assert found.half_life == pytest.approx(10, rel=1e-9)
    assert found.speed == pytest.approx(math.log(2) / 10, rel=1e-9)


def test_growing_apart_has_no_half_life():
    first = np.exp(np.linspace(1, 4, 12))
    found = convergence.beta_convergence(first, first**1.2, 5)
    assert found.state == "diverging"
    assert math.isnan(found.half_life)
    past = convergence.beta_convergence(first, first**-0.5, 5)  # the order turned round: no speed describes that
    assert past.coefficient < 0
    assert math.isnan(past.speed)


@pytest.mark.parametrize(
    ("first", "last", "years", "reason"),
    [
        ([], [], 5, "no_values"),
        ([None] * 12, FIRST, 5, "no_values"),
        (FIRST[:5], LAST[:5], 5, "too_few_regions"),
        ([0.0, *FIRST[1:]], LAST, 5, "not_positive"),
        (FIRST, [-1.0, *LAST[1:]], 5, "not_positive"),
        (FIRST, LAST, 0, "no_span"),
        ([7.0] * 12, LAST, 5, "constant"),
    ],
)
def test_beta_is_refused_with_a_reason(first, last, years, reason):
    found = convergence.beta_convergence(first, last, years)
    assert (found.state, found.reason) == ("cannot_say", reason)
    assert math.isnan(found.coefficient)


def test_regions_that_all_grow_alike_do_not_converge():
    found = convergence.beta_convergence(FIRST, [2 * value for value in FIRST], 5)
    assert (found.state, found.coefficient, found.p_value) == ("no_clear_change", 0, 1)


def test_labels_are_matched_and_missing_ends_leave_their_region_out():
    names = [f"r{at}" for at in range(12)]
    first, last = pd.Series(FIRST, names), pd.Series(LAST, names)
    assert convergence.beta_convergence(first, last[::-1], 8) == convergence.beta_convergence(FIRST, LAST, 8)
    assert convergence.beta_convergence(first, last.drop("r3"), 8).regions == 11
    with pytest.raises(ValueError, match="equally many"):
        convergence.beta_convergence(FIRST, LAST[:3], 8)
    with pytest.raises(ValueError, match="must be numbers"):
        convergence.beta_convergence(["a"], [1], 8)


def test_sigma_of_a_panel_that_closes():
    found = sigma(panel(0.9))
    assert (found.regions, found.periods, found.state) == (12, 8, "converging")
    assert found.first == pytest.approx(equity.variation(100 + np.linspace(-30, 30, 12)))
    assert found.last == pytest.approx(found.first * 0.9**7)
    assert (found.s, found.tau) == (-28, -1)
    assert found.p_value == pytest.approx(kendalltau(range(8), range(8, 0, -1)).pvalue)
    assert found.slope < 0


def test_sigma_of_panels_that_open_or_stand():
    assert sigma(panel(1.1)).state == "diverging"
    assert sigma(panel(1.0)).state == "no_clear_change"
    assert sigma(panel(1.0, noise=1.0)).p_value > 0.05


def test_a_region_that_misses_a_period_is_left_out_of_all():
    frame = panel(0.9)
    frame.loc[3, "value"] = np.nan
    found = sigma(frame)
    assert found.regions == 11
    assert found.first == pytest.approx(equity.variation(100 + np.linspace(-30, 30, 12)[1:]))


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (panel(0.9).iloc[:0], "no_values"),
        (panel(0.9, regions=6), "too_few_regions"),
        (panel(0.9, periods=4), "too_few_periods"),
        (panel(0.9).assign(value=lambda rows: rows["value"] - 100), "mean_not_positive"),
    ],
)
def test_sigma_is_refused_with_a_reason(frame, reason):
    found = sigma(frame)
    assert (found.state, found.reason) == ("cannot_say", reason)
    assert math.isnan(found.p_value)


def test_wrong_use_is_named():
    frame = panel(0.9)
    with pytest.raises(ValueError, match="Two values"):
        sigma(pd.concat([frame, frame.head(1)]))
    with pytest.raises(ValueError, match="equally many"):
        convergence.sigma_convergence([1, 2], ["a"], [1, 2])


@cache
def unchanged():
    """A panel, its sigma convergence, and the beta convergence of FIRST and LAST."""
    frame = panel(0.93, noise=2.0)
    return frame, sigma(frame), convergence.beta_convergence(FIRST, LAST, 8)


@modest
@given(st.floats(0.01, 1000), st.randoms(use_true_random=False))
def test_neither_unit_nor_order_matter(factor, random):
    frame, one, beta = unchanged()
    changed = frame.sample(frac=1, random_state=random.randint(0, 99)).assign(value=lambda rows: rows["value"] * factor)
    other = sigma(changed)
    assert other.first == pytest.approx(one.first, rel=1e-9)
    assert (other.s, other.state) == (one.s, one.state)
    scaled = convergence.beta_convergence([v * factor for v in FIRST], [v * factor for v in LAST], 8)
    assert scaled.coefficient == pytest.approx(beta.coefficient, rel=1e-6)
    assert scaled.p_value == pytest.approx(beta.p_value, rel=1e-4)


def test_many_indicators_at_once_equal_one_by_one():
    random = np.random.default_rng(8)
    parts = []
    for at in range(12):
        part = panel(random.uniform(0.85, 1.1), int(random.integers(8, 15)), int(random.integers(4, 9)), 1.5)
        parts.append(part.assign(indicator=f"i{at:02d}", unit="u"))
    frame = pd.concat(parts, ignore_index=True)
    frame.loc[random.integers(0, len(frame), 9), "value"] = np.nan
    frame.loc[frame["indicator"] == "i05", "value"] -= 100
    frame = frame.sample(frac=1, random_state=1)
    sigmas = convergence.sigma_by(frame, ["indicator", "unit"])
    for key, rows in frame.groupby(["indicator", "unit"]):
        alone = sigma(rows)
        for name, value in sigmas.loc[key].items():
            assert (getattr(alone, name) == value) or pd.isna(value) or value == pytest.approx(getattr(alone, name))


def test_a_key_that_is_not_told_is_a_key_too():
    named = panel(0.9).assign(indicator="i", unit="u")
    found = convergence.sigma_by(pd.concat([named, named.assign(unit=None)]), ["indicator", "unit"])
    told, untold = (row for _, row in found.iterrows())
    assert (told["n_regions" if "n_regions" in told else "regions"], told["state"]) == (12, "converging")
    pd.testing.assert_series_equal(told, untold, check_names=False)


@pytest.mark.parametrize("factor", [0.8, 1.0, 1.25])
def test_regencies_that_all_grow_alike_neither_converge_nor_diverge(factor):
    beta = convergence.beta_convergence(FIRST, [value * factor for value in FIRST], 8)
    assert (beta.t, beta.p_value, beta.coefficient) == (0, 1, 0)
    assert math.isnan(beta.r_squared)
