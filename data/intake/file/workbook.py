"""Workbooks and web pages: the sheet that holds the table, and its cells as the reading process wrote them."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from data.intake.contract import IntakeError
from data.intake.file import one_column
from data.intake.file.apart import Reader
from data.intake.file.source import Source, checked_width
from data.intake.table import numbers
from data.intake.table.numbers import Shape

Judge = Callable[[list[list[str]]], float]
HEAD = 400
LARGEST_BLOCK = 1 << 27
OWN_SHEET = "data"  # of the program's own download, beside sheets that explain it


def open_workbook(path: Path, sheet: str | None, workdir: Path, judge: Judge, codec: str | None = None) -> Source:
    """One sheet of a workbook, or the table of a page of text in `codec`; `judge` scores first rows as a table."""
    cells = workdir / "cells.csv"
    request = {"path": str(path.resolve()), "codec": codec, "sheet": sheet, "cells": str(cells.resolve())}
    with Reader(path.stat().st_size / 2**20) as reader:
        book = reader.read(request)
        name = wanted(book["names"], book["heads"], sheet, judge)
        facts = reader.ask(name)
    table = _styled(_cells(cells, facts["width"]), facts)
    cells.unlink()
    squeezed = one_column.open_sheet(table, workdir, judge)
    if squeezed:
        squeezed.sheet = name or None
        return squeezed
    stored = workdir / "sheet.parquet"
    pq.write_table(table, stored)
    rows = [[cell or "" for cell in row.values()] for row in table.slice(0, HEAD).to_pylist()]
    return Source(
        "workbook" if name else "page",
        stored,
        rows,
        facts["width"],
        sheet=name or None,
        sheets=tuple(book["heads"]),
        typed=frozenset(column + 1 for column in facts["typed"]),
        merges=[tuple(merge) for merge in facts["merges"]],
        hidden_rows=[row + 1 for row in facts["hidden_rows"]],
        hidden_columns=[column + 1 for column in facts["hidden_columns"]],
        hidden_sheets=[one for one, head in facts["hidden_sheets"] if head is None or judge(head) > 0],
    )


def wanted(names: Sequence[str], heads: Mapping[str, list[list[str]]], sheet: str | None, judge: Judge) -> str:
    """The sheet asked for, else the only one of those that are seen and filled whose first rows hold a table."""
    if sheet is not None:
        exact = [name for name in names if name.strip().lower() == sheet.strip().lower()]
        if not exact:
            raise IntakeError("sheet_unknown", found=sheet, expected=", ".join(names)[:300], choices=names)
        return exact[0]
    if not names:
        raise IntakeError("file_empty")
    if len(heads) <= 1:
        return next(iter(heads), names[0])
    scores = {name: judge(rows) for name, rows in heads.items()}
    tables = [name for name, score in scores.items() if score > 0]
    if len(tables) == 1:
        return tables[0]
    if OWN_SHEET in tables and all(scores[OWN_SHEET] > scores[name] for name in tables if name != OWN_SHEET):
        return OWN_SHEET
    seen = list(heads)
    raise IntakeError(
        "sheet_ambiguous", found=", ".join(tables or seen)[:300], expected=", ".join(seen)[:300], choices=seen
    )


def _cells(path: Path, width: int) -> pa.Table:
    """The cells of a CSV file as texts, columns c1 … cN, empty ones null."""
    checked_width(width)
    if path.stat().st_size == 0:
        raise IntakeError("file_empty")
    names = [f"c{index + 1}" for index in range(width)]
    table = csv.read_csv(
        path,
        csv.ReadOptions(column_names=names, block_size=min(path.stat().st_size + 1, LARGEST_BLOCK)),
        csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
        ),
    )
    return table.combine_chunks()


def _styled(table: pa.Table, facts: Mapping[str, Any]) -> pa.Table:
    """The table with typed numbers written in the style of the texts beside them."""
    for column, rows in facts["mixed"]:
        cells = table.column(column).to_pylist()
        typed = set(rows)
        texts = [cell for at, cell in enumerate(cells) if cell and at not in typed and re.search(r"\d", cell)]
        shapes = Counter(map(numbers.shape_of, texts))
        if numbers.decide([Shape(shape, count, shape) for shape, count in shapes.items()]).decimal == "comma":
            styled = [cell.replace(".", ",") if cell and at in typed else cell for at, cell in enumerate(cells)]
            table = table.set_column(column, table.field(column), pa.array(styled, pa.string()))
    return table
