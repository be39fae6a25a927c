"""At the foot of each page: keep this view, or follow its indicator. Kept for who signed in, or for the desk."""

from urllib.parse import urlencode

import streamlit as st

from data.settings import settings
from data.store import bookmarks
from pages import session
from pages.content import scope
from pages.session import person
from pages.words import language
from pages.words.language import t

NAME = "keeping_name"


def draw(here: scope.Scope, address: str, title: str) -> None:
    """The buttons; nothing for who has no page of their own to find it on."""
    who = person.keeper()
    if who is None or not session.is_there("mine"):
        return
    place = st.popover(t("mine.save"), icon=":material/bookmark:", type="tertiary", key="keeping")
    with place:
        st.caption(t("mine.save_help"))
        st.text_input(t("mine.name"), title, max_chars=bookmarks.LONGEST_NAME, key=NAME)
        said = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
        link = f"/{address}?{urlencode(said)}"
        st.button(t("mine.save"), key="keeping_save", on_click=_save, args=(who, link))
    if here.indicator:
        followed = here.indicator in bookmarks.of(settings().store, who).followed
        label = t("mine.unfollow" if followed else "mine.follow")
        icon = ":material/notifications_off:" if followed else ":material/notifications:"
        st.button(label, icon=icon, type="tertiary", key="keeping_follow", on_click=_follow, args=(who, here.indicator))


def _save(who: str, link: str) -> None:
    name = str(st.session_state.get(NAME) or "")
    try:
        bookmarks.save(settings().store, who, name, link)
    except ValueError:
        st.toast(t("mine.too_long"), icon=":material/link_off:")
        return
    st.toast(t("mine.saved", name=language.plain(name)), icon=":material/bookmark_added:")


def _follow(who: str, indicator: str) -> None:
    bookmarks.follow(settings().store, who, indicator)
