"""Two versions of the program on one store: who may replace what the other published, and who can read it.

Each snapshot's note says by which program it was made. What a program of a later generation published is replaced by an
older one only when that is asked for; so is, within one generation, what replaced this program's own. A read replaces
nothing of a program that is not known to be older.
"""

from typing import TYPE_CHECKING

from data.errors import StoreError

if TYPE_CHECKING:
    from data.store.folder import Store
    from data.store.snapshot import Snapshot


def foreign(store: "Store", *, reads: bool = False) -> StoreError | None:
    """Why the published snapshot is not to be replaced unasked: another program made it; None where it may be."""
    from data.build import identity

    pointer = store.pointer
    kept = store.shelf.about(pointer.snapshot) if pointer else None
    if kept is None or kept.recipe is None or kept.recipe == identity.recipe():
        return None
    made = kept.generation or 0
    if made > identity.GENERATION:
        return StoreError("program_newer", snapshot=kept.id)
    if made == identity.GENERATION and (reads or _was_replaced(store)):
        return StoreError("program_other", snapshot=kept.id)
    return None


def require_readable(store: "Store", snapshot: "Snapshot") -> None:
    """StoreError for a snapshot of another program that lacks what this one's queries read."""
    from data.build import identity

    if store.shelf.about(snapshot.id).recipe not in (None, identity.recipe()) and (lacking := snapshot.lacking()):
        raise StoreError("program_unreadable", snapshot=snapshot.id, detail=lacking)


def _was_replaced(store: "Store") -> bool:
    """Whether this program published here before: then another took its place."""
    from data.build import identity

    return any(kept.published and kept.recipe == identity.recipe() for kept in store.shelf.all())
