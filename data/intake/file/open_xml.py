"""XLSX: what its styles, rich texts and formulas show beside the values."""

import posixpath
import zipfile
from collections.abc import Mapping
from pathlib import Path

from data.intake.contract import IntakeError
from data.intake.file import markup
from data.intake.file.shown import Shown, formula, is_percent, without_footnotes

MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
LINKS = ("http://schemas.openxmlformats.org/package/2006/relationships",)
BUILT_IN = {"9": "0%", "10": "0.00%"}
_STYLES = markup.names(MAIN, "numFmts", "numFmt", "cellXfs", "xf", "cellStyleXfs", "cellStyles", "dxfs")
_CELLS = markup.names(MAIN, "row", "c", "f", "v", "r", "t", "rPh", "vertAlign", "si")
_SHEETS = markup.names(MAIN, "sheet")
_LINKS = markup.names(LINKS, "Relationship")


def look(path: Path, sheet: str, shown: Shown) -> None:
    """Note in `shown` what one sheet shows; IntakeError when its parts are missing or damaged."""
    with zipfile.ZipFile(path) as archive:
        parts = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
        linked = _linked(archive, parts)
        part = parts.get(linked.get(_sheet_id(archive, parts, sheet), "").lower())
        if part is None:
            raise IntakeError("file_unreadable", found=f"XLSX: {sheet}")
        styles = parts.get(linked.get("styles", "xl/styles.xml").lower())
        texts = parts.get(linked.get("sharedStrings", "xl/sharedStrings.xml").lower())
        percent = _percent_styles(archive, styles) if styles else frozenset()
        raised = _raised_texts(archive, texts) if texts and _may_raise(archive, texts) else {}
        with archive.open(part) as stream:
            _Cells(shown, percent, raised).read(stream)


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


def _percent_styles(archive: zipfile.ZipFile, part: str) -> frozenset[str]:
    """Numbers of the cell styles that show percent."""
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
    return frozenset(str(place) for place, kind in enumerate(kinds) if is_percent(formats.get(kind, "")))


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
        self._runs: list[list] = []
        self._is_read = self._is_phonetic = False

    def start(self, tag: str, said: dict[str, str]) -> None:
        if tag == "rPh":
            self._is_phonetic = True
        elif tag == "r" or (tag == "t" and not self._runs):
            self._runs.append(["", False])
        if tag == "vertAlign" and self._runs:
            self._runs[-1][1] = said.get("val") == "superscript"
        self._is_read = tag == "t" and not self._is_phonetic

    def end(self, _: str) -> None:
        self._is_read = False

    def add(self, text: str) -> None:
        if self._is_read:
            self._runs[-1][0] += text

    @property
    def any_raised(self) -> bool:
        return any(raised for _, raised in self._runs)

    @property
    def text(self) -> str:
        return without_footnotes(self._runs)


class _Cells:
    """Walks the cells of a sheet. Ends and texts are listened to only inside cells where they matter."""

    def __init__(self, shown: Shown, percent: frozenset[str], raised: Mapping[str, str]):
        self._shown, self._percent, self._raised = shown, percent, raised
        self._row, self._reference, self._after = -1, "", 0
        self._columns: dict[str, int] = {}
        self._runs = _Runs()
        self._reader = markup.Reader(self._start)
        self._begin("")

    def read(self, stream) -> None:
        self._reader.read(stream)
        self._close()

    def _begin(self, kind: str) -> None:
        self._kind, self._is_open = kind, False
        self._formula: list[str] | None = None
        self._value: list[str] | None = None
        self._into: list[str] | None = None

    def _start(self, name: str, said: dict[str, str]) -> None:
        tag = _CELLS.get(name)
        if tag == "c":
            if self._is_open:
                self._close()
            reference = said.get("r")
            if reference:
                self._reference, self._after = reference, 0
            else:
                self._after += 1
            if said.get("s", "0") in self._percent:
                self._shown.share(*self._place())
            self._kind = said.get("t", "n")
            if self._kind == "e" or (self._raised and self._kind == "s"):
                self._open()
        elif tag == "v":
            if self._is_open:
                self._value = self._into = []
        elif tag == "row":
            self._close()
            self._row = int(said["r"]) - 1 if said.get("r") else self._row + 1
            self._reference, self._after = "", 0
        elif tag == "f":
            self._open()
            self._formula = self._into = []
        elif tag:
            self._start_rich(tag, said)

    def _start_rich(self, tag: str, said: dict[str, str]) -> None:
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

    def _close(self) -> None:
        """Judge the cell that was listened to."""
        if not self._is_open:
            return
        value = "".join(self._value or ()).strip()
        if self._kind == "e" and value:
            self._shown.tell(*self._place(), value)
        elif self._formula is not None and not value and not (self._kind == "str" and self._value is not None):
            self._shown.tell(*self._place(), formula("=" + "".join(self._formula).strip()))
        elif self._kind == "s" and value in self._raised:
            self._shown.tell(*self._place(), self._raised[value])
        elif self._kind == "inlineStr" and self._runs.any_raised:
            self._shown.tell(*self._place(), self._runs.text)
        self._reader.rest()
        self._runs.begin()
        self._begin("")

    def _place(self) -> tuple[int, int]:
        """(row, column) from 0 of the current cell; one without a reference follows the one before it."""
        if not self._reference:
            return self._row, self._after - 1
        letters = self._reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _column_number(letters)
        return int(self._reference[len(letters) :]) - 1, column + self._after


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
