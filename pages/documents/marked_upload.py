"""The cells of an upload with their findings: rows in place, and a workbook with the faulty cells marked."""

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from data import guarded
from data.intake import Finding
from pages.content import findings as told
from pages.words.language import t

MOST_ROWS = 1_000_000
MOST_COMMENTS = 5_000
LONGEST = 32_000
WIDTHS = {
    "severity": 11, "rule": 24, "row": 8, "column": 20, "found": 28, "expected": 36, "message": 60, "remedy": 60,
}  # fmt: skip
"""Column of the list of findings → its width."""


def lines(cells: Path, rows: Iterable[int]) -> dict[int, list[str | None]]:
    """Row number → its cells as they stand in the upload."""
    wanted = sorted(set(rows))
    if not wanted:
        return {}
    table = pq.read_table(cells, filters=pc.field("row").isin(wanted))
    columns = [table.column(at).to_pylist() for at in range(1, table.num_columns)]
    return {row: [column[at] for column in columns] for at, row in enumerate(table.column(0).to_pylist())}


def distinct(cells: Path, columns: Sequence[Mapping[str, Any]], first: int) -> dict[str, list[str]]:
    """Header → the different texts of its column from a row on, in their order."""
    table = pq.read_table(cells, columns=["row", *(f"c{facts['at']}" for facts in columns)])
    table = table.filter(pc.greater_equal(table.column("row"), first))
    return {
        facts["column"]: [text for text in pc.unique(table.column(f"c{facts['at']}")).to_pylist() if text]
        for facts in columns
    }


def places(columns: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Header → place of its column from 0, the first where a header is repeated."""
    return {facts["column"]: facts["at"] - 1 for facts in reversed(columns)}


def workbook(
    cells: Path,
    findings: Sequence[Finding],
    columns: Sequence[Mapping[str, Any]],
    header_row: int,
) -> bytes:
    """An XLSX copy of an upload: faulty cells filled and commented, and a sheet that lists the findings.

    `columns` are the recognised columns ({column, at}). Findings of a whole row mark its first cell, findings of the
    whole file stand in the list alone. Every cell is text, and none of them can run as a formula.
    """
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        copy = book.add_worksheet(t("report.sheet_copy"))
        faults = _by_cell(findings, places(columns))
        _write_copy(book, copy, cells, faults, header_row)
        _comment(copy, faults)
        _write_findings(book, findings, places(columns))
    return buffer.getvalue()


def _by_cell(findings: Iterable[Finding], at: Mapping[str, int]) -> dict[tuple[int, int], list[Finding]]:
    found: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    for one in findings:
        if one.row is not None and one.row <= MOST_ROWS:
            found[one.row, at.get(one.column or "", 0)].append(one)
    return found


def _write_copy(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    cells: Path,
    faults: Mapping[tuple[int, int], list[Finding]],
    header_row: int,
) -> None:
    head = book.add_format({"bold": True, "bg_color": "#e8eef0", "bottom": 1})
    tones = {
        "error": book.add_format({"bg_color": "#f8d0cc", "font_color": "#8c1d18", "bold": True}),
        "warning": book.add_format({"bg_color": "#fbe5b8", "font_color": "#6b4300"}),
    }
    plain = book.add_format({"num_format": "@"})
    file = pq.ParquetFile(cells)
    sheet.set_column(0, file.metadata.num_columns - 2, 16, plain)
    for batch in file.iter_batches(batch_size=20_000):
        numbers = batch.column(0).to_pylist()
        columns = [batch.column(place).to_pylist() for place in range(1, batch.num_columns)]
        for line, row in enumerate(numbers):
            if row > MOST_ROWS:
                return
            for place, column in enumerate(columns):
                found = faults.get((row, place))
                style = tones[_worst(found)] if found else head if row == header_row else None
                text = column[line]
                if text:
                    sheet.write_string(row - 1, place, guarded.cell(text[:LONGEST]), style)
                elif found:
                    sheet.write_blank(row - 1, place, None, style)


def _worst(found: Iterable[Finding]) -> str:
    return "error" if any(one.severity == "error" for one in found) else "warning"


def _comment(sheet: Worksheet, faults: Mapping[tuple[int, int], list[Finding]]) -> None:
    for (row, place), found in list(faults.items())[:MOST_COMMENTS]:
        said = [f"{told.message(one)} {told.remedy(one)}" for one in found[:4]]
        if len(found) > 4:
            said.append(t("report.more_faults"))
        sheet.write_comment(row - 1, place, "\n".join(said)[:2_000], {"x_scale": 2.2, "y_scale": 1.4})


def _write_findings(book: xlsxwriter.Workbook, findings: Sequence[Finding], at: Mapping[str, int]) -> None:
    """The list of findings. A column stands as letter and header: headers alone would be read as another table."""
    sheet = book.add_worksheet(t("report.findings"))
    bold = book.add_format({"bold": True, "bg_color": "#e8eef0", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    for place, (name, width) in enumerate(WIDTHS.items()):
        sheet.set_column(place, place, width, wrap)
        sheet.write_string(0, place, t(f"report.finding_{name}"), bold)
    for line, one in enumerate(findings[: MOST_ROWS - 1], start=1):
        cells = (
            t(f"report.severity_{one.severity}"),
            one.rule,
            one.row,
            _lettered(one.column, at),
            told.found(one),
            told.expected(one),
            told.message(one),
            told.remedy(one),
        )
        for place, value in enumerate(cells):
            if isinstance(value, int):
                sheet.write_number(line, place, value, wrap)
            elif value:
                sheet.write_string(line, place, guarded.cell(str(value)[:LONGEST]), wrap)


def _lettered(column: str | None, at: Mapping[str, int]) -> str | None:
    if column is None or column not in at:
        return column
    return f"{xlsxwriter.utility.xl_col_to_name(at[column])}: {column}"
