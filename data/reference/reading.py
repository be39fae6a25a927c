"""Reading one table of the reference: cells by their column's rule, problems by row and column, typed frames."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

import pandas as pd

from data.reference.tables import MAY_BE_EMPTY, Column


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a reference file; `row` is the line a text editor shows, None for the whole file."""

    file: str
    row: int | None
    column: str | None
    found: str
    expected: str

    def __str__(self) -> str:
        place = ", ".join(
            [self.file, *([f"row {self.row}"] if self.row else []), *([f"column {self.column}"] if self.column else [])]
        )
        return f"{place}: found {self.found!r}, expected {self.expected}"


@dataclass(frozen=True)
class Row:
    """One line of a file: cells as text, numbers where they could be read."""

    file: str
    line: int
    cells: Mapping[str, str]
    numbers: Mapping[str, float]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def problem(self, column: str, expected: str) -> Problem:
        return Problem(self.file, self.line, column, self.cells[column], expected)


Rows = list[Row]


def read(file: str, content: bytes, columns: Mapping[str, Column], problems: list[Problem]) -> Rows:
    """Rows of one file; faults of encoding, header and single cells go to `problems`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(Problem(file, line, None, repr(content[error.start : error.start + 1]), "UTF-8 text"))
        return []
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip() for cell in next(reader, [])]
    if sorted(header) != sorted(columns):
        missing, extra = sorted(set(columns) - set(header)), sorted(set(header) - set(columns))
        found = "; ".join(
            [*(["without " + ", ".join(missing)] if missing else []), *(["with " + ", ".join(extra)] if extra else [])]
        )
        problems.append(Problem(file, 1, None, found or "a repeated column", f"the columns {','.join(columns)}"))
        return []
    rows: Rows = []
    line = reader.line_num + 1
    for record in reader:
        start, line = line, reader.line_num + 1
        if not any(cell.strip() for cell in record):
            continue
        if len(record) != len(header):
            problems.append(Problem(file, start, None, f"{len(record)} cells", f"{len(header)} cells"))
            continue
        cells = dict(zip(header, (cell.strip() for cell in record), strict=True))
        row = Row(file, start, cells, {})
        for column, rule in columns.items():
            problems.extend(_check_cell(row, column, rule))
        rows.append(Row(file, start, cells, {c: n for c in columns if (n := _number(cells[c])) is not None}))
    if not rows and file not in MAY_BE_EMPTY:
        problems.append(Problem(file, None, None, "no rows", "at least one row"))
    return rows


def _check_cell(row: Row, column: str, rule: Column) -> Iterator[Problem]:
    value = row[column]
    if not value:
        if rule.required:
            yield row.problem(column, f"one of {', '.join(rule.choices)}" if rule.choices else "a value")
        return
    if "\n" in value or "\r" in value:
        yield row.problem(column, "one line")
    if rule.choices and value not in rule.choices:
        yield row.problem(column, f"one of {', '.join(rule.choices)}")
    elif rule.pattern and not re.fullmatch(rule.pattern, value):
        yield row.problem(column, rule.expected)
    elif rule.kind != "text":
        number = _number(value)
        if number is None:
            yield row.problem(column, "a number with a decimal point")
        elif rule.kind == "integer" and number != int(number):
            yield row.problem(column, "a whole number")
        elif rule.at_least is not None and number < rule.at_least:
            yield row.problem(column, f"{rule.at_least:g} or more")


def _number(value: str) -> float | None:
    """The number a cell holds; None for anything a spreadsheet may have mangled (thousands marks, comma, inf)."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", value):
        return None
    number = float(value)
    return number if isfinite(number) else None


def frame(rows: Rows, columns: Mapping[str, Column]) -> pd.DataFrame:
    """Typed frame: text as str, numbers as float64, whole numbers as int64 (Int64 where some are empty)."""
    series = {}
    for column, rule in columns.items():
        if rule.kind == "text":
            series[column] = pd.Series([row[column] for row in rows], dtype=object)
            continue
        numbers = pd.Series([row.numbers.get(column) for row in rows], dtype="float64")
        if rule.kind == "integer":
            numbers = numbers.astype("int64" if rule.required else "Int64")
        series[column] = numbers
    return pd.DataFrame(series)
