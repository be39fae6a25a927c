"""What this visitor keeps: the indicators they follow, as they stand, and the views they saved."""

from functools import partial

import streamlit as st

from data.settings import settings
from data.store import bookmarks
from pages.components import blocks, captions
from pages.content import reader, scope, targets
from pages.sections.mine import results
from pages.session import person
from pages.words.language import t


def draw(here: scope.Scope) -> None:
    """Both lists, as far as what they name may be seen; a way to remove all of it."""
    who = person.keeper()
    if who is None:
        return
    known = bookmarks.of(settings().store, who)
    st.header(t("mine.followed"))
    asked = {"as_of": here.as_of, "today": targets.judged_on(here), "agency": None}
    standing = reader.fetch("standing", **asked)
    rows = standing[standing["indicator"].isin(known.followed)].to_dict("records")
    if rows:
        results.table(rows, "mine_followed", t("mine.followed"))
    else:
        captions.say(t("mine.followed_none"))
    if known.views:
        st.header(t("mine.views"))
        for number, one in enumerate(known.views):
            with st.container(horizontal=True, vertical_alignment="center"):
                blocks.show(blocks.rendered("kept", name=one.name, link=one.link))
                away = partial(bookmarks.drop, settings().store, who, one.name)
                st.button(t("mine.drop"), key=f"kept_drop_{number}", type="tertiary", on_click=away)
    if known != bookmarks.Bookmarks():
        all_away = partial(_forget, who)
        st.button(t("mine.forget"), key="kept_forget", icon=":material/delete:", type="tertiary", on_click=all_away)


def _forget(who: str) -> None:
    bookmarks.forget(settings().store, who)
