"""Files for readers: each made once for all who ask for the same, on disk, and served from there.

One is made at a time; who wants one meanwhile waits. They go when they were not asked for in a day, or when all of them
take more than their share of the disk: what was used longest ago first.
"""

import hashlib
import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from starlette.responses import FileResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_media_file_storage import _calculate_file_id

from data.settings import Mode, mode
from pages.content import reader
from pages.session import disk

MOST_BYTES = 2_000_000_000
DAY = 24 * 3600
IN_USE = 600  # seconds in which a file stays that somebody may be about to fetch
ADDRESS = "/media/"

MOST_OWNED = 20_000

_making = Lock()
_owners: dict[str, frozenset[str]] = {}


class KeptFile(bytes):
    """A file on disk in the place of its content, for whoever takes bytes: the bytes are its path."""

    @property
    def path(self) -> Path:
        return Path(os.fsdecode(bytes(self)))


def kept(key: object, ending: str, write: Callable[[Path], None]) -> KeptFile:
    """The file of `key`, written by `write` where it is not there yet; raises what `write` raises."""
    said = repr((reader.sight().words, key))  # a file is kept for who sees the same
    name = f"file-{hashlib.sha256(said.encode()).hexdigest()[:32]}.{ending}"
    path = disk.own_folder() / name
    if not _used(path):
        with _making:
            if not _used(path):
                _make(path, write)
                tidy()
    return KeptFile(os.fsencode(path))


def tidy() -> None:
    """Remove files that nobody asked for in a day, and more where all take too much."""
    most = disk.free(MOST_BYTES)
    files = sorted(disk.own_folder().glob("file-*"), key=_age)
    taken = 0
    for path in files:
        taken += path.stat().st_size if path.exists() else 0
        if _age(path) > (DAY if taken <= most else IN_USE):
            path.unlink(missing_ok=True)


def _used(path: Path) -> bool:
    """Whether a file is there, which counts as used now."""
    try:
        os.utime(path)
    except OSError:
        return False
    return True


def _make(path: Path, write: Callable[[Path], None]) -> None:
    pending = path.with_name(f".{path.name}")
    try:
        write(pending)
        os.replace(pending, path)
    except Exception:
        logging.getLogger(__name__).exception("A file could not be made")
        raise
    finally:
        pending.unlink(missing_ok=True)


def _age(path: Path) -> float:
    """Seconds since a file was asked for; none for one that has gone."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def made_for(person: str, content: bytes, mime: str, name: str) -> bytes:
    """The content of a file, noted as made for a person: in office mode nobody else is given it, whoever knows its
    address. Nobody's name is empty: what was made without a sign-in holds what is public."""
    file = _calculate_file_id(content, mime, name)
    with _making:
        known = _owners.pop(file, frozenset())
        _owners[file] = known | {person}
        while len(_owners) > MOST_OWNED:
            del _owners[next(iter(_owners))]
    return content


class FilesFromDisk:
    """Serves what Streamlit knows as a KeptFile from its place on disk, and files only to whom they were made for; all
    else is Streamlit's. `asking` tells who asks."""

    def __init__(self, app: ASGIApp, asking: Callable[[Scope], str | None] = lambda scope: None):
        self.app = app
        self.asking = asking

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_file = scope["type"] == "http" and ADDRESS in scope["path"]
        if is_file and mode() is Mode.OFFICE and not self._is_theirs(scope):
            await PlainTextResponse("", 404)(scope, receive, send)
            return
        answer = _answer(scope) if is_file else None
        await (answer or self.app)(scope, receive, send)


    def _is_theirs(self, scope: Scope) -> bool:
        owners = _owners.get(_number(scope), frozenset([""]))
        return "" in owners or self.asking(scope) in owners


def _number(scope: Scope) -> str:
    return Path(scope["path"].rpartition(ADDRESS)[2]).stem


def _answer(scope: Scope) -> FileResponse | None:
    if scope["method"] not in ("GET", "HEAD") or not runtime.exists():
        return None
    file = runtime.get_instance().media_file_mgr.read_file(_number(scope))
    if file is None or not isinstance(file.content, KeptFile) or not _used(file.content.path):
        return None
    return FileResponse(file.content.path, media_type=file.mimetype, filename=file.filename)
