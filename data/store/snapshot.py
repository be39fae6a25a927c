"""Read one published snapshot: a sandboxed read-only connection and a cursor for each query."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pandas as pd

from data.errors import StoreError, first_line
from data.queries.named import QueryError, parameters_of, share, text_of

if TYPE_CHECKING:  # a plain read does without Arrow
    import pyarrow as pa

MEMORY_LIMIT = "4GB"


class Snapshot:
    """One immutable DuckDB file. Safe to share between threads: every query takes its own cursor."""

    def __init__(self, path: Path):
        self.path = path
        self.id = path.stem.removeprefix("kinerja-")
        self._connection = duckdb.connect(str(path), read_only=True)
        share(self._connection)
        for setting in (
            f"SET memory_limit = '{MEMORY_LIMIT}'",
            "SET enable_progress_bar = false",
            "SET enable_external_access = false",
            "SET lock_configuration = true",
        ):
            self._connection.execute(setting)

    def fetch(self, name: str, **parameters: object) -> pd.DataFrame:
        """Rows of data/queries/<name>.sql; parameters that are left out are NULL."""
        with self._readable():
            return self._relation(name, parameters).df()

    def arrow(self, name: str, **parameters: object) -> "pa.Table":
        """The same as `fetch` as a pyarrow Table, for downloads and large results."""
        with self._readable():
            return self._relation(name, parameters).to_arrow_table()

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
        return self._connection.cursor().sql(text_of(name), params=values or None)


def attach(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Attach a snapshot's file to a connection of one's own, read-only; StoreError when it does not open."""
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS {name} (READ_ONLY)")
    except duckdb.Error as error:
        raise StoreError("snapshot_damaged", path=path, detail=first_line(error)) from error
