"""The named queries: their names, their SQL and the parameters they take; nothing heavy is imported to say so."""

import re
from functools import cache
from pathlib import Path

QUERIES = Path(__file__).parent


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
    return tuple(sorted(statement.named_parameters, key=lambda parameter: re.search(rf"\${parameter}\b", text).start()))
