"""Peta: the regencies by value, achievement, gap, change, trend or cluster of one indicator, in one or more periods."""

import streamlit as st

from pages import session
from pages.components import badges, captions
from pages.content import mapping
from pages.sections.map import downloads, heading, picture, regency, table, view
from pages.words import language
from pages.words.language import t

here = session.current()
subject = view.subject(here)
above = st.container()
shown = view.asked(here, subject)
with above:
    heading.draw(shown)
picture.draw(shown)
regency.draw(shown)
with st.container(horizontal=True):
    downloads.draw(shown)
    badges.explained("map", "classes")
with st.expander(t("map.table"), expanded=shown.form != "map"):
    table.draw(shown)
st.caption(t("map.note_map"))
st.caption(t("map.boundaries", attribution=language.plain(mapping.ATTRIBUTION[language.current()])))
captions.caption_of(shown.values.dropna(subset=["status"]))
