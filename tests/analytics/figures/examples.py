"""What every figure is drawn from in these tests."""

import numpy as np
import pandas as pd

from analytics.figures import choropleth as regency_map
from analytics.figures import (
    legend,
    matrix,
    quadrant,
    ranking,
    template,
    tile_map,
    time_series,
)
from data import boundaries

SCALE = pd.DataFrame(
    {
        "class": ["high", "middle", "low"],
        "label_id": ["Tinggi", "Sedang", "Rendah"],
        "label_en": ["High", "Middle", "Low"],
        "lower": [75.0, 50.5, np.nan],
        "lower_closed": [False, True, False],
        "upper": [np.nan, 75.0, 50.5],
        "upper_closed": [False, True, False],
        "tone": ["very_good", "fair", "very_poor"],
        "rank": [3, 2, 1],
    }
)
MISSING = {"no_data": "Tidak ada data", "not_reported": "Belum melapor"}


def words(module) -> dict[str, str]:
    """Distinct texts for every key, so that a test sees which one was used."""
    return {key: f"text of {key}" for key in module.TEXTS}


def the_classes(theme="light") -> pd.DataFrame:
    return legend.with_missing(legend.of_scale(SCALE, "id", theme), MISSING, theme)


def the_regions() -> pd.DataFrame:
    shapes = boundaries.load()
    rows = pd.DataFrame({"region": shapes.index, "name": shapes["name"].to_numpy()})
    rows["class"] = [SCALE["class"][i % 3] for i in range(len(rows))]
    rows["value"] = [f"{60 + i},5" for i in range(len(rows))]
    rows["amount"] = [60.5 + i for i in range(len(rows))]
    rows["source"] = "BPS"
    rows["status"] = "final"
    rows["label"] = rows["name"]
    rows["tile_x"] = [i % 5 for i in range(len(rows))]
    rows["tile_y"] = [i // 5 for i in range(len(rows))]
    return rows


def the_points(n=6) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "start": pd.date_range("2023-01-01", periods=n, freq="QS"),
            "label": [f"Triwulan {i}" for i in range(n)],
            "actual": [70.0, 71, None, 72.5, 75, 74][:n],
            "target": 80.0,
            "status": "final",
        }
    )


def the_agencies() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": ["A", "B", "C"],
            "name": ["Dinas A", "Dinas B", "Dinas C"],
            "label": ["A", "B", "C"],
            "absorption": [50.0, 80, None],
            "achievement": [95.0, 60, 70],
        }
    )


def a_cell(**more) -> dict:
    cell = {"row": "A", "row_label": "DINKES", "column": "2024", "column_label": "2024", "class": "high"}
    return {**cell, **more}


def all_figures(theme="light", language="id", **texts) -> dict:
    """One figure of every kind."""

    def say(module):
        return {**words(module), **texts}

    style = {"theme": theme, "language": language}
    found = the_classes(theme)
    return {
        "series": time_series.draw(the_points(), say(time_series), **style),
        "map": regency_map.draw(the_regions(), boundaries.load(), found, say(regency_map), **style),
        "tiles": tile_map.draw(the_regions(), found, say(tile_map), **style),
        "matrix": matrix.draw(pd.DataFrame([a_cell()]), found, say(matrix), **style),
        "ranks": ranking.draw(the_regions(), found, say(ranking), province=66.0, target=70.0, **style),
        "quadrant": quadrant.draw(the_agencies(), say(quadrant), achievement_line=90, absorption_line=65, **style),
    }


def picked(figure) -> list:
    """All customdata of points that a click can select."""
    return [item for trace in figure.data if trace.customdata is not None for item in trace.customdata]


def trace_named(figure, name):
    return next(trace for trace in figure.data if trace.name == template.escaped(name))


def annotations(figure) -> str:
    """What is written in a figure besides its marks, the heading of its legend included."""
    return " ".join([str(figure.layout.legend.title.text or ""), *(a.text for a in figure.layout.annotations)]).strip()
