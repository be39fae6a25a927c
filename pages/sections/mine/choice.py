"""Whose performance this is: the chosen agency and units, else those of the visitor's role."""

from dataclasses import replace

import streamlit as st

from data.rights import Grant
from pages import session
from pages.components import captions
from pages.content import choices, scope
from pages.session import person
from pages.words import language
from pages.words.language import t


def draw(here: scope.Scope) -> scope.Scope:
    """The title, and the scope with the agency and units of the only role that has any; without one, ways to choose."""
    held = [one for one in person.grants() if one.agency] if person.is_office() else []
    if not here.agency and len({(one.agency, one.units) for one in held}) == 1:
        here = replace(here, agency=held[0].agency, units=held[0].units)
    st.title(t("frame.mine"))
    if not here.agency:
        st.info(t("mine.choose"), icon=":material/apartment:")
        for number, one in enumerate(held):
            st.button(_name(one), key=f"mine_of_{number}", on_click=_open, args=(one,))
        return here
    captions.say(t("mine.of", name=language.plain(_name(Grant("", "officer", here.agency, here.units)))))
    return here


def _name(one: Grant) -> str:
    units = choices.of("unit", one.agency)
    return " · ".join([choices.of("agency").name(one.agency), *(units.name(unit) for unit in one.units)])


def _open(one: Grant) -> None:
    session.open_page("mine", agency=one.agency, unit=list(one.units))
