"""A figure on a page, with its picture to take away, which states its origin."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analytics.figures import template
from pages import session
from pages.components import blocks, embedding, taking
from pages.content import origin, terms
from pages.content.figure_tables import Told
from pages.documents import list_file
from pages.words import language
from pages.words.language import t


def chart(
    figure: Any, name: str, alt: str, *, table: Told | None, title: str | None = None, note: str = "",
    rows: pd.DataFrame | None = None, **options: Any,
):  # fmt: skip
    """A plotly figure in our own template; `name` is the file name of its picture, `alt` what it shows in a sentence.

    Below it stand its picture to keep or to copy and its values, unless `table` is None: where a table of its own
    stands by. The picture bears `title` (`alt` where none is given and the figure has no heading), `note` (what is
    shown), and of `rows` their source, date, snapshot, filters and whether any is simulated. `options` go to
    `st.plotly_chart`; a `key` is needed.
    """
    said = title if title is not None else "" if _has_heading(figure) else alt
    told = {"title": said, "note": note, "foot": origin.foot(rows, session.current())}
    with st.container(key=f"chart_{options['key']}", gap="xsmall"):
        drawn = st.plotly_chart(figure, theme=None, config=chart_config(name, told), alt=alt, **options)
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.html(blocks.framed(_buttons(figure, alt, options["key"])), width="content")
            if table is not None:
                taking.buttons(lambda: list_file.as_shown(*table), alt, f"{options['key']}_values", of_figure=True)
        embedding.foot(options["key"], f"{said or alt} · {told['foot']}")
    return drawn


def _buttons(figure: Any, alt: str, key: str) -> str:
    alone = key if embedding.offered() else ""
    return blocks.rendered("picture_buttons", name=alt, meant=meant(figure), alone=alone)


def meant(figure: Any) -> list[tuple[str, str]]:
    """Name and key of each term of the legend, which a picture cannot link itself."""
    entries = [str(each.name or "") for each in figure.data if each.showlegend is not False]
    legend = " · ".join([figure.layout.legend.title.text or "", *entries])
    return [(terms.name(key), key) for key in terms.found(legend)]


def _has_heading(figure: Any) -> bool:
    legend = figure.layout.legend.title.text or ""
    return legend.startswith("<b>") or any((each.text or "").startswith("<b>") for each in figure.layout.annotations)


def chart_config(name: str, told: Mapping[str, str] | None = None) -> dict[str, object]:
    """The figures' configuration with our own words in the tool bar and no foreign addresses; `told` are the words that
    static/pictures.js puts on a picture."""
    spoken = language.current()
    words = {
        "Download plot as a PNG": t("cards.download_png"),
        "Download plot as a png": t("cards.download_png"),
        "Download plot": t("cards.download_png"),
        "Taking snapshot - this may take a few seconds": t("cards.drawing_png"),
        "Snapshot succeeded": t("cards.drawn_png"),
    }
    config = template.config(name)
    return {
        **config,
        "toImageButtonOptions": {**config["toImageButtonOptions"], "origin": dict(told or {})},
        "topojsonURL": "app/static/",
        "locale": spoken,
        "locales": {spoken: {"dictionary": words, "format": {}}},
    }
