"""Status as badges, and the button to what the words and signs mean."""

import streamlit as st

from pages import session
from pages.words.language import t
from pages.words.signs import ASSURANCES, PIPS, STATES, TONES, assurance_word, icon, state_word


def state_badge(state: str) -> None:
    """The trend signal as a badge: icon, word and colour."""
    _, color = STATES.get(state, STATES["cannot_say"])
    st.badge(state_word(state), icon=icon(state), color=color)


def assurance_badge(assurance: str) -> None:
    """Whether the target will be met, as a badge."""
    st.badge(assurance_word(assurance), color=ASSURANCES.get(assurance, ASSURANCES["cannot_say"]))


def class_badge(tone: str, words: str) -> None:
    """The class of an achievement as a badge; `words` from `class_words`."""
    st.badge(f"{PIPS[tone]} {words}" if tone in PIPS else words, color=TONES.get(tone, "gray"))


def explained(key: str, topic: str = "read") -> None:
    """A button to what the words and signs of status mean, in the guide."""
    st.button(
        t("cards.explained"), icon=":material/help:", type="tertiary", key=f"explained_{key}",
        on_click=session.open_page, args=("guide",), kwargs={"guide_topic": topic},
    )  # fmt: skip


def simulated_badge() -> None:
    """The mark of simulated data beside a single item."""
    st.badge(t("cards.simulated"), color="gray")
