"""The small pictures of a profile: one line of the spine, and where a regency lies."""

from xml.etree import ElementTree

import pytest

from analytics.figures import locator, palette, spine_row
from data import boundaries

SVG = "{http://www.w3.org/2000/svg}"
ROW = {
    "position": 0.5, "low_quarter": 0.25, "median_position": 0.5, "high_quarter": 0.75, "province_position": 1.0,
    "quarter": "middle",
}  # fmt: skip


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def test_the_mark_stands_where_the_region_does():
    left = parsed(spine_row.svg({**ROW, "position": 0.0, "quarter": "middle"}, "x")).find(f"{SVG}circle").get("cx")
    right = parsed(spine_row.svg({**ROW, "position": 1.0, "quarter": "middle"}, "x")).find(f"{SVG}circle").get("cx")
    assert (float(left), float(right)) == (spine_row.MARGIN, spine_row.WIDTH - spine_row.MARGIN)


def test_the_middle_half_reaches_from_quarter_to_quarter():
    band = parsed(spine_row.svg(ROW, "x")).find(f"{SVG}rect")
    inside = spine_row.WIDTH - 2 * spine_row.MARGIN
    ends = float(band.get("x")), float(band.get("x")) + float(band.get("width"))
    assert ends == pytest.approx((spine_row.MARGIN + inside / 4, spine_row.MARGIN + 3 * inside / 4), abs=0.1)


def test_every_mark_is_a_disc_of_its_quarter_and_what_is_not_ranked_a_ring():
    fills = {kind: parsed(spine_row.svg({**ROW, "quarter": kind}, "x")).find(f"{SVG}circle").get("fill")
             for kind in ("best", "worst", "middle", None)}  # fmt: skip
    assert len(set(fills.values())) == 4
    assert fills[None] == palette.LIGHT.background


def test_the_province_is_a_dashed_line_apart_from_the_median():
    dashes = [each.get("stroke-dasharray") for each in parsed(spine_row.svg(ROW, "x")).findall(f"{SVG}line")]
    assert dashes == [None, None, "3 2"]


def test_without_a_place_only_the_title_stays():
    picture = parsed(spine_row.svg({"position": float("nan")}, 'a < b & "c"'))
    assert [each.tag for each in picture] == [f"{SVG}title"]
    assert picture.find(f"{SVG}title").text == 'a < b & "c"'


@pytest.mark.parametrize("theme", palette.THEMES)
def test_the_locator_fills_the_region_and_tints_its_neighbours(theme):
    shapes = boundaries.load()
    picture = parsed(locator.svg(shapes, "11.06", "Aceh Besar", beside={"11.07", "11.71"}, theme=theme))
    fills = dict(zip(shapes.index, [path.get("fill") for path in picture.iter(f"{SVG}path")], strict=True))
    assert fills["11.06"] == palette.theme(theme).accent
    assert fills["11.07"] == fills["11.71"] not in (fills["11.06"], fills["11.01"])
    assert len({fills[code] for code in shapes.index} - {fills["11.06"], fills["11.07"]}) == 1
    assert picture.find(f"{SVG}circle") is None


def test_a_region_too_small_to_see_gets_a_ring():
    assert parsed(locator.svg(boundaries.load(), "11.71", "x")).find(f"{SVG}circle") is not None


def test_a_region_without_a_shape_is_an_error():
    with pytest.raises(KeyError, match=r"99\.99"):
        locator.svg(boundaries.load(), "99.99", "x")
