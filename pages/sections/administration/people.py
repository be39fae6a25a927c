"""Who is signed in; signing out everywhere, one or all."""

import streamlit as st

from data.rights import RightsError
from data.rights.acting import acting, require
from data.settings import Mode, mode, settings
from data.store import sign_outs
from pages.components import underway
from pages.content import administered, audited
from pages.session import faults, noting, person
from pages.words import language
from pages.words.language import t


def draw() -> None:
    """Those whose sign-in of the last hours still holds, as the record tells it."""
    st.header(t("administration.people"))
    if mode() is not Mode.OFFICE:
        st.caption(t("administration.people_nobody"))
        return
    known = administered.signed_in(person.LONGEST / 3600)
    st.caption(t("administration.people_basis", n=len(known)))
    for who, since in known:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(t("administration.person_since", who=language.plain(who), at=audited.moment(since)))
            st.button(
                t("administration.out"), key=f"out_{who}", type="tertiary", icon=":material/logout:", on_click=_out,
                args=(who,),
            )  # fmt: skip
    st.button(
        t("administration.out_all"), key="out_all", icon=":material/logout:", on_click=_out, args=(sign_outs.EVERYBODY,)
    )


def _out(who: str) -> None:
    """Callback: a sign-in from before this moment names nobody, in no process and at the next click."""
    try:
        with acting(person.actor()):
            require("access")
        sign_outs.sign_out(settings().store, who)
    except RightsError as error:
        noting.note("refused", subject="sign_out_everywhere")
        underway.refused(error)
    except OSError as error:
        st.error(faults.numbered(t("administration.not_out"), error, "signing out everywhere"))
    else:
        told = {"subject": who} if who == sign_outs.EVERYBODY else {"about": who}
        noting.note("sign_out_everywhere", **told)
