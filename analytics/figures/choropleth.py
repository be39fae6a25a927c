"""The map of the regencies.

Polygons are filled lines in an ordinary plot, not plotly's geo choropleth: measured in Chromium, both return the
clicked regency equally surely (39 of 40 random clicks) in the same time, but the plain plot can hatch what has no
data and, asking no server for a world outline, is never blank offline. Longitudes and latitudes are drawn as they
are, at the scale of the middle latitude, which bends shapes by less than 0.3 per cent so near the equator.

Plotly selects points, never fills, so each region holds invisible points on a grid, and the one nearest to the
pointer stands for the region. The cities, too small to see or hit, have squares of their own at sea.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figures import legend, palette, template

TEXTS = ("value", "target", "class", "source", "simulated", "empty")
OPTIONAL = ("title", "caption", "note")

# Kemendagri code: where the square stands (longitude, latitude) and on which side its name
CALLOUTS = {
    "11.71": (94.72, 5.28, "bottom center"),
    "11.72": (95.85, 6.12, "middle right"),
    "11.73": (97.45, 5.62, "middle right"),
    "11.74": (98.55, 4.86, "top center"),
    "11.75": (98.66, 3.02, "top center"),
}
GRID = 0.07  # degrees between the invisible points of a region: about eight kilometres


def draw(
    regions: pd.DataFrame,
    shapes,
    classes: pd.DataFrame,
    texts: Mapping[str, str],
    *,
    theme: str = "light",
    language: str = "id",
    selected: str | None = None,
    callouts: Mapping[str, tuple[float, float, str]] = CALLOUTS,
    height: int = 600,
) -> go.Figure:
    """Regions shaded by class.

    regions: one row a region with region (key of `shapes`), name and class (a key of `classes`; what has no value has
    the class "no_data" or "not_reported"), and for the tooltip the texts value, target, class_label, source, note,
    status where they apply, formatted by the caller. shapes: a GeoDataFrame or GeoSeries in degrees, indexed by region;
    shapes without a row are "no_data". classes: a frame of `analytics.figures.legend`, missing classes included.
    Legend entries end with the number of regions. A click on a region or on a callout gives its code as customdata.
    """
    if not len(shapes):
        return template.nothing(texts, theme, language)
    colours = palette.theme(theme)
    geometry = shapes.geometry
    rows = _complete(regions, geometry.index)
    figure = template.blank(theme, language, height, clickmode="event+select", hoverdistance=40)
    for entry in classes.to_dict("records"):
        _fill(figure, geometry[rows["class"] == entry["key"]], entry, colours)
    _outline(figure, geometry, selected, colours)
    words = {row["region"]: hover(row, texts) for row in rows.reset_index().to_dict("records")}
    for region, shape in geometry.items():
        _clickable(figure, region, shape, words[region])
    fills = classes.set_index("key")
    for region, place in callouts.items():
        if region in rows.index:
            _callout(figure, region, rows.loc[region], geometry[region], place, fills, words[region], selected, colours)
    _frame(figure, geometry, callouts)
    return template.headed(figure, template.marked(texts, rows.get("status")), theme)


def _complete(regions: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """One row for each shape, in its order; a shape without a row has no data."""
    stray = set(regions["region"]) - set(index)
    if stray:
        raise ValueError(f"No shape for {', '.join(sorted(stray))}.")
    rows = regions.set_index("region").reindex(index)
    rows.index.name = "region"
    rows["name"] = rows["name"].fillna(pd.Series(index, index=index))
    rows["class"] = legend.class_or_missing(rows["class"])
    return rows


def _fill(figure, shapes, entry: Mapping, colours) -> None:
    x, y = _path(shapes) if len(shapes) else ([None], [None])
    hatched = bool(entry["pattern"])
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor=entry["fill"],
        fillpattern={
            "shape": entry["pattern"],
            "bgcolor": entry["fill"],
            "fgcolor": colours.hatch,
            "size": 7,
            "solidity": 0.25,
        }
        if hatched
        else None,
        line={"color": colours.edge, "width": 0.7},
        name=f"{template.escaped(entry['label'])} ({len(shapes)})",
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_bar(  # a legend box that can be hatched; a filled line shows as a thin stroke
        x=[None],
        y=[None],
        name=f"{template.escaped(entry['label'])} ({len(shapes)})",
        marker={
            "color": entry["fill"],
            "line": {"color": colours.edge, "width": 0.8},
            "pattern": {"shape": entry["pattern"], "fgcolor": colours.hatch, "size": 6, "solidity": 0.25},
        },
        hoverinfo="skip",
    )


def _path(shapes) -> tuple[np.ndarray, np.ndarray]:
    """All rings as one line, broken by NaN between them; single precision is a metre."""
    import shapely

    x, y = [], []
    for shape in shapes:
        for part in shapely.get_parts(shape):
            for ring in (part.exterior, *part.interiors):
                points = shapely.get_coordinates(ring)
                x += [*points[:, 0], np.nan]
                y += [*points[:, 1], np.nan]
    return np.array(x[:-1], dtype=np.float32), np.array(y[:-1], dtype=np.float32)


def _outline(figure, geometry, selected: str | None, colours) -> None:
    if selected not in geometry.index:
        return
    x, y = _path([geometry[selected]])
    for width, colour in ((6, colours.background), (3, colours.text)):
        figure.add_scatter(
            x=x, y=y, mode="lines", line={"color": colour, "width": width}, hoverinfo="skip", showlegend=False
        )


def _clickable(figure, region: str, shape, hover: str) -> None:
    x, y = _inside(shape)
    figure.add_scatter(
        x=x,
        y=y,
        mode="markers",
        marker={"size": 6, "opacity": 0},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        customdata=[region] * len(x),
        hovertext=hover,
        hoverinfo="text",
        showlegend=False,
    )


def _inside(shape) -> tuple[np.ndarray, np.ndarray]:
    """Points on a grid inside the shape, and one in each part so that small islands have theirs."""
    import shapely

    west, south, east, north = shape.bounds
    x, y = np.meshgrid(
        np.arange(math.floor(west / GRID), math.ceil(east / GRID) + 1) * GRID,
        np.arange(math.floor(south / GRID), math.ceil(north / GRID) + 1) * GRID,
    )
    inside = shapely.contains_xy(shape, x, y)
    own = shapely.get_coordinates([part.representative_point() for part in shapely.get_parts(shape)])
    return (
        np.concatenate([x[inside], own[:, 0]]).astype(np.float32),
        np.concatenate([y[inside], own[:, 1]]).astype(np.float32),
    )


def _callout(figure, region, row, shape, place, fills, hover, selected, colours) -> None:
    longitude, latitude, side = place
    at = shape.representative_point()
    entry = fills.loc[row["class"]]
    figure.add_scatter(
        x=[at.x, longitude],
        y=[at.y, latitude],
        mode="lines",
        line={"color": colours.muted, "width": 1},
        hoverinfo="skip",
        showlegend=False,
    )
    chosen = region == selected
    figure.add_scatter(
        x=[longitude],
        y=[latitude],
        mode="markers+text",
        marker={
            "symbol": "square-x-open" if entry["pattern"] else "square",
            "size": 19,
            "color": colours.hatch if entry["pattern"] else entry["fill"],
            "line": {"color": colours.text if chosen else colours.edge, "width": 3 if chosen else 1.2},
        },
        **template.UNDIMMED,
        text=[template.escaped(row["name"])],
        textposition=side,
        textfont={"size": template.SIZE - 2, "color": colours.text},
        customdata=[region],
        hovertext=hover,
        hoverinfo="text",
        cliponaxis=False,
        showlegend=False,
    )


def hover(row: Mapping, texts: Mapping[str, str]) -> str:
    """The tooltip of a region: name, value, target, class, source, note, and whether it is simulated."""
    pairs = [
        (texts["value"], row.get("value")),
        (texts["target"], row.get("target")),
        (texts["class"], row.get("class_label")),
        (texts["source"], row.get("source")),
    ]
    lines = [f"<b>{template.escaped(row['name'])}</b>", template.labelled(pairs)]
    lines += template.folded(str(row["note"]), 48) if isinstance(row.get("note"), str) else []
    if row.get("status") == "simulated":
        lines.append(f"<b>{template.escaped(texts['simulated'])}</b>")
    return "<br>".join(line for line in lines if line)


def _frame(figure, geometry, callouts: Mapping) -> None:
    west, south, east, north = geometry.total_bounds
    around = [place for region, place in callouts.items() if region in geometry.index]
    west, east = min([west, *(p[0] for p in around)]) - 0.45, max([east, *(p[0] for p in around)]) + 0.45
    south, north = min([south, *(p[1] for p in around)]) - 0.1, max([north, *(p[1] for p in around)]) + 0.15
    middle = math.radians((south + north) / 2)
    figure.update_xaxes(visible=False, range=[west, east], constrain="domain")
    figure.update_yaxes(
        visible=False,
        range=[south, north],
        scaleanchor="x",
        scaleratio=1 / math.cos(middle),
        constrain="domain",
    )
