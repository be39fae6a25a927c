"""Reading one table of the reference: cells by their column's rule, problems by row and column, typed frames."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

import pandas as pd

from data.reference.problem import Problem
from data.reference.tables import MAY_BE_EMPTY, Column

LONGEST_CELL = 2_000
HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]")
# Marks that Markdown, HTML and TeX read as more than text; a lone dollar or comparison sign is none.
MARKUP = re.compile(r"<[A-Za-z/!?]|\]\(|:[\w-]+\[|:material/|`|\*\*|\$.*\$")


@dataclass(frozen=True)
class Row:
    """One line of a file: cells as text, numbers where they could be read."""

    file: str
    line: int
    cells: Mapping[str, str]
    numbers: Mapping[str, float]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def problem(self, column: str, key: str, **facts: object) -> Problem:
        return Problem(self.file, self.line, column, self.cells[column], key, facts)


Rows = list[Row]


def read(table: str, content: bytes, columns: Mapping[str, Column], problems: list[Problem], file: str = "") -> Rows:
    """Rows of one table; faults of encoding, header and single cells go to `problems`, which name the `file`.

    Cells are separated by comma, semicolon or tab; a table of semicolons may hold decimal commas, as Excel writes them
    in Indonesian.
    """
    file = file or f"{table}.csv"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(Problem(file, line, None, repr(content[error.start : error.start + 1]), "utf8"))
        return []
    delimiter, _ = header_of(text, columns)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: Rows = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if problem := _header_problem(file, header, columns):
            problems.append(problem)
            return []
        for line, record in _records(reader):
            if len(record) == len(header):
                given = zip(header, (cell.strip() for cell in record), strict=True)
                rows.append(Row(file, line, dict.fromkeys(columns, "") | dict(given), {}))
            else:
                told = {"count": len(header), "given": len(record)}
                problems.append(Problem(file, line, None, "", "cells", told))
    except csv.Error as error:
        problems.append(Problem(file, reader.line_num, None, str(error), "delimited"))
        return []
    if not rows and table not in MAY_BE_EMPTY:
        problems.append(Problem(file, None, None, "", "rows"))
    if delimiter == ";":
        rows = pointed(rows, columns, problems)
    unsure = {(one.row, one.column) for one in problems if one.file == file and one.key == "decimal_mark"}
    found: list[Problem] = []
    rows = [row_of(file, row.line, row.cells, columns, found) for row in rows]
    problems += [one for one in found if (one.row, one.column) not in unsure]
    return rows


def header_of(text: str, columns: Iterable[str]) -> tuple[str, list[str]]:
    """Which of comma, semicolon and tab splits the first line into most of `columns`, a comma where all are alike; and
    the cells of that line."""
    line = text.partition("\n")[0].replace('"', "").strip("\r")
    known = set(columns)
    split = {mark: [cell.strip() for cell in line.split(mark)] for mark in ",;\t"}
    mark = max(split, key=lambda one: len(known.intersection(split[one])))
    return mark, split[mark]


def holds(header: Sequence[str], columns: Mapping[str, Column]) -> bool:
    """Whether a header names every column once, and no other; those that came later may be lacking."""
    lacking = [name for name, rule in columns.items() if rule.late and name not in header]
    return sorted([*header, *lacking]) == sorted(columns)


def row_of(
    file: str, line: int, cells: Mapping[str, str], columns: Mapping[str, Column], problems: list[Problem]
) -> Row:
    """The row that cells make; what is wrong with one of them goes to `problems`."""
    numbers = {c: n for c, rule in columns.items() if rule.kind != "text" and (n := _number(cells[c])) is not None}
    row = Row(file, line, cells, numbers)
    for column, rule in columns.items():
        problems.extend(_check_cell(row, column, rule))
    return row


def _header_problem(file: str, header: list[str], columns: Mapping[str, Column]) -> Problem | None:
    if holds(header, columns):
        return None
    told = {"columns": ",".join(columns)}
    missing, extra = sorted(set(columns) - set(header)), sorted(set(header) - set(columns))
    if not missing and not extra:
        repeated = sorted({name for name in header if header.count(name) > 1})
        return Problem(file, 1, None, ", ".join(repeated), "columns_once", told)
    told |= {"missing": ", ".join(missing) or "–", "extra": ", ".join(extra) or "–"}
    return Problem(file, 1, None, "", "columns", told)


def _records(reader) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of what is left of a csv reader, without blank lines."""
    line = reader.line_num + 1
    for record in reader:
        start, line = line, reader.line_num + 1
        if any(cell.strip() for cell in record):
            yield start, record


