"""An indicator without a value here."""

from typing import NoReturn

import streamlit as st

from pages.components import blank
from pages.content import definition, scope
from pages.words import language
from pages.words.language import t
from pages.words.row import Row


def draw(here: scope.Scope, card: Row) -> NoReturn:
    """What is known of an indicator without a value here; ends the page."""
    if here.agency or here.units or here.regions or here.period:
        blank.nothing_here(here)
    st.title(language.plain(language.name(card)))
    st.info(t("standing.no_value"), icon=":material/hourglass_empty:")
    st.header(t("indicator.definition"))
    st.table(definition.card(card), border="horizontal")
    raise blank.NothingHere
