"""Keep the published snapshot current: make it from the exports, or again from ledger and reference."""

from data.build import whole
from data.progress import Progress, silent
from data.reference import load_reference
from data.store import Pointer, Store
from data.store.snapshot import Snapshot
from data.submissions.exports import load_exports
from data.submissions.publication import is_lost, publish


def rebuild(store: Store, progress: Progress = silent) -> Pointer:
    """Make the snapshot again from ledger and reference and publish it; from the exports when nothing was loaded.

    A damaged pointer is set aside and made again.
    """
    with store.writing(progress, "build", mend=True) as ledger:
        if store.pointer is None:
            load_exports(store, ledger, progress)
        return publish(store, ledger, progress, again=True)


def ensure(store: Store, progress: Progress = silent, *, thorough: bool = False) -> Snapshot:
    """The published snapshot; made first from the exports, or made again when program or reference changed.

    One that is missing or does not open is made again too; with `thorough` its bytes are checked as well. StoreError
    where the pointer goes meanwhile.
    """
    if not _is_current(store, thorough):
        with store.writing(progress, "build") as ledger:
            if not _is_current(store, thorough):
                if store.pointer is None:
                    load_exports(store, ledger, progress)
                publish(store, ledger, progress, thorough=thorough)
    return store.published_snapshot()


def _is_current(store: Store, thorough: bool = False) -> bool:
    pointer = store.pointer
    if pointer is None or not store.path_of(pointer.snapshot).exists():
        return False
    if pointer.snapshot != whole.snapshot_id(store.ledger.active(), load_reference()):
        return False
    return not is_lost(store, pointer.snapshot, thorough)
