"""One connection to DuckDB with the tables of one file, on which the modules of this room work."""
# ruff: noqa: S608 - the texts are put together from names and fragments made here, never from a file's content

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from data.intake.checks.rules import rules
from data.intake.file.source import Source
from data.intake.staging import sql
from data.intake.table.layout import Layout

Bound = Mapping[str, Any] | Sequence[Any]
"""Values for a statement, by name or in order."""

MEMORY = "2GB"
IN_MEMORY_BELOW = 400 << 20
ONE_THREAD_BELOW = 1 << 20


class Staging:
    """The file, its layout and a connection with its tables: `raw` and `skipped` (loading), the maps (codes),
    `staged` (values), `found` and `findings` (findings). Close it when done."""

    def __init__(self, source: Source, layout: Layout, workdir: Path):
        self.source, self.layout = source, layout
        large = source.path.stat().st_size > IN_MEMORY_BELOW
        # Threads that wait for one another cost more than they bring to a file of a few thousand rows.
        config = {"threads": 1} if source.path.stat().st_size < ONE_THREAD_BELOW else {}
        place = str(workdir / "staging.duckdb") if large else ":memory:"
        self._connection = duckdb.connect(place, config=config)
        for setting in (
            f"SET memory_limit = '{MEMORY}'",
            "SET enable_progress_bar = false",
            "SET preserve_insertion_order = true",
            f"SET temp_directory = {sql.literal(str(workdir / 'spill'))}",
        ):
            self.execute(setting)
        self.run("tables")
        self._write_rules()
        self.run("macros")

    def _write_rules(self) -> None:
        known = list(rules().values())
        facts = {name: (pa.string(), [getattr(rule, name) for rule in known]) for name in (
            "id", "severity", "expected", "message_id", "message_en", "remedy_id", "remedy_en",
        )}  # fmt: skip
        facts["reason"] = (pa.bool_(), [rule.reason for rule in known])
        self.table("rules", {**facts, "rank": (pa.int32(), range(len(known)))})

    def close(self) -> None:
        self._connection.close()

    def execute(self, statement: str, bind: Bound | None = None) -> duckdb.DuckDBPyConnection:
        """Execute one statement with values bound."""
        return self._connection.execute(statement, bind) if bind else self._connection.execute(statement)

    def run(self, name: str, bind: Bound | None = None, **fragments: str) -> duckdb.DuckDBPyConnection:
        """Execute one SQL file of this room with its fragments filled in and values bound; the last result."""
        result, given = self._connection, bind or {}
        for statement in duckdb.extract_statements(sql.filled(name, fragments)):
            result = self._connection.execute(statement, {key: given[key] for key in statement.named_parameters})
        return result

    def rows(self, query: str, bind: Bound | None = None) -> list[tuple[Any, ...]]:
        """All rows of a small query."""
        return self.execute(query, bind).fetchall()

    def table(self, name: str, columns: Mapping[str, tuple[pa.DataType, Iterable[object]]]) -> None:
        """Make a small table from Python values."""
        data = pa.table({key: pa.array(list(values), type=kind) for key, (kind, values) in columns.items()})
        self._connection.register("arriving", data)
        self.execute(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM arriving')
        self._connection.unregister("arriving")

    def attach_history(self, path: Path) -> None:
        """Attach a published snapshot, read-only, as `history`."""
        self.execute(f"ATTACH {sql.literal(str(path))} AS history (READ_ONLY)")

    def in_data(self, rowid: str = "rowid") -> str:
        """SQL for whether a row of `raw` stands below the header."""
        return f"{rowid} >= {self.layout.data_row - 1}"

    def is_kept(self, rowid: str = "rowid") -> str:
        """SQL for whether a row of `raw` holds data and was not passed over so far."""
        if not self.rows("SELECT count(*) FROM skipped")[0][0]:
            return self.in_data(rowid)
        return f'{self.in_data(rowid)} AND {rowid} + 1 NOT IN (SELECT "row" FROM skipped)'
