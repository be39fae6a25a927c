"""Figures as values: what they draw, say, count and give back on a click. Their looks are judged by eye."""

import html
import re
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
import shapely

from analytics import classes
from analytics.achievement import scales
from analytics.decimals import number_text
from analytics.figures import choropleth as regency_map
from analytics.figures import (
    legend,
    matrix,
    palette,
    quadrant,
    ranking,
    sparkline,
    template,
    tile_map,
    time_series,
)
from data import boundaries

SCALE = pd.DataFrame(
    {
        "class": ["high", "middle", "low"],
        "label_id": ["Tinggi", "Sedang", "Rendah"],
        "label_en": ["High", "Middle", "Low"],
        "lower": [75.0, 50.5, np.nan],
        "lower_closed": [False, True, False],
        "upper": [np.nan, 75.0, 50.5],
        "upper_closed": [False, True, False],
        "tone": ["very_good", "fair", "very_poor"],
        "rank": [3, 2, 1],
    }
)
MISSING = {"no_data": "Tidak ada data", "not_reported": "Belum melapor"}
MODULES = (time_series, regency_map, tile_map, matrix, ranking, quadrant, sparkline)


def words(module) -> dict[str, str]:
    """Distinct texts for every key, so that a test sees which one was used."""
    return {key: f"text of {key}" for key in module.TEXTS}


def the_classes(theme="light") -> pd.DataFrame:
    return legend.with_missing(legend.of_scale(SCALE, "id", theme), MISSING, theme)


def the_regions() -> pd.DataFrame:
    shapes = boundaries.load()
    rows = pd.DataFrame({"region": shapes.index, "name": shapes["name"].to_numpy()})
    rows["class"] = [SCALE["class"][i % 3] for i in range(len(rows))]
    rows["value"] = [f"{60 + i},5" for i in range(len(rows))]
    rows["amount"] = [60.5 + i for i in range(len(rows))]
    rows["source"] = "BPS"
    rows["status"] = "final"
    rows["label"] = rows["name"]
    rows["tile_x"] = [i % 5 for i in range(len(rows))]
    rows["tile_y"] = [i // 5 for i in range(len(rows))]
    return rows


def the_points(n=6) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "start": pd.date_range("2023-01-01", periods=n, freq="QS"),
            "label": [f"Triwulan {i}" for i in range(n)],
            "actual": [70.0, 71, None, 72.5, 75, 74][:n],
            "target": 80.0,
            "status": "final",
        }
    )


def the_agencies() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": ["A", "B", "C"],
            "name": ["Dinas A", "Dinas B", "Dinas C"],
            "label": ["A", "B", "C"],
            "absorption": [50.0, 80, None],
            "achievement": [95.0, 60, 70],
        }
    )


def a_cell(**more) -> dict:
    cell = {"row": "A", "row_label": "DINKES", "column": "2024", "column_label": "2024", "class": "high"}
    return {**cell, **more}


def all_figures(theme="light", language="id", **texts) -> dict:
    """One figure of every kind."""

    def say(module):
        return {**words(module), **texts}

    style = {"theme": theme, "language": language}
    found = the_classes(theme)
    return {
        "series": time_series.draw(the_points(), say(time_series), **style),
        "map": regency_map.draw(the_regions(), boundaries.load(), found, say(regency_map), **style),
        "tiles": tile_map.draw(the_regions(), found, say(tile_map), **style),
        "matrix": matrix.draw(pd.DataFrame([a_cell()]), found, say(matrix), **style),
        "ranks": ranking.draw(the_regions(), found, say(ranking), province=66.0, target=70.0, **style),
        "quadrant": quadrant.draw(the_agencies(), say(quadrant), achievement_line=90, absorption_line=65, **style),
    }


def picked(figure) -> list:
    """All customdata of points that a click can select."""
    return [item for trace in figure.data if trace.customdata is not None for item in trace.customdata]


def trace_named(figure, name):
    return next(trace for trace in figure.data if trace.name == template.escaped(name))


def annotations(figure) -> str:
    """What is written in a figure besides its marks, the heading of its legend included."""
    return " ".join([str(figure.layout.legend.title.text or ""), *(a.text for a in figure.layout.annotations)]).strip()


