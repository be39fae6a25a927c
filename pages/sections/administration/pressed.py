"""What was pressed here: on its way, not done, or done."""

import streamlit as st

from pages.components import underway


def draw() -> None:
    """The end of the newest act of this visitor, and all that are on their way."""
    underway.draw("access")
    for act in underway.own_ended("access")[:1]:
        st.success(underway.ended_well(act), icon=":material/task_alt:")
        underway.close_button(act)
