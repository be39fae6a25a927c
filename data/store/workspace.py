"""Working folders on the store's disk: scratch for one call, a workspace for an upload, and sweeping what was left."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from data.errors import writing_in

WORKSPACE_SECONDS = 24 * 3600
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
    """A folder of one's own that outlives the call; swept after a day."""
    with writing_in(store):
        return Path(tempfile.mkdtemp(prefix="upload-", dir=_work(store)))


def sweep(store: Path) -> None:
    """Remove what killed processes left: half snapshots, old working folders, entries dropped long ago."""
    for path in (store / "snapshots").glob(".*"):
        _remove(path)
    for path in (store / "work").glob("*"):
        if _age(path) > WORKSPACE_SECONDS or (_age(path) > SCRATCH_SECONDS and _is_abandoned(path)):
            _remove(path)
    for path in (store / "dropped").glob("*"):
        if _age(path) > DROPPED_SECONDS:
            _remove(path)


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
    """Whether nobody holds the lease of a scratch folder any more."""
    lease = folder / LEASE
    if not lease.exists():
        return False
    try:
        with FileLock(lease, timeout=0):
            return True
    except (Timeout, OSError):
        return False
