"""What a file would change: its rows beside the published ones, counted and listed by kind."""

from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from data.build import whole
from data.changes.kinds import KINDS, sql
from data.intake.contract import Intake
from data.store.snapshot import attach


def compared(result: Intake, published: Path | None) -> tuple[str, dict[str, int]]:
    """Agencies of the accepted rows, and how many of them are new, changed, withdrawn and unchanged."""
    if result.accepted_path is None or result.accepted == 0:
        return "", dict.fromkeys(KINDS, 0)
    rows = pq.read_table(result.accepted_path, columns=["agency", "status"])
    agencies = ";".join(sorted(rows["agency"].unique().to_pylist()))
    if published is None or not published.exists():
        withdrawn = sum(status == "withdrawn" for status in rows["status"].to_pylist())
        counts = {"new": rows.num_rows - withdrawn, "unchanged": withdrawn}
    else:
        with duckdb.connect() as connection:
            compare(connection, result, published)
            counts = dict(connection.execute("SELECT kind, count(*) FROM changes GROUP BY kind").fetchall())
    return agencies, {kind: counts.get(kind, 0) for kind in KINDS}


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
