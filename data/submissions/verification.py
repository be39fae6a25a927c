"""Whether ledger, snapshot and pointer agree, and where they do not."""

from collections.abc import Sequence

from data.build import whole
from data.errors import KinerjaError, StoreError
from data.ledger import Entry, Ledger, LedgerError
from data.reference import load_reference
from data.store import Pointer, Store


def verify(store: Store) -> list[KinerjaError]:
    """An error for every disagreement of ledger, snapshot and pointer, naming the file; empty when all agree."""
    try:
        pointer = store.published_pointer()
    except StoreError as error:
        return [error, *Ledger(store.folder / "ledger").damage()]
    problems: list[KinerjaError] = list(store.ledger.damage())
    damage = store.shelf.damage(pointer.snapshot)
    if damage is not None:
        return [*problems, damage]
    try:
        held = set(store.open(pointer.snapshot).fetch("submissions")["submission"])
    except StoreError as error:
        return [*problems, error]
    try:
        standing = store.ledger.active()
    except LedgerError:
        return problems
    return [*problems, *_disagreements(store, pointer, standing, held)]


def _disagreements(store: Store, pointer: Pointer, standing: Sequence[Entry], held: set[str]) -> list[KinerjaError]:
    """Where the snapshot holds other submissions than stand, or was made by another program or reference."""
    name = f"snapshots/{store.path_of(pointer.snapshot).name}"
    ids = {entry.id for entry in standing}
    problems: list[KinerjaError] = [
        StoreError("snapshot_lacks", submission=one, path=name) for one in sorted(ids - held)
    ]
    problems += [StoreError("snapshot_holds", submission=one, path=name) for one in sorted(held - ids)]
    reference, kept = load_reference(), store.shelf.about(pointer.snapshot)
    expected = whole.snapshot_id(standing, reference)
    if problems or pointer.snapshot == expected:
        return problems
    if kept.recipe not in (None, whole.recipe()):
        return [StoreError("program_changed", snapshot=pointer.snapshot)]
    if kept.reference not in (None, reference.hash):
        return [StoreError("reference_changed", snapshot=pointer.snapshot)]
    told = {"path": store.folder / "pointer.json", "found": pointer.snapshot, "expected": expected}
    return [StoreError("pointer_disagrees", **told)]
