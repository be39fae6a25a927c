"""What stands beside a value: the same period of the year before, or the last year that was reported."""

import numpy as np
import pytest

from analytics.comparison import NONE, basis, counterparts, year_before

ROWS = [  # owner, step, periods a year, value there: place beside it, whether of exactly a year before
    (0, 8000, 4, True, NONE, False),
    (0, 8001, 4, False, NONE, False),
    (0, 8004, 4, True, 0, True),
    (0, 8005, 4, True, NONE, False),
    (0, 8008, 4, False, 2, True),
    (1, 2000, 1, True, NONE, False),
    (1, 2001, 1, False, 5, True),
    (1, 2003, 1, True, 5, False),
    (2, 2003, 1, True, NONE, False),
    (3, 96, 12, True, NONE, False),
]


def test_a_part_of_a_year_needs_its_own_a_year_before_and_a_year_the_last_reported():
    owner, step, a_year, there, beside, exact = (np.array(column) for column in zip(*ROWS, strict=True))
    found = counterparts(owner, step, a_year, there)
    assert found.tolist() == beside.tolist()
    assert year_before(step, a_year, found).tolist() == exact.tolist()


@pytest.mark.parametrize("size", [0, 3])
def test_nothing_stands_beside_what_has_no_value(size):
    column = np.arange(size)
    assert counterparts(column * 0, column, column * 0 + 4, column < 0).tolist() == [NONE] * size


def test_the_first_period_of_a_series_is_not_beside_the_last_of_another():
    owner, step = np.array([0, 0, 1]), np.array([0, 11, 0])
    assert counterparts(owner, step, np.full(3, 12), np.full(3, True)).tolist() == [NONE] * 3


def test_the_basis_is_named():
    assert basis(np.array([12, 4, 2, 1])).tolist() == ["year", "year", "year", "previous"]
