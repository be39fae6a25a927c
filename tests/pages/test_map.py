"""Peta on a small store: the regencies counted, the modes, the periods, the files, and what cannot be drawn."""

import json
from xml.etree import ElementTree

import pandas as pd
import pytest

from pages.parts import mapping

MODES = mapping.MODES
SVG = "{http://www.w3.org/2000/svg}"


def texts(app):
    return " ".join(element.value for element in [*app.markdown, *app.header, *app.caption])


def table(app):
    return app.dataframe[0].value


@pytest.mark.parametrize(("lang", "counted"), [("id", "tidak melapor"), ("en", "not reported")])
def test_what_is_missing_is_counted(open_app, full_store, lang, counted):
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13", lang=lang)
    assert not app.exception
    assert "**18** " in texts(app)
    assert f"**5** {counted}" in texts(app)
    assert len(table(app)) == 23


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_draws(open_app, full_store, mode):
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13", map_mode=mode)
    assert not app.exception
    assert app.get("plotly_chart")
    assert app.segmented_control(key="map_mode").value == mode


@pytest.mark.parametrize("mode", ["", "Capaian", "<b>", "value2"])
def test_a_mode_that_does_not_exist_shows_values_and_leaves_the_link(open_app, full_store, mode):
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13", map_mode=mode)
    assert app.segmented_control(key="map_mode").value == "value"
    assert "map_mode" not in app.query_params


def test_controls_are_written_into_the_link_by_code_and_follow_it(open_app, full_store):
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13")
    app.segmented_control(key="map_mode").set_value("change").run()
    assert app.query_params["map_mode"] in ("change", ["change"])
    app.query_params["map_mode"] = "gap"
    app.run()
    assert app.segmented_control(key="map_mode").value == "gap"


def test_lower_is_better_puts_the_lowest_first(open_app, full_store):
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13")
    shown = table(app)["shown"].dropna()
    assert shown.is_monotonic_increasing
    assert shown.iloc[0] == pytest.approx(12 + 1 - 0.3 * 9)


def test_the_period_of_the_scope_is_drawn(open_app, full_store):
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13", period="2024-Q4")
    assert "2024" in app.header[0].value
    assert table(app)["shown"].min() == pytest.approx(12 + 1 - 0.3 * 8)


def test_an_indicator_without_regencies_says_so_and_shows_another(open_app, full_store):
    app = open_app(full_store, "map_page", indicator="IKU-DINKES-04")
    assert not app.exception
    assert app.info
    assert app.get("plotly_chart")


def test_an_agency_without_regional_data_gets_an_empty_state(open_app, full_store):
    app = open_app(full_store, "map_page", agency="DISDIK")
    assert not app.exception
    assert app.info
    assert not app.get("plotly_chart")


def test_a_chosen_regency_shows_its_value(open_app, full_store):
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13", region="11.01")
    assert any("Aceh Selatan" in each.value for each in app.markdown)


def test_the_gap_to_the_province_is_a_shortfall_where_poverty_is_higher(open_app, full_store):
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13", map_mode="province")
    shown = table(app).set_index("full_name")["shown"]
    assert shown["Aceh Selatan"] == pytest.approx(13.4 - 10.3)
    assert shown["Pidie Jaya"] == pytest.approx(13.4 - 27.3)
    assert shown.dropna().is_monotonic_decreasing


def test_clusters_say_what_they_are(open_app, full_store):
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13", map_mode="clusters", lang="id")
    assert set(table(app)["band"]) <= {
        "Kelompok tinggi", "Kelompok rendah", "Tinggi di tengah yang rendah", "Rendah di tengah yang tinggi",
        "Tidak terbukti", "Tidak melapor",
    }  # fmt: skip
    assert "Moran I" in texts(app)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_two_periods_share_their_classes_and_show_the_change(open_app, full_store, lang):
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13", map_view="pair", lang=lang)
    assert not app.exception
    assert len(app.get("plotly_chart")) == 2
    assert table(app)["moved"].dropna().round(6).unique().tolist() == [-0.3]
    assert "2024 – 2025" in app.header[0].value


def test_small_multiples_show_every_period_once_under_one_legend(open_app, full_store, monkeypatch):
    drawn = []
    monkeypatch.setattr("streamlit.image", lambda picture, alt, **_: drawn.append((picture, alt)))
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13", map_view="multiples", lang="id")
    assert not app.exception
    headings = [each.value for each in app.markdown if each.value.strip("*").isdigit()]
    assert headings == [f"**{year}**" for year in range(2016, 2026)]
    (legend, _), *maps = drawn
    assert len(maps) == 10
    assert "Tidak melapor" in legend
    assert maps[-1][1] == "Persentase penduduk miskin (Maret), 2025 (%): 18 tergambar, 0 tanpa nilai, 5 tidak melapor"
    assert len(list(ElementTree.fromstring(maps[0][0]).iter(f"{SVG}use"))) == 23
    assert sum(len(picture) for picture, _ in drawn) < 300_000


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("10; 12,5; 15", (10, 12.5, 15)), ("10 12.5", (10, 12.5)), ("1.234,5", (1234.5,)), ("1,234.5", (1234.5,)),
        ("15;10;10", (10, 15)), ("", ()), ("abc", None), ("10; nan", None), ("inf", None), ("-3; 2", (-3, 2)),
    ],
)  # fmt: skip
def test_own_bounds_are_read_as_people_write_them(text, bounds):
    assert mapping.parse_bounds(text) == bounds


def test_own_bounds_cut_the_map_and_nonsense_is_said(open_app, full_store):
    link = {"indicator": "IKU-BAPPEDA-13", "map_scheme": "own", "lang": "id"}
    assert not open_app(full_store, "map_page", map_bounds="15; 20; 30", **link).warning
    said = open_app(full_store, "map_page", map_bounds="lima", **link).warning
    assert "lima" in said[0].value


def test_classes_centre_on_the_target_all_regencies_share(open_app, full_store):
    assert mapping.common_target(pd.DataFrame({"target": [11.0] * 3})) == 11.0
    assert mapping.common_target(pd.DataFrame({"target": [11.0, 12.0]})) is None
    made = mapping.classify(pd.Series([9.0, 11.0, 15.0]), {"better": "lower"},
                            mapping.Choice("value", "target", 4, (), 11.0))  # fmt: skip
    assert 11.0 in made.edges
    app = open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13", map_scheme="target")
    assert not app.exception
    assert not app.info


def test_files_hold_the_values_of_the_map(open_app, full_store, monkeypatch):
    made = {}
    monkeypatch.setattr("streamlit.download_button", lambda _, data, **more: made.update({more["key"]: data()}))
    open_app(full_store, "map_page", indicator="IKU-BAPPEDA-13", lang="id")
    assert made["map_png"].startswith(b"\x89PNG")
    words = " ".join(each.text for each in ElementTree.fromstring(made["map_svg"]).iter(f"{SVG}text"))
    for expected in ("Persentase penduduk miskin (Maret), 2025 (%)", "BPS *contoh*", "example00001", "geoBoundaries",
                     "Tidak melapor (5)"):  # fmt: skip
        assert expected in words
    file = json.loads(made["map_geojson"])
    values = {each["id"]: each["properties"]["value"] for each in file["features"]}
    assert values["11.01"] == pytest.approx(10.3)
    assert values["11.71"] is None
    assert file["metadata"]["snapshot"] == "example00001"
