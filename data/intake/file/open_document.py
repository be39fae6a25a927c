"""ODS: what its value types, raised spans, formulas and merged cells show beside the values."""

import re
import zipfile
from pathlib import Path

from data.intake.file import markup
from data.intake.file.shown import Shown, formula, without_footnotes

OFFICE = ("urn:oasis:names:tc:opendocument:xmlns:office:1.0",)
TABLE = ("urn:oasis:names:tc:opendocument:xmlns:table:1.0",)
TEXT = ("urn:oasis:names:tc:opendocument:xmlns:text:1.0",)
STYLE = ("urn:oasis:names:tc:opendocument:xmlns:style:1.0",)
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
VALUES = tuple(f"{OFFICE[0]} {name}-value" for name in ("boolean", "date", "time", "string"))
ERROR = re.compile(r"#[A-Z]+(?:/[0A])?[!?]?|[A-Za-z]+:\d{3}")
_TAGS = {
    **markup.names(TABLE, "table", "table-row", "table-cell", "covered-table-cell"),
    **markup.names(TEXT, "p", "span", "s", "tab", "line-break"),
    **markup.names(STYLE, "style", "text-properties"),
    **markup.names(OFFICE, "annotation"),
}
_BREAKS = {"p": "\n", "s": " ", "tab": " ", "line-break": "\n"}


def look(path: Path, sheet: str, shown: Shown) -> None:
    """Note in `shown` what one sheet shows; IntakeError when the content is damaged."""
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
        _Content(sheet, shown).read(stream)


class _Content:
    """Walks the cells of one table; repeated rows and cells count, up to the edge of the sheet."""

    def __init__(self, sheet: str, shown: Shown):
        self._sheet, self._shown = sheet, shown
        self._style, self._raised = "", set()
        self._depth, self._row, self._rows, self._column = 0, 0, 1, 0
        self._cell: tuple[dict[str, str], int] | None = None
        self._runs: list[tuple[str, bool]] = []
        self._spans: list[bool] = []
        self._notes = 0
        self._reader = markup.Reader(self._start)
        self._reader.listen(self._end, self._add)

    def read(self, stream) -> None:
        self._reader.read(stream)

    def _start(self, name: str, said: dict[str, str]) -> None:
        tag = _TAGS.get(name)
        if tag is None:
            return
        if tag == "table":
            self._depth += bool(self._depth) or said.get(f"{TABLE[0]} name") == self._sheet
        elif tag == "style":
            self._style = said.get(f"{STYLE[0]} name", "")
        elif tag == "text-properties":
            if said.get(f"{STYLE[0]} text-position", "").startswith("super"):
                self._raised.add(self._style)
        elif self._depth == 1:
            self._inside(tag, said)

    def _inside(self, tag: str, said: dict[str, str]) -> None:
        if tag == "table-row":
            self._rows, self._column = _count(said, f"{TABLE[0]} number-rows-repeated"), 0
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
        if tag == "table" and self._depth:
            self._depth -= 1
        elif self._depth != 1:
            return
        elif tag in ("table-cell", "covered-table-cell"):
            self._close()
        elif tag == "table-row":
            self._row += self._rows
        elif tag == "annotation":
            self._notes -= 1
        elif tag == "span" and self._spans:
            self._spans.pop()

    def _add(self, text: str) -> None:
        if self._cell and not self._notes:
            self._runs.append((text, any(self._spans)))

    def _close(self) -> None:
        """Judge the cell that ends, and all that it stands for."""
        said, across = self._cell
        first, self._cell = self._column, None
        self._column += across
        rows = range(self._row, min(self._row + self._rows, self._shown.height))
        if said.get(f"{OFFICE[0]} value-type") == "percentage":
            self._shown.shares[rows.start : rows.stop, first : first + across] = True
        text = self._text(said)
        for row in rows if text else ():
            for column in range(first, min(first + across, self._shown.width)):
                self._shown.tell(row, column, text)
        down = _count(said, f"{TABLE[0]} number-rows-spanned")
        if down > 1:
            self._shown.merges.append((self._row, min(self._row + down, self._shown.height) - 1, first))

    def _text(self, said: dict[str, str]) -> str | None:
        """The text that stands for the value: an error, a formula without a result, or one without raised marks."""
        seen = "".join(text for text, _ in self._runs).strip()
        kind, calculated = said.get(f"{OFFICE[0]} value-type"), said.get(f"{TABLE[0]} formula")
        if said.get(f"{CALC} value-type") == "error" or (calculated and kind == "string" and ERROR.fullmatch(seen)):
            return seen or "#VALUE!"
        held = kind == "string" or f"{OFFICE[0]} value" in said or any(name in said for name in VALUES)
        if calculated is not None and not held:
            return formula(calculated)
        if any(raised for _, raised in self._runs):
            return without_footnotes(self._runs).strip()
        return None


def _count(said: dict[str, str], name: str) -> int:
    text = said.get(name, "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 10 else 1
