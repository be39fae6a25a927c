"""Ringkasan: how many targets are met, which priorities wait for a decision, and what unfolds from there."""

import streamlit as st

from pages import session
from pages.components import captions, simulated
from pages.sections.summary import quarters, targets_met, visits, ways_on
from pages.words.language import t

here = session.current()
if not here.snapshot:
    simulated.invitation()
simulated.example(here)
captions.filters_line(here)
targets_met.draw(here)
visits.draw(here)
ways_on.draw()
with st.expander(t("summary.matrix")):
    quarters.draw(here)
