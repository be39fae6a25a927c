"""The spine chart as a value: what it draws, says and gives back on a click."""

import numpy as np
import pandas as pd
import pytest

from analytics.figures import palette, spine, template

TEXTS = {key: f"text of {key}" for key in spine.TEXTS}


def row(key="A", **more) -> dict:
    usual = {
        "key": key, "label": f"Indikator {key}", "group": "Kesehatan", "value": "12,30%", "rank": "3/23",
        "position": 0.75, "low_quarter": 0.25, "median_position": 0.5, "high_quarter": 0.8, "province_position": 0.6,
        "directed": True, "quarter": "middle", "hover": "satu\ndua", "status": "final",
    }  # fmt: skip
    return {**usual, **more}


def drawn(*rows, **more):
    return spine.draw(pd.DataFrame(list(rows) or [row()]), {**TEXTS, **more})


def named(figure, key):
    return next((trace for trace in figure.data if trace.name == TEXTS[key]), None)


def said(figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_a_dot_stands_at_its_position_and_gives_its_key_back():
    figure = drawn(row("A", quarter="best"), row("B", quarter="worst", position=0.0))
    assert (list(named(figure, "quarter_best").x), list(named(figure, "quarter_best").customdata)) == ([0.75], ["A"])
    assert (list(named(figure, "quarter_worst").x), list(named(figure, "quarter_worst").customdata)) == ([0.0], ["B"])
    assert named(figure, "quarter_middle") is None
    assert len({named(figure, f"quarter_{kind}").marker.symbol for kind in ("best", "worst")}) == 2


def test_median_province_and_the_middle_half_are_marked():
    figure = drawn(row("A"), row("B", province_position=np.nan))
    assert list(named(figure, "median").x) == [0.5, 0.5]
    assert list(named(figure, "province").x) == [0.6]
    assert list(named(figure, "half").x)[:2] == [0.25, 0.8]
    assert len(set(named(figure, "median").y)) == 2


def test_the_ends_are_worst_and_best_only_where_there_is_a_direction():
    words = said(drawn())
    assert "← text of worst" in words
    assert "text of best →" in words
    assert not any("text of lowest" in word for word in words)
    apart = drawn(row("A"), row("B", directed=False, quarter=None, rank="", group="Ekonomi"))
    words = said(apart)
    assert words.index("<b>Kesehatan</b>") < words.index("← text of lowest") < words.index("<b>text of undirected</b>")
    assert "<b>Ekonomi</b>" not in words
    assert list(named(apart, "unranked").customdata) == ["B"]
    assert named(apart, "unranked").y[0] > named(apart, "quarter_middle").y[0]


def test_value_and_rank_stand_beside_the_label():
    words = said(drawn(row(value="1 < 2", rank="3/23", label="A & B"), row("B", rank="")))
    assert "<b>1 &lt; 2</b> · 3/23" in words
    assert "A &amp; B" in words
    assert "<b>12,30%</b>" in words


def test_long_labels_are_folded_and_get_room():
    long = row("A", label="Pengeluaran per kapita menurut harga yang disesuaikan (ribu rupiah/orang/tahun), 2025")
    figure = drawn(long, row("B"))
    assert any("<br>" in word for word in said(figure))
    assert figure.layout.height > drawn(row("A"), row("B")).layout.height


def test_a_value_too_long_to_stand_beside_its_label_stands_below_it():
    figure = drawn(row("A", label="Pengeluaran per kapita", value="13.040 ribu rupiah per orang per tahun"))
    places = {note.text: note.y for note in figure.layout.annotations}
    value = next(text for text in places if text.startswith("<b>13.040"))
    assert places["Pengeluaran per kapita"] + spine.LINE <= places[value]
    assert places[value] + spine.LINE <= named(figure, "quarter_middle").y[0]


def test_every_spine_has_a_line_of_its_own():
    figure = drawn(*[row(str(place), label="x " * (1 + 20 * (place % 3))) for place in range(12)])
    places = sorted(named(figure, "quarter_middle").y)
    assert min(np.diff(places)) >= spine.LINE + spine.BAR - 1
    assert figure.layout.yaxis.range[0] > places[-1]


def test_rows_without_a_position_are_left_out():
    assert [list(t.customdata) for t in drawn(row("A"), row("B", position=np.nan)).data if t.customdata] == [["A"]]
    assert TEXTS["empty"] in said(drawn(row(position=np.nan)))[0]
    assert TEXTS["empty"] in said(spine.draw(pd.DataFrame([row()]).head(0), TEXTS))[0]


def test_simulated_values_say_so():
    assert not any(TEXTS["simulated"] in word for word in said(drawn()))
    many = drawn(*[row(str(place), status="simulated") for place in range(30)])
    assert sum(TEXTS["simulated"] in word for word in said(many)) >= 3
    assert sum(TEXTS["simulated"] in word for word in said(drawn(row(status="simulated")))) == 1


def test_hover_lines_are_escaped():
    figure = drawn(row(hover="a <b>\nc"))
    assert named(figure, "quarter_middle").hovertext[0] == "a &lt;b&gt;<br>c"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_look_is_that_of_the_template(theme, language):
    figure = spine.draw(pd.DataFrame([row()]), {**TEXTS, "title": "Judul"}, theme=theme, language=language)
    assert figure.layout.template.layout.paper_bgcolor == palette.theme(theme).background
    assert figure.layout.template.layout.separators == template.SEPARATORS[language]
    assert "Judul" in figure.layout.legend.title.text
    assert {trace.type for trace in figure.data} == {"scatter"}