# --- every figure


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_one_template_with_the_marks_of_the_language(theme, language):
    for name, figure in all_figures(theme, language).items():
        look = figure.layout.template.layout
        assert look.separators == (",." if language == "id" else ".,"), name
        assert look.paper_bgcolor == palette.theme(theme).background, name
        assert look.font.family.startswith("'Kinerja Sans', system-ui"), name


def test_no_figure_asks_a_map_server_or_carries_much():
    for name, figure in all_figures().items():
        text = figure.to_json()
        types = {trace.type for trace in figure.data}
        assert types <= {"scatter", "bar"}, name
        assert "http" not in text, name
        assert len(text) < 300_000, name


def test_title_and_caption_stand_in_every_figure():
    for name, figure in all_figures(title="Judul & subjek", caption="Sumber: BPS").items():
        heading = (figure.layout.legend.title.text or "") + annotations(figure)
        assert "<b>Judul &amp; subjek</b>" in heading, name
        assert "Sumber: BPS" in heading, name


def test_a_missing_text_is_an_error_and_not_a_blank():
    for module in (time_series, ranking):
        with pytest.raises(KeyError):
            module.draw(
                *((the_points(),) if module is time_series else (the_regions(), the_classes())),
                {"empty": "", "title": ""},
            )


def test_markup_from_data_is_shown_not_obeyed():
    rows = the_regions()
    rows.loc[0, "name"] = "<a href='x'>Aceh</a>"
    rows.loc[0, "source"] = "<b>& Co"
    for figure in (
        regency_map.draw(rows, boundaries.load(), the_classes(), words(regency_map)),
        tile_map.draw(rows, the_classes(), words(tile_map)),
        ranking.draw(rows, the_classes(), words(ranking)),
    ):
        text = str(figure.to_dict())
        assert "<a href" not in text
        assert "&lt;a href" in text


def test_module_lists_its_texts():
    for module in MODULES:
        assert set(module.TEXTS).isdisjoint(module.OPTIONAL)


@pytest.mark.parametrize(
    "figure",
    [
        time_series.draw(the_points(0), words(time_series)),
        tile_map.draw(the_regions().iloc[:0], the_classes(), words(tile_map)),
        matrix.draw(pd.DataFrame([a_cell()]).iloc[:0], the_classes(), words(matrix)),
        ranking.draw(the_regions().assign(amount=np.nan), the_classes(), words(ranking)),
        quadrant.draw(the_agencies().iloc[2:], words(quadrant), achievement_line=90, absorption_line=65),
    ],
)
def test_nothing_to_draw_says_so(figure):
    assert annotations(figure) == "text of empty"
    assert len(figure.data) == 0


# --- simulated data is never shown without saying so


def test_simulated_rows_are_named_above_every_figure_and_never_across_it():
    rows = the_regions()
    rows.loc[3, "status"] = "simulated"
    points = the_points()
    points.loc[1, "status"] = "simulated"
    found = the_classes()
    drawn = {
        "series": time_series.draw(points, words(time_series)),
        "map": regency_map.draw(rows, boundaries.load(), found, words(regency_map)),
        "tiles": tile_map.draw(rows, found, words(tile_map)),
        "ranks": ranking.draw(rows, found, words(ranking)),
        "matrix": matrix.draw(pd.DataFrame([a_cell(status="simulated")]), found, words(matrix)),
        "quadrant": quadrant.draw(
            the_agencies().assign(status="simulated"), words(quadrant), achievement_line=90, absorption_line=65
        ),
    }
    for name, figure in drawn.items():
        assert "text of simulated" in annotations(figure), name
        assert not [each for each in figure.layout.annotations if each.textangle], name
    for name, figure in all_figures().items():
        assert "text of simulated" not in annotations(figure), name


def test_simulated_without_a_word_for_it_is_refused():
    points = the_points().assign(status="simulated")
    texts = {key: value for key, value in words(time_series).items() if key != "simulated"}
    with pytest.raises(KeyError, match="simulated"):
        time_series.draw(points, texts)


def test_tooltip_of_a_simulated_region_says_so():
    row = {"name": "Pidie", "value": "70,1", "status": "simulated"}
    assert regency_map.hover(row, words(regency_map)).endswith("<b>text of simulated</b>")


