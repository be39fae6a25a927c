"""Maps as SVG: what is filled how, what stands around them, and that outside words bring no markup."""

from xml.etree import ElementTree

import pandas as pd
import pytest

from analytics import classes
from analytics.figures import legend, map_picture, palette
from data import boundaries

SVG = "{http://www.w3.org/2000/svg}"
TEXTS = {"title": "Judul <b>", "source": "Sumber & lain", "attribution": "Batas"}


def bands(theme="light") -> pd.DataFrame:
    made = classes.classes([1, 2, 3, 4], "equal_interval", 2)
    return legend.with_missing(
        legend.of_values(made, str, theme), {"no_data": "Tanpa nilai", "not_reported": "Tidak melapor"}, theme
    )


def shown() -> dict[str, object]:
    codes = boundaries.load().index
    return {code: ("no_data", "not_reported", 0, 1)[place % 4] for place, code in enumerate(codes)}


def parsed(*panels, **more) -> ElementTree.Element:
    return ElementTree.fromstring(map_picture.svg(list(panels), boundaries.load(), bands(), {**TEXTS, **more}))


def words(picture) -> list[str]:
    return [each.text for each in picture.iter(f"{SVG}text")]


def test_every_region_is_filled_with_its_class_and_missing_ones_are_hatched_by_reason():
    picture = parsed(map_picture.Panel("", shown()))
    fills = {each.get("href")[2:]: each.get("fill") for each in picture.iter(f"{SVG}use")}
    first, second, third, fourth = list(shown())[:4]
    fill = bands().set_index("key")["fill"]
    assert (fills[first], fills[second]) == ("url(#pno_data)", "url(#pnot_reported)")
    assert (fills[third], fills[fourth]) == (fill[0], fill[1])
    assert {each.get("id") for each in picture.iter(f"{SVG}pattern")} == {"pno_data", "pnot_reported"}


def test_legend_counts_source_attribution_and_simulation_stand_in_the_picture():
    said = words(parsed(map_picture.Panel("", shown(), {"11.72": "Sabang"}), simulated="Data simulasi"))
    for expected in ("Judul <b>", "Sumber & lain", "Batas", "Data simulasi", "Tanpa nilai (6)", "Sabang"):
        assert expected in said


def test_panels_share_outlines_and_one_legend():
    one, many = (parsed(*[map_picture.Panel(str(each), shown()) for each in range(n)]) for n in (1, 12))
    assert len(list(one.iter(f"{SVG}path"))) == len(list(many.iter(f"{SVG}path"))) == 23 + 2
    assert words(many).count("Tanpa nilai") == 1
    assert len(list(many.iter(f"{SVG}use"))) == 12 * 23


@pytest.mark.parametrize("theme", palette.THEMES)
def test_small_maps_and_their_legend_are_parts_of_a_page(theme):
    small = ElementTree.fromstring(
        map_picture.panel(
            map_picture.Panel("", shown()), boundaries.load(), bands(theme), "A & B", theme=theme, selected="11.01"
        )
    )
    assert small.find(f"{SVG}title").text == "A & B"
    assert words(small) == []
    assert sum(each.get("href") == "#r11.01" for each in small.iter(f"{SVG}use")) == 2
    boxes = ElementTree.fromstring(map_picture.legend(bands(theme), "x", theme=theme))
    assert words(boxes)[-2:] == ["Tidak melapor", "Tanpa nilai"]


def test_no_panel_is_an_error():
    with pytest.raises(ValueError, match="at least one panel"):
        map_picture.svg([], boundaries.load(), bands(), TEXTS)
