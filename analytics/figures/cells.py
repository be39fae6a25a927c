"""Rectangles in data coordinates, the stuff of tile maps and matrices.

They are bars, because a click on a plotly bar selects it anywhere on its face while a click on a heatmap selects
nothing, because bars grow with the figure and because they can be hatched.
"""

from __future__ import annotations

from collections.abc import Mapping

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
        figure.add_bar(
            orientation="h",
            **_faces(rows),
            name=f"{words} ({len(rows)})" if counted else words,
            marker=_marker(entry, [code == selected for code in rows["code"]], colours),
            **template.UNDIMMED,
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


def _faces(rows: pd.DataFrame) -> dict:
    """Where the rectangles lie; without any, a trace that shows in the legend alone."""
    if rows.empty:
        return {"x": [None], "base": [None], "y": [None], "width": 1 - GAP}
    return {
        "x": [1 - GAP] * len(rows),
        "base": (rows["x"] - 0.5 + GAP / 2).tolist(),
        "y": rows["y"].tolist(),
        "width": 1 - GAP,
    }


def _marker(entry: Mapping, chosen: list[bool], colours) -> dict:
    return {
        "color": entry["fill"],
        "line": template.outline(chosen, colours, 0.8) if chosen else {"color": colours.edge, "width": 0.8},
        "pattern": {"shape": entry["pattern"], "fgcolor": colours.hatch, "size": 6, "solidity": 0.2},
    }
