"""Take a submission out or put it back: what that would do to the published values, and the act itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from data.changes.kinds import KINDS, sql
from data.ledger import Entry, Ledger, LedgerError, standing
from data.office import now
from data.progress import Progress, silent
from data.store import Pointer, Store, attach
from data.submissions.expectation import require
from data.submissions.needs import require_usable
from data.submissions.permission import OF_KIND, require_turning, signed
from data.submissions.proposal import Origin
from data.submissions.publication import publish


@dataclass(frozen=True)
class Reversal:
    """`kind` is undo or redo; `changes` counts keys by kind; `rows` are those that would not stay as they are.

    `base` is the snapshot they are compared with.
    """

    kind: str
    changes: Mapping[str, int]
    rows: pd.DataFrame
    base: str


def preview(store: Store, submission: str, limit: int = 1_000) -> Reversal:
    """The turn that is open to a submission: undo while it stands, else redo. LedgerError for an unknown one, and for
    rows that are damaged: their turn goes on without a preview.

    `rows` hold the key, kind, and actual, target and status before (`old_…`) and after (`new_…`).
    """
    pointer = store.published_pointer()
    entry, entries = store.ledger.find(submission), store.ledger.entries()
    kind = "undo" if store.ledger.is_active(submission) else "redo"
    if entry.kind in OF_KIND and entry.kind != "aside":
        return Reversal(kind, dict.fromkeys(KINDS, 0), pd.DataFrame(), pointer.snapshot)
    turn = Entry("turn", len(entries) + 1, kind, submission, store.folder)
    with duckdb.connect() as connection:
        turned = _turned(entry, entries)
        try:
            own = [one.accepted for one in turned]
            _compare(connection, own, standing([*entries, turn]), store.path_of(pointer.snapshot))
        except duckdb.Error:
            store.ledger.check([*turned, *standing(entries)])
            raise
        counts = dict(connection.execute("SELECT kind, count(*) FROM turned GROUP BY kind").fetchall())
        rows = connection.execute(
            "SELECT * FROM turned WHERE kind <> 'unchanged' "
            "ORDER BY array_position(['changed', 'withdrawn', 'new'], kind), indicator, unit, region, period_start "
            "LIMIT ?",
            [limit],
        ).df()
    return Reversal(kind, {name: counts.get(name, 0) for name in KINDS}, rows, pointer.snapshot)


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


def undo(
    store: Store, submission: str, progress: Progress = silent, origin: Origin | None = None, expect: str | None = None
) -> Pointer:
    """Take a standing submission out and publish; LedgerError when it does not stand.

    `origin` gives who did it and why, kept in the ledger. With `expect`, the snapshot that was looked at,
    OvertakenError where another is published.
    """
    return _turn(store, "undo", submission, progress, origin, expect)


def redo(
    store: Store, submission: str, progress: Progress = silent, origin: Origin | None = None, expect: str | None = None
) -> Pointer:
    """Put an undone submission back and publish; LedgerError when it stands already. The rest as in `undo`."""
    return _turn(store, "redo", submission, progress, origin, expect)


def _turn(
    store: Store, kind: str, submission: str, progress: Progress, origin: Origin | None, expect: str | None
) -> Pointer:
    with store.writing(progress, f"{kind} {submission}"[:80]) as ledger:
        require(store, expect)
        entry = ledger.find(submission)
        require_turning(kind, entry, ledger.entries())
        origin = signed(origin)
        facts = {"submission": submission, "received_at": now(), "sender": origin.sender, "reason": origin.reason}
        write(store, ledger, kind, entry, facts)
        return publish(store, ledger, progress)


def write(store: Store, ledger: Ledger, kind: str, entry: Entry, facts: Mapping[str, object]) -> Entry:
    """Append the turn of an entry; LedgerError where it is turned so, ReferenceError where values need it."""
    if ledger.is_active(entry.id) == (kind == "redo"):
        key = "stands_already" if kind == "redo" else "undone_already"
        raise LedgerError(key, submission=entry.id, file=entry.facts.get("file") or entry.kind)
    require_usable(store, [*ledger.entries(), Entry("turn", 0, kind, entry.id, store.folder)])
    return ledger.append(kind, entry.facts["content"], facts, {})
