"""The shelf of snapshots: their files, what is known of each, and which are kept.

Beside `kinerja-<id>.duckdb` stand `<id>.json`, which says what the file was made from, its hash and when it was
published, and `<id>.lease`, locked by everyone who has the snapshot open. The note outlives a pruned file, so that it
can be said why an old snapshot cannot be made again, and what was published is known without the pointer. It holds the
checksum of its own content; one that is damaged counts for nothing and is set aside by who writes it again.

Kept are the published snapshot, the ten newest, the last of each of the past thirty days, those that are pinned or open
somewhere, and for a week the last five that were made again for a reader. What a reader cited is pinned for a year,
which begins anew when it is cited again; what the command line pins stays until it is released. Everything else can be
made again from the ledger as long as formulas and reference data are the same.
"""

import json
import os
import re
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from data import office
from data.errors import StoreError, first_line
from data.files import digest, is_whole, sealed, write_whole
from data.office import ZONE, stamp
from data.store.lease import Lease

FORMAT = 2
FACTS = (
    "head", "recipe", "reference", "generation", "sha256", "before", "built", "pinned", "pinned_at", "asked",
)  # fmt: skip
NEWEST = 10
NAMED = 5  # snapshots that an error names
DAYS = 30
ASKED, ASKED_DAYS = 5, 7
CITED, CITED_DAYS = "cited", 365
IDENTITY = re.compile(r"[0-9A-Za-z]{1,64}")


@dataclass(frozen=True)
class KeptSnapshot:
    """What is known of one snapshot. `published` are moments, the latest last; `held` says whether its file is there.

    An undo may publish it anew: `head` is the ledger's head at its latest publication.
    `recipe` and `reference` are the hashes of formulas and reference data, `sha256` that of the file and `before` that
    of the file it replaced; all are None where nothing was noted. `publications` says of each publication moment, head,
    entry and chain; `sound` is False for a note that is damaged. `pinned` is the reason of a pin, `pinned_at` its
    moment, `asked` when it was last made again for a reader.
    """

    id: str
    path: Path
    held: bool
    head: int | None = None
    recipe: str | None = None
    reference: str | None = None
    sha256: str | None = None
    before: str | None = None
    built: str | None = None
    published: tuple[str, ...] = ()
    pinned: str | None = None
    generation: int | None = None
    publications: tuple[Mapping[str, Any], ...] = ()
    sound: bool = True
    pinned_at: str | None = None
    asked: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything tells that there ever was such a snapshot."""
        return self.held or bool(self.published) or self.built is not None or self.head is not None

    @property
    def pinned_until(self) -> datetime | None:
        """When its pin ends; None where it has none, or none that ends."""
        if self.pinned != CITED or not self.pinned_at:
            return None
        return datetime.fromisoformat(self.pinned_at) + timedelta(days=CITED_DAYS)

    def is_pinned(self, now: datetime) -> bool:
        """Whether it is kept because somebody pinned it."""
        return bool(self.pinned) and (self.pinned_until is None or now < self.pinned_until)

    @property
    def first_head(self) -> int | None:
        """The ledger's head at its first publication, as far as is noted."""
        return self.publications[0].get("head", self.head) if self.publications else self.head

    @property
    def first_day(self) -> date:
        """The office's day on which it was first published, else made."""
        said = self.published[0] if self.published else None
        return (datetime.fromisoformat(said) if said else self.moment).astimezone(ZONE).date()

    @property
    def moment(self) -> datetime:
        """When it was last published, else built, else when its file was written."""
        said = self.published[-1] if self.published else self.built
        if said:
            return datetime.fromisoformat(said)
        try:
            return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        except OSError:
            return datetime.min.replace(tzinfo=UTC)


