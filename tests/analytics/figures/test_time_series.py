"""The figure of a series, and its small one."""

import re
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from analytics.figures import (
    palette,
    sparkline,
    time_series,
)
from tests.analytics.figures.examples import annotations, picked, the_points, trace_named, words


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
