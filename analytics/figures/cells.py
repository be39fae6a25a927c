"""Rectangles in data coordinates, the stuff of tile maps and matrices.

They are bars, because a click on a plotly bar selects it anywhere on its face while a click on a heatmap selects
nothing, because bars grow with the figure and because they can be hatched.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import template

GAP = 0.06


def add(
    figure: go.Figure,
    cells: pd.DataFrame,
    classes: pd.DataFrame,
    colours,
    *,
    text_size: int,
    selected: object = None,
    counted: bool = True,
) -> None:
    """One rectangle a row, at column `x` and row `y` (unit squares), with a legend entry for each class.

    cells: x, y, class (key of `classes`), text, hover, code (given back as customdata by a click). classes without
    a cell keep their legend entry; `counted` puts the number of cells behind it.
    """
    for entry in classes.to_dict("records"):
        rows = cells[cells["class"] == entry["key"]]
        words = template.escaped(entry["label"])
        chosen = rows["code"].map(lambda code: code == selected).to_numpy(dtype=bool)
        empty = rows.empty
        figure.add_bar(
            orientation="h",
            x=[None] if empty else [1 - GAP] * len(rows),
            base=[None] if empty else (rows["x"] - 0.5 + GAP / 2).tolist(),
            y=[None] if empty else rows["y"].tolist(),
            width=1 - GAP,
            name=f"{words} ({len(rows)})" if counted else words,
            marker={
                "color": entry["fill"],
                "line": {
                    "color": [colours.text if c else colours.edge for c in chosen] or colours.edge,
                    "width": [3 if c else 0.8 for c in chosen] or 0.8,
                },
                "pattern": {"shape": entry["pattern"], "fgcolor": colours.hatch, "size": 6, "solidity": 0.2},
            },
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            text=rows["text"].map(template.escaped).str.replace("\n", "<br>").tolist(),
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="inside",
            textfont={"size": text_size, "color": colours.text if entry["pattern"] else entry["on_fill"]},
            customdata=rows["code"].tolist(),
            hovertext=rows["hover"].tolist(),
            hoverinfo="text",
        )
    figure.update_layout(barmode="overlay", clickmode="event+select")
