"""One table, written as offices write it: the same observations whatever the dialect, or a question; never others."""

import html
import io
import zipfile
from email.message import EmailMessage

import pytest
import xlsxwriter

INDICATOR, NAME = "IKU-BAPPEDA-13", "Persentase penduduk miskin (Maret)"
ROWS = [
    ("11.01", "Kabupaten Aceh Selatan", 2023, 17.5, 18.25), ("11.01", "Kabupaten Aceh Selatan", 2024, 17.0, 17.75),
    ("11.02", "Kabupaten Aceh Tenggara", 2023, 19.5, 20.15), ("11.02", "Kabupaten Aceh Tenggara", 2024, 19.0, 19.45),
    ("11.71", "Kota Banda Aceh", 2023, 7.0, 7.05), ("11.71", "Kota Banda Aceh", 2024, 6.8, 6.95),
]  # fmt: skip
EXPECTED = sorted((INDICATOR, region, str(year), target, actual) for region, _, year, target, actual in ROWS)
WITHOUT_TARGET = sorted((*row[:3], None, row[4]) for row in EXPECTED)
HEAD = ["kode_indikator", "kode_wilayah", "periode", "target", "realisasi"]
FEWEST_WITHOUT_QUESTION = 34


def number(value, mark=","):
    return f"{value:.2f}".replace(".", mark)


def cells(mark=",", head=HEAD, code=INDICATOR, place=0):
    """The table as texts, its header first."""
    return [head] + [[code, row[place], str(row[2]), number(row[3], mark), number(row[4], mark)] for row in ROWS]


def text(rows, separator=";", end="\n"):
    return "".join(separator.join(row) + end for row in rows)


def typed():
    return [HEAD] + [[INDICATOR, row[0], row[2], row[3], row[4]] for row in ROWS]


def workbook(rows, above=(), shape=lambda book, sheet: None, name="Data"):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet(name)
        for at, row in enumerate([*above, *rows]):
            sheet.write_row(at, 0, row)
        shape(book, sheet)
    return stream.getvalue()


def shown_as_percent(book, sheet, format_="0.00%"):
    style = book.add_format({"num_format": format_})
    for at, row in enumerate(ROWS, start=1):
        for column in (3, 4):
            sheet.write_number(at, column, row[column] / 100, style)


def prefixed(content):
    """The same workbook with a namespace prefix before every element of its sheet, as other programs write it."""
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    xml = parts[sheet].decode()
    xml = xml.replace("</", "\0").replace("<", "<x:").replace("\0", "</x:").replace("<x:?xml", "<?xml")
    parts[sheet] = xml.replace('xmlns="', 'xmlns:x="', 1).encode()
    return archive(parts)


def archive(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


OFFICE, TABLE, TEXT = (f"urn:oasis:names:tc:opendocument:xmlns:{each}:1.0" for each in ("office", "table", "text"))
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def open_document(rows, percent=False):
    kind = "percentage" if percent else "float"

    def cell(value):
        if isinstance(value, float):
            stored = round(value / 100, 6) if percent else value
            shown = f"{number(value)}{'%' if percent else ''}"
            return (
                f'<table:table-cell office:value-type="{kind}" office:value="{stored}">'
                f"<text:p>{shown}</text:p></table:table-cell>"
            )
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:table="{TABLE}" xmlns:text="{TEXT}">'
        f'<office:body><office:spreadsheet><table:table table:name="Data">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return archive({"mimetype": MIMETYPE, "content.xml": content, "META-INF/manifest.xml": manifest})


def spreadsheet_2003(rows):
    def cell(value):
        kind = "Number" if isinstance(value, float) else "String"
        return f'<Cell><Data ss:Type="{kind}">{value}</Data></Cell>'

    lines = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in rows)
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="Data"><Table>{lines}</Table></Worksheet></Workbook>'
    )


def web_page(rows, broken=False):
    lines = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"<html><body><table>{lines}</table></body></html>"
    return page.replace("kode_wilayah", "kode<br>wilayah") if broken else page


