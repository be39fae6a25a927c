"""Seasons: found where they are, and not mistaken for independent evidence where they are not."""

import numpy as np
import pymannkendall
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.trend import mann_kendall
from analytics.trend.seasons import _slopes, can_be_significant, cycles, dependent_seasons, seasons


def flat(values, period):
    """One series as the flat arrays that the functions take; None is a gap."""
    step = np.array([i for i, value in enumerate(values) if value is not None])
    value = np.array([float(value) for value in values if value is not None])
    return np.zeros(len(step), dtype=int), step, value, period, 1


def by_definition(values, period):
    """Hirsch and Slack's variance: covariance (K + 4ΣRR' − n(n_g + 1)(n_h + 1)) / 3 of each pair of seasons."""
    years = len(values) // period
    table = np.array([np.nan if value is None else value for value in values], dtype=float).reshape(years, period)
    there = ~np.isnan(table)
    sign = np.nan_to_num(np.sign(table[:, None, :] - table[None, :, :]))
    count = there.sum(axis=0)
    ranks = np.where(there, (count + 1 + sign.sum(axis=1)) / 2, (count + 1) / 2)
    total = 0.0
    for g in range(period):
        for h in range(period):
            k = sum(sign[j, i, g] * sign[j, i, h] for j in range(years) for i in range(j))
            total += (k + 4 * (ranks[:, g] * ranks[:, h]).sum() - years * (count[g] + 1) * (count[h] + 1)) / 3
    return total


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([2, 4]), st.integers(2, 6), st.data())
def test_the_variance_is_that_of_hirsch_and_slack(period, years, data):
    value = st.one_of(st.none(), st.integers(-5, 5))
    values = data.draw(st.lists(value, min_size=period * years, max_size=period * years))
    if all(each is None for each in values):
        return
    test = dependent_seasons(*flat(values, period))
    # A first year without any value is no year of the series, and carries no covariance either.
    while all(each is None for each in values[:period]):
        values = values[period:]
    assert test.var_s[0] == pytest.approx(by_definition(values, period))


def test_sum_and_variance_are_those_of_pymannkendall():
    values = np.random.default_rng(5).normal(size=40).round(3)
    ours, theirs = dependent_seasons(*flat(values, 4)), pymannkendall.correlated_seasonal_test(values, period=4)
    assert (ours.s[0], ours.var_s[0]) == pytest.approx((theirs.s, theirs.var_s))


def test_seasons_that_repeat_each_other_count_once():
    year = [3.0, 1, 4, 1.5, 9, 2, 6]
    repeated = [value * share for value in year for share in (1, 2, 3, 4)]
    test, once = dependent_seasons(*flat(repeated, 4)), mann_kendall(year)
    assert test.s[0] == 4 * once.s
    assert test.var_s[0] == pytest.approx(16 * once.var_s)


def test_cumulative_noise_keeps_the_promised_rate_of_false_alarms():
    flows = np.random.default_rng(1).gamma(4, size=(800, 6, 12))
    values = flows.cumsum(axis=2).ravel()
    owner, step = np.repeat(np.arange(800), 72), np.tile(np.arange(72), 800)
    assert (dependent_seasons(owner, step, values, 12, 800).p_value < 0.05).mean() < 0.07


def test_series_in_one_call_are_those_of_many_calls():
    rng = np.random.default_rng(2)
    owner = np.repeat(np.arange(5000), 20)
    step, value = np.tile(np.arange(20), 5000) + owner % 7, rng.normal(size=100_000)
    mixed = rng.permutation(100_000)
    together = dependent_seasons(owner[mixed], step[mixed], value[mixed], 4, 5000)
    for number in (0, 17, 4095, 4096, 4999):
        rows = owner == number
        alone = dependent_seasons(np.zeros(20, dtype=int), step[rows], value[rows], 4, 1)
        assert [part[number] for part in together] == pytest.approx([part[0] for part in alone])


def test_no_series_is_no_result():
    nothing = np.zeros(0, dtype=int)
    assert dependent_seasons(nothing, nothing, nothing.astype(float), 4, 0).s.size == 0


def test_a_season_is_evident_where_it_is():
    rng = np.random.default_rng(3)
    season = np.tile([10.0, 0, -4, -6], 5)
    line = 0.3 * np.arange(20)
    found = seasons(*flat(season + line + rng.normal(0, 0.3, 20), 4))
    assert found.evident[0]
    np.testing.assert_allclose(found.effect, season, atol=1)
    assert not seasons(*flat(rng.normal(size=20), 4)).evident[0]


@pytest.mark.parametrize("values", [[5.0] * 12, list(range(12)), [0.1 * i for i in range(12)], [1.0, 9, 1, 9, 1]])
def test_a_season_is_not_evident_in_a_line_or_in_too_few_values(values):
    assert not seasons(*flat(values, 4)).evident[0]


@pytest.mark.parametrize(
    ("period", "size", "able"),
    [(4, 4, False), (4, 8, False), (4, 9, False), (4, 10, True), (12, 24, True), (2, 6, False), (2, 7, True)],
)
def test_how_long_a_series_must_be_for_its_seasonal_test(period, size, able):
    values = flat(range(size), period)
    assert can_be_significant(*values[:2], *values[3:])[0] == able
    reached = mann_kendall(range(size), period=period, method="seasonal").p_value < 0.05
    assert reached == able


def test_cycles_are_the_years_in_which_a_season_is_known():
    owner, step, _, period, total = flat([1, None, 3, 4, 5, None, 7, 8, 9], 4)
    assert cycles(owner, step, period, total)[0] == 3


def test_the_slope_that_is_taken_out_is_that_of_least_squares():
    step, value = np.array([10.0, 11, 12, 14, 15]), np.array([3.0, 3.5, 5, 4.5, 7])
    ((across, spread),) = _slopes(np.zeros(5, dtype=int), step, value, 1)
    assert across / spread == pytest.approx(np.polyfit(step, value, 1)[0])
