"""Panduan: what an IKU is, how to read each view, the methods with examples from live data, and the glossary."""

import streamlit as st

from pages import session
from pages.sections.guide import topics
from pages.words.language import t

session.current()
st.title(t("frame.guide"))
st.markdown(t("guide.intro"))
topics.draw()
