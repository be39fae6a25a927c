"""Numbers typed into a box are read as cells are, or asked about; never another figure."""

import pytest

from data.intake.table import typed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,3", 12.3), ("12.3", 12.3), ("1.234,56", 1234.56), ("1,234.56", 1234.56), ("0,125", 0.125), ("98,1%", 98.1),
        ("1.234.567", 1234567), ("(5,5)", -5.5), ("−3,2", -3.2), (" 7 ", 7), ("Rp 2.500.000,-", 2_500_000), ("0", 0),
        ("-0,88", -0.88), ("1 234,5", 1234.5),
    ],
)  # fmt: skip
def test_a_number_is_what_was_typed(text, value):
    assert typed.read(text) == typed.Typed(pytest.approx(value))


@pytest.mark.parametrize("text", ["", "-", "n/a", "tad", "<NA>"])
def test_words_for_nothing_are_no_value_and_no_fault(text):
    assert typed.read(text) == typed.Typed(None)


@pytest.mark.parametrize("text", ["dua belas", "12,3,4", "1..2", "12a", "5 juta", "=1+1", "1,2E+11"])
def test_what_is_no_number_is_told(text):
    assert typed.read(text).doubt == "unreadable"


def test_three_digits_after_a_mark_are_asked_unless_only_one_reading_can_be():
    assert typed.read("1.234").doubt == "undecided"
    assert typed.read("1.234", lambda value: value <= 100).value == 1.234
    assert typed.read("1,234", lambda value: value > 100).value == 1234
