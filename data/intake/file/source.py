"""Cells that are already apart (of a workbook or a web table), put where the bulk work can load them."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data.intake.contract import IntakeError

from .opening import WIDEST, Source


def stored(
    rows: list[list[str]],
    kind: str,
    name: str | None,
    typed: frozenset[int],
    merges: list[tuple[int, int, int]],
    workdir: Path,
) -> Source:
    """Write text cells to a parquet file with columns c1 … cN (empty cells null), and describe them.

    `merges` are (first row, last row, column) from 0 of cells merged downwards.
    """
    width = max(map(len, rows), default=0)
    if width == 0 or not any(any(row) for row in rows):
        raise IntakeError("file_empty")
    if width > WIDEST:
        raise IntakeError("file_too_large", found=f"{width} kolom‖{width} columns", expected=f"{WIDEST}")
    columns = {
        f"c{index + 1}": pa.array([row[index] or None if index < len(row) else None for row in rows], pa.string())
        for index in range(width)
    }
    path = workdir / "sheet.parquet"
    pq.write_table(pa.table(columns), path)
    head = [list(row) for row in rows[:400]]
    return Source(kind, path, head, width, sheet=name, typed=typed, merges=merges)
