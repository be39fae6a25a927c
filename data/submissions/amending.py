"""Change the reference by files: read and checked, compared with what is in force, judged by, recorded, taken back."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import pandas as pd

from data.build import whole
from data.changes.kinds import sql
from data.files import write_whole
from data.ledger import Entry, LedgerError, amendments
from data.office import now
from data.progress import Progress, silent
from data.reference import Change, Problem, Reference, ReferenceError, load_reference
from data.reference.amended_tables import File, amended
from data.reference.in_use import lost_codes, other_measures
from data.reference.overlay import conflicts
from data.reference.reference import given
from data.rights.acting import require as permitted
from data.store import Pointer, Store, attach
from data.store.amended import CHANGES, changes_of, written
from data.submissions import permission
from data.submissions.expectation import require
from data.submissions.needs import in_use
from data.submissions.proposal import Origin
from data.submissions.publication import publish

KIND = "reference"


@dataclass(frozen=True)
class Effect:
    """What a change of the reference does to published values: `counts` of those with another target, achievement or
    class, and `series`, a row for each whose class, state or signal differs."""

    counts: Mapping[str, int]
    series: pd.DataFrame


@dataclass(frozen=True)
class Amendment:
    """Files of reference tables, read and checked; `changes` are the rows in which they differ from what is in force.

    `problems` stop it, `doubts` have to be agreed to. `base` is the snapshot it was compared with.
    """

    files: tuple[File, ...]
    rest: bool
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    changes: tuple[Change, ...]
    base: str | None
    origin: Origin = field(default_factory=Origin)

    @property
    def names(self) -> str:
        return ", ".join(one.name for one in self.files)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Table → how many rows are added, changed and removed."""
        found = {one.table: dict.fromkeys(("added", "changed", "removed"), 0) for one in self.files if one.table}
        for change in self.changes:
            found[change.table][change.kind] += 1
        return found


def amend(store: Store, files: Sequence[File], origin: Origin | None = None, *, rest: bool = False) -> Amendment:
    """Check files of reference tables against each other and what is published, and compare; nothing is written.

    Each holds its table whole, or with `rest` the rows to be added and changed only.
    """
    pointer, present = store.pointer, store.reference()
    base = pointer.snapshot if pointer else None
    read = amended(files, present, given(), rest=rest)
    used = in_use(store)
    problems = [*read.problems, *lost_codes(read.rows, used)]
    doubts = [*read.doubts, *other_measures(read.rows["indicators"], used)]
    changes = () if problems else tuple(read.changes)
    return Amendment(tuple(files), rest, tuple(problems), tuple(doubts), changes, base, origin or Origin())


def effect(store: Store, changes: Sequence[Change], folder: Path, progress: Progress = silent) -> Effect:
    """What changes of rows would do to the published values, from a snapshot built beside the published one.

    `folder` receives that file.
    """
    target = folder / "amended.duckdb"
    whole.build(store.ledger.active(), _with(store, changes), target, progress)
    with duckdb.connect() as connection:
        attach(connection, "proposed", target)
        attach(connection, "published", store.path_of(store.published_pointer().snapshot))
        counts = connection.execute(sql("judged")).df().iloc[0].to_dict()
        return Effect({str(name): int(count) for name, count in counts.items()}, connection.execute(sql("flips")).df())


def _with(store: Store, changes: Sequence[Change]) -> Reference:
    standing = [change for entry in amendments(store.ledger.entries()) for change in changes_of(entry)]
    return load_reference(changes=[*standing, *changes])


def accept_amendment(store: Store, amendment: Amendment, progress: Progress = silent) -> tuple[Entry, Pointer]:
    """Record the files in the ledger, one entry, and publish by the new reference.

    ReferenceError for problems, LedgerError where nothing changes, StoreError where another snapshot is published than
    the one that the files were compared with.
    """
    permitted("reference")
    amendment = signed(amendment, permission.signed(amendment.origin))
    with store.writing(progress, f"reference {amendment.names}"[:80]) as ledger, store.scratch() as folder:
        require(store, amendment.base)
        again = amend(store, amendment.files, amendment.origin, rest=amendment.rest)
        if again.problems:
            raise ReferenceError(again.problems)
        if not again.changes:
            raise LedgerError("reference_unchanged", file=again.names)
        entry = ledger.append(KIND, _content(again), _facts(again), _kept(again, folder))
        return entry, publish(store, ledger, progress)


def signed(amendment: Amendment, origin: Origin) -> Amendment:
    """The same with who agreed to it and why."""
    return replace(amendment, origin=origin)


def _content(amendment: Amendment) -> str:
    seen = hashlib.sha256(json.dumps([amendment.rest, amendment.base]).encode())
    for one in amendment.files:
        seen.update(f"{one.table}:{len(one.content)}:".encode() + one.content)
    return seen.hexdigest()


def _facts(amendment: Amendment) -> dict[str, object]:
    rows = sum(sum(counts.values()) for counts in amendment.counts.values())
    return {
        "file": amendment.names,
        "agency": "",
        "received_at": now(),
        "channel": amendment.origin.channel,
        "sender": amendment.origin.sender,
        "reason": amendment.origin.reason,
        "outcome": "accepted",
        "read": rows,
        "accepted": rows,
        "rejected": 0,
        "warnings": len(amendment.doubts),
        "tables": amendment.counts,
        "rest": amendment.rest,
        "original": f"{amendment.files[0].table}.csv",
    }


def _kept(amendment: Amendment, folder: Path) -> dict[str, Path]:
    """The files of an entry: each table as it came, and the rows that changed."""
    files = {}
    for one in amendment.files:
        path = folder / f"{one.table}.csv"
        path.write_bytes(one.content)
        files[path.name] = path
    write_whole(folder / CHANGES, [written(change) for change in amendment.changes])
    return {**files, CHANGES: folder / CHANGES}


# --- what stands -----------------------------------------------------------------------------------------------------


def office_changes(store: Store) -> list[tuple[Entry, Change]]:
    """The rows in which the reference in force differs from what is given, each with the entry that changed it last."""
    latest = {
        (change.table, change.key): (entry, change)
        for entry in amendments(store.ledger.entries())
        for change in changes_of(entry)
    }
    return list(latest.values())


def office_conflicts(store: Store) -> list[tuple[Change, Mapping[str, str] | None]]:
    """Rows that the office changed and that are given otherwise since; with the row as it is given now."""
    found = conflicts(given(), [change for _, change in office_changes(store)])
    return [(change, None if row is None else dict(row)) for change, row in found]
