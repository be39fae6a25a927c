"""Start: what an IKU is and why, the words, one indicator in a minute, which page for whom."""

import streamlit as st

from pages.components import badges
from pages.content import sentences
from pages.sections.guide import blocks, live
from pages.words import language
from pages.words.language import t

WORDS = ("target", "actual", "achievement", "class", "direction", "gap", "limits", "signal")


def draw() -> None:
    blocks.section("what")
    blocks.section("burden")
    blocks.section("words", text=False)
    st.markdown("\n".join(f"- {t(f'guide.word_{word}')}" for word in WORDS))
    blocks.section("minute")
    _live()
    blocks.section("roles")


def _live() -> None:
    row = None if live.empty() else live.find("reading")
    if row is None:
        return
    with st.container(border=True):
        live.introduce(row)
        st.markdown(language.plain(language.name(row, stem="definition")))
        with st.container(horizontal=True):
            unit = language.plain(language.name(row, stem="measure"))
            actual, target = live.numbers(row)
            st.metric(f"{t('guide.figure_actual')} ({unit})", actual, border=True)
            st.metric(f"{t('guide.figure_target')} ({unit})", target, border=True)
            st.metric(t("guide.figure_achievement"), live.achieved(row), border=True)
        with st.container(horizontal=True):
            badges.class_badge(row["tone"], live.class_word(row))
            badges.state_badge(row["state"])
            badges.assurance_badge(row["assurance"])
        live.figure(row, "guide_chart_reading")
        st.markdown(language.plain(sentences.plainly(row)))
        live.cite(row)
        live.open_button(row, "guide_open_reading")