# --- series


def test_series_keeps_gaps_and_numbers_in_the_reader_s_marks():
    figure = time_series.draw(the_points(), words(time_series), decimals=1)
    line = trace_named(figure, "text of actual")
    assert np.isnan(line.y[2])
    assert not line.connectgaps
    assert len(picked(figure)) == 5
    hover = [t for trace in figure.data if trace.hovertext is not None for t in trace.hovertext]
    assert hover[0] == "<b>Triwulan 0</b><br>text of actual: <b>70,0</b><br>text of target: <b>80,0</b>"


def test_series_marks_signals_with_sign_and_word():
    points = the_points()
    points["signal"] = ["common_cause", "concern", None, "improvement", "special_cause", "common_cause"]
    figure = time_series.draw(points, words(time_series))
    for kind in ("improvement", "concern", "special_cause"):
        sign = f"<b>{palette.GLYPHS[kind]}</b>"
        (at,) = [t for t in figure.data if t.name == f"text of {kind}"]
        assert list(at.text) == [sign]
        (entry,) = [t for t in figure.data if str(t.name).endswith(f"text of {kind}") and t is not at]
        assert sign in entry.name
        assert entry.showlegend is not False


def test_series_hollows_what_is_not_final():
    points = the_points()
    points.loc[5, "status"] = "provisional"
    figure = time_series.draw(points, words(time_series))
    markers = trace_named(figure, "text of common_cause").marker
    assert list(markers.color) == [palette.LIGHT.text] * 4 + [palette.LIGHT.background]
    assert trace_named(figure, "text of provisional")


def test_series_draws_limits_by_segment_and_breaks():
    points = the_points()
    points["segment"] = [0, 0, 0, 1, 1, 1]
    points["mean"], points["lower"], points["upper"] = 72.0, 70.0, 74.0
    figure = time_series.draw(points, words(time_series), breaks=[(points["start"][3], "Metode baru")])
    limits = [t for t in figure.data if t.name == "text of limits"]
    assert [t.showlegend for t in limits] == [True, False]
    assert "Metode baru" in annotations(figure)
    assert len(figure.layout.shapes) == 1


def test_series_draws_a_target_band_instead_of_a_line():
    points = the_points().assign(target_low=6.39, target_high=7.39, target=np.nan)
    figure = time_series.draw(points, words(time_series), decimals=2)
    assert trace_named(figure, "text of target").fill == "toself"
    assert "6,39 – 7,39" in next(t for t in figure.data if t.hovertext is not None).hovertext[0]


@pytest.mark.parametrize(("n", "most"), [(1, 7), (7, 7), (8, 7), (30, 7), (95, 7)])
def test_ticks_are_few_and_end_with_the_last(n, most):
    found = time_series._spaced(n, most)
    assert len(found) <= most
    assert found[-1] == n - 1


# --- map


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


# --- tiles, matrix, ranks, quadrant


def test_tiles_give_back_their_code_and_are_square():
    figure = tile_map.draw(the_regions(), the_classes(), words(tile_map), selected="11.01")
    assert sorted(picked(figure)) == sorted(boundaries.load().index)
    assert figure.layout.yaxis.scaleanchor == "x"
    high = trace_named(figure, "Tinggi > 75 (8)")
    assert high.marker.line.width[0] == 3
    assert list(high.text)[:1] == ["Aceh<br>Selatan"]


def test_matrix_gives_back_row_and_column_and_hatches_what_is_missing():
    cells = pd.DataFrame(
        [
            a_cell(text="92,1"),
            a_cell(column="2025", column_label="2025", **{"class": "not_reported"}),
            a_cell(row="B", row_label="DISDIK", **{"class": None}),
        ]
    )
    figure = matrix.draw(cells, the_classes(), words(matrix))
    assert [tuple(c) for c in picked(figure)] == [("A", "2024"), ("A", "2025"), ("B", "2024")]
    assert trace_named(figure, "Belum melapor").marker.pattern.shape == "/"
    assert list(figure.layout.yaxis.ticktext) == ["DINKES", "DISDIK"]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]


