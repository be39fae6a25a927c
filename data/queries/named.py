"""The named queries: their names, their SQL and the parameters they take; nothing heavy is imported to say so."""

import re
from contextlib import suppress
from functools import cache
from pathlib import Path

QUERIES = Path(__file__).parent
MACROS = QUERIES / "shared" / "macros.sql"


class QueryError(Exception):
    """A query name or parameter that does not exist; the text lists what does."""


def names() -> list[str]:
    """Names of all queries that can be run."""
    return sorted(path.stem for path in QUERIES.glob("*.sql"))


@cache
def text_of(name: str) -> str:
    """SQL of one query; QueryError when there is none of that name."""
    if name not in names():
        raise QueryError(f"No query {name!r}. Known queries: {', '.join(names())}.")
    return (QUERIES / f"{name}.sql").read_text("utf-8")


@cache
def parameters_of(name: str) -> tuple[str, ...]:
    """Named parameters of a query, in order of appearance, as DuckDB itself reads them."""
    import duckdb

    text = text_of(name)
    (statement,) = duckdb.extract_statements(text)
    met = re.findall(r"\$(\w+)", re.sub(r"--[^\n]*", "", text))  # in order; what is none, DuckDB does not name
    return tuple(sorted(statement.named_parameters, key=met.index))


def share(connection) -> None:
    """Give a DuckDB connection the macros that the queries call as `shared.…`: once its tables are there, and before
    its configuration is locked. A macro whose tables are missing is left out, and only its queries fail."""
    import duckdb

    connection.execute("ATTACH ':memory:' AS shared (READ_ONLY false)")
    for statement in duckdb.extract_statements(MACROS.read_text("utf-8")):
        with suppress(duckdb.CatalogException):
            connection.execute(statement)
