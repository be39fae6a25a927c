"""Unduh Data: the page counts what it hands out, and every file says what it is."""

import io
import json
import tempfile
from pathlib import Path

import frictionless
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from pages.content import reader
from pages.documents import code_snippets, data_package, dataset, verdict_sheet
from pages.words import signs

EVERYTHING = dict.fromkeys(dataset.PARAMETERS)


@pytest.fixture
def selection(full_store, monkeypatch):
    """A selection of the small store, as a page would make it."""
    monkeypatch.setenv("KINERJA_STORE", str(full_store))

    def select(contents="observations", **parameters):
        return dataset.Selection({**EVERYTHING, **parameters}, ("uji",), contents)

    return select


def made(write, *asked):
    """The bytes of the file that is written for a selection."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        write(asked[0], path, *asked[1:])
        return path.read_bytes()


def csv_rows(content, decimal):
    text = content.decode("utf-8-sig")
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
    separator = ";" if decimal == "," else ","
    return pd.read_csv(io.StringIO("".join(lines)), sep=separator, decimal=decimal, dtype={"kode_wilayah": str})


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_counts_rows_and_marks_simulated_ones(open_app, full_store, lang):
    app = open_app(full_store, "download", lang=lang)
    assert not app.exception
    shown = " ".join(element.value for element in [*app.markdown, *app.caption])
    assert "simula" in shown
    assert len({button.proto.id for button in app.get("download_button")}) >= 8


def test_an_empty_selection_says_what_to_widen(open_app, full_store):
    app = open_app(full_store, "download", agency="DISDIK", region="11.01")
    assert not app.exception
    assert app.info
    assert not app.get("download_button")


@pytest.mark.parametrize("decimal", [",", "."])
def test_csv_reads_back_to_the_stored_numbers(selection, decimal):
    chosen = selection(indicators=("IKU-BAPPEDA-13",))
    rows = csv_rows(made(dataset.write_csv, chosen, decimal), decimal)
    stored = reader.snapshot().fetch("observations", indicator="IKU-BAPPEDA-13")
    assert len(rows) == len(stored) == dataset.count(chosen)["observations"]
    assert rows["realisasi"].tolist() == pytest.approx(stored["actual"].tolist())
    assert rows["kode_wilayah"].tolist() == stored["region"].tolist()


def test_csv_says_what_it_is(selection):
    text = made(dataset.write_csv, selection(agency="DINKES"), ",").decode("utf-8-sig")
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert any("uji" in line for line in head)
    assert any(reader.snapshot().id in line for line in head)
    assert any("simulasi" in line for line in head)


def test_xlsx_holds_data_dictionary_and_words_about_itself(selection):
    book = openpyxl.load_workbook(io.BytesIO(made(dataset.write_xlsx, selection(indicators=("IKU-BAPPEDA-13",)))))
    data, columns, indicators, _, about = book.worksheets
    assert data.max_row == 1 + 19 * 10
    assert columns.max_row > 20
    assert indicators["A2"].value == "IKU-BAPPEDA-13"
    assert any(reader.snapshot().id in str(cell.value) for row in about.rows for cell in row)


def test_parquet_keeps_types_and_words(selection):
    table = pq.read_table(io.BytesIO(made(dataset.write_parquet, selection(indicators=("IKU-BAPPEDA-13",)))))
    assert table.num_rows == 190
    assert str(table.schema.field("actual").type) == "double"
    assert "about" in json.loads(table.schema.metadata[b"kinerja_aceh"])


def test_geojson_has_every_regency_and_null_where_there_is_no_value(selection):
    collection = json.loads(dataset.geojson(selection(indicators=("IKU-BAPPEDA-13",))))
    values = {feature["id"]: feature["properties"]["actual"] for feature in collection["features"]}
    assert len(values) == 23
    assert values["11.01"] == pytest.approx(12 + 1 - 0.3 * 9)
    assert values["11.71"] is None


def test_json_holds_rows_to_the_last_digit(selection):
    whole = json.loads(made(dataset.write_json, selection(indicators=("IKU-BAPPEDA-13",))))
    stored = reader.snapshot().fetch("observations", indicator="IKU-BAPPEDA-13")
    assert [row["actual"] for row in whole["rows"]] == stored["actual"].tolist()
    assert whole["rows"][0]["period_start"] == "2016-01-01"
    assert whole["indicators"][0]["code"] == "IKU-BAPPEDA-13"
    assert set(whole["rows"][0]) <= {"agency", "agency_name"} | set(dataset.preview(selection(), 0).columns)


def test_several_indicators_and_a_theme_narrow_the_rows(selection):
    both = dataset.count(selection(indicators=("IKU-BAPPEDA-13", "IKU-DINKES-04")))
    assert both["observations"] == 190 + 10
    theme = reader.snapshot().fetch("indicator_card", indicator="IKU-BAPPEDA-13")["theme"].iloc[0]
    assert dataset.count(selection(theme=theme))["observations"] >= 190
    assert dataset.count(selection(theme="no_such_theme"))["observations"] == 0


def test_pages_of_the_preview_follow_each_other(selection):
    chosen = selection(indicators=("IKU-BAPPEDA-13",))
    whole = dataset.preview(chosen, 190)
    pages = pd.concat([dataset.preview(chosen, 100), dataset.preview(chosen, 100, 100)], ignore_index=True)
    pd.testing.assert_frame_equal(pages, whole)


def test_the_size_is_near_that_of_the_file(selection):
    chosen = selection()
    assert dataset.size(chosen) == pytest.approx(len(made(dataset.write_csv, chosen, ".")), rel=0.35)


@pytest.mark.parametrize("indicators", [None, ("IKU-BAPPEDA-13",)])
def test_the_data_package_is_valid_and_holds_the_stored_numbers(selection, tmp_path, indicators):
    chosen = selection(indicators=indicators)
    content = made(data_package.write, chosen)
    assert content == made(data_package.write, chosen)
    path = tmp_path / "package.zip"
    path.write_bytes(content)
    report = frictionless.validate(str(path), type="package")
    assert report.valid, report.flatten(["resource_name", "title", "note"])
    package = frictionless.Package(str(path))
    assert package.version == reader.snapshot().id
    assert ("regencies" in package.resource_names) == (indicators is not None)
    rows = package.get_resource("observations").read_rows()
    stored = dataset.rows(chosen)
    assert [float(row["actual"]) for row in rows] == stored["actual"].tolist()
    assert rows[0]["region"] == stored["region"].iloc[0]


@pytest.mark.parametrize("decimal", [",", "."])
def test_the_python_snippet_reads_the_file(selection, tmp_path, monkeypatch, capsys, decimal):
    chosen = selection(indicators=("IKU-BAPPEDA-13",))
    (tmp_path / code_snippets.csv_name(chosen, decimal)).write_bytes(made(dataset.write_csv, chosen, decimal))
    (tmp_path / f"{chosen.stem}.parquet").write_bytes(made(dataset.write_parquet, chosen))
    monkeypatch.chdir(tmp_path)
    codes = {title: text for title, text, language in code_snippets.snippets(chosen, decimal) if language == "python"}
    exec(codes["Python"], {})
    assert "190" in capsys.readouterr().out
    exec(codes["Parquet (DuckDB)"], {})


def test_the_page_turns_pages_and_takes_several_indicators(open_app, full_store):
    app = open_app(full_store, "download")
    app.multiselect(key="download_indicators").set_value(["IKU-BAPPEDA-13"]).run()
    app.number_input(key="download_page_number").set_value(2).run()
    assert not app.exception
    assert any("101 sampai 190 dari 190" in caption.value for caption in app.caption)
    app.multiselect(key="download_indicators").set_value(["IKU-DINKES-04"]).run()
    assert any("1 sampai 10 dari 10" in caption.value for caption in app.caption)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_verdicts_come_as_a_sheet_for_people(selection, monkeypatch, lang):
    monkeypatch.setattr("pages.words.language.current", lambda: lang)
    chosen = selection(agency="DINKES", contents="verdicts")
    stored = dataset.rows(chosen)
    sheet, about = openpyxl.load_workbook(io.BytesIO(made(verdict_sheet.write, chosen))).worksheets
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert len(lines) - 1 == len(stored) == dataset.count(chosen)["observations"]
    table = pd.DataFrame(lines[1:], columns=lines[0])
    words = {"id": ("Indikator", "Sinyal tren", "p", "Kalimat"), "en": ("Indicator", "Trend signal", "p", "Sentence")}
    name, signal, p, sentence = words[lang]
    assert table[name].tolist() == stored["indicator_name"].tolist()
    assert set(table[signal]) <= {signs.state_word(each) for each in signs.STATES}
    assert table[p].tolist() == pytest.approx(stored["p_value"].round(3).tolist(), nan_ok=True)
    assert not table[sentence].str.contains(r"\bp [=<]").any()
    assert sheet.auto_filter.ref
    assert any(str(cell.value).startswith("http") or "uji" in str(cell.value) for row in about for cell in row)
