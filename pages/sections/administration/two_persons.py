"""The rule that another person than the sender approves, agency by agency."""

import streamlit as st

from data.errors import KinerjaError
from data.store import access, open_store
from data.submissions import Origin, Progress
from data.submissions.access import ask_two_persons
from pages.components import underway
from pages.content import choices
from pages.session import acts
from pages.words import language
from pages.words.language import t

AGENCY, REASON = "two_persons_agency", "two_persons_reason"


def draw() -> None:
    """Where the rule holds; a form that begins or ends it."""
    st.header(t("administration.two_persons"))
    names = choices.of("agency")
    asked = sorted(access.two_persons_at(open_store()))
    told = ", ".join(language.plain(names.label(one)) for one in asked) or t("administration.two_persons_nowhere")
    st.caption(f"{t('administration.two_persons_basis')} {told}.")
    with st.form("two_persons", border=True):
        st.selectbox(t("scope.agency"), list(names.labels), index=None, format_func=names.label, key=AGENCY)
        st.text_input(t("administration.reason"), key=REASON)
        with st.container(horizontal=True):
            for word, wanted in (("begin", True), ("end", False)):
                st.form_submit_button(t(f"administration.two_persons_{word}"), on_click=_press, args=(wanted,))


def _press(wanted: bool) -> None:
    agency, reason = st.session_state.get(AGENCY), str(st.session_state.get(REASON) or "").strip()
    if not agency or not reason:
        underway.refused(KinerjaError(t("administration.missing")))
        return

    def work(progress: Progress) -> acts.Done:
        origin = Origin("page", reason=reason)
        entry, _ = ask_two_persons(open_store(), agency, asked=wanted, origin=origin, progress=progress)
        return acts.Done(entry.id, {"administration.recorded": {"entry": entry.id}})

    underway.begin(acts.Asked("access", agency, f"two {agency} {wanted}", None, write="access"), work)
