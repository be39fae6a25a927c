"""Web pages saved as spreadsheets: the table in them, or words for why there is none."""

import re
from html.parser import HTMLParser

from data.foreign.refusal import RefusedError, too_many_cells, unreadable
from data.foreign.sheet import Sheet
from data.foreign.shown import Shown, without_footnotes

MOST_CELLS = 2_000_000
WIDEST_SPAN = 200
BLOCK = 1 << 16  # letters
LONGEST_TAG, LONGEST_END = 1 << 20, 1 << 14  # letters
MOST_MARKS, MARKS_A_CELL = 200_000, 40  # outside of cells, and for each of them
BREAKS = frozenset(("br", "p", "div", "li", "hr"))


class Book:
    """The largest table of a web page as its only sheet; RefusedError when it has none."""

    def __init__(self, text: str):
        reader = _Tables()
        reader.read(text)
        tables = [table for table in reader.tables if len(table.rows) > 1 and max(map(len, table.rows)) > 1]
        if not tables or _is_frameset(text):
            raise RefusedError("file_without_table", _what(text))
        self._best = max(tables, key=lambda table: sum(bool(cell) for row in table.rows for cell in row))
        self.names, self.hidden = [""], frozenset[str]()

    def sheet(self, _: str) -> Sheet:
        """The table with the cells that span several rows."""
        return Sheet(self._best.rows, max(map(len, self._best.rows)), self._best.shown)


def declared(start: bytes) -> str | None:
    """The character set that a page's first bytes name, where it is one that this reads."""
    found = re.search(rb"charset=[\"']?([\w-]+)", start)
    known = {b"utf-8": "utf-8", b"windows-1252": "cp1252", b"iso-8859-1": "cp1252"}
    return known.get(found[1].lower()) if found and not start.startswith((b"\xff\xfe", b"\xfe\xff")) else None


def _is_frameset(text: str) -> bool:
    return bool(re.search(r"Excel Workbook Frameset|<frameset\b", text[:20_000], re.IGNORECASE))


def _what(text: str) -> str:
    if _is_frameset(text):
        part = re.search(r'href="([^"]*sheet\d+\.html?)"', text)
        return f"frameset → {part[1][:100]}" if part else "frameset"
    return "HTML"


class _Table:
    """Rows of cell texts; what a cell spans to the right and below is empty."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.shown = Shown()
        self.taken: set[tuple[int, int]] = set()


class _Tables(HTMLParser):
    """Collects the tables of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._cell: list[tuple[str, bool]] | None = None
        self._raised = 0
        self._spans = (1, 1)
        self._count = self._cells = 0

    def read(self, text: str) -> None:
        """Take in a page; RefusedError where a tag goes on for longer than any does, or tags hold hardly a cell."""
        marks = 0
        for at in range(0, len(text), BLOCK):
            block = text[at : at + BLOCK]
            self.feed(block)
            marks += block.count("<")
            if len(self.rawdata) > LONGEST_TAG or marks > MOST_MARKS + MARKS_A_CELL * self._cells:
                raise unreadable("HTML: < … ?")
        # What is left open at the end is looked at once for each of its marks.
        if len(self.rawdata) > LONGEST_END:
            raise unreadable("HTML: < … ?")
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag, said = tag.rpartition(":")[2], dict(attrs)
        if tag in ("table", "tr", "td", "th"):
            self._end_cell()
        if tag == "table":
            self.tables.append(_Table())
            self._open.append(self.tables[-1])
        elif tag == "tr" and self._open:
            self._start_row(said)
        elif tag in ("td", "th") and self._open:
            if not self._open[-1].rows:
                self._open[-1].rows.append([])
            self._cell, self._raised, self._spans = [], 0, (_span(said.get("colspan")), _span(said.get("rowspan")))
        elif tag == "sup":
            self._raised += 1
        elif tag in BREAKS:
            self.handle_data(" ")

    def _start_row(self, said: dict[str, str | None]) -> None:
        table = self._open[-1]
        if _is_hidden(said):
            table.shown.hidden_rows.add(len(table.rows))
        table.rows.append([])

    def handle_endtag(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "sup":
            self._raised = max(self._raised - 1, 0)
        elif tag in BREAKS:
            self.handle_data(" ")
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append((data, self._raised > 0))

    def close(self) -> None:
        """Keep the last cell of a page that was cut off."""
        super().close()
        self._end_cell()

    def _end_cell(self) -> None:
        if self._cell is None or not self._open:
            return
        across, down = self._spans
        self._cells += 1
        self._count += across * down
        if self._count > MOST_CELLS:
            raise too_many_cells(MOST_CELLS)
        table = self._open[-1]
        row, at = table.rows[-1], len(table.rows) - 1
        while (at, len(row)) in table.taken:
            row.append("")
        if down > 1:
            table.taken.update((at + low, len(row) + right) for low in range(1, down) for right in range(across))
            table.shown.merges.append((at, at + down - 1, len(row)))
        row.extend([" ".join(without_footnotes(self._cell).split())] + [""] * (across - 1))
        self._cell = None


def _is_hidden(said: dict[str, str | None]) -> bool:
    return "hidden" in said or "display:none" in "".join((said.get("style") or "").lower().split())


def _span(text: str | None) -> int:
    return min(int(text), WIDEST_SPAN) if text and text.isdecimal() and len(text) < 10 else 1
