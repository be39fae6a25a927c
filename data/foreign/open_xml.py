"""XLSX: its values, and what its styles, rich texts and formulas show beside them."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO

import python_calamine as calamine

from data.foreign import markup, plain_cells
from data.foreign.plain_cells import column_number
from data.foreign.refusal import unreadable
from data.foreign.sheet import MOST_CELLS, MOST_ROWS, WIDEST, Sheet, within
from data.foreign.shown import Shown, formula, look_of, without_footnotes

MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
LINKS = ("http://schemas.openxmlformats.org/package/2006/relationships",)
BUILT_IN = {"9": "0%", "10": "0.00%"}
_STYLES = markup.names(MAIN, "numFmts", "numFmt", "cellXfs", "xf", "cellStyleXfs", "cellStyles", "dxfs")
_CELLS = markup.names(MAIN, "row", "col", "c", "f", "v", "r", "t", "rPh", "vertAlign", "si")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})")
_SHEETS = markup.names(MAIN, "sheet")
_LINKS = markup.names(LINKS, "Relationship")


class Book:
    """An XLSX workbook. Values come from calamine, which makes a grid of the whole sheet: how far its cells reach is
    looked at first."""

    def __init__(self, path: Path):
        self._book = calamine.CalamineWorkbook.from_path(str(path))
        sheets = [one for one in self._book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
        self.names = [one.name for one in sheets]
        self.hidden = frozenset(one.name for one in sheets if one.visible != calamine.SheetVisibleEnum.Visible)
        self._path, self._cells = path, 0

    @cache  # noqa: B019 - one book a process
    def sheet(self, name: str) -> Sheet:
        """One sheet, with what it shows; RefusedError when its parts are missing or damaged."""
        cells = _look(self._path, name)
        within(self._cells + cells.height * cells.width, 1)
        held = self._book.get_sheet_by_name(name)
        self._cells += held.total_height * held.total_width
        cells.shown.merges.extend(
            (first[0], last[0], first[1])
            for first, last in held.merged_cell_ranges or []
            if first[1] == last[1] and last[0] > first[0]
        )
        return Sheet(_Rows(held), held.end[1] + 1 if held.end else 0, cells.shown)


class _Rows:
    """The rows of a sheet from A1, each time anew."""

    def __init__(self, held: calamine.CalamineSheet):
        self._held = held

    def __iter__(self) -> Iterator[list[object]]:
        left = [""] * (self._held.start[1] if self._held.start else 0)
        rows = self._held.iter_rows()
        return ([*left, *row] for row in rows) if left else rows


def _look(path: Path, sheet: str) -> "_Cells":
    with zipfile.ZipFile(path) as archive:
        parts = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
        linked = _linked(archive, parts)
        part = parts.get(linked.get(_sheet_id(archive, parts, sheet), "").lower())
        if part is None:
            raise unreadable(f"XLSX: {sheet}")
        styles = parts.get(linked.get("styles", "xl/styles.xml").lower())
        texts = parts.get(linked.get("sharedStrings", "xl/sharedStrings.xml").lower())
        looks = _looks(archive, styles) if styles else {}
        raised = _raised_texts(archive, texts) if texts and _may_raise(archive, texts) else {}
        cells = _Cells(looks, raised)
        size = archive.getinfo(part).file_size
        if looks or raised or size > plain_cells.LONGEST or not cells.take(archive.read(part)):
            with archive.open(part) as stream:
                cells.read(stream)
        return cells


# --- parts -----------------------------------------------------------------------------------------------------------


def _linked(archive: zipfile.ZipFile, parts: Mapping[str, str]) -> dict[str, str]:
    """Part names by relationship id of the workbook, and by kind (`styles`, `sharedStrings`)."""
    found: dict[str, str] = {}

    def start(name: str, said: dict[str, str]) -> None:
        if name in _LINKS and said.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/xl", said.get("Target", ""))).lstrip("/")
            found[said.get("Id", "")] = target
            found.setdefault(said.get("Type", "").rpartition("/")[2], target)

    if "xl/_rels/workbook.xml.rels" in parts:
        _read(archive, parts["xl/_rels/workbook.xml.rels"], start)
    return found


def _sheet_id(archive: zipfile.ZipFile, parts: Mapping[str, str], sheet: str) -> str:
    found: dict[str, str] = {}

    def start(name: str, said: dict[str, str]) -> None:
        if name in _SHEETS:
            found.setdefault(said.get("name", ""), markup.said(said, "id") or "")

    if "xl/workbook.xml" in parts:
        _read(archive, parts["xl/workbook.xml"], start)
    return found.get(sheet, "")


def _read(archive: zipfile.ZipFile, part: str, start: markup.Start) -> None:
    with archive.open(part) as stream:
        markup.Reader(start).read(stream)


def _looks(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Number of a cell style → how it shows numbers, where that is another one than the cell holds."""
    formats, kinds, section = dict(BUILT_IN), [], ""

    def start(name: str, said: dict[str, str]) -> None:
        nonlocal section
        tag = _STYLES.get(name)
        if tag == "xf" and section == "cellXfs":
            kinds.append(said.get("numFmtId", "0"))
        elif tag == "numFmt" and section == "numFmts":
            formats[said.get("numFmtId", "")] = said.get("formatCode", "")
        elif tag and tag not in ("xf", "numFmt"):
            section = tag

    _read(archive, part, start)
    looks = {str(place): look_of(formats.get(kind, "")) for place, kind in enumerate(kinds)}
    return {style: look for style, look in looks.items() if look}


