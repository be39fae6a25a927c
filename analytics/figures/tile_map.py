"""The tile map: every regency one square of the same size, roughly where it lies, so that the cities count too."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import cells, legend, palette, template
from analytics.figures.choropleth import hover

TEXTS = ("value", "target", "class", "source", "simulated", "empty")
OPTIONAL = ("title", "caption", "note")

# Names too long for a tile, broken at a syllable
HYPHENS = {"Lhokseumawe": "Lhok- seumawe", "Subulussalam": "Subulus- salam"}


def draw(
    regions: pd.DataFrame,
    classes: pd.DataFrame,
    texts: Mapping[str, str],
    *,
    theme: str = "light",
    language: str = "id",
    selected: str | None = None,
    height: int = 560,
) -> go.Figure:
    """Regions as tiles shaded by class.

    regions: as for the map, with tile_x (column, from the west), tile_y (row, from the north) and label (short name,
    one word a line). A click gives the code of the region as customdata.
    """
    if regions.empty:
        return template.nothing(texts, theme, language)
    colours = palette.theme(theme)
    figure = template.blank(theme, language, height)
    rows = pd.DataFrame(
        {
            "x": regions["tile_x"].astype(float),
            "y": regions["tile_y"].astype(float),
            "class": legend.class_or_missing(regions["class"]),
            "text": regions["label"].replace(HYPHENS).str.replace(" ", "\n"),
            "code": regions["region"],
            "hover": [hover(row, texts) for row in regions.to_dict("records")],
        }
    )
    cells.add(figure, rows, classes, colours, text_size=template.SIZE - 3, selected=selected)
    figure.update_xaxes(visible=False, range=[rows["x"].min() - 0.6, rows["x"].max() + 0.6], constrain="domain")
    figure.update_yaxes(
        visible=False,
        range=[rows["y"].max() + 0.6, rows["y"].min() - 0.6],
        scaleanchor="x",
        constrain="domain",
    )
    return template.headed(figure, template.marked(texts, regions.get("status")), theme)
