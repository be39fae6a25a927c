"""Indikator: one indicator, from its verdict to its rows; without one, the list of all."""

import streamlit as st

from pages import session
from pages.content import definition
from pages.sections.indicator import (
    after,
    all_indicators,
    course,
    foot,
    heading,
    regions,
    revising,
    rows,
    statistics,
    together,
    values,
    view,
)
from pages.words.language import t

here = session.current()
if not here.indicator:
    all_indicators.draw(here)
else:
    shown = view.of(here)
    heading.draw(shown)
    together.draw(here, "indicator_together", here.indicator)
    course.draw(shown)
    after.draw(shown)
    regions.draw(shown)
    values.draw(shown)
    with st.expander(t("series.columns"), icon=":material/table:"):
        rows.draw(shown)
    with st.expander(t("series.everything"), icon=":material/menu_book:"):
        st.table(definition.card(shown.card), border="horizontal")
        revising.draw(here, shown.card, shown.chosen)
    with st.expander(t("series.tests"), icon=":material/query_stats:"):
        statistics.draw(shown)
    foot.draw(shown)