def _may_raise(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether the texts can hold raised runs: nearly no workbook has any, and to look for the word is cheap."""
    tail = b""
    with archive.open(part) as stream:
        while block := stream.read(markup.STEP):
            if b"superscript" in tail + block or b"\0" in block:
                return True
            tail = block[-16:]
    return False


def _raised_texts(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Number of a shared text → its reading without raised footnote marks, for those that have raised runs."""
    found: dict[str, str] = {}
    runs, number = _Runs(), -1

    def start(name: str, said: dict[str, str]) -> None:
        nonlocal number
        tag = _CELLS.get(name)
        if tag == "si":
            keep()
            number += 1
            runs.begin()
        elif tag:
            runs.start(tag, said)

    def keep() -> None:
        if runs.any_raised:
            found[str(number)] = runs.text

    reader = markup.Reader(start)
    reader.listen(runs.end, runs.add)
    with archive.open(part) as stream:
        reader.read(stream)
    keep()
    return found


# --- cells -----------------------------------------------------------------------------------------------------------


class _Runs:
    """The runs of one rich text, as its tags arrive."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self._runs: list[tuple[str, bool]] = []
        self._is_read = self._is_phonetic = False

    def start(self, tag: str, said: dict[str, str]) -> None:
        if tag == "rPh":
            self._is_phonetic = True
        elif tag == "r" or (tag == "t" and not self._runs):
            self._runs.append(("", False))
        if tag == "vertAlign" and self._runs:
            self._runs[-1] = (self._runs[-1][0], said.get("val") == "superscript")
        self._is_read = tag == "t" and not self._is_phonetic

    def end(self, _: str) -> None:
        self._is_read = False

    def add(self, text: str) -> None:
        if self._is_read:
            self._runs[-1] = (self._runs[-1][0] + text, self._runs[-1][1])

    @property
    def any_raised(self) -> bool:
        return any(raised for _, raised in self._runs)

    @property
    def text(self) -> str:
        return without_footnotes(self._runs)


class _Cells:
    """Walks the cells of a sheet into `shown`, and how far those with a value reach: `height` × `width`. Ends and texts
    are listened to only inside cells where they matter."""

    def __init__(self, looks: Mapping[str, str], raised: Mapping[str, str]):
        self.shown, self.height, self.width = Shown(), 0, 0
        self._looks, self._raised = looks, raised
        self._row, self._column, self._digits = -1, -1, "0"
        self._columns: dict[str, int] = {}
        self._runs = _Runs()
        self._reader = markup.Reader(self._start)
        self._begin("")

    def take(self, content: bytes) -> bool:
        """Whether a sheet's tags need no walk, since it shows nothing beside its values and is not too large."""
        told = plain_cells.plain(content)
        if told is None or told.height * told.width > MOST_CELLS:
            return False
        markup.Reader(None).read(BytesIO(told.sample))
        self.height, self.width = told.height, told.width
        return True

    def read(self, stream: IO[bytes]) -> None:
        self._reader.read(stream)
        self._close()

    def _begin(self, kind: str) -> None:
        self._kind, self._is_open = kind, False
        self._formula: list[str] | None = None
        self._value: list[str] | None = None
        self._into: list[str] | None = None

    def _start(self, name: str, said: dict[str, str]) -> None:
        tag = _CELLS.get(name)
        if tag == "v":
            if self._row >= self.height or self._column >= self.width:
                self._reach()
            if self._is_open:
                self._value = self._into = []
        elif tag == "c":
            self._start_cell(said)
        elif tag == "row":
            self._start_row(said)
        elif tag == "f":
            self._reach()
            self._open()
            self._formula = self._into = []
        elif tag == "col":
            if said.get("hidden") in ("1", "true"):
                self.shown.hidden_columns.update(range(_number(said, "min") - 1, min(_number(said, "max"), WIDEST)))
        elif tag:
            self._start_rich(tag, said)

    def _start_row(self, said: dict[str, str]) -> None:
        self._close()
        row = _number(said, "r") - 1 if said.get("r") else self._row + 1
        if row >= MOST_ROWS:
            raise unreadable(f"row {row + 1}")
        self._row, self._column, self._digits = row, -1, str(row + 1)
        if said.get("hidden") in ("1", "true"):
            self.shown.hidden_rows.add(row)

    def _start_cell(self, said: dict[str, str]) -> None:
        if self._is_open:
            self._close()
        reference = said.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.removesuffix(self._digits)
            column = self._columns.get(letters)
            self._column = self._refer(reference) if column is None else column
        look = self._looks.get(said.get("s", "0"))
        if look:
            self.shown.looks[self._row][self._column] = look
        self._kind = said.get("t", "n")
        if self._kind == "e" or (self._raised and self._kind == "s"):
            self._open()

    def _refer(self, reference: str) -> int:
        """The column from 0 of a reference with new letters or off its row; RefusedError for a strange one."""
        found = _REFERENCE.fullmatch(reference)
        column = column_number(found[1]) if found else WIDEST
        if found is None or column >= WIDEST or int(found[2]) > MOST_ROWS:
            raise unreadable(f"XLSX: {reference[:20]}")
        self._columns[found[1]] = column
        self._row, self._digits = int(found[2]) - 1, found[2]
        return column

    def _start_rich(self, tag: str, said: dict[str, str]) -> None:
        if tag == "t":
            self._reach()
        if tag == "r" and not self._is_open:
            self._open()
            self._runs.begin()
        if self._is_open:
            self._runs.start(tag, said)

    def _open(self) -> None:
        if not self._is_open:
            self._is_open = True
            self._reader.listen(self._end, self._add)

    def _end(self, name: str) -> None:
        self._into = None
        self._runs.end(name)

    def _add(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)
        else:
            self._runs.add(text)

    def _reach(self) -> None:
        """Count the present cell's place to the size of the sheet; RefusedError when that is too large."""
        self.height, self.width = max(self.height, self._row + 1), max(self.width, self._column + 1)
        within(self.height, self.width)

    def _close(self) -> None:
        """Judge the cell that was listened to."""
        if not self._is_open:
            return
        told = self._told("".join(self._value or ()).strip())
        if told is not None:
            self.shown.tell(self._row, self._column, told)
        self._reader.rest()
        self._runs.begin()
        self._begin("")

    def _told(self, value: str) -> str | None:
        """The text that stands for the value that was listened to."""
        if self._kind == "e" and value:
            return value
        if self._formula is not None and not value and not (self._kind == "str" and self._value is not None):
            return formula("=" + "".join(self._formula).strip())
        if self._kind == "s":
            return self._raised.get(value)
        return self._runs.text if self._kind == "inlineStr" and self._runs.any_raised else None


def _number(said: dict[str, str], name: str) -> int:
    text = said.get(name, "")
    if not (text.isdecimal() and len(text) < 8):
        raise unreadable(f"XLSX: {name}={text[:20]}")
    return int(text)
