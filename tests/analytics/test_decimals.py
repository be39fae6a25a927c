"""Numbers as they are written: half up on their decimals, alike one by one and by the column, as Babel marks them."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import numpy as np
import pytest
from babel.numbers import format_decimal
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analytics.decimals import decimals_needed, number_text, number_texts, rounded

LOCALES = {"id": "id_ID", "en": "en_GB"}
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
# A whole number and a half of the last place written: the case in which two rules part.
TIES = st.builds(lambda n, places: float(f"{n}5e-{places}"), st.integers(-(10**12), 10**12), st.integers(1, 7))


def by_babel(value, decimals, language):
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(prec=400, rounding=ROUND_HALF_UP):
        exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals))
        return format_decimal(exact if exact else abs(exact), pattern, LOCALES[language]).replace("-", "−")


@settings(max_examples=400, deadline=None)
@given(FLOATS | TIES, st.integers(0, 6), st.sampled_from(["id", "en"]))
@example(1.005, 2, "id").via("binary below the tie")
@example(6.905, 2, "en").via("binary above the tie")
@example(-0.005, 2, "id").via("away from zero")
@example(-0.0049, 2, "id").via("zero without sign")
@example(float(2**60 + 2**9), 0, "en").via("shorter decimals than binary digits")
@example(1.7976931348623157e308, 6, "id").via("largest")
@example(5e-324, 6, "en").via("smallest")
def test_one_and_a_column_are_written_alike_half_up(value, decimals, language):
    expected = by_babel(value, decimals, language)
    assert number_text(value, decimals, language) == expected
    assert number_texts(np.array([value]), np.array([decimals]), language).tolist() == [expected]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(FLOATS | TIES | st.sampled_from([np.nan, np.inf, -np.inf]), st.integers(0, 6)), max_size=40))
def test_every_row_of_a_column_has_its_own_decimals(rows):
    values, decimals = np.array([v for v, _ in rows], dtype=float), np.array([d for _, d in rows], dtype=int)
    assert number_texts(values, decimals, "id").tolist() == [number_text(v, d, "id") for v, d in rows]


@pytest.mark.parametrize("places", range(7))
def test_no_tie_of_many_goes_the_other_way(places):
    values = np.array([float(f"{n}5e-{places + 1}") for n in range(-9_999, 10_000, 7)])
    texts = number_texts(values, np.full(len(values), places), "en")
    assert texts.tolist() == [f"{rounded(value, places):z,f}".replace("-", "−") for value in values.tolist()]
    assert all(abs(rounded(value, places)) >= abs(Decimal(repr(value))) for value in values.tolist())


@pytest.mark.parametrize(
    ("value", "decimals", "signed", "indonesian", "english"),
    [
        (1234567.891, 2, False, "1.234.567,89", "1,234,567.89"), (-0.5, 1, False, "−0,5", "−0.5"),
        (152.755, 2, True, "+152,76", "+152.76"), (-0.01, 1, True, "0,0", "0.0"), (-2.5, 0, True, "−3", "−3"),
        (float("nan"), 1, True, "", ""), (float("-inf"), 1, False, "", ""), (None, 1, False, "", ""),
    ],
)  # fmt: skip
def test_marks(value, decimals, signed, indonesian, english):
    assert number_text(value, decimals, "id", signed) == indonesian
    assert number_text(value, decimals, "en", signed) == english


@pytest.mark.parametrize(
    ("value", "needed"), [(88.31, 2), (90.0, 0), (-2.5, 1), (1e22, 0), (0.1 + 0.2, 6), (1e-9, 6), (0.0, 0)]
)
def test_decimals_needed(value, needed):
    assert decimals_needed(value) == needed
