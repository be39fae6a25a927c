"""What a cell shows is what is read: percent, footnotes, formulas and places, in every dialect of a workbook."""

import io
import os
import re
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from data.foreign.shown import PERCENT, look_of, without_footnotes
from tests.data.intake.file import dialects
from tests.data.intake.file.dialects import (
    HEADER,
    MAIN,
    PLACES,
    RATES,
    STRICT,
    STYLES,
    ods_tag,
    sheet_xml,
    table,
    xlsx,
    xlsx_of,
)

HANDED = Path(__file__).with_name("handed")
SHARES = table(*(("%", round(rate / 100, 6)) for rate in RATES), target=("%", 1))


def handed(load, name):
    return load((HANDED / name).read_bytes(), name=name)


def uncalculated(result):
    return result.found("formula_without_result", "error_value")


# --- percent ---------------------------------------------------------------------------------------------------------


def by_excel():
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory) as book:
        sheet, percent = book.add_worksheet("Data"), book.add_format({"num_format": "0.00%"})
        for at, row in enumerate(SHARES):
            for column, cell in enumerate(row):
                is_share = isinstance(cell, tuple)
                sheet.write(at, column, cell[1] if is_share else cell, percent if is_share else None)
    return memory.getvalue()


def by_openpyxl():
    book, memory = openpyxl.Workbook(), io.BytesIO()
    for at, row in enumerate(SHARES, start=1):
        for column, cell in enumerate(row, start=1):
            held = book.active.cell(at, column, cell[1] if isinstance(cell, tuple) else cell)
            held.number_format = "0.00%" if isinstance(cell, tuple) else "General"
    book.save(memory)
    return memory.getvalue()


def prefixed():
    """The parts with every tag of the main namespace under a prefix."""

    def under(text):
        return re.sub(r"<(/?)(?=[a-z])", r"<\1x:", text).replace("xmlns=", "xmlns:x=")

    return xlsx_of(under(sheet_xml(SHARES)), styles=under(STYLES.format(main=MAIN, code="0.00%")))


def changed(*pairs, styles=()):
    def text(part, changes):
        for pattern, put in changes:
            part, count = re.subn(pattern, put, part)
            assert count, pattern
        return part

    return xlsx_of(text(sheet_xml(SHARES), pairs), text(STYLES.format(main=MAIN, code="0.00%"), styles))


WAYS = {
    "excel": by_excel,
    "openpyxl": by_openpyxl,
    "by hand": lambda: xlsx(SHARES),
    "prefix": prefixed,
    "s before r": lambda: changed((r'<c (r="\w+") s="1"', r'<c s="1" \1')),
    "no references": lambda: changed((r'<c r="\w+"', "<c"), (r'<row r="\d+"', "<row")),
    "formatCode first": lambda: changed(
        styles=[(r'<numFmt (numFmtId="164") (formatCode="[^"]+")/></n', r"<numFmt \2 \1/></n")]
    ),
    "single quotes": lambda: changed((r'"', "'"), styles=[(r'"', "'")]),
    "spread over lines": lambda: changed((r"><", ">\n  <"), (r"<c ", "<c\n\t"), styles=[(r"><", ">\n<")]),
    "strict": lambda: xlsx_of(sheet_xml(SHARES, main=STRICT), main=STRICT),
    "commented": lambda: changed((r"<sheetData>", '<!-- <c r="Z9" s="1"> --><sheetData>')),
    "utf-16": lambda: xlsx_of(('<?xml version="1.0" encoding="UTF-16"?>' + sheet_xml(SHARES)).encode("utf-16")),
    "built in": lambda: changed(styles=[(r'<xf numFmtId="164"', '<xf numFmtId="10"')]),
    "ods": lambda: dialects.ods(SHARES),
    "xml 2003": lambda: dialects.spreadsheetml(SHARES),
    "html": lambda: dialects.html(SHARES),
}


