"""Which snapshot is served, and what has to be told with it."""

from data.errors import KinerjaError, first_line, is_out_of_handles
from data.store import Snapshot, Store, open_store, present, programs
from pages.session import acts, first_build


def serving() -> tuple[Snapshot, KinerjaError | None]:
    """The published snapshot, or the last that still opens and the trouble that has to be told; raises with neither."""
    made = first_build.building()
    try:
        if not made.done(0):
            return open_store().published_snapshot(), None
        return _readable(open_store())
    except (KinerjaError, OSError) as error:
        if is_out_of_handles(error):
            return _without_handles(error)
        snapshot = open_store().last_good()
        if snapshot is None or not isinstance(error, KinerjaError):
            raise
        return snapshot, served(error, snapshot)


def _without_handles(error: Exception) -> tuple[Snapshot, KinerjaError]:
    """The snapshot that is open, since no other can be opened now."""
    snapshot, cause = open_store().open_one(), KinerjaError("handles_out", detail=first_line(error))
    if snapshot is None:
        raise cause from error
    return snapshot, served(cause, snapshot)


def served(cause: KinerjaError, snapshot: Snapshot) -> KinerjaError:
    """What the visitor reads: which snapshot is shown, and why it is not a newer one."""
    return present.served(open_store(), snapshot, cause)


def _readable(store: Store) -> tuple[Snapshot, KinerjaError | None]:
    """The published snapshot if this program can read it, and whether the clock went back."""
    acts.end_embargoes(store)
    snapshot = store.published_snapshot()
    programs.require_readable(store, snapshot)
    return snapshot, next(present.clock_trouble(store), None)


def begun() -> KinerjaError | None:
    """What has to be told of a store that this process began; None for one that was there, or at the default place."""
    return next((facts["trouble"] for facts in first_build.building().seen if facts.get("stage") == "begun"), None)
