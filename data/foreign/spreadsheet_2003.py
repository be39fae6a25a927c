"""XML Spreadsheet 2003 (often named .xls): cells at the place their indexes say, typed and formatted."""

import io
from datetime import datetime

from data.foreign import markup
from data.foreign.refusal import RefusedError, too_many_cells, unreadable
from data.foreign.sheet import MOST_ROWS, WIDEST, Sheet, ragged
from data.foreign.shown import PERCENT, Shown, formula, look_of, without_footnotes

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
EXCEL = "urn:schemas-microsoft-com:office:excel"
HTML = "http://www.w3.org/TR/REC-html40"
ROOT = f"{NAMESPACE} Workbook"
MOST_CELLS = 2_000_000
_TAGS = {
    **markup.names((NAMESPACE,), "Style", "NumberFormat", "Worksheet", "Table", "Column", "Row", "Cell", "Data"),
    **markup.names((HTML,), "Sup"),
    **markup.names((EXCEL,), "Visible"),
}


class _Table:
    """The cells of one sheet by row and column."""

    def __init__(self) -> None:
        self.rows: dict[int, dict[int, object]] = {}
        self.shown, self.is_hidden = Shown(), False
        self.covered: set[tuple[int, int]] = set()


class Book:
    """A workbook in one XML text. A cell has the style of its own, its row's, its column's or its table's."""

    def __init__(self, text: str) -> None:
        self._tables: dict[str, _Table] = {}
        self._style, self._parents = "", dict[str, str | None]()
        self._looks: dict[str, str | None] = {}
        self._table, self._columns, self._column_at = "", dict[int, str](), 0
        self._row, self._rows, self._row_style, self._column = -1, 1, "", 0
        self._cell: dict[str, str] | None = None
        self._type, self._is_read, self._raised, self._count = "", False, 0, 0
        self._runs: list[tuple[str, bool]] = []
        self._reader = markup.Reader(self._start, "utf-8")
        self._reader.listen(self._end, self._add)
        self._reader.read(io.BytesIO(text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace")))
        self.names = list(self._tables)
        self.hidden = frozenset(name for name, one in self._tables.items() if one.is_hidden)

    def sheet(self, name: str) -> Sheet:
        """One sheet with what it shows."""
        held = self._tables[name]
        rows, width = ragged(held.rows)
        return Sheet(rows, width, held.shown)

    def _start(self, name: str, said: dict[str, str]) -> None:
        tag = _TAGS.get(name)
        if tag in ("Style", "NumberFormat"):
            self._start_style(tag, said)
        elif tag == "Worksheet":
            self._sheet = self._tables.setdefault(_of(said, "Name") or "", _Table())
        elif tag == "Table":
            self._table, self._columns, self._column_at = _of(said, "StyleID") or "", {}, 0
            self._row, self._rows = -1, 1
        elif tag == "Column":
            self._start_column(said)
        elif tag == "Row":
            self._row = _at(said, self._row + self._rows)
            self._rows, self._row_style, self._column = 1 + _number(said, "Span"), _of(said, "StyleID") or "", 0
            if self._row >= MOST_ROWS:
                raise too_many_cells(MOST_ROWS)
            if _of(said, "Hidden") == "1":
                self._sheet.shown.hidden_rows.update(range(self._row, min(self._row + self._rows, MOST_ROWS)))
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
            self._looks[self._style] = PERCENT if code == "Percent" else look_of(code or "")

    def _start_column(self, said: dict[str, str]) -> None:
        first = _at(said, self._column_at)
        self._column_at = first + 1 + _number(said, "Span")
        for column in range(first, min(self._column_at, WIDEST)):
            self._columns[column] = _of(said, "StyleID") or ""
            if _of(said, "Hidden") == "1":
                self._sheet.shown.hidden_columns.add(column)

    def _end(self, name: str) -> None:
        tag = _TAGS.get(name)
        if tag == "Cell" and self._cell is not None:
            self._close(self._cell)
            self._cell = None
        elif tag == "Data":
            self._is_read = False
        elif tag == "Sup":
            self._raised -= 1
        elif tag == "Visible" and self._tables:
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
        if self._count > MOST_CELLS or column + across >= WIDEST:
            raise too_many_cells(MOST_CELLS)
        if (row, column) in sheet.covered and self._runs:
            raise RefusedError("file_unreadable", "MergeDown", row=row + 1)
        if down:
            sheet.shown.merges.append((row, row + down, column))
            sheet.covered.update(
                (row + low, column + right) for low in range(1, down + 1) for right in range(across + 1)
            )
        if self._type or _of(said, "Formula"):
            sheet.rows.setdefault(row, {})[column] = self._value(said)
            look = self._look(_of(said, "StyleID"))
            if look:
                sheet.shown.looks[row][column] = look
        self._column += 1 + across

    def _value(self, said: dict[str, str]) -> object:
        text = "".join(text for text, _ in self._runs)
        calculated = _of(said, "Formula")
        if calculated and not text.strip() and self._type != "String":
            self._sheet.shown.tell(self._row, self._column, formula(calculated))
        if self._type == "Number" and text.strip():
            return float(text)
        if self._type == "DateTime" and text.strip():
            return datetime.fromisoformat(text.strip())
        if self._type == "Boolean":
            return text.strip() == "1"
        return without_footnotes(self._runs)

    def _look(self, style: str | None) -> str | None:
        name = style or self._row_style or self._columns.get(self._column) or self._table or "Default"
        for _ in range(10):
            if name in self._looks:
                return self._looks[name]
            name = self._parents.get(name) or ("Default" if name != "Default" else "")
        return None


def _of(said: dict[str, str], name: str) -> str | None:
    return said.get(f"{NAMESPACE} {name}")


def _number(said: dict[str, str], name: str) -> int:
    text = _of(said, name) or "0"
    if not (text.isdecimal() and len(text) < 8):
        raise unreadable(f"{name} {text[:40]}")
    return int(text)


def _at(said: dict[str, str], expected: int) -> int:
    """The place from 0 that an index says, else the expected one; places never go back."""
    index = _number(said, "Index")
    if index and index - 1 < expected:
        raise unreadable(f"Index {index}")
    return index - 1 if index else expected
