"""Cells as text: typed numbers in the style of the texts beside them, dates year first, percent as seen."""

import re
from collections import Counter
from datetime import date, datetime, time, timedelta

import numpy as np

from data.intake.file.shown import Shown
from data.intake.table import numbers
from data.intake.table.numbers import Shape


def is_number(cell: object) -> bool:
    """Whether a cell is a number that the workbook holds as one."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def texts(rows: list[list[object]], shown: Shown) -> tuple[list[list[str]], frozenset[int]]:
    """Every cell as text, with what the sheet shows in its place. Numbers the workbook holds as numbers are written in
    the style of the texts beside them, those it shows as percent with the sign; columns (from 1) with no digits in
    their texts are returned as typed. `rows` may be of different lengths and are changed."""
    for (row, column), said in shown.texts.items():
        if column < len(rows[row]):
            rows[row][column] = said
    _without_waiting_rows(rows, shown)
    for row, column in np.argwhere(shown.shares).tolist():
        if column < len(rows[row]) and is_number(rows[row][column]):
            rows[row][column] = Share(round(float(rows[row][column]) * 100, 10))
    commas, typed = _styles(rows)
    written = [
        [
            text(cell).replace(".", ",") if column in commas and isinstance(cell, float) else text(cell)
            for column, cell in enumerate(row)
        ]
        for row in rows
    ]
    return written, typed


class Share(float):
    """A number in hundredths, as its cell shows it."""


def _without_waiting_rows(rows: list[list[object]], shown: Shown) -> None:
    """Empty the rows that hold nothing but formulas filled down in advance."""
    for at in {row for row, _ in shown.texts}:
        if all(cell == "" or (isinstance(cell, str) and cell.startswith("=")) for cell in rows[at]):
            rows[at] = [""] * len(rows[at])


def _styles(rows: list[list[object]]) -> tuple[set[int], frozenset[int]]:
    """Columns from 0 whose numbers are to be written with a comma, and columns from 1 that are typed."""
    commas, typed = set(), set()
    for column in range(max(map(len, rows), default=0)):
        cells = [row[column] for row in rows if column < len(row)]
        if not any(map(is_number, cells)):
            continue
        shapes = Counter(numbers.shape_of(cell) for cell in cells if isinstance(cell, str) and re.search(r"\d", cell))
        if not any(re.fullmatch(r"[\s+-]*9[9.,\s]*%?", shape) for shape in shapes):
            typed.add(column + 1)
        elif numbers.decide([Shape(shape, n, shape) for shape, n in shapes.items()]).decimal == "comma":
            commas.add(column)
    return commas, frozenset(typed)


def text(cell: object) -> str:
    """One cell as a spreadsheet user would type it; dates in the form year-month-day."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Share):
        return text(float(cell)) + "%"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return " ".join(str(cell).split("\n")).strip()
