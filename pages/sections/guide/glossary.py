"""The glossary: Indonesian terms, English names and meanings, with a search."""

from typing import NamedTuple

import streamlit as st

from pages.words import language
from pages.words.language import t

LONGEST_SEARCH = 60
SEARCH = "guide_search"


class Term(NamedTuple):
    """One entry: its name in both languages, its meaning in the reader's, and everything a search looks through."""

    name: str
    english: str
    meaning: str
    searched: str


def draw() -> None:
    st.header(t("guide.topic_glossary"), anchor="glossary")
    st.markdown(t("guide.glossary_intro"))
    wanted = st.text_input(
        t("guide.glossary_search"),
        placeholder=t("guide.glossary_hint"),
        key=SEARCH,
        max_chars=LONGEST_SEARCH,
        icon=":material/search:",
    )
    found = matching(wanted)
    if not found:
        st.info(t("guide.glossary_none"), icon=":material/search_off:")
        return
    st.caption(t("guide.glossary_found", n=len(found)))
    st.markdown("\n\n".join(f"**{term.name}** · *{term.english}*  \n{term.meaning}" for term in found))


def matching(wanted: str) -> list[Term]:
    """Terms that hold every word of `wanted`, in name or meaning of either language; those named so come first."""
    words = wanted.casefold().split()
    found = [term for term in terms() if all(word in term.searched for word in words)]
    return sorted(found, key=lambda term: not all(word in f"{term.name} {term.english}".casefold() for word in words))


def terms() -> list[Term]:
    """All terms, by their Indonesian name."""
    keys = (key for key in language.catalogue() if key.startswith("glossary.") and not key.endswith("_term"))
    return sorted((_term(key) for key in keys), key=lambda term: term.name.casefold())


def _term(key: str) -> Term:
    name, english = (t(f"{key}_term", spoken) for spoken in language.LANGUAGES)
    meanings = [t(key, spoken) for spoken in language.LANGUAGES]
    return Term(name, english, t(key), " ".join((name, english, *meanings)).casefold())
