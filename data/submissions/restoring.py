"""A store put back from a backup: unpacked beside its place, checked as a store, then moved into it at once."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from data import audit
from data.build import identity, whole
from data.errors import KinerjaError, StoreError, writing_in
from data.files import flush
from data.ledger import standing
from data.office import stamp
from data.progress import Progress, silent
from data.store import Store, backup, lock
from data.store.amended import reference_of
from data.store.open_snapshots import forget
from data.submissions.verification import verify

NO_HINDRANCE = {"program_changed", "reference_changed", *audit.TROUBLES}
HARMLESS = {"lock", "lock.json", "lost+found"}
PENDING = ".restoring-"


@dataclass(frozen=True)
class Restored:
    """What a store was restored to; `aside` is where the one before lies, `doubts` what the next build will renew."""

    folder: Path
    snapshot: str
    head: int
    published_at: str
    files: int
    aside: Path | None
    doubts: tuple[KinerjaError, ...]


def restore(source: Path, folder: Path, *, replace: bool = False, progress: Progress = silent) -> Restored:
    """Put the store of a backup into `folder`, which must be missing or empty; with `replace` what is there is set
    aside under another name.

    StoreError where it is neither, or anything in the backup is not what its hashes say; nothing has changed then.
    """
    if not source.is_file():
        raise StoreError("backup_missing", path=source)
    taken = _held(folder)
    if taken and not replace:
        raise StoreError("restore_taken", path=folder, found=", ".join(taken[:3]))
    with writing_in(folder.parent), _beside(folder) as pending:
        _require_room(source, pending)
        manifest = backup.unpack(source, pending)
        doubts = _checked(source, Store(pending), progress)
        aside = _moved(pending, folder, bool(taken))
    told = {name: manifest[name] for name in ("snapshot", "head", "published_at")}
    return Restored(folder, **told, files=len(manifest["files"]), aside=aside, doubts=tuple(doubts))


def _held(folder: Path) -> list[str]:
    """Names of what lies in the place; locks and half restores that a kill left do not count."""
    if not folder.is_dir():
        return [folder.name] if folder.exists() or folder.is_symlink() else []
    return sorted(one.name for one in folder.iterdir() if one.name not in HARMLESS and not one.name.startswith(PENDING))


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder to unpack into, on the disk of `folder`; gone afterwards, and with it what earlier kills left."""
    within = folder if folder.is_dir() and os.path.ismount(folder) else folder.parent
    within.mkdir(parents=True, exist_ok=True)
    name = f"{PENDING}{folder.name}-"
    for left in within.glob(f"{name}*"):
        shutil.rmtree(left, ignore_errors=True)
    pending = within / f"{name}{stamp()}-{os.getpid()}"
    pending.mkdir()
    try:
        yield pending
    finally:
        shutil.rmtree(pending, ignore_errors=True)


def _require_room(source: Path, pending: Path) -> None:
    needed, free = backup.total(source), shutil.disk_usage(pending).free
    if needed > free:
        raise StoreError("restore_short", path=pending.parent, needed=needed // 10**6 + 1, free=free // 10**6)


def _checked(source: Path, store: Store, progress: Progress) -> list[KinerjaError]:
    """Build the snapshot where the backup holds none, then check everything; what hinders no reader is left."""
    _build(store, progress)
    problems = verify(store)
    forget(store.path_of(store.published_pointer().snapshot))
    wrong = [one for one in problems if one.key not in NO_HINDRANCE]
    if wrong:
        detail_id, detail_en = wrong[0].message_id, wrong[0].message_en
        raise StoreError("restore_disagrees", path=source, detail_id=detail_id, detail_en=detail_en)
    return problems


def _build(store: Store, progress: Progress) -> None:
    pointer = store.published_pointer()
    path = store.path_of(pointer.snapshot)
    if path.exists():
        return
    entries = store.ledger.entries()
    loads, reference = standing(entries), reference_of(entries)
    if identity.snapshot_id(loads, reference.hash) != pointer.snapshot:
        raise StoreError("restore_needs_snapshot", snapshot=pointer.snapshot)
    store.ledger.check(loads)
    seal = store.sealing(pointer.snapshot, pointer.head, reference.hash)
    whole.build(loads, reference, path, progress, seal)


def _moved(pending: Path, folder: Path, taken: bool) -> Path | None:
    """Put the checked store in its place by renaming; where the store before it went, if there was one."""
    for leftover in (pending / "work", pending / "lock", *(pending / "snapshots").glob("*.lease")):
        shutil.rmtree(leftover, ignore_errors=True) if leftover.is_dir() else leftover.unlink(missing_ok=True)
    if pending.parent == folder:
        return _moved_within(pending, folder, taken)
    aside = None
    if taken:
        aside = folder.with_name(f"{folder.name}.before-{stamp()}")
        with lock.alone(folder, silent):
            os.rename(folder, aside)
    elif folder.is_dir():
        shutil.rmtree(folder)
    os.rename(pending, folder)
    flush(folder.parent)
    return aside


def _moved_within(pending: Path, folder: Path, taken: bool) -> Path | None:
    """The same where the place is a mounted disk: part by part, the pointer last, without which nothing is there."""
    aside = folder / f".before-{stamp()}" if taken else None
    if aside:
        aside.mkdir()
        for name in sorted(_held(folder), key=lambda name: name != "pointer.json"):
            if name != aside.name:
                os.rename(folder / name, aside / name)
    for one in sorted(pending.iterdir(), key=lambda path: path.name == "pointer.json"):
        os.rename(one, folder / one.name)
    flush(folder)
    return aside
