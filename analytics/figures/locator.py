"""Where a region lies: the outline of all regions as a small SVG picture with one of them filled."""

from __future__ import annotations

import math
from collections.abc import Collection

from analytics.figures import palette
from analytics.figures import svg as marks

TEXTS = ()
OPTIONAL = ()
TOLERANCE = 0.012  # degrees: about a pixel at this size
SMALL = 14  # pixels: a region that is smaller gets a ring around it


def svg(
    shapes,
    region: str,
    title: str,
    *,
    beside: Collection[str] = (),
    theme: str = "light",
    width: int = 300,
) -> str:
    """`region` filled, the regions `beside` tinted, the others in outline.

    shapes: a GeoDataFrame or GeoSeries in degrees, indexed by region. `title` says in words what the picture shows.
    Raises KeyError for a region without a shape.
    """
    colours = palette.theme(theme)
    geometry = shapes.geometry
    chosen = geometry[region]
    west, south, east, north = geometry.total_bounds
    across = math.cos(math.radians((south + north) / 2))
    scale = (width - 8) / ((east - west) * across)
    height = round((north - south) * scale + 8)

    def place(x: float, y: float) -> str:
        return f"{4 + (x - west) * across * scale:.0f},{4 + (north - y) * scale:.0f}"

    tint = palette.mix(colours.accent, colours.background, 0.72)
    fills = {**dict.fromkeys(beside, tint), region: colours.accent}
    parts = [f'<g stroke="{colours.line}" stroke-width="0.7">']
    for code, shape in geometry.items():
        path = marks.outline(shape.simplify(TOLERANCE), place)
        parts.append(f'<path d="{path}" fill="{fills.get(code, colours.surface)}"/>')
    parts.append("</g>")
    left, bottom, right, top = chosen.bounds
    if max((right - left) * across, top - bottom) * scale < SMALL:
        x, y = place((left + right) / 2, (bottom + top) / 2).split(",")
        parts.append(marks.circle(x, y, SMALL, f'fill="none" stroke="{colours.text}" stroke-width="2"'))
    return marks.document(width, height, title, parts)
