"""Which sheets need no walk over their tags, and how far their cells reach."""

import pytest

from data.foreign.plain_cells import extent

SHEET = (
    '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="AB1" t="s"><v>0</v></c></row>{}'
    "</sheetData></worksheet>"
)


def test_the_extent_of_plain_cells():
    assert extent(SHEET.format('<row r="70"><c r="B70"><v>2</v></c></row>').encode()) == (70, 28)


@pytest.mark.parametrize(
    "row",
    ['<row r="2"><c r="A2"><f>1+1</f></c></row>', '<row r="2" hidden="1"/>', '<row r="2"><c r="A2" t="e"/></row>',
     '<row r="2"><c><v>1</v></c></row>', "<row><c r='A2'/></row>", '<row r="2"><c t="s" r="A2"/></row>',
     '<row r="2"><c r="ZZZ2"/></row>', '<row r="2"><c r="A9999999"/></row>', '<row r="2"><c r="A1B2"/></row>',
     '<row r="2"><x:c r="ZZ2"/></row>', "<!-- -->"],
)  # fmt: skip
def test_a_sheet_that_may_show_more_is_walked(row):
    assert extent(SHEET.format(row).encode()) is None
