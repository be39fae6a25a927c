"""The writers' lock of a store: one writer at a time, who says who it is while others wait."""

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from data.errors import StoreError
from data.office import ZONE
from data.progress import Progress

LOCK_SECONDS = 600
SAID_EVERY = 5


@contextmanager
def alone(folder: Path, progress: Progress) -> Iterator[None]:
    """Hold the lock of `folder`, waiting at most LOCK_SECONDS and telling `progress` for whom; else StoreError."""
    lock = FileLock(folder / "lock")
    started = time.monotonic()
    while True:
        waited = time.monotonic() - started
        try:
            lock.acquire(timeout=min(SAID_EVERY, LOCK_SECONDS - waited) if waited else 0)
            break
        except Timeout as error:
            told = {"holder": _holder(folder), "limit": LOCK_SECONDS}
            waited = time.monotonic() - started
            if waited >= LOCK_SECONDS:
                raise StoreError("held", path=folder / "lock", **told) from error
            progress(stage="waiting", file="lock", rows=0, seconds=waited, trouble=StoreError("waiting", **told))
    try:
        yield
    finally:
        lock.release()


@contextmanager
def named(folder: Path, what: str) -> Iterator[None]:
    """Say beside the lock who holds it; whatever a killed holder left there is overwritten by the next."""
    sign = folder / "lock.json"
    since = datetime.now(ZONE).isoformat(timespec="seconds")
    said = {"pid": os.getpid(), "host": socket.gethostname(), "what": what, "since": since}
    with suppress(OSError):  # on a full disk pruning still has to work
        sign.write_text(json.dumps(said), "utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            sign.unlink()


def _holder(folder: Path) -> str:
    try:
        said = json.loads((folder / "lock.json").read_text("utf-8"))
        return f"{said['what']} (pid {said['pid']}, {said['host']}, {said['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process / proses lain"
