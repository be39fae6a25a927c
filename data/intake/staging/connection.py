"""One connection to DuckDB with the tables of one file, on which the modules of this room work."""
# ruff: noqa: S608 - the texts are put together from names and fragments made here, never from a file's content

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from data.intake.checks.rules import Rule, rules
from data.intake.file.source import Source
from data.intake.staging import spare, sql
from data.intake.table import context
from data.intake.table.layout import Layout

Bound = Mapping[str, Any] | Sequence[Any]
"""Values for a statement, by name or in order."""

Columns = Mapping[str, tuple[pa.DataType, Iterable[object]]]
"""Columns of a table by name: the type and the values of each."""

MEMORY = "2GB"
IN_MEMORY_BELOW = 400 << 20
ONE_THREAD_BELOW = 1 << 20
CONFIG: spare.Config = {"memory_limit": MEMORY, "preserve_insertion_order": True}
FRAGMENTS = {"simulated": sql.literal(context.SIMULATED), "denied": sql.literal(context.DENIED)}
PUBLISHED = ("past", "beside", "reported", "statistics")


class Staging:
    """The file, its layout and a connection with its tables: `raw` and `skipped` (loading), the maps (codes),
    `staged` (values), `found` and `findings` (findings). Close it when done."""

    def __init__(self, source: Source, layout: Layout, workdir: Path):
        self.source, self.layout = source, layout
        size = source.path.stat().st_size
        macros = sql.filled("macros", FRAGMENTS)
        self._spare: spare.Engine | None = None
        if size < ONE_THREAD_BELOW:
            # Threads that wait for one another cost more than they bring to a file of a few thousand rows.
            self._spare = spare.taken({**CONFIG, "threads": 1}, macros)
            self._connection = self._spare.connection
        else:
            place = str(workdir / "staging.duckdb") if size > IN_MEMORY_BELOW else ":memory:"
            self._connection = duckdb.connect(place, config={**CONFIG, "temp_directory": str(workdir / "spill")})
            self.execute("SET enable_progress_bar = false")
            self._connection.execute(macros)
        self._any_skipped = self._any_published = False
        self.run("tables")
        self.share("rules", _rules_of(tuple(rules().values())))

    def close(self) -> None:
        if self._spare:
            spare.given_back(self._spare)
        else:
            self._connection.close()

    def execute(self, statement: str, bind: Bound | None = None) -> duckdb.DuckDBPyConnection:
        """Execute one statement with values bound."""
        (parsed,) = sql.parsed(statement)
        return self._connection.execute(parsed, bind) if bind else self._connection.execute(parsed)

    def run(self, name: str, bind: Bound | None = None, **fragments: str) -> duckdb.DuckDBPyConnection:
        """Execute one SQL file of this room with its fragments filled in and values bound; the last result."""
        result, given = self._connection, bind or {}
        for statement in sql.parsed(sql.filled(name, fragments)):
            result = self._connection.execute(statement, {key: given[key] for key in statement.named_parameters})
        return result

    def rows(self, query: str, bind: Bound | None = None) -> list[tuple[Any, ...]]:
        """All rows of a small query."""
        return self.execute(query, bind).fetchall()

    def skip(self, select: str, bind: Bound | None = None) -> None:
        """Pass over the lines that a query gives, ("row", reason) each."""
        self.execute(f"INSERT INTO skipped {select}", bind)
        self._any_skipped = self._any_skipped or bool(self.rows("SELECT count(*) FROM skipped")[0][0])

    def table(self, name: str, columns: Columns) -> None:
        """Make a small table from Python values."""
        self.keep(name, in_arrow(columns))

    def keep(self, name: str, data: pa.Table) -> None:
        """Make a small table from one of Arrow."""
        self._connection.register("arriving", data)
        self.execute(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM arriving')

    def share(self, name: str, data: pa.Table) -> None:
        """Make a small table that is the same for many files."""
        if self._spare:
            self._spare.keep(name, data)
        else:
            self.keep(name, data)

    @property
    def is_small(self) -> bool:
        """Whether it costs more to plan what is asked of the file than to do it."""
        return self._spare is not None

    @cached_property
    def lines(self) -> int:
        """Lines of `raw`."""
        return int(self.rows("SELECT count(*) FROM raw")[0][0])

    @property
    def published(self) -> dict[str, bool]:
        """The tables of what is published, and whether each holds anything by now."""
        if not self._any_published:
            return dict.fromkeys(PUBLISHED, False)
        counts = ", ".join(f"EXISTS (FROM {table})" for table in PUBLISHED)
        return dict(zip(PUBLISHED, self.rows(f"SELECT {counts}")[0], strict=True))

    @cached_property
    def longest(self) -> int:
        """The most values that one series of `timeline` has, published ones included."""
        return int(self.rows("SELECT max(n) FROM courses")[0][0] or 0)

    def attach_history(self, path: Path) -> None:
        """Attach a published snapshot, read-only, as `history`."""
        self._any_published = True
        self.execute(f"ATTACH {sql.literal(str(path))} AS history (READ_ONLY)")

    def in_data(self, rowid: str = "rowid") -> str:
        """SQL for whether a row of `raw` stands below the header."""
        return f"{rowid} >= {self.layout.data_row - 1}"

    def is_kept(self, rowid: str = "rowid") -> str:
        """SQL for whether a row of `raw` holds data and was not passed over so far."""
        if not self._any_skipped:
            return self.in_data(rowid)
        return f'{self.in_data(rowid)} AND {rowid} + 1 NOT IN (SELECT "row" FROM skipped)'


def in_arrow(columns: Columns) -> pa.Table:
    """A table of Arrow from Python values."""
    return pa.table({name: pa.array(list(values), type=kind) for name, (kind, values) in columns.items()})


@lru_cache(maxsize=1)
def _rules_of(known: tuple[Rule, ...]) -> pa.Table:
    facts = ("id", "severity", "expected", "message_id", "message_en", "remedy_id", "remedy_en")
    texts = {name: (pa.string(), [getattr(rule, name) for rule in known]) for name in facts}
    flags = {name: (pa.bool_(), [getattr(rule, name) for rule in known]) for name in ("reason", "unchanged")}
    return in_arrow({**texts, **flags, "rank": (pa.int32(), range(len(known)))})
