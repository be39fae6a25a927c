"""What taking a submission out, or putting it back, would do to the published values. Nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from data.errors import StoreError
from data.ledger import Entry
from data.store import Store, attach

CHANGES = Path(__file__).parent / "sql" / "changes"
KINDS = ("new", "changed", "withdrawn", "unchanged")


@dataclass(frozen=True)
class Turn:
    """`kind` is undo or redo; `changes` counts keys by kind; `rows` are those that would not stay as they are."""

    kind: str
    changes: Mapping[str, int]
    rows: pd.DataFrame


def preview(store: Store, submission: str, limit: int = 1_000) -> Turn:
    """The turn that is open to a submission: undo while it stands, else redo. LedgerError for an unknown one.

    `rows` hold the key, kind, and actual, target and status before (`old_…`) and after (`new_…`).
    """
    pointer = store.pointer
    if pointer is None:
        raise StoreError("nothing_published", path=store.folder)
    entry, active = store.ledger.find(submission), store.ledger.active()
    kind = "undo" if any(one.id == submission for one in active) else "redo"
    after = [one for one in active if one.id != submission] + ([entry] if kind == "redo" else [])
    with duckdb.connect() as connection:
        _compare(connection, entry, after, store.path_of(pointer.snapshot))
        counts = dict(connection.execute("SELECT kind, count(*) FROM turned GROUP BY kind").fetchall())
        rows = connection.execute(
            "SELECT * FROM turned WHERE kind <> 'unchanged' "
            "ORDER BY array_position(['changed', 'withdrawn', 'new'], kind), indicator, unit, region, period_start "
            "LIMIT ?",
            [limit],
        ).df()
    return Turn(kind, {name: counts.get(name, 0) for name in KINDS}, rows)


def _compare(connection, entry: Entry, after: list[Entry], published: Path) -> None:
    attach(connection, "published", published)
    standing = pa.table(
        {
            "path": pa.array([str(one.accepted) for one in after], pa.string()),
            "sequence": pa.array([one.sequence for one in after], pa.int64()),
        }
    )
    connection.register("standing_after", standing)
    own = str(entry.accepted)
    paths = [str(one.accepted) for one in after] or [
        own
    ]  # an empty list is no list of files; the join takes none of it
    connection.execute((CHANGES / "turned.sql").read_text("utf-8"), {"own": own, "paths": paths})
