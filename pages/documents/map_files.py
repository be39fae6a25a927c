"""Maps to take away: SVG and PNG with legend, source, attribution and date, and GeoJSON with the values shown."""

import json
from collections.abc import Sequence

import pandas as pd

from analytics.figures import map_picture
from data import boundaries
from pages.content import mapping, reader, scope
from pages.words import language
from pages.words.language import t

SCALE = 2  # pixels of the PNG for one of the SVG
COLUMNS = {1: 1, 2: 2, 3: 3, 4: 2}


def svg(
    drawn: Sequence[tuple[str, pd.DataFrame]],
    bands: pd.DataFrame,
    title: str,
    here: scope.Scope,
    *,
    theme: str = "light",
    selected: str | None = None,
) -> str:
    """One map, or several with a heading each. drawn: (heading, frame of `mapping.regencies`)."""
    panels = [
        map_picture.Panel(heading, dict(zip(rows["region"], rows["class"], strict=True)),
                     dict(zip(rows["region"], rows["name"], strict=True)) if len(drawn) == 1 else None)
        for heading, rows in drawn
    ]  # fmt: skip
    every = pd.concat([rows for _, rows in drawn])
    words = {
        "title": title,
        "caption": " · ".join(scope.describe(here)),
        "source": provenance(every),
        "attribution": boundaries.ATTRIBUTION[language.current()],
        "simulated": t("cards.simulated") if (every["status"] == "simulated").any() else "",
    }
    columns = COLUMNS.get(len(panels), 4)
    return map_picture.svg(panels, mapping.shapes(), bands, words, columns=columns, theme=theme, selected=selected)


def png(picture: str) -> bytes:
    """The same picture in pixels, twice its size."""
    import vl_convert

    return vl_convert.svg_to_png(picture, scale=SCALE)


def geojson(drawn: pd.DataFrame, title: str, here: scope.Scope, indicator: str, period: str, mode: str) -> bytes:
    """The regencies with value, the number of the mode, class and status; what has no value is null."""
    shapes = mapping.shapes()
    rows = drawn.set_index("region")
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"code": code, "bps_code": shapes.loc[code, "bps_code"], "indicator": indicator,
                           "period": period, "mode": mode, **_properties(rows.loc[code])},
            "geometry": shape.__geo_interface__,
        }
        for code, shape in shapes.geometry.items()
    ]  # fmt: skip
    told = {
        "title": title,
        "filters": scope.describe(here),
        "source": provenance(drawn),
        "snapshot": reader.snapshot().id,
        "attribution": boundaries.ATTRIBUTION[language.current()],
        "simulated": bool((drawn["status"] == "simulated").any()),
    }
    collection = {"type": "FeatureCollection", "metadata": told, "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode()


def provenance(rows: pd.DataFrame) -> str:
    """Publishers, date of what is shown where it has one, and snapshot."""
    named = "; ".join(sorted({str(each) for each in rows["source"].dropna() if each})) or language.NOTHING
    newest = rows["as_of"].max()
    if language.missing(newest):
        return t("map.file_undated", source=named, snapshot=reader.snapshot().id)
    return t("map.file_source", source=named, day=language.day(newest), snapshot=reader.snapshot().id)


def _properties(row: pd.Series) -> dict[str, object]:
    numbers = {"value": row["actual"], "target": row["goal"], "shown": row["shown"]}
    plain = {name: None if language.missing(value) else value for name, value in numbers.items()}
    texts = {"name": row["name_id"], "class": row["band"], "status": row["status"], "source": row["source"]}
    return plain | {name: None if language.missing(value) else str(value) for name, value in texts.items()}
