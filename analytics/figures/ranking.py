"""Regencies as ranked dots, with the province, the target and, where counts allow, an interval."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analytics.decimals import number_text
from analytics.figures import palette, template
from analytics.figures.choropleth import hover

TEXTS = ("value", "target", "class", "source", "province", "simulated", "empty")
OPTIONAL = ("title", "caption", "axis", "interval")
ROW_HEIGHT, LINE_HEIGHT = 22, 13
LABEL_WIDTH = 26


def draw(
    regions: pd.DataFrame,
    classes: pd.DataFrame,
    texts: Mapping[str, str],
    *,
    theme: str = "light",
    language: str = "id",
    better: str = "higher",
    province: float | None = None,
    target: float | None = None,
    decimals: int = 1,
    selected: str | None = None,
) -> go.Figure:
    """One dot a region, the best on top; regions without a value stand below, named as such by their class.

    regions: region, name, amount (number), class (key of `classes`), and where they apply low and high (interval) and
    the tooltip texts of the map. A click gives the code of the region as customdata.
    """
    if regions.empty or regions["amount"].isna().all():
        return template.nothing(texts, theme, language)
    texts = template.marked(texts, regions.get("status"))
    colours = palette.theme(theme)
    rows = regions.sort_values(["amount", "name"], ascending=[better == "lower", True], na_position="last")
    rows = rows.reset_index(drop=True)
    names = [template.folded(name, LABEL_WIDTH) for name in rows["name"]]
    row_height = ROW_HEIGHT + LINE_HEIGHT * (max(map(len, names)) - 1)
    height = 130 + template.heading_height(texts) + row_height * len(rows)
    figure = template.blank(theme, language, height, clickmode="event+select", hoverdistance=30)
    _lines(figure, province, target, len(rows), texts, colours)
    _dots(figure, rows, classes, texts, colours, selected)
    reach = _reach(rows, province, target)
    _values(figure, rows, reach[1], colours, decimals, language)
    _missing(figure, rows, classes, colours)
    words = template.escaped(texts.get("axis", ""))
    figure.update_xaxes(title_text=words, range=reach, zeroline=False, nticks=6)
    figure.update_xaxes(exponentformat="none", separatethousands=True)
    template.named_rows(figure, names, (len(rows) - 0.4, -0.6), colours, grid=True)
    return template.headed(figure, texts, theme)


def _reach(rows: pd.DataFrame, province, target) -> list[float]:
    """The axis from the smallest to the largest of all that is drawn, with room for the value beside the last dot."""
    drawn = rows[[c for c in ("amount", "low", "high") if c in rows]].to_numpy(dtype=float).ravel()
    drawn = pd.Series([*drawn, province, target], dtype=float).dropna()
    width = (drawn.max() - drawn.min()) or abs(drawn.max()) or 1.0
    return [drawn.min() - 0.06 * width, drawn.max() + 0.25 * width]


def _lines(figure, province, target, n: int, texts, colours) -> None:
    for value, words, dash in ((province, texts["province"], "solid"), (target, texts["target"], "dash")):
        if value is None or value != value:
            continue
        figure.add_scatter(
            x=[value, value],
            y=[-0.6, n - 0.4],
            mode="lines",
            line={"color": colours.text, "width": 1.5, "dash": dash},
            name=template.escaped(words),
            hoverinfo="skip",
        )


def _dots(figure, rows, classes, texts, colours, selected) -> None:
    for entry in classes.to_dict("records"):
        some = rows[(rows["class"] == entry["key"]) & rows["amount"].notna()]
        if some.empty:
            continue
        figure.add_scatter(
            x=some["amount"],
            y=some.index,
            mode="markers",
            marker={
                "size": 12,
                "color": entry["fill"],
                "line": template.outline(some["region"] == selected, colours, 1.2),
            },
            **template.UNDIMMED,
            cliponaxis=False,
            name=template.escaped(entry["label"]),
            customdata=some["region"].tolist(),
            hovertext=[hover(row, texts) for row in some.to_dict("records")],
            hoverinfo="text",
            **_interval(some, colours),
        )


def _interval(rows, colours) -> dict:
    if not {"low", "high"} <= set(rows):
        return {}
    return {
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": (rows["high"] - rows["amount"]).tolist(),
            "arrayminus": (rows["amount"] - rows["low"]).tolist(),
            "color": colours.muted,
            "thickness": 1.4,
            "width": 0,
        }
    }


def _values(figure, rows, right: float, colours, decimals, language) -> None:
    """The numbers as a column at the right, clear of lines and intervals."""
    some = rows[rows["amount"].notna()]
    figure.add_scatter(
        x=[right] * len(some),
        y=some.index,
        mode="text",
        text=[number_text(value, decimals, language) for value in some["amount"]],
        textposition="middle left",
        textfont={"size": template.SIZE - 2, "color": colours.text},
        hoverinfo="skip",
        showlegend=False,
    )


def _missing(figure, rows, classes, colours) -> None:
    """The word for a missing value where the dot would be."""
    words = classes.set_index("key")["label"]
    for at, row in rows[rows["amount"].isna()].iterrows():
        figure.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            xshift=6,
            y=at,
            text=template.escaped(words.get(row["class"], words.get("no_data", ""))),
            showarrow=False,
            font={"size": template.SIZE - 3, "color": colours.muted},
        )
