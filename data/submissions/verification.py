"""Whether ledger, snapshot and pointer agree, and where they do not."""

from collections.abc import Iterator, Sequence

from data import audit
from data.build import identity
from data.errors import KinerjaError, StoreError
from data.ledger import Entry, Ledger, LedgerError, records, standing
from data.store import Pointer, Store, agreement
from data.store.amended import reference_of


def verify(store: Store) -> list[KinerjaError]:
    """An error for every disagreement of ledger, snapshot, notes, pointer and audit record, naming the file; empty when
    all agree."""
    return [*_of_published(store), *audit.trouble(store.folder)]


def _of_published(store: Store) -> list[KinerjaError]:
    problems: list[KinerjaError] = [*agreement.pointer_trouble(store), *agreement.mark_trouble(store)]
    pointer = store.readable_pointer()
    ledger = store.ledger_of(pointer)
    problems += [*_all_of(ledger), *agreement.note_trouble(store), *_of_old_ones(store, pointer)]
    if pointer is None:
        return problems or [store.without_pointer()]
    try:
        entries = ledger.entries()
    except LedgerError:
        return [*problems, *snapshot_trouble(store, pointer)]
    problems += agreement.record_trouble(pointer, entries)
    if not any(isinstance(one, LedgerError) for one in problems):
        problems += _copy_trouble(store)
    if trouble := snapshot_trouble(store, pointer):
        return [*problems, *trouble]
    return [*problems, *_disagreements(store, pointer, entries, problems)]


def _all_of(ledger: Ledger) -> Iterator[LedgerError]:
    """What is wrong with folders and files of a ledger; that it cannot be listed is one of them."""
    try:
        yield from ledger.damage()
    except LedgerError as error:
        yield error


def _of_old_ones(store: Store, pointer: Pointer | None) -> Iterator[StoreError]:
    """What is wrong with the files of snapshots that are not the published one."""
    published = pointer.snapshot if pointer else None
    for kept in store.shelf.all():
        if kept.held and kept.id != published and (damage := store.shelf.damage(kept.id)):
            yield StoreError("old_snapshot_differs", path=damage.facts["path"])


def _copy_trouble(store: Store) -> Iterator[StoreError]:
    """Copies that are not what the records say; asked where the records themselves are right."""
    for path in sorted((store.folder / records.FOLDER).glob("*.json")):
        if path.is_dir() or records.differs(store.folder / "ledger", path.stem):
            yield StoreError("copy_differs", path=f"{records.FOLDER}/{path.name}")


def snapshot_trouble(store: Store, pointer: Pointer) -> list[KinerjaError]:
    """What is wrong with the published snapshot by itself."""
    damage = store.shelf.damage(pointer.snapshot)
    if damage is not None:
        return [damage]
    try:
        store.open(pointer.snapshot).fetch("submissions")
    except StoreError as error:
        return [error]
    return []


def _disagreements(
    store: Store, pointer: Pointer, entries: Sequence[Entry], known: Sequence[KinerjaError]
) -> list[KinerjaError]:
    """Where the snapshot holds other submissions than stand, or was made by another program or reference."""
    name = f"snapshots/{store.path_of(pointer.snapshot).name}"
    held = set(store.open(pointer.snapshot).fetch("submissions")["submission"])
    loads = standing(entries)
    ids = {entry.id for entry in loads}
    problems: list[KinerjaError] = [
        StoreError("snapshot_lacks", submission=one, path=name) for one in sorted(ids - held)
    ]
    problems += [StoreError("snapshot_holds", submission=one, path=name) for one in sorted(held - ids)]
    if known or problems:
        return problems
    reference, kept = reference_of(entries), store.shelf.about(pointer.snapshot)
    expected = identity.snapshot_id(loads, reference.hash)
    if pointer.snapshot == expected:
        return []
    if kept.recipe not in (None, identity.recipe()):
        return [StoreError("program_changed", snapshot=pointer.snapshot)]
    if kept.reference not in (None, reference.hash):
        return [StoreError("reference_changed", snapshot=pointer.snapshot)]
    told = {"path": store.folder / "pointer.json", "found": pointer.snapshot, "expected": expected}
    return [StoreError("pointer_disagrees", **told)]
