"""Jejak Audit: who did what and when; for Inspektorat and administrators."""

import streamlit as st

from pages import session
from pages.components import captions
from pages.sections.audit import chain, choice, record
from pages.words.language import t

here = session.current()
st.title(t("frame.audit"))
captions.filters_line(here)
st.markdown(t("audit.intro"))
rows = choice.draw(here)
record.draw(rows)
chain.draw()
