"""Working folders on the store's disk: scratch for one call, a workspace for an upload, one for as long as a process
lives, and sweeping what was left. Uploads have a quota in all: what was left longest goes first.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from data.errors import StoreError, writing_in

WORKSPACE_SECONDS = 24 * 3600
PRESSED_SECONDS = 3600
QUOTA = 2_000_000_000  # bytes of all uploads that wait for their senders
SCRATCH_SECONDS = 60
DROPPED_SECONDS = 30 * 24 * 3600
LEASE = ".lease"


@contextmanager
def scratch(store: Path) -> Iterator[Path]:
    """A folder of one's own, removed afterwards; after a kill by the next writer."""
    with (
        writing_in(store),
        tempfile.TemporaryDirectory(prefix="scratch-", dir=_work(store), ignore_cleanup_errors=True) as folder,
        FileLock(Path(folder) / LEASE),
    ):
        yield Path(folder)


def workspace(store: Path) -> Path:
    """A folder of one's own that outlives the call; swept after a day. StoreError where all of them hold too much."""
    with writing_in(store):
        if _taken(store) > QUOTA:
            sweep_work(store, PRESSED_SECONDS)
        taken = _taken(store)
        if taken > QUOTA:
            raise StoreError("workspace_full", path=store / "work", taken=taken // 10**6, most=QUOTA // 10**6)
        return Path(tempfile.mkdtemp(prefix="upload-", dir=_work(store)))


def process_folder(store: Path) -> Path:
    """A folder that stays as long as this process lives; after that anybody sweeps it."""
    with writing_in(store):
        folder = Path(tempfile.mkdtemp(prefix="process-", dir=_work(store)))
        _leases[folder] = FileLock(folder / LEASE)
        _leases[folder].acquire()
        return folder


_leases: dict[Path, FileLock] = {}


def sweep(store: Path) -> None:
    """Remove what killed processes left: half snapshots, old working folders, entries dropped long ago.

    Call it under the lock: half snapshots may be those of a writer.
    """
    for path in (store / "snapshots").glob(".*"):
        _remove(path)
    sweep_work(store)
    for path in (store / "dropped").glob("*"):
        if _age(path) > DROPPED_SECONDS:
            _remove(path)


def sweep_work(store: Path, seconds: float = WORKSPACE_SECONDS) -> None:
    """Remove working folders that nobody holds and nobody changed for `seconds`; needs no lock."""
    for path in (store / "work").glob("*"):
        if _is_leased(path):
            if _age(path) > SCRATCH_SECONDS and _is_abandoned(path):
                _remove(path)
        elif _age(path) > seconds:
            _remove(path)


def _taken(store: Path) -> int:
    """Bytes of all uploads."""
    taken = 0
    for path in (store / "work").glob("upload-*/**/*"):
        with suppress(OSError):
            taken += path.lstat().st_size
    return taken


def _is_leased(folder: Path) -> bool:
    return (folder / LEASE).exists()


def _work(store: Path) -> Path:
    work = store / "work"
    work.mkdir(parents=True, exist_ok=True)
    return work


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _age(path: Path) -> float:
    """Seconds since a folder was changed; 0 when it is gone."""
    try:
        return time.time() - path.stat().st_ctime
    except OSError:
        return 0.0


def _is_abandoned(folder: Path) -> bool:
    """Whether nobody holds the lease of a folder any more."""
    try:
        with FileLock(folder / LEASE, timeout=0):
            return True
    except (Timeout, OSError):
        return False
