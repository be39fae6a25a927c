"""What an indicator means, what became of its values, and the form that corrects one."""

import streamlit as st

from pages.content import definition
from pages.sections.indicator import revising
from pages.sections.indicator.view import View
from pages.words.language import t


def draw(view: View, opened: bool = False) -> None:
    """Definition, revisions and correction in a fold."""
    with st.expander(t("series.everything"), icon=":material/menu_book:", expanded=opened):
        if opened:
            revising.draw(view.here, view.card, view.chosen)
        st.table(definition.card(view.card), border="horizontal")
        if not opened:
            revising.draw(view.here, view.card, view.chosen)
