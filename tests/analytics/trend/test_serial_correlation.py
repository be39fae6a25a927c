"""The correction of Hamed and Rao: ranks of residuals, gaps, and where it is left out."""

import math
from dataclasses import asdict
from fractions import Fraction
from itertools import combinations
from statistics import median

import numpy as np
import pytest

from analytics import trend
from analytics.trend import (
    mann_kendall,
)
from tests.analytics.trend.examples import spelled_out


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
