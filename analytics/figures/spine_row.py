"""One line of the spine chart as a small SVG picture, for tables and printed pages."""

from __future__ import annotations

import math
from collections.abc import Mapping

from analytics.figures import palette
from analytics.figures import svg as marks

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
    parts = []
    at = {name: _place(row.get(name), width) for name in
          ("position", "low_quarter", "median_position", "high_quarter", "province_position")}  # fmt: skip
    if at["position"] is not None:
        parts.append(marks.line(MARGIN, middle, width - MARGIN, middle, colours.line, 1.2))
        if at["low_quarter"] is not None and at["high_quarter"] is not None:
            wide = round(at["high_quarter"] - at["low_quarter"], 1)
            parts.append(
                f'<rect x="{at["low_quarter"]}" y="{middle - 5}" width="{wide}" height="10" fill="{colours.grid}" '
                f'stroke="{colours.line}"/>'
            )
        if at["median_position"] is not None:
            parts.append(marks.line(at["median_position"], 4, at["median_position"], HEIGHT - 4, colours.text, 1.6))
        if at["province_position"] is not None:
            x = at["province_position"]
            parts.append(marks.line(x, 1, x, HEIGHT - 1, colours.text, 1.4, dash="3 2"))
        parts.append(_mark(at["position"], middle, row.get("quarter"), colours))
    return marks.document(width, HEIGHT, title, parts)


def data_uri(row: Mapping[str, object], title: str, **options) -> str:
    """The picture as a link that an image column of a table shows."""
    return marks.data_uri(svg(row, title, **options))


def _place(share: object, width: int) -> float | None:
    if not isinstance(share, int | float) or not math.isfinite(share):
        return None
    return round(MARGIN + (width - 2 * MARGIN) * min(max(share, 0.0), 1.0), 1)


def _mark(x: float, y: float, quarter: object, colours: palette.Theme) -> str:
    """A disc in the colour of its quarter, whose place says the same; what is not ranked is a ring."""
    if quarter not in TONE:
        return marks.circle(x, y, 4.5, f'fill="{colours.background}" stroke="{colours.edge}" stroke-width="2"')
    return marks.circle(x, y, 5.5, f'fill="{colours.tone[TONE[quarter]]}" stroke="{colours.edge}" stroke-width="1"')
