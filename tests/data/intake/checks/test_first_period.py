"""Values of periods before an indicator's own first one, where the reference knows it."""

from dataclasses import replace

import pytest

from tests.data.intake.checks.test_checks import HEAD, MONTHLY, POVERTY, series


@pytest.fixture
def begun(reference):
    """The reference with the first periods of a yearly and a monthly indicator."""
    known = reference.indicators["code"].map({POVERTY: "2015", MONTHLY: "2024-03"}).fillna("")
    return replace(reference, indicators=reference.indicators.assign(since=known))


def test_a_value_before_the_first_period_of_its_indicator_is_asked(load, begun):
    text = HEAD + series([15.1, 14.8, 14.5], first=2013)
    result = load(text, within=begun)
    assert result.found("before_first_period") == [("before_first_period", 2), ("before_first_period", 3)]
    assert (result.one_at("before_first_period", 2).expected, result.waiting) == ("2015", 2)
    assert load(text, within=begun, reasons=[("before_first_period", None, "dihitung mundur BPS")]).waiting == 0
    assert load(text).found("before_first_period") == []


def test_months_before_the_first_are_asked_too(load, begun):
    text = HEAD + "".join(f"{MONTHLY};11;2024-{month:02d};;{8 * month}\n" for month in (1, 2, 3, 4))
    assert load(text, agency="BPKA", within=begun).found("before_first_period") == [
        ("before_first_period", 2), ("before_first_period", 3)
    ]  # fmt: skip
