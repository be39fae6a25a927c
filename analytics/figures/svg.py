"""The pieces of small SVG pictures: a document with a title that screen readers read out, and marks in pixels."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable
from html import escape


def document(width: int, height: int, title: str, parts: Iterable[str], attributes: str = "") -> str:
    """The picture; `title` says in words what it shows. `attributes` of the root are written as they are."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img"{attributes}><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )


def data_uri(picture: str) -> str:
    """The picture as a link that an image column of a table shows."""
    return "data:image/svg+xml;base64," + b64encode(picture.encode()).decode()


def line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="{width}"{dashed}/>'


def circle(x: object, y: object, radius: float, style: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" {style}/>'


def outline(shape, place: Callable[[float, float], str]) -> str:
    """The path of a polygon or several; `place` writes a corner's coordinates as pixels."""
    import shapely

    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join(f"M{'L'.join(place(x, y) for x, y in ring.coords[:-1])}Z" for ring in rings)