@pytest.mark.parametrize("way", [way for way in WAYS if way != "utf-16"])
def test_one_table_written_in_many_ways(load, way):
    result = load(WAYS[way](), name="laporan.xls" if way in ("xml 2003", "html") else f"laporan.{way[-3:]}x")
    assert (result.outcome, result.found()) == ("accepted", [])
    assert result.rows("region", "target", "actual") == [(*pair, rate) for *pair, rate in zip(
        PLACES, (100.0,) * 3, RATES, strict=True)]  # fmt: skip


def test_parts_in_utf_16_are_read_or_refused(load):
    result = load(WAYS["utf-16"](), name="laporan.xlsx")
    assert result.outcome == "rejected" or result.rows("actual") == list(RATES)


@pytest.mark.parametrize(
    "code",
    ["0%", "0.00 %", "#,##0.0%;[Red]-0.0%", '0.0%;-0.0%;"-"', "_(* 0.00%_)", "[$-421]0.0%", '"ca. "0%', r"\~0%"],
)
def test_formats_that_show_percent(load, code):
    assert look_of(code) == PERCENT
    escaped = code.replace("&", "&amp;").replace('"', "&quot;")
    assert load(xlsx(SHARES, code=escaped), name="a.xlsx").rows("actual") == list(RATES)


@pytest.mark.parametrize(
    "code", ['0.00"%"', r"0.00\%", '0.00" %"', '0.0"% APK"', "0.00_%", "0.00*%", '[>1]0.0"%";0', "General", ""]
)
def test_formats_with_a_percent_sign_that_is_text(load, code):
    assert look_of(code) is None
    rows = table(*(("%", rate) for rate in RATES))
    assert load(xlsx(rows, code=code.replace('"', "&quot;")), name="a.xlsx").rows("actual") == list(RATES)


@pytest.mark.parametrize("name", ["literal_percent.xlsx", "percent.ods", "superscript.xlsx", "percent.xls"])
def test_workbooks_that_were_handed_in(load, name):
    result = handed(load, name)
    assert result.outcome == "accepted"
    assert result.rows("target", "actual") == [(100.0, rate) for rate in RATES]


def test_repeated_rows_and_cells_of_an_ods_count(load):
    rows = "".join(dialects.ods_row(row) for row in [HEADER, SHARES[1]])
    cell = dialects.ods_cell(("%", 0.9921)).replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="2"'
    )
    keys = "".join(map(dialects.ods_cell, ["DISDIK", "IKU-DISDIK-01", "11.07", 2024]))
    gap = '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/>'
    last = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell office:value-type="percentage"/>'
    result = load(
        dialects.ods_of(f"{rows}{gap}</table:table-row><table:table-row>{keys}{cell}</table:table-row>"), name="a.ods"
    )
    assert result.rows("source_row", "target", "actual") == [(2, 100, 99.21), (6, 99.21, 99.21)]
    assert load(dialects.ods_of(f"{rows}{last}</table:table-row>"), name="a.ods").rows("actual") == [99.21]


def test_regions_merged_downwards_in_an_ods_stand_for_all_their_rows(load):
    rows = [["nama_wilayah", "periode", "realisasi"], ["Simeulue", 2023, 1.5], [None, 2024, 2.5]]
    text = "".join(dialects.ods_row(row) for row in rows)
    kind = ' office:value-type="string"><text:p>Sim'
    text = text.replace(kind, f' table:number-rows-spanned="2"{kind}')
    result = load(dialects.ods_of(text), name="a.ods", set={"kode_indikator": "IKU-DISDIK-01"})
    assert result.rows("region", "period", "actual") == [("11.09", "2023", 1.5), ("11.09", "2024", 2.5)]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "content.xml"])
def test_entities_and_damaged_markup_are_refused(load, part):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    sheet, styles = sheet_xml(SHARES), STYLES.format(main=MAIN, code="0.00%")
    for spoil in (lambda text: bomb + text, lambda text: text[:-20]):
        if part == "content.xml":
            content = spoil(dialects.ODS.format(rows="<table:table-row/>").partition("?>")[2])
            file = dialects.archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                                     "META-INF/manifest.xml": "<a/>", "content.xml": content})  # fmt: skip
        else:
            file = xlsx_of(spoil(sheet), styles) if "sheet" in part.split("/")[-1] else xlsx_of(sheet, spoil(styles))
        result = load(file, name=f"a.{'ods' if part == 'content.xml' else 'xlsx'}")
        assert (result.outcome, result.found()) == ("rejected", [("file_unreadable", None)])


