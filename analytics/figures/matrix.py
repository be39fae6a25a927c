"""A matrix of classes: agencies by period, or indicators by regency; each cell can be clicked."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import cells as rectangles
from analytics.figures import legend, palette, template

TEXTS = ("empty", "simulated")
OPTIONAL = ("title", "caption")
ROW_HEIGHT = 26
LINE_HEIGHT = 15


def draw(
    cells: pd.DataFrame,
    classes: pd.DataFrame,
    texts: Mapping[str, str],
    *,
    theme: str = "light",
    language: str = "id",
    selected: tuple[str, str] | None = None,
    label_width: int = 16,
) -> go.Figure:
    """Cells shaded by class, rows and columns in the order in which they first appear.

    cells: row, row_label (short, such as the agency's abbreviation), column, column_label (may hold <br>), class (key
    of `classes`), and where they apply text (short, inside the cell), hover (lines; the place for full names) and
    status. A click gives [row, column] as customdata. Pairs without a row stay
    blank.
    """
    if cells.empty:
        return template.nothing(texts, theme, language)
    texts = template.marked(texts, cells.get("status"))
    colours = palette.theme(theme)
    across, down = (cells.drop_duplicates(name).reset_index(drop=True) for name in ("column", "row"))
    labels = [template.folded(words, label_width)[:2] for words in down["row_label"]]
    row_height = max(ROW_HEIGHT, 6 + LINE_HEIGHT * max(map(len, labels)))
    height = 110 + template.heading_height(texts) + row_height * len(down)
    figure = template.blank(theme, language, height)
    rows = _placed(cells, across["column"], down["row"])
    rectangles.add(figure, rows, classes, colours, text_size=template.SIZE - 3, selected=selected, counted=False)
    _name_columns(figure, across["column_label"].tolist())
    template.named_rows(figure, labels, (len(down) - 0.45, -0.55), colours, grid=False)
    return template.headed(figure, texts, theme)


def _placed(cells: pd.DataFrame, columns: pd.Series, rows: pd.Series) -> pd.DataFrame:
    """The cells as rectangles: columns and rows by their place in the order given."""
    hover = cells["hover"] if "hover" in cells else cells["row_label"] + " · " + cells["column_label"]
    return pd.DataFrame(
        {
            "x": cells["column"].map(dict(zip(columns, columns.index, strict=True))).astype(float),
            "y": cells["row"].map(dict(zip(rows, rows.index, strict=True))).astype(float),
            "class": legend.class_or_missing(cells["class"]),
            "text": cells.get("text", ""),
            "code": list(zip(cells["row"], cells["column"], strict=True)),
            "hover": hover.map(template.broken),
        }
    )


def _name_columns(figure, labels: list[str]) -> None:
    figure.update_xaxes(
        tickvals=list(range(len(labels))),
        ticktext=labels,
        tickangle=0,
        tickfont={"size": template.SIZE - 3},
        range=[-0.55, len(labels) - 0.45],
        showgrid=False,
        zeroline=False,
        side="bottom",
    )
