"""Colours that colour-blind readers can tell apart, computed.

Simulation: Machado, Oliveira and Fernandes 2009, severity 1. Distance: OKLab, where 0.02 is barely visible.
Contrast: WCAG 2.2, 1.4.3 (text, 4.5) and 1.4.11 (graphics, 3).
"""

import itertools
import tomllib
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from analytics.figures import palette

SIMULATION = {
    "none": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
CAPTION = 0.6  # Streamlit writes captions in the text colour at this opacity
vision = pytest.mark.parametrize("sight", SIMULATION)
themes = pytest.mark.parametrize("name", palette.THEMES)


def seen(colour: str, sight: str) -> str:
    return palette._hex(SIMULATION[sight] @ palette._linear(colour))


def closest(colours, sight: str = "none") -> float:
    """The smallest distance between any two of the colours as seen."""
    points = [palette.oklab(seen(c, sight)) for c in colours]
    return min(float(np.linalg.norm(a - b)) for a, b in itertools.combinations(points, 2))


def lightness(colour: str) -> float:
    """CIE L* of the grey that a black-and-white printer makes of the colour."""
    luminance = float(palette._linear(colour) @ [0.2126, 0.7152, 0.0722])
    return 116 * np.cbrt(luminance) - 16 if luminance > 0.008856 else 903.3 * luminance


@themes
@vision
def test_tones_are_far_apart(name, sight):
    assert closest(palette.theme(name).tone.values(), sight) > 0.14


@themes
def test_tones_are_apart_in_grey_print(name):
    shades = sorted(lightness(c) for c in palette.theme(name).tone.values())
    assert min(b - a for a, b in itertools.pairwise(shades)) > 7


@themes
@vision
def test_signals_are_apart_besides_their_signs(name, sight):
    assert closest(palette.theme(name).signal.values(), sight) > 0.07


def test_every_signal_has_a_sign_of_its_own():
    assert set(palette.GLYPHS) == set(palette.SIGNALS)
    assert len(set(palette.GLYPHS.values())) == 4


@themes
@vision
@pytest.mark.parametrize("k", range(2, 8))
def test_ramps_are_apart_and_even(name, sight, k):
    shades = palette.sequential(k, name)
    assert len(shades) == k
    assert closest(shades, sight) > 0.055
    order = [lightness(c) for c in shades]
    assert order == sorted(order, reverse=name == "light")
    assert closest(palette.diverging(k, name), sight) > 0.07
    assert len(palette.diverging(k, name)) == k


@themes
def test_text_can_be_read(name):
    theme = palette.theme(name)
    for colour in (theme.text, theme.muted, theme.accent, *theme.ink.values()):
        assert palette.contrast(colour, theme.background) >= 4.5
        assert palette.contrast(colour, theme.surface) >= 4.5
    for tone in palette.TONES:
        assert palette.contrast(theme.on_tone[tone], theme.tone[tone]) >= 4.5


@themes
@vision
def test_graphics_stand_out_from_the_page(name, sight):
    theme = palette.theme(name)
    background = seen(theme.background, sight)
    for colour in (theme.line, theme.edge, theme.hatch, theme.accent, *theme.signal.values()):
        assert palette.contrast(seen(colour, sight), background) >= 3
    assert palette.contrast(seen(theme.hatch, sight), seen(theme.no_data, sight)) >= 3


@themes
def test_signals_in_grey_print_stand_out_and_keep_their_signs(name):
    """Four greys on one ground cannot all be far apart: the page prints them with sign and word beside."""
    theme = palette.theme(name)
    greys = [grey(colour) for colour in theme.signal.values()]
    assert all(palette.contrast(shade, theme.background) >= 3 for shade in greys)
    assert len({palette.GLYPHS[signal] for signal in theme.signal}) == len(greys)


@themes
@vision
@pytest.mark.parametrize("ramp", ["tone", "sequential", "diverging"])
def test_every_class_stands_out_by_its_fill_or_by_its_outline(name, sight, ramp):
    """WCAG 1.4.11 for the classes of maps and matrices: a pale fill is told from the page by the edge around it."""
    theme = palette.theme(name)
    fills = list(theme.tone.values()) if ramp == "tone" else getattr(palette, ramp)(7, name)
    background, edge = seen(theme.background, sight), seen(theme.edge, sight)
    for fill in fills:
        assert max(palette.contrast(seen(fill, sight), background), palette.contrast(edge, background)) >= 3


@themes
def test_the_pages_use_the_colours_of_the_figures(name):
    page, theme = settings()["theme"][name], palette.theme(name)
    assert page["backgroundColor"] == theme.background
    assert page["secondaryBackgroundColor"] == theme.surface
    assert page["textColor"] == theme.text
    assert page["linkColor"] == theme.accent


@themes
def test_the_words_of_the_pages_can_be_read(name):
    page = settings()["theme"][name]
    grounds = [page["backgroundColor"], page["secondaryBackgroundColor"], page["sidebar"]["backgroundColor"]]
    for ground in grounds:
        assert palette.contrast(page["textColor"], ground) >= 7
        assert palette.contrast(faded(page["textColor"], ground, CAPTION), ground) >= 4.5
        assert palette.contrast(page["linkColor"], ground) >= 4.5
        assert palette.contrast(page["primaryColor"], ground) >= (4.5 if name == "light" else 3)
    assert palette.contrast("#ffffff", page["primaryColor"]) >= 4.5
    assert palette.contrast(page["dataframeHeaderTextColor"], page["dataframeHeaderBackgroundColor"]) >= 4.5


def settings() -> dict:
    return tomllib.loads((Path(__file__).resolve().parents[3] / ".streamlit" / "config.toml").read_text("utf-8"))


def faded(colour: str, ground: str, share: float) -> str:
    """A colour at `share` opacity over a ground, as browsers mix them."""
    pairs = [(int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in pairs)


def grey(colour: str) -> str:
    luminance = float(palette._linear(colour) @ [0.2126, 0.7152, 0.0722])
    return palette._hex(np.full(3, luminance))


@pytest.mark.parametrize("colour", ["#ffffff", "#000000", "#60b7c1", "#d67b34", "#8487ba"])
def test_text_on_any_fill_is_readable(colour):
    assert palette.contrast(palette.readable_on(colour), colour) >= 4.5


def test_contrast_of_black_on_white_is_21():
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_mixing_ends_at_the_ends():
    assert palette.mix("#112233", "#aabbcc", 0) == "#112233"
    assert palette.mix("#112233", "#aabbcc", 1) == "#aabbcc"


def test_an_unknown_theme_is_light():
    assert palette.theme("auto") is palette.LIGHT
    assert {f.name for f in fields(palette.Theme)} >= {"background", "tone", "signal", "hatch"}
