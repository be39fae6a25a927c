"""Maps as one SVG picture that needs nothing around it: heading, panels, one legend, source, attribution.

Every outline is written once and used by every panel, so twelve periods weigh little more than one.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from analytics.figures import palette, template
from analytics.figures import svg as marks
from analytics.figures.choropleth import CALLOUTS

TEXTS = ("title", "source", "attribution")
OPTIONAL = ("caption", "simulated")

EDGE, LINE, SWATCH, GAP = 20, 17, 15, 14  # pixels
TOLERANCE = {True: 0.0, False: 0.02}  # degrees: one panel is drawn in full, several a little coarser
FONT = escape(template.FONT)


@dataclass(frozen=True)
class Panel:
    """One map: its heading (empty for a single one), the class of each region and the names beside the cities."""

    heading: str
    classes: Mapping[str, object]
    names: Mapping[str, str] | None = None


def svg(
    panels: Sequence[Panel],
    shapes,
    classes: pd.DataFrame,
    texts: Mapping[str, str],
    *,
    columns: int = 1,
    width: int = 900,
    theme: str = "light",
    selected: str | None = None,
) -> str:
    """The panels side by side in `columns`, under one heading and above one legend.

    shapes: a GeoDataFrame in degrees, indexed by region. classes: a frame of `analytics.figures.legend`. A region that
    a panel does not name has no data. Raises ValueError when there is no panel.
    """
    if not panels:
        raise ValueError("A poster needs at least one panel.")
    colours = palette.theme(theme)
    geometry = shapes.geometry
    columns = min(columns, len(panels))
    across = (width - 2 * EDGE - GAP * (columns - 1)) / columns
    frame = _Frame(geometry, across)
    body, top = _heading(texts, width, colours)
    boxes, boxes_height = _legend(classes, panels, width, colours)
    heading = LINE + 4 if any(panel.heading for panel in panels) else 0
    for at, panel in enumerate(panels):
        x = EDGE + (at % columns) * (across + GAP)
        y = top + (at // columns) * (frame.height + heading + GAP)
        body += _panel(panel, frame, classes, colours, selected, x, y, heading)
    down = top + math.ceil(len(panels) / columns) * (frame.height + heading + GAP)
    body.append(f'<g transform="translate(0,{down:.0f})">{boxes}</g>')
    down += boxes_height + GAP
    foot, down = _foot(texts, width, down, colours)
    height = round(down + EDGE / 2)
    outlines = frame.outlines(geometry, TOLERANCE[len(panels) == 1])
    page = f'<rect width="{width}" height="{height}" fill="{colours.background}"/>'
    return _document(width, height, texts["title"], outlines + _patterns(classes, colours), [page, *body, *foot])


def panel(
    shown: Panel,
    shapes,
    classes: pd.DataFrame,
    title: str,
    *,
    width: int = 240,
    theme: str = "light",
    selected: str | None = None,
) -> str:
    """One small map without heading, legend or foot, for a page that has them; `title` says in words what it shows."""
    colours = palette.theme(theme)
    frame = _Frame(shapes.geometry, width - 8)
    outlines = frame.outlines(shapes.geometry, TOLERANCE[False])
    drawn = _panel(Panel("", shown.classes), frame, classes, colours, selected, 4, 8, 0)
    return _document(width, round(frame.height + 16), title, outlines + _patterns(classes, colours), drawn)


def legend(classes: pd.DataFrame, title: str, *, width: int = 340, theme: str = "light") -> str:
    """The boxes and words of the classes alone, for the page above several `panel`s."""
    colours = palette.theme(theme)
    drawn, height = _legend(classes, (), width, colours)
    return _document(width, round(height), title, _patterns(classes, colours), [drawn])


def _document(width: int, height: int, title: str, definitions: str, parts: Sequence[str]) -> str:
    return marks.document(width, height, title, [f"<defs>{definitions}</defs>", *parts], f' font-family="{FONT}"')


class _Frame:
    """From degrees to the pixels of a panel, at the scale of the middle latitude."""

    def __init__(self, geometry, width: float):
        self.west, south, east, self.north = geometry.total_bounds
        around = [place for region, place in CALLOUTS.items() if region in geometry.index]
        self.west = min([self.west, *(place[0] - 0.35 for place in around)])
        east = max([east, *(place[0] + 0.35 for place in around)])
        self.north = max([self.north, *(place[1] + 0.1 for place in around)])
        self.squeeze = math.cos(math.radians((south + self.north) / 2))
        self.scale = width / ((east - self.west) * self.squeeze)
        self.height = (self.north - south) * self.scale

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - self.west) * self.squeeze * self.scale, (self.north - latitude) * self.scale

    def outlines(self, geometry, tolerance: float) -> str:
        """The path of each region, to be used by its id."""
        return "".join(f'<path id="r{code}" d="{self._path(shape, tolerance)}"/>' for code, shape in geometry.items())

    def _path(self, shape, tolerance: float) -> str:
        drawn = shape.simplify(tolerance) if tolerance else shape
        return marks.outline(drawn, lambda x, y: "{:.1f},{:.1f}".format(*self.place(x, y)))


def _heading(texts: Mapping[str, str], width: int, colours) -> tuple[list[str], float]:
    room = int((width - 2 * EDGE) / 8.6)
    parts, y = [], EDGE + 10.0
    for line in textwrap.wrap(texts["title"], room):
        parts.append(_text(EDGE, y, line, colours.text, 17, "bold"))
        y += 22
    for line in textwrap.wrap(texts.get("caption", ""), int(room * 1.3)):
        parts.append(_text(EDGE, y, line, colours.muted, 13))
        y += LINE
    return parts, y


def _panel(panel: Panel, frame: _Frame, classes, colours, selected, x: float, y: float, heading: int) -> list[str]:
    fills = {row["key"]: _fill(row) for row in classes.to_dict("records")}
    missing = fills.get("no_data", colours.no_data)
    parts = [f'<g transform="translate({x:.1f},{y + heading:.1f})">']
    if panel.heading:
        parts.append(_text(0, -6, panel.heading, colours.text, 13, "bold"))
    parts.append(f'<g stroke="{colours.edge}" stroke-width="0.6">')
    shown = {str(code): fills.get(kind, missing) for code, kind in panel.classes.items()}
    parts += [f'<use href="#r{code}" fill="{fill}"/>' for code, fill in shown.items()]
    parts.append("</g>")
    if selected in shown:
        parts.append(f'<use href="#r{selected}" fill="none" stroke="{colours.text}" stroke-width="2.4"/>')
    size = 13 if panel.names else 7
    for code, (longitude, latitude, side) in CALLOUTS.items():
        if code in shown:
            at_x, at_y = frame.place(longitude, latitude)
            parts.append(
                f'<rect x="{at_x - size / 2:.1f}" y="{at_y - size / 2:.1f}" width="{size}" height="{size}" '
                f'fill="{shown[code]}" stroke="{colours.edge}"/>'
            )
            if panel.names:
                parts.append(_beside(at_x, at_y, side, panel.names.get(code, ""), colours))
    return [*parts, "</g>"]


def _beside(x: float, y: float, side: str, name: str, colours) -> str:
    if side == "middle right":
        return _text(x + 11, y + 4, name, colours.text, 11)
    down = 20 if side.startswith("bottom") else -11
    return _text(x, y + down, name, colours.text, 11, anchor="middle")


def _legend(classes: pd.DataFrame, panels: Sequence[Panel], width: int, colours) -> tuple[str, float]:
    """Boxes with their words; for a single map with the number of regions."""
    parts, x, y = [], float(EDGE), float(LINE)
    for row in classes.to_dict("records"):
        words = str(row["label"])
        if len(panels) == 1:
            words += f" ({sum(kind == row['key'] for kind in panels[0].classes.values())})"
        wide = SWATCH + 8 + 7.0 * len(words) + 16
        if x + wide > width - EDGE / 2 and x > EDGE:
            x, y = float(EDGE), y + LINE + 6
        parts.append(
            f'<rect x="{x:.0f}" y="{y - SWATCH + 3:.0f}" width="{SWATCH}" height="{SWATCH}" fill="{_fill(row)}" '
            f'stroke="{colours.edge}"/>{_text(x + SWATCH + 6, y, words, colours.text, 12)}'
        )
        x += wide
    return "".join(parts), y + 8


def _foot(texts: Mapping[str, str], width: int, y: float, colours) -> tuple[list[str], float]:
    parts, room = [], int((width - 2 * EDGE) / 5.9)
    words = [(texts.get("simulated", ""), colours.text, "bold"), (texts["source"], colours.muted, "normal"),
             (texts["attribution"], colours.muted, "normal")]  # fmt: skip
    for text, colour, weight in words:
        for line in textwrap.wrap(text, room):
            y += 15
            parts.append(_text(EDGE, y, line, colour, 11, weight))
    return parts, y


def _patterns(classes: pd.DataFrame, colours) -> str:
    """Hatching: what has no value, by its reason."""
    strokes = {
        "/": "M-1,6L6,-1M0,13L13,0", "x": "M0,0L12,12M12,0L0,12", "-": "M0,6L6,6",
        ".": "M2,3h2M8,3h2M2,9h2M8,9h2",
    }  # fmt: skip
    return "".join(
        f'<pattern id="p{row["key"]}" width="12" height="12" patternUnits="userSpaceOnUse">'
        f'<rect width="12" height="12" fill="{row["fill"]}"/><path d="{strokes.get(row["pattern"], strokes["/"])}" '
        f'stroke="{colours.hatch}" stroke-width="1.4" fill="none"/></pattern>'
        for row in classes.to_dict("records")
        if row["pattern"]
    )


def _fill(row: Mapping) -> str:
    return f"url(#p{row['key']})" if row["pattern"] else str(row["fill"])


def _text(x: float, y: float, words: str, colour: str, size: int, weight: str = "normal", anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}">{escape(str(words))}</text>'
    )
