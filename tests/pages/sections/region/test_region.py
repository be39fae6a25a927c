"""Wilayah on a small store: poverty of 18 regencies, 12 + n in 2016 and 0.3 less every year; lower is better."""

import html
import json
import re

import pytest

from pages.documents import regency_profile
from tests.pages.visiting import tables

POVERTY = "IKU-BAPPEDA-13"


def plain(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup))).strip()


def words(app) -> str:
    blocks = [plain(element.proto.body) for element in app.get("html")]
    return " ".join([*blocks, *(element.value for element in [*app.title, *app.markdown, *app.caption])])


def lines(app) -> list[str]:
    """The regency's lines among the others, in words."""
    drawn = [json.loads(each.proto.json)["markup"] for each in app.get("bidi_component") if each.proto.json]
    return [plain(line) for block in drawn for line in re.findall(r"<li>(.*?)</li>", block, re.S)]


def table(app, column: str):
    return next(each for each in tables(app) if column in each)


@pytest.mark.parametrize(("lang", "title"), [("id", "Wilayah"), ("en", "Regencies")])
def test_without_a_choice_all_regencies_are_listed_with_their_counts(open_app, full_store, lang, title):
    app = open_app(full_store, "region", lang=lang)
    assert not app.exception
    assert app.title[0].value == title
    rows = table(app, "judged").set_index("short_name")
    assert len(rows) == 23
    assert rows.loc["Aceh Selatan", "judged"] == 1
    assert rows.loc["Banda Aceh", "judged"] == 0


@pytest.mark.parametrize(
    ("lang", "sentence", "rank"),
    [
        ("id", "0 dari 1 angka ada di seperempat terburuk, 1 di seperempat terbaik", "10,30 % Aceh 13,40% 1 dari 18"),
        ("en", "0 of 1 figure is in the worst fourth, 1 in the best", "10.30 % Aceh 13.40% 1 of 18"),
    ],
)
def test_the_profile_says_where_the_best_regency_stands(open_app, full_store, lang, sentence, rank):
    app = open_app(full_store, "region", region="11.01", lang=lang)
    assert not app.exception
    assert "Kabupaten Aceh Selatan" in words(app)
    assert sentence in words(app)
    (line,) = lines(app)
    assert rank in line
    assert table(app, "strip")["place"].tolist() == ["1/18"]


def test_the_worst_regency_says_so_and_what_brought_the_reader(open_app, full_store):
    app = open_app(full_store, "region", region="11.18", indicator=POVERTY, lang="id")
    assert "1 dari 1 angka ada di seperempat terburuk, tidak satu pun di seperempat terbaik" in words(app)
    assert "Yang membawa Anda ke sini Kemiskinan (Maret) 27,30 % 2025, urutan 18 dari 18" in words(app)
    assert "Yang membawa" not in words(open_app(full_store, "region", region="11.18", lang="id"))


def test_the_profile_counts_what_the_list_of_regencies_counts(open_app, full_store):
    listed = table(open_app(full_store, "region", lang="id"), "judged").set_index("short_name").loc["Aceh Barat Daya"]
    told = next(each.value for each in open_app(full_store, "region", region="11.12", lang="id").caption
                if each.value.startswith("Di daftar wilayah"))  # fmt: skip
    assert told.startswith(f"Di daftar wilayah: {listed['low']:.0f} dari {listed['judged']:.0f} ")
    assert f"{listed['worsening']:.0f} memburuk" in told


def test_neighbours_are_compared_in_the_same_period(open_app, full_store):
    app = open_app(full_store, "region", region="11.12", lang="id")
    row = table(app, "ahead").iloc[0]
    shown = [row[code].replace("\u00a0", " ") for code in ("11.12", "11.01", "11.13", "11.15")]
    assert shown == ["21,30", "10,30 ●", "22,30 ○", "24,30 ○"]
    assert row["11"] == "13,40"
    assert row["ahead"] == "2 dari 3"
    assert "BPS" in words(app)


def test_a_smaller_group_ranks_anew(open_app, full_store):
    app = open_app(full_store, "region", region="11.01", lang="id")
    app.segmented_control(key="region_group").set_value("type").run()
    assert not app.exception
    assert table(app, "strip")["place"].tolist() == ["1/18"]


def test_a_city_without_data_says_so(open_app, full_store):
    app = open_app(full_store, "region", region="11.71", lang="id")
    assert not app.exception
    assert app.title[0].value == "Kota Banda Aceh"
    assert app.info
    assert not lines(app)


def test_an_agency_without_regional_data_gets_an_empty_state(open_app, full_store):
    assert open_app(full_store, "region", agency="DISDIK").info
    assert open_app(full_store, "region", agency="DISDIK", region="11.01").info


def test_the_period_of_the_scope_is_shown(open_app, full_store):
    app = open_app(full_store, "region", region="11.01", period="2024-Q4", lang="id")
    assert table(app, "strip")["value"].tolist() == ["10,60%"]


def test_choosing_another_regency_opens_its_profile(open_app, full_store):
    app = open_app(full_store, "region", region="11.01")
    assert any("(Abdya)" in option for option in app.selectbox(key="region_pick").options)
    app.query_params.clear()
    app.selectbox(key="region_pick").set_value("11.12").run()
    assert "Kabupaten Aceh Barat Daya" in words(app)


def test_an_empty_store_offers_nothing_to_compare(open_app, empty_store):
    app = open_app(empty_store, "region")
    assert not app.exception
    assert app.info


def test_the_printed_page_stands_alone_and_says_the_same(open_app, full_store, monkeypatch):
    made = []
    original = regency_profile.profile
    monkeypatch.setattr(regency_profile, "profile", lambda *given: made.append(original(*given)) or made[-1])
    monkeypatch.setattr("streamlit.download_button", lambda *_, data, **__: data())
    open_app(full_store, "region", region="11.01", lang="id")
    page = made[-1].decode()
    assert page.startswith('<!doctype html><html lang="id">')
    assert "<h1>Kabupaten Aceh Selatan</h1>" in page
    assert [words in page for words in ("ke-1 dari 18", "10,30%", "example00001")] == [True] * 3
    assert page.count("<svg") >= 3
    assert "BPS *contoh*" in page
    assert not re.search(r"<script|<link|<img|@import|url\(|href=|src=", page)
    assert set(re.findall(r"https?://[^\s\"<]+", page)) == {"http://www.w3.org/2000/svg"}


def test_chosen_indicators_of_a_dataset_travel_in_the_link_by_code(open_app, full_store):
    wanted = ["IKU-DINKES-04", "IKU-BAPPEDA-13"]
    app = open_app(full_store, "download", download_indicators=[*wanted, "nothing"], lang="en")
    assert app.multiselect(key="download_indicators").value == wanted
    assert app.query_params["download_indicators"] == wanted


def test_the_indicators_beside_the_neighbours_stay_in_the_link(open_app, full_store):
    app = open_app(full_store, "region", region="11.07")
    usual = app.multiselect(key="region_compared").value
    assert usual
    assert "region_compared" not in app.query_params
    app.multiselect(key="region_compared").set_value([]).run()
    assert app.query_params["region_compared"] == ""
    app.multiselect(key="region_compared").set_value(usual).run()
    assert "region_compared" not in app.query_params


def test_a_link_may_choose_no_indicator_or_unknown_ones(open_app, full_store):
    none = open_app(full_store, "region", region="11.07", region_compared="")
    assert none.multiselect(key="region_compared").value == []
    assert not none.exception
    unknown = open_app(full_store, "region", region="11.07", region_compared="x|y|")
    assert unknown.multiselect(key="region_compared").value
