"""Every colour of the figures, in one place.

Tones, signals and ramps keep their distance from each other for readers with protanopia, deuteranopia and tritanopia,
and the five tones also in grey print; the test of this module computes it. Colour never stands alone: signals have
signs, tones have words, and what has no data is hatched. Fills lighter than 3 : 1 against the page are outlined.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.achievement import TONES

SIGNALS = ("improvement", "concern", "common_cause", "special_cause")

DIRECTIONS = {"improvement": "»", "concern": "«", "common_cause": "~"}
"""Where a series goes, as text: the strokes of the pages, forward for the better and back for the worse whichever way
the value moves."""

GLYPHS = {**DIRECTIONS, "common_cause": "●", "special_cause": "◆"}
"""What stands at a point of a figure by its signal: the stroke of its direction, or a dot of no direction."""

HATCH = {"not_reported": "/", "old_value": ".", "not_counted": "-", "no_data": "x"}
"""Pattern of regions and cells that have nothing to show, by the reason: the report is missing, the newest value is
old, it is not counted there, or the value lacks what it would be compared with."""


@dataclass(frozen=True)
class Theme:
    """Colours of one theme. The pages use the same background and text colours as the figures."""

    background: str
    surface: str
    text: str
    muted: str
    line: str
    grid: str
    accent: str
    tone: dict[str, str]
    on_tone: dict[str, str]
    ink: dict[str, str]
    signal: dict[str, str]
    no_data: str
    hatch: str
    edge: str
    band: str
    target: str


LIGHT = Theme(
    background="#ffffff",
    surface="#f3f6f6",
    text="#0d181d",
    muted="#55656c",
    line="#7a888e",
    grid="#e3e9eb",
    accent="#0a5664",
    tone=dict(zip(TONES, ("#006484", "#60b7c1", "#f1e5b8", "#d67b34", "#7e1825"), strict=True)),
    on_tone=dict(zip(TONES, ("#ffffff", "#0b1416", "#0b1416", "#0b1416", "#ffffff"), strict=True)),
    ink=dict(zip(TONES, ("#005e7c", "#02717a", "#6b5a10", "#9b4805", "#7e1825"), strict=True)),
    signal=dict(zip(SIGNALS, ("#025884", "#dc6b15", "#798285", "#5b1175"), strict=True)),
    no_data="#f7f9f9",
    hatch="#7f8c92",
    edge="#5b6b72",
    band="rgba(10,86,100,0.12)",
    target="rgba(13,24,29,0.07)",
)

DARK = Theme(
    background="#0f171b",
    surface="#162126",
    text="#eaf0f1",
    muted="#a3b1b7",
    line="#74848b",
    grid="#26343a",
    accent="#84cfd8",
    tone=dict(zip(TONES, ("#217eaa", "#6bc8d3", "#f5ecc6", "#e48233", "#c61737"), strict=True)),
    on_tone=dict(zip(TONES, ("#ffffff", "#0b1416", "#0b1416", "#0b1416", "#ffffff"), strict=True)),
    ink=dict(zip(TONES, ("#76bbe2", "#78d5e0", "#f0de99", "#f4a25c", "#fb8083"), strict=True)),
    signal=dict(zip(SIGNALS, ("#4fbdee", "#fec766", "#6b7578", "#d64fc0"), strict=True)),
    no_data="#162126",
    hatch="#7f8f96",
    edge="#a3b1b7",
    band="rgba(132,207,216,0.16)",
    target="rgba(234,240,241,0.10)",
)

THEMES = {"light": LIGHT, "dark": DARK}

_SEQUENTIAL = {"light": ("#e2eeee", "#7fb3b5", "#0a555b"), "dark": ("#1d3336", "#427f80", "#c5eceb")}
_WORSE = {"light": ("#7b2719", "#f5cc9f"), "dark": ("#ffc376", "#924d35")}
_MIDDLE = {"light": "#ecf1f2", "dark": "#363f41"}
_BETTER = {"light": ("#a4dcea", "#09466f"), "dark": ("#326384", "#b1e9f7")}


def theme(name: str) -> Theme:
    """The theme "light" or "dark"; anything else is light, so that an unknown browser setting never breaks a page."""
    return THEMES.get(name, LIGHT)


def sequential(k: int, name: str = "light") -> list[str]:
    """k shades from low to high, for values that are neither good nor bad; high stands out from the background."""
    low, middle, high = _SEQUENTIAL["dark" if name == "dark" else "light"]
    if k <= 1:
        return [middle][:k]
    return [mix(low, middle, 2 * s) if s < 0.5 else mix(middle, high, 2 * s - 1) for s in np.linspace(0, 1, k)]


def diverging(k: int, name: str = "light") -> list[str]:
    """k colours from worst to best around a centre; an odd k has a neutral class in the middle.

    Reverse the list where low values are good.
    """
    key = "dark" if name == "dark" else "light"
    half = k // 2
    worse = _run(*_WORSE[key], half)
    better = _run(*_BETTER[key], half)
    return [*worse, *([_MIDDLE[key]] if k % 2 else []), *better]


def readable_on(colour: str) -> str:
    """Black or white text, whichever is easier to read on a fill."""
    dark, light = "#0b1416", "#ffffff"
    return dark if contrast(dark, colour) >= contrast(light, colour) else light


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours, 1 to 21."""
    low, high = sorted(float(_linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other))
    return (high + 0.05) / (low + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """A colour between two, `share` of the way to the other, even to the eye (Ottosson 2020, OKLab)."""
    return _hex(_from_oklab(oklab(one) * (1 - share) + oklab(other) * share))


def oklab(colour: str) -> np.ndarray:
    """OKLab coordinates of a hex colour; 0.02 apart is barely visible."""
    return _LAB @ np.cbrt(_LMS @ _linear(colour))


_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def _run(start: str, end: str, k: int) -> list[str]:
    if k == 1:
        return [mix(start, end, 0.5)]
    return [mix(start, end, s) for s in np.linspace(0, 1, k)]


def _linear(colour: str) -> np.ndarray:
    c = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def _from_oklab(lab: np.ndarray) -> np.ndarray:
    return np.linalg.inv(_LMS) @ (np.linalg.inv(_LAB) @ lab) ** 3


def _hex(linear: np.ndarray) -> str:
    c = np.clip(linear, 0, 1)
    c = np.where(c <= 0.0031308, 12.92 * c, 1.055 * c ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(float(v) * 255):02x}" for v in c)
