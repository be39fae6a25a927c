"""One line of the spine chart as a small SVG picture, for tables and printed pages."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Mapping
from html import escape

from analytics.figures import palette

TEXTS = ()
OPTIONAL = ()
TONE = {"best": "very_good", "middle": "fair", "worst": "very_poor"}
WIDTH, HEIGHT, MARGIN = 160, 22, 9  # pixels


def svg(row: Mapping[str, object], title: str, *, theme: str = "light", width: int = WIDTH) -> str:
    """Range, middle half, median, province and the region itself; `title` says in words what the picture shows.

    row: position, low_quarter, median_position, high_quarter, province_position (0 worst to 1 best, missing allowed)
    and quarter (best, middle, worst or missing). Without a position the picture is empty and keeps the title.
    """
    colours = palette.theme(theme)
    middle = HEIGHT / 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" '
        f'viewBox="0 0 {width} {HEIGHT}" role="img"><title>{escape(title)}</title>'
    ]
    at = {name: _place(row.get(name), width) for name in
          ("position", "low_quarter", "median_position", "high_quarter", "province_position")}  # fmt: skip
    if at["position"] is not None:
        parts.append(_line(MARGIN, middle, width - MARGIN, middle, colours.line, 1.2))
        if at["low_quarter"] is not None and at["high_quarter"] is not None:
            parts.append(_line(at["low_quarter"], middle, at["high_quarter"], middle, colours.grid, 10))
        if at["median_position"] is not None:
            parts.append(_line(at["median_position"], 4, at["median_position"], HEIGHT - 4, colours.text, 1.6))
        if at["province_position"] is not None:
            parts.append(_diamond(at["province_position"], middle, colours.text))
        parts.append(_mark(at["position"], middle, row.get("quarter"), colours))
    return "".join([*parts, "</svg>"])


def data_uri(row: Mapping[str, object], title: str, **options) -> str:
    """The picture as a link that an image column of a table shows."""
    return "data:image/svg+xml;base64," + b64encode(svg(row, title, **options).encode()).decode()


def _place(share: object, width: int) -> float | None:
    if not isinstance(share, int | float) or not math.isfinite(share):
        return None
    return round(MARGIN + (width - 2 * MARGIN) * min(max(share, 0.0), 1.0), 1)


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="{width}"/>'


def _diamond(x: float, y: float, colour: str) -> str:
    points = f"{x},{y - 5} {x + 5},{y} {x},{y + 5} {x - 5},{y}"
    return f'<polygon points="{points}" fill="none" stroke="{colour}" stroke-width="1.4"/>'


def _mark(x: float, y: float, quarter: object, colours: palette.Theme) -> str:
    """Right is good, left is bad, a circle is between, a square is not ranked: the shape says what the colour says."""
    fill = colours.tone[TONE[quarter]] if quarter in TONE else colours.signal["common_cause"]
    style = f'fill="{fill}" stroke="{colours.edge}" stroke-width="1"'
    if quarter == "best":
        return f'<polygon points="{x - 5},{y - 6} {x + 7},{y} {x - 5},{y + 6}" {style}/>'
    if quarter == "worst":
        return f'<polygon points="{x + 5},{y - 6} {x - 7},{y} {x + 5},{y + 6}" {style}/>'
    if quarter == "middle":
        return f'<circle cx="{x}" cy="{y}" r="5.5" {style}/>'
    return f'<rect x="{x - 5}" y="{y - 5}" width="10" height="10" {style}/>'
