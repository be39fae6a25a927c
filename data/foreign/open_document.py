"""ODS: its values by their types, and what raised spans, formulas, merged and hidden cells show beside them."""

import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import IO

from data.foreign import markup
from data.foreign.sheet import MOST_ROWS, WIDEST, Sheet, ragged, within
from data.foreign.shown import PERCENT, Shown, formula, without_footnotes

OFFICE = ("urn:oasis:names:tc:opendocument:xmlns:office:1.0",)
TABLE = ("urn:oasis:names:tc:opendocument:xmlns:table:1.0",)
TEXT = ("urn:oasis:names:tc:opendocument:xmlns:text:1.0",)
STYLE = ("urn:oasis:names:tc:opendocument:xmlns:style:1.0",)
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
ERROR = re.compile(r"#[A-Z]+(?:/[0A])?[!?]?|[A-Za-z]+:\d{3}")
NUMBERS = ("float", "percentage", "currency")
_TAGS = {
    **markup.names(TABLE, "table", "table-row", "table-column", "table-cell", "covered-table-cell"),
    **markup.names(TEXT, "p", "span", "s", "tab", "line-break"),
    **markup.names(STYLE, "style", "text-properties", "table-properties"),
    **markup.names(OFFICE, "annotation"),
}
_BREAKS = {"p": "\n", "s": " ", "tab": " ", "line-break": "\n"}


class Book:
    """An ODS workbook, read whole: rows and cells that stand for many count, empty ones only for their place."""

    def __init__(self, path: Path):
        self._content = _Content()
        with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
            self._content.read(stream)
        self.names = list(self._content.tables)
        self.hidden = frozenset(name for name, one in self._content.tables.items() if one.is_hidden)

    def sheet(self, name: str) -> Sheet:
        """One sheet with what it shows."""
        table = self._content.tables[name]
        rows, width = ragged(table.rows)
        return Sheet(rows, width, table.shown)


class _Table:
    """The cells of one sheet by row and column."""

    def __init__(self, is_hidden: bool):
        self.rows: dict[int, dict[int, object]] = {}
        self.shown, self.is_hidden = Shown(), is_hidden


