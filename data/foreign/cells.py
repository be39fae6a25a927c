"""Cells as text, written to a CSV file in UTF-8: numbers with a decimal point, dates year first, percent as seen."""

import csv
import re
from array import array
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path

from data.foreign.sheet import Sheet
from data.foreign.shown import PERCENT, YEAR

LONGEST = 32_767  # letters, as many as a spreadsheet's cell holds
_NUMBER = re.compile(r"[\s+-]*\d[\d.,\s]*%?")
_EPOCHS = (date(1899, 12, 30), date(1904, 1, 1))
_YEARS = range(1930, 2101)


def text(cell: object) -> str:
    """One cell as a spreadsheet user would type it."""
    if isinstance(cell, str):
        return cell[:LONGEST].replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\0", "").strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return _day(cell.date()) if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return _day(cell)
    return "" if cell is None else str(cell)


def _day(day: date) -> str:
    """A date, or the year where a bare year was put into a cell that shows dates (2025 is a day of 1905)."""
    for epoch in _EPOCHS:
        if day.year - epoch.year in (5, 6) and (day - epoch).days in _YEARS:
            return str((day - epoch).days)
    return day.isoformat()


def _as_shown(cell: object, look: str | None) -> str:
    """A cell as text, by how its format shows it."""
    if look == PERCENT and is_number(cell):
        return text(round(float(cell) * 100, 10)) + "%"  # type: ignore[arg-type] - is_number
    if look == YEAR and isinstance(cell, date):
        return str(cell.year)
    return text(cell)


def is_number(cell: object) -> bool:
    """Whether a cell is a number that the workbook holds as one."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


class Columns:
    """Per column from 0: the rows that hold typed numbers, and whether texts that look like numbers stand beside."""

    def __init__(self, width: int):
        self._numbers = [array("L") for _ in range(width)]
        self._texts: set[int] = set()

    def note(self, row: int, column: int, cell: object) -> None:
        if isinstance(cell, str):
            if column not in self._texts and cell and _NUMBER.fullmatch(cell):
                self._texts.add(column)
        elif is_number(cell):
            self._numbers[column].append(row)

    @property
    def typed(self) -> list[int]:
        """Columns whose numbers are all typed."""
        return [at for at, rows in enumerate(self._numbers) if rows and at not in self._texts]

    @property
    def mixed(self) -> dict[int, list[int]]:
        """Column → rows of its typed numbers, where texts stand beside them."""
        return {at: rows.tolist() for at, rows in enumerate(self._numbers) if rows and at in self._texts}


def write(sheet: Sheet, path: Path) -> Columns:
    """Write a sheet's cells, lines of equal length without empty ones at the end; tell of its columns."""
    columns = Columns(sheet.width)
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        empty = 0
        for texts in _lines(sheet, columns):
            if not any(texts):
                empty += 1
                continue
            out.writerows([[""] * sheet.width] * empty)
            empty = 0
            out.writerow(texts)
    return columns


def head(sheet: Sheet, most: int) -> list[list[str]]:
    """The first lines as text."""
    columns = Columns(sheet.width)
    return [line for line, _ in zip(_lines(sheet, columns), range(most), strict=False)]


def _lines(sheet: Sheet, columns: Columns) -> Iterator[list[str]]:
    shown = sheet.shown
    for at, row in enumerate(sheet.rows):
        said, looks = shown.texts.get(at), shown.looks.get(at, {})
        cells = _with_said(row, said, sheet.width) if said else row
        for column, cell in enumerate(cells):
            columns.note(at, column, cell)
        if looks:
            line = [_as_shown(cell, looks.get(column)) for column, cell in enumerate(cells)]
        else:
            line = list(map(text, cells))
        yield line + [""] * (sheet.width - len(line))


def _with_said(row: Sequence[object], said: dict[int, str], width: int) -> list[object]:
    """A row with the texts that stand for its values; empty where it holds nothing but formulas filled down."""
    cells = [*row, *[""] * (width - len(row))]
    for column, told in said.items():
        if column < width:
            cells[column] = told
    waits = all(cell == "" or (isinstance(cell, str) and cell.startswith("=")) for cell in cells)
    return [""] * width if waits else cells
