"""The word-sized line: gaps stay gaps, targets are joined only where they follow, nothing but numbers gets in."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.content.sparkline import BOTTOM, LEFT, RIGHT, TOP, mask

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*given, **options):
    text = mask(*given, **options)
    return ElementTree.fromstring(unquote(text.removeprefix('url("data:image/svg+xml,').removesuffix('")')))


def test_a_gap_in_time_is_a_gap_in_the_line():
    paths = drawn([(2020, 1.0), (2021, 2.0), (2023, 3.0), (2024, 4.0)]).findall(f"{SVG}path")
    assert [path.get("d").count("L") for path in paths] == [1, 1]


def test_lone_targets_are_ticks_and_following_ones_a_dashed_line():
    paths = drawn([(2020, 1.0), (2021, 2.0)], [(2020, 2.0), (2021, 2.5), (2029, 4.0)]).findall(f"{SVG}path")
    assert [bool(path.get("stroke-dasharray")) for path in paths] == [True, False, False]
    assert paths[1].get("d").endswith("h8")


def test_the_last_value_is_a_ring_while_reports_are_missing():
    assert drawn([(1, 1.0)]).find(f"{SVG}circle").get("fill") == "#000"
    assert drawn([(1, 1.0)], whole=False).find(f"{SVG}circle").get("fill") is None


@pytest.mark.parametrize("values", [[], [(1, float("nan"))], [(float("nan"), 1.0)], [(1, float("inf"))]])
def test_nothing_is_drawn_of_nothing(values):
    assert mask(values) == ""


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=40), st.lists(st.floats(-1e12, 1e12), max_size=5))
def test_every_point_lies_within_the_picture(values, targets):
    text = unquote(mask(list(enumerate(values)), list(enumerate(targets))))
    for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", text):
        assert LEFT - 4 <= float(x) <= RIGHT
        assert TOP <= float(y) <= BOTTOM
    assert not re.search(r"nan|inf|<script", text)
