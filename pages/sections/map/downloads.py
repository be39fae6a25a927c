"""The map as files."""

import streamlit as st

from pages.components import taking
from pages.content import mapping, reader
from pages.documents import map_files
from pages.sections.map.view import View
from pages.words import language
from pages.words.language import t


def draw(view: View) -> None:
    """The map as PNG, SVG and GeoJSON."""
    code, mode = view.indicator["code"], view.choice.mode
    with st.popover(t("map.download"), icon=":material/download:"):
        stem = f"peta-{code}-{mode}-{view.shown}-{reader.snapshot().id}"
        for kind, of, data in (
            ("png", "png", lambda: map_files.png(_svg(view))),
            ("svg", "svg", lambda: _svg(view).encode()),
            ("geojson", "map", lambda: map_files.geojson(view.drawn, view.title, view.here, code, view.shown, mode)),
        ):
            taking.file_button(of, t(f"map.button_{kind}"), data, stem, key=f"map_{kind}", width="stretch")


def _svg(view: View) -> str:
    """Every map in view as one SVG picture in the light theme."""
    several = len(view.wanted) > 1
    maps = [(language.period(each) if several else "", view.frames[each][0]) for each in view.wanted]
    light = mapping.regencies(view.values, view.indicator, view.choice, "light", view.made)[1]
    return map_files.svg(maps, light, view.title, view.here, selected=view.selected)
