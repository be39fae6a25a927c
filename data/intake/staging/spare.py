"""Engines for small files, kept for the next one: to start an engine takes as long as to check such a file.

An engine is used by one reading at a time. What a reading makes lies in a database of its own, which goes with it;
tables that are the same for all files stay.
"""

import os
from collections import defaultdict
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa


@dataclass(frozen=True)
class Engine:
    """A connection, and the tables by name that it keeps from one file to the next."""

    connection: duckdb.DuckDBPyConnection
    tables: dict[str, pa.Table] = field(default_factory=dict)

    def keep(self, name: str, data: pa.Table) -> None:
        """Hold a table unless it is the one that is held."""
        if self.tables.get(name) is not data:
            self.connection.register("arriving", data)
            self.connection.execute(f"DROP TABLE IF EXISTS memory.main.{name}")
            self.connection.table("arriving").create(f"memory.main.{name}")
            self.tables[name] = data


_idle: dict[int, list[Engine]] = defaultdict(list)
"""By process, since no engine outlives a fork."""
MOST = 2
Config = dict[str, str | bool | int | float | list[str]]


def taken(config: Config, macros: str) -> Engine:
    """An engine that nobody else uses, which knows `macros`, with an empty database `staging`.

    `config` and `macros` are the same for all files.
    """
    try:
        engine = _idle[os.getpid()].pop()
    except IndexError:
        engine = Engine(duckdb.connect(":memory:", config=config))
        engine.connection.execute("SET enable_progress_bar = false")
        engine.connection.execute(macros)
    engine.connection.execute("ATTACH ':memory:' AS staging")
    engine.connection.execute("SET search_path = 'staging.main,memory.main'")
    return engine


def given_back(engine: Engine) -> None:
    """Let go of everything that was made, and keep the engine; one that failed is closed."""
    idle, connection = _idle[os.getpid()], engine.connection
    try:
        connection.unregister("arriving")
        for statement in ("USE memory.main", "DETACH DATABASE IF EXISTS history", "DETACH staging"):
            connection.execute(statement)
    except duckdb.Error:
        connection.close()
        return
    if len(idle) < MOST:
        idle.append(engine)
    else:
        connection.close()