# --- raised footnote marks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("runs", "read"),
    [
        ([("98,1", False), ("2", True)], "98,1"), ([("985", False), ("1", True)], "985"),
        ([("98,1", False), ("2)", True), (" %", False)], "98,1 %"), ([("Realisasi", False), ("1)", True)], "Realisasi"),
        ([("km", False), ("2", True)], "km2"), ([("jiwa/km", False), ("2", True)], "jiwa/km2"),
        ([("Subulussalam", False), ("*)", True)], "Subulussalam*)"), ([("10", False), ("3", True)], "10^3"),
        ([("2,5 x 10", False), ("6", True)], "2,5 x 10^6"), ([("12", True)], "12"),
    ],
)  # fmt: skip
def test_raised_marks(runs, read):
    assert without_footnotes(runs) == read


def shared(text):
    """The workbook with the second actual as shared text 0, written with these runs."""

    def cell(row, column, one):
        return f'<c r="F{row + 1}" t="s"><v>1</v></c>' if one == "shared" else dialects.cell_xml(row, column, one)

    texts = f'<sst xmlns="{MAIN}"><si><t>lain</t></si><si>{text}</si></sst>'
    return xlsx_of(sheet_xml(table(99.21, "shared", 97.4), cell), shared=texts)


RAISED = '<r><rPr><sz val="9"/><vertAlign val="superscript"/></rPr><t>2</t></r>'


@pytest.mark.parametrize(
    "text",
    [
        f"<r><t>98,1</t></r>{RAISED}", f"<r><t>98</t></r>\n<r><t>,1</t></r>\n{RAISED}\n",
        f'<r><t xml:space="preserve">98,1 </t></r>{RAISED}', f"<r><t>98,1</t></r>{RAISED}<r><t>%</t></r>",
        f'<r><t>98,1</t></r>{RAISED}<rPh sb="0" eb="1"><t>7</t></rPh>',
        f'<r><t>98</t></r>{RAISED}<r><t>,1</t></r><rPh sb="0" eb="1"><t>7</t></rPh>',
        '<r><t>98</t></r><r><rPr><vertAlign val="baseline"/></rPr><t>,1</t></r>',
    ],
)  # fmt: skip
def test_raised_digits_of_shared_texts_are_no_digits_of_the_number(load, text):
    result = load(shared(text), name="a.xlsx")
    assert (result.outcome, result.rows("actual")) == ("accepted", list(RATES))


@pytest.mark.parametrize("cell", ["98,1<sup>2</sup>", "98,1<sup>2)</sup>", "<b>98,1</b><SUP><i>2</i></SUP>", "98,1"])
def test_raised_digits_of_a_web_table(load, cell):
    page = dialects.html(table(99.21, "@", 97.4)).replace(b"@", cell.encode())
    assert load(page, name="a.xls").rows("actual") == list(RATES)


def test_raised_digits_of_an_ods_and_of_xml_2003(load):
    raised = '<text:span text:style-name="T1">2</text:span>'
    rows = "".join(dialects.ods_row(row)
                   for row in table(99.21, "98,1@", 97.4))  # fmt: skip
    assert load(dialects.ods_of(rows.replace("@", raised)), name="a.ods").rows("actual") == list(RATES)
    text = dialects.spreadsheetml(table(99.21, "98,1@", 97.4)).replace(b"@", b"<html:Sup>2</html:Sup>")
    assert load(text, name="a.xls").rows("actual") == list(RATES)


# --- formulas and errors ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "rows"),
    [("formula_no_cache.xlsx", [2, 3, 4]), ("formula_no_result.ods", [2, 3]), ("uncalculated.xls", [2, 3])],
)
def test_formulas_without_a_result_that_were_handed_in(load, name, rows):
    result = handed(load, name)
    assert result.outcome == ("partly" if name == "uncalculated.xls" else "rejected")
    assert sorted(row for _, row in uncalculated(result)) == rows
    assert not result.found("number_unreadable")
    assert [row for row, _ in result.rejects()] == rows


