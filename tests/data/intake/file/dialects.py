"""One table written in many dialects: parts of archives by hand, so that every form the formats allow can be tried.

A cell is a text, a number, None, or ("%", number) for a number shown as percent.
"""

import io
import zipfile
from html import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    '<styleSheet xmlns="{main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
    '<dxfs count="1"><dxf><numFmt numFmtId="164" formatCode="General"/></dxf></dxfs></styleSheet>'
)
SPREADSHEETML = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">'
    '<Styles><Style ss:ID="Default"/><Style ss:ID="p"><NumberFormat ss:Format="{code}"/></Style>'
    '<Style ss:ID="child" ss:Parent="p"/></Styles>{sheets}</Workbook>'
)
ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    '<office:automatic-styles><style:style style:name="T1"><style:text-properties style:text-position="super 58%"/>'
    "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
    '<table:table table:name="Data">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


HEADER = ["kode_instansi", "kode_indikator", "kode_wilayah", "periode", "target", "realisasi"]
PLACES = ("11.71", "11.07", "11.08")
RATES = (99.21, 98.1, 97.4)


def table(*values, target=100):
    """The header and a row per place, with these cells under `realisasi`."""
    rows = zip(PLACES, values, strict=False)
    return [HEADER, *(["DISDIK", "IKU-DISDIK-01", place, 2025, target, value] for place, value in rows)]


def archive(parts, packed=True):
    """Bytes of a zip with these parts."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return memory.getvalue()


def parts_of(content):
    """The parts of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        return {name: held.read(name) for name in held.namelist()}


def letter(column):
    return chr(65 + column)


def cell_xml(row, column, cell):
    """One cell of an XLSX in Excel's own form."""
    place = f"{letter(column)}{row + 1}"
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return f'<c r="{place}" s="1"><v>{cell[1]}</v></c>'
    if isinstance(cell, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'


def sheet_xml(rows, cell=cell_xml, main=MAIN):
    lines = "".join(
        f'<row r="{at + 1}">{"".join(cell(at, column, one) for column, one in enumerate(row))}</row>'
        for at, row in enumerate(rows)
    )
    return f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>'


def xlsx_of(sheet, styles=None, shared=None, main=MAIN, code="0.00%"):
    """Bytes of an XLSX with this sheet part."""
    office = OFFICE if main == MAIN else "http://purl.oclc.org/ooxml/officeDocument/relationships"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    kinds = {"worksheet": "worksheets/sheet1.xml", "styles": "styles.xml", "sharedStrings": "sharedStrings.xml"}
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{links}"><Relationship Id="a" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="rId0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{links}">'
        + "".join(
            f'<Relationship Id="rId{at}" Type="{office}/{kind}" Target="{target}"/>'
            for at, (kind, target) in enumerate(kinds.items())
        )
        + "</Relationships>",
        "xl/styles.xml": styles or STYLES.format(main=main, code=code),
        "xl/sharedStrings.xml": shared or f'<sst xmlns="{main}"/>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    return archive(parts)


def xlsx(rows, **options):
    return xlsx_of(sheet_xml(rows), **options)


def ods_tag(attributes, text):
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def ods_cell(cell):
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, tuple):
        return ods_tag(f'office:value-type="percentage" office:value="{cell[1]}"', "?")
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    )


def ods_of(rows):
    """Bytes of an ODS with these table rows."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return archive({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": ODS.format(rows=rows)})


def ods_row(row):
    return f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>"


def ods(rows):
    return ods_of("".join(map(ods_row, rows)))


def data_xml(cell):
    if isinstance(cell, str):
        return f'<Data ss:Type="String">{escape(cell)}</Data>'
    return f'<Data ss:Type="Number">{cell[1] if isinstance(cell, tuple) else cell}</Data>'


def spreadsheetml_of(table, code="0.00%"):
    sheet = f'<Worksheet ss:Name="Data"><Table>{table}</Table></Worksheet>'
    return SPREADSHEETML.format(code=code, sheets=sheet).encode()


def spreadsheetml(rows):
    """Bytes of an XML Spreadsheet 2003, empty cells left out and the next one indexed, as Excel does."""

    def line(row):
        cells = ""
        for at, cell in enumerate(row):
            if cell is not None:
                style = ' ss:StyleID="p"' if isinstance(cell, tuple) else ""
                place = f' ss:Index="{at + 1}"' if at and row[at - 1] is None else ""
                cells += f"<Cell{place}{style}>{data_xml(cell)}</Cell>"
        return f"<Row>{cells}</Row>"

    return spreadsheetml_of("".join(map(line, rows)))


def shown(cell, mark=","):
    """A cell as its sheet shows it."""
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return f"{round(cell[1] * 100, 8):g}%".replace(".", mark)
    return cell if isinstance(cell, str) else f"{cell:g}".replace(".", mark)


def html(rows):
    lines = "".join(f"<tr>{''.join(f'<td>{escape(shown(cell))}</td>' for cell in row)}</tr>" for row in rows)
    return f"<html><meta charset=utf-8><body><table>{lines}</table></body></html>".encode()


def csv(rows, separator=";", mark=","):
    return "\n".join(separator.join(shown(cell, mark) for cell in row) for row in rows).encode()
