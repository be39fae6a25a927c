"""How to read the file: steps for Excel, and code, a tab a tool."""

import streamlit as st

from pages.documents import code_snippets, dataset
from pages.words import language
from pages.words.language import t


def draw(selection: dataset.Selection) -> None:
    """Words and code for the CSV of the reader's marks and the other formats, made when they are asked for."""
    fold = st.expander(t("download.reading"), icon=":material/code:", key="download_reading", on_change="rerun")
    if not fold.open:
        return
    told = code_snippets.snippets(selection, "," if language.current() == "id" else ".")
    with fold:
        for tab, (_, text, code) in zip(st.tabs([title for title, _, _ in told]), told, strict=True):
            with tab:
                if code:
                    st.code(text, language=code)
                else:
                    st.markdown(text)
