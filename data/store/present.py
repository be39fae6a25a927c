"""Whether the published snapshot is what ledger, reference and program give today, asked without what builds it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.errors import KinerjaError, StoreError
from data.ledger import standing
from data.store import agreement

if TYPE_CHECKING:
    from data.store.folder import Store
    from data.store.snapshot import Snapshot


def is_current(store: "Store", *, thorough: bool = False) -> bool:
    """Whether it is, and there; with `thorough` its bytes are checked as well. Raises what disagrees in the store.

    It is not where something was kept back until a moment that has come.
    """
    from data.build import identity
    from data.store import awaited
    from data.store.amended import hash_of

    entries, pointer = agreement.agreed(store), store.pointer
    if pointer is None or not store.path_of(pointer.snapshot).exists():
        return False
    if pointer.snapshot != identity.snapshot_id(standing(entries), hash_of(entries)):
        return False
    return not awaited.any_due(entries) and not is_lost(store, pointer.snapshot, thorough)


def is_lost(store: "Store", snapshot: str, thorough: bool) -> bool:
    """Whether a snapshot that was published is missing, does not open or, looked at thoroughly, was changed."""
    if not store.path_of(snapshot).exists():
        return bool(store.shelf.about(snapshot).published)
    try:
        store.open(snapshot)
    except StoreError as error:
        if error.key == "not_readable":
            raise
        return True
    return thorough and store.shelf.damage(snapshot) is not None


def clock_trouble(store: "Store") -> Iterator[StoreError]:
    """That the moment of publication lies before that of the publication before it."""
    pointer = store.pointer
    if pointer is not None and pointer.clock_went_back:
        yield StoreError("clock_went_back", published=pointer.published_at, before=pointer.before)


def served(store: "Store", snapshot: "Snapshot", cause: KinerjaError) -> KinerjaError:
    """What is told with a snapshot that is shown although something is wrong: which it is, and the cause."""
    known = store.shelf.about(snapshot.id)
    told = {"snapshot": snapshot.id, "published": known.first_day if known.is_known else "?", "cause": cause.key}
    return StoreError("served", **told, cause_id=cause.message_id, cause_en=cause.message_en)
