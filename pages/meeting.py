"""Rapat: what is discussed, one item a screen without the frame, with its question and room for a note."""

import streamlit as st

from pages import session
from pages.components import blank, blocks, captions
from pages.content import agenda
from pages.sections.meeting import item, steps
from pages.words import language
from pages.words.language import t

here = session.current()
blocks.show('<span class="rapat"></span>')
st.title(t("meeting.title", period=language.period(here.quarter)))
captions.filters_line(here)
offered = agenda.items(here)
if offered.empty:
    blank.nothing_here(here)
rows = steps.chosen(offered)
at = steps.draw(here, offered, rows)
item.draw(here, rows.iloc[at].to_dict())
st.caption(t("meeting.item", item=at + 1, items=len(rows)))
