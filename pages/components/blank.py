"""A page that has nothing to show says so, and what to widen."""

from typing import NoReturn

import streamlit as st

from pages import session
from pages.content import scope
from pages.words import language
from pages.words.language import t


class NothingHere(Exception):
    """Ends a page that has nothing to show; the frame catches it and goes on with the footer."""


def nothing_here(here: scope.Scope) -> NoReturn:
    """Say that nothing matches, which filters are in force and what to widen; then end the page."""
    words = scope.describe(here)
    st.info(
        t("cards.nothing_filtered", filters=language.plain("; ".join(words))) if words else t("cards.nothing"),
        icon=":material/search_off:",
    )
    for hint in _widenings(here):
        st.markdown(f"- {hint}")
    if words:
        st.button(t("scope.reset"), on_click=session.reset, icon=":material/restart_alt:", key="cards_reset")
    raise NothingHere


def _widenings(here: scope.Scope) -> list[str]:
    hints = {"period": here.period, "regions": here.regions, "units": here.units, "agency": here.agency}
    return [t(f"cards.widen_{name}") for name, chosen in hints.items() if chosen]
