"""Workbooks (XLSX, XLS, ODS): the sheet that holds the table, its cells as text, and the limits of an archive."""

import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import python_calamine as calamine

from data.intake.contract import IntakeError
from data.intake.file.source import Source, stored
from data.intake.table import numbers
from data.intake.table.numbers import Shape

MOST_EXPANDED = 400 << 20
MOST_ENTRIES = 5_000
MOST_SHEETS = 200
MOST_CELLS = 20_000_000
STEP = 1 << 20
PERCENT_FORMATS = {"9", "10"}


def open_workbook(path: Path, sheet: str | None, workdir: Path, judge: Callable[[list[list[str]]], float]) -> Source:
    """Read one sheet of a workbook; `judge` scores the first rows of a sheet as a table."""
    if zipfile.is_zipfile(path):
        _within_limits(path)
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        names = [one.name for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
        if len(names) > MOST_SHEETS:
            raise IntakeError(
                "file_too_large", found=f"{len(names)} lembar‖{len(names)} sheets", expected=str(MOST_SHEETS)
            )
        name = _wanted(book, names, sheet, judge)
        held = book.get_sheet_by_name(name)
        cells = _cells(held)
    except calamine.PasswordError as error:
        raise IntakeError("file_unreadable", found="kata sandi‖password") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise IntakeError("file_unreadable", found=str(error)[:200] or type(error).__name__) from error
    shares = {
        (row, column)
        for row, column in _percent_cells(path, name)
        if row < len(cells) and column < len(cells[row]) and _is_number(cells[row][column])
    }
    rows, typed = _texts(cells, shares)
    merges = [
        (first[0], last[0], first[1])
        for first, last in held.merged_cell_ranges or []
        if first[1] == last[1] and last[0] > first[0]
    ]
    return stored(rows, "workbook", name, typed, merges, workdir)


# --- limits of the archive -------------------------------------------------------------------------------------------


def _within_limits(path: Path) -> None:
    """Refuse archives that expand too far; what they declare is checked against what their streams hold."""
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise IntakeError(
                    "file_too_large", found=f"{len(entries)} berkas‖{len(entries)} entries", expected=str(MOST_ENTRIES)
                )
            total = 0
            for entry in entries:
                total += _expanded(file, entry, MOST_EXPANDED - total)
                if total > MOST_EXPANDED:
                    raise IntakeError(
                        "file_too_large", found="isi arsip‖expanded archive", expected=f"{MOST_EXPANDED >> 20} MB"
                    )
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, NotImplementedError) as error:
        raise IntakeError("file_unreadable", found=f"ZIP: {str(error)[:100]}") from error


def _expanded(file, entry: zipfile.ZipInfo, allowed: int) -> int:
    """Bytes that an entry's stream expands to, counted up to one block beyond `allowed`."""
    if entry.compress_type == zipfile.ZIP_STORED:
        return max(entry.file_size, entry.compress_size)
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise IntakeError("file_unreadable", found=f"ZIP {entry.compress_type}")
    file.seek(entry.header_offset)
    lengths = struct.unpack("<HH", file.read(30)[26:30])
    file.seek(sum(lengths), 1)
    stream, count = zlib.decompressobj(-15), 0
    while not stream.eof and count <= allowed:
        block = stream.unconsumed_tail or file.read(STEP)
        if not block:
            break
        count += len(stream.decompress(block, STEP))
    return count


# --- which sheet -----------------------------------------------------------------------------------------------------


def _wanted(book, names: list[str], sheet: str | None, judge) -> str:
    """The sheet asked for, else the only one that holds a table."""
    if sheet is not None:
        exact = [name for name in names if name.strip().lower() == sheet.strip().lower()]
        if not exact:
            raise IntakeError("sheet_unknown", found=sheet, expected=", ".join(names)[:300])
        return exact[0]
    hidden = {one.name for one in book.sheets_metadata if one.visible != calamine.SheetVisibleEnum.Visible}
    filled = [name for name in names if name not in hidden and book.get_sheet_by_name(name).height > 1]
    if len(filled) <= 1:
        if not names:
            raise IntakeError("file_empty")
        return filled[0] if filled else names[0]
    scores = {name: judge(_head(book.get_sheet_by_name(name))) for name in filled}
    tables = [name for name in filled if scores[name] > 0]
    if len(tables) == 1:
        return tables[0]
    raise IntakeError("sheet_ambiguous", found=", ".join(tables or filled)[:300], expected=", ".join(filled)[:300])


