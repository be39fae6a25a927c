"""The sidebar: language, agency, units, regencies, indicator and period, drawn once a run."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from pages.content import choices
from pages.content.scope import SEVERAL, SINGLE, Scope
from pages.session import assign, hold, reset, write_link
from pages.words import language
from pages.words.language import t


def draw() -> Scope:
    """Draw the sidebar, keep and return the scope. Called by the frame, once a run."""
    for key, value in st.session_state.pop("_moved", {}).items():
        st.session_state[key] = value
    language.hold()
    with st.sidebar:
        st.segmented_control(
            t("scope.language"),
            language.LANGUAGES,
            default=language.LANGUAGES[0],
            format_func=language.NAMES.get,
            required=True,
            key=language.STATE_KEY,
            label_visibility="collapsed",
            width="stretch",
        )
        agency = _select("agency", choices.of("agency"), on_change=_agency_changed)
        units = choices.of("unit", agency)
        if units.labels:
            _several("unit", units)
        _several("region", choices.of("region"))
        _select("indicator", choices.of("indicator", agency))
        _select("period", choices.of("period"))
        untouched = not any(st.session_state.get(key) for key in (*SINGLE, *SEVERAL))
        st.button(t("scope.reset"), on_click=reset, icon=":material/restart_alt:", type="tertiary", disabled=untouched)
    here = hold()
    write_link(here)
    return here


def _select(key: str, options: choices.Choices, on_change: Callable | None = None) -> str | None:
    if st.session_state.get(key) not in {None, *options.labels}:
        st.session_state[key] = None
    return st.selectbox(
        t(f"scope.{key}"),
        list(options.labels),
        index=None,
        format_func=partial(options.label, spoken=language.current()),
        key=key,
        placeholder=t(f"scope.{key}_all"),
        help=t(f"scope.{key}_help"),
        on_change=on_change or "rerun",
    )


def _several(key: str, options: choices.Choices) -> list[str]:
    held = st.session_state.get(key) or []
    if any(code not in options.labels for code in held):
        st.session_state[key] = [code for code in held if code in options.labels]
    return st.multiselect(
        t(f"scope.{key}"),
        list(options.labels),
        format_func=partial(options.label, spoken=language.current()),
        key=key,
        placeholder=t(f"scope.{key}_all"),
        help=t(f"scope.{key}_help"),
        select_all=False,
    )


def _agency_changed() -> None:
    """Units belong to one agency, and so may the indicator."""
    assign(unit=[])
    known = choices.of("indicator", st.session_state.get("agency")).labels
    if st.session_state.get("indicator") not in known:
        assign(indicator=None)
