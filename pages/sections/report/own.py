"""Starting with own data: what would be set aside and what stays, then the consent, then the one entry that does it."""

import pandas as pd
import streamlit as st

from data.rights import ALL
from data.settings import settings
from data.store import open_store
from data.submissions import Origin, Progress, foreseen, set_aside
from pages import session
from pages.components import errors, simulated, tables
from pages.content import reader, scope
from pages.sections.report import publishing
from pages.session import acts
from pages.words import language
from pages.words.language import t

PRESSED_HERE = "_own_pressed_here"
COLUMNS = ("name", "simulated_series", "simulated", "left")


def draw(here: scope.Scope) -> None:
    """The way to own data on Kirim Data, closed at first; nothing for who may not, or where nothing is simulated."""
    rows = simulated.counts()
    if not reader.rights().may("administer", ALL) or here.snapshot or not rows["simulated"].sum():
        return
    if not st.toggle(t("own.title"), key=simulated.OPEN, help=t("own.help"), on_change=_pressed_here):
        return
    with st.container(border=True), errors.told():
        _foreseen(rows)
        _form()


def asked_for() -> bool:
    """Whether another page or a link led here for this: then it stands first, else behind the reports."""
    session.linked_flag(simulated.OPEN)
    return bool(st.session_state.get(simulated.OPEN)) and not st.session_state.get(PRESSED_HERE)


def _pressed_here() -> None:
    st.session_state[PRESSED_HERE] = True


def _foreseen(rows: pd.DataFrame) -> None:
    for key, counts in zip(("own.gone", "own.stays"), foreseen(rows).values(), strict=True):
        st.markdown(t(key, n=counts["observations"], series=counts["series"], agencies=counts["agencies"]))
    shown = rows.assign(name=rows["abbreviation"], left=rows["observations"] - rows["simulated"])
    tables.table(
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
        publishing.ask_sender("own_sender")
        st.checkbox(t("own.consent"), key="own_consent")
        st.form_submit_button(
            t("own.now"),
            icon=":material/start:",
            type="primary",
            on_click=_press,
            args=(reader.snapshot().id,),
            disabled=acts.is_running(settings().store, "own"),
        )


def _press(looked: str) -> None:
    """Callback: set aside what was shown as simulated."""
    sender = publishing.sender("own_sender")
    if not sender or not st.session_state.get("own_consent"):
        st.session_state[publishing.NOTICE] = t("own.missing")
        return

    def work(progress: Progress) -> acts.Done:
        origin = Origin("page", sender, t("own.title", "id"))
        entry, _ = set_aside(open_store(), progress, origin, expect=looked)
        return acts.Done(entry.id, {"own.done": {"submission": entry.id}})

    publishing.begin(acts.Asked("own", "", "own", looked, sender), work)
