"""What another page asked of the next one besides its scope: a part of the guide, the form of a correction."""

import streamlit as st

GUIDE, CORRECTION = "_asked_guide", "_asked_correction"
PLACE = "place"


def of_guide(topic: str) -> tuple[str, str] | None:
    """Topic and section or term that were asked for, once, by another page or by the link, which names the `topic`;
    nothing where the guide is opened by itself."""
    asked: tuple[str, str] | None = st.session_state.pop(GUIDE, None)
    place = st.query_params.pop(PLACE, None) if PLACE in st.query_params else None
    return asked or ((topic, place) if place else None)


def to_correct(indicator: str) -> bool:
    """Whether the correction of this indicator was asked for."""
    return st.session_state.get(CORRECTION) == indicator
