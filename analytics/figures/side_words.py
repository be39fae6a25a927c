"""Words beside places of a drawing in time, moved apart where they would lie over one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figures import template

NAME = "side"  # of an annotation that may be moved
LINE = template.SIZE + 5  # pixels of a line of words
DRAWING = 0.72  # of a figure's height: what heading and axis leave
NEAR = 0.2  # of the axis: words of one side that are nearer than this stand over one another


def move_apart(figure: go.Figure) -> None:
    """Shift the annotations of NAME up and down, as little as keeps each from the next (least squares).

    Heights are estimated from the figure's height and what is drawn; widths, which follow the window, are not known, so
    words of the same side whose places are near share one column.
    """
    from scipy.optimize import isotonic_regression  # takes a tenth of a second, which a page without charts saves

    lowest, highest = _extent(figure)
    if not highest > lowest:
        return
    pixels = DRAWING * figure.layout.height / (highest - lowest)
    for column in _columns(figure):
        wanted = np.array([(highest - each.y) * pixels - (each.yshift or 0) for each in column])
        order = np.argsort(wanted, kind="stable")
        heights = np.array([LINE * (1 + column[at].text.count("<br>")) for at in order], float)
        offsets = np.concatenate([[0.0], np.cumsum((heights[:-1] + heights[1:]) / 2)])
        moved = isotonic_regression(wanted[order] - offsets).x + offsets
        for at, place in zip(order, moved, strict=True):
            column[at].yshift = round(float((highest - column[at].y) * pixels - place))


def _columns(figure: go.Figure) -> Iterator[list[Any]]:
    """Annotations of one side whose places are near, two or more."""
    first, last = (pd.Timestamp(end) for end in figure.layout.xaxis.range)
    words = [each for each in figure.layout.annotations if each.name == NAME]
    for side in {each.xanchor for each in words}:
        column: list[Any] = []
        for each in sorted((one for one in words if one.xanchor == side), key=lambda one: pd.Timestamp(one.x)):
            if column and pd.Timestamp(each.x) - pd.Timestamp(column[-1].x) > (last - first) * NEAR:
                yield column
                column = []
            column.append(each)
        yield column


def _extent(figure: go.Figure) -> tuple[float, float]:
    """The lowest and the highest value that is drawn."""
    drawn = [np.asarray(trace.y, float) for trace in figure.data if trace.y is not None]
    shapes = [[shape.y0, shape.y1] for shape in figure.layout.shapes if shape.yref in (None, "y")]
    values = np.concatenate([*drawn, np.asarray(shapes, float).ravel()]) if drawn else np.array([])
    values = values[np.isfinite(values)]
    return (float(values.min()), float(values.max())) if len(values) else (0.0, 0.0)
