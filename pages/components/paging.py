"""Long lists a page at a time, and how many rows are left out."""

import math

import streamlit as st

from pages.words.language import t


def cut(shown: int, total: int) -> None:
    """Say how many rows a list leaves out."""
    if shown < total:
        st.caption(t("quality.shown_of", n=shown, total=total))


def first_row(total: int, rows: int, key: str, *, at: int | None = None, most: int | None = None) -> int:
    """The first row of the page that is looked at, of `total` rows, `rows` a page; asked for where there are several.

    `at` is a row whose page is to be opened, `most` the last page that may be.
    """
    pages = min(math.ceil(total / rows), most or total)
    if pages < 2:
        return 0
    wanted = st.session_state.get(key, 1) if at is None else at // rows + 1
    st.session_state[key] = min(int(wanted), pages)
    page = st.number_input(t("cards.page", pages=pages), min_value=1, max_value=pages, key=key, width=240)
    return rows * (page - 1)