class _Content:
    """Walks all sheets into `tables` by name."""

    def __init__(self) -> None:
        self.tables: dict[str, _Table] = {}
        self._style, self._raised, self._unseen = "", set[str](), set[str]()
        self._depth, self._row, self._rows, self._column, self._columns = 0, 0, 1, 0, 0
        self._cell: tuple[dict[str, str], int] | None = None
        self._runs: list[tuple[str, bool]] = []
        self._spans: list[bool] = []
        self._notes = self._count = 0
        self._is_hidden = False
        self._reader = markup.Reader(self._start)
        self._reader.listen(self._end, self._add)

    def read(self, stream: IO[bytes]) -> None:
        self._reader.read(stream)

    def _start(self, name: str, said: dict[str, str]) -> None:
        tag = _TAGS.get(name)
        if tag is None:
            return
        if tag == "table":
            self._start_table(said)
        elif tag == "style":
            self._style = said.get(f"{STYLE[0]} name", "")
        elif tag == "text-properties":
            if said.get(f"{STYLE[0]} text-position", "").startswith("super"):
                self._raised.add(self._style)
        elif tag == "table-properties":
            if said.get(f"{TABLE[0]} display") == "false":
                self._unseen.add(self._style)
        elif self._depth == 1:
            self._inside(tag, said)

    def _start_table(self, said: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self._table = _Table(said.get(f"{TABLE[0]} style-name") in self._unseen)
            self.tables.setdefault(said.get(f"{TABLE[0]} name", ""), self._table)
            self._row, self._columns = 0, 0

    def _inside(self, tag: str, said: dict[str, str]) -> None:
        if tag == "table-row":
            self._rows, self._column = _count(said, f"{TABLE[0]} number-rows-repeated"), 0
            self._is_hidden = _is_hidden(said)
        elif tag == "table-column":
            across = _count(said, f"{TABLE[0]} number-columns-repeated")
            if _is_hidden(said):
                self._table.shown.hidden_columns.update(range(self._columns, min(self._columns + across, WIDEST)))
            self._columns += across
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell, self._runs = (said, _count(said, f"{TABLE[0]} number-columns-repeated")), []
        elif tag == "annotation":
            self._notes += 1
        elif tag == "span":
            self._spans.append(said.get(f"{TEXT[0]} style-name") in self._raised)
        if tag in _BREAKS:
            self._add(_BREAKS[tag])

    def _end(self, name: str) -> None:
        tag = _TAGS.get(name)
        if tag == "table":
            self._depth -= 1
        elif self._depth != 1:
            return
        elif tag in ("table-cell", "covered-table-cell"):
            self._close()
        elif tag == "table-row":
            if self._is_hidden and self._row in self._table.rows:
                self._table.shown.hidden_rows.update(range(self._row, self._row + self._rows))
            self._row += self._rows
        elif tag == "annotation":
            self._notes -= 1
        elif tag == "span" and self._spans:
            self._spans.pop()

    def _add(self, text: str) -> None:
        if self._cell and not self._notes:
            self._runs.append((text, any(self._spans)))

    def _close(self) -> None:
        """Put the cell that ends at every place that it stands for."""
        if self._cell is None:
            return
        said, across = self._cell
        first, self._cell = self._column, None
        self._column += across
        value, told = self._value(said), self._told(said)
        down = _count(said, f"{TABLE[0]} number-rows-spanned")
        if down > 1:
            self._table.shown.merges.append((self._row, min(self._row + down, MOST_ROWS) - 1, first))
        if value == "" and told is None:
            return
        self._count += across * self._rows
        within(self._count, 1)
        within(self._row + self._rows, 1, MOST_ROWS)
        within(first + across, 1, WIDEST)
        look = PERCENT if said.get(f"{OFFICE[0]} value-type") == "percentage" else None
        for row in range(self._row, self._row + self._rows):
            self._table.rows.setdefault(row, {}).update(dict.fromkeys(range(first, first + across), value))
            for column in range(first, first + across):
                if look:
                    self._table.shown.looks[row][column] = look
                if told is not None:
                    self._table.shown.tell(row, column, told)

    def _seen(self) -> str:
        return "".join(text for text, _ in self._runs).strip()

    def _value(self, said: dict[str, str]) -> object:
        """What the cell holds, by its type; empty text for nothing."""
        kind = said.get(f"{OFFICE[0]} value-type")
        if kind in NUMBERS:
            held = said.get(f"{OFFICE[0]} value", "").strip()
            return float(held) if held else ""
        if kind == "boolean":
            return said.get(f"{OFFICE[0]} boolean-value") == "true"
        seen = self._seen()
        if kind == "date" and not re.fullmatch(r"\d{4}", seen):
            return datetime.fromisoformat(said.get(f"{OFFICE[0]} date-value", ""))
        if kind is None and f"{TABLE[0]} formula" in said:
            return ""
        return seen or said.get(f"{OFFICE[0]} string-value", "")

    def _told(self, said: dict[str, str]) -> str | None:
        """The text that stands for the value: an error, a formula without a result, or one without raised marks."""
        seen = self._seen()
        kind, calculated = said.get(f"{OFFICE[0]} value-type"), said.get(f"{TABLE[0]} formula")
        if said.get(f"{CALC} value-type") == "error" or (calculated and kind == "string" and ERROR.fullmatch(seen)):
            return seen or "#VALUE!"
        held = kind == "string" or any(name.startswith(OFFICE[0]) and name.endswith("value") for name in said)
        if calculated is not None and not held:
            return formula(calculated)
        if any(raised for _, raised in self._runs):
            return without_footnotes(self._runs).strip()
        return None


def _is_hidden(said: dict[str, str]) -> bool:
    return said.get(f"{TABLE[0]} visibility", "visible") != "visible"


def _count(said: dict[str, str], name: str) -> int:
    text = said.get(name, "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 10 else 1
