"""How to read each view, the status words and marks, the mark of simulation, filters and links."""

import streamlit as st

from analytics.achievement import MAIN_SCALE
from analytics.figures import palette
from pages.parts import cards, frame, source
from pages.parts.guide import blocks
from pages.parts.language import name_column, t


def draw() -> None:
    blocks.section("views", text=False)
    for view in frame.PAGES:
        if view.stem != "guide_page":
            _view(view)
    blocks.section("status")
    _states()
    blocks.section("simulated")
    blocks.section("filters")


def _view(view: frame.View) -> None:
    with st.container(border=True):
        title, icon = t(view.title), f":material/{view.icon}:"
        if (frame.FOLDER / f"{view.stem}.py").exists():
            st.page_link(f"pages/{view.stem}.py", label=f"**{title}**", icon=icon)
        else:
            st.markdown(f"{icon} **{title}**")
        st.markdown(t(f"guide.view_{view.stem.removesuffix('_page')}"))


def _states() -> None:
    lines = [
        f"- {_badge(*look, cards.state_word(code))} {t(f'guide.state_{code}')}" for code, look in cards.STATES.items()
    ]
    lines += [
        f"- {_badge(*look, cards.assurance_word(code))} {t(f'guide.assurance_{code}')}"
        for code, look in cards.ASSURANCES.items()
    ]
    st.markdown("\n".join(lines))
    st.markdown(t("guide.tones"))
    scales = source.fetch("guide_scales")
    labels = scales[scales["scale"] == MAIN_SCALE].set_index("tone")[name_column(stem="label")]
    st.markdown(
        "\n".join(
            f"- {_badge(*look, f'{cards.TONE_MARKS[tone]} {labels[tone]}')}" for tone, look in cards.TONES.items()
        )
    )
    st.markdown(t("guide.shapes"))
    st.markdown("\n".join(f"- {palette.GLYPHS[signal]} {t(f'guide.shape_{signal}')}" for signal in palette.SIGNALS))


def _badge(icon: str, color: str, words: str) -> str:
    return f":{color}-badge[:material/{icon}: {words}]"
