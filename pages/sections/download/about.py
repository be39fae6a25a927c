"""Citation, filters, sources, licence and the dictionary of columns, as the file itself says them."""

import streamlit as st

from pages.documents import dataset
from pages.words import language
from pages.words.language import t


def draw(selection: dataset.Selection) -> None:
    """How to cite, and what the file says of itself, folded."""
    st.header(t("download.about_citation"))
    st.code(dataset.citation(selection), language=None, wrap_lines=True)
    fold = st.expander(t("download.about"), icon=":material/info:", key="download_about", on_change="rerun")
    if not fold.open:
        return
    with fold:
        for title, words in dataset.about(selection):
            st.markdown(f"**{title}**  \n{language.plain(words)}")
        st.markdown(f"**{t('download.columns')}**")
        st.dataframe(dataset.columns(selection), hide_index=True)
