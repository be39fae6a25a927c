"""Ringkasan: Aceh at a glance."""

import streamlit as st

from pages.parts import cards, scope
from pages.parts.language import t

here = scope.current()
st.title(t("frame.summary"))
cards.filters_line(here)
st.write(here)
