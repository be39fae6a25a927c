"""Wilayah on a small store: poverty of 18 regencies, 12 + n in 2016 and 0.3 less every year; lower is better."""

import re

import pytest

from data.reference import load_reference
from pages.parts import printing

POVERTY = "IKU-BAPPEDA-13"


def words(app) -> str:
    return " ".join(element.value for element in [*app.title, *app.markdown, *app.caption])


def table(app, column: str):
    return next(each.value for each in app.dataframe if column in each.value)


@pytest.mark.parametrize(("lang", "title"), [("id", "Wilayah"), ("en", "Regencies")])
def test_without_a_choice_all_regencies_are_listed_with_their_counts(open_app, full_store, lang, title):
    app = open_app(full_store, "region_page", lang=lang)
    assert not app.exception
    assert app.title[0].value == title
    rows = table(app, "judged").set_index("short_name")
    assert len(rows) == 23
    assert rows.loc["Aceh Selatan", "judged"] == 1
    assert rows.loc["Banda Aceh", "judged"] == 0


@pytest.mark.parametrize(
    ("lang", "sentence", "rank"),
    [
        ("id", "Dari 1 indikator yang dapat dibandingkan dengan 17 kabupaten/kota lain", "ke-1 dari 18"),
        ("en", "Of the 1 indicator that can be compared with the 17 other regencies", "rank 1 of 18"),
    ],
)
def test_the_profile_says_where_the_best_regency_stands(open_app, full_store, lang, sentence, rank):
    app = open_app(full_store, "region_page", region="11.01", lang=lang)
    assert not app.exception
    assert app.title[0].value == "Kabupaten Aceh Selatan"
    assert sentence in words(app)
    assert f"(2025); {rank}" in words(app).replace("\\", "")
    assert app.get("plotly_chart")
    assert table(app, "strip")["place"].tolist() == ["1/18"]


def test_the_worst_regency_is_among_the_worries_and_not_the_strengths(open_app, full_store):
    app = open_app(full_store, "region_page", region="11.18", lang="id")
    keys = [button.key for button in app.button if button.key]
    assert f"region_worries_{POVERTY}_BAPPEDA_" in keys
    assert not any(key.startswith("region_strengths_") for key in keys)
    assert "Tidak ada indikator di seperempat terbaik" in words(app)


def test_neighbours_are_compared_in_the_same_period(open_app, full_store):
    app = open_app(full_store, "region_page", region="11.12", lang="id")
    row = table(app, "ahead").iloc[0]
    assert (row["11.12"], row["11.01"], row["11.13"], row["11.15"]) == ("21,30", "10,30", "22,30", "24,30")
    assert row["11"] == "13,40"
    assert row["ahead"] == "2 dari 3"
    assert "BPS" in words(app)


def test_a_smaller_group_ranks_anew(open_app, full_store):
    app = open_app(full_store, "region_page", region="11.01", lang="id")
    app.segmented_control(key="region_group").set_value("type").run()
    assert not app.exception
    assert table(app, "strip")["place"].tolist() == ["1/18"]


def test_a_city_without_data_says_so(open_app, full_store):
    app = open_app(full_store, "region_page", region="11.71", lang="id")
    assert not app.exception
    assert app.title[0].value == "Kota Banda Aceh"
    assert app.info
    assert not app.get("plotly_chart")


def test_an_agency_without_regional_data_gets_an_empty_state(open_app, full_store):
    assert open_app(full_store, "region_page", agency="DISDIK").info
    assert open_app(full_store, "region_page", agency="DISDIK", region="11.01").info


def test_the_period_of_the_scope_is_shown(open_app, full_store):
    app = open_app(full_store, "region_page", region="11.01", period="2024-Q4", lang="id")
    assert table(app, "strip")["value"].tolist() == ["10,60%"]


def test_choosing_another_regency_opens_its_profile(open_app, full_store):
    app = open_app(full_store, "region_page", region="11.01")
    assert any("(Abdya)" in option for option in app.selectbox(key="region_pick").options)
    app.query_params.clear()
    app.selectbox(key="region_pick").set_value("11.12").run()
    assert app.title[0].value == "Kabupaten Aceh Barat Daya"


def test_an_empty_store_offers_nothing_to_compare(open_app, empty_store):
    app = open_app(empty_store, "region_page")
    assert not app.exception
    assert app.info


def test_the_printed_page_stands_alone_and_says_the_same(open_app, full_store, monkeypatch):
    made = []
    original = printing.profile
    monkeypatch.setattr(printing, "profile", lambda *given: made.append(original(*given)) or made[-1])
    monkeypatch.setattr("streamlit.download_button", lambda *_, data, **__: data())
    open_app(full_store, "region_page", region="11.01", lang="id")
    page = made[-1].decode()
    assert page.startswith('<!doctype html><html lang="id">')
    assert "<h1>Kabupaten Aceh Selatan</h1>" in page
    assert [words in page for words in ("ke-1 dari 18", "10,30%", "example00001")] == [True] * 3
    assert page.count("<svg") >= 3
    assert "BPS *contoh*" in page
    assert not re.search(r"<script|<link|<img|@import|url\(|href=|src=", page)
    assert set(re.findall(r"https?://[^\s\"<]+", page)) == {"http://www.w3.org/2000/svg"}


def test_filters_of_the_profile_travel_in_the_link_by_code(open_app, full_store):
    app = open_app(full_store, "region_page", region="11.01", region_undirected="1", region_theme="<b>", lang="id")
    assert app.toggle(key="region_undirected").value is True
    assert "region_theme" not in app.query_params
    named = app.selectbox(key="region_theme")
    (theme,) = named.proto.options
    codes = {row["name_id"]: row["code"] for row in load_reference().themes.to_dict("records")}
    named.set_value(codes[theme]).run()
    assert app.query_params["region_theme"] == codes[theme]
    app.toggle(key="region_undirected").set_value(False).run()
    assert "region_undirected" not in app.query_params


def test_chosen_indicators_of_a_dataset_travel_in_the_link_by_code(open_app, full_store):
    wanted = ["IKU-DINKES-04", "IKU-BAPPEDA-13"]
    app = open_app(full_store, "download_page", download_indicators=[*wanted, "nothing"], lang="en")
    assert app.multiselect(key="download_indicators").value == wanted
    assert app.query_params["download_indicators"] == wanted
