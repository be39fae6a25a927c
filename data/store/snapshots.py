"""The shelf of snapshots: their files, what is known of each, and which are kept.

Beside `kinerja-<id>.duckdb` stand `<id>.json`, which says what the file was made from, its hash and when it was
published, and `<id>.lease`, locked by everyone who has the snapshot open. The note outlives a pruned file, so that it
can be said why an old snapshot cannot be made again.

Kept are the published snapshot, the ten newest, the last of each of the past thirty days, and those that are pinned or
open somewhere. Everything else can be made again from the ledger as long as formulas and reference data are the same.
"""

import json
import re
import weakref
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from data.errors import StoreError
from data.files import digest, write_whole
from data.store.lease import Lease

NEWEST = 10
DAYS = 30
OFFICE_TIME = timezone(timedelta(hours=7))
IDENTITY = re.compile(r"[0-9A-Za-z]{1,64}")


@dataclass(frozen=True)
class KeptSnapshot:
    """What is known of one snapshot. `published` are moments, the latest last; `held` says whether its file is there.

    `recipe` and `reference` are the hashes of formulas and reference data, `sha256` that of the file and `before` that
    of the file it replaced; all are None where nothing was noted.
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
        known = {name: facts.get(name) for name in ("head", "recipe", "reference", "sha256", "before", "built")}
        return KeptSnapshot(
            snapshot, path, path.is_file(), **known, published=tuple(facts.get("published") or ()),
            pinned=facts.get("pinned"),
        )  # fmt: skip

    def all(self) -> list[KeptSnapshot]:
        """Every snapshot that is or was here, the newest first."""
        names = {path.stem.removeprefix("kinerja-") for path in self.folder.glob("kinerja-*.duckdb")}
        names |= {path.stem for path in self.folder.glob("*.json") if IDENTITY.fullmatch(path.stem)}
        return sorted(map(self.about, names), key=lambda kept: (kept.moment, kept.head or 0, kept.id), reverse=True)

    def note(self, snapshot: str, **facts: object) -> None:
        """Add to what is known of a snapshot."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._note_path(snapshot), {**self._noted(snapshot), "snapshot": snapshot, **facts})

    def seal(self, snapshot: str, pending: Path, head: int, recipe: str, reference: str) -> None:
        """Note what a finished file was made from, before it takes its place."""
        facts = {"head": head, "recipe": recipe, "reference": reference, "sha256": digest(pending)}
        before = self._noted(snapshot).get("sha256")
        self.note(snapshot, **facts, before=before, built=datetime.now(UTC).isoformat(timespec="seconds"))

    def was_published(self, snapshot: str, head: int, moment: str) -> None:
        """Note a publication, once."""
        published = self._noted(snapshot).get("published") or []
        if moment not in published:
            self.note(snapshot, head=head, published=[*published, moment])

    def damage(self, snapshot: str) -> StoreError | None:
        """What is wrong with the bytes of a snapshot's file."""
        kept = self.about(snapshot)
        if not kept.held:
            return StoreError("snapshot_missing", path=f"snapshots/{kept.path.name}")
        if kept.sha256 and digest(kept.path) not in (kept.sha256, kept.before):
            return StoreError("snapshot_differs", path=f"snapshots/{kept.path.name}")
        return None

    def dispensable(self, published: str | None, now: datetime) -> list[KeptSnapshot]:
        """Snapshots whose file the rule does not keep, the newest first; those open elsewhere are among them."""
        held = [kept for kept in self.all() if kept.held]
        stays = {kept.id for kept in held[:NEWEST]} | {kept.id for kept in held if kept.pinned} | {published}
        days = set()
        for kept in held:
            day = kept.moment.astimezone(OFFICE_TIME).date()
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
        try:
            facts = json.loads(self._note_path(snapshot).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return facts if isinstance(facts, dict) else {}
