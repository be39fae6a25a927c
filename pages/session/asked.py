"""What another page asked of the next one besides its scope: a part of the guide, the form of a correction."""

import streamlit as st

GUIDE, CORRECTION = "_asked_guide", "_asked_correction"


def of_guide() -> tuple[str, str] | None:
    """Topic and section or term that were asked for, once; nothing where the guide is opened by itself."""
    asked: tuple[str, str] | None = st.session_state.pop(GUIDE, None)
    return asked


def to_correct(indicator: str) -> bool:
    """Whether the correction of this indicator was asked for."""
    return st.session_state.get(CORRECTION) == indicator
