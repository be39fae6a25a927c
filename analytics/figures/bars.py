"""How many fall into each class, as one thin stacked bar a row, with the numbers in it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import palette, template

TEXTS = ("empty",)
OPTIONAL = ("title", "caption", "simulated")
ROW_HEIGHT = 34


def draw(
    counts: pd.DataFrame,
    classes: pd.DataFrame,
    texts: Mapping[str, str],
    *,
    theme: str = "light",
    language: str = "id",
    share: bool = False,
    simulated: bool = False,
) -> go.Figure:
    """Class counts, rows in the order in which they first appear.

    counts: row, row_label ('' for a single bar), class (key of `classes`), count. share: every bar has the same
    length, for rows of different size. A click gives [row, class] as customdata.
    """
    counts = counts[counts["count"] > 0]
    if counts.empty:
        return template.nothing(texts, theme, language, 100)
    colours = palette.theme(theme)
    down = counts.drop_duplicates("row").reset_index(drop=True)
    place = dict(zip(down["row"], down.index, strict=True))
    total = counts.groupby("row")["count"].transform("sum")
    length = counts["count"] / total if share else counts["count"]
    height = 130 + template.heading_height(texts) + ROW_HEIGHT * len(down)
    figure = template.blank(theme, language, height, barmode="stack", clickmode="event+select", bargap=0.25)
    for entry in classes.to_dict("records"):
        rows = counts["class"] == entry["key"]
        if not rows.any():
            continue
        some = counts[rows]
        words = template.escaped(entry["label"])
        figure.add_bar(
            orientation="h",
            x=length[rows].tolist(),
            y=some["row"].map(place).tolist(),
            name=words,
            marker={
                "color": entry["fill"],
                "line": {"color": colours.edge, "width": 0.8},
                "pattern": {"shape": entry["pattern"], "fgcolor": colours.hatch, "size": 6, "solidity": 0.2},
            },
            text=[template.number(count, 0, language) for count in some["count"]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": template.SIZE - 1, "color": colours.text if entry["pattern"] else entry["on_fill"]},
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            customdata=list(zip(some["row"], some["class"], strict=True)),
            hovertext=[f"{words}: <b>{template.number(count, 0, language)}</b>" for count in some["count"]],
            hoverinfo="text",
        )
    named = down["row_label"].astype(bool).any()
    figure.update_xaxes(visible=False)
    figure.update_yaxes(
        visible=bool(named),
        tickvals=list(down.index),
        ticktext=["<br>".join(template.folded(words, 20)) for words in down["row_label"]],
        range=[len(down) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
        tickfont={"color": colours.text},
    )
    if simulated:
        template.watermark(figure, texts["simulated"], theme, font_size=18, textangle=0)
    return template.headed(figure, texts, theme)