class Shelf:
    """The folder of snapshots."""

    def __init__(self, folder: Path):
        self.folder = folder

    def path_of(self, snapshot: str) -> Path:
        """Where the snapshot's file lies or would lie."""
        return self.folder / f"kinerja-{snapshot}.duckdb"

    def about(self, snapshot: str) -> KeptSnapshot:
        """What is known of a snapshot, whether or not its file is there."""
        path = self.path_of(snapshot)
        facts = self._noted(snapshot)
        known: dict[str, Any] = {name: facts.get(name) for name in FACTS}
        if known["pinned"] and not known["pinned_at"]:
            known["pinned_at"] = self._noted_at(snapshot)
        lists: dict[str, Any] = {name: tuple(facts.get(name) or ()) for name in ("published", "publications")}
        return KeptSnapshot(snapshot, path, path.is_file(), **known, **lists, sound=facts.get("sound", True))

    def all(self) -> list[KeptSnapshot]:
        """Every snapshot that is or was here, the newest first; StoreError when the folder may not be read."""
        if self.folder.is_dir() and not os.access(self.folder, os.R_OK | os.X_OK):
            raise StoreError("not_readable", path=self.folder, detail="snapshots")
        names = {path.stem.removeprefix("kinerja-") for path in self.folder.glob("kinerja-*.duckdb")}
        names |= {path.stem for path in self.folder.glob("*.json") if IDENTITY.fullmatch(path.stem)}
        return sorted(map(self.about, names), key=lambda kept: (kept.moment, kept.head or 0, kept.id), reverse=True)

    def newest(self) -> str:
        """The newest snapshots whose files are here, as errors name them."""
        return ", ".join([kept.id for kept in self.all() if kept.held][:NAMED]) or "-"

    def note(self, snapshot: str, **facts: object) -> None:
        """Add to what is known of a snapshot."""
        self.folder.mkdir(parents=True, exist_ok=True)
        known, path = _with_publications(self._noted(snapshot)), self._note_path(snapshot)
        if not known.pop("sound", True):
            os.replace(path, path.with_name(f"{snapshot}-damaged-{stamp()}.json"))
        write_whole(path, sealed({**known, "format": FORMAT, "snapshot": snapshot, **facts}))

    def seal(self, snapshot: str, pending: Path, head: int, program: Mapping[str, object]) -> None:
        """Note what a finished file was made from, before it takes its place: `program` is recipe and reference."""
        facts = {"head": head, **program, "sha256": digest(pending)}
        before = self._noted(snapshot).get("sha256")
        self.note(snapshot, **facts, before=before, built=office.now())

    def was_published(self, snapshot: str, **said: object) -> None:
        """Note a publication, once: `published_at`, `head`, and its `entry` and `chain`."""
        known = self.about(snapshot)
        if said not in known.publications:
            publications = [*known.publications, said]
            moments = [*known.published, *({said["published_at"]} - {*known.published})]
            self.note(snapshot, head=said["head"], published=moments, publications=publications)

    def pin(self, snapshot: str, reason: str) -> None:
        """Note why a snapshot is to be kept, and since when."""
        self.note(snapshot, pinned=reason, pinned_at=office.now())

    def release(self, snapshot: str) -> None:
        """Note that a snapshot is not to be kept any more."""
        self.note(snapshot, pinned=None, pinned_at=None)

    def asked(self, snapshot: str) -> None:
        """Note that a snapshot was made again for a reader."""
        self.note(snapshot, asked=office.now())

    def damage(self, snapshot: str) -> StoreError | None:
        """What is wrong with the bytes of a snapshot's file."""
        kept = self.about(snapshot)
        if not kept.held:
            return StoreError("snapshot_missing", path=f"snapshots/{kept.path.name}")
        try:
            if kept.sha256 and digest(kept.path) not in (kept.sha256, kept.before):
                return StoreError("snapshot_differs", path=f"snapshots/{kept.path.name}")
        except OSError as error:
            key = "not_readable" if isinstance(error, PermissionError) else "snapshot_damaged"
            return StoreError(key, path=f"snapshots/{kept.path.name}", detail=first_line(error))
        return None

    def dispensable(self, published: str | None, now: datetime) -> list[KeptSnapshot]:
        """Snapshots whose file the rule does not keep, the newest first; those open elsewhere are among them."""
        held = [kept for kept in self.all() if kept.held]
        stays = {kept.id for kept in held[:NEWEST]} | {kept.id for kept in held if kept.is_pinned(now)} | {published}
        stays |= {kept.id for kept in _lately_asked(held, now)}
        days = set()
        for kept in held:
            day = kept.moment.astimezone(ZONE).date()
            if kept.published and now - kept.moment < timedelta(days=DAYS) and day not in days:
                days.add(day)
                stays.add(kept.id)
        return [kept for kept in held if kept.id not in stays]

    def remove(self, kept: KeptSnapshot) -> bool:
        """Remove a snapshot's file unless somebody has it open; its note stays."""
        lease = self._lease_path(kept.id)
        with Lease(lease, exclusive=True) as free:
            if not free:
                return False
            try:
                kept.path.unlink(missing_ok=True)
            except PermissionError:
                return False
            kept.path.with_name(f"{kept.path.name}.wal").unlink(missing_ok=True)
            lease.unlink(missing_ok=True)
        return True

    def is_open(self, kept: KeptSnapshot) -> bool:
        """Whether somebody has the snapshot open."""
        with Lease(self._lease_path(kept.id), exclusive=True) as free:
            return not free

    def hold(self, snapshot: str, holder: object) -> None:
        """Keep the snapshot from being removed for as long as `holder` lives."""
        lease = Lease(self._lease_path(snapshot), exclusive=False)
        weakref.finalize(holder, lease.close)

    def _note_path(self, snapshot: str) -> Path:
        return self.folder / f"{snapshot}.json"

    def _lease_path(self, snapshot: str) -> Path:
        return self.folder / f"{snapshot}.lease"

    def _noted(self, snapshot: str) -> dict[str, Any]:
        """What a note says; of a damaged one only that it is not `sound`."""
        try:
            facts: dict[str, Any] = json.loads(self._note_path(snapshot).read_text("utf-8"))
            _require_note(facts, snapshot)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError):
            return {"sound": False}
        return facts

    def _noted_at(self, snapshot: str) -> str:
        """When the note of a snapshot was last written: the age of a pin of before pins had one."""
        try:
            written = datetime.fromtimestamp(self._note_path(snapshot).stat().st_mtime, UTC)
        except OSError:
            return office.now()
        return written.isoformat(timespec="seconds")


