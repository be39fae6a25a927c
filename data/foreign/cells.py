"""Cells as text, written to a CSV file in UTF-8: numbers with a decimal point, dates year first, percent as seen."""

import csv
import re
from array import array
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import chain, islice, repeat
from pathlib import Path

from data.foreign.sheet import Sheet
from data.foreign.shown import PERCENT, YEAR

LONGEST = 32_767  # letters, as many as a spreadsheet's cell holds
BLOCK = 500  # rows
_NUMBER = re.compile(r"[\s+-]*\d[\d.,\s]*%?")
_EPOCHS = (date(1899, 12, 30), date(1904, 1, 1))
_YEARS = range(1930, 2101)


def text(cell: object) -> str:
    """One cell as a spreadsheet user would type it."""
    if isinstance(cell, str):
        if len(cell) <= LONGEST and cell.isprintable():
            return cell.strip()
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
    if look == PERCENT and isinstance(cell, int | float) and is_number(cell):
        return text(round(float(cell) * 100, 10)) + "%"
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

    def note(self, first: int, column: int, cells: Sequence[object], kinds: set[type]) -> None:
        """Take in the cells of a column, of these kinds, from row `first` on."""
        if kinds <= {int, float}:
            self._numbers[column].extend(range(first, first + len(cells)))
        elif kinds - {str}:
            self._numbers[column].extend(at for at, cell in enumerate(cells, start=first) if is_number(cell))
        if str in kinds and column not in self._texts:
            texts = {cell for cell in cells if isinstance(cell, str) and cell}
            if any(map(_NUMBER.fullmatch, texts)):
                self._texts.add(column)

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
    columns, empty, blank = Columns(sheet.width), 0, [""] * sheet.width
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for block in _blocks(sheet, columns):
            filled = next((at for at in range(len(block), 0, -1) if any(block[at - 1])), 0)
            if filled:
                writer.writerows(repeat(blank, empty))
                writer.writerows(block[:filled])
                empty = 0
            empty += len(block) - filled
    return columns


def head(sheet: Sheet, most: int) -> list[list[str]]:
    """The first lines as text."""
    lines = chain.from_iterable(_blocks(sheet, Columns(sheet.width)))
    return [list(line) for line in islice(lines, most)]


def _blocks(sheet: Sheet, columns: Columns) -> Iterator[list[Sequence[str]]]:
    """Every row as texts, turned over in blocks: cells of one column are mostly of one kind."""
    rows, first, blank, width = enumerate(sheet.rows), 0, [""] * sheet.width, sheet.width
    told = sheet.shown.texts
    while block := [
        row if len(row) == width and at not in told else _with_said(row, at, sheet, blank)
        for at, row in islice(rows, BLOCK)
    ]:
        looks = [(at, sheet.shown.looks[at]) for at in range(first, first + len(block)) if at in sheet.shown.looks]
        texts = [_texts(column, columns, first, cells) for column, cells in enumerate(zip(*block, strict=True))]
        for at, looked in looks:
            for column, look in looked.items():
                if column < sheet.width:
                    texts[column][at - first] = _as_shown(block[at - first][column], look)
        yield list(zip(*texts, strict=True))
        first += len(block)


def _texts(column: int, columns: Columns, first: int, cells: Sequence[object]) -> list[str]:
    kinds = set(map(type, cells))
    columns.note(first, column, cells, kinds)
    if len(kinds) > 1:
        return list(map(text, cells))
    # Codes and names stand in most rows again. Values of several kinds can be equal, though: 1 and True.
    made = {cell: text(cell) for cell in set(cells)}
    return [made[cell] for cell in cells]


def _with_said(row: Sequence[object], at: int, sheet: Sheet, blank: list[str]) -> Sequence[object]:
    """A row of the sheet's width with the texts that stand for its values; empty where it holds nothing but formulas
    filled down."""
    said = sheet.shown.texts.get(at)
    if not said:
        return row if len(row) == sheet.width else [*row, *blank[len(row) :]]
    cells = [*row, *blank[len(row) :]]
    for column, told in said.items():
        if column < sheet.width:
            cells[column] = told
    waits = all(cell == "" or (isinstance(cell, str) and cell.startswith("=")) for cell in cells)
    return list(blank) if waits else cells