def web_archive(rows):
    message = EmailMessage()
    message.set_content(web_page(rows), subtype="html", cte="quoted-printable")
    return message.as_bytes()


def by_year():
    """Years as columns under one measure; no targets."""
    places = list(dict.fromkeys(row[:2] for row in ROWS))
    actual = {(row[0], row[2]): number(row[4]) for row in ROWS}
    return [["kode_wilayah", "nama_wilayah", "2023", "2024"]] + [
        [code, name, actual[code, 2023], actual[code, 2024]] for code, name in places
    ]


def by_region():
    """Regencies as columns; no targets."""
    names = list(dict.fromkeys(row[1] for row in ROWS))
    return [["kode_indikator", "periode", *names]] + [
        [INDICATOR, str(year), *(number(row[4]) for row in ROWS if row[2] == year)] for year in (2023, 2024)
    ]


def by_measure():
    """One line a value, its measure named beside it."""
    lines = [["kode_indikator", "kode_wilayah", "periode", "variabel", "nilai"]]
    for region, _, year, target, actual in ROWS:
        lines += [[INDICATOR, region, str(year), name, number(each)]
                  for name, each in (("target", target), ("realisasi", actual))]  # fmt: skip
    return lines


def two_headings():
    head = [
        ["kode_indikator", "kode_wilayah", "2023", "", "2024", ""],
        ["", "", "target", "realisasi", "target", "realisasi"],
    ]
    places = list(dict.fromkeys(row[0] for row in ROWS))
    return head + [
        [INDICATOR, place, *(number(each) for row in ROWS if row[0] == place for each in row[3:])] for place in places
    ]


