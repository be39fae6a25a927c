"""Rows in place and the marked workbook: the right cells, in the reader's language, and nothing that runs."""

import io

import openpyxl
import pytest

from data.intake import Options, read
from data.reference import load_reference
from pages.documents import marked_upload
from pages.words.language import speaking

HEADER = "kode_instansi;kode_indikator;kode_wilayah;nama_wilayah;periode;realisasi;catatan\n"
LINES = [
    "DINKES;IKU-DINKES-04;11.71;Kota Banda Aceh;2024;20,5;=1+1",
    "DINKES;IKU-DINKES-04;11.72;Kota Sabang;2024;banyak;",
    "DINKES;IKU-DINKES-04;;Kotta Lanqssa;2024;21,5;@SUM(A1)",
]


@pytest.fixture
def result(tmp_path):
    path = tmp_path / "laporan.csv"
    path.write_text("Laporan stunting\n" + HEADER + "".join(f"{line}\n" for line in LINES), "utf-8")
    return read(path, Options(), load_reference(), None, tmp_path / "work", keep_cells=True)


def opened(result, language="id"):
    facts = result.recognised
    with speaking(language):
        content = marked_upload.workbook(result.cells_path, result.findings, facts["columns"], facts["header_row"])
    return openpyxl.load_workbook(io.BytesIO(content))


def test_rows_come_back_as_they_stand(result):
    found = marked_upload.lines(result.cells_path, [4, 3, 99])
    assert list(found) == [3, 4]
    assert found[4][3:6] == ["Kota Sabang", "2024", "banyak"]
    assert marked_upload.lines(result.cells_path, []) == {}


def test_the_faulty_cells_and_no_others_are_marked_and_explained(result):
    sheet = opened(result).worksheets[0]
    commented = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert set(commented) == {"F4", "D5"}
    assert "banyak" in commented["F4"]
    assert sheet["F4"].fill.start_color.rgb == "FFF8D0CC"
    assert sheet["A1"].value == "Laporan stunting"
    assert sheet["F3"].fill.fill_type is None
    assert sheet["F3"].value == "20,5"


def test_comments_speak_the_language_of_the_reader(result):
    indonesian, english = (opened(result, language).worksheets[0]["F4"].comment.text for language in ("id", "en"))
    finding = next(one for one in result.findings if one.rule == "number_unreadable")
    assert indonesian.startswith(finding.message_id)
    assert english.startswith(finding.message_en)


def test_nothing_runs_as_a_formula(result):
    book = opened(result)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert book.worksheets[0]["G3"].value == "'=1+1"
    assert book.worksheets[0]["G5"].value == "'@SUM(A1)"


def test_the_list_holds_every_finding_with_its_row(result):
    sheet = opened(result).worksheets[1]
    listed = [(row[1].value, row[2].value, row[3].value) for row in sheet.iter_rows(min_row=2)]
    assert listed == [("region_unknown", 5, "D: nama_wilayah"), ("number_unreadable", 4, "F: realisasi")]


def test_the_marked_copy_can_be_mended_and_sent_again(result, tmp_path):
    book = opened(result)
    book.worksheets[0]["F4"].value = "19,5"
    book.worksheets[0]["D5"].value = "Kota Langsa"
    path = tmp_path / "perbaikan.xlsx"
    book.save(path)
    again = read(path, Options(), load_reference(), None, tmp_path / "again")
    assert (again.outcome, again.accepted) == ("accepted", 3)
