"""A table of few rows: names are links to what they name, heads say their terms, values keep their order."""

import datetime as dt
import re

import pandas as pd
import pytest
import streamlit as st

from pages.components import short_tables
from pages.words import language
from tests.pages import claims

ROWS = pd.DataFrame(
    {
        "name": ["A & B", "C"],
        "actual": [2.5, None],
        "unit": ["12,3%", language.NOTHING],
        "day": [dt.date(2026, 3, 1), None],
        "n": [1200, 7],
        "share": [12.0, 50.0],
        "course": ["data:image/svg+xml,x", None],
    }
)
COLUMNS = {
    "name": "Indikator", "actual": "Realisasi", "unit": "Satuan", "day": "Hari", "n": "n",
    "share": st.column_config.ProgressColumn("Bagian", min_value=0, max_value=100),
    "course": st.column_config.ImageColumn("Gambar"),
}  # fmt: skip
FORMATS = {"actual": lambda value: language.number(value, 1), "day": language.day}


@pytest.fixture
def shown():
    with language.speaking("id"):
        markup = short_tables.markup(ROWS, COLUMNS, FORMATS, ("name", ["/x?a=1&b=2", "/y"]), "key", "alt")
    return claims.tree(markup)


def test_names_are_links_and_all_is_escaped(shown):
    links = [link for cell in shown.all("td") for link in cell.all("a")]
    assert [(each.has["href"], each.text()) for each in links] == [("/x?a=1&b=2", "A & B"), ("/y", "C")]


def test_cells_say_their_words_and_keep_the_value_they_are_ordered_by(shown):
    rows = [row.all("td") for row in shown.all("tr")[1:]]
    assert [cell.text() for cell in rows[0]] == ["A & B", "2,5", "12,3%", "1 Mar 2026", "1.200", "12%", ""]
    assert [cell.text() for cell in rows[1]][1:4] == [language.NOTHING] * 3
    assert [cell.has.get("data-v") for cell in rows[0]] == [None, "2.5", None, "2026-03-01", "1200", "12.0", None]
    assert "data-nil" in rows[1][1].has


def test_numbers_stand_at_the_right(shown):
    assert [head.has.get("class", "") for head in shown.all("th")] == ["", "r", "r", "", "r", "r sh", "im"]


def test_heads_lead_to_the_glossary_and_sort_what_has_an_order(shown):
    heads = {head.has["data-name"]: head for head in shown.all("th")}
    assert re.search(r"place=(\w+)", heads["actual"].all("a")[0].has["href"])[1] == "realisasi"
    assert not heads["name"].all("a")
    assert [bool(head.all("button")) for head in heads.values()] == [True] * 6 + [False]


def test_a_column_that_says_nothing_in_any_row_is_left_out():
    rows = ROWS.assign(lost=[None, language.NOTHING], blank="")
    columns = {**COLUMNS, "lost": "Hilang", "blank": "Kosong"}
    with language.speaking("id"):
        markup = short_tables.markup(rows, columns, FORMATS, None, "key", "alt")
    assert [head.has["data-name"] for head in claims.tree(markup).all("th")] == list(COLUMNS)


def test_names_of_files_go_on_in_the_next_line_behind_an_underscore():
    rows = pd.DataFrame({"file": ["DINKES_<b>_2026.csv"]})
    with language.speaking("id"):
        markup = short_tables.markup(rows, {"file": "Berkas"}, {}, None, "key", "alt")
    assert "DINKES_<wbr>&lt;b&gt;_<wbr>2026.csv" in markup
