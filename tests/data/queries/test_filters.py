"""What a query is asked for is what it gives: every filter keeps the rows that have its value, and no others."""

import pytest

from data.queries import named

COLUMNS = {
    "agency": "agency", "unit": "unit", "units": "unit", "indicator": "indicator", "indicators": "indicator",
    "region": "region", "regions": "region", "period": "period", "frequency": "frequency", "status": "status",
}  # fmt: skip
LISTS = ("units", "indicators", "regions")
FILTERED = (
    "download_rollups", "download_rows", "download_verdicts", "indicators", "observations", "quality_stale", "series",
    "standing", "standing_places", "units",
)  # fmt: skip
NEEDED = {"language": "id"}


def rows(snapshot, query: str, **given) -> list[dict[str, object]]:
    needed = {name: value for name, value in NEEDED.items() if name in named.parameters_of(query)}
    return snapshot.arrow(query, **needed, **given).to_pylist()


@pytest.mark.parametrize("query", FILTERED)
def test_a_filter_keeps_the_rows_of_its_value(snapshot, query):
    everything = rows(snapshot, query)
    filters = [name for name in named.parameters_of(query) if COLUMNS.get(name) in everything[0]]
    assert filters
    for name in filters:
        for value in {row[COLUMNS[name]] for row in everything}:
            found = rows(snapshot, query, **{name: [value] if name in LISTS else value})
            assert found == [row for row in everything if row[COLUMNS[name]] == value], (name, value)


@pytest.mark.parametrize("query", ["download_rows", "download_verdicts", "download_rollups"])
def test_pages_of_a_download_follow_each_other(snapshot, query):
    everything = rows(snapshot, query)
    pages = [rows(snapshot, query, most=2, skip=skip) for skip in range(0, len(everything), 2)]
    assert max(map(len, pages)) <= 2
    assert [row for page in pages for row in page] == everything


@pytest.mark.parametrize("query", ["indicator_history", "correction_row"])
def test_a_series_is_its_own_key_and_no_other(snapshot, query):
    for row in snapshot.fetch("observations").to_dict("records"):
        key = {name: row[name] for name in ("agency", "unit", "indicator", "region")}
        key |= {"period": row["period"]} if "period" in named.parameters_of(query) else {}
        found = snapshot.fetch(query, **key)
        assert row["actual"] in set(found["actual"])
        for name in key:
            assert snapshot.fetch(query, **{**key, name: "lain"}).empty


def test_the_map_shows_the_value_of_the_province_reported_before_derived(snapshot):
    keys = ("indicator", "agency", "unit", "period")
    reported = snapshot.fetch("observations", region="11").to_dict("records")
    for row in reported:
        (shown,) = snapshot.fetch("map_province", **{name: row[name] for name in keys}).to_dict("records")
        assert (shown["actual"], shown["target"], shown["method"]) == (
            row["actual"], pytest.approx(row["target"], nan_ok=True), "official"
        )  # fmt: skip
        for name in keys:
            assert snapshot.fetch("map_province", **{**{key: row[key] for key in keys}, name: "lain"}).empty
    (derived,) = snapshot.fetch("rollups").to_dict("records")
    (shown,) = snapshot.fetch("map_province", **{name: derived[name] for name in keys}).to_dict("records")
    assert (shown["actual"], shown["method"], shown["regions_reported"]) == (pytest.approx(94.5), "ratio", 2)
    for name in keys:
        assert snapshot.fetch("map_province", **{**{key: derived[key] for key in keys}, name: "lain"}).empty


def test_the_map_shows_every_regency_with_its_own_value_and_course(snapshot):
    keys = {"indicator": "IKU-DISDIK-01", "agency": "DISDIK", "unit": "", "period": "2025"}
    found = {row["region"]: row for row in rows(snapshot, "map_values", **keys)}
    assert len(found) == 23
    assert {region: row["actual"] for region, row in found.items() if row["reported"]} == {"11.71": 90, "11.72": 99}
    assert {region: row["n"] for region, row in found.items() if row["n"]} == {"11.71": 1, "11.72": 1}
    for name in keys:
        assert not any(row["reported"] for row in rows(snapshot, "map_values", **{**keys, name: "lain"}))


def test_agencies_that_report_one_ratio_are_added_up(snapshot):
    every = rows(snapshot, "agency_totals")
    (row,) = rows(snapshot, "agency_totals", indicator="IKU-BPKA-01")
    assert every == [row]
    assert (row["actual"], row["numerator"], row["denominator"]) == (pytest.approx(100 * 70 / 180), 70, 180)
    assert (row["agencies_reported"], row["agencies_due"], row["status"]) == (2, 55, "final")
    assert rows(snapshot, "agency_totals", as_of="2026-05-31") == []


def test_regencies_stand_beside_those_of_the_same_source(snapshot):
    beside = rows(snapshot, "region_peers", region="11.71")
    assert {(row["indicator"], row["region"], row["actual"]) for row in beside if row["region"] != "11"} == {
        ("IKU-DISDIK-01", "11.71", 90.0), ("IKU-DISDIK-01", "11.72", 99.0),
        ("IKU-DISDIK-05", "11.71", 95.2), ("IKU-DISDIK-05", "11.72", 96.1),
    }  # fmt: skip
