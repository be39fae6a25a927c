"""Unduh Data: a filtered dataset as a file, with its dictionary, filters, snapshot and sources."""

import streamlit as st

from pages import session
from pages.sections.download import about, contents, files, preview, reading, selection
from pages.words.language import t

here = session.current()
st.title(t("frame.download"))
st.markdown(t("download.intro"))
held = contents.draw()
chosen = selection.draw(here, held)
total = files.draw(chosen, here)
preview.draw(chosen, total)
about.draw(chosen)
reading.draw(chosen)
