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


def narrow(connection: duckdb.DuckDBPyConnection, database: str, sight: Sight) -> None:
    """Attach to a snapshot's connection a `database` of views that show what `sight` lets be seen.

    Views and macros that the snapshot itself holds are laid over these. What an old snapshot lacks is left out, and
    only the queries that ask for it fail.
    """
    cursor = connection.cursor()
    ((source,),) = cursor.execute("SELECT current_database()").fetchall()
    cursor.execute(f"ATTACH ':memory:' AS {database} (READ_ONLY false)")
    cursor.execute(f"USE {database}")
    _lay(cursor, duckdb.extract_statements(_views(cursor, source, sight)))
    laid = {name for (name,) in cursor.execute(_NAMES, [database]).fetchall()}
    held = cursor.execute(_HELD, [source]).fetchall()
    own = [text for name, text in held if name not in laid]
    for name, takes, kind, text in cursor.execute(_MACROS, [source]).fetchall():
        table = "TABLE " if kind == "table_macro" else ""
        own.append(f'CREATE MACRO "{name}"({", ".join(takes)}) AS {table}{text}')
    _lay(cursor, own)


def _lay(cursor: duckdb.DuckDBPyConnection, statements: Iterable[str | duckdb.Statement]) -> None:
    for statement in statements:
        with suppress(duckdb.CatalogException):
            cursor.execute(statement)


_HELD = "SELECT view_name, sql FROM duckdb_views() WHERE database_name = ? AND NOT internal"
_NAMES = "SELECT view_name FROM duckdb_views() WHERE database_name = ? AND NOT internal"
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


def _list(agencies: Iterable[str]) -> str:
    texts = ", ".join("'" + agency.replace("'", "''") + "'" for agency in sorted(agencies))
    return f"CAST([{texts}] AS VARCHAR[])"
