"""The sentence on top of a view: what it counts, whom it names, and what it leaves out when nothing can be said."""

import pytest

from pages.words import language
from tests.pages.visiting import tables


def paragraphs(app) -> str:
    return "\n".join(element.value for element in app.markdown)


def test_all_agencies_begin_with_how_many_stand_low(open_app, full_store):
    app = open_app(full_store, "agency", lang="en")
    rows = tables(app)[0]
    assert f"**{(rows['low'] > 0).sum()}** of {len(rows)} agencies have low indicator series" in paragraphs(app)


def test_the_list_of_indicators_puts_what_stands_low_on_top(open_app, full_store):
    app = open_app(full_store, "indicator")
    rows = tables(app)[0]
    assert rows["low"].is_monotonic_decreasing
    assert f"**{len(rows)}** indikator" in paragraphs(app)


# Poverty of 18 regencies: 10.3, 11.3 ... 27.3; the province 13.4. One has a negative gap in this store.
@pytest.mark.parametrize(
    ("mode", "told"),
    [
        ("value", "(27,30%), terendah"),
        ("value", "**14** dari 18 kabupaten/kota lebih buruk daripada angka provinsi (13,40%)"),
        ("achievement", "**1** dari 18 belum mencapai target"),
        ("gap", "**1** dari 18 belum mencapai target"),
        ("province", "**14** dari 18 kabupaten/kota lebih buruk daripada angka provinsi"),
        ("trend", " kabupaten/kota membaik, "),
        ("clusters", "Di seluruh peta tidak terbukti ada pengelompokan"),
    ],
)
def test_the_map_begins_with_its_ends_and_how_many_fall_behind(open_app, full_store, mode, told):
    assert told in paragraphs(open_app(full_store, "map", indicator="IKU-BAPPEDA-13", map_mode=mode))


def test_names_beyond_the_first_are_counted():
    assert language.several(["a", "b", "c", "d"]) == "a, b dan 2 lagi"
    assert language.several(["a", "b"]) == "a, b"
    assert language.several([]) == ""


@pytest.mark.parametrize(
    ("value", "unit", "spoken", "text"),
    [
        (4_766_148_000, "Rp", "id", "Rp4,8\u00a0M"),
        (4_766_148_000, "", "en", "4.8B"),
        (-12_345_678, "", "id", "−12,3\u00a0jt"),
        (float("nan"), "", "id", language.NOTHING),
    ],
)
def test_long_numbers_are_told_in_few_letters(value, unit, spoken, text):
    assert language.compact(value, unit, spoken) == text
