"""A note that explains a mark of footnotes as provisional figures: those with the mark, or all where none bears it."""

import pytest

from data.intake.table import context

HEAD = "kode_indikator;nama_wilayah;tahun;realisasi"
BOTH, SECOND, FIRST = ["provisional", "provisional"], ["final", "provisional"], ["provisional", "final"]
# (note, mark beside the second figure, status of both)
NOTES = {
    "star": ("*) angka sementara", "", BOTH),
    "two stars": ("**) Angka sangat sementara", "", BOTH),
    "letter": ("r) angka sementara", "", BOTH),
    "raised digit": ("¹) angka sementara", "", BOTH),
    "equals sign": ("Keterangan: * = data sementara", "", BOTH),
    "star of a figure": ("*) angka sementara", "*", SECOND),
    "star of a figure, a word before the note": ("Catatan: *) angka sementara", "*)", SECOND),
    "letter of a figure": ("r) angka sementara", "r", SECOND),
    "two marks": ("x : angka sementara, xx : angka sangat sementara", "xx", SECOND),
    "another mark of a figure": ("r) angka revisi, *) angka sementara", "r", BOTH),
    "in two cells": ("*);angka sementara", "*", SECOND),
    "in two cells, of no figure": ("**);angka sangat sementara", "", BOTH),
    "a note of something else": ("*) termasuk penduduk tidak tetap", "", ["final", "final"]),
}


def file(mark="", region="Kab. Bireuen", header=HEAD):
    return f"{header}\nIKU-DINKES-04;{region};2024;21,4\nIKU-DINKES-04;Kota Langsa;2024;22,5{mark}\n"


@pytest.mark.parametrize("note", NOTES)
def test_a_note_on_a_mark(load, note):
    text, mark, expected = NOTES[note]
    result = load(f"{file(mark)}{text}\n")
    assert result.rows("actual", "status") == list(zip([21.4, 22.5], expected, strict=True)), result.found()


def test_a_mark_beside_a_region_or_a_header(load):
    note = "*) angka sementara\n"
    assert load(file(region="Kab. Bireuen*") + note).rows("status") == FIRST
    assert load(file(header=HEAD + "*)") + note).rows("status") == BOTH
    by_year = "nama_wilayah;2023;2024{}\nKab. Bireuen;21,4;20,5\n{}) angka sementara\n"
    for mark in ("*", "r)"):
        result = load(by_year.format(mark, mark.rstrip(")")), set={"kode_indikator": "IKU-DINKES-04"})
        assert result.rows("period", "status") == [("2023", "final"), ("2024", "provisional")]


def test_a_header_that_says_provisional_says_so_of_its_own_figures(load):
    text = "nama_wilayah;2023;2024 (angka sementara)\nKab. Bireuen;21,4;20,5\n"
    result = load(text, set={"kode_indikator": "IKU-DINKES-04"})
    assert result.rows("period", "status") == [("2023", "final"), ("2024", "provisional")]


def test_a_raised_star_is_kept_beside_its_figure(load):
    page = file("<sup>*)</sup>").splitlines()
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split(";")) + "</tr>" for line in page)
    note = "<tr><td>*) angka sementara</td></tr>"
    assert load(f"<html><table>{cells}{note}</table></html>", name="t.xls").rows("status") == SECOND


def test_the_parts_of_a_note():
    assert context.remarks("Sumber: BPS; *) angka sementara; R = angka revisi") == [
        ("", "Sumber: BPS; "), ("*", " angka sementara; "), ("r", " = angka revisi"),
    ]  # fmt: skip
