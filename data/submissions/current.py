"""Keep the published snapshot current: make it from the exports, or again from ledger and reference."""

from data.errors import KinerjaError, StoreError
from data.progress import Progress, silent
from data.store import Pointer, Snapshot, Store
from data.store.present import clock_trouble, is_current, served
from data.store.programs import foreign
from data.submissions.exports import load_exports
from data.submissions.publication import publish
from data.submissions.steps import release_due

REFUSED = ("newer_program",)


def rebuild(store: Store, progress: Progress = silent) -> Pointer:
    """Make the snapshot again from ledger and reference and publish it; from the exports when nothing was loaded.

    A damaged pointer is set aside and made again.
    """
    with store.writing(progress, "build", mend=True) as ledger:
        if store.pointer is None:
            load_exports(store, ledger, progress)
        return publish(store, ledger, progress, again=True)


def ensure(
    store: Store, progress: Progress = silent, *, thorough: bool = False, reads: bool = False
) -> Snapshot:
    """The published snapshot; made first from the exports, or made again when program or reference changed.

    One that is missing or does not open is made again too; with `thorough` its bytes are checked as well. StoreError
    where the pointer goes meanwhile, or another program published last; for what only `reads`, any other of this
    generation. What was kept back until a moment that has come is published.
    """
    if not is_current(store, thorough=thorough):
        if other := foreign(store, reads=reads):
            raise other
        with store.writing(progress, "build") as ledger:
            if not is_current(store, thorough=thorough):
                if store.pointer is None:
                    load_exports(store, ledger, progress)
                publish(store, ledger, progress, thorough=thorough)
    release_due(store, progress)
    return store.published_snapshot()


def serve(store: Store, progress: Progress = silent) -> tuple[Snapshot, list[KinerjaError]]:
    """What a read shows: the published snapshot, else the last good one with what has to be told of it.

    Raises what is wrong where there is none, and where only a newer program knows what is published.
    """
    try:
        return ensure(store, progress, reads=True), [*clock_trouble(store)]
    except KinerjaError as error:
        snapshot = None if isinstance(error, StoreError) and error.key in REFUSED else store.last_good()
        if snapshot is None:
            raise
        return snapshot, [served(store, snapshot, error)]
