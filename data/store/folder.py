"""The store: ledger, snapshots and the pointer that names the published one.

Publishing is one atomic replacement of pointer.json. It names the snapshot and the ledger's head, so the two can
never disagree: what lies past the head was not published and is dropped by the next writer.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from data.errors import StoreError, first_line, writing_in
from data.files import flush, write_whole
from data.ledger import Ledger, standing
from data.progress import Progress, silent
from data.store import lock, open_snapshots, workspace
from data.store.snapshot import Snapshot
from data.store.snapshots import IDENTITY, KeptSnapshot, Shelf

FORMAT = 1


@dataclass(frozen=True)
class Pointer:
    """What is published: snapshot id, last ledger sequence it holds, and when."""

    snapshot: str
    head: int
    published_at: str


class Store:
    """One folder: pointer.json, ledger/, snapshots/, work/ (scratch), dropped/ and the writers' lock."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.snapshots = folder / "snapshots"
        self.shelf = Shelf(self.snapshots)

    @property
    def pointer(self) -> Pointer | None:
        """The published pointer, None before the first publication; StoreError when it is damaged."""
        path = self.folder / "pointer.json"
        try:
            facts = json.loads(path.read_text("utf-8"))
            found = facts.get("format", FORMAT)
            if found > FORMAT:
                raise StoreError("newer_program", path=path, found=found, known=FORMAT)
            pointer = Pointer(facts["snapshot"], facts["head"], facts["published_at"])
            if not IDENTITY.fullmatch(pointer.snapshot) or not isinstance(pointer.head, int):
                raise ValueError(f"snapshot {pointer.snapshot!r}, head {pointer.head!r}")
            datetime.fromisoformat(pointer.published_at)
            return pointer
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError("pointer_damaged", path=path, detail=first_line(error)) from error

    def published_pointer(self) -> Pointer:
        """The published pointer; StoreError where nothing is published, or the pointer has gone since."""
        pointer = self.pointer
        if pointer is None:
            lost = self.was_published
            raise StoreError(
                "pointer_missing" if lost else "nothing_published",
                path=self.folder / "pointer.json" if lost else self.folder,
            )
        return pointer

    @property
    def ledger(self) -> Ledger:
        """The ledger up to the published head; all of it when nothing is published yet."""
        pointer = self.pointer
        return Ledger(self.folder / "ledger", pointer.head if pointer else None)

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
        try:
            return open_snapshots.opened(self.shelf, snapshot)
        except (OSError, duckdb.Error) as error:
            raise StoreError("snapshot_damaged", path=path, detail=first_line(error)) from error

    def last_good(self) -> Snapshot | None:
        """The published snapshot, else the one published before it that still opens; None when there is none."""
        with suppress(StoreError):
            published = self.snapshot()
            if published is not None and self.shelf.damage(published.id) is None:
                return published
        for kept in self.shelf.all():
            with suppress(StoreError):
                if kept.held and kept.published and self.shelf.damage(kept.id) is None:
                    return self.open(kept.id)
        return None

    def snapshot_by_id(self, snapshot: str, progress: Progress = silent) -> Snapshot:
        """An old snapshot, opened read-only; made again from the ledger when its file was pruned.

        StoreError says why where that cannot be: an unknown id, other formulas or other reference data since.
        """
        if not IDENTITY.fullmatch(snapshot):
            raise self.unknown(snapshot)
        if not self.path_of(snapshot).is_file():
            self._make_again(snapshot, progress)
        return self.open(snapshot)

    @property
    def was_published(self) -> bool:
        """Whether anything was ever published here, as far as the pointer or the notes on the shelf tell."""
        return (self.folder / "pointer.json").exists() or any(kept.published for kept in self.shelf.all())

    def pin(self, snapshot: str, reason: str) -> None:
        """Keep a snapshot for good: it is cited somewhere. StoreError when its file is not here."""
        with self.writing(what="pin"):
            if not IDENTITY.fullmatch(snapshot) or not self.path_of(snapshot).is_file():
                raise self.unknown(snapshot)
            self.shelf.note(snapshot, pinned=reason)

    def prune(self, *, dry_run: bool = False) -> list[KeptSnapshot]:
        """Remove the snapshots that the rule of the shelf does not keep; those removed, or that would be."""
        if dry_run:
            return [kept for kept in self._dispensable() if not self.shelf.is_open(kept)]
        with self.writing(what="prune"):
            return self._prune()

    def unknown(self, snapshot: str) -> StoreError:
        """The error for a snapshot that is not here, naming some that are."""
        known = [kept.id for kept in self.shelf.all() if kept.held]
        return StoreError("snapshot_unknown", snapshot=repr(snapshot), known=", ".join(known[:5]) or "-")

    def _make_again(self, snapshot: str, progress: Progress) -> None:
        from data.build import whole
        from data.reference import load_reference  # brings analytics along, which a plain read does not need

        kept, reference = self.shelf.about(snapshot), load_reference()
        self._require_same(kept, whole.recipe(), reference.hash)
        entries = self.ledger.entries()
        heads = [kept.head] if kept.head is not None else range(len(entries), 0, -1)
        for head in heads:
            loads = standing(entries[:head])
            if whole.snapshot_id(loads, reference) == snapshot:
                with self.writing(progress, f"build {snapshot}") as ledger:
                    ledger.check(loads)
                    whole.build(loads, reference, kept.path, progress, self.sealing(snapshot, head, reference.hash))
                return
        raise self.unknown(snapshot)

    def _require_same(self, kept: KeptSnapshot, recipe: str, reference: str) -> None:
        known = ", ".join([other.id for other in self.shelf.all() if other.held][:5]) or "-"
        told = {"snapshot": kept.id, "published": kept.moment.date(), "known": known}
        if kept.recipe not in (None, recipe):
            raise StoreError("snapshot_lost_program", **told)
        if kept.reference not in (None, reference):
            raise StoreError("snapshot_lost_reference", **told)

    def sealing(self, snapshot: str, head: int, reference: str) -> Callable[[Path], None]:
        """What `build.build` calls with the finished file before it takes its place: its hash and origin are noted."""
        from data.build import whole

        return lambda pending: self.shelf.seal(snapshot, pending, head, whole.recipe(), reference)

    @contextmanager
    def writing(self, progress: Progress = silent, what: str = "write", *, mend: bool = False) -> Iterator[Ledger]:
        """Hold the writers' lock; yields the whole ledger, cleared of what a killed writer left.

        Waits for another writer at most LOCK_SECONDS, telling `progress` who that is. Where entries are missing or
        the pointer is damaged nothing may be written: LedgerError or StoreError. `mend` sets a damaged pointer aside.
        """
        with writing_in(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            with lock.alone(self.folder, progress), lock.named(self.folder, what):
                if mend:
                    self._set_damaged_pointer_aside(progress)
                published = self.ledger
                published.entries()
                published.drop_unpublished()
                workspace.sweep(self.folder)
                yield Ledger(self.folder / "ledger")

    def scratch(self) -> AbstractContextManager[Path]:
        """A folder of one's own on the store's disk, removed afterwards; after a kill by the next writer."""
        return workspace.scratch(self.folder)

    def workspace(self) -> Path:
        """A folder of one's own that outlives the call, for an upload on its way; swept after a day."""
        return workspace.workspace(self.folder)

    def publish(self, snapshot: str, head: int) -> Pointer:
        """Make `snapshot` the published one by replacing the pointer atomically; then prune. Call it under the lock."""
        before = self.pointer
        if before and (before.snapshot, before.head) == (snapshot, head):
            pointer = before
        else:
            pointer = Pointer(snapshot, head, datetime.now(UTC).isoformat(timespec="seconds"))
            write_whole(self.folder / "pointer.json", {"format": FORMAT, **pointer.__dict__})
        self.shelf.was_published(snapshot, head, pointer.published_at)
        self._prune()
        return pointer

    def _set_damaged_pointer_aside(self, progress: Progress) -> None:
        try:
            _ = self.pointer
        except StoreError as error:
            if error.key == "newer_program":
                raise
            aside = f"pointer-damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.json"
            os.rename(self.folder / "pointer.json", self.folder / aside)
            flush(self.folder)
            trouble = StoreError("pointer_set_aside", file=aside)
            progress(stage="mended", file=aside, rows=0, seconds=0.0, trouble=trouble)

    def _dispensable(self) -> list[KeptSnapshot]:
        pointer = self.pointer
        return self.shelf.dispensable(pointer.snapshot if pointer else None, datetime.now(UTC))

    def _prune(self) -> list[KeptSnapshot]:
        return [kept for kept in self._dispensable() if self.shelf.remove(kept)]
