"""What the map shows, in one sentence, and what has to be known first."""

import streamlit as st

from pages.components import blocks
from pages.content import mapping, place_map, reader
from pages.sections.map.view import View
from pages.words import language
from pages.words.language import t


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
    counts = mapping.counts_in_words(view.drawn, view.choice.mode)
    return head, " ".join(each for each in (lead, f"{counts}.", *_moved(view)) if each)


def _moved(view: View) -> list[str]:
    """What changed between the first period in view and the last, and where most; no names by simulated values."""
    moved = view.moved
    if moved.empty:
        return []
    ends = {name: language.period(view.wanted[at]) for name, at in (("first", 0), ("last", -1))}
    up, down = int((moved > 0).sum()), int((moved < 0).sum())
    told = [t("map.moved", up=up, down=down, n=len(moved), **ends)]
    if view.finding.ranked:
        names = view.drawn.set_index("region")["full_name"]
        words = mapping.in_words(mapping.Choice("change", view.choice.scheme, view.choice.count), view.indicator)
        told += [t("map.moved_up", name=names[str(moved.idxmax())], by=words(moved.max()))] if up else []
        told += [t("map.moved_down", name=names[str(moved.idxmin())], by=words(moved.min()))] if down else []
    return [language.plain(each) for each in told]
