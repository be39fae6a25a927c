"""What a query is asked for is what it gives: every filter keeps the rows that have its value, and no others."""

import duckdb
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
def test_a_theme_keeps_the_rows_of_its_indicators(snapshot, query):
    theme_of = {row["code"]: row["theme"] for row in rows(snapshot, "indicators")}
    everything = rows(snapshot, query)
    for theme in set(theme_of.values()):
        expected = [row for row in everything if theme_of[row["indicator"]] == theme]
        assert rows(snapshot, query, theme=theme) == expected, theme


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
    (derived,) = (row for row in snapshot.fetch("rollups").to_dict("records") if row["period"] == "2025")
    (shown,) = snapshot.fetch("map_province", **{name: derived[name] for name in keys}).to_dict("records")
    assert (shown["actual"], shown["method"], shown["regions_reported"]) == (pytest.approx(94.5), "ratio", 2)
    for name in keys:
        assert snapshot.fetch("map_province", **{**{key: derived[key] for key in keys}, name: "lain"}).empty


def test_the_map_shows_every_regency_with_its_own_value_and_course(snapshot):
    keys = {"indicator": "IKU-DISDIK-01", "agency": "DISDIK", "unit": "", "period": "2025"}
    found = {row["region"]: row for row in rows(snapshot, "map_values", **keys)}
    assert len(found) == 23
    assert {region: row["actual"] for region, row in found.items() if row["reported"]} == {"11.71": 90, "11.72": 99}
    assert {region: row["n"] for region, row in found.items() if row["n"]} == {"11.71": 2, "11.72": 1}
    for name in keys:
        assert not any(row["reported"] for row in rows(snapshot, "map_values", **{**keys, name: "lain"}))


def test_agencies_that_report_one_ratio_are_added_up(snapshot):
    every = rows(snapshot, "agency_totals")
    (row,) = rows(snapshot, "agency_totals", indicator="IKU-BPKA-01")
    assert every == [row]
    assert (row["actual"], row["numerator"], row["denominator"]) == (pytest.approx(100 * 106 / 280), 106, 280)
    assert (row["agencies_reported"], row["agencies_due"], row["status"]) == (3, 55, "final")
    assert rows(snapshot, "agency_totals", as_of="2026-05-31") == []


def test_regencies_stand_beside_those_of_the_same_source(snapshot):
    beside = rows(snapshot, "region_peers", region="11.71")
    assert {(row["indicator"], row["region"], row["actual"]) for row in beside if row["region"] != "11"} == {
        ("IKU-DISDIK-01", "11.71", 90.0), ("IKU-DISDIK-01", "11.72", 99.0),
        ("IKU-DISDIK-05", "11.71", 95.2), ("IKU-DISDIK-05", "11.72", 96.1),
    }  # fmt: skip


def test_a_card_names_owner_and_theme(snapshot):
    (card,) = rows(snapshot, "indicator_card", indicator="IKU-DISDIK-05")
    named = {row["code"]: row for row in rows(snapshot, "agencies")}
    themes = {row["code"]: row["name_id"] for row in rows(snapshot, "download_themes")}
    assert (card["owner_id"], card["owner_en"]) == (named["DISDIK"]["name_id"], named["DISDIK"]["name_en"])
    assert card["theme_id"] == themes[card["theme"]]


def test_what_an_agency_reported_goes_before_its_plan(snapshot):
    found = rows(snapshot, "template_targets", agency="DISNAKERMOBDUK")
    assert found[0]["preference"] == 1
    assert (found[0]["indicator"], found[0]["period"], found[0]["target"]) == ("IKU-DISNAKERMOBDUK-01", "2025", 5.0)
    assert {row["preference"] for row in found[1:]} <= {2, 3}
    assert [row["preference"] for row in found] == sorted(row["preference"] for row in found)


def test_budget_stands_beside_the_other_indicators_of_an_agency(snapshot):
    (found,) = rows(snapshot, "agency_budget", budget="IKU-BPKA-01", since="2026-01-01")
    told = [found[name] for name in ("agency", "absorption", "absorbed", "period", "judged")]
    assert told == ["DPMPTSP", pytest.approx(90), 36, "2026-06", 1]
    assert found["achievement"] == pytest.approx(100 * 91 / 92)


