"""Texts on their way out: nothing runs as a formula, whatever a spreadsheet takes for the mark between cells."""

import csv
import io
import re

import pandas as pd
import pytest

from data import guarded

HOSTILE = (
    "=1+1", "@SUM(1)", "-2+3", "+cmd|' /C calc'!A0", "\t=1", "\r=1", "aman;=1+1", "aman,=1", 'aman;"=1"', "aman; =1",
    "a\tb\t@x", "a\r\n=1", "＝1+1", "\u200b=1", " =1", "a;b;-1+1",
)  # fmt: skip
HARMLESS = ("-5,3", "+62 811", "-5%", "a - b", "x=1", "Banda Aceh; Pidie", "12-3-2024", "-5;-6,5", "")


def runs(text: str) -> bool:
    """Whether some spreadsheet would compute a cell of this line, split as it likes."""
    cells = re.split("[;,\t\r\n]", text)
    return any(
        re.match(r"[\s\"\u200b]*[=@＝＋－＠+-]", one) and not re.fullmatch(r"[-+][\d\s.]*%?", one) for one in cells
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_runs_and_none_loses_its_words(text):
    assert runs(text) or text.startswith(("\t", "\r"))
    safe = guarded.cell(text)
    assert not runs(safe)
    assert safe.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("text", HARMLESS)
def test_numbers_and_plain_words_stay_what_they_are(text):
    assert guarded.cell(text) == text


@pytest.mark.parametrize("separator", [";", ","])
def test_a_file_is_safe_in_headings_names_and_cells_whatever_it_is_split_at(separator):
    frame = pd.DataFrame({"=nama": HOSTILE, "n": -1.5, "kosong": [None, *["a"] * (len(HOSTILE) - 1)]})
    made = guarded.delimited(frame, separator, "," if separator == ";" else ".", [f"Sumber: {one}" for one in HOSTILE])
    text = made.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text), delimiter=separator):
        assert not any(runs(one) for one in row)
    lines = text.split("\r\n")
    assert all(line.startswith("# ") and '"' not in line for line in lines[: len(HOSTILE)])
    assert [row[1] for row in list(csv.reader(io.StringIO(text), delimiter=separator))[-2:]] == [
        "-1,5" if separator == ";" else "-1.5"
    ] * 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("temuan-=1+1;@SUM(1).csv", "temuan-_1_1__SUM(1).csv"),
        ("../../daftar.csv", "_.._daftar.csv"),
        ("laporan \u202egpj.csv", "laporan gpj.csv"),
        ("CON.csv", "_CON.csv"),
        ("Laporan Triwulan III (2).xlsx", "Laporan Triwulan III (2).xlsx"),
        ("-=", "_"),
        ("", "berkas"),
    ],
)
def test_a_file_name_is_no_path_and_no_formula(text, name):
    assert guarded.file_name(text) == name


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("https://situs.id/a?b=c", True), ("http://situs.id:8080", True), ("javascript:alert(1)", False),
        ("https://a@situs.id/", False), ("https://situs.id/x>y", False), ("https://situs.id/\u202ex", False),
        ("//situs.id", False), ("https://", False), ("https://[x", False), ("laporan.pdf", False), (None, False),
    ],
)  # fmt: skip
def test_only_an_address_by_http_is_a_link(text, safe):
    assert guarded.link(text) == (text if safe else None)
