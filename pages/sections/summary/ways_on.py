"""From Ringkasan to the meeting, to what was revised and to the quality of the data."""

import streamlit as st

from pages import session
from pages.components import badges
from pages.words.language import t


def draw() -> None:
    """The signs explained, and three buttons."""
    with st.container(horizontal=True, vertical_alignment="center"):
        badges.explained("summary")
        st.button(
            t("meeting.open"), icon=":material/co_present:", key="summary_meeting", help=t("meeting.open_help"),
            on_click=session.open_page, args=("meeting",),
        )  # fmt: skip
        if not session.is_there("quality"):
            return
        st.button(
            t("summary.revised"), icon=":material/history:", type="tertiary", key="summary_revised",
            on_click=session.open_page, args=("quality",), kwargs={"quality_part": "snapshots"},
        )  # fmt: skip
        st.button(
            t("summary.open_quality"), icon=":material/fact_check:", type="tertiary", key="summary_quality",
            on_click=session.open_page, args=("quality",),
        )  # fmt: skip
