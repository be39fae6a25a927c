"""The way to another page with another scope."""

import streamlit as st

from pages.content import reader
from pages.content.scope import KEYS
from pages.session import views
from pages.session.state import assign


def open_page(name: str, **codes: object) -> None:
    """Callback: open a view with these sidebar values changed (`agency="DINKES"`, `unit=[…]`).

    `views.UnknownView` where there is none of this name; the first view in the place of one that is not there for the
    visitor.
    """
    view = views.named(name) if is_there(name) else views.VIEWS[0]
    if codes.get("agency", _MISSING) is not _MISSING:
        assign(unit=[])
    assign(**codes)
    st.session_state["_go_to"] = view.script


def is_there(name: str) -> bool:
    """Whether the visitor finds a view: what leads to one that is not there for them is not shown."""
    return views.named(name) in views.shown_to(reader.rights())


def follow() -> None:
    """Go to the page that a callback asked for. Called by the frame, once the pages are known."""
    script = st.session_state.pop("_go_to", None)
    if script:
        st.session_state["_moved"] = {key: st.session_state.get(key) for key in KEYS}
        st.switch_page(script, query_params=())


_MISSING = object()
