"""The way to the correction of one value: the indicator is chosen here, its value on its own page."""

import streamlit as st

from pages import session
from pages.content import choices, scope
from pages.session import asked
from pages.words.language import t

CHOSEN = "report_correct_indicator"


def draw(here: scope.Scope) -> None:
    """An indicator of the agency in force, and the button that opens the form of its correction."""
    if here.snapshot:  # a cited snapshot is history
        return
    st.markdown(t("report.correct_value"))
    labels = choices.of("indicator", here.agency).labels
    with st.container(horizontal=True, vertical_alignment="bottom"):
        indicator = st.selectbox(
            t("scope.indicator"), list(labels), index=list(labels).index(here.indicator)
            if here.indicator in labels else None, format_func=lambda code: labels[code][0],
            placeholder=t("report.choose"), key=f"{CHOSEN}_{here.agency}_{here.indicator}",
        )  # fmt: skip
        st.button(
            t("report.correct_value_open"), icon=":material/edit:", key="report_correct_open", disabled=not indicator,
            on_click=_open, args=(indicator,),
        )  # fmt: skip


def _open(indicator: str) -> None:
    st.session_state[asked.CORRECTION] = indicator
    session.open_page("indicator", indicator=indicator)
