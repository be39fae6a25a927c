"""What a foreign workbook may take: entries, bytes, sheets, cells; before a grid is made."""

import io
import json

import pytest

from data.foreign import archive, child, sheet
from data.foreign.cells import write
from data.foreign.opening import open_book
from data.foreign.refusal import RefusedError
from tests.data.intake.file import dialects

ROWS = [["kode", "nilai"], *([f"11.{n:02d}", n] for n in range(1, 24))]


@pytest.fixture
def open_bytes(tmp_path):
    def opened(content, codec=None):
        path = tmp_path / "foreign"
        path.write_bytes(content)
        return open_book(path, codec)

    return opened


def refused(act, *given):
    with pytest.raises(RefusedError) as caught:
        act(*given)
    return caught.value.rule


def test_archives_that_expand_too_far_or_lie_about_it(open_bytes, monkeypatch):
    content = dialects.xlsx(ROWS * 100)
    monkeypatch.setattr(archive, "MOST_EXPANDED", 20_000)
    assert refused(open_bytes, content) == "file_too_large"
    size = len(dialects.sheet_xml(ROWS * 100)).to_bytes(4, "little")
    assert size in content
    assert refused(open_bytes, content.replace(size, (100).to_bytes(4, "little"))).startswith("file_")


def test_archives_of_many_entries(open_bytes, monkeypatch):
    monkeypatch.setattr(archive, "MOST_ENTRIES", 3)
    assert refused(open_bytes, dialects.xlsx(ROWS)) == "file_too_large"


@pytest.mark.parametrize("dialect", ["xlsx", "ods", "spreadsheetml", "html"])
def test_sheets_of_many_cells(open_bytes, monkeypatch, dialect):
    for module in (sheet, *map(child_module, ("spreadsheet_2003", "web_page"))):
        monkeypatch.setattr(module, "MOST_CELLS", 40)
    codec = None if dialect in ("xlsx", "ods") else "utf-8"

    def read():
        book = open_bytes(getattr(dialects, dialect)(ROWS), codec)
        book.sheet(book.names[0])

    assert refused(read) == "file_too_large"


def child_module(name):
    return __import__(f"data.foreign.{name}", fromlist=[name])


def xlsx_with(cell):
    return dialects.xlsx_of(dialects.sheet_xml(ROWS).replace("</row></sheetData>", f"{cell}</row></sheetData>"))


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ('<c r="XFD1048576"><v>1</v></c>', "file_too_large"),
        ('<c r="XFE1"><v>1</v></c>', "file_unreadable"),
        ('<c r="A99999999999"><v>1</v></c>', "file_unreadable"),
        ('<c r="1A"><v>1</v></c>', "file_unreadable"),
        ('<c r="\u00c4\u00df1"><v>1</v></c>', "file_unreadable"),
        ('<c r="A0"><v>1</v></c>', "file_unreadable"),
    ],
)
def test_cells_far_out_or_nowhere(open_bytes, cell, rule):
    assert refused(open_bytes(xlsx_with(cell)).sheet, "Data") == rule


def test_cells_far_out_that_hold_nothing_do_not_matter(open_bytes, tmp_path):
    held = open_bytes(xlsx_with('<c r="XFD1048576" s="1"/>')).sheet("Data")
    write(held, tmp_path / "cells.csv")
    assert (held.width, len((tmp_path / "cells.csv").read_text().splitlines())) == (2, len(ROWS))


def test_a_short_text_that_stands_for_a_million_rows(open_bytes):
    row = dialects.ods_row(["kode", 1.5])
    far = row.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">')
    wide = far.replace('<table:table-cell office:value-type="float"',
                       '<table:table-cell table:number-columns-repeated="500" office:value-type="float"')  # fmt: skip
    assert refused(open_bytes, dialects.ods_of(row + wide)) == "file_too_large"
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    book = open_bytes(dialects.ods_of(row + empty))
    assert list(book.sheet("Data").rows) == [["kode", 1.5]]


def test_the_process_answers_in_lines(tmp_path, monkeypatch, capsys):
    path, cells = tmp_path / "a.xlsx", tmp_path / "cells.csv"
    path.write_bytes(dialects.xlsx(ROWS))
    request = {"path": str(path), "codec": None, "sheet": None, "cells": str(cells), "seconds": 9, "bytes": 1 << 30}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(request) + '\n"Data"\n'))
    monkeypatch.setattr(child, "_limit", lambda *_: None)
    child.run()
    offer, facts = map(json.loads, capsys.readouterr().out.splitlines())
    assert (offer["names"], facts["width"], facts["typed"]) == (["Data"], 2, [1])
    assert cells.read_text().splitlines()[:2] == ["kode,nilai", "11.01,1"]
    path.write_bytes(b"PK\x03\x04")
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(request) + "\n"))
    child.run()
    assert json.loads(capsys.readouterr().out)["refused"][0] == "file_unreadable"
