"""Files of reference tables against the tables in force: what is wrong with them, and which rows they change."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from data.reference.checks import doubtful_targets
from data.reference.overlay import Change, by_key, cells_of, compared, key_of, rows_in
from data.reference.problem import Problem
from data.reference.reading import Rows, header_of, holds, read, row_of
from data.reference.reference import Contents, Reference, disagreements
from data.reference.tables import SHEETS

LARGEST = 20_000_000  # bytes; the longest table shipped has 80,000
MANY = 0.5  # share of a table's rows; where a file lacks more, it may not be the whole table


@dataclass(frozen=True)
class File:
    """A file that was given for a reference table. `table` is empty where neither name nor header tells which."""

    name: str
    content: bytes

    @property
    def table(self) -> str:
        stem = re.sub(r"[^a-z].*", "", PurePath(self.name).stem.lower())
        return stem if stem in SHEETS else self._by_header()

    def _by_header(self) -> str:
        text = self.content[:4096].decode("utf-8-sig", "replace")
        for table, columns in SHEETS.items():
            if holds(header_of(text, columns)[1], columns):
                return table
        return ""


@dataclass
class Amended:
    """All tables as they would stand, and how that differs from now."""

    rows: dict[str, Rows] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


def amended(files: Iterable[File], present: Reference, given: Contents, *, rest: bool) -> Amended:
    """The tables in force with those of `files` in their place, or with `rest` laid over them, row by row.

    `given` are the tables without the office's changes, which each Change remembers.
    """
    result = Amended()
    taken = _one_a_table(files, result.problems)
    rows = {table: in_force(table, present) for table in SHEETS}
    for table, file in taken.items():
        came = read(table, file.content, SHEETS[table], result.problems, file.name)
        if rest:
            said = {key_of(table, row.cells) for row in came}
            came = [*came, *(row for row in rows[table] if key_of(table, row.cells) not in said)]
        rows[table] = came
    if not result.problems:
        result.problems += disagreements(rows)
    shipped = dict(zip(SHEETS, given, strict=True))
    for table, file in taken.items():
        before, first = (
            by_key(table, rows_in(table, content) or ()) for content in (present.content(table), shipped[table])
        )
        changes = list(compared(table, before, by_key(table, (row.cells for row in rows[table])), first))
        result.doubts += _few_rows(file, changes, len(before))
        result.changes += changes
    changed = {change.key for change in result.changes if change.table in ("targets", "indicators") and change.after}
    result.doubts += doubtful_targets(rows, changed)
    result.rows = rows
    return result


def _one_a_table(files: Iterable[File], problems: list[Problem]) -> dict[str, File]:
    taken: dict[str, File] = {}
    told = {"tables": ", ".join(SHEETS)}
    for file in files:
        if len(file.content) > LARGEST:
            size = {"most": LARGEST // 10**6}
            problems.append(Problem(file.name, None, None, f"{len(file.content):,}", "size", size))
        elif not file.table:
            problems.append(Problem(file.name, None, None, file.name, "table_or_header", told))
        elif file.table in taken:
            problems.append(Problem(file.name, None, None, taken[file.table].name, "one_of_a_table"))
        else:
            taken[file.table] = file
    return taken


def in_force(table: str, present: Reference) -> Rows:
    """The rows in force; their line is that of the table as it is downloaded."""
    return [
        row_of(f"{table}.csv", line, dict(cells_of(table, row)), SHEETS[table], [])
        for line, row in enumerate(rows_in(table, present.content(table)) or (), 2)
    ]


def _few_rows(file: File, changes: Sequence[Change], rows: int) -> Iterator[Problem]:
    removed = sum(change.kind == "removed" for change in changes)
    if removed > MANY * rows:
        yield Problem(file.name, None, None, f"-{removed}", "few_rows", {"removed": removed, "all": rows})
