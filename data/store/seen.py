"""The one place where what is read is narrowed to what may be seen: a database of views beside each snapshot."""
# ruff: noqa: S608 - the texts are put together from names of our own and codes written as literals

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import duckdb

from data.rights import Sight

VIEWS = Path(__file__).with_name("seen.sql")
CLASSED = "data_class"
TABLE = re.compile(r"\b(whole|classed)\.(\w+)")
VIEW = re.compile(r"^CREATE VIEW (\w+) AS\b", re.MULTILINE)
MOST_ROWS = 200_000  # of a table that is kept as it is seen


def narrow(connection: duckdb.DuckDBPyConnection, database: str, sight: Sight, *, keep: bool) -> None:
    """Attach to a snapshot's connection a `database` of views that show what `sight` lets be seen.

    With `keep` what they show of tables of up to MOST_ROWS rows is kept there, so that a query is planned and read as
    if nothing were hidden. Views and macros that the snapshot itself holds are laid over these. What an old snapshot
    lacks is left out, and only the queries that ask for it fail.
    """
    cursor = connection.cursor()
    ((source,),) = cursor.execute("SELECT current_database()").fetchall()
    cursor.execute(f"ATTACH ':memory:' AS {database} (READ_ONLY false, COMPRESS true)")
    cursor.execute(f"USE {database}")
    text = _views(cursor, source, sight)
    _lay(cursor, duckdb.extract_statements(_kept(text, cursor, source) if keep else text))
    laid = {name for (name,) in cursor.execute(_NAMES, [database]).fetchall()}
    held = cursor.execute(_HELD, [source]).fetchall()
    own = [text for name, text in held if name not in laid]
    for name, takes, kind, text in cursor.execute(_MACROS, [source]).fetchall():
        table = "TABLE " if kind == "table_macro" else ""
        own.append(f'CREATE MACRO "{name}"({", ".join(takes)}) AS {table}{text}')
    _lay(cursor, own)
    cursor.execute(f"CHECKPOINT {database}")  # which makes it small


def _lay(cursor: duckdb.DuckDBPyConnection, statements: Iterable[str | duckdb.Statement]) -> None:
    for statement in statements:
        with suppress(duckdb.CatalogException):
            cursor.execute(statement)


_HELD = "SELECT view_name, sql FROM duckdb_views() WHERE database_name = ? AND NOT internal"
_NAMES = (
    "SELECT view_name FROM duckdb_views() WHERE database_name = $1 AND NOT internal "
    "UNION ALL SELECT table_name FROM duckdb_tables() WHERE database_name = $1"
)
_MACROS = (
    "SELECT function_name, parameters, function_type, macro_definition FROM duckdb_functions() "
    "WHERE database_name = ? AND NOT internal ORDER BY function_oid"
)


def _views(cursor: duckdb.DuckDBPyConnection, source: str, sight: Sight) -> str:
    """The text of seen.sql for one snapshot and sight."""
    known = cursor.execute(
        "SELECT table_name FROM duckdb_columns() WHERE database_name = ? AND column_name = ?", [source, CLASSED]
    ).fetchall()
    classed = {name for (name,) in known}

    def own(match: re.Match[str]) -> str:
        table = f'"{source}".main.{match[2]}'
        if match[1] == "whole" or match[2] in classed:
            return table
        return f"(SELECT *, CAST(NULL AS VARCHAR) AS {CLASSED} FROM {table})"

    text = TABLE.sub(own, VIEWS.read_text("utf-8"))
    return text.replace("$internal", _list(sight.internal)).replace("$excluded", _list(sight.excluded))


def _kept(text: str, cursor: duckdb.DuckDBPyConnection, source: str) -> str:
    """The text with tables in the place of views of tables that are not large."""
    counted = "SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND estimated_size > ?"
    large = {name for (name,) in cursor.execute(counted, [source, MOST_ROWS]).fetchall()}
    return VIEW.sub(lambda match: match[0] if match[1] in large else f"CREATE TABLE {match[1]} AS", text)


def _list(agencies: Iterable[str]) -> str:
    texts = ", ".join("'" + agency.replace("'", "''") + "'" for agency in sorted(agencies))
    return f"CAST([{texts}] AS VARCHAR[])"
