"""The snapshots that this process has open: one file once, however often it is asked for."""

from collections import deque
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

from data.store.snapshot import Snapshot
from data.store.snapshots import Shelf

_open: WeakValueDictionary[Path, Snapshot] = WeakValueDictionary()
_recent: deque[Snapshot] = deque(maxlen=4)
_opening = Lock()
_folders: set[Path] = set()


def opened(shelf: Shelf, identity: str) -> Snapshot:
    """The one Snapshot of a file in this process: DuckDB shares the database, whose configuration is locked by then."""
    path = shelf.path_of(identity)
    with _opening:
        snapshot = _open.get(path)
        if snapshot is None:
            snapshot = Snapshot(path)
            shelf.hold(identity, snapshot)
            _open[path] = snapshot
            _folders.add(path.parent)
        if snapshot not in _recent:
            _recent.append(snapshot)
        return snapshot


def latest(folder: Path) -> Snapshot | None:
    """The snapshot of a folder that was opened last and still is, without a look at the disk."""
    with _opening:
        return next((one for one in reversed(_recent) if one.path.parent == folder), None)


def was_open_in(store: Path) -> bool:
    """Whether this process has had a snapshot of a store open."""
    return store / "snapshots" in _folders


def forget(path: Path) -> None:
    """Close a snapshot whose file turned out damaged, so that the file made in its place is opened."""
    with _opening:
        snapshot = _open.pop(path, None)
        if snapshot is not None:
            if snapshot in _recent:
                _recent.remove(snapshot)
            snapshot.close()
