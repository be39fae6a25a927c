"""Figures as values: what they draw, say, count and give back on a click. Their looks are judged by eye."""

import numpy as np
import pandas as pd
import pytest

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
from tests.analytics.figures.examples import (
    a_cell,
    all_figures,
    annotations,
    picked,
    the_agencies,
    the_classes,
    the_points,
    the_regions,
    trace_named,
    words,
)

MODULES = (time_series, regency_map, tile_map, matrix, ranking, quadrant, sparkline)


# every figure


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


# simulated data is never shown without saying so


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


# tiles, matrix, ranks, quadrant


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


# legends and words


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
