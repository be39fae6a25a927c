"""A file recognised by its first bytes and made readable for the bulk work."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from data.foreign.web_archive import is_archive
from data.intake.contract import IntakeError
from data.intake.file import encoding, one_column, workbook
from data.intake.file.source import Source

LARGEST_TEXT = 4 << 30
LARGEST_BINARY = 200 << 20
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def open_source(path: Path, sheet: str | None, workdir: Path, judge: Callable[[list[list[str]]], float]) -> Source:
    """Recognise a file by its first bytes; IntakeError when it is none that can be read.

    `judge` scores the first rows as a table: it chooses among several sheets, and among marks that may separate cells.
    """
    try:
        size = os.stat(path).st_size
        with path.open("rb") as file:
            start = file.read(4096)
    except (OSError, ValueError) as error:
        raise IntakeError("file_missing", found=getattr(error, "strerror", None) or "?") from error
    if not path.is_file():
        raise IntakeError("file_missing", found=path.name)
    if not start.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise IntakeError("file_empty")
    if start.startswith((ZIP, OLE)):
        _within(size, LARGEST_BINARY)
        return workbook.open_workbook(path, sheet, workdir, judge)
    if _is_markup(start) or is_archive(start):
        _within(size, LARGEST_BINARY)
        return workbook.open_workbook(path, sheet, workdir, judge, encoding.recognise(path).codec)
    other = _other_kind(start)
    if other:
        raise IntakeError("file_unreadable", found=other)
    _within(size, LARGEST_TEXT)
    return one_column.open_text(path, workdir, judge)


def _within(size: int, limit: int) -> None:
    if size > limit:
        raise IntakeError("file_too_large", found=f"{size / 2**20:,.0f} MB", expected=f"{limit >> 20:,} MB")


def _is_markup(start: bytes) -> bool:
    text = start.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lstrip().lower()
    return text.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta", b"<!--", b"<body"))


def _other_kind(start: bytes) -> str | None:
    """The name of a kind of file that is no table; None for text."""
    marks = {b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"PAR1": "Parquet", b"\x1f\x8b": "GZIP"}
    known = next((name for mark, name in marks.items() if start.startswith(mark)), None)
    if known:
        return known
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return "JSON" if re.match(rb'\{\s*("|\})|\[\s*[\[{]', text) else None
