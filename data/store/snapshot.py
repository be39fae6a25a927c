"""Read one published snapshot: a sandboxed read-only connection and a cursor for each query."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from data.errors import StoreError, first_line

QUERIES = Path(__file__).parent / "sql" / "queries"
MEMORY_LIMIT = "4GB"


class QueryError(Exception):
    """A query name or parameter that does not exist; the text lists what does."""


class Snapshot:
    """One immutable DuckDB file. Safe to share between threads: every query takes its own cursor."""

    def __init__(self, path: Path):
        self.path = path
        self.id = path.stem.removeprefix("kinerja-")
        self._connection = duckdb.connect(str(path), read_only=True)
        for setting in (
            f"SET memory_limit = '{MEMORY_LIMIT}'",
            "SET enable_progress_bar = false",
            "SET enable_external_access = false",
            "SET lock_configuration = true",
        ):
            self._connection.execute(setting)

    def fetch(self, name: str, **parameters: object) -> pd.DataFrame:
        """Rows of data/sql/queries/<name>.sql; parameters that are left out are NULL."""
        with self._readable():
            return self._relation(name, parameters).df()

    def arrow(self, name: str, **parameters: object):
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

    def _relation(self, name: str, parameters: Mapping[str, object]):
        known = query_parameters(name)
        unknown = sorted(set(parameters) - set(known))
        if unknown:
            takes = ", ".join(known) or "-"
            raise QueryError(f"Query {name} has no parameter {', '.join(unknown)}. It takes: {takes}.")
        values = {key: parameters.get(key) for key in known}
        return self._connection.cursor().sql(query_text(name), params=values or None)


def attach(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Attach a snapshot's file to a connection of one's own, read-only; StoreError when it does not open."""
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS {name} (READ_ONLY)")
    except duckdb.Error as error:
        raise StoreError("snapshot_damaged", path=path, detail=first_line(error)) from error


def query_names() -> list[str]:
    """Names of all queries that `fetch` can run."""
    return sorted(path.stem for path in QUERIES.glob("*.sql"))


@cache
def query_text(name: str) -> str:
    """SQL of one query; QueryError when there is none of that name."""
    if name not in query_names():
        raise QueryError(f"No query {name!r}. Known queries: {', '.join(query_names())}.")
    return (QUERIES / f"{name}.sql").read_text("utf-8")


@cache
def query_parameters(name: str) -> tuple[str, ...]:
    """Named parameters of a query, in order of appearance; `$` inside comments does not count."""
    code = re.sub(r"--[^\n]*", "", query_text(name))
    return tuple(dict.fromkeys(re.findall(r"\$([a-z_]+)", code)))
