"""XML Spreadsheet 2003 (often named .xls): cells at the place their indexes say, typed and formatted."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from data.intake.contract import IntakeError
from data.intake.file import cells, markup, web_page
from data.intake.file.shown import Shown, formula, is_percent, without_footnotes
from data.intake.file.source import WIDEST, Source, stored
from data.intake.file.workbook import wanted

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
EXCEL = "urn:schemas-microsoft-com:office:excel"
HTML = "http://www.w3.org/TR/REC-html40"
MOST_CELLS = 2_000_000
MOST_ROWS = 1_048_576
_TAGS = {
    **markup.names((NAMESPACE,), "Style", "NumberFormat", "Worksheet", "Table", "Column", "Row", "Cell", "Data"),
    **markup.names((HTML,), "Sup"),
    **markup.names((EXCEL,), "Visible"),
}


def is_one(start: bytes) -> bool:
    """Whether a file that begins so is of this kind: by its first tag."""
    return markup.root(start) == f"{NAMESPACE} Workbook"


def open_sheet(path: Path, sheet: str | None, workdir: Path, judge: Callable[[list[list[str]]], float]) -> Source:
    """Read one sheet; `judge` scores the first rows of a sheet as a table."""
    text = web_page.text_of(path).lstrip("\ufeff \t\r\n")
    book = _Book()
    book.read(text)
    filled = [name for name, one in book.sheets.items() if len(one.rows) > 1 and not one.is_hidden]
    name = wanted(list(book.sheets), filled, sheet, judge, lambda name: book.sheets[name].head())
    held = book.sheets[name]
    shown = Shown(len(held.rows), max(map(len, held.rows), default=0))
    for place in held.shares:
        shown.share(*place)
    for place, told in held.told.items():
        shown.tell(*place, told)
    texts, typed = cells.texts(held.rows, shown)
    return stored(texts, "workbook", name, typed, held.merges, workdir)


@dataclass
class _Sheet:
    """The cells of a sheet in rows of different lengths, and what it shows beside them."""

    rows: list[list[object]] = field(default_factory=list)
    shares: list[tuple[int, int]] = field(default_factory=list)
    told: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    covered: set[tuple[int, int]] = field(default_factory=set)
    is_hidden: bool = False

    def head(self) -> list[list[str]]:
        """The first rows as text."""
        return [[cells.text(cell) for cell in row] for row in self.rows[:60]]

    def put(self, row: int, column: int, value: object) -> None:
        """Write a value at its place."""
        self.rows.extend([] for _ in range(row + 1 - len(self.rows)))
        held = self.rows[row]
        held.extend([""] * (column + 1 - len(held)))
        held[column] = value


class _Book:
    """Walks a workbook into its `sheets` by name. A cell has the style of its own, its row's, its column's or its
    table's."""

    def __init__(self) -> None:
        self.sheets: dict[str, _Sheet] = {}
        self._style, self._percent, self._parents = "", {}, {}
        self._table, self._columns, self._column_at = "", {}, 0
        self._row, self._rows, self._row_style, self._column = -1, 1, "", 0
        self._cell: dict[str, str] | None = None
        self._type, self._is_read, self._raised, self._count = "", False, 0, 0
        self._runs: list[tuple[str, bool]] = []
        self._reader = markup.Reader(self._start, "utf-8")
        self._reader.listen(self._end, self._add)

    def read(self, text: str) -> None:
        try:
            self._reader.read(io.BytesIO(text.encode("utf-8", "replace")))
        except ValueError as error:
            raise IntakeError("file_unreadable", found=f"XML: {str(error)[:100]}") from error

    def _start(self, name: str, said: dict[str, str]) -> None:
        tag = _TAGS.get(name)
        if tag in ("Style", "NumberFormat"):
            self._start_style(tag, said)
        elif tag == "Worksheet":
            self._sheet = self.sheets.setdefault(_of(said, "Name") or "", _Sheet())
        elif tag == "Table":
            self._table, self._columns, self._column_at = _of(said, "StyleID") or "", {}, 0
            self._row, self._rows = -1, 1
        elif tag == "Column":
            self._start_column(said)
        elif tag == "Row":
            self._row = _at(said, self._row + self._rows)
            self._rows, self._row_style, self._column = 1 + _number(said, "Span"), _of(said, "StyleID") or "", 0
            if self._row >= MOST_ROWS:
                _too_large(MOST_ROWS)
        elif tag == "Cell":
            self._column = _at(said, self._column)
            self._cell, self._type, self._runs, self._raised = said, "", [], 0
        elif tag == "Data" and self._cell is not None:
            self._type, self._is_read = self._type or _of(said, "Type") or "String", not self._type
        elif tag == "Sup":
            self._raised += 1
        elif tag == "Visible":
            self._runs, self._is_read = [], True

    def _start_style(self, tag: str, said: dict[str, str]) -> None:
        if tag == "Style":
            self._style = _of(said, "ID") or ""
            self._parents[self._style] = _of(said, "Parent")
        else:
            code = _of(said, "Format")
            self._percent[self._style] = code == "Percent" or is_percent(code or "")

    def _start_column(self, said: dict[str, str]) -> None:
        first = _at(said, self._column_at)
        self._column_at = first + 1 + _number(said, "Span")
        for column in range(first, min(self._column_at, WIDEST)):
            self._columns[column] = _of(said, "StyleID") or ""

    def _end(self, name: str) -> None:
        tag = _TAGS.get(name)
        if tag == "Cell" and self._cell is not None:
            self._close(self._cell)
            self._cell = None
        elif tag == "Data":
            self._is_read = False
        elif tag == "Sup":
            self._raised -= 1
        elif tag == "Visible" and self.sheets:
            self._sheet.is_hidden = any("Hidden" in text for text, _ in self._runs)
            self._is_read = False

    def _add(self, text: str) -> None:
        if self._is_read:
            self._runs.append((text, self._raised > 0))

    def _close(self, said: dict[str, str]) -> None:
        """Put the cell that ends at its place, and count what it covers."""
        row, column, sheet = self._row, self._column, self._sheet
        across, down = _number(said, "MergeAcross"), _number(said, "MergeDown")
        self._count += (min(across, WIDEST) + 1) * (down + 1)
        if self._count > MOST_CELLS or column + across >= WIDEST * 10:
            _too_large(MOST_CELLS)
        if (row, column) in sheet.covered and self._runs:
            raise IntakeError("file_unreadable", row=row + 1, found="MergeDown")
        if down:
            sheet.merges.append((row, row + down, column))
            sheet.covered.update(
                (row + low, column + right) for low in range(1, down + 1) for right in range(across + 1)
            )
        if self._type or _of(said, "Formula"):
            sheet.put(row, column, self._value(said))
            if self._is_percent(_of(said, "StyleID")):
                sheet.shares.append((row, column))
        self._column += 1 + across

    def _value(self, said: dict[str, str]) -> object:
        text = "".join(text for text, _ in self._runs)
        calculated = _of(said, "Formula")
        if calculated and not text.strip() and self._type != "String":
            self._sheet.told[self._row, self._column] = formula(calculated)
        if self._type == "Number" and text.strip():
            return float(text)
        if self._type == "DateTime" and text.strip():
            return datetime.fromisoformat(text.strip())
        if self._type == "Boolean":
            return text.strip() == "1"
        return without_footnotes(self._runs)

    def _is_percent(self, style: str | None) -> bool:
        name = style or self._row_style or self._columns.get(self._column) or self._table or "Default"
        for _ in range(10):
            if name in self._percent:
                return self._percent[name]
            name = self._parents.get(name) or ("Default" if name != "Default" else "")
        return False


def _of(said: dict[str, str], name: str) -> str | None:
    return said.get(f"{NAMESPACE} {name}")


def _number(said: dict[str, str], name: str) -> int:
    text = _of(said, name) or "0"
    if not (text.isdecimal() and len(text) < 8):
        raise IntakeError("file_unreadable", found=f"{name} {text[:40]}")
    return int(text)


def _at(said: dict[str, str], expected: int) -> int:
    """The place from 0 that an index says, else the expected one; places never go back."""
    index = _number(said, "Index")
    if index and index - 1 < expected:
        raise IntakeError("file_unreadable", found=f"Index {index}")
    return index - 1 if index else expected


def _too_large(limit: int) -> None:
    raise IntakeError("file_too_large", found=f"> {limit:,} sel‖> {limit:,} cells", expected=f"{limit:,}")
