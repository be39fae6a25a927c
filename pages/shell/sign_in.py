"""Who is looking, in the sidebar of office mode: the way in, the roles that hold, the way out."""

import streamlit as st

from data.rights import Grant
from data.settings import Mode, mode
from pages.content import choices
from pages.session import person
from pages.words import language
from pages.words.language import t


def draw() -> None:
    """The box; nothing in the other modes."""
    if mode() is not Mode.OFFICE:
        return
    who = person.person()
    with st.container(border=True, key="sign_in"):
        if who is None:
            st.caption(t("rights.outside"))
            st.button(t("rights.sign_in"), icon=":material/login:", key="sign_in_go", on_click=st.login)
            return
        st.markdown(f":material/person: **{language.plain(who)}**")
        held = person.grants()
        st.caption("  \n".join(_words(one) for one in held) or t("rights.none"))
        st.button(t("rights.sign_out"), icon=":material/logout:", key="sign_in_out", on_click=st.logout)


def _words(one: Grant) -> str:
    """A role with its agency, units and last day."""
    agency = choices.of("agency").label(one.agency) if one.agency else t("rights.all_agencies")
    told = [t(f"rights.role_{one.role}"), language.plain(agency), *map(language.plain, one.units)]
    if one.until:
        told.append(t("rights.until", day=language.day(one.until)))
    return " · ".join(told)
