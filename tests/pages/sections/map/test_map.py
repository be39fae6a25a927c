"""Peta on a small store: the regencies counted, the modes, the periods, the files, and what cannot be drawn."""

import html
import json
import re
from xml.etree import ElementTree

import pandas as pd
import pytest

from pages.content import mapping
from pages.sections.map import controls
from tests.pages.visiting import tables

MODES = mapping.MODES
SVG = "{http://www.w3.org/2000/svg}"


def texts(app):
    head = " ".join(re.sub(r"<[^>]+>", " ", element.proto.body) for element in app.get("html"))
    return html.unescape(head) + " ".join(element.value for element in [*app.markdown, *app.caption])


def drawn(app):
    """The block with names: its markup, or nothing."""
    found = [json.loads(element.proto.json)["markup"] for element in app.get("bidi_component") if element.proto.json]
    return next((each for each in found if "mapw" in each), "")


def listed(app):
    """Text of the lines of the list."""
    lines = re.findall(r"<li( class=\"ab\")?>(.*?)</li>", drawn(app).partition('class="rl"')[2], re.S)
    return [re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", line))).strip() for _, line in lines]


def table(app):
    return tables(app)[0]


@pytest.mark.parametrize(("lang", "counted"), [("id", "tidak dihitung di sini"), ("en", "not counted here")])
def test_what_is_missing_is_counted_in_boxes_list_and_words_alike(open_app, full_store, lang, counted):
    app = open_app(full_store, "map", indicator="IKU-BAPPEDA-13", lang=lang)
    assert not app.exception
    assert f"18 {'tergambar' if lang == 'id' else 'drawn'} · 5 {counted}" in texts(app)
    assert len(table(app)) == 23
    assert len([line for line in listed(app) if line.endswith(counted)]) == 5
    assert '<i class="not_counted"></i><b>5</b>' in drawn(app)
    assert drawn(app).count('fill="url(#hatch-not_counted)"') == 5


def test_names_values_and_ranks_stand_on_the_map_and_open_the_profile(open_app, full_store):
    app = open_app(full_store, "map", indicator="IKU-BAPPEDA-13", lang="id")
    shown = table(app).dropna(subset=["shown"]).sort_values("shown", ascending=False)
    lines = [line for line in listed(app) if line[0].isdigit()]
    assert len(lines) == len(shown)
    assert lines[0].startswith(f"1 {shown['short_name'].iloc[0]}")
    assert "(Maret) dihitung di 18 kabupaten/kota, tidak di 5 lainnya" in texts(app)
    assert 'href="/wilayah?indicator=IKU-BAPPEDA-13&amp;region=11.01"' in drawn(app)
    assert re.search(r"Aceh Selatan: [\d,]+%, urutan \d+ dari 18", html.unescape(drawn(app)))


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_draws(open_app, full_store, mode):
    app = open_app(full_store, "map", indicator="IKU-BAPPEDA-13", map_mode=mode)
    assert not app.exception
    assert drawn(app).count('class="rg') == 23
    assert app.segmented_control(key="map_mode").value == mode


@pytest.mark.parametrize("mode", ["", "Capaian", "<b>", "value2"])
def test_a_mode_that_does_not_exist_shows_values_and_leaves_the_link(open_app, full_store, mode):
    app = open_app(full_store, "map", indicator="IKU-BAPPEDA-13", map_mode=mode)
    assert app.segmented_control(key="map_mode").value == "value"
    assert "map_mode" not in app.query_params


def test_controls_are_written_into_the_link_by_code_and_follow_it(open_app, full_store):
    app = open_app(full_store, "map", indicator="IKU-BAPPEDA-13")
    app.segmented_control(key="map_mode").set_value("province").run()
    assert app.query_params["map_mode"] in ("province", ["province"])
    app.query_params["map_mode"] = "gap"
    app.run()
    assert app.segmented_control(key="map_mode").value == "gap"


def test_lower_is_better_puts_the_lowest_first(open_app, full_store):
    app = open_app(full_store, "map", indicator="IKU-BAPPEDA-13")
    shown = table(app)["shown"].dropna()
    assert shown.is_monotonic_increasing
    assert shown.iloc[0] == pytest.approx(12 + 1 - 0.3 * 9)


def test_the_period_of_the_scope_is_drawn(open_app, full_store):
    app = open_app(full_store, "map", indicator="IKU-BAPPEDA-13", period="2024-Q4")
    assert ", 2024 (%)" in texts(app)
    assert table(app)["shown"].min() == pytest.approx(12 + 1 - 0.3 * 8)


def test_an_indicator_without_regencies_says_so_and_shows_another(open_app, full_store):
    app = open_app(full_store, "map", indicator="IKU-DINKES-04")
    assert not app.exception
    assert app.info
    assert drawn(app)


def test_an_agency_without_regional_data_gets_an_empty_state(open_app, full_store):
    app = open_app(full_store, "map", agency="DISDIK")
    assert not app.exception
    assert app.info
    assert not drawn(app)


def test_a_chosen_regency_shows_its_value(open_app, full_store):
    app = open_app(full_store, "map", indicator="IKU-BAPPEDA-13", region="11.01")
    assert any("Aceh Selatan" in each.value for each in app.markdown)


def test_the_difference_from_the_province_is_the_value_less_its_own(open_app, full_store):
    app = open_app(full_store, "map", indicator="IKU-BAPPEDA-13", map_mode="province")
    shown = table(app).set_index("short_name")["shown"]
    assert shown["Aceh Selatan"] == pytest.approx(10.3 - 13.4)
    assert shown["Pidie Jaya"] == pytest.approx(27.3 - 13.4)
    assert shown.dropna().is_monotonic_increasing


def test_clusters_say_what_they_are(open_app, full_store):
    app = open_app(full_store, "map", indicator="IKU-BAPPEDA-13", map_mode="clusters", lang="id")
    assert set(table(app)["band"]) <= {
        "Kelompok tinggi", "Kelompok rendah", "Tinggi di tengah yang rendah", "Rendah di tengah yang tinggi",
        "Tidak terbukti", "tidak dihitung di sini",
    }  # fmt: skip
    assert "Moran I" in texts(app)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_two_periods_share_their_classes_and_show_the_change(open_app, full_store, lang):
    app = open_app(full_store, "map", indicator="IKU-BAPPEDA-13", map_view="pair", lang=lang)
    assert not app.exception
    assert len(app.get("plotly_chart")) == 2
    assert table(app)["moved"].dropna().round(6).unique().tolist() == [-0.3]
    assert "2024 – 2025" in texts(app)


def test_small_multiples_show_every_period_once_under_one_legend(open_app, full_store, monkeypatch):
    drawn = []
    monkeypatch.setattr("streamlit.image", lambda picture, alt, **_: drawn.append((picture, alt)))
    app = open_app(full_store, "map", indicator="IKU-BAPPEDA-13", map_view="multiples", lang="id")
    assert not app.exception
    headings = [each.value for each in app.markdown if each.value.strip("*").isdigit()]
    assert headings == [f"**{year}**" for year in range(2016, 2026)]
    (legend, _), *maps = drawn
    assert len(maps) == 10
    assert "tidak dihitung di sini" in legend
    assert maps[-1][1] == "Persentase penduduk miskin (Maret), 2025 (%): 18 tergambar · 5 tidak dihitung di sini"
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
    assert not open_app(full_store, "map", map_bounds="15; 20; 30", **link).warning
    said = open_app(full_store, "map", map_bounds="lima", **link).warning
    assert "lima" in said[0].value


def test_classes_centre_on_the_target_all_regencies_share(open_app, full_store):
    assert mapping.common_target(pd.DataFrame({"target": [11.0] * 3})) == 11.0
    assert mapping.common_target(pd.DataFrame({"target": [11.0, 12.0]})) is None
    made = mapping.classify(pd.Series([9.0, 11.0, 15.0]), {"better": "lower"},
                            mapping.Choice("value", "target", 4, (), 11.0))  # fmt: skip
    assert 11.0 in made.edges
    app = open_app(full_store, "map", indicator="IKU-BAPPEDA-13", map_scheme="target")
    assert not app.exception
    assert not app.info


def test_files_hold_the_values_of_the_map(open_app, full_store, monkeypatch):
    made = {}
    monkeypatch.setattr("streamlit.download_button", lambda _, data, **more: made.update({more["key"]: data()}))
    open_app(full_store, "map", indicator="IKU-BAPPEDA-13", lang="id")
    assert made["map_png"].startswith(b"\x89PNG")
    words = " ".join(each.text for each in ElementTree.fromstring(made["map_svg"]).iter(f"{SVG}text"))
    for expected in ("Persentase penduduk miskin (Maret), 2025 (%)", "BPS *contoh*", "example00001", "geoBoundaries",
                     "tidak dihitung di sini (5)"):  # fmt: skip
        assert expected in words
    file = json.loads(made["map_geojson"])
    values = {each["id"]: each["properties"]["value"] for each in file["features"]}
    assert values["11.01"] == pytest.approx(10.3)
    assert values["11.71"] is None
    assert file["metadata"]["snapshot"] == "example00001"


def test_all_periods_share_one_scale_until_the_reader_wants_this_one(open_app, full_store):
    link = {"indicator": "IKU-BAPPEDA-13", "map_period": "2020"}
    every, one = (open_app(full_store, "map", map_scale=scale, **link) for scale in ("all", "one"))
    legends = [re.findall(r"<span>([^<]*%)</span>", drawn(app)) for app in (every, one)]
    newest = open_app(full_store, "map", indicator="IKU-BAPPEDA-13")
    assert legends[0] == re.findall(r"<span>([^<]*%)</span>", drawn(newest)) != legends[1]


def test_a_mode_that_cannot_be_drawn_is_not_offered_and_says_why(open_app, full_store):
    app = open_app(full_store, "map", indicator="IKU-BAPPEDA-13", map_mode="trend", period="2024-Q4", lang="id")
    assert any("arah dihitung dari data terbaru" in each.value for each in app.info)
    assert "Membaik" not in " ".join(listed(app))


def test_the_newest_period_is_the_newest_that_enough_have_reported():
    periods = pd.DataFrame({"period": ["2024", "2025", "2026"], "regions": [22, 21, 1], "regions_due": [23] * 3})
    assert controls.usual(periods) == "2025"
    assert "1" in controls.newer(periods, "2025")
    assert controls.newer(periods, "2026") == ""
    assert controls.usual(periods.assign(regions=1)) == "2026"


@pytest.mark.parametrize("form", ["pair", "multiples"])
def test_sentence_and_table_hold_every_period_of_the_picture(open_app, full_store, form):
    app = open_app(full_store, "map", indicator="IKU-BAPPEDA-13", map_view=form, lang="id")
    rows = table(app)
    periods = [name for name in rows if name[:4].isdigit()]
    assert len(periods) == (2 if form == "pair" else 10)
    first, last = periods[0], periods[-1]
    assert rows["moved"].tolist() == pytest.approx((rows[last] - rows[first]).tolist(), nan_ok=True)
    fell = int((rows["moved"] < 0).sum())
    told = f"Dari {first} ke {last}: naik di 0, turun di {fell} dari 18 kabupaten/kota. Turun paling banyak "
    assert told in texts(app).replace("\\", "")
