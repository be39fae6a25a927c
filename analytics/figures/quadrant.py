"""Budget beside performance: absorption across, achievement up, and what each corner means."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.decimals import number_text
from analytics.figures import palette, template

CORNERS = ("high_low", "high_high", "low_low", "low_high")
"""achievement_absorption: high_low is much achieved with little spent."""

TEXTS = ("achievement", "absorption", *CORNERS, "simulated", "empty")
OPTIONAL = ("title", "caption", "source")

LABEL_WIDTH = 480  # pixels of drawing for which labels are thinned out: between a phone and a projector

_TONE = {"high_low": "very_good", "high_high": "good", "low_low": "poor", "low_high": "very_poor"}
_SYMBOL = {"high_low": "diamond", "high_high": "square", "low_low": "diamond-open", "low_high": "square-open"}
"""Full where much was achieved, square where much was spent: no sign of status and none of direction."""


def draw(
    points: pd.DataFrame,
    texts: Mapping[str, str],
    *,
    achievement_line: float,
    absorption_line: float,
    theme: str = "light",
    language: str = "id",
    selected: str | None = None,
    height: int = 520,
) -> go.Figure:
    """One point an agency or unit, coloured and shaped by its corner.

    points: code, name, label (abbreviation, drawn beside the point), absorption and achievement (percent), and where
    they apply source, status. The lines are what counts as enough (achievement 90, absorption by the calendar); a point
    on a line counts as above it. Points without one of the two values are left out: the page says how many.
    A click gives the code as customdata.
    """
    rows = points[points["absorption"].notna() & points["achievement"].notna()]
    if rows.empty:
        return template.nothing(texts, theme, language)
    colours = palette.theme(theme)
    figure = template.blank(theme, language, height, clickmode="event+select", hoverdistance=30)
    x_range, y_range = _reach(rows["absorption"], absorption_line), _reach(rows["achievement"], achievement_line)
    corner = pd.Series(np.where(rows["achievement"] >= achievement_line, "high_", "low_"), index=rows.index) + np.where(
        rows["absorption"] >= absorption_line, "high", "low"
    )
    _corners(figure, texts, colours)
    centre = (absorption_line, achievement_line)
    rows = rows.assign(label=_uncluttered(rows, centre, x_range, y_range, height, selected))
    for name in CORNERS:
        some = rows[corner == name]
        if not some.empty:
            _points(figure, some, name, texts, colours, language, selected)
    _axes(figure, centre, (x_range, y_range), texts, colours)
    return template.headed(figure, template.marked(texts, rows.get("status")), theme)


def _axes(figure, centre, ranges, texts, colours) -> None:
    """Both axes, and the lines across them of what counts as enough."""
    line = {"color": colours.line, "width": 1.5, "dash": "dash"}
    figure.add_vline(x=centre[0], line=line)
    figure.add_hline(y=centre[1], line=line)
    figure.update_xaxes(title_text=template.escaped(texts["absorption"]), range=ranges[0], zeroline=False, nticks=7)
    figure.update_yaxes(title_text=template.escaped(texts["achievement"]), range=ranges[1], zeroline=False, nticks=7)


def _reach(values: pd.Series, line: float) -> list[float]:
    low, high = min(values.min(), line), max(values.max(), line)
    room = 0.14 * ((high - low) or 10.0)
    return [low - room, high + room]


def _uncluttered(rows: pd.DataFrame, centre, x_range, y_range, height: int, selected) -> list[str]:
    """The labels that fit without covering each other, far from the crossing first; the rest stay in the tooltip."""
    across = (rows["absorption"] - x_range[0]) / (x_range[1] - x_range[0]) * LABEL_WIDTH
    up = (rows["achievement"] - y_range[0]) / (y_range[1] - y_range[0]) * (height - 80)
    far = ((rows["absorption"] - centre[0]) / (x_range[1] - x_range[0])) ** 2
    far += ((rows["achievement"] - centre[1]) / (y_range[1] - y_range[0])) ** 2
    order = np.lexsort((-far.to_numpy(), (rows["code"] != selected).to_numpy()))
    boxes: list[tuple[float, float, float]] = []
    kept = [""] * len(rows)
    for at in order:
        label = str(rows["label"].iloc[at])
        x, y, half = across.iloc[at], up.iloc[at], 3.6 * len(label)
        if all(abs(x - bx) > half + bh or abs(y - by) > 16 for bx, by, bh in boxes):
            kept[at] = label
            boxes.append((x, y, half))
    return kept


def _corners(figure, texts, colours) -> None:
    """The meaning of each corner, written in it."""
    for name in CORNERS:
        up, right = name.startswith("high"), name.endswith("high")
        figure.add_annotation(
            text="<br>".join(f"<i>{line}</i>" for line in template.folded(texts[name], 18)),
            x=0.99 if right else 0.01,
            xref="paper",
            xanchor="right" if right else "left",
            y=0.99 if up else 0.01,
            yref="paper",
            yanchor="top" if up else "bottom",
            align="right" if right else "left",
            showarrow=False,
            font={"size": template.SIZE - 2, "color": colours.ink[_TONE[name]]},
        )


def _points(figure, some, name, texts, colours, language, selected) -> None:
    hover = []
    for row in some.to_dict("records"):
        pairs = [
            (texts["achievement"], number_text(row["achievement"], 1, language)),
            (texts["absorption"], number_text(row["absorption"], 1, language)),
            (texts.get("source", ""), row.get("source") if texts.get("source") else None),
        ]
        words = [f"<b>{template.escaped(row['name'])}</b>", template.labelled(pairs), template.escaped(texts[name])]
        if row.get("status") == "simulated":
            words.append(f"<b>{template.escaped(texts['simulated'])}</b>")
        hover.append("<br>".join(words))
    figure.add_scatter(
        x=some["absorption"],
        y=some["achievement"],
        mode="markers+text",
        marker={
            "symbol": _SYMBOL[name],
            "size": 12,
            "color": colours.tone[_TONE[name]],
            "line": template.outline(some["code"] == selected, colours, 2 if _SYMBOL[name].endswith("open") else 1),
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}, "textfont": {"color": colours.text}},
        text=[template.escaped(label) for label in some["label"]],
        textposition="top center",
        textfont={"size": template.SIZE - 3, "color": colours.text},
        customdata=some["code"].tolist(),
        hovertext=hover,
        hoverinfo="text",
        name=template.escaped(texts[name]),
        showlegend=False,
    )
