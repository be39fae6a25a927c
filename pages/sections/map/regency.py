"""The regency in the scope, with the ways on."""

import streamlit as st

from pages import session
from pages.content import sentences
from pages.sections.map.view import View
from pages.words import language
from pages.words.language import t


def draw(view: View) -> None:
    """Value, class and sentence of the regency, and buttons to its profile and the indicator; nothing without one."""
    if not view.selected:
        return
    row = view.drawn.set_index("region").loc[view.selected]
    sentence = None if view.here.as_of else row[language.name_column(stem="sentence")]
    with st.container(border=True):
        st.markdown(f"**{row['full_name']}** — {row['value']} · {row['band']}")
        if not language.missing(sentence):
            st.markdown(language.plain(sentences.parted(sentence)[0]))
        with st.container(horizontal=True):
            st.button(
                t("map.open_profile"), icon=":material/location_city:", key="map_profile", on_click=session.open_page,
                args=("region",), kwargs={"region": [view.selected]},
            )  # fmt: skip
            st.button(
                t("map.open"), icon=":material/monitoring:", key="map_open", on_click=session.open_page,
                args=("indicator",), kwargs={"indicator": view.indicator["code"], "region": [view.selected]},
            )  # fmt: skip
