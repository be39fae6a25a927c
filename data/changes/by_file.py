"""What a file would change: its rows beside the published ones, counted and listed by kind."""

from pathlib import Path

import duckdb

from data.build import whole
from data.changes.kinds import KINDS, sql
from data.intake.contract import Intake
from data.store.snapshot import attach


def compared(result: Intake, published: Path | None) -> tuple[str, dict[str, int]]:
    """Agencies of the accepted rows, and how many of them are new, changed, withdrawn and unchanged."""
    counts: dict[str, int] = {}
    if result.accepted_path is None or result.accepted == 0:
        return "", dict.fromkeys(KINDS, 0)
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT agency, count(*), count(*) FILTER (status = 'withdrawn') FROM read_parquet(?) GROUP BY agency",
            [str(result.accepted_path)],
        ).fetchall()
        if published is not None and compare(connection, result, published):
            counts = dict(connection.execute("SELECT kind, count(*) FROM changes GROUP BY kind").fetchall())
        else:
            withdrawn = sum(row[2] for row in rows)
            counts = {"new": sum(row[1] for row in rows) - withdrawn, "unchanged": withdrawn}
    return ";".join(sorted(row[0] for row in rows)), {kind: counts.get(kind, 0) for kind in KINDS}


def compare(connection: duckdb.DuckDBPyConnection, result: Intake, published: Path | None) -> bool:
    """Fill the temporary table `changes`; False when the file gave no row to compare."""
    if result.accepted_path is None or result.accepted == 0:
        return False
    if published is not None and published.exists():
        attach(connection, "published", published)
    else:
        connection.execute("ATTACH ':memory:' AS published")
        connection.execute("USE published")
        connection.execute((whole.SQL / "marts" / "tables.sql").read_text("utf-8"))
        connection.execute("USE memory")
    connection.execute(sql("rows"), {"path": str(result.accepted_path)})
    return True