def with_cell(cell):
    def written(row, column, one):
        return cell if one == "@" else dialects.cell_xml(row, column, one)

    return xlsx_of(sheet_xml(table(99.21, "@", 97.4), written))


@pytest.mark.parametrize(
    ("cell", "rule", "found"),
    [
        ('<c r="F3"><f>1+1</f></c>', "formula_without_result", "=1+1"),
        ('<c r="F3"><f>E3</f><v></v></c>', "formula_without_result", "=E3"),
        ('<c r="F3"><f t="shared" si="0"/><v/></c>', "formula_without_result", "="),
        ('<c r="F3" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "error_value", "#DIV/0!"),
        ('<c r="F3" t="e"><v>#REF!</v></c>', "error_value", "#REF!"),
        ('<c r="F3" t="e"><v>#N/A</v></c>', "error_value", "#N/A"),
        ('<c r="F3" t="inlineStr"><is><t>#VALUE!</t></is></c>', "error_value", "#VALUE!"),
    ],
)
def test_each_cell_without_a_result_is_named(load, cell, rule, found):
    result = load(with_cell(cell), name="a.xlsx")
    assert (result.outcome, result.found()) == ("partly", [(rule, 3)])
    told = result.one(rule)
    assert (told.column, told.found) == ("realisasi", found)
    assert "F3" in told.message_id
    assert "F3" in told.message_en
    assert result.rows("actual") == [99.21, 97.4]


@pytest.mark.parametrize("cell", ['<c r="F3" t="str"><f>IF(1,"")</f><v></v></c>', '<c r="F3"><f>E3-2</f><v>98</v></c>'])
def test_formulas_with_a_result_are_read(load, cell):
    result = load(with_cell(cell), name="a.xlsx")
    assert (result.outcome, uncalculated(result)) == ("accepted", [])
    assert result.rows("actual") == [99.21, 98 if "98" in cell else None, 97.4]


def test_formulas_filled_down_in_advance_are_no_rows(load):
    def cell(row, column, one):
        return f'<c r="F{row + 1}"><f>E{row + 1}*2</f></c>' if one == "@" else dialects.cell_xml(row, column, one)

    rows = [*table(*RATES), *([None] * 5 + ["@"] for _ in range(4))]
    result = load(xlsx_of(sheet_xml(rows, cell)), name="a.xlsx")
    assert (result.outcome, result.found(), result.read) == ("accepted", [], 3)


def test_formulas_outside_what_is_read_do_not_matter(load):
    rows = [[*row, "catatan" if row is HEADER else "#REF!"] for row in table(*RATES)]
    assert load(xlsx(rows), name="a.xlsx").found() == []
    rows = [["lain" if row is HEADER else "=A1/0", *row] for row in table(*RATES)]
    assert uncalculated(load(xlsx(rows), name="a.xlsx")) == []


@pytest.mark.parametrize("cell", ["#DIV/0!", "#REF!", "#N/A", "#NAME?", "Err:502", "=E3*0,98"])
def test_errors_in_a_text_file(load, cell):
    result = load(dialects.csv(table(99.21, cell, 97.4)))
    assert [row for _, row in result.found()] == [3]
    assert (len(uncalculated(result)), result.rows("actual")) == (1, [99.21, 97.4])


@pytest.mark.parametrize("cell", ["n/a", "-", "…", "tad", "x", ""])
def test_marks_of_no_value_stay_so(load, cell):
    assert load(dialects.csv(table(99.21, cell, 97.4))).rows("actual") == [99.21, None, 97.4]


@pytest.mark.parametrize(
    "cell",
    [
        '<table:table-cell table:formula="of:=1+1"/>',
        '<table:table-cell table:formula="of:=[.E3]" office:value-type="float"/>',
        ods_tag('table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"', "#DIV/0!"),
        ods_tag('table:formula="of:=X" office:value-type="string" office:string-value=""', "Err:508"),
        ods_tag('table:formula="oooc:=[.A9]" office:value-type="string" office:string-value=""', "#REF!"),
    ],
)  # fmt: skip
def test_cells_without_a_result_in_an_ods(load, cell):
    rows = "".join(dialects.ods_row(row)
                   for row in table(99.21, "@", 97.4))  # fmt: skip
    result = load(dialects.ods_of(rows.replace(dialects.ods_cell("@"), cell)), name="a.ods")
    assert ([row for _, row in uncalculated(result)], result.outcome) == ([3], "partly")


def test_a_dash_beside_rupiah_is_zero(load):
    result = handed(load, "accounting_dash.csv")
    assert (result.outcome, result.rows("actual")) == ("accepted", [1204500000, 0, 985250000])
    for dash in ("Rp-", " Rp.  -  ", "Rp–", "IDR -", "Rp\u00a0-\u00a0"):
        rows = f"IKU-DPMG-11;11.07;2025;{dash}\nIKU-DPMG-11;11.08;2025;Rp 5.000.000"
        assert load(f"kode_indikator;kode_wilayah;tahun;realisasi\n{rows}").rows("actual") == [0, 5000000], dash


# --- web tables ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("inside", ["11.01<br>Simeulue", "<p>11.01</p><p>Simeulue</p>", "<div>11.01</div>Simeulue"])
def test_a_break_in_a_cell_is_a_blank(load, inside):
    page = f"<table><tr><td>{inside}<td>Realisasi<br/>2024<tr><td>a<td>b</table>"
    assert load(page, name="a.xls").head[:1] == [["11.01 Simeulue", "Realisasi 2024"]]


def test_a_text_stays_a_text_whatever_its_cell_shows_of_numbers(load):
    book, memory = openpyxl.Workbook(), io.BytesIO()
    for at, row in enumerate([["kode_indikator", "kode_wilayah", "tahun", "realisasi", "catatan"],
                              ["IKU-DISDIK-01", "11.71", 2025, 99.2, "naik 2 persen"]], start=1):  # fmt: skip
        for column, cell in enumerate(row, start=1):
            book.active.cell(at, column, cell)
    book.active["E2"].number_format = "0.00%"
    book.save(memory)
    assert load(memory.getvalue(), name="a.xlsx").rows("note") == ["naik 2 persen"]


@pytest.mark.parametrize("cut", [0, len("</table></body></html>"), len("</td></tr></table></body></html>")])
def test_the_last_cell_of_a_page_that_was_cut_off(load, cut):
    page = dialects.html(table(*RATES))
    assert load(page[: len(page) - cut], name="a.xls").rows("actual") == list(RATES)


# --- all together ----------------------------------------------------------------------------------------------------

PHASES = list(Phase) if os.environ.get("KINERJA_TESTS") == "thorough" else [Phase.explicit]
VALUES = st.none() | st.integers(0, 10**4).map(lambda n: n / 100) | st.integers(0, 100)


@settings(max_examples=20, phases=PHASES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(VALUES, min_size=3, max_size=3), st.lists(VALUES, min_size=3, max_size=3))
@example([None, 95.5, 100], [99.21, None, 7])
def test_every_plain_writing_gives_the_same_observations(load, targets, actuals):
    rows = table(*actuals)
    for row, target in zip(rows[1:], targets, strict=True):
        row[4] = target
    # One value that leaves no doubt about the decimal mark of the texts.
    rows.append(["DISDIK", "IKU-DISDIK-01", "11.09", 2025, 12.5, 12.5])
    expected = [(row[2], row[4], row[5]) for row in rows[1:]]
    written = {
        "a.xlsx": xlsx(rows), "a.ods": dialects.ods(rows), "a.xls": dialects.spreadsheetml(rows),
        "b.xls": dialects.html(rows), "a.csv": dialects.csv(rows), "b.csv": dialects.csv(rows, ",", "."),
        "a.tsv": dialects.csv(rows, "\t"),
    }  # fmt: skip
    for name, content in written.items():
        read = load(content, name=name, reasons=[(None, None, "uji")])
        assert read.rows("region", "target", "actual") == expected, name
