"""Links of blocks and of terms: a plain click goes there without loading the page anew; any other use of one stays."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import streamlit as st

SCRIPT = Path(__file__).with_name("way.js").read_text("utf-8")
KEY = "way"


def listen(follow: Callable[[str, dict[str, list[str]]], None]) -> None:
    """Hear clicks on links of blocks; `follow` is called before the next run with the address and its parameters."""
    mount = st.components.v2.component("kinerja_way", js=SCRIPT)

    def go() -> None:
        href = urlsplit(str(st.session_state[KEY].get("go") or ""))
        follow(href.path.rpartition("/")[2], parse_qs(href.query))

    mount(key=KEY, on_go_change=go)
