"""The visit that a run of the script belongs to: what its browser and its link say, kept by Streamlit's session."""

import datetime as dt

import streamlit as st

from data.rights import Rights
from data.store import Snapshot
from pages.content import reader
from pages.session import person
from pages.words import language

SNAPSHOT, MOMENT = "_snapshot", "_moment"


class Visit:
    """The one who is being served, as `content.reader` asks for it."""

    def snapshot(self) -> Snapshot | None:
        held: Snapshot | None = st.session_state.get(SNAPSHOT)
        return held

    def moment(self) -> tuple[int | None, dt.date | None]:
        return st.session_state.get(MOMENT) or (None, None)

    def theme(self) -> str:
        return "dark" if st.context.theme.type == "dark" else "light"

    def rights(self) -> Rights:
        return person.rights()

    def hold(self, snapshot: Snapshot, moment: tuple[int | None, dt.date | None]) -> None:
        st.session_state[SNAPSHOT], st.session_state[MOMENT] = snapshot, moment


def spoken() -> str:
    """The language chosen, or asked for by the link."""
    chosen = st.session_state.get(language.STATE_KEY)
    asked = st.query_params.get_all(language.STATE_KEY)
    return chosen if chosen in language.LANGUAGES else language.spoken(asked)


language.ask(spoken)
reader.serve(Visit())