DATED = "SELECT DATE '2024-01-01' AS period_start, DATE '2024-12-31' AS period_end, {} AS as_of, {} AS status"


@pytest.mark.parametrize(
    ("dates", "official"),
    [
        ({"2025-01-02": "final", "2025-03-01": "provisional", "2025-02-01": "simulated"}, "2025-03-01"),
        ({"2025-01-02": "final", "2025-02-01": "simulated"}, None),
        ({"2025-02-01": "final", "2024-02-01": "simulated", "2025-02-02": "simulated"}, None),
    ],
)
def test_the_newest_official_date_is_told_unless_simulated_ones_are_newer(dates, official):
    told = " UNION ALL ".join(DATED.format(f"DATE '{day}'", f"'{status}'") for day, status in dates.items())
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE observations AS {told}")
        connection.execute("CREATE TABLE series (last_start DATE, frequency VARCHAR, status VARCHAR)")
        (found,) = connection.sql(named.text_of("scope_span")).to_arrow_table().to_pylist()
    assert str(found["newest_official"]) == str(official)
    assert str(found["newest"]) == max(dates)


def test_a_value_that_was_replaced_names_both_files(store, publish):
    text = "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi\nBAPPEDA;IKU-BAPPEDA-13;11.71;2024;{}\n"
    for name, value in (("satu.csv", "7,5"), ("dua.csv", "8,5")):
        publish(store, text.format(value), name)
    (found,) = rows(store.published_snapshot(), "quality_revisions")
    assert (found["old_file"], found["file"], found["actual"], found["new_actual"]) == ("satu.csv", "dua.csv", 7.5, 8.5)


@pytest.mark.parametrize("query", ["standing_points", "standing_places"])
def test_what_was_not_yet_in_force_is_not_told(snapshot, query):
    everything = [row for row in rows(snapshot, query) if row.get("actual") is not None]
    assert {row["period"][:4] for row in everything} >= {"2025"}
    earlier = [row for row in rows(snapshot, query, as_of="2025-12-31") if row.get("actual") is not None]
    assert earlier == [row for row in everything if row["period"] < "2026"]
    assert not [row for row in rows(snapshot, query, as_of="2021-12-31") if row.get("actual") is not None]


def test_regencies_stand_beside_what_they_were_a_year_before(snapshot):
    found = {row["region"]: row for row in rows(snapshot, "standing_regions", today="2026-07-31")}
    told = ("met", "near", "not_met", "before_met")
    assert {region: [row[name] for name in told] for region, row in found.items()} == {
        "11.71": [0, 0, 1, 1], "11.72": [1, 0, 0, 0],
    }  # fmt: skip


def test_what_matters_most_bears_its_place_in_the_list(snapshot):
    wanted = {
        (row["agency"], row["indicator"]): row["position"] for row in rows(snapshot, "priorities") if row["agency"]
    }
    found = {(row["agency"], row["indicator"]): row["position"] for row in rows(snapshot, "standing")}
    assert {key: position for key, position in found.items() if position is not None} == wanted
    assert len(wanted) > 9


def test_a_download_says_how_much_it_holds(snapshot):
    (found,) = rows(snapshot, "download_count")
    held = rows(snapshot, "download_rows")
    assert (found["observations"], found["simulated"]) == (len(held), 0)
    for name in ("indicator", "region"):
        assert found[f"{name}s"] == len({row[name] for row in held})
    assert (str(found["first_day"]), str(found["last_day"])) == ("2022-01-01", "2026-06-30")
    (none,) = rows(snapshot, "download_count", agency="lain")
    assert (none["observations"], none["first_day"], none["last_day"]) == (0, None, None)


def test_classes_of_the_map_are_cut_from_all_periods_of_the_regencies(snapshot):
    keys = {"indicator": "IKU-DISDIK-01", "agency": "DISDIK", "unit": ""}
    found = [(row["region"], row["period"], row["actual"]) for row in rows(snapshot, "map_spread", **keys)]
    assert found == [("11.71", "2024", 96.0), ("11.71", "2025", 90.0), ("11.72", "2025", 99.0)]
    for name in keys:
        assert rows(snapshot, "map_spread", **{**keys, name: "lain"}) == []
    assert rows(snapshot, "map_spread", indicator="IKU-DINKES-07", agency="DINKES", unit="") == []
