"""The topics of the guide, one module each. `/panduan?topic=trend` opens one; every heading has an anchor.

Words are in words/texts/guide.toml and glossary.toml, class scales in analytics/achievement/scales.csv. Worked examples
are computed by the functions that the marts use, and examples from live data are picked by data/queries/guide_*.sql.
"""

from collections.abc import Callable

import streamlit as st

from pages.sections.guide import classes, gap, glossary, live, reading, regions, sending, start, trend
from pages.session import asked as asked_for
from pages.words import language
from pages.words.language import t

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


def draw() -> None:
    """The choice of a topic, and the topic."""
    topic = choose()
    say_if_empty(topic)
    TOPICS[topic]()


def choose() -> str:
    """The topic, kept in the link by its code, so that the link holds in both languages and the way back works."""
    wanted = asked_for.of_guide(st.query_params.get(PARAMETER, ""))
    if wanted and wanted[0] in TOPICS:
        st.session_state[KEY] = st.session_state[LINKED] = wanted[0]
        st.query_params[PARAMETER] = wanted[0]
        _point_at(*wanted)
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


def _point_at(topic: str, place: str) -> None:
    """Bring to a section of the topic; in the glossary, look the term up."""
    if topic == "glossary" and f"glossary.{place}_term" in language.catalogue():
        st.session_state[glossary.SEARCH] = t(f"glossary.{place}_term")
    elif f"guide.{place}_title" in language.catalogue():
        st.markdown(t("guide.found", title=t(f"guide.{place}_title"), anchor=place.replace("_", "-")))


def say_if_empty(topic: str) -> None:
    """Say once, above a topic with live examples, that there is no data to take them from."""
    if topic not in WITHOUT_EXAMPLES and live.empty():
        st.info(t("guide.example_empty"), icon=":material/inbox:")
