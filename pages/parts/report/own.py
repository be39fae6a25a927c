"""Starting with own data: what would be set aside and what stays, then the consent, then the one entry that does it."""

import pandas as pd
import streamlit as st

from data.store import open_store
from data.submissions import Origin, foreseen, set_aside
from pages.parts import cards, language, scope, simulated
from pages.parts.language import t
from pages.parts.report import desk, publishing

COLUMNS = ("name", "simulated_series", "simulated", "left")


def draw(here: scope.Scope) -> None:
    """The way to own data on Kirim Data, closed at first; nothing where nothing simulated is published."""
    rows = simulated.counts()
    if here.snapshot or not rows["simulated"].sum():
        return
    scope.linked_flag(simulated.OPEN)
    if not st.toggle(t("own.title"), key=simulated.OPEN, help=t("own.help")):
        return
    with st.container(border=True), desk.told():
        _foreseen(rows)
        _form()


def _foreseen(rows: pd.DataFrame) -> None:
    for key, counts in zip(("own.gone", "own.stays"), foreseen(rows).values(), strict=True):
        st.markdown(t(key, n=counts["observations"], series=counts["series"], agencies=counts["agencies"]))
    shown = rows.assign(name=rows["abbreviation"], left=rows["observations"] - rows["simulated"])
    cards.table(
        shown[shown["simulated"] > 0],
        {name: t(f"own.column_{name}") for name in COLUMNS},
        dict.fromkeys(COLUMNS[1:], lambda value: language.number(value, 0)),
        key="own_table",
        alt=t("own.title"),
        height=280,
    )
    st.caption(t("own.back"))


def _form() -> None:
    with st.form("own_form", border=False):
        sender = st.text_input(
            t("report.sender"),
            st.session_state.get(publishing.SENDER, ""),
            key="own_sender",
            max_chars=desk.LONGEST_SENDER,
        )
        agreed = st.checkbox(t("own.consent"), key="own_consent")
        pressed = st.form_submit_button(t("own.now"), icon=":material/start:", type="primary")
    if not pressed:
        return
    if not agreed or not sender.strip():
        st.warning(t("own.missing"), icon=":material/edit_note:")
        return
    st.session_state[publishing.SENDER] = sender.strip()
    with st.spinner(t("report.building")):
        entry, _ = set_aside(open_store(), origin=Origin("page", sender.strip(), t("own.title", "id")))
        publishing.say(t("own.done", submission=entry.id), pd.DataFrame(), (entry.id,))
        st.rerun()