def test_ranks_give_long_names_whole():
    name = "Cabang Dinas Pendidikan Wilayah Kota Banda Aceh dan Kabupaten Aceh Besar"
    figure = ranking.draw(the_regions().assign(name=name), the_classes(), words(ranking))
    assert set(figure.layout.yaxis.ticktext) == {"<br>".join(template.folded(name, ranking.LABEL_WIDTH))}
    assert figure.layout.yaxis.ticktext[0].replace("<br>", " ") == name


@pytest.mark.parametrize(("better", "first"), [("higher", "C"), ("lower", "A")])
def test_ranks_put_the_best_on_top_and_the_missing_below(better, first):
    rows = pd.DataFrame(
        {"region": list("ABCD"), "name": list("ABCD"), "amount": [1.0, 2, 3, None], "class": ["low"] * 3 + ["no_data"]}
    )
    figure = ranking.draw(rows, the_classes(), words(ranking), better=better, province=2.5, target=None)
    assert figure.layout.yaxis.ticktext[0] == first
    assert figure.layout.yaxis.ticktext[-1] == "D"
    assert "Tidak ada data" in annotations(figure)
    names = [t.name for t in figure.data]
    assert "text of province" in names
    assert "text of target" not in names


def test_ranks_draw_intervals_where_given():
    rows = the_regions().assign(low=lambda r: r["amount"] - 2, high=lambda r: r["amount"] + 1)
    figure = ranking.draw(rows, the_classes(), words(ranking))
    some = trace_named(figure, "Tinggi > 75")
    assert set(some.error_x.array) == {1.0}
    assert set(some.error_x.arrayminus) == {2.0}


def test_quadrant_puts_points_on_the_line_above_it_and_leaves_out_the_unknown():
    points = the_agencies()
    points.loc[0, ["achievement", "absorption"]] = [90.0, 65.0]
    figure = quadrant.draw(points, words(quadrant), achievement_line=90, absorption_line=65)
    assert trace_named(figure, "text of high_high").customdata == ("A",)
    assert trace_named(figure, "text of low_high").customdata == ("B",)
    assert sorted(picked(figure)) == ["A", "B"]
    assert all(f"text of {corner}" in annotations(figure) for corner in quadrant.CORNERS)


def test_quadrant_thins_labels_that_would_cover_each_other():
    points = pd.DataFrame({"code": list("ABC"), "name": list("ABC"), "label": ["PUPR", "DINKES", "DISDIK"]}).assign(
        absorption=[60.0, 60.1, 90.0], achievement=[80.0, 80.1, 99.0]
    )
    figure = quadrant.draw(points, words(quadrant), achievement_line=90, absorption_line=65, selected="B")
    shown = {label for trace in figure.data if trace.text is not None for label in trace.text}
    assert shown == {"", "DINKES", "DISDIK"}


# --- sparklines


def test_spark_is_a_picture_with_words():
    picture = sparkline.svg([1, None, 3, 4], 'IPM <naik> "4"', target=2)
    root = ElementTree.fromstring(picture)
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == 'IPM <naik> "4"'
    assert len(root.findall(f"{space}polyline")) == 2
    assert root.find(f"{space}line").get("stroke-dasharray")


@pytest.mark.parametrize("values", [[], [None], [float("nan")], [3], [3, 3, 3], [1e300, -1e300]])
def test_spark_takes_anything(values):
    picture = sparkline.svg(values, "x")
    ElementTree.fromstring(picture)
    numbers = [float(v) for v in re.findall(r"-?[\d.]+(?=[, \"])", picture.split("</title>")[1].replace("1.6", ""))]
    assert all(np.isfinite(numbers))
    assert sparkline.data_uri(values, "x").startswith("data:image/svg+xml;base64,")


def test_spark_ends_in_the_sign_of_its_signal():
    assert "<circle" in sparkline.svg([1, 2], "x")
    for signal in ("improvement", "concern", "special_cause"):
        assert palette.LIGHT.signal[signal] in sparkline.svg([1, 2], "x", signal=signal)


# --- legends and words


