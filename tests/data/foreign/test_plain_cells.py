"""Which sheets need no walk over their tags, how far their cells reach, and what tells whether they are well-formed."""

import io

import pytest

from data.foreign.markup import Reader
from data.foreign.plain_cells import SMALL, plain
from data.foreign.refusal import RefusedError

SHEET = (
    '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="AB1" t="s"><v>0</v></c></row>{}'
    "</sheetData></worksheet>"
)


def reach(content: str) -> tuple[int, int] | None:
    found = plain(content.encode())
    return found and (found.height, found.width)


def test_the_extent_of_plain_cells():
    assert reach(SHEET.format('<row r="70"><c r="B70"><v>2</v></c></row>')) == (70, 28)


@pytest.mark.parametrize(
    "row",
    ['<row r="2"><c r="A2"><f>1+1</f></c></row>', '<row r="2" hidden="1"/>', '<row r="2"><c r="A2" t="e"/></row>',
     '<row r="2"><c><v>1</v></c></row>', "<row><c r='A2'/></row>", '<row r="2"><c t="s" r="A2"/></row>',
     '<row r="2"><c r="ZZZ2"/></row>', '<row r="2"><c r="A9999999"/></row>', '<row r="2"><c r="A1B2"/></row>',
     '<row r="2"><x:c r="ZZ2"/></row>', '<row r="2"><c r="A2" t="inlineStr"><is><t>&#49;</t></is></c></row>'],
)  # fmt: skip
def test_a_sheet_that_may_show_more_is_walked(row):
    assert plain(SHEET.format(row).encode()) is None


def test_hidden_columns_are_walked():
    assert plain(SHEET.format("").replace("<sheetData>", '<cols><col hidden="1"/></cols><sheetData>').encode()) is None


@pytest.mark.parametrize(("place", "extent"), [("Z99999", SMALL), ("Z100000", (100_000, 26)), ("AC7", (7, 29))])
def test_only_large_sheets_are_taken_apart(place, extent):
    assert reach(SHEET.replace("AB1", "B1").format(f'<row r="2"><c r="{place}"/></row>')) == extent


@pytest.mark.parametrize(
    ("before", "after"), [("<!-- <sheetData> -->", ""), ("", "<!-- </sheetData> -->"), ("<?a <sheetData>?>", "")]
)
def test_a_remark_round_the_cells_hides_none_of_them(before, after):
    content = SHEET.format('<row r="70"><c r="B70"/></row>').replace("<sheetData>", f"{before}<sheetData>")
    assert reach(content.replace("</worksheet>", f"{after}</worksheet>")) == (70, 28)


ROWS = "".join(f'<row r="{at}"><c r="A{at}"><v>{at / 7}</v></c></row>' for at in range(2, 2000))


def is_well_formed(content: bytes) -> bool:
    try:
        Reader(None).read(io.BytesIO(content))
    except RefusedError:
        return False
    return True


def test_rows_alike_but_for_digits_are_parsed_once():
    found = plain(SHEET.format(ROWS).encode())
    assert found is not None
    assert is_well_formed(found.sample)
    assert len(found.sample) < 300


@pytest.mark.parametrize(
    "row",
    ['<row r="2"><c r="A2"><v>1</c></row>', '<row r="2"><c r="A2"><v>1</w></c></row>', "</row>",
     '<row r="2"><c r="A2"><v2>1</v></c></row>', '<row r="2"><c r="A2"><v>1</v3></c></row>',
     '<row r="2"><c r="A2"><v>1 & 2</v></c></row>', '<row r="2"><c r="A2"><v1 a="">1</v></c></row>',
     '<row r="2"><c r="A2"><v>1<</v></c></row>', '<row r="2"><c r="A2 t="s"><v>1</v></c></row>'],
)  # fmt: skip
def test_one_damaged_row_of_many_is_seen(row):
    found = plain(SHEET.format(ROWS + row).encode())
    assert found is None or not is_well_formed(found.sample)
