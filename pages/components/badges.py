"""Status as badges, and the button to what the words and signs mean."""

import streamlit as st

from pages import session
from pages.words.language import t
from pages.words.signs import ASSURANCES, STATES, TONES, assurance_word, state_word


def state_badge(state: str) -> None:
    """The trend signal as a badge: icon, word and colour."""
    icon, color = STATES.get(state, STATES["cannot_say"])
    st.badge(state_word(state), icon=f":material/{icon}:", color=color)


def assurance_badge(assurance: str) -> None:
    """Whether the target will be met, as a badge."""
    icon, color = ASSURANCES.get(assurance, ASSURANCES["cannot_say"])
    st.badge(assurance_word(assurance), icon=f":material/{icon}:", color=color)


def class_badge(tone: str, words: str) -> None:
    """The class of an achievement as a badge; `words` from `class_words`."""
    icon, color = TONES.get(tone, ("help", "gray"))
    st.badge(words, icon=f":material/{icon}:", color=color)


def explained(key: str, topic: str = "read") -> None:
    """A button to what the words and signs of status mean, in the guide."""
    st.button(
        t("cards.explained"), icon=":material/help:", type="tertiary", key=f"explained_{key}",
        on_click=session.open_page, args=("guide",), kwargs={"guide_topic": topic},
    )  # fmt: skip


def simulated_badge() -> None:
    """The mark of simulated data beside a single item."""
    st.badge(t("cards.simulated"), icon=":material/science:", color="orange")
