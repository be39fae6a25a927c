"""The outlines of the regencies and where their names stand, in the pixels of one drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analytics.figures import svg as marks

VIEW = (-74, 8, 680, 628)  # left, top, width, height
WEST, NORTH, SCALE = 94.95, 6.114, 150.0  # degrees, degrees, pixels a degree; bends shapes by 0.3 per cent at most
TOLERANCE = 0.004  # degrees: half a pixel


@dataclass(frozen=True)
class Label:
    """Where a name stands: inside its regency, or beside it at the end of a line that leads to it."""

    x: float
    y: float
    anchor: str = "middle"
    leader: tuple[float, float] | None = None


LABELS = {
    "11.01": Label(296, 462, "end", (300, 458)),
    "11.02": Label(468, 392, "start", (464, 388)),
    "11.03": Label(408, 214),
    "11.04": Label(285, 242),
    "11.05": Label(184, 246),
    "11.06": Label(92, 112),
    "11.07": Label(152, 160),
    "11.08": Label(345, 166),
    "11.09": Label(216, 512, "start", (212, 508)),
    "11.10": Label(392, 588, "end", (396, 584)),
    "11.11": Label(249, 150),
    "11.12": Label(206, 372, "end", (210, 368)),
    "11.13": Label(362, 316),
    "11.14": Label(70, 236, "end", (74, 232)),
    "11.15": Label(232, 292),
    "11.16": Label(504, 292, "start", (500, 288)),
    "11.17": Label(312, 198),
    "11.18": Label(196, 100, "middle", (196, 116)),
    "11.71": Label(28, 96, "end", (32, 92)),
    "11.72": Label(78, 34, "start", (74, 30)),
    "11.73": Label(326, 92, "middle", (326, 108)),
    "11.74": Label(492, 232, "start", (488, 228)),
    "11.75": Label(496, 492, "start", (492, 488)),
}
"""By Kemendagri code; a name has its value in the line below it."""


def place(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees in the pixels of the drawing."""
    return (longitude - WEST) * SCALE, (NORTH - latitude) * SCALE


def paths(shapes: Any) -> dict[str, str]:
    """The `d` of each regency's path in half pixels. shapes: a GeoDataFrame in degrees, indexed by Kemendagri code."""
    return {code: _path(shape) for code, shape in shapes.geometry.items()}


def centres(shapes: Any) -> dict[str, tuple[float, float]]:
    """A point within the largest part of each regency."""
    found = {}
    for code, shape in shapes.geometry.items():
        inside = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area).representative_point()
        found[code] = place(inside.x, inside.y)
    return found


def _path(shape: Any) -> str:
    def written(x: float, y: float) -> str:
        return " ".join(f"{round(2 * value) / 2:g}" for value in place(x, y))

    return marks.outline(shape.simplify(TOLERANCE), written)
