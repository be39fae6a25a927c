"""Where a store begins, and how it is known later that one began: `store.json`, the mark of a store.

A store that is not there is not a new one. One begins at the default place or in an empty folder whose parent is there;
not among things of others, not where a mark says that a store was published, and nowhere while
KINERJA_STORE_MUST_EXIST is set.
"""

import json
import os
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

from data.errors import StoreError
from data.files import is_whole, sealed, write_whole
from data.office import now
from data.settings import default_store, store_must_exist
from data.store import open_snapshots

MARK = "store.json"
FOLDERS = {"audit", "damaged", "dropped", "kept", "ledger", "records", "snapshots", "work"}
OURS = {*FOLDERS, "exports.json", "lock", "lock.json", "lost+found", "reminders.json", "sign_outs.json", MARK}
FORMAT = 1
UNREADABLE = "?\\" if os.name == "posix" else "?"  # the engine takes them for other things than parts of a name


def mark(folder: Path) -> dict[str, Any]:
    """What the mark says; empty where there is none, or a damaged one."""
    with suppress(OSError, ValueError, AttributeError):
        facts = json.loads((folder / MARK).read_text("utf-8"))
        return facts if is_whole(facts) else {}
    return {}


def begin(folder: Path) -> StoreError | None:
    """Mark a store that begins; what has to be told of one that is not at the default place."""
    if mark(folder):
        return None
    _write(folder, published=False)
    return None if _is_default(folder) else StoreError("store_begun", path=folder)


def was_published(folder: Path) -> None:
    """Mark that something is published here."""
    if not mark(folder).get("published"):
        _write(folder, published=True)


def require_place(folder: Path) -> None:
    """StoreError where no store can be: a path that the engine reads otherwise, or a file."""
    if marks := sorted({mark for mark in str(folder) if mark in UNREADABLE}):
        raise StoreError("store_path", path=folder, marks=" ".join(marks))
    if folder.exists() and not folder.is_dir():
        raise StoreError("wrong_kind", path=folder)


def require_beginning(folder: Path) -> None:
    """StoreError where a store may not begin although nothing of one is there."""
    if open_snapshots.was_open_in(folder):
        raise StoreError("store_gone", path=folder)
    if mark(folder).get("published"):
        raise StoreError("store_emptied", path=folder)
    if store_must_exist():
        raise StoreError("store_must_exist", path=folder)
    if _is_default(folder):
        return
    if not folder.parent.is_dir():
        raise StoreError("store_without_parent", path=folder, parent=folder.parent)
    if found := _foreign(folder):
        raise StoreError("store_foreign", path=folder, found=", ".join(found[:3]))


def _is_default(folder: Path) -> bool:
    return folder.is_relative_to(default_store())


def _foreign(folder: Path) -> list[str]:
    """Names in a folder that no store has; hidden ones and stores inside it are passed over."""
    if not folder.is_dir():
        return []
    found = (path for path in folder.iterdir() if path.name not in OURS and not path.name.startswith((".", "pointer")))
    return sorted(path.name for path in found if not (path / MARK).exists() and not (path / "pointer.json").exists())


def _write(folder: Path, *, published: bool) -> None:
    known = mark(folder)
    begun = known.get("begun_at") or now()
    told = {"format": FORMAT, "store": known.get("store") or uuid.uuid4().hex, "begun_at": begun}
    write_whole(folder / MARK, sealed({**told, "published": published}))
