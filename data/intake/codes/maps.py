"""Maps: one row per combination of key texts, by which the rows of a file are joined to codes.

Python sees each combination of texts once; the modules of this room write what it stands for.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pyarrow as pa

from data.intake.codes.known import known
from data.intake.codes.names import Named
from data.intake.codes.region_codes import System
from data.intake.codes.regions import Match
from data.intake.contract import Options
from data.intake.staging import values
from data.intake.staging.connection import Staging
from data.intake.staging.findings import Found
from data.intake.staging.sql import GROUPS
from data.reference import Reference

Texts = tuple[str | None, ...]
"""One combination of key texts: a text for each role of the group, None where there is none."""


class Problem(NamedTuple):
    """The rule that one entry of a map breaks. One that is not `listed` keeps its rows out and is told once for the
    file; one `by_slice` keeps only the observations of its slice out."""

    kind: str
    k: int
    rule: str
    col: int | None
    found: str | None
    expected: str | None
    listed: bool
    by_slice: bool


PROBLEM_TYPES = (
    pa.string(), pa.int32(), pa.string(), pa.int32(), pa.string(), pa.string(), pa.bool_(), pa.bool_(),
)  # fmt: skip


class Maps:
    """The maps of one staged file, and what matching its key texts brought to light.

    `number` gives the number of each code as the maps hold it; `system` is the code system of the regions, `totals`
    the total rows that stand for the province, `indicators` the codes that occur. `told` are findings of the layout,
    `doubled` columns of one meaning (role, read, left), `unused` headers over numbers that are not read, `scale` what
    the title says of all numbers.
    """

    def __init__(self, staging: Staging, reference: Reference, options: Options, constants: dict[str, str]):
        self.staging, self.reference, self.options, self.constants = staging, reference, options, constants
        self.known = known(reference)
        self.names, self.regions, self.number = self.known.names, self.known.regions, self.known.number
        self.system = System("none", "", "")
        self.totals: list[str] = []
        self.indicators: set[str] = set()
        self.problems: list[Problem] = []
        self.told: list[Found] = []
        self.doubled: list[tuple[str, int, int]] = []
        self.unused: list[str] = []
        self.scale: str | None = None

    @property
    def constant(self) -> set[str]:
        """Groups of keys for which the file has no column, or whose columns the sender replaced."""
        keys = self.staging.layout.keys
        return {group for group, roles in GROUPS.items() if not any(role in keys for role in roles)}

    def combinations(self, group: str) -> list[tuple[Texts, Texts]]:
        """(texts as joined, texts with the sender's constants filled in) of one group, once each."""
        roles = GROUPS[group]
        joined = [(None,) * len(roles)] if group in self.constant else values.texts(self.staging, roles)
        return [
            (texts, tuple(self.constants.get(role, text) for role, text in zip(roles, texts, strict=True)))
            for texts in joined
        ]

    def add_problem(
        self, kind: str, key: int, rule: str | None, of: Named | Match, *, listed: bool = True, by_slice: bool = False
    ) -> None:
        """Note the rule that entry `key` of a map breaks, with role, text and expectation of `of`; None is no rule."""
        if rule:
            layout = self.staging.layout
            found = of.found and of.found[:200]
            differs = by_slice and len(layout.slices) > 1
            column = layout.keys.get(of.role)
            self.problems.append(Problem(kind, key, rule, column, found, of.expected, listed, differs))

    def write(
        self, group: str, entries: Sequence[tuple[int, Texts]], **extra: tuple[pa.DataType, Iterable[object]]
    ) -> None:
        """Write one map: a row per (slice, texts), its texts as t1 …, and the columns given."""
        columns = {
            "k": (pa.int32(), range(len(entries))),
            "slice": (pa.int16(), [slice_number for slice_number, _ in entries]),
        }
        for place in range(len(GROUPS[group])):
            columns[f"t{place + 1}"] = (pa.string(), [texts[place] for _, texts in entries])
        self.staging.table(f"{group}_map", {**columns, **extra})


def write_reference(maps: Maps) -> None:
    """Write the tables of the reference that the SQL joins."""
    for name, table in maps.known.tables.items():
        maps.staging.share(name, table)


def write_problems(maps: Maps) -> None:
    """Write what was noted, for the rows to be joined to."""
    columns = list(zip(*maps.problems, strict=True)) or [()] * len(PROBLEM_TYPES)
    named = zip(Problem._fields, PROBLEM_TYPES, columns, strict=True)
    maps.staging.table("problems", {name: (kind, column) for name, kind, column in named})


def write_columns(maps: Maps) -> None:
    """Write which column holds which role, by slice, and the header of every column."""
    layout = maps.staging.layout
    merged = layout.variable is not None
    places = [
        (0 if merged else number, role, column)
        for number, part in enumerate(layout.slices)
        for role, column in (*layout.keys.items(), *part.columns.items())
    ]
    maps.staging.table(
        "slice_columns",
        {
            "slice": (pa.int16(), [number for number, _, _ in places]),
            "role": (pa.string(), [role for _, role, _ in places]),
            "col": (pa.int32(), [column for _, _, column in places]),
        },
    )
    maps.staging.table(
        "columns",
        {
            "col": (pa.int32(), [column.index for column in layout.columns]),
            "header": (pa.string(), [column.header or f"#{column.index}" for column in layout.columns]),
        },
    )
