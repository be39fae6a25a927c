"""The topics of the guide, one module each. `/panduan?topic=trend` opens one; every heading has an anchor.

Words are in catalogue/guide.toml and glossary.toml, class scales in analytics/scales.csv; worked examples are computed
by the functions that the marts use, and examples from live data are picked by data/queries/guide_*.sql.
"""

from collections.abc import Callable

import streamlit as st

from pages.parts.guide import classes, gap, glossary, live, reading, regions, sending, start, trend
from pages.parts.language import t

TOPICS: dict[str, Callable[[], None]] = {
    "start": start.draw,
    "read": reading.draw,
    "classes": classes.draw,
    "trend": trend.draw,
    "gap": gap.draw,
    "regions": regions.draw,
    "data": sending.draw,
    "glossary": glossary.draw,
}
WITHOUT_EXAMPLES = {"read", "data", "glossary"}
PARAMETER = "topic"
KEY = "guide_topic"
LINKED = "_guide_linked"


def choose() -> str:
    """The topic, kept in the link by its code, so that the link holds in both languages and the way back works."""
    asked = st.query_params.get(PARAMETER)
    held = st.session_state.get(KEY)
    if asked in TOPICS and (held not in TOPICS or asked != st.session_state.get(LINKED)):
        st.session_state[KEY] = asked
    elif held not in TOPICS:
        st.session_state[KEY] = next(iter(TOPICS))
    picked = st.segmented_control(
        t("guide.topic"),
        list(TOPICS),
        format_func=lambda code: t(f"guide.topic_{code}"),
        key=KEY,
        required=True,
        label_visibility="collapsed",
    )
    st.session_state[LINKED] = picked
    if asked != picked:
        st.query_params[PARAMETER] = picked
    return picked


def say_if_empty(topic: str) -> None:
    """Say once, above a topic with live examples, that there is no data to take them from."""
    if topic not in WITHOUT_EXAMPLES and live.empty():
        st.info(t("guide.example_empty"), icon=":material/inbox:")
