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
linked = "summary_rows" in st.query_params
with st.expander(t("summary.matrix"), expanded=linked, key="summary_matrix_fold", on_change="rerun") as fold:
    if fold.open:  # so that the script of charts, more than all else a first visit fetches, comes when it is asked for
        quarters.draw(here)
