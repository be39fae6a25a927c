"""Class scales as a table of the reference: what each rule finds, and where."""

import csv
import io

import pytest

from analytics.achievement import MAIN_SCALE, SCALES, Scales, scales
from data.reference import load_reference
from data.reference.reading import read
from data.reference.reference import disagreements
from data.reference.tables import SHEETS

HIGH, MODERATE = (MAIN_SCALE, "tinggi"), (MAIN_SCALE, "sedang")


@pytest.fixture(scope="module")
def shipped():
    return list(csv.DictReader(io.StringIO(SCALES.read_text("utf-8"))))


def found(rows, indicators=()):
    """Key, column and cell of each problem of a table of scales beside some indicators."""
    text = io.StringIO()
    writer = csv.DictWriter(text, SHEETS["scales"])
    writer.writeheader()
    writer.writerows(rows)
    problems = []
    tables = {name: [] for name in SHEETS}
    tables["scales"] = read("scales", text.getvalue().encode(), SHEETS["scales"], problems)
    tables["indicators"] = list(indicators)
    return [(one.key, one.column, one.cell) for one in (problems or disagreements(tables)) if one.file == "scales.csv"]


def changed(rows, where, **cells):
    return [row | cells if (row["scale"], row["class"]) == where else row for row in rows]


def test_the_shipped_scales_are_a_table_of_the_reference(shipped):
    assert found(shipped) == []
    assert Scales(load_reference().scales).table.astype(object).equals(scales().astype(object))


@pytest.mark.parametrize(
    ("where", "cells", "problem"),
    [
        (HIGH, {"upper": "89"}, ("meets", "lower", "90")),
        (HIGH, {"lower": "76"}, ("meets", "lower", "76")),
        (HIGH, {"upper": "", "upper_closed": ""}, ("meets", "lower", "90")),
        (HIGH, {"upper_closed": "no"}, ("closed_once", "lower_closed", "no")),
        (HIGH, {"lower_closed": "yes"}, ("closed_once", "lower_closed", "yes")),
        (HIGH, {"lower_closed": ""}, ("closed", "lower_closed", "")),
        (HIGH, {"lower": "95", "upper": "90"}, ("below_upper", "lower", "95")),
        (HIGH, {"rank": "6"}, ("next_rank", "rank", "5")),
        (HIGH, {"rank": "3"}, ("next_rank", "rank", "3")),
        (HIGH, {"tone": "ok"}, ("one_of", "tone", "ok")),
        (HIGH, {"tone": ""}, ("one_of", "tone", "")),
        (MODERATE, {"tone": "very_good"}, ("no_worse_tone", "tone", "good")),
        (HIGH, {"label_id": ""}, ("value", "label_id", "")),
        (HIGH, {"label_en": ""}, ("value", "label_en", "")),
        (HIGH, {"label_id": "Sedang"}, ("repeat", "scale, label_id", f"{MAIN_SCALE}, Sedang")),
        (HIGH, {"class": "sedang"}, ("repeat", "scale, class", f"{MAIN_SCALE}, sedang")),
        (HIGH, {"class": "sangat tinggi"}, ("class_code", "class", "sangat tinggi")),
        (HIGH, {"scale": "Lain"}, ("scale_code", "scale", "Lain")),
        (HIGH, {"cap_low": "5"}, ("one_for_all", "cap_low", "5")),
        (HIGH, {"note_en": ""}, ("note", "note_id", None)),
        (HIGH, {"lower": "tujuh"}, ("number", "lower", "tujuh")),
    ],
)
def test_what_is_wrong_is_named_with_its_column(shipped, where, cells, problem):
    key, column, cell = problem
    assert (key, column) in [(one[0], one[1]) for one in found(changed(shipped, where, **cells))]
    assert cell is None or problem in found(changed(shipped, where, **cells))


def test_a_scale_in_use_stays(shipped):
    (problem,) = found([row for row in shipped if row["scale"] != "sakip"])
    assert problem[:2] == ("shown_scales", "scale")
    assert found([row for row in shipped if row["scale"] != "lkjip_2021"]) == []
