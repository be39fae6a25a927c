"""Periods and their ids."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import periods


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)), st.sampled_from(periods.FREQUENCIES))
def test_ids_can_be_read_back_and_periods_hold_their_days(day, frequency):
    one = periods.containing(day, frequency)
    assert one.start <= day <= one.end
    assert periods.period(one.id) == one
    assert periods.shift(periods.shift(one, 5), -5) == one
    assert periods.shift(one, 1).start > one.end
    assert periods.latest(day, frequency).end <= day < periods.shift(periods.latest(day, frequency), 1).end


@pytest.mark.parametrize("text", ["2024-Q5", "2024-S3", "2024-13", "24", "2024-6", ""])
def test_ids_are_strict(text):
    with pytest.raises(ValueError, match="not a period id"):
        periods.period(text)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"), ("2024-S1", "2024-01-01", "2024-06-30"),
        ("2024-Q4", "2024-10-01", "2024-12-31"), ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"),
    ],
)  # fmt: skip
def test_period_bounds(code, first, last):
    assert periods.period_bounds(code) == (date.fromisoformat(first), date.fromisoformat(last))


def test_what_is_no_period_has_no_bounds():
    with pytest.raises(ValueError, match="2024-Q9"):
        periods.period_bounds("2024-Q9")
