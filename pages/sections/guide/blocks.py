"""The building blocks of the guide: sections with anchors, notes below a method, small tables."""

from collections.abc import Iterable, Sequence

import streamlit as st

from pages.words import language
from pages.words.language import t


def section(key: str, text: bool = True, **values: object) -> None:
    """Heading `<key>_title` with the anchor `key`, and the words of `key` below it."""
    st.header(t(f"guide.{key}_title"), anchor=key.replace("_", "-"))
    if text:
        st.markdown(t(f"guide.{key}", **values))


def worked(key: str, **values: object) -> None:
    """A worked example in a frame of its own; its figures are made up and say so."""
    with st.container(border=True):
        st.markdown(f":gray-badge[:material/calculate: {t('guide.worked')}] {t(key, **values)}")
        st.caption(t("guide.made_up"))


def notes(key: str, limits: bool = True) -> None:
    """Limits and source of a method, below it."""
    if limits:
        st.markdown(f"**{t('guide.limits')}.** {t(f'guide.{key}_limits')}")
    st.caption(f"{t('guide.source')}: {t(f'guide.{key}_source')}")


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A small table of words that are already safe for Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    st.markdown("\n".join("| " + " | ".join(line) + " |" for line in lines))


def listed(values: Iterable[float], decimals: int = 0) -> str:
    """Numbers one after the other, parted so that a decimal comma does not confuse."""
    return "; ".join(language.number(value, decimals) for value in values)


def probability(p: float) -> str:
    """A p-value behind its `p`: three decimals, or less than the smallest they can show."""
    return f"< {language.number(0.001, 3)}" if p < 0.001 else f"= {language.number(p, 3)}"
