"""The map of regencies."""

import html

import pytest
import shapely

from analytics.figures import choropleth as regency_map
from data import boundaries
from tests.analytics.figures.examples import picked, the_classes, the_regions, words


def test_every_region_can_be_clicked_and_the_cities_twice():
    figure = regency_map.draw(the_regions(), boundaries.load(), the_classes(), words(regency_map))
    assert set(picked(figure)) == set(boundaries.load().index)
    squares = [t for t in figure.data if t.type == "scatter" and t.mode == "markers+text"]
    assert [t.customdata[0] for t in squares] == list(regency_map.CALLOUTS)


def test_invisible_points_lie_in_their_own_region():
    shapes = boundaries.load()
    figure = regency_map.draw(the_regions(), shapes, the_classes(), words(regency_map), callouts={})
    for trace in (t for t in figure.data if t.type == "scatter" and t.mode == "markers"):
        near = shapes.geometry[trace.customdata[0]].buffer(1e-4)
        assert shapely.contains_xy(near, trace.x, trace.y).all()


def test_callouts_stand_in_the_sea_of_their_map():
    land = boundaries.load().union_all()
    for longitude, latitude, _ in regency_map.CALLOUTS.values():
        assert land.distance(shapely.Point(longitude, latitude)) > 0.1


def test_legend_counts_each_class_and_what_is_missing():
    rows = the_regions().iloc[:20]
    rows.loc[0, "class"] = None
    rows.loc[1, "class"] = "not_reported"
    figure = regency_map.draw(rows, boundaries.load(), the_classes(), words(regency_map))
    shown = [html.unescape(t.name) for t in figure.data if t.showlegend is not False]
    assert shown == [
        "Tinggi > 75 (6)",
        "Sedang 50,5 – 75 (6)",
        "Rendah < 50,5 (6)",
        "Belum melapor (1)",
        "Tidak ada data (4)",
    ]
    hatched = [t for t in figure.data if t.type == "scatter" and t.fillpattern.shape]
    assert [t.fillpattern.shape for t in hatched] == ["/", "x"]


def test_a_code_without_a_shape_is_an_error():
    rows = the_regions()
    rows.loc[0, "region"] = "1103"
    with pytest.raises(ValueError, match="1103"):
        regency_map.draw(rows, boundaries.load(), the_classes(), words(regency_map))


def test_the_selected_region_is_outlined():
    plain = regency_map.draw(the_regions(), boundaries.load(), the_classes(), words(regency_map))
    chosen = regency_map.draw(the_regions(), boundaries.load(), the_classes(), words(regency_map), selected="11.08")
    assert len(chosen.data) == len(plain.data) + 2


def test_map_tooltip_has_value_target_class_and_source():
    row = {"name": "Pidie", "value": "70,1", "target": "75", "class_label": "Sedang", "source": "BPS", "note": "baru"}
    assert regency_map.hover(row, words(regency_map)) == (
        "<b>Pidie</b><br>text of value: <b>70,1</b><br>text of target: <b>75</b><br>"
        "text of class: <b>Sedang</b><br>text of source: <b>BPS</b><br>baru"
    )
