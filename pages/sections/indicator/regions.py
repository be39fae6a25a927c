"""All that Indikator says of regencies, of an indicator that several report."""

import streamlit as st

from analytics.regions import PROVINCE
from pages.sections.indicator import ranking, shortfall, small_multiples, spread
from pages.sections.indicator.view import View
from pages.words.language import t


def draw(view: View) -> None:
    """Regencies ranked, their courses, who carries the shortfall and how far apart they are, folded away."""
    if view.regional["region"].nunique() < 2:
        return
    asked = bool(view.here.regions) or "indicator_multiples" in st.query_params
    with st.expander(t("series.regencies_title"), icon=":material/format_list_numbered:", expanded=asked):
        regencies = view.compared[view.compared["region"] != PROVINCE]
        ranking.draw(view, regencies)
        small_multiples.draw(view, regencies)
        shortfall.draw(view, regencies)
        spread.draw(view)
