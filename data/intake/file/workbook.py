"""Workbooks (XLSX, XLS, ODS): the sheet that holds the table, its cells as text, and the limits of an archive."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import python_calamine as calamine

from data.intake.contract import IntakeError
from data.intake.file import biff, cells, open_document, open_xml
from data.intake.file.shown import Shown
from data.intake.file.source import Source, stored

MOST_EXPANDED = 400 << 20
MOST_ENTRIES = 5_000
MOST_SHEETS = 200
MOST_CELLS = 20_000_000
STEP = 1 << 20


def open_workbook(path: Path, sheet: str | None, workdir: Path, judge: Callable[[list[list[str]]], float]) -> Source:
    """Read one sheet of a workbook; `judge` scores the first rows of a sheet as a table."""
    if zipfile.is_zipfile(path):
        _within_limits(path)
    try:
        name, rows, merges = _values(path, sheet, judge)
    except calamine.PasswordError as error:
        raise IntakeError("file_unreadable", found="kata sandi‖password") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise IntakeError("file_unreadable", found=str(error)[:200] or type(error).__name__) from error
    shown = Shown(len(rows), max(map(len, rows), default=0))
    _look(path, name, shown)
    texts, typed = cells.texts(rows, shown)
    return stored(texts, "workbook", name, typed, sorted({*merges, *shown.merges}), workdir)


def _values(path: Path, sheet: str | None, judge) -> tuple[str, list[list[object]], list[tuple[int, int, int]]]:
    """The sheet's name, its cells from A1, and its cells merged downwards."""
    book = calamine.CalamineWorkbook.from_path(str(path))
    names = [one.name for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
    if len(names) > MOST_SHEETS:
        raise IntakeError("file_too_large", found=f"{len(names)} lembar‖{len(names)} sheets", expected=str(MOST_SHEETS))
    hidden = {one.name for one in book.sheets_metadata if one.visible != calamine.SheetVisibleEnum.Visible}
    seen = [name for name in names if name not in hidden]
    filled = (name for name in seen if book.get_sheet_by_name(name).height > 1)
    name = wanted(names, filled, sheet, judge, lambda name: _head(book.get_sheet_by_name(name)))
    held = book.get_sheet_by_name(name)
    merges = [
        (first[0], last[0], first[1])
        for first, last in held.merged_cell_ranges or []
        if first[1] == last[1] and last[0] > first[0]
    ]
    return name, _cells(held), merges


def _look(path: Path, sheet: str, shown: Shown) -> None:
    """Note what the sheet shows beside its values, by the kind of workbook."""
    if not zipfile.is_zipfile(path):
        biff.look(path, sheet, shown)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
        if "content.xml" in names:
            open_document.look(path, sheet, shown)
        elif any(name.lower().endswith("workbook.bin") for name in names):
            raise IntakeError("file_unreadable", found="XLSB")
        else:
            open_xml.look(path, sheet, shown)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, RuntimeError, ValueError) as error:
        raise IntakeError("file_unreadable", found=str(error)[:200] or type(error).__name__) from error


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


def wanted(
    names: list[str],
    filled: Iterable[str],
    sheet: str | None,
    judge: Callable[[list[list[str]]], float],
    head: Callable[[str], list[list[str]]],
) -> str:
    """The sheet asked for, else the only one of the `filled` whose `head` holds a table."""
    if sheet is not None:
        exact = [name for name in names if name.strip().lower() == sheet.strip().lower()]
        if not exact:
            raise IntakeError("sheet_unknown", found=sheet, expected=", ".join(names)[:300])
        return exact[0]
    filled = list(filled)
    if len(filled) <= 1:
        if not names:
            raise IntakeError("file_empty")
        return filled[0] if filled else names[0]
    tables = [name for name in filled if judge(head(name)) > 0]
    if len(tables) == 1:
        return tables[0]
    raise IntakeError("sheet_ambiguous", found=", ".join(tables or filled)[:300], expected=", ".join(filled)[:300])


def _head(sheet) -> list[list[str]]:
    rows = sheet.to_python(skip_empty_area=False, nrows=60)
    return [[cells.text(cell) for cell in row] for row in rows]


# --- cells -----------------------------------------------------------------------------------------------------------


def _cells(sheet) -> list[list[object]]:
    count = (sheet.total_height or 0) * (sheet.total_width or 0)
    if count > MOST_CELLS:
        raise IntakeError("file_too_large", found=f"{count:,} sel‖{count:,} cells", expected=f"{MOST_CELLS:,}")
    rows = sheet.to_python(skip_empty_area=False)
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    return rows
