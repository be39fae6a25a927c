"""Ringkasan, Instansi and Indikator: full, empty, filtered, in both languages, with hostile text in the data."""

import datetime as dt

import pytest

from pages.content import reader
from tests.pages.conftest import in_turn
from tests.pages.visiting import table as table_with
from tests.pages.visiting import tables

PAGES = ["summary", "agency", "indicator"]
LINKS = [
    {}, {"agency": "DINKES"}, {"agency": "DINKES", "unit": "DINKES-P2P"}, {"indicator": "IKU-BAPPEDA-13"},
    {"indicator": "IKU-BAPPEDA-13", "region": ["11.06", "11.01"]}, {"period": "2025-Q2"},
    {"indicator": "IKU-DINKES-04", "period": "2024-Q4"}, {"region": "11.75"}, {"period": "2016-Q1"},
    {"indicator": "IKU-BPKA-02", "agency": "DISDIK"},
]  # fmt: skip


def words(app) -> str:
    """Everything the page says, in one text."""
    kinds = ("title", "header", "subheader", "caption", "markdown", "info", "warning", "success")
    said = [element.value for kind in kinds for element in getattr(app, kind)]
    return "\n".join([*said, *(element.proto.body for element in app.get("html"))])


def headings(app, number: int) -> list[str]:
    """Column headings of a table."""
    return list(tables(app)[number].columns)


@pytest.mark.parametrize(("link", "page", "spoken"), in_turn(LINKS, *PAGES))
def test_every_page_answers_every_link(open_app, full_store, page, link, spoken):
    app = open_app(full_store, page, lang=spoken, **link)
    assert not app.exception
    assert app.title or "<h1>" in words(app)
    assert "example00001" in words(app)


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_store_says_how_to_begin(open_app, empty_store, page):
    app = open_app(empty_store, page)
    assert not app.exception
    assert any("Belum ada data" in info.value for info in app.info)
    assert any("python -m data load" in code.value for code in app.code)


def test_nothing_here_says_what_to_widen(open_app, full_store):
    app = open_app(full_store, "agency", agency="DISDIK", region="11.75")
    assert any("Dinas Pendidikan Aceh" in info.value for info in app.info)
    assert "Tambah kabupaten/kota" in words(app)
    assert "Pilih instansi lain" in words(app)


def test_simulated_series_are_marked(open_app, full_store):
    app = open_app(full_store, "agency", agency="DINKES")
    assert "disimulasikan" in words(app)
    assert tables(app)[0]["origin"].str.contains("simulasi").sum() == 2


def test_the_scorecard_shows_units_values_and_words(open_app, full_store):
    app = open_app(full_store, "agency", agency="DINKES")
    table = tables(app)[0]
    assert list(table["standing"]) == ["Sangat Rendah", "Sangat Tinggi", "Sangat Tinggi"]
    assert table["value"].iloc[0] == "38,00%"
    assert table["place"].iloc[0] == "Bidang Pencegahan dan Pengendalian Penyakit"


def test_missing_and_late_reports_are_listed(open_app, full_store, monkeypatch):
    monkeypatch.setattr(reader, "office_today", lambda: dt.date(2026, 1, 31))
    app = open_app(full_store, "agency", agency="DISDIK")
    table = table_with(app, "periods")
    assert table.loc[0, "missing"] == 2
    assert table.loc[0, "periods"] == "TW IV 2025, TW III 2025"


def test_an_indicator_says_its_sentence_and_definition(open_app, full_store):
    app = open_app(full_store, "indicator", indicator="IKU-BAPPEDA-13", lang="en")
    assert "<h1>Poverty rate (March)</h1>" in words(app)
    assert "Example paragraph 5." in words(app)
    values = table_with(app, "state")
    assert list(values["when"])[:2] == ["2025", "2024"]


def test_an_indicator_shows_the_regency_that_was_chosen(open_app, full_store):
    app = open_app(full_store, "indicator", indicator="IKU-BAPPEDA-13", region="11.06")
    assert "Kabupaten Aceh Besar" in words(app)
    assert '<span class="n">15,30<small>%</small></span>2025' in words(app)


def test_an_earlier_period_cuts_the_series_and_says_so(open_app, full_store):
    app = open_app(full_store, "indicator", indicator="IKU-BAPPEDA-13", period="2024-Q4")
    assert '<span class="n">13,80<small>%</small></span>2024' in words(app)
    assert "belum terkonfirmasi" in words(app)
    assert ", terkonfirmasi" not in words(app), "no later verdict"


def test_the_search_finds_by_name_code_and_agency(open_app, full_store):
    app = open_app(full_store, "indicator")
    for text, found in [("miskin", 1), ("stunting", 1), ("BPKA-02", 1), ("dinkes", 1), ("poverty MARCH", 1)]:
        app.text_input(key="indicator_search").set_value(text).run()
        assert len(tables(app)[0]) == found, text
    app.text_input(key="indicator_search").set_value("<b>tak ada</b>").run()
    assert not app.exception
    assert any("Tidak ada indikator" in info.value for info in app.info)


def test_text_of_files_is_no_markup(open_app, full_store):
    app = open_app(full_store, "indicator", indicator="IKU-BAPPEDA-13")
    assert "BPS \\*contoh\\*" in words(app)
