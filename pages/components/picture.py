"""Blocks that hold a drawing: `st.html` drops every `<svg>`, so a component puts the markup of a template in place."""

from functools import cache

import streamlit as st

SCRIPT = """export default function ({ data, parentElement }) {
  const box = parentElement.querySelector(".ka");
  if (box && box.dataset.shown !== data.markup) { box.innerHTML = data.markup; box.dataset.shown = data.markup; }
}
"""


@cache
def _component():
    return st.components.v2.component(
        "kinerja_picture", html='<div class="ka"></div>', js=SCRIPT, isolate_styles=False
    )


def show(markup: str, key: str) -> None:
    """Show the markup of a template, drawings included; the template has escaped whatever it shows."""
    _component()(data={"markup": markup}, key=key)
