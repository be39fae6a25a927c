"""The ledger: an append-only list of what was submitted and undone, one folder per entry.

An entry's folder is written under a dotted name, flushed, and renamed into place, so a kill leaves either the
whole entry or none. Entries past the head that the pointer names were never published; the next writer moves them
out of the way, into `dropped` beside the ledger, where they stay for a month. Sequence numbers have no gaps: where
one is missing, a folder was lost, and nothing is built or written until it is back.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from data.errors import KinerjaError, first_line

ENTRY = "entry.json"
FORMAT = 1
NAME = re.compile(r"(\d{6,})-([0-9a-z]{8})")
BLOCK = 1 << 20


class LedgerError(KinerjaError):
    """The ledger cannot be read or does not hold what was asked for."""


@dataclass(frozen=True)
class Entry:
    """One line of the ledger. `kind` is load, undo or redo; undo and redo name the load in `submission`."""

    id: str
    sequence: int
    kind: str
    submission: str
    folder: Path
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def accepted(self) -> Path:
        return self.folder / "accepted.parquet"

    @property
    def rejected(self) -> Path:
        return self.folder / "rejected.parquet"

    @property
    def findings(self) -> Path:
        return self.folder / "findings.parquet"

    @property
    def original(self) -> Path | None:
        name = self.facts.get("original")
        return self.folder / str(name) if name else None


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copied(source: Path, target: Path) -> str:
    """Copy a file in blocks and flush it; the SHA-256 of what was written."""
    seen = hashlib.sha256()
    with source.open("rb") as reader, target.open("wb") as writer:
        while block := reader.read(BLOCK):
            seen.update(block)
            writer.write(block)
        writer.flush()
        os.fsync(writer.fileno())
    return seen.hexdigest()


def write_whole(path: Path, facts: object) -> None:
    """Write a JSON file so that a kill leaves the old content or the new one."""
    pending = path.with_name(f".{path.name}")
    with pending.open("w", encoding="utf-8") as file:
        json.dump(facts, file, ensure_ascii=False, indent=1, default=str)
        file.flush()
        os.fsync(file.fileno())
    os.replace(pending, path)
    flush(path.parent)


def flush(path: Path) -> None:
    """Ask the system to put a file or folder on disk; folders cannot be flushed on Windows."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Ledger:
    """The folder of entries. `head` is the last published sequence; None means all entries count."""

    def __init__(self, folder: Path, head: int | None = None):
        self.folder = folder
        self.head = head

    def entries(self) -> list[Entry]:
        """All published entries in order of sequence; LedgerError when one is missing or cannot be read."""
        return [_read(folder) for folder in self._folders()]

    def active(self) -> list[Entry]:
        """Loads that stand, in order: not undone, or redone since."""
        return standing(self.entries())

    def find(self, submission: str) -> Entry:
        """The load with this id, standing or not."""
        loads = {entry.id: entry for entry in self.entries() if entry.kind == "load"}
        if submission not in loads:
            raise LedgerError("submission_unknown", submission=repr(submission), known=", ".join([*loads][-5:]) or "-")
        return loads[submission]

    def is_active(self, submission: str) -> bool:
        return any(entry.id == submission for entry in self.active())

    def next_id(self, content: str) -> str:
        """Id of the next entry: six-digit sequence and eight digits of the content's hash."""
        return f"{self._last() + 1:06d}-{content[:8]}"

    def append(
        self,
        kind: str,
        content: str,
        facts: Mapping[str, object],
        files: Mapping[str, Path],
        hashes: Mapping[str, str] | None = None,
    ) -> Entry:
        """Write one entry whole: `files` are copied under their names, `facts` become entry.json.

        `hashes` are those that files had when they were read: LedgerError when one has changed since.
        """
        entry_id = self.next_id(content)
        record = {**facts, "format": FORMAT, "id": entry_id, "kind": kind, "content": content}
        record.setdefault("submission", entry_id)
        pending = self.folder / f".{entry_id}"
        shutil.rmtree(pending, ignore_errors=True)
        pending.mkdir(parents=True)
        record["files"] = {name: self._take(source, pending / name) for name, source in files.items()}
        for name, expected in (hashes or {}).items():
            if record["files"][name] != expected:
                raise LedgerError("changed_meanwhile", file=repr(facts.get("file") or name))
        write_whole(pending / ENTRY, record)
        os.rename(pending, self.folder / entry_id)
        flush(self.folder)
        return _read(self.folder / entry_id)

    def drop_unpublished(self) -> None:
        """Take away what a killed writer left: half entries, and entries past the head. Call it under the lock."""
        for folder in self._listed():
            if folder.name.startswith(".") and NAME.fullmatch(folder.name[1:]):
                shutil.rmtree(folder)
            elif self.head is not None and _sequence(folder) > self.head:
                self._drop(folder)

    def damage(self) -> Iterator[LedgerError]:
        """One error for every entry that is missing, unreadable or differs from its hashes, and for what is foreign."""
        for folder in self._listed():
            if not _sequence(folder) and not folder.name.startswith("."):
                yield LedgerError("foreign", path=f"ledger/{folder.name}")
        yield from self._gaps()
        for folder in self._counted():
            try:
                entry = _read(folder)
            except LedgerError as error:
                yield error
            else:
                yield from _file_damage(entry, dict(entry.facts.get("files") or {}))

    def check(self, entries: Iterable[Entry]) -> None:
        """LedgerError for the first file that a build of `entries` reads and that is missing or was changed."""
        for entry in entries:
            recorded = dict(entry.facts.get("files") or {})
            needed = {name: recorded[name] for name in ("accepted.parquet", "findings.parquet") if name in recorded}
            for error in _file_damage(entry, needed):
                raise error

    def with_content(self, content: str) -> Entry | None:
        """The standing load of exactly this content (file bytes and options), the latest if several."""
        return next((entry for entry in reversed(self.active()) if entry.facts["content"] == content), None)

    def _take(self, source: Path, target: Path) -> str:
        """Bring a file into the ledger; one of our own working files is linked, which costs no second copy."""
        if source.is_relative_to(self.folder.parent / "work") and not source.is_symlink():
            try:
                os.link(source, target)
            except OSError:
                return copied(source, target)
            flush(target)
            return digest(target)
        return copied(source, target)

    def _drop(self, folder: Path) -> None:
        away = self.folder.parent / "dropped"
        away.mkdir(exist_ok=True)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
        os.rename(folder, away / f"{stamp}-{folder.name}")

    def _last(self) -> int:
        return max(map(_sequence, self._listed()), default=0)

    def _folders(self) -> list[Path]:
        """Folders of the entries that count, in order; LedgerError when the numbers have a gap or a double."""
        for error in self._gaps():
            raise error
        return self._counted()

    def _gaps(self) -> Iterator[LedgerError]:
        folders = self._counted()
        held: dict[int, list[str]] = {}
        for folder in folders:
            held.setdefault(_sequence(folder), []).append(folder.name)
        for number in range(1, (max(held, default=0) if self.head is None else self.head) + 1):
            if number not in held:
                yield LedgerError("entry_missing", number=f"{number:06d}")
            elif len(held[number]) > 1:
                yield LedgerError("entry_twice", number=f"{number:06d}", folders=", ".join(held[number]))

    def _counted(self) -> list[Path]:
        found = [folder for folder in self._listed() if _sequence(folder)]
        return sorted((f for f in found if self.head is None or _sequence(f) <= self.head), key=lambda f: f.name)

    def _listed(self) -> list[Path]:
        try:
            return [path for path in self.folder.iterdir() if path.is_dir()]
        except FileNotFoundError:
            return []


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The loads among `entries` that no later undo took out."""
    loads: dict[str, Entry] = {}
    undone: set[str] = set()
    for entry in entries:
        if entry.kind == "load":
            loads[entry.id] = entry
        elif entry.kind == "undo":
            undone.add(entry.submission)
        else:
            undone.discard(entry.submission)
    return [entry for key, entry in loads.items() if key not in undone]


def _file_damage(entry: Entry, hashes: Mapping[str, str]) -> Iterator[LedgerError]:
    for name, expected in hashes.items():
        told = {"path": f"ledger/{entry.id}/{name}", "submission": entry.id, "file": entry.facts.get("file")}
        try:
            if digest(entry.folder / name) != expected:
                yield LedgerError("file_differs", **told)
        except FileNotFoundError:
            yield LedgerError("file_missing", **told)
        except OSError as error:
            yield LedgerError("entry_unreadable", path=told["path"], detail=first_line(error))


def _sequence(folder: Path) -> int:
    """Number of an entry's folder, 0 for a folder that is none."""
    match = NAME.fullmatch(folder.name)
    return int(match[1]) if match else 0


def _read(folder: Path) -> Entry:
    path = f"ledger/{folder.name}/{ENTRY}"
    try:
        facts = json.loads((folder / ENTRY).read_text("utf-8"))
        if facts.get("format", FORMAT) > FORMAT:
            raise LedgerError("newer_program", path=path, found=facts["format"], known=FORMAT)
        entry = Entry(facts["id"], _sequence(folder), facts["kind"], facts["submission"], folder, facts)
        if entry.id != folder.name:
            raise LedgerError("entry_renamed", path=f"ledger/{folder.name}", found=entry.id)
        if entry.kind not in ("load", "undo", "redo") or not isinstance(facts["content"], str):
            raise ValueError(f"kind {entry.kind!r}")
        return entry
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LedgerError("entry_unreadable", path=path, detail=first_line(error)) from error
