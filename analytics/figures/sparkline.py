"""Sparklines as small SVG pictures with a title that screen readers read out.

Plotly would cost a full figure for each of dozens of table rows, and Streamlit's own sparklines have no alternative
text. `data_uri` goes into an image column of a table, `svg` into a page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from analytics.figures import palette
from analytics.figures import svg as marks

TEXTS = ()
OPTIONAL = ()


def svg(
    values: Sequence[float | None],
    title: str,
    *,
    theme: str = "light",
    signal: str = "common_cause",
    target: float | None = None,
    beside: Sequence[float | None] = (),
    bounds: tuple[float, float] | None = None,
    width: int = 120,
    height: int = 32,
) -> str:
    """The last values as a line, the target dashed, and the last point in colour and with the sign of its signal.

    `beside` is a second line behind it, such as the province's, of the same periods. `bounds` give several pictures
    one scale. Missing values break the line. `title` says in words what the line shows. No value at all gives an empty
    picture with the title.
    """
    colours = palette.theme(theme)
    present = [v for v in values if _is_number(v)]
    parts = []
    if present:
        scale = [value for value in (*present, target, *beside, *(bounds or ())) if _is_number(value)]
        low, high = min(scale), max(scale)
        place = _placer(low, high, len(values), width, height)
        if _is_number(target):
            y = place(0, target)[1]
            parts.append(
                f'<line x1="4" x2="{width - 4}" y1="{y}" y2="{y}" stroke="{colours.muted}" stroke-dasharray="3 3"/>'
            )
        parts += [*_line(beside, place, colours.muted, 1.2), *_line(values, place, colours.accent, 1.6)]
        last = max(at for at, v in enumerate(values) if _is_number(v))
        colour = colours.accent if signal == "common_cause" else colours.signal.get(signal, colours.accent)
        parts.append(_mark(*place(last, values[last]), signal, colour))
    return marks.document(width, height, title, parts)


def data_uri(values: Sequence[float | None], title: str, **options) -> str:
    """The picture as a link that an image column of a table shows."""
    return marks.data_uri(svg(values, title, **options))


def _is_number(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def _line(values: Sequence[float | None], place, colour: str, width: float) -> list[str]:
    """The values between gaps as lines, one alone as a dot."""
    parts = []
    for run in _runs(values):
        points = " ".join("{},{}".format(*place(at, values[at])) for at in run)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"/>')
        if len(run) == 1:
            x, y = place(run[0], values[run[0]])
            parts.append(marks.circle(x, y, width, f'fill="{colour}"'))
    return parts


def _runs(values: Sequence[float | None]) -> list[list[int]]:
    """Positions of the values between gaps."""
    runs: list[list[int]] = []
    for at, value in enumerate(values):
        if not _is_number(value):
            continue
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _placer(low: float, high: float, n: int, width: int, height: int):
    def place(at: int, value: float) -> tuple[float, float]:
        x = 6 + (width - 12) * (at / (n - 1) if n > 1 else 0.5)
        share = (value - low) / (high - low) if high > low else 0.5
        return round(x, 1), round(height - 6 - (height - 12) * share, 1)

    return place


def _mark(x: float, y: float, signal: str, colour: str) -> str:
    """The strokes of a direction, forward for the better; else a dot."""
    forward = {"improvement": 1, "concern": -1}.get(signal)
    if forward is None:
        return marks.circle(x, y, 3, f'fill="{colour}"')
    back, on, tip = (round(x + forward * dx, 1) for dx in (-4, 0, 4))
    low, high = round(y - 4, 1), round(y + 4, 1)
    path = f"M{back},{low}L{on},{y}L{back},{high}M{on},{low}L{tip},{y}L{on},{high}"
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.8"/>'