def _head(sheet) -> list[list[str]]:
    rows = sheet.to_python(skip_empty_area=False, nrows=60)
    return [[_text(cell) for cell in row] for row in rows]


# --- cells -----------------------------------------------------------------------------------------------------------


def _cells(sheet) -> list[list[object]]:
    count = (sheet.total_height or 0) * (sheet.total_width or 0)
    if count > MOST_CELLS:
        raise IntakeError("file_too_large", found=f"{count:,} sel‖{count:,} cells", expected=f"{MOST_CELLS:,}")
    rows = sheet.to_python(skip_empty_area=False)
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    return rows


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _texts(rows: list[list[object]], shares: set[tuple[int, int]]) -> tuple[list[list[str]], frozenset[int]]:
    """Every cell as text. Numbers the workbook holds as numbers are written in the style of the texts beside them,
    those it shows as percent (`shares`, by row and column) with the sign; columns (from 1) with no digits in their
    texts are returned as typed."""
    for row, column in shares:
        rows[row][column] = round(float(rows[row][column]) * 100, 10)
    width = max(map(len, rows), default=0)
    commas, typed = set(), set()
    for column in range(width):
        cells = [row[column] for row in rows if column < len(row)]
        if not any(map(_is_number, cells)):
            continue
        shapes = Counter(numbers.shape_of(cell) for cell in cells if isinstance(cell, str) and re.search(r"\d", cell))
        if not any(re.fullmatch(r"[\s+-]*9[9.,\s]*%?", shape) for shape in shapes):
            typed.add(column + 1)
        elif numbers.decide([Shape(shape, n, shape) for shape, n in shapes.items()]).decimal == "comma":
            commas.add(column)
    texts = [
        [
            (_text(cell).replace(".", ",") if column in commas and isinstance(cell, float) else _text(cell))
            + ("%" if (at, column) in shares else "")
            for column, cell in enumerate(row)
        ]
        for at, row in enumerate(rows)
    ]
    return texts, frozenset(typed)


def _text(cell: object) -> str:
    """One cell as a spreadsheet user would type it; dates in the form year-month-day."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return " ".join(str(cell).split("\n")).strip()


# --- cells shown as percent ------------------------------------------------------------------------------------------


def _percent_cells(path: Path, sheet: str) -> Iterator[tuple[int, int]]:
    """(row, column) from 0 of cells that an XLSX shows as percent: their number is a hundredth of what is seen."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if not {"xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
                return
            styles = _percent_styles(archive.read("xl/styles.xml").decode("utf-8", "replace"))
            part = _sheet_part(archive, sheet)
            if not styles or part not in names:
                return
            text = archive.read(part).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError):
        return
    for found in re.finditer(r'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?\bs="(\d+)"', text):
        if found[3] in styles:
            yield int(found[2]) - 1, _column_number(found[1])


def _percent_styles(text: str) -> set[str]:
    formats = PERCENT_FORMATS | {
        found[1] for found in re.finditer(r'<numFmt\b[^>]*?numFmtId="(\d+)"[^>]*?formatCode="[^"]*%', text)
    }
    block = re.search(r"<cellXfs\b.*?</cellXfs>", text, re.DOTALL)
    kinds = re.findall(r'<xf\b[^>]*?numFmtId="(\d+)"', block[0]) if block else []
    return {str(place) for place, kind in enumerate(kinds) if kind in formats}


def _sheet_part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    from html import unescape

    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    wanted = next(
        (
            found[2]
            for found in re.finditer(r'<sheet\b[^>]*?name="([^"]*)"[^>]*?r:id="([^"]+)"', book)
            if unescape(found[1]) == sheet
        ),
        None,
    )
    for link in re.findall(r"<Relationship\b[^>]*>", links):
        if wanted and f'Id="{wanted}"' in link:
            target = re.search(r'Target="([^"]+)"', link)
            return "xl/" + target[1].removeprefix("/xl/").removeprefix("xl/") if target else None
    return None


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
