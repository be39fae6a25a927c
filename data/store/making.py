"""An old snapshot made again for a reader: beside the writers, who wait only while the file takes its place."""

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from filelock import FileLock

from data.errors import StoreError
from data.files import flush
from data.ledger import Entry, Ledger, standing
from data.progress import Progress
from data.store.snapshots import KeptSnapshot, Shelf

LOCK = "making.lock"


class Store(Protocol):
    """What is needed of a store here."""

    folder: Path
    shelf: Shelf

    @property
    def ledger(self) -> Ledger: ...
    def unknown(self, snapshot: str) -> StoreError: ...
    def scratch(self) -> AbstractContextManager[Path]: ...
    def writing(self, progress: Progress, what: str) -> AbstractContextManager[Ledger]: ...
    def sealing(self, snapshot: str, head: int, reference: str) -> Callable[[Path], None]: ...


def make_again(store: Store, snapshot: str, progress: Progress) -> None:
    """Build a pruned snapshot anew, one at a time on a store; it stays for those who ask again.

    StoreError where it is unknown, or formulas or reference data are others since.
    """
    from data.build import identity, whole
    from data.store.amended import hash_of, reference_of  # brings pandas along, which opening a store does not need

    kept, entries = store.shelf.about(snapshot), store.ledger.entries()
    if not kept.is_known:
        raise store.unknown(snapshot)
    _require_same(store, kept, identity.recipe(), hash_of(entries[: kept.head]))
    head = _head(store, kept, lambda head: _identity(entries[:head]) == snapshot)
    loads, reference = standing(entries[:head]), reference_of(entries[:head])
    store.ledger.check(loads)
    with store.scratch() as folder, FileLock(store.folder / LOCK):
        if kept.path.is_file():
            return
        pending = folder / kept.path.name
        whole.build(loads, reference, pending, progress)
        with store.writing(progress, f"keep {snapshot}"):
            store.sealing(snapshot, head, reference.hash)(pending)
            store.shelf.asked(snapshot)
            os.replace(pending, kept.path)
            flush(kept.path.parent)


def _head(store: Store, kept: KeptSnapshot, is_it: Callable[[int], bool]) -> int:
    """The head that a snapshot was built at."""
    for head in [kept.head] if kept.head is not None else range(len(store.ledger.entries()), 0, -1):
        if is_it(head):
            return head
    raise store.unknown(kept.id)


def _identity(entries: Sequence[Entry]) -> str:
    """Id of the snapshot of entries, by the reference of the last one's day."""
    from data.build import identity
    from data.store.amended import hash_of

    return identity.snapshot_id(standing(entries), hash_of(entries))


def _require_same(store: Store, kept: KeptSnapshot, recipe: str, reference: str) -> None:
    told = {"snapshot": kept.id, "published": kept.first_day, "known": store.shelf.newest()}
    if kept.recipe not in (None, recipe):
        raise StoreError("snapshot_lost_program", **told)
    if kept.reference not in (None, reference):
        raise StoreError("snapshot_lost_reference", **told)
