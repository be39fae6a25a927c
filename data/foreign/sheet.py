"""A sheet as every dialect gives it: rows of typed values, and what the sheet shows beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from data.foreign.refusal import too_many_cells
from data.foreign.shown import Shown

MOST_CELLS = 20_000_000
MOST_ROWS = 1_048_576
WIDEST = 16_384
HEAD = 60

Rows = Iterable[Sequence[object]]


@dataclass
class Sheet:
    """Rows from A1, at most `width` values each: text, number, truth, date or time, empty text for nothing."""

    rows: Rows
    width: int
    shown: Shown


class Book(Protocol):
    """A workbook: `names` of its sheets in order, those that are `hidden`, and each sheet by name."""

    @property
    def names(self) -> Sequence[str]: ...

    @property
    def hidden(self) -> frozenset[str]: ...

    def sheet(self, name: str, /) -> Sheet:
        """One sheet; RefusedError when it is damaged or beyond a limit."""


def within(rows: int, columns: int, limit: int | None = None) -> None:
    """RefusedError when a grid of this size is not to be made."""
    limit = MOST_CELLS if limit is None else limit
    if rows * columns > limit:
        raise too_many_cells(limit)


def ragged(rows: Mapping[int, Mapping[int, object]]) -> tuple[list[list[object]], int]:
    """Rows by number, of values by column, as lists without gaps; and the widest of them."""
    width = max((max(row) + 1 for row in rows.values() if row), default=0)
    height = max((at + 1 for at, row in rows.items() if row), default=0)
    within(height, width)
    made: list[list[object]] = [[] for _ in range(height)]
    for at, row in rows.items():
        if row:
            made[at] = [row.get(column, "") for column in range(max(row) + 1)]
    return made, width
