"""XLS: values, and what formats, rich texts, formulas and error cells show beside them."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import xlrd

from data.foreign.refusal import unreadable
from data.foreign.sheet import Sheet, within
from data.foreign.shown import Shown, look_of, without_footnotes

RAISED = 1
LOCKED = "EncryptedPackage".encode("utf-16-le")


class Book:
    """An XLS workbook (BIFF 2 to 8), read sheet by sheet."""

    def __init__(self, path: Path):
        if LOCKED in path.read_bytes():
            raise unreadable("kata sandi‖password")
        try:
            self._book = xlrd.open_workbook(str(path), logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
        except xlrd.XLRDError as error:
            raise unreadable("kata sandi‖password" if "encrypted" in str(error) else f"XLS: {error}") from error
        self.names = self._book.sheet_names()
        self.hidden = frozenset(one.name for one in self._book.sheets() if one.visibility)
        self._looks = [look_of(self._book.format_map[style.format_key].format_str) for style in self._book.xf_list]

    def sheet(self, name: str) -> Sheet:
        """One sheet with what it shows."""
        held, shown = self._book.sheet_by_name(name), Shown()
        within(held.nrows, held.ncols)
        shown.hidden_rows = {row for row, info in held.rowinfo_map.items() if info.hidden}
        shown.hidden_columns = {column for column, info in held.colinfo_map.items() if info.hidden}
        shown.merges = [
            (first, last - 1, left)
            for first, last, left, right in held.merged_cells
            if right - left == 1 < last - first
        ]
        for (row, column), runs in held.rich_text_runlist_map.items():
            self._note_raised(held, row, column, runs, shown)
        return Sheet(self._rows(held, shown), held.ncols, shown)

    def _rows(self, held: xlrd.sheet.Sheet, shown: Shown) -> Iterator[list[object]]:
        """Values row by row; what a row shows is noted before it is given."""
        for row in range(held.nrows):
            cells = zip(held.row_types(row), held.row_values(row), strict=True)
            yield [self._value(held, row, column, kind, value, shown) for column, (kind, value) in enumerate(cells)]

    def _value(self, held: xlrd.sheet.Sheet, row: int, column: int, kind: int, value: Any, shown: Shown) -> object:
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            look = self._looks[held.cell_xf_index(row, column)]
            if look:
                shown.looks[row][column] = look
            return self._date(value) if kind == xlrd.XL_CELL_DATE else value
        if kind == xlrd.XL_CELL_ERROR:
            shown.tell(row, column, xlrd.error_text_from_code.get(value, "#VALUE!"))
        elif kind == xlrd.XL_CELL_TEXT and not value:
            # Only a formula gives an empty text cell: one that was never calculated, or an empty result.
            shown.tell(row, column, "=…")
        elif kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        return value if kind == xlrd.XL_CELL_TEXT else ""

    def _date(self, value: float) -> object:
        try:
            return xlrd.xldate.xldate_as_datetime(value, self._book.datemode)
        except (ValueError, OverflowError):
            return value

    def _note_raised(
        self, held: xlrd.sheet.Sheet, row: int, column: int, runs: list[tuple[int, int]], shown: Shown
    ) -> None:
        text = held.cell_value(row, column)
        pieces = [
            (text[at:end], number is not None and self._book.font_list[number].escapement == RAISED)
            for (at, number), (end, _) in pairwise([(0, None), *runs, (len(text), None)])
        ]
        if any(raised for _, raised in pieces) and re.search(r"\S", pieces[0][0]):
            shown.tell(row, column, without_footnotes(pieces))