def pointed(rows: Rows, columns: Mapping[str, Column], problems: list[Problem]) -> Rows:
    """The rows with decimal points, from the one mark that other than three digits follow somewhere in the table.

    Three digits may be thousands: where no other number shows the mark, they are a problem.
    """
    names = [name for name, rule in columns.items() if rule.kind != "text"]
    found = (re.fullmatch(r"-?\d+([.,])(\d{1,2}|\d{4,})", row[name]) for row in rows for name in names)
    marks = {match[1] for match in found if match}
    mark = marks.pop() if len(marks) == 1 else ""
    plain = re.compile(rf"-?\d+(\{mark}\d+)?" if mark else r"-?\d+")
    pointed = []
    for row in rows:
        unsure = [name for name in names if _marked(row[name]) and not plain.fullmatch(row[name])]
        problems.extend(row.problem(name, "decimal_mark") for name in unsure)
        told = {name: row[name].replace(mark, ".") for name in names if mark and name not in unsure}
        pointed.append(Row(row.file, row.line, {**row.cells, **told}, {}))
    return pointed


def _marked(value: str) -> bool:
    return re.fullmatch(r"-?[\d.,]*[.,][\d.,]*", value) is not None


def _check_cell(row: Row, column: str, rule: Column) -> Iterator[Problem]:
    value = row[column]
    if not value:
        if rule.required:
            yield row.problem(column, "one_of" if rule.choices else "value", choices=", ".join(rule.choices))
        return
    if key := _unfit(value):
        yield row.problem(column, key, most=LONGEST_CELL)
    if rule.choices and value not in rule.choices:
        yield row.problem(column, "one_of", choices=", ".join(rule.choices))
    elif rule.pattern and not re.fullmatch(rule.pattern, value):
        yield row.problem(column, rule.expected)
    elif rule.kind != "text":
        number = row.numbers.get(column)
        if number is None:
            yield row.problem(column, "number")
        elif rule.kind == "integer" and number != int(number):
            yield row.problem(column, "whole_number")
        elif rule.at_least is not None and number < rule.at_least:
            yield row.problem(column, "at_least", least=f"{rule.at_least:g}")


def _unfit(value: str) -> str | None:
    """Key of the text about a cell that no table may hold, since pages and files show it; None for a fit one."""
    if "\n" in value or "\r" in value:
        return "one_line"
    if value[0] in "=+@-" and _number(value) is None:
        return "formula"
    if HIDDEN.search(value):
        return "hidden"
    if MARKUP.search(value):
        return "markup"
    return "length" if len(value) > LONGEST_CELL else None


def _number(value: str) -> float | None:
    """The number a cell holds; None for anything a spreadsheet may have mangled (thousands marks, comma, inf)."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", value):
        return None
    number = float(value)
    return number if isfinite(number) else None


def frame(rows: Rows, columns: Mapping[str, Column]) -> pd.DataFrame:
    """Typed frame: text as str, numbers as float64, whole numbers as int64 (Int64 where some are empty)."""
    series: dict[str, pd.Series] = {}
    for column, rule in columns.items():
        if rule.kind == "text":
            series[column] = pd.Series([row[column] for row in rows], dtype=object)
            continue
        numbers: pd.Series = pd.Series([row.numbers.get(column) for row in rows], dtype="float64")
        if rule.kind == "integer":
            numbers = numbers.astype("int64" if rule.required else "Int64")
        series[column] = numbers
    return pd.DataFrame(series)
