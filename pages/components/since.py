"""What changed since the reader was last here: the browser keeps what it was shown, the program nothing."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

SCRIPT = Path(__file__).with_name("since.js").read_text("utf-8")


def show(now: Mapping[str, object], words: Mapping[str, object], address: str) -> None:
    """One line where the browser remembers another snapshot than that of `now` (snapshot, day, and counts by name).

    `words` are the sentences `since` with {day} and {changes}, `same` with {day}, a text `change` with {name}, {before}
    and {now}, the name of each count, and `link`, the label of the way to `address`, to which the remembered snapshot
    is added.
    """
    mount = st.components.v2.component("kinerja_since", html='<div class="ka"></div>', js=SCRIPT, isolate_styles=False)
    mount(data={"now": dict(now), "words": dict(words), "address": address}, key="since")
