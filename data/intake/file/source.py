"""A file that can be read: its first rows, and where the bulk work loads all of them from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data.intake.contract import IntakeError
from data.intake.file.encoding import Copy, Fault

WIDEST = 2_000


@dataclass
class Source:
    """A readable file. `rows[i]` are the cells of line i + 1; `path` and `delimiter` feed the bulk reader, which takes
    a parquet file of cells when `delimiter` is None. `merges` are (first row, last row, column) from 0 of cells merged
    downwards; hidden rows and columns count from 1."""

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
    sheets: tuple[str, ...] = ()
    reasons: dict[str, tuple[str, str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    typed: frozenset[int] = frozenset()
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    hidden_sheets: list[str] = field(default_factory=list)
    lines: int | None = None


@dataclass
class Text(Source):
    """Delimited text; `again` makes a clean copy of it."""

    again: Callable[[], Copy] = field(kw_only=True)

    def copied(self) -> None:
        """Put a clean copy in the place of the file, whose lines the bulk reader would not count right."""
        copy = self.again()
        self.path, self.quoted, self.faults, self.lines = copy.path, copy.quoted, copy.faults, None


def width_of(rows: Sequence[Sequence[str]]) -> int:
    """Cells of the widest row; IntakeError where no cell is filled, or where there are more than `WIDEST`."""
    width = max(map(len, rows), default=0)
    if not any(any(row) for row in rows):
        raise IntakeError("file_empty")
    return checked_width(width)


def checked_width(width: int) -> int:
    """The width itself; IntakeError where there is no column, or more than `WIDEST`."""
    if width == 0:
        raise IntakeError("file_empty")
    if width > WIDEST:
        raise IntakeError("file_too_large", found=f"{width} kolom‖{width} columns", expected=f"{WIDEST}")
    return width
