"""What the map shows, in one sentence, and what has to be known first."""

import streamlit as st

from pages.components import blocks
from pages.content import mapping, place_map
from pages.sections.map.view import View


def draw(view: View) -> None:
    """The finding, what is drawn of whose figures, and how many regencies stand where."""
    of = view.finding
    told = {"over": place_map.over(of, view.title), "headline": place_map.headline(of, view.title)}
    known = view.newer, mapping.differences(view.values, view.indicator, view.province)
    notes = [words for words in known if words]
    blocks.show(blocks.rendered("map_head", **told, notes=notes, is_simulated=place_map.simulated(of)))
    ends = place_map.finding(of) != "ends" and of.ranked
    lead = mapping.lead(view.drawn, view.values, view.choice, view.indicator, view.province, ends=ends)
    st.markdown(f"{lead} {mapping.counts_in_words(view.drawn, view.choice.mode)}.".strip())
