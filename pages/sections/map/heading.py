"""What the map shows, in one sentence, and what has to be known first."""

import streamlit as st

from pages.components import blocks
from pages.content import mapping, place_map, reader
from pages.sections.map.view import View


def draw(view: View) -> None:
    """The finding, what is drawn of whose figures, and how many regencies stand where."""
    head, lead = reader.markup(_told, view, key=(view.here, view.shown, *view.key))
    blocks.show(head)
    st.markdown(lead)


def _told(view: View) -> tuple[str, str]:
    of = view.finding
    told = {"over": place_map.over(of, view.title), "headline": place_map.headline(of, view.title)}
    known = view.newer, mapping.differences(view.values, view.indicator, view.province)
    notes = [words for words in known if words]
    ends = place_map.finding(of) != "ends" and of.ranked
    lead = mapping.lead(view.drawn, view.values, view.choice, view.indicator, view.province, ends=ends)
    head = blocks.rendered("map_head", **told, notes=notes, is_simulated=place_map.simulated(of))
    return head, f"{lead} {mapping.counts_in_words(view.drawn, view.choice.mode)}.".strip()