def _lately_asked(held: list[KeptSnapshot], now: datetime) -> list[KeptSnapshot]:
    """The last ASKED of those that were made again for a reader in the past ASKED_DAYS."""
    since = (now - timedelta(days=ASKED_DAYS)).isoformat(timespec="seconds")
    asked = [kept for kept in held if kept.asked and kept.asked > since]
    return sorted(asked, key=lambda kept: kept.asked or "", reverse=True)[:ASKED]


def _with_publications(facts: dict[str, Any]) -> dict[str, Any]:
    """A note of format 1 says its last publication by head and moment; they are kept before a new head is noted."""
    if "publications" in facts or not facts.get("published") or facts.get("head") is None:
        return facts
    return {**facts, "publications": [{"head": facts["head"], "published_at": facts["published"][-1]}]}


def _require_note(facts: Mapping[str, Any], snapshot: str) -> None:
    """ValueError or TypeError for facts that are no whole note of a snapshot; notes of format 1 have no checksum."""
    if ("format" in facts or "sum" in facts) and not is_whole(facts):
        raise ValueError("checksum")
    if facts.get("snapshot", snapshot) != snapshot or type(facts.get("head") or 0) is not int:
        raise ValueError("snapshot, head")
    for moment in (*(facts.get("published") or ()), facts.get("built") or "2000-01-01"):
        datetime.fromisoformat(moment)
