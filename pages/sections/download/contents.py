"""What a file shall hold: values by period, verdicts of series, or province values that follow from regencies."""

import streamlit as st

from pages import session
from pages.components import captions
from pages.documents import dataset
from pages.words.language import t


def draw() -> str:
    """The choice of content, and what it means."""
    kinds = list(dataset.CONTENTS)
    session.linked("download_contents", kinds, kinds[0])
    chosen = st.segmented_control(
        t("download.contents"), kinds, required=True, key="download_contents",
        format_func=lambda each: t(f"download.contents_{each}"),
    )  # fmt: skip
    captions.say(t(f"download.help_{chosen}"))
    return chosen
