"""Take a submission out or put it back: what that would do to the published values, and the act itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from data.changes.kinds import KINDS, sql
from data.ledger import Entry, LedgerError, standing
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
    entry, entries = store.ledger.find(submission), store.ledger.entries()
    kind = "undo" if store.ledger.is_active(submission) else "redo"
    turn = Entry("turn", len(entries) + 1, kind, submission, store.folder)
    with duckdb.connect() as connection:
        own = [one.accepted for one in _turned(entry, entries)]
        _compare(connection, own, standing([*entries, turn]), store.path_of(pointer.snapshot))
        counts = dict(connection.execute("SELECT kind, count(*) FROM turned GROUP BY kind").fetchall())
        rows = connection.execute(
            "SELECT * FROM turned WHERE kind <> 'unchanged' "
            "ORDER BY array_position(['changed', 'withdrawn', 'new'], kind), indicator, unit, region, period_start "
            "LIMIT ?",
            [limit],
        ).df()
    return Reversal(kind, {name: counts.get(name, 0) for name in KINDS}, rows)


def _turned(entry: Entry, entries: list[Entry]) -> list[Entry]:
    """The loads that turning a load or an aside concerns."""
    named = {entry.id} if entry.kind == "load" else {*entry.facts["whole"], *entry.facts["part"]}
    return [one for one in entries if one.id in named]


def _compare(connection: duckdb.DuckDBPyConnection, given: list[Path], after: list[Entry], published: Path) -> None:
    attach(connection, "published", published)
    standing_after = pa.table(
        {
            "path": pa.array([str(one.accepted) for one in after], pa.string()),
            "sequence": pa.array([one.sequence for one in after], pa.int64()),
            "real_only": pa.array([one.real_only for one in after], pa.bool_()),
        }
    )
    connection.register("standing_after", standing_after)
    own = [str(path) for path in given]
    # An empty list is no list of files; the join takes none of its own.
    paths = [str(one.accepted) for one in after] or own
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
            raise LedgerError(key, submission=submission, file=entry.facts.get("file") or entry.kind)
        origin = origin or Origin()
        facts = {"submission": submission, "received_at": now(), "sender": origin.sender, "reason": origin.reason}
        ledger.append(kind, entry.facts["content"], facts, {})
        return publish(store, ledger, progress)
