"""Each text and each mark of every picture against what it stands on, in both themes: WCAG 2.2, 1.4.3 and 1.4.11."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from analytics.figures import locator, map_picture, palette, sparkline, spine_row, within_year
from data import boundaries
from tests.analytics.figures import test_map_picture as maps
from tests.analytics.figures.examples import all_figures

TEXT, MARK = 4.5, 3
HEX = re.compile(r"#[0-9a-f]{6}")
SPAN = re.compile(r"color:(#[0-9a-f]{6})")
NAME = re.compile(r"\{.*\}")
PARTS = {f"-Q{n}": f"TW {n}" for n in range(1, 5)}
WORDS = {"title": "Judul", "caption": "Sumber: BPS"}


def by_years(theme: str):
    rows = [(year, f"-Q{n}", 10.0 * n, 12.0 * n) for year in (2023, 2024, 2025) for n in range(1, 5)]
    points = pd.DataFrame(rows, columns=["year", "part", "actual", "target"])
    points = points.assign(label=points["part"], status="final", complete=True)
    return within_year.draw(points, PARTS, dict.fromkeys(within_year.TEXTS, "x") | WORDS, theme=theme)


def drawn(theme: str) -> dict:
    return {**all_figures(theme, **WORDS), "within a year": by_years(theme)}


def pictures(theme: str) -> dict[str, str]:
    values = [3.0, 4.0, None, 5.0, 4.5]
    row = {"position": 0.3, "low_quarter": 0.2, "median_position": 0.5, "high_quarter": 0.7, "province_position": 0.6}
    shapes = boundaries.load()
    return {
        "map": map_picture.svg(
            [map_picture.Panel("", maps.shown(), dict(zip(shapes.index, shapes["name"], strict=True)))], shapes,
            maps.bands(theme), {**maps.TEXTS, "simulated": "Data simulasi"}, theme=theme,
        ),
        **{f"sparkline {each}": sparkline.svg(values, "x", theme=theme, signal=each, target=5.0, beside=[4.0] * 5)
           for each in palette.SIGNALS},
        "locator": locator.svg(shapes, "11.72", "Sabang", beside=["11.06"], theme=theme),
        **{f"spine {each}": spine_row.svg({**row, "quarter": each}, "x", theme=theme)
           for each in ("best", "middle", "worst", None)},
    }  # fmt: skip


# --- plotly


def colours(value: object) -> list[str]:
    """The opaque colours of an attribute, which may be one or one a point; fills that one sees through are grounds."""
    listed = [value] if isinstance(value, str) else [] if value is None else list(np.asarray(value, dtype=object).flat)
    return [each for each in listed if isinstance(each, str) and HEX.fullmatch(each)]


def texts(figure, paper: str) -> Iterator[tuple[str, str, str]]:
    """What is written: words, colour and ground."""
    look = figure.layout.template.layout
    plain = look.font.color
    for each in figure.layout.annotations:
        ground = next(iter(colours(each.bgcolor)), paper)
        for colour in [each.font.color or plain, *SPAN.findall(each.text)]:
            yield each.text, colour, ground
    heading = figure.layout.legend.title.text or ""
    for colour in [figure.layout.legend.title.font.color or plain, *SPAN.findall(heading), look.legend.font.color]:
        yield "legend", colour, paper
    for axis, of_all in ((figure.layout.xaxis, look.xaxis), (figure.layout.yaxis, look.yaxis)):
        yield "axis", axis.tickfont.color or of_all.tickfont.color, paper
    for trace in figure.data:
        on_bars = trace.type == "bar"
        if trace.text is None or not (on_bars or "text" in (trace.mode or "")):
            continue
        grounds = colours(trace.marker.color) if on_bars else [paper]
        for colour in colours(trace.textfont.color) or [plain]:
            yield from ((f"text of {trace.name}", colour, ground) for ground in grounds)


def marks(figure) -> Iterator[tuple[str, list[str]]]:
    """What is drawn: name, and the colours of which one has to stand out, its fill or its outline."""
    for trace in figure.data:
        lined = trace.type == "scatter" and "lines" in (trace.mode or "")
        if lined and trace.line.width != 0:
            yield f"line of {trace.name}", [*colours(trace.line.color), *(colours(trace.fillcolor) * bool(trace.fill))]
        if trace.type == "bar" or "markers" in (trace.mode or ""):
            if trace.marker.opacity == 0:
                continue
            fills, edges = colours(trace.marker.color), colours(trace.marker.line.color)
            for fill in fills or [""]:
                yield f"marks of {trace.name}", [*filter(None, [fill]), *edges]
    for shape in figure.layout.shapes:
        yield f"shape {shape.name or shape.type}", colours(shape.line.color)


@pytest.mark.parametrize("theme", palette.THEMES)
def test_words_in_a_figure_can_be_read(theme):
    paper, found = palette.theme(theme).background, 0
    for name, figure in drawn(theme).items():
        for words, colour, ground in texts(figure, paper):
            found += 1
            assert palette.contrast(colour, ground) >= TEXT, (name, words, colour, ground)
    assert found > 60


@pytest.mark.parametrize("theme", palette.THEMES)
def test_marks_of_a_figure_stand_out(theme):
    paper, found = palette.theme(theme).background, 0
    for name, figure in drawn(theme).items():
        for mark, either in marks(figure):
            found += bool(either)
            assert not either or max(palette.contrast(each, paper) for each in either) >= MARK, (name, mark, either)
    assert found > 50


# --- svg


def elements(picture: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Tag and attributes of each element, those that it has of its group among them; hatches are held to their own
    ground by the palette."""

    def inside(element, held: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
        own = {**held, **{key: value for key, value in element.attrib.items() if key in ("fill", "stroke")}}
        yield NAME.sub("", element.tag), {**element.attrib, **own}
        for each in element if not element.tag.endswith("pattern") else ():
            yield from inside(each, own)

    return inside(ElementTree.fromstring(picture), {})


@pytest.mark.parametrize("theme", palette.THEMES)
def test_words_and_marks_of_small_pictures_stand_out(theme):
    paper, found = palette.theme(theme).background, 0
    for name, picture in pictures(theme).items():
        for tag, has in elements(picture):
            either = [each for each in (has.get("fill", ""), has.get("stroke", "")) if HEX.fullmatch(each)]
            if tag in ("svg", "title", "g", "defs", "pattern", "clipPath") or either == [paper] or not either:
                continue
            found += 1
            least = TEXT if tag == "text" else MARK
            tried = [has["fill"]] if tag == "text" else either
            assert max(palette.contrast(each, paper) for each in tried) >= least, (name, tag, either)
    assert found > 60
