"""The store: ledger, snapshots and the pointer that names the published one.

Publishing is one atomic replacement of pointer.json. It names the snapshot and the ledger's head, so the two can
never disagree: what lies past the head was not published and is dropped by the next writer.
"""

import json
import os
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

from filelock import FileLock, Timeout

from data.ledger import Ledger, flush
from data.settings import settings
from data.snapshot import Snapshot

LOCK_SECONDS = 600
KEPT_SNAPSHOTS = 10
WORKSPACE_SECONDS = 24 * 3600


class StoreError(Exception):
    """The store cannot be read or written; the text names the file and the next step."""


@dataclass(frozen=True)
class Pointer:
    """What is published: snapshot id, last ledger sequence it holds, when, and the snapshots kept before it."""

    snapshot: str
    head: int
    published_at: str
    earlier: tuple[str, ...] = ()


class Store:
    """One folder: pointer.json, ledger/, snapshots/, work/ (scratch) and the writers' lock."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.snapshots = folder / "snapshots"

    @property
    def pointer(self) -> Pointer | None:
        """The published pointer, None before the first publication; StoreError when it is damaged."""
        path = self.folder / "pointer.json"
        try:
            facts = json.loads(path.read_text("utf-8"))
            return Pointer(facts["snapshot"], facts["head"], facts["published_at"], tuple(facts["earlier"]))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"{path} is damaged ({error}). Remove it and run `python -m data build`: the ledger holds everything."
            ) from error

    @property
    def ledger(self) -> Ledger:
        """The ledger up to the published head; all of it when nothing is published yet."""
        pointer = self.pointer
        return Ledger(self.folder / "ledger", pointer.head if pointer else None)

    def path_of(self, snapshot: str) -> Path:
        return self.snapshots / f"kinerja-{snapshot}.duckdb"

    def snapshot(self) -> Snapshot | None:
        """The published snapshot, opened read-only; None before the first publication."""
        pointer = self.pointer
        if pointer is None:
            return None
        path = self.path_of(pointer.snapshot)
        if not path.exists():
            raise StoreError(f"{path} is missing. Run `python -m data build` to make it again from the ledger.")
        return _opened(path)

    @contextmanager
    def writing(self) -> Iterator[Ledger]:
        """Hold the writers' lock; yields the whole ledger, cleared of what a killed writer left."""
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.folder / "lock", timeout=LOCK_SECONDS):
                self.ledger.drop_unpublished()
                self._sweep()
                yield Ledger(self.folder / "ledger")
        except Timeout as error:
            raise StoreError(
                f"Another load has held {self.folder / 'lock'} for {LOCK_SECONDS // 60} minutes. Try again later."
            ) from error

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder of one's own on the store's disk, removed afterwards."""
        work = self.folder / "work"
        work.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=work, ignore_cleanup_errors=True) as folder:
            yield Path(folder)

    def workspace(self) -> Path:
        """A folder of one's own that outlives the call, for an upload on its way; swept after a day."""
        work = self.folder / "work"
        work.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix="upload-", dir=work))

    def publish(self, snapshot: str, head: int) -> Pointer:
        """Make `snapshot` the published one by replacing the pointer atomically; old snapshots are pruned."""
        before = self.pointer
        earlier = [*before.earlier, before.snapshot] if before and before.snapshot != snapshot else []
        if before and before.snapshot == snapshot:
            earlier = list(before.earlier)
        kept = tuple(dict.fromkeys(name for name in earlier if name != snapshot))[-KEPT_SNAPSHOTS:]
        pointer = Pointer(snapshot, head, datetime.now(UTC).isoformat(timespec="seconds"), kept)
        pending = self.folder / ".pointer.json"
        pending.write_text(json.dumps(pointer.__dict__, indent=1), "utf-8")
        flush(pending)
        os.replace(pending, self.folder / "pointer.json")
        flush(self.folder)
        self._prune(pointer)
        return pointer

    def _prune(self, pointer: Pointer) -> None:
        named = {self.path_of(name) for name in (pointer.snapshot, *pointer.earlier)}
        for path in self.snapshots.glob("*.duckdb"):
            if path not in named:
                path.unlink(missing_ok=True)

    def _sweep(self) -> None:
        for path in self.snapshots.glob(".*"):
            path.unlink(missing_ok=True)
        for path in (self.folder / "work").glob("upload-*"):
            if time.time() - path.stat().st_mtime > WORKSPACE_SECONDS:
                shutil.rmtree(path, ignore_errors=True)


_open: WeakValueDictionary[Path, Snapshot] = WeakValueDictionary()
_recent: deque[Snapshot] = deque(maxlen=4)
_opening = Lock()


def _opened(path: Path) -> Snapshot:
    """The one Snapshot of a file in this process: DuckDB shares the database, whose configuration is locked by then."""
    with _opening:
        snapshot = _open.get(path)
        if snapshot is None:
            snapshot = _open[path] = Snapshot(path)
        if snapshot not in _recent:
            _recent.append(snapshot)
        return snapshot


def open_store() -> Store:
    """The store of the present settings."""
    return Store(settings().store)
