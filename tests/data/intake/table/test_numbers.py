"""Which mark is the decimal in a column, judged by the shapes of its cells."""

import pytest

from data.intake.table import numbers
from data.intake.table.numbers import Shape


def decide(*cells, **given):
    shapes = {}
    for cell in cells:
        shape = numbers.shape_of(cell)
        known = shapes.get(shape, Shape(shape, 0, cell))
        shapes[shape] = Shape(shape, known.count + 1, known.sample, known.zeros + cell.lstrip("-").startswith("0"))
    return numbers.decide(list(shapes.values()), lambda text: text in ("km", "persen", "%"), **given)


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [(["67,7", "93,1"], "comma"), (["1.234,5"], "comma"), (["9.897.778", "22.454.164"], "comma"), (["0,123"], "comma"),
     (["67.7", "93.1"], "dot"), (["1,234.5"], "dot"), (["0.123", "0.456"], "dot"), (["1,234,567"], "dot"),
     (["12", "845"], "none"), (["1.253", "845", "67"], "comma"), (["1,253", "845"], "dot"),
     (["1.253", "2.104"], "undecided"), (["1.253", "2.104", "1500"], "undecided"), (["1.253", "1,253"], "undecided"),
     (["1.253", "67.7"], "dot"), (["1.253", "67,7"], "comma"), (["12,5", "12.5"], "undecided"), (["-", ""], "none")],
)  # fmt: skip
def test_the_decimal_of_a_column(cells, decimal):
    style = decide(*cells)
    assert style.decimal == decimal
    assert style.reason_id
    assert style.reason_en


def test_what_cannot_be_for_the_indicator_decides():
    assert decide("1.253", "2.104", plausible=lambda value: value <= 100).decimal == "dot"
    assert decide("1.253", "2.104", plausible=lambda value: value > 100).decimal == "comma"
    assert decide("1.253", "2.104", plausible=lambda value: True).decimal == "undecided"


def test_the_sender_decides():
    assert decide("1.253", wished="comma").decimal == "comma"
    assert decide("1.253", wished="dot").decimal == "dot"


def test_a_few_odd_cells_do_not_sway_a_column():
    style = decide(*["67,7"] * 30, "67.7")
    assert (style.decimal, style.bad) == ("comma", ("99.9",))


@pytest.mark.parametrize("cell", ["12,5 km", "12,5%", "12,5 persen", "Rp12,5", "(12,5)", "+12,5", "12,5*", "12,5E+02"])
def test_what_may_stand_around_a_number(cell):
    assert decide(cell, "1,25").bad == ()


@pytest.mark.parametrize(
    "cell", ["12,5 apel", "12,5 m2", "1,5 juta", "<12,5", "12,5-13,5", "1.2.3,5", "12,5,5", "(12,5"]
)
def test_what_makes_a_cell_no_number(cell):
    assert decide(cell, "1,25", "1,35").bad == (numbers.shape_of(cell),)


@pytest.mark.parametrize(
    "text", ["", " ", "-", "–", "n/a", "N/A", "NULL", "Not Available", "…", "...", "\u00a0-\u00a0", None]
)
def test_missing(text):
    assert numbers.is_missing(text)


@pytest.mark.parametrize("text", ["0", "0,0", "-1", "nol"])
def test_not_missing(text):
    assert not numbers.is_missing(text)


def test_amounts_of_money_as_offices_write_them(load):
    texts = {
        "Rp 1.250.000": 1250000, "Rp1.250.000,00": 1250000, "Rp. 2.500.000,-": 2500000, "(1.234)": -1234,
        "Rp (2.000.000)": -2000000, "-Rp3.000.000": -3000000, "IDR 3.000.000,--": 3000000, "Rp -": 0,
        " -   ": 0, "-": None,
    }  # fmt: skip
    rows = "".join(f"IKU-BAPPEDA-04;11.{n:02d};2024;{text}\n" for n, text in enumerate(texts, start=1))
    result = load("kode_indikator;kode_wilayah;periode;realisasi\n" + rows, reasons=[(None, None, "diperiksa")])
    assert result.rows("actual") == list(texts.values())


def test_words_of_scale_are_not_multiplied_in_silence(load):
    head = "kode_indikator;kode_wilayah;periode;realisasi"
    assert load(f"{head}\nIKU-BPKA-10;11.01;2024;1,5 juta\n").found() == [("number_unreadable", 2)]
    people = f"{head} (ribu jiwa)\nIKU-BAPPEDA-15;11.01;2024;17,5\n"
    assert load(people).found("measure_scale") == [("measure_scale", 2)]
