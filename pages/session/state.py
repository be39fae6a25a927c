"""The scope of this run, as the widgets hold it."""

import streamlit as st

from pages.content import choices
from pages.content.scope import SNAPSHOT, Scope
from pages.words import language


def current() -> Scope:
    """The view as the frame has drawn it; stops a page that is run without the frame."""
    held: Scope | None = st.session_state.get("_scope")
    if held is None:
        st.stop()
    return held


def hold() -> Scope:
    """Keep the checked values of the widgets as the scope of this run. Forged values fall back to everything."""
    agency = _known("agency", choices.of("agency")) or ""
    here = Scope(
        language=language.current(),
        agency=agency,
        units=_all_known("unit", choices.of("unit", agency)),
        regions=_all_known("region", choices.of("region")),
        indicator=_known("indicator", choices.of("indicator")) or "",
        period=_known("period", choices.of("period")) or "",
        snapshot=st.session_state.get(SNAPSHOT) or "",
    )
    st.session_state["_scope"] = here
    return here


def notices() -> list[str]:
    """What of the link could not be used, in words; each is told once."""
    told: list[str] = st.session_state.pop("_link_notices", [])
    return told


def reset() -> None:
    """Back to everything, in the same language. For use as a callback."""
    assign(agency=None, unit=[], region=[], indicator=None, period=None)


def assign(**codes: object) -> None:
    """Set sidebar values before the next run. For use in callbacks only."""
    for key, value in codes.items():
        st.session_state[key] = value


def _known(key: str, options: choices.Choices) -> str | None:
    value = st.session_state.get(key)
    return value if isinstance(value, str) and value in options.labels else None


def _all_known(key: str, options: choices.Choices) -> tuple[str, ...]:
    return tuple(value for value in st.session_state.get(key) or [] if value in options.labels)
