"""The map as it is drawn: with names, as tiles, two periods side by side or many small ones."""

from functools import cache

import pandas as pd
import streamlit as st

from analytics.figures import base_map, choropleth, map_picture, tile_map
from analytics.periods import year_before
from pages import session
from pages.components import blocks, captions, charts, embedding, picture
from pages.content import choices, mapping, origin, place_map, reader
from pages.sections.map.view import View
from pages.words import language
from pages.words.language import t


def draw(view: View) -> None:
    """The map in the form that is asked for, and what its classes and its list say."""
    if view.form == "map":
        named(view)
    elif view.form == "tiles":
        plotted(view, view.shown, tiles=True)
    elif view.form == "pair":
        pair(view)
    else:
        multiples(view)
    for note in mapping.notes(view.made):
        captions.say(note)
    if view.choice.mode == "clusters":
        captions.say(t("map.clusters_help"))
    last_column(view)


def named(view: View) -> None:
    """The map with names and values beside the list of regencies; both open the profile."""
    made = reader.markup(_named, view.finding, view.title, key=(view.here, view.theme, *view.key))
    with embedding.framed("map_named", view.title, origin.foot(view.drawn, view.here)):
        picture.show(made[0], key="map_named")


def _named(of: place_map.Shown, title: str) -> tuple[str, ...]:
    return (blocks.rendered("map", **place_map.picture(of, _ground(), title)),)


@cache
def _ground() -> place_map.Ground:
    shapes = mapping.shapes()
    return place_map.Ground(base_map.VIEW, base_map.paths(shapes), base_map.centres(shapes), base_map.LABELS)


def last_column(view: View) -> None:
    """What the last column of the list compares with."""
    if view.choice.mode == "value" and view.values["change_year"].notna().any():
        captions.say(t("map.last_column", period=language.period(year_before(view.shown))))


def plotted(view: View, period: str, *, tiles: bool = False) -> None:
    """The map or the tiles of one period as a figure; a click opens the regency."""
    drawn, bands = view.frames[period]
    draw = tile_map.draw if tiles else choropleth.draw
    frames = (drawn, bands, mapping.texts()) if tiles else (drawn, mapping.shapes(), bands, mapping.texts())
    figure = reader.figure(
        draw, *frames, key=(*view.key, period, tiles), theme=view.theme, language=view.here.language,
        selected=view.selected,
    )  # fmt: skip
    name = f"map_chart_{period}"
    charts.chart(
        figure, f"peta-{view.indicator['code']}-{period}", view.titled(language.period(period)), key=name,
        rows=drawn, table=None, selection_mode="points", on_select=lambda: select(name),
    )  # fmt: skip


def pair(view: View) -> None:
    """Two periods side by side in the same classes."""
    beside = st.grid(2, min_column_width=400)
    for each in view.wanted:
        with beside.container():
            st.markdown(f"**{language.period(each)}**")
            plotted(view, each)


def multiples(view: View) -> None:
    """A small map a period, all of the same classes, under one legend."""
    st.image(map_picture.legend(view.bands, view.title, theme=view.theme), alt=", ".join(view.bands["label"]))
    with st.grid(4, min_column_width=150, gap="small"):
        for each in view.wanted:
            shown = view.frames[each][0]
            with st.container(gap="xsmall"):
                st.markdown(f"**{language.period(each, short=True)}**")
                panel = map_picture.Panel("", dict(zip(shown["region"], shown["class"], strict=True)))
                words = view.titled(language.period(each))
                drawn = reader.figure(
                    map_picture.panel, panel, mapping.shapes(), view.bands, words,
                    key=(*view.key, each, view.here.language), theme=view.theme, selected=view.selected,
                )  # fmt: skip
                counted = mapping.counts_in_words(shown, view.choice.mode)
                st.image(drawn, alt=f"{words}: {counted}", width="stretch")


def select(key: str) -> None:
    """Callback of the map: the regency that was clicked opens."""
    held = st.session_state.get(key) or {}
    points = (held.get("selection") or {}).get("points") or []
    codes = [str(pd.Series(point["customdata"]).iloc[0]) for point in points if point.get("customdata")]
    if codes and codes[0] in choices.of("region").labels:
        session.open_page("region", region=[codes[0]])
