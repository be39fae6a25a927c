"""The exact p: every order counted, SciPy's table, and where it cannot be had."""

from itertools import permutations

import numpy as np
import pytest
from scipy import stats

from analytics import trend
from analytics.trend import (
    mann_kendall,
)


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