PLAIN = cells()
TITLE = [["LAPORAN CAPAIAN KINERJA"], ["Bappeda Aceh"], [""]]
SAYS = {"set": {"kode_indikator": INDICATOR}}
# way of writing: (content, name of the file, what the sender says, with targets)
WAYS = {
    "semicolon, comma": (text(PLAIN), "t.csv", {}, True),
    "comma, point": (text(cells("."), ","), "t.csv", {}, True),
    "tab": (text(PLAIN, "\t"), "t.tsv", {}, True),
    "bar": (text(PLAIN, "|"), "t.csv", {}, True),
    "CRLF": (text(PLAIN, end="\r\n"), "t.csv", {}, True),
    "CR": (text(PLAIN, end="\r"), "t.csv", {}, True),
    "byte order mark": (text(PLAIN).encode("utf-8-sig"), "t.csv", {}, True),
    "UTF-16": (text(PLAIN).encode("utf-16"), "t.csv", {}, True),
    "UTF-16, tabs, named .xls": (text(PLAIN, "\t").encode("utf-16"), "t.xls", {}, True),
    "Windows-1252": (text([*cells(head=[*HEAD[:4], "realisasi"])]).encode("cp1252"), "t.csv", {}, True),
    "sep= line": ("sep=;\n" + text(PLAIN), "t.csv", {}, True),
    "all cells quoted": (text([[f'"{cell}"' for cell in row] for row in PLAIN]), "t.csv", {}, True),
    "lines wholly quoted": ("".join(f'"{";".join(row)}"\n' for row in PLAIN), "t.csv", {}, True),
    "codes as formulas": (
        text([PLAIN[0], *([row[0], f'="{row[1]}"', *row[2:]] for row in PLAIN[1:])]), "t.csv", {}, True
    ),
    "separators to spare": (text([[*row, "", ""] for row in PLAIN]), "t.csv", {}, True),
    "separators to spare on some lines": (
        text([[*row, *([""] if at % 2 else [])] for at, row in enumerate(PLAIN)]), "t.csv", {}, True
    ),
    "title above": (text(TITLE + PLAIN), "t.csv", {}, True),
    "notes below": (text([*PLAIN, [""], ["Sumber: Bappeda Aceh"], ["Catatan: angka tahunan"]]), "t.csv", {}, True),
    "empty lines between": (text([line for row in PLAIN for line in (row, [""] * 5)]), "t.csv", {}, True),
    "header again": (text([*PLAIN[:4], [cell.upper() for cell in HEAD], *PLAIN[4:]]), "t.csv", {}, True),
    "row of column numbers": (text([PLAIN[0], ["1", "2", "3", "4", "5"], *PLAIN[1:]]), "t.csv", {}, True),
    "row of units": (text([PLAIN[0], ["", "", "", "%", "%"], *PLAIN[1:]]), "t.csv", {}, True),
    "row of tags": (
        text([PLAIN[0], ["#indicator", "#adm2+code", "#date", "#targeted", "#reached"], *PLAIN[1:]]), "t.csv", {}, True
    ),
    "percent signs": (
        text([PLAIN[0], *([*row[:3], row[3] + "%", row[4] + " %"] for row in PLAIN[1:])]), "t.csv", {}, True
    ),
    "headers in capitals with spaces": (
        text(cells(head=["KODE INDIKATOR", "KODE WILAYAH", "PERIODE", "TARGET", "REALISASI"])), "t.csv", {}, True
    ),
    "names for codes": (
        text(cells(head=["nama_indikator", "nama_wilayah", *HEAD[2:]], code=NAME, place=1)), "t.csv", {}, True
    ),
    "numbered names": (
        text(cells(head=["nama_indikator", "nama_wilayah", *HEAD[2:]], code=f"1. {NAME}", place=1)), "t.csv", {}, True
    ),
    "indicator said beside the file": (text([row[1:] for row in PLAIN]), "t.csv", SAYS, True),
    "year in a column of its own": (
        text([["kode_indikator", "kode_wilayah", "tahun", "target", "realisasi"], *PLAIN[1:]]), "t.csv", {}, True
    ),
    "measures as rows": (text(by_measure()), "t.csv", {}, True),
    "years as columns": (text(by_year()), "t.csv", SAYS, False),
    "regencies as columns": (text(by_region()), "t.csv", {}, False),
    "header in two rows": (text(two_headings()), "t.csv", {}, True),
    "web page named .xls": (web_page(PLAIN), "t.xls", {}, True),
    "web page with breaks in cells": (web_page(PLAIN, broken=True), "t.html", {}, True),
    "web archive named .xls": (web_archive(PLAIN), "t.xls", {}, True),
    "workbook": (workbook(typed()), "t.xlsx", {}, True),
    "workbook of texts": (workbook(PLAIN), "t.xlsx", {}, True),
    "workbook with a title": (workbook(typed(), TITLE), "t.xlsx", {}, True),
    "workbook shown as percent": (workbook(typed(), shape=shown_as_percent), "t.xlsx", {}, True),
    "workbook with a percent sign as text": (
        workbook(
            typed(),
            shape=lambda book, sheet: sheet.set_column(3, 4, 12, book.add_format({"num_format": '0.00"%"'})),
        ),
        "t.xlsx", {}, True,
    ),
    "workbook with prefixes": (prefixed(workbook(typed(), shape=shown_as_percent)), "t.xlsx", {}, True),
    "OpenDocument": (open_document(typed()), "t.ods", {}, True),
    "OpenDocument shown as percent": (open_document(typed(), percent=True), "t.ods", {}, True),
    "XML Spreadsheet 2003": (spreadsheet_2003(typed()), "t.xls", {}, True),
}  # fmt: skip
# Ways of which one may not know what is meant.
ASKED: set[str] = set()


@pytest.mark.parametrize("way", WAYS)
def test_whatever_the_way_the_values_are_the_same(load, way):
    content, name, options, targets = WAYS[way]
    result = load(content, name=name, **options)
    found = sorted(result.rows("indicator", "region", "period", "target", "actual"))
    expected = EXPECTED if targets else WITHOUT_TARGET
    if way in ASKED:
        assert result.outcome != "accepted"
        assert set(found) <= set(expected)
    else:
        assert found == expected, (result.outcome, result.found())
        assert result.outcome == "accepted"
        assert not [one for one in result.findings if one.severity == "error"]


def test_most_ways_need_no_question():
    assert len(WAYS) >= 40
    assert len(WAYS) - len(ASKED) >= FEWEST_WITHOUT_QUESTION
