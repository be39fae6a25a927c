"""XML Spreadsheet 2003: cells keep the place that indexes and spans give them, with their type and format."""

from pathlib import Path

import pytest

from tests.data.intake.file import dialects
from tests.data.intake.file.dialects import HEADER, PLACES


def data(*cells):
    return "".join(f"<Cell>{dialects.data_xml(cell)}</Cell>" for cell in cells)


def test_skipped_cells_keep_their_place(load):
    result = load(Path(__file__).with_name("handed").joinpath("gaps_spreadsheetml.xls").read_bytes(), name="a.xls")
    assert (result.outcome, result.recognised["kind"]) == ("accepted", "workbook")
    assert result.rows("target", "actual") == [(100, 99.21), (None, 98.1), (None, 97.4)]


KEYS = data("DISDIK", "IKU-DISDIK-01", "11.07", 2025)
PLAIN_KEYS = KEYS.replace("<Cell>", '<Cell ss:StyleID="Default">')
HEAD = f"<Row>{data(*HEADER)}</Row>"


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        (f'<Row>{KEYS}<Cell ss:Index="6">{dialects.data_xml(98.1)}</Cell></Row>', [(2, None, 98.1)]),
        (f"<Row>{KEYS}<Cell/>{data(98.1)}</Row>", [(2, None, 98.1)]),
        (f'<Row ss:Index="5">{KEYS}{data(100, 98.1)}</Row>', [(5, 100, 98.1)]),
        (f'<Row ss:Span="2"/><Row>{KEYS}{data(100, 98.1)}</Row>', [(5, 100, 98.1)]),
        (f'<Row>{KEYS}{data(100)}<Cell ss:StyleID="p">{dialects.data_xml(0.981)}</Cell></Row>', [(2, 100, 98.1)]),
        (f'<Row>{KEYS}{data(100)}<Cell ss:StyleID="child">{dialects.data_xml(0.981)}</Cell></Row>', [(2, 100, 98.1)]),
        (f'<Row ss:StyleID="p">{PLAIN_KEYS}{data(1, 0.981)}</Row>', [(2, 100, 98.1)]),
    ],
)  # fmt: skip
def test_places_and_styles_of_xml_2003(load, rows, read):
    result = load(dialects.spreadsheetml_of(HEAD + rows), name="a.xls")
    assert (result.outcome, result.rows("source_row", "target", "actual")) == ("accepted", read)


def test_column_styles_of_xml_2003(load):
    columns = '<Column/><Column ss:Index="5" ss:StyleID="p" ss:Span="1"/>'
    result = load(dialects.spreadsheetml_of(f"{columns}{HEAD}<Row>{KEYS}{data(1, 0.981)}</Row>"), name="a.xls")
    assert result.rows("target", "actual") == [(100, 98.1)]


def test_merged_cells_of_xml_2003(load):
    head = "<Row>" + data("kode_indikator", "nama_wilayah", "periode")
    head += '<Cell ss:MergeAcross="1"><Data ss:Type="String">catatan</Data></Cell>' + data("realisasi") + "</Row>"
    first = f'<Row>{data("IKU-DISDIK-01")}<Cell ss:MergeDown="1"><Data ss:Type="String">Simeulue</Data></Cell>'
    first += data(2023) + '<Cell ss:MergeAcross="1"/>' + data(1.5) + "</Row>"
    second = f'<Row>{data("IKU-DISDIK-01")}<Cell ss:Index="3">{dialects.data_xml(2024)}</Cell>'
    second += f'<Cell ss:Index="6">{dialects.data_xml(2.5)}</Cell></Row>'
    result = load(dialects.spreadsheetml_of(head + first + second), name="a.xls")
    assert result.rows("region", "period", "actual") == [("11.09", "2023", 1.5), ("11.09", "2024", 2.5)]
    slid = second.replace(' ss:Index="3"', "")
    result = load(dialects.spreadsheetml_of(head + first + slid), name="a.xls")
    assert (result.outcome, result.found()) == ("rejected", [("file_unreadable", 3)])


def test_numbers_of_xml_2003_are_numbers(load):
    rows = "".join(f"<Row>{data('DISDIK', 'IKU-DISDIK-01', place, 2025, 100, value)}</Row>"
                   for place, value in zip(PLACES, (12, 45, 1.253), strict=True))  # fmt: skip
    read = load(dialects.spreadsheetml_of(HEAD + rows), name="a.xls", reasons=[(None, None, "uji")])
    assert read.rows("actual") == [12, 45, 1.253]


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ('<Cell ss:Formula="=RC[-1]"/>', "formula_without_result"),
        ('<Cell ss:Formula="=RC[-1]"><Data ss:Type="Number"></Data></Cell>', "formula_without_result"),
        ('<Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell>', "error_value"),
    ],
)
def test_formulas_of_xml_2003(load, cell, rule):
    result = load(dialects.spreadsheetml_of(f"{HEAD}<Row>{KEYS}{data(100)}{cell}</Row>"), name="a.xls")
    assert (result.outcome, result.found()) == ("rejected", [(rule, 2)])


@pytest.mark.parametrize("place", ['ss:Index="2"', 'ss:Index="99999999"', 'ss:Index="a"', 'ss:MergeDown="9999999"'])
def test_impossible_places_of_xml_2003_are_refused(load, place):
    rows = f"{HEAD}<Row>{KEYS}<Cell {place}>{dialects.data_xml(1)}</Cell></Row>"
    result = load(dialects.spreadsheetml_of(rows), name="a.xls")
    assert result.outcome == "rejected"
    assert result.findings[0].rule in ("file_unreadable", "file_too_large")


def test_the_sheets_of_xml_2003_are_told_apart(load):
    def sheet(name, value, hidden=""):
        options = f'<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">{hidden}</WorksheetOptions>'
        rows = f"{HEAD}<Row>{KEYS}{data(100, value)}</Row>"
        return f'<Worksheet ss:Name="{name}"><Table>{rows}</Table>{options}</Worksheet>'

    def book(*sheets):
        return dialects.SPREADSHEETML.format(code="0%", sheets="".join(sheets)).encode()

    both = book(sheet("A", 98.1), sheet("B", 97.4))
    assert load(both, name="a.xls").found() == [("sheet_ambiguous", None)]
    assert load(both, name="a.xls", sheet="b").rows("actual") == [97.4]
    hidden = book(sheet("A", 98.1), sheet("B", 97.4, "<Visible>SheetHidden</Visible>"))
    assert load(hidden, name="a.xls").rows("actual") == [98.1]
