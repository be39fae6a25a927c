"""The store: ledger, snapshots and the pointer that names the published one.

Publishing is one atomic replacement of pointer.json. It names the snapshot and the ledger's head, so the two can
never disagree: what lies past the head, and no note and no later entry calls published, is dropped by the next writer.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from data.errors import KinerjaError, StoreError, first_line, writing_in
from data.files import flush, write_whole
from data.ledger import Entry, Ledger, chain, records
from data.office import now, stamp
from data.progress import Progress, silent
from data.store import agreement, beginning, lock, making, open_snapshots, workspace
from data.store import pointer as pointers
from data.store.pointer import Pointer
from data.store.snapshot import Snapshot
from data.store.snapshots import IDENTITY, KeptSnapshot, Shelf

if TYPE_CHECKING:
    from data.reference import Reference

ROOM = 2.5  # times the published snapshot: the new file, its log, what sorting spills


class Store:
    """One folder: pointer.json, ledger/, snapshots/, work/ (scratch), dropped/ and the writers' lock."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.snapshots = folder / "snapshots"
        self.shelf = Shelf(self.snapshots)

    @property
    def pointer(self) -> Pointer | None:
        """The published pointer, None before the first publication; StoreError when it is damaged."""
        return pointers.read(self.folder / "pointer.json")

    def readable_pointer(self) -> Pointer | None:
        """The published pointer, None as well when it is damaged."""
        with suppress(StoreError):
            return self.pointer
        return None

    def published_pointer(self) -> Pointer:
        """The published pointer; StoreError where nothing is published, or the pointer has gone since."""
        pointer = self.pointer
        if pointer is None:
            raise self.without_pointer()
        return pointer

    def without_pointer(self) -> StoreError:
        if self.was_published:
            return agreement.missing(self)
        if open_snapshots.was_open_in(self.folder):
            return StoreError("store_gone", path=self.folder)
        return StoreError("nothing_published", path=self.folder)

    @property
    def ledger(self) -> Ledger:
        """The ledger up to the published head; all of it when nothing is published yet."""
        return self.ledger_of(self.pointer)

    def ledger_of(self, pointer: Pointer | None) -> Ledger:
        """The ledger up to the head of a pointer; all of it without one."""
        return self.ledger_at(pointer.head if pointer else None)

    def ledger_at(self, head: int | None) -> Ledger:
        """The ledger as it stood when `head` was its last entry; all of it for None."""
        return Ledger(self.folder / "ledger", head)

    def reference(self) -> "Reference":
        """The reference in force for what is published: shipped or of KINERJA_REFERENCE, under the office's changes."""
        from data.store import amended  # brings pandas along, which opening a store does not need

        pointer = self.pointer
        if pointer is None:
            return amended.reference_of(self.ledger.entries())
        return amended.reference_at(self.folder / "ledger", pointer.head, pointer.snapshot)

    def path_of(self, snapshot: str) -> Path:
        return self.shelf.path_of(snapshot)

    def snapshot(self) -> Snapshot | None:
        """The published snapshot, opened read-only; None before the first publication."""
        pointer = self.pointer
        return None if pointer is None else self.open(pointer.snapshot)

    def published_snapshot(self) -> Snapshot:
        """The published snapshot, opened read-only; StoreError where nothing is published, or no longer is."""
        return self.open(self.published_pointer().snapshot)

    def open(self, snapshot: str) -> Snapshot:
        """A snapshot whose file is here, opened read-only; StoreError when it is missing or damaged."""
        path = self.path_of(snapshot)
        if not path.is_file():
            raise StoreError("snapshot_missing", path=path)
        if not os.access(path, os.R_OK):
            raise StoreError("not_readable", path=path, detail="snapshot")
        try:
            return open_snapshots.opened(self.shelf, snapshot)
        except (OSError, duckdb.Error) as error:
            raise StoreError("snapshot_damaged", path=path, detail=first_line(error)) from error

    def last_good(self) -> Snapshot | None:
        """The snapshot published last, else the one before it that still opens; None when there is none."""
        known: list[Pointer] = []
        with suppress(StoreError):
            known = agreement.publications(self.shelf)
        known = sorted([*known, *filter(None, [self.readable_pointer()])], key=lambda one: one.order, reverse=True)
        for snapshot in dict.fromkeys(one.snapshot for one in known):
            with suppress(StoreError):
                if self.shelf.damage(snapshot) is None and self.open(snapshot).lacking() is None:
                    return self.open(snapshot)
        return open_snapshots.latest(self.snapshots)

    def open_one(self) -> Snapshot | None:
        """The snapshot that this process opened last and still has open; None where it has none."""
        return open_snapshots.latest(self.snapshots)

    def snapshot_by_id(self, snapshot: str, progress: Progress = silent) -> Snapshot:
        """An old snapshot, opened read-only; made again from the ledger when its file was pruned.

        StoreError says why where that cannot be: an unknown id, other formulas or other reference data since.
        """
        if not IDENTITY.fullmatch(snapshot):
            raise self.unknown(snapshot)
        if not self.path_of(snapshot).is_file():
            making.make_again(self, snapshot, progress)
        return self.open(snapshot)

    @property
    def was_published(self) -> bool:
        """Whether anything was ever published here, as far as the pointer or the notes on the shelf tell."""
        return os.path.exists(self.folder / "pointer.json") or not agreement.nothing_was_published(self)

    def published_at(self, snapshot: str) -> str | None:
        """The moment at which a snapshot was published last, None where nothing tells of it."""
        pointer = self.readable_pointer()
        if pointer and pointer.snapshot == snapshot:
            return pointer.published_at
        return next(iter(self.shelf.about(snapshot).published[::-1]), None)

    def pin(self, snapshot: str, reason: str) -> None:
        """Keep a snapshot: for good, or for a year where the reason is CITED. StoreError when its file is not here."""
        with self.writing(what="pin"):
            if not IDENTITY.fullmatch(snapshot) or not self.path_of(snapshot).is_file():
                raise self.unknown(snapshot)
            self.shelf.pin(snapshot, reason)

    def release(self, snapshot: str) -> None:
        """Keep a snapshot no longer than any other. StoreError when it is not pinned."""
        with self.writing(what="release"):
            if not IDENTITY.fullmatch(snapshot) or not self.shelf.about(snapshot).pinned:
                raise StoreError("not_pinned", snapshot=repr(snapshot), pinned=self._pinned() or "-")
            self.shelf.release(snapshot)

    def _pinned(self) -> str:
        return ", ".join(kept.id for kept in self.shelf.all() if kept.pinned)

    def prune(self, *, dry_run: bool = False) -> list[KeptSnapshot]:
        """Remove the snapshots that the rule of the shelf does not keep; those removed, or that would be."""
        if dry_run:
            return [kept for kept in self._dispensable() if not self.shelf.is_open(kept)]
        with self.writing(what="prune"):
            return self._prune()

    def unknown(self, snapshot: str) -> StoreError:
        """The error for a snapshot that is not here, naming some that are."""
        return StoreError("snapshot_unknown", snapshot=repr(snapshot), known=self.shelf.newest())

    def sealing(self, snapshot: str, head: int, reference: str) -> Callable[[Path], None]:
        """What `build.build` calls with the finished file before it takes its place: its hash and origin are noted."""
        from data.build import identity

        program = {"recipe": identity.recipe(), "reference": reference, "generation": identity.GENERATION}
        return lambda pending: self.shelf.seal(snapshot, pending, head, program)

    @contextmanager
    def writing(self, progress: Progress = silent, what: str = "write", *, mend: bool = False) -> Iterator[Ledger]:
        """Hold the writers' lock; yields the whole ledger, cleared of what a killed writer left.

        Waits for another writer at most LOCK_SECONDS, telling `progress` who that is. Where entries are missing, or
        pointer, notes and records disagree, nothing may be written: LedgerError or StoreError. `mend` makes a pointer
        again that is damaged, missing or older than what was published.
        """
        with writing_in(self.folder):
            self.require_begun_or_may_begin()
            self.folder.mkdir(parents=True, exist_ok=True)
            with self.alone(progress, what):
                if mend:
                    self.mend_pointer(progress)
                entries = agreement.agreed(self, begins=mend)
                self._begin(progress)
                self._drop_unpublished(progress)
                workspace.sweep(self.folder)
                try:
                    yield Ledger(self.folder / "ledger", after=self._head(), end=chain.end(entries))
                except BaseException:
                    with suppress(KinerjaError, OSError):
                        self.ledger.drop_unpublished()
                    raise

    @contextmanager
    def alone(self, progress: Progress, what: str) -> Iterator[None]:
        """Hold the writers' lock without asking whether all agrees; StoreError where there is no such folder."""
        if not self.folder.is_dir():
            raise self.without_pointer()
        try:
            with writing_in(self.folder), lock.alone(self.folder, progress), lock.named(self.folder, what):
                yield
        except FileNotFoundError as error:
            if self.folder.is_dir():
                raise
            raise StoreError("store_gone", path=self.folder) from error

    def require_room(self) -> None:
        """StoreError where the disk has less room than a snapshot like the published one takes while it is made."""
        pointer = self.pointer
        if pointer is None:
            return
        with suppress(OSError):
            needed = int(ROOM * self.path_of(pointer.snapshot).stat().st_size)
            free = shutil.disk_usage(self.folder).free
            if free < needed:
                told = {"needed": -(-needed // 10**6), "free": free // 10**6}
                raise StoreError("disk_short", path=self.folder, **told)

    def scratch(self) -> AbstractContextManager[Path]:
        """A folder of one's own on the store's disk, removed afterwards; after a kill by the next writer."""
        return workspace.scratch(self.folder)

    def workspace(self) -> Path:
        """A folder of one's own that outlives the call, for an upload on its way; swept after a day.

        StoreError where all uploads together have reached their quota.
        """
        return workspace.workspace(self.folder)

    def process_folder(self) -> Path:
        """A folder that belongs to this process; whoever sweeps removes it once the process has ended."""
        return workspace.process_folder(self.folder)

    def sweep_work(self) -> None:
        """Remove working folders that were left behind; needs no lock, so that it can be done where nobody writes."""
        workspace.sweep_work(self.folder)

    def publish(self, snapshot: str, entries: Sequence[Entry]) -> Pointer:
        """Make the snapshot of `entries` the published one by replacing the pointer atomically; then prune.

        Call it under the lock. Once the pointer stands the snapshot is published, whatever becomes of note and prune.
        """
        before = self.pointer
        head, entry = (entries[-1].sequence, entries[-1].id) if entries else (0, "")
        sealed = chain.end(entries)
        if before and (before.snapshot, before.head, before.chain) == (snapshot, head, sealed):
            pointer = before
        else:
            pointer = Pointer(snapshot, head, now(), entry, sealed, before.published_at if before else None)
            write_whole(self.folder / "pointer.json", pointer.facts())
        with suppress(OSError):
            self.note_publication(pointer)
            records.keep(self.folder / "ledger", entries)
            self._prune()
        return pointer

    def note_publication(self, pointer: Pointer) -> None:
        """Say in the snapshot's note what the pointer says, so that either tells of it without the other."""
        said = {"published_at": pointer.published_at, "head": pointer.head}
        self.shelf.was_published(pointer.snapshot, **said, entry=pointer.entry, chain=pointer.chain)
        beginning.was_published(self.folder)

    def mend_pointer(self, progress: Progress) -> None:
        """Put a pointer that is damaged, missing or older back as notes and later entries tell it, and tell of it.

        Call it under the lock. Without any note it is left away; StoreError for one of a newer program.
        """
        for error in agreement.pointer_trouble(self):
            if error.key not in agreement.MENDED_BY_NOTES:
                raise error
            pointer = agreement.restored(self, error)
            aside = self._set_pointer_aside()
            if pointer is not None:
                write_whole(self.folder / "pointer.json", pointer.facts())
            trouble = StoreError("pointer_set_aside", file=aside or "pointer.json")
            progress(stage="mended", file=aside or "pointer.json", rows=0, seconds=0.0, trouble=trouble)
            return

    def _set_pointer_aside(self) -> str | None:
        aside = f"pointer-damaged-{stamp()}.json"
        try:
            os.rename(self.folder / "pointer.json", self.folder / aside)
        except FileNotFoundError:
            return None
        flush(self.folder)
        return aside

    def require_begun_or_may_begin(self) -> None:
        """StoreError where nothing of a store is here and none may begin, or where none can be."""
        beginning.require_place(self.folder)
        if not os.path.exists(self.folder / "pointer.json") and not self.ledger.holds_any() and not self.shelf.all():
            beginning.require_beginning(self.folder)

    def _begin(self, progress: Progress) -> None:
        if self.pointer is None and (told := beginning.begin(self.folder)):
            progress(stage="begun", file=self.folder.name, rows=0, seconds=0.0, trouble=told)

    def _head(self) -> int | None:
        pointer = self.pointer
        return pointer.head if pointer else None

    def _drop_unpublished(self, progress: Progress) -> None:
        """Move what was never published out of the way, and say of each what it was and how it comes back."""
        for folder in self.ledger.drop_unpublished():
            trouble = StoreError("dropped", entry=folder.name.partition("-")[2], path=f"dropped/{folder.name}")
            progress(stage="mended", file=folder.name, rows=0, seconds=0.0, trouble=trouble)

    def _dispensable(self) -> list[KeptSnapshot]:
        pointer = self.pointer
        return self.shelf.dispensable(pointer.snapshot if pointer else None, datetime.now(UTC))

    def _prune(self) -> list[KeptSnapshot]:
        return [kept for kept in self._dispensable() if self.shelf.remove(kept)]
