"""What undone submissions said of a series: they left the snapshot, the ledger still knows them."""

from typing import Any

import duckdb
import pandas as pd

from data.ledger import Entry, Turns
from data.store import Store

COLUMNS = ["submission", "file", "received_at", "undone_at", "sender", "reason", "period", "actual", "target"]


def undone(
    store: Store, agency: str, unit: str, indicator: str, region: str, head: int | None = None
) -> pd.DataFrame:
    """A row per value that an undone submission gave for the series, the newest first; columns as COLUMNS.

    Reads the accepted rows of the undone submissions of that agency only; the ledger up to `head`, else all published.
    """
    entries = (store.ledger if head is None else store.ledger_at(head)).entries()
    gone = Turns(entries).undone
    turned = {entry.submission: entry.facts.get("received_at") for entry in entries if entry.kind == "undo"}
    out = [
        entry
        for entry in entries
        if entry.kind == "load" and entry.id in gone and agency in str(entry.facts.get("agency")).split(";")
    ]
    rows = []
    for entry in reversed(out):
        facts = {name: entry.facts.get(name) for name in ("file", "received_at", "sender", "reason")}
        facts |= {"submission": entry.id, "undone_at": turned.get(entry.id)}
        rows += [{**facts, **value} for value in _values(entry, unit, indicator, region, agency)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _values(entry: Entry, unit: str, indicator: str, region: str, agency: str) -> list[dict[str, Any]]:
    if not entry.accepted.exists():
        return []
    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT period, actual, target FROM read_parquet(?) WHERE agency = ? AND unit = ? AND indicator = ? "
            "AND region = ? ORDER BY period_start DESC",
            [str(entry.accepted), agency, unit, indicator, region],
        ).fetchall()
    return [dict(zip(("period", "actual", "target"), row, strict=True)) for row in found]
