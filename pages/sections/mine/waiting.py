"""What was sent for the agency and waits for approval, for who may approve or publish it."""

from functools import partial

import streamlit as st

from data.store import awaited, open_store
from pages import session
from pages.components import captions, errors
from pages.content import reader, scope
from pages.words.language import t


def draw(here: scope.Scope) -> None:
    """How many, since when, and the way there; nothing for who decides nothing."""
    rights = reader.rights()
    if not any(rights.may(act, here.agency) for act in ("approve", "publish")):
        return
    with errors.told():
        found = [one for one in awaited.waiting(open_store(), rights) if here.agency in one.agencies]
        st.header(t("mine.waiting"))
        if not found:
            captions.say(t("mine.waiting_none"))
            return
        captions.say(t("mine.waiting_of", n=len(found), days=max(one.age().days for one in found)))
        opens = partial(session.open_page, "report", agency=here.agency)
        st.button(t("mine.waiting_open"), key="mine_waiting", icon=":material/rule:", on_click=opens)