def test_value_legend_takes_sequential_shades_and_a_centred_one_diverging():
    def number(value):
        return number_text(value, 0, "id")

    plain = legend.of_values(classes.classes([1, 2, 3, 4], "equal_interval", 3), number)
    assert plain["fill"].tolist() == palette.sequential(3)
    assert plain["key"].tolist() == [0, 1, 2]
    higher = legend.of_values(classes.centred([1, 9], 5, 4, better="higher"), number)
    lower = legend.of_values(classes.centred([1, 9], 5, 4, better="lower"), number)
    assert higher["fill"].tolist() == palette.diverging(4) == lower["fill"].tolist()[::-1]


def test_signal_legend_has_glyphs_before_words():
    found = legend.of_signals({"concern": "memburuk", "improvement": "membaik"})
    assert found["label"].tolist() == ["» membaik", "« memburuk"]


def test_escaping():
    assert template.escaped("<b>&") == "&lt;b&gt;&amp;"
    assert template.escaped(None) == template.escaped(float("nan")) == ""


@pytest.mark.parametrize("theme", palette.THEMES)
@pytest.mark.parametrize("scale", ["sakip", "ikm", "permendagri_86_2017"])
def test_no_two_classes_of_a_scale_share_a_colour(theme, scale):
    rows = scales()[lambda all_scales: all_scales["scale"] == scale]
    drawn = legend.of_scale(rows, "id", theme)
    assert drawn["fill"].is_unique
    assert drawn["label"].is_unique


def test_letters_stand_before_their_labels():
    drawn = legend.of_scale(scales()[lambda rows: rows["scale"] == "sakip"], "id")
    assert [label.split()[0] for label in drawn["label"]] == ["AA", "A", "BB", "B", "CC", "C", "D"]
    assert legend.lettered("tinggi", "Tinggi") == "Tinggi"


def test_the_forecast_opens_from_the_last_value():
    points = pd.DataFrame({
        "start": pd.date_range("2015-01-01", periods=8, freq="YS"), "label": [str(year) for year in range(2015, 2023)],
        "actual": [10.0, 11, 12, 13, 14, 15, np.nan, np.nan],
    })  # fmt: skip
    ahead = {"start": pd.Timestamp("2024-01-01"), "label": "2024", "tick": "2024"}
    ahead |= {"middle": 17.0, "low": 15.0, "high": 19.0}
    texts = dict.fromkeys(time_series.TEXTS, "x") | {"forecast": "Prakiraan (80%)"}
    figure = time_series.draw(points, texts, ahead=ahead)
    fan = next(trace for trace in figure.data if trace.name == "Prakiraan (80%)")
    assert list(fan.y) == [15.0, 19.0, 15.0, 15.0]
    assert pd.Timestamp(fan.x[0]) == pd.Timestamp("2020-01-01")
    assert any("17,0 (15,0 – 19,0)" in str(trace.hovertext) for trace in figure.data)
    assert "2024" in figure.layout.xaxis.ticktext
    assert pd.Timestamp(figure.layout.xaxis.range[1]) > ahead["start"]


def test_words_of_a_late_mark_stand_before_it_and_clear_of_a_low_last_value():
    starts = pd.date_range("2015-01-01", periods=8, freq="YS")
    points = pd.DataFrame({"start": starts, "label": starts.strftime("%Y"), "actual": [9.0, 8, 7, 6, 5, 4, 3, 2]})
    words = {name: name for name in time_series.TEXTS}
    figure = time_series.draw(points, words, breaks=[("2016-01-01", "early"), ("2022-01-01", "late")])
    early, late = (next(each for each in figure.layout.annotations if each.text == word) for word in ("early", "late"))
    assert (early.xanchor, early.yanchor) == ("left", "bottom")
    assert (late.xanchor, late.yanchor) == ("right", "top")


def test_sparklines_of_one_scale_put_equal_values_at_equal_heights():
    alone = sparkline.svg([1.0, 2.0], "a")
    shared = sparkline.svg([1.0, 2.0], "a", bounds=(0.0, 4.0), beside=(3.0, None))
    heights = re.findall(r'polyline points="[\d.]+,([\d.]+) [\d.]+,([\d.]+)"', shared)
    assert heights == [("21.0", "16.0")]
    assert re.findall(r'polyline points="[\d.]+,([\d.]+) [\d.]+,([\d.]+)"', alone) == [("26.0", "6.0")]
    assert shared.count("<circle") == 2  # the value beside that stands alone, and the last value
