"""Web pages saved as spreadsheets: the table in them, or words for why there is none."""

import re
from html.parser import HTMLParser
from pathlib import Path

from data.intake.contract import IntakeError
from data.intake.file import encoding
from data.intake.file.shown import without_footnotes
from data.intake.file.source import Source, stored

MOST_CELLS = 2_000_000
WIDEST_SPAN = 200
BREAKS = frozenset(("br", "p", "div", "li", "hr"))


def open_page(path: Path, workdir: Path) -> Source:
    """The largest table of an HTML file as text cells."""
    text = text_of(path)
    reader = _Tables()
    reader.feed(text)
    reader.close()
    tables = [table for table in reader.tables if len(table) > 1 and max(map(len, table)) > 1]
    if not tables or _is_frameset(text):
        raise IntakeError("file_without_table", found=_what(text))
    best = max(tables, key=lambda table: sum(bool(cell) for row in table for cell in row))
    return stored(best, "page", None, frozenset(), reader.merges.get(id(best), []), workdir)


def text_of(path: Path) -> str:
    """The file as text: in the character set it names, else in the one its bytes speak for."""
    coded = encoding.recognise(path)
    return path.read_bytes().decode(_declared(path) or coded.codec, "replace")


def _declared(path: Path) -> str | None:
    """The character set that the page names, where it is one that this reads."""
    start = path.read_bytes()[:2000]
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


class _Tables(HTMLParser):
    """Collects the tables of a page as rows of cell texts; what a cell spans to the right and below is empty, and
    `merges` of a table tells what it spans below."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[tuple[str, bool]] | None = None
        self._raised = 0
        self._spans = (1, 1)
        self._count = 0
        self._taken: dict[int, set[tuple[int, int]]] = {}
        self.merges: dict[int, list[tuple[int, int, int]]] = {}

    def handle_starttag(self, tag: str, attrs) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "table":
            self._end_cell()
            self._open.append([])
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            if not self._open[-1]:
                self._open[-1].append([])
            said = dict(attrs)
            self._cell, self._raised, self._spans = [], 0, (_span(said.get("colspan")), _span(said.get("rowspan")))

        elif tag == "sup":
            self._raised += 1
        elif tag in BREAKS:
            self.handle_data(" ")

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
        self._count += across * down
        if self._count > MOST_CELLS:
            raise IntakeError(
                "file_too_large", found=f"> {MOST_CELLS:,} sel‖> {MOST_CELLS:,} cells", expected=f"{MOST_CELLS:,}"
            )
        table = self._open[-1]
        row, at, taken = table[-1], len(table) - 1, self._taken.setdefault(id(table), set())
        while (at, len(row)) in taken:
            row.append("")
        if down > 1:
            taken.update((at + low, len(row) + right) for low in range(1, down) for right in range(across))
            self.merges.setdefault(id(table), []).append((at, at + down - 1, len(row)))
        row.extend([" ".join(without_footnotes(self._cell).split())] + [""] * (across - 1))
        self._cell = None


def _span(text: str | None) -> int:
    return min(int(text), WIDEST_SPAN) if text and text.isdecimal() else 1
