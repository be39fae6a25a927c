"""A file made readable for the bulk work: what kind it is, its first rows, and how to load all of them."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from data.intake.contract import IntakeError

from . import delimited
from . import encoding as encodings

LARGEST_TEXT = 4 << 30
LARGEST_BINARY = 200 << 20
WIDEST = 2_000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass
class Source:
    """A readable file. `rows[i]` are the cells of line i + 1; `path` and `delimiter` feed the bulk reader, which takes
    a parquet file of cells when `delimiter` is None."""

    kind: str
    path: Path
    rows: list[list[str]]
    width: int
    encoding: str | None = None
    bom: bool = False
    delimiter: str | None = None
    quoted: bool = False
    line_ends: str | None = None
    sheet: str | None = None
    reasons: dict[str, tuple[str, str]] = field(default_factory=dict)
    faults: list[encodings.Fault] = field(default_factory=list)
    typed: frozenset[int] = frozenset()
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    lines: int | None = None
    again: Callable[[], encodings.Copy] | None = None

    def copied(self) -> None:
        """Put a clean copy in the place of the file, whose lines the bulk reader would not count right."""
        copy = self.again()
        self.path, self.quoted, self.faults, self.lines = copy.path, copy.quoted, copy.faults, None


def open_source(path: Path, sheet: str | None, workdir: Path, judge: Callable[[list[list[str]]], float]) -> Source:
    """Recognise a file by its first bytes; IntakeError when it is none that can be read.

    `judge` scores the first rows of a sheet as a table, for workbooks with several sheets.
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
        from . import workbook

        return workbook.open_workbook(path, sheet, workdir, judge)
    if _is_markup(start):
        _within(size, LARGEST_BINARY)
        from . import web_page

        return web_page.open_page(path, workdir)
    if start.startswith(b"%PDF") or start[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0", b"PAR1", b"\x1f\x8b\x08\x00"):
        raise IntakeError("file_unreadable", found=start[:4].decode("latin-1").strip())
    _within(size, LARGEST_TEXT)
    return _open_text(path, workdir)


def _within(size: int, limit: int) -> None:
    if size > limit:
        raise IntakeError("file_too_large", found=f"{size / 2**20:,.0f} MB", expected=f"{limit >> 20:,} MB")


def _is_markup(start: bytes) -> bool:
    text = start.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip().lower()
    return text.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta", b"<!--", b"<body"))


def _open_text(path: Path, workdir: Path) -> Source:
    coded = encodings.recognise(path)
    head = delimited.read_head(path, coded)
    width = max((len(row) for row in head.rows), default=0)
    if width == 0 or not any(any(row) for row in head.rows):
        raise IntakeError("file_empty")
    if width > WIDEST:
        raise IntakeError("file_too_large", found=f"{width} kolom‖{width} columns", expected=f"{WIDEST}")
    copy = encodings.ready(path, coded, head.delimiter, workdir)
    reasons = {"encoding": (coded.reason_id, coded.reason_en), "delimiter": (head.reason_id, head.reason_en)}
    opened = Source(
        "delimited",
        copy.path,
        head.rows,
        width,
        coded.name,
        coded.bom,
        head.delimiter,
        copy.quoted,
        copy.line_ends,
        reasons=reasons,
        faults=copy.faults,
        lines=copy.lines,
    )
    opened.again = lambda: encodings.ready(path, coded, head.delimiter, workdir, copy=True)
    return opened
