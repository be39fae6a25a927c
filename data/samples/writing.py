"""Tables written the way agencies write them: delimiters, encodings, layouts, spreadsheets."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from analytics.decimals import rounded
from data.samples.calendar import label, month_number, parts

NUMBERS = ("target", "target_low", "target_high", "actual", "numerator", "denominator")
HEADER = {
    "agency": "kode_instansi",
    "unit": "kode_unit",
    "indicator": "kode_indikator",
    "region": "kode_wilayah",
    "region_name": "nama_wilayah",
    "period": "periode",
    "target": "target",
    "target_low": "target_bawah",
    "target_high": "target_atas",
    "actual": "realisasi",
    "numerator": "pembilang",
    "denominator": "penyebut",
    "measure": "satuan",
    "as_of": "tanggal_data",
    "status": "status_data",
    "note": "catatan",
    "source": "sumber",
}


@dataclass(frozen=True)
class Style:
    """How one file is written.

    columns: `header=field` in order (the header is the canonical one when it is left out). wide: one column a period,
    a row for each distinct set of the columns. numbered: region names carry their number, cities start anew, the
    province is the row `Jumlah`. spoiled: cells overwritten after writing, `{row, column, text}`, row counted from 1
    below the header.
    """

    columns: tuple[str, ...]
    wide: bool = False
    delimiter: str = ";"
    decimal: str = ","
    thousands: str = ""
    encoding: str = "utf-8-sig"
    period: str = "iso"
    dates: str = "iso"
    missing: str = ""
    titles: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    numbered: bool = False
    sheet: str = ""
    spoiled: tuple[dict[str, Any], ...] = ()

    def fields(self) -> list[tuple[str, str]]:
        """(header, field) of each column."""
        pairs = [column.rpartition("=") for column in self.columns]
        return [(header or HEADER[name], name) for header, _, name in pairs]


def render(rows: pd.DataFrame, style: Style, places: pd.DataFrame) -> bytes:
    """The bytes of a file. `rows` has canonical columns, `places` name_id and bps_code of each region."""
    table = _cells(rows, style, places)
    lines = _wide(table, style) if style.wide else _long(table, style)
    for spoiled in style.spoiled:
        lines[spoiled["row"]][lines[0].index(spoiled["column"])] = spoiled["text"]
    if style.sheet:
        return workbook(lines, style, NUMBERS)
    width = len(lines[0])
    text = [*_block(style.titles, width), *lines, *_block(style.footer, width)]
    written = [style.delimiter.join(_quote(cell, style.delimiter) for cell in line) for line in text]
    return "".join(f"{line}\r\n" for line in written).encode(style.encoding)


def _block(texts: Sequence[str], width: int) -> list[list[str]]:
    """Lines above or below a table; spreadsheets fill them up with empty cells."""
    return [[text] + [""] * (width - 1) for text in texts]


def _quote(cell: str, delimiter: str) -> str:
    if delimiter in cell or '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _cells(rows: pd.DataFrame, style: Style, places: pd.DataFrame) -> pd.DataFrame:
    """Every field as the text that is written."""
    table = rows.copy()
    table["order"] = [month_number(p) for p in rows["period"]]
    for name in ("year", "month", "quarter", "semester"):
        table[name] = [parts(p).get(name, "") for p in rows["period"]]
    table["region_name"] = rows["region"].map(places["name_id"])
    table["bps"] = rows["region"].map(places["bps_code"])
    digits = rows["decimals"] if "decimals" in rows else [None] * len(rows)
    for name in ("target", "target_low", "target_high", "actual"):
        table[name] = [number(v, d, style) for v, d in zip(rows[name], digits, strict=True)]
    for name in ("numerator", "denominator"):
        table[name] = [number(v, None, style) for v in rows[name]]
    table["period"] = [label(p, style.period) for p in rows["period"]]
    if not style.sheet:
        table["as_of"] = [day(v, style) for v in rows["as_of"]]
    return table


def number(value: float | str, places: int | None, style: Style) -> str:
    """A number with the decimal mark of the file; text keeps its digits, no places means as few as needed."""
    if isinstance(value, str):
        text = value
    elif value != value:
        return ""
    else:
        exact = rounded(value, 4).normalize() if places is None else rounded(value, places)
        text = f"{exact:zf}"
    whole, point, fraction = text.partition(".")
    if style.thousands:
        whole = f"{int(whole):,}".replace(",", style.thousands)
    return whole + (style.decimal + fraction if point else "")


def day(value: date | str, style: Style) -> str:
    """A date, year first or day first."""
    text = str(value)
    return "/".join(reversed(text.split("-"))) if style.dates == "dmy" else text


def _long(table: pd.DataFrame, style: Style) -> list[list[Any]]:
    fields = style.fields()
    ordered = table.sort_values(["agency", "indicator", "unit", "region", "order"], kind="stable")
    return [[header for header, _ in fields], *ordered[[name for _, name in fields]].to_numpy().tolist()]


def _wide(table: pd.DataFrame, style: Style) -> list[list[Any]]:
    fields = style.fields()
    columns = [name for _, name in fields]
    order = table.drop_duplicates("period").sort_values("order")["period"].tolist()
    keys = ["agency", "indicator", "unit", "region"]
    head = table.drop_duplicates(keys).set_index(keys).sort_index()
    values = table.pivot(index=keys, columns="period", values="actual").reindex(columns=order)
    values = values.loc[head.index].where(lambda cell: cell.notna() & (cell != ""), style.missing)
    flat = head.reset_index()
    body = [[*(line[name] for name in columns), *values.iloc[at]] for at, line in enumerate(flat.to_dict("records"))]
    if style.numbered:
        body = _number(body, columns.index("region_name"))
    return [[*(header for header, _ in fields), *order], *body]


def _number(body: list[list[Any]], at: int) -> list[list[Any]]:
    """`1. Simeulue` … with the cities numbered anew; the province comes last, as the total."""
    counted, places, total = {False: 0, True: 0}, [], []
    for line in body:
        name = line[at]
        if name.startswith("Provinsi "):
            total.append([*line[:at], "Jumlah", *line[at + 1 :]])
            continue
        city = name.startswith("Kota ")
        counted[city] += 1
        bare = name.removeprefix("Kabupaten ").removeprefix("Kota ")
        places.append([*line[:at], f"{counted[city]}. {bare}", *line[at + 1 :]])
    return [*places, *total]


def workbook(lines: list[list[Any]], style: Style, numeric: Iterable[str]) -> bytes:
    """An XLSX whose data stand in the sheet `style.sheet`, behind a sheet of instructions."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    book.set_properties({"title": "Kinerja Aceh", "created": datetime(2026, 10, 1)})
    guide = book.add_worksheet("Petunjuk")
    guide.set_column(0, 0, 100)
    for row, text in enumerate(style.footer):
        guide.write_string(row, 0, text)
    sheet = book.add_worksheet(style.sheet)
    sheet.set_column(0, len(lines[0]), 14)
    day_format = book.add_format({"num_format": "dd/mm/yyyy"})
    for row, text in enumerate(style.titles):
        sheet.write_string(row, 0, text)
    numbers = {at for at, (_, name) in enumerate(style.fields()) if name in numeric}
    for row, line in enumerate(lines, start=len(style.titles)):
        for column, cell in enumerate(line):
            if isinstance(cell, date):
                sheet.write_datetime(row, column, datetime.combine(cell, datetime.min.time()), day_format)
            elif column in numbers and row > len(style.titles) and cell:
                sheet.write_number(row, column, float(cell.replace(style.decimal, ".")))
            else:
                sheet.write_string(row, column, cell)
    book.close()
    return _plain(buffer.getvalue())


def _plain(packed: bytes) -> bytes:
    """The same archive uncompressed and with a fixed time, so that its bytes depend on nothing but its content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, (2026, 10, 1, 0, 0, 0)), source.read(name))
    return buffer.getvalue()


def save(path: Path, content: bytes) -> Path:
    """Write a file, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
