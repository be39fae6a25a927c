"""Unduh Data: the page counts what it hands out, and every file says what it is."""

import io
import json

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from pages.parts import downloads, source

EVERYTHING = dict.fromkeys(downloads.PARAMETERS)


@pytest.fixture
def selection(full_store, monkeypatch):
    """A selection of the small store, as a page would make it."""
    monkeypatch.setenv("KINERJA_STORE", str(full_store))

    def select(**parameters):
        return downloads.Selection({**EVERYTHING, **parameters}, ("uji",))

    return select


def csv_rows(content, decimal):
    text = content.decode("utf-8-sig")
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
    separator = ";" if decimal == "," else ","
    return pd.read_csv(io.StringIO("".join(lines)), sep=separator, decimal=decimal, dtype={"kode_wilayah": str})


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_counts_rows_and_marks_simulated_ones(open_app, full_store, lang):
    app = open_app(full_store, "download_page", lang=lang)
    assert not app.exception
    shown = " ".join(element.value for element in [*app.markdown, *app.caption])
    assert "simula" in shown
    assert len(app.get("download_button")) == 5


def test_an_empty_selection_says_what_to_widen(open_app, full_store):
    app = open_app(full_store, "download_page", agency="DISDIK", region="11.01")
    assert not app.exception
    assert app.info
    assert not app.get("download_button")


@pytest.mark.parametrize("decimal", [",", "."])
def test_csv_reads_back_to_the_stored_numbers(selection, decimal):
    chosen = selection(indicator="IKU-BAPPEDA-13")
    rows = csv_rows(downloads.csv(chosen, decimal), decimal)
    stored = source.published().fetch("observations", indicator="IKU-BAPPEDA-13")
    assert len(rows) == len(stored) == downloads.count(chosen)["observations"]
    assert rows["realisasi"].tolist() == pytest.approx(stored["actual"].tolist())
    assert rows["kode_wilayah"].tolist() == stored["region"].tolist()


def test_csv_says_what_it_is(selection):
    text = downloads.csv(selection(agency="DINKES"), ",").decode("utf-8-sig")
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert any("uji" in line for line in head)
    assert any(source.published().id in line for line in head)
    assert any("simulasi" in line for line in head)


def test_xlsx_holds_data_dictionary_and_words_about_itself(selection):
    book = openpyxl.load_workbook(io.BytesIO(downloads.xlsx(selection(indicator="IKU-BAPPEDA-13"))))
    assert len(book.sheetnames) == 4
    data, columns, indicators, about = book.worksheets
    assert data.max_row == 1 + 19 * 10
    assert columns.max_row > 20
    assert indicators["A2"].value == "IKU-BAPPEDA-13"
    assert any(source.published().id in str(cell.value) for row in about.rows for cell in row)


def test_parquet_keeps_types_and_words(selection):
    table = pq.read_table(io.BytesIO(downloads.parquet(selection(indicator="IKU-BAPPEDA-13"))))
    assert table.num_rows == 190
    assert str(table.schema.field("actual").type) == "double"
    assert "about" in json.loads(table.schema.metadata[b"kinerja_aceh"])


def test_geojson_has_every_regency_and_null_where_there_is_no_value(selection):
    collection = json.loads(downloads.geojson(selection(indicator="IKU-BAPPEDA-13")))
    values = {feature["id"]: feature["properties"]["actual"] for feature in collection["features"]}
    assert len(values) == 23
    assert values["11.01"] == pytest.approx(12 + 1 - 0.3 * 9)
    assert values["11.71"] is None


def test_formulas_in_text_are_defused():
    frame = pd.DataFrame({"note": ["=1+1", "@x", "-5", "aman", None, "+62"], "actual": [-1.0, 2, 3, 4, 5, 6]})
    safe = downloads.defused(frame)
    assert safe["note"].tolist()[:4] == ["'=1+1", "'@x", "'-5", "aman"]
    assert safe["actual"].tolist() == frame["actual"].tolist()
    assert frame["note"][0] == "=1+1"
