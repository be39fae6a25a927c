"""Take a submission out or put it back: what that would do to the published values, and the act itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from data.changes.kinds import KINDS, sql
from data.ledger import Entry, LedgerError
from data.progress import Progress, silent
from data.store import Pointer, Store, attach
from data.submissions.proposal import Origin, now
from data.submissions.publication import publish


@dataclass(frozen=True)
class Reversal:
    """`kind` is undo or redo; `changes` counts keys by kind; `rows` are those that would not stay as they are."""

    kind: str
    changes: Mapping[str, int]
    rows: pd.DataFrame


def preview(store: Store, submission: str, limit: int = 1_000) -> Reversal:
    """The turn that is open to a submission: undo while it stands, else redo. LedgerError for an unknown one.

    `rows` hold the key, kind, and actual, target and status before (`old_…`) and after (`new_…`).
    """
    pointer = store.published_pointer()
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
    return Reversal(kind, {name: counts.get(name, 0) for name in KINDS}, rows)


def _compare(connection: duckdb.DuckDBPyConnection, entry: Entry, after: list[Entry], published: Path) -> None:
    attach(connection, "published", published)
    standing = pa.table(
        {
            "path": pa.array([str(one.accepted) for one in after], pa.string()),
            "sequence": pa.array([one.sequence for one in after], pa.int64()),
        }
    )
    connection.register("standing_after", standing)
    own = str(entry.accepted)
    # An empty list is no list of files; the join takes none of its own.
    paths = [str(one.accepted) for one in after] or [own]
    connection.execute(sql("turned"), {"own": own, "paths": paths})


def undo(store: Store, submission: str, progress: Progress = silent, origin: Origin | None = None) -> Pointer:
    """Take a standing submission out and publish; LedgerError when it does not stand.

    `origin` gives who did it and why, kept in the ledger.
    """
    return _turn(store, "undo", submission, progress, origin)


def redo(store: Store, submission: str, progress: Progress = silent, origin: Origin | None = None) -> Pointer:
    """Put an undone submission back and publish; LedgerError when it stands already."""
    return _turn(store, "redo", submission, progress, origin)


def _turn(store: Store, kind: str, submission: str, progress: Progress, origin: Origin | None) -> Pointer:
    with store.writing(progress, f"{kind} {submission}"[:80]) as ledger:
        entry = ledger.find(submission)
        if ledger.is_active(submission) == (kind == "redo"):
            key = "stands_already" if kind == "redo" else "undone_already"
            raise LedgerError(key, submission=submission, file=entry.facts.get("file"))
        origin = origin or Origin()
        facts = {"submission": submission, "received_at": now(), "sender": origin.sender, "reason": origin.reason}
        ledger.append(kind, entry.facts["content"], facts, {})
        return publish(store, ledger, progress)
