"""Read one published snapshot, whole or as far as it may be seen: sandboxed, read-only, a cursor for each query."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import duckdb
import pandas as pd

from data.errors import StoreError, first_line
from data.queries.named import QueryError, names, parameters_of, share, text_of
from data.rights import EVERYTHING, Sight
from data.store import seen

if TYPE_CHECKING:  # a plain read does without Arrow
    import pyarrow as pa

MEMORY_LIMIT = "4GB"
MOST_KEPT = 32  # sights that keep what they show, some 7 MB each for the sample data; those after them filter each time


class Snapshot:
    """One immutable DuckDB file. Safe to share between threads: every query takes its own cursor.

    `sight` is what may be seen of it through this object; `seen_by` gives it to others. Its id stays the same.
    """

    sight = EVERYTHING

    def __init__(self, path: Path):
        self.path = path
        self.id = path.stem.removeprefix("kinerja-")
        self._lacking: str | None = None
        self._narrowed: dict[Sight, str] = {}
        self._narrowing = Lock()
        self._connection = duckdb.connect(str(path), read_only=True)
        share(self._connection)
        for setting in (
            f"SET memory_limit = '{MEMORY_LIMIT}'",
            "SET enable_progress_bar = false",
            "SET enable_external_access = false",
            "SET lock_configuration = true",
        ):
            self._connection.execute(setting)

    def seen_by(self, sight: Sight) -> "Snapshot":
        """The same snapshot as far as `sight` lets it be seen: what is hidden is not there."""
        if sight.everything:
            return self
        with self._narrowing:
            if sight not in self._narrowed:
                database = f"seen_{len(self._narrowed)}"
                seen.narrow(self._connection, database, sight, keep=len(self._narrowed) < MOST_KEPT)
                self._narrowed[sight] = database
            return _Narrowed(self, sight, self._narrowed[sight])

    def fetch(self, name: str, **parameters: object) -> pd.DataFrame:
        """Rows of data/queries/<name>.sql; parameters that are left out are NULL."""
        with self._readable():
            rows: pd.DataFrame = self._relation(name, parameters).df()
            return rows

    def arrow(self, name: str, **parameters: object) -> "pa.Table":
        """The same as `fetch` as a pyarrow Table, for downloads and large results."""
        with self._readable():
            return self._relation(name, parameters).to_arrow_table()

    def frames(self, name: str, rows: int, **parameters: object) -> Iterator[pd.DataFrame]:
        """The same as `fetch`, at most `rows` rows at a time; one frame at least, so that its columns are known."""
        with self._readable():
            reader = self._relation(name, parameters).to_arrow_reader(rows)
            cursor, empty = self._cursor(), True
            for batch in reader:
                empty = False
                yield cursor.from_arrow(batch).df()
            if empty:
                yield cursor.from_arrow(reader.schema.empty_table()).df()

    def tables(self, name: str, rows: int, **parameters: object) -> Iterator["pa.RecordBatch"]:
        """The same as `arrow`, at most `rows` rows at a time."""
        with self._readable():
            yield from self._relation(name, parameters).to_arrow_reader(rows)

    def lacking(self) -> str | None:
        """What a query of this program does not find here, None where all can be asked; looked at once."""
        if self._lacking is None:
            self._lacking = next(filter(None, map(self._missing, names())), "")
        return self._lacking or None

    def _missing(self, name: str) -> str | None:
        nothing = dict.fromkeys(parameters_of(name))
        try:
            self._cursor().execute(f"EXPLAIN {text_of(name)}", nothing or None)
        except duckdb.Error as error:
            return f"{name}: {first_line(error)}"
        return None

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Blocks that no longer fit their checksum show only when they are read."""
        try:
            yield
        except (duckdb.IOException, duckdb.FatalException, duckdb.InternalException) as error:
            raise StoreError("snapshot_damaged", path=self.path, detail=first_line(error)) from error

    def _relation(self, name: str, parameters: Mapping[str, object]) -> duckdb.DuckDBPyRelation:
        known = parameters_of(name)
        unknown = sorted(set(parameters) - set(known))
        if unknown:
            takes = ", ".join(known) or "-"
            raise QueryError(f"Query {name} has no parameter {', '.join(unknown)}. It takes: {takes}.")
        values = {key: parameters.get(key) for key in known}
        return self._cursor().sql(text_of(name), params=values or None)

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor()


class _Narrowed(Snapshot):
    """A snapshot as far as it may be seen: its queries find the views of a database beside it and nothing else."""

    def __init__(self, whole: Snapshot, sight: Sight, database: str):
        self.path, self.id, self.sight = whole.path, whole.id, sight
        self._whole, self._database, self._lacking = whole, database, None
        self._connection = whole._connection

    def seen_by(self, sight: Sight) -> Snapshot:
        return self._whole.seen_by(sight)

    def close(self) -> None:
        """Nothing: the file is the whole snapshot's."""

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = self._connection.cursor()
        cursor.execute(f"USE {self._database}")
        return cursor


def attach(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Attach a snapshot's file to a connection of one's own, read-only; StoreError when it does not open."""
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS {name} (READ_ONLY)")
    except duckdb.Error as error:
        raise StoreError("snapshot_damaged", path=path, detail=first_line(error)) from error
