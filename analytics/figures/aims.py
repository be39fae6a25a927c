"""Targets in a figure of one indicator in time: of the periods that have a value, and of those ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.decimals import number_text
from analytics.figures import palette, side_words, template

Texts = Mapping[str, str]

HALF = 0.012  # of the axis: half the length of a level line, half the width of a box


def draw(
    figure: go.Figure, points: pd.DataFrame, texts: Texts, colours: palette.Theme, decimals: int, language: str, *,
    yearly: bool,
) -> None:  # fmt: skip
    """The targets of the points (start, label and where they apply target, target_low, target_high), none joined over
    a period without one; the last is named."""
    low, high = (points.get(name, pd.Series(np.nan, index=points.index)) for name in ("target_low", "target_high"))
    banded = low.notna() & high.notna()
    target = points.get("target", pd.Series(np.nan, index=points.index)).where(~banded).astype(float)
    for rows in _runs(points[banded]):
        line = {"width": 1, "color": colours.text, "dash": "dash"}
        figure.add_scatter(
            x=[*rows["start"], *rows["start"][::-1]], y=[*rows["target_high"], *rows["target_low"][::-1]], mode="lines",
            fill="toself", fillcolor=colours.target, line=line, name=texts["target"], showlegend=False,
            hoverinfo="skip",
        )  # fmt: skip
    if target.notna().any():
        alone = target.notna() & (yearly | (target.shift().isna() & target.shift(-1).isna()))
        _line(figure, points["start"], target, alone, texts, colours, yearly)
        at = target.last_valid_index()
        shown = points["actual"].dropna()
        when = "" if at == shown.last_valid_index() else f" {points['label'][at]}:"
        told = f"{texts['target']}{when} {number_text(target[at], decimals, language)}"
        above = shown.empty or target[at] >= shown.iloc[-1]
        words(figure, points["start"][at], target[at], template.escaped(told), colours, above=above)


def _runs(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Rows whose places follow each other."""
    places = pd.Series(rows.index, index=rows.index)
    return [part for _, part in rows.groupby((places.diff() != 1).cumsum())]


def _line(
    figure: go.Figure, start: pd.Series, target: pd.Series, alone: pd.Series, texts: Texts, colours: palette.Theme,
    yearly: bool,
) -> None:  # fmt: skip
    figure.add_scatter(
        x=start,
        y=target,
        mode="markers" if yearly else "lines+markers",
        marker={"symbol": "line-ew", "size": np.where(alone, 16, 0), "line": {"width": 2, "color": colours.text}},
        line={"width": 1.6, "color": colours.text, "dash": "dash"},
        name=texts["target"],
        showlegend=False,
        connectgaps=False,
        hoverinfo="skip",
    )


def ahead(
    figure: go.Figure, last: pd.Series, later: Sequence[Mapping[str, Any]], texts: Texts, colours: palette.Theme
) -> None:
    """Targets after the last value, each with its words, and the way from that value to the last of them."""
    final = later[-1]
    nearer = min((final["low"], final["high"]), key=lambda end: abs(end - last["actual"]))
    figure.add_scatter(
        x=[last["start"], final["start"]], y=[last["actual"], nearer], mode="lines", showlegend=False, hoverinfo="skip",
        line={"width": 1.6, "color": colours.text, "dash": "dash"}, name=texts["target"],
    )  # fmt: skip
    half = (pd.Timestamp(final["start"]) - pd.Timestamp(last["start"])) * HALF * 4
    for each in later:
        start = pd.Timestamp(each["start"])
        figure.add_shape(
            type="rect" if each["low"] != each["high"] else "line", x0=start - half, x1=start + half, y0=each["low"],
            y1=each["high"], line={"width": 2, "color": colours.text},
        )  # fmt: skip
        words(figure, start, (each["low"] + each["high"]) / 2, each["words"], colours)
    if texts.get("needed"):
        middle = pd.Timestamp(last["start"]) + (pd.Timestamp(final["start"]) - pd.Timestamp(last["start"])) / 2
        words(figure, middle, (last["actual"] + nearer) / 2, texts["needed"], colours, above=nearer > last["actual"])


def words(
    figure: go.Figure, x: object, y: object, text: str, colours: palette.Theme, *, above: bool | None = None
) -> None:
    """Escaped words beside a place of the drawing: right of it, or above or below it to the left."""
    place = {"xanchor": "left", "xshift": 10, "align": "left"}
    if above is not None:
        place = {"xanchor": "right", "yshift": 13 if above else -13}
    figure.add_annotation(
        name=side_words.NAME, x=x, y=y, text=text, showarrow=False, bgcolor=colours.background, opacity=0.95,
        borderpad=1, font={"color": colours.text, "size": template.SIZE}, **place,
    )  # fmt: skip
