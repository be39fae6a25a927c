"""How to read each view, the status words and marks, the mark of simulation, filters and links."""

import streamlit as st

from analytics.achievement import MAIN_SCALE
from analytics.figures import palette
from pages.content import reader
from pages.sections.guide import blocks
from pages.session import views
from pages.words import signs
from pages.words.language import name_column, t


def draw() -> None:
    blocks.section("views", text=False)
    for view in views.shown_to(reader.rights()):
        if view.name != "guide":
            _view(view)
    blocks.section("status")
    _states()
    blocks.section("simulated")
    blocks.section("filters")


def _view(view: views.View) -> None:
    with st.container(border=True):
        title, icon = t(view.title), f":material/{view.icon}:"
        st.page_link(view.script, label=f"**{title}**", icon=icon)
        st.markdown(t(f"guide.view_{view.name}"))


def _states() -> None:
    lines = [
        f"- {_badge(color, f'{signs.icon(code)} {signs.state_word(code)}')} {t(f'guide.state_{code}')}"
        for code, (_, color) in signs.STATES.items()
    ]
    lines += [
        f"- {_badge(color, signs.assurance_word(code))} {t(f'guide.assurance_{code}')}"
        for code, color in signs.ASSURANCES.items()
    ]
    st.markdown("\n".join(lines))
    st.markdown(t("guide.tones"))
    scales = reader.fetch("guide_scales")
    labels = scales[scales["scale"] == MAIN_SCALE].set_index("tone")[name_column(stem="label")]
    classes = [f"- {_badge(color, f'{signs.PIPS[tone]} {labels[tone]}')}" for tone, color in signs.TONES.items()]
    st.markdown("\n".join(classes))
    st.markdown(t("guide.shapes"))
    st.markdown("\n".join(f"- {palette.GLYPHS[signal]} {t(f'guide.shape_{signal}')}" for signal in palette.SIGNALS))


def _badge(color: str, words: str) -> str:
    return f":{color}-badge[{words}]"
