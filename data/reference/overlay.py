"""Rows of an office over those it was given, told apart by their key: the office's stay, new ones come in."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from data.reference.reading import Row, header_of, holds, pointed
from data.reference.spellings import normalise
from data.reference.tables import KEYS, SHEETS

Cells = tuple[tuple[str, str], ...]
"""Columns and their texts, in the order of the table."""

Keyed = Mapping[tuple[str, ...], Cells]
"""The rows of a table by what tells them apart."""


@dataclass(frozen=True)
class Change:
    """One row that an office added (`before` None), changed or took out (`after` None).

    `given` is the row as it was shipped then, None where it was not.
    """

    table: str
    before: Cells | None
    after: Cells | None
    given: Cells | None

    @property
    def kind(self) -> str:
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def key(self) -> tuple[str, ...]:
        return key_of(self.table, dict(self.after or self.before or ()))

    @property
    def columns(self) -> list[str]:
        """Names of the columns that differ; all of a row that was added or taken out."""
        before, after = dict(self.before or ()), dict(self.after or ())
        return [name for name in SHEETS[self.table] if before.get(name, "") != after.get(name, "")]


def key_of(table: str, cells: Mapping[str, str]) -> tuple[str, ...]:
    """What tells a row from the others of its table; an alias is the same however it is written."""
    return tuple(
        normalise(cells.get(name, "")) if (table, name) == ("aliases", "alias") else cells.get(name, "")
        for name in KEYS[table]
    )


def cells_of(table: str, row: Mapping[str, str]) -> Cells:
    """A row as Change keeps it; a column that it lacks is empty."""
    return tuple((name, row.get(name) or "") for name in SHEETS[table])


def by_key(table: str, rows: Iterable[Mapping[str, str]]) -> Keyed:
    return {key_of(table, row): cells_of(table, row) for row in rows}


def rows_in(table: str, content: bytes | None) -> list[Mapping[str, str]] | None:
    """The rows of a table's file as `reading.read` takes them, unchecked; None where it holds no such table."""
    columns = SHEETS[table]
    try:
        text = (content or b"").decode("utf-8-sig")
        delimiter, header = header_of(text, columns)
        if not holds(header, columns):
            return None
        found = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    except (UnicodeDecodeError, csv.Error):
        return None
    lacking = {name: "" for name in columns if name not in header}
    named = ({name.strip(): (value or "").strip() for name, value in row.items() if name} | lacking for row in found)
    rows = [Row("", 0, row, {}) for row in named if any(row.values())]
    return [row.cells for row in (pointed(rows, columns, []) if delimiter == ";" else rows)]


@lru_cache(maxsize=4)
def overlaid(contents: tuple[bytes | None, ...], changes: tuple[Change, ...]) -> tuple[bytes | None, ...]:
    """Files of all tables, in the order of SHEETS, with the changes made in their order.

    A table that none of them touches stays as it is, byte for byte; so does a file that holds no such table, of which
    the checks then tell.
    """
    return tuple(
        _laid_over(name, content, [one for one in changes if one.table == name])
        for name, content in zip(SHEETS, contents, strict=True)
    )


def _laid_over(table: str, content: bytes | None, changes: Sequence[Change]) -> bytes | None:
    """The rows given, each in its place, the office's own behind them."""
    rows = rows_in(table, content) if changes else None
    if rows is None:
        return content
    office = {change.key: change for change in changes}
    kept = {key_of(table, row): row for row in rows}
    for key, change in office.items():
        if change.after is None:
            kept.pop(key, None)
        else:
            kept[key] = {**kept.get(key, {}), **dict(change.after)}
    return _written(table, kept.values())


def _written(table: str, rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(SHEETS[table])
    writer.writerows([row.get(name, "") for name in SHEETS[table]] for row in rows)
    return text.getvalue().encode("utf-8")


def compared(table: str, before: Keyed, after: Keyed, given: Keyed) -> Iterator[Change]:
    """The rows in which a table would differ, in the order of `after`, those taken out last."""
    for key, cells in after.items():
        if before.get(key) != cells:
            yield Change(table, before.get(key), cells, given.get(key))
    for key, cells in before.items():
        if key not in after:
            yield Change(table, cells, None, given.get(key))


def conflicts(given: Sequence[bytes | None], changes: Iterable[Change]) -> list[tuple[Change, Cells | None]]:
    """Changes of an office whose row is shipped otherwise since, with the row as it is shipped now.

    Only the last change of a row counts, and only where the office does not already have what is shipped.
    """
    now = {name: by_key(name, rows_in(name, content) or ()) for name, content in zip(SHEETS, given, strict=True)}
    latest = {(change.table, change.key): change for change in changes}
    found = [(change, now[table].get(key)) for (table, key), change in latest.items()]
    return [(change, row) for change, row in found if row not in (change.given, change.after)]
