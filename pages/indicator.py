"""Indikator: one indicator, from its verdict to its rows; without one, the list of all."""

import streamlit as st

from pages import session
from pages.sections.indicator import (
    after,
    all_indicators,
    course,
    definition_and_revisions,
    foot,
    heading,
    regions,
    rows,
    statistics,
    together,
    values,
    view,
)
from pages.session import asked
from pages.words.language import t

here = session.current()
if not here.indicator:
    all_indicators.draw(here)
else:
    shown = view.of(here)
    heading.draw(shown)
    correcting = asked.to_correct(here.indicator)  # asked for on Kirim Data: it stands first, opened
    if correcting:
        definition_and_revisions.draw(shown, opened=True)
    together.draw(here, "indicator_together", here.indicator)
    course.draw(shown)
    after.draw(shown)
    regions.draw(shown)
    values.draw(shown)
    with st.expander(t("series.columns"), icon=":material/table:"):
        rows.draw(shown)
    if not correcting:
        definition_and_revisions.draw(shown)
    with st.expander(t("series.tests"), icon=":material/query_stats:"):
        statistics.draw(shown)
    foot.draw(shown)
