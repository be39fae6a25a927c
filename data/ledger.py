"""The ledger: an append-only list of what was submitted and undone, one folder per entry.

An entry's folder is written under a dotted name, flushed, and renamed into place, so a kill leaves either the
whole entry or none. Entries past the head that the pointer names were never published; the next writer drops them.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ENTRY = "entry.json"


class LedgerError(Exception):
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


def flush(path: Path) -> None:
    """Ask the system to put a file or folder on disk; folders cannot be flushed on Windows."""
    if path.is_dir() and os.name == "nt":
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
        """All published entries in order of sequence."""
        return [entry for entry in self._on_disk() if self.head is None or entry.sequence <= self.head]

    def active(self) -> list[Entry]:
        """Loads that stand, in order: not undone, or redone since."""
        return standing(self.entries())

    def find(self, submission: str) -> Entry:
        """The load with this id, standing or not."""
        loads = {entry.id: entry for entry in self.entries() if entry.kind == "load"}
        if submission not in loads:
            known = ", ".join(list(loads)[-5:]) or "-"
            raise LedgerError(f"No submission {submission!r} in the ledger. Latest submissions: {known}.")
        return loads[submission]

    def is_active(self, submission: str) -> bool:
        return any(entry.id == submission for entry in self.active())

    def next_id(self, content: str) -> str:
        """Id of the next entry: six-digit sequence and eight digits of the content's hash."""
        return f"{self._last() + 1:06d}-{content[:8]}"

    def append(self, kind: str, content: str, facts: Mapping[str, object], files: Mapping[str, Path]) -> Entry:
        """Write one entry whole: `files` are copied under their names, `facts` become entry.json."""
        entry_id = self.next_id(content)
        record = {**facts, "id": entry_id, "kind": kind, "content": content}
        record.setdefault("submission", entry_id)
        pending = self.folder / f".{entry_id}"
        shutil.rmtree(pending, ignore_errors=True)
        pending.mkdir(parents=True)
        hashes = {}
        for name, source in files.items():
            shutil.copyfile(source, pending / name)
            hashes[name] = digest(pending / name)
            flush(pending / name)
        record["files"] = hashes
        (pending / ENTRY).write_text(json.dumps(record, ensure_ascii=False, indent=1, default=str), "utf-8")
        flush(pending / ENTRY)
        flush(pending)
        os.rename(pending, self.folder / entry_id)
        flush(self.folder)
        return _read(self.folder / entry_id)

    def drop_unpublished(self) -> None:
        """Remove what a killed writer left: dotted folders and entries past the head. Call it under the lock."""
        if not self.folder.exists():
            return
        for folder in self.folder.iterdir():
            unpublished = self.head is not None and _sequence(folder) > self.head
            stale = folder.name.startswith(".") or unpublished
            if folder.is_dir() and stale:
                shutil.rmtree(folder)

    def damage(self) -> Iterable[str]:
        """Sentences naming every entry whose files are missing or differ from their recorded hashes."""
        for entry in self.entries():
            for name, expected in dict(entry.facts.get("files", {})).items():
                path = entry.folder / name
                if not path.exists():
                    yield f"ledger/{entry.id}/{name} is missing."
                elif digest(path) != expected:
                    yield f"ledger/{entry.id}/{name} differs from the hash recorded when it was received."

    def with_content(self, content: str) -> Entry | None:
        """The standing load of exactly this content (file bytes and options), the latest if several."""
        return next((entry for entry in reversed(self.active()) if entry.facts["content"] == content), None)

    def _last(self) -> int:
        return max((entry.sequence for entry in self._on_disk()), default=0)

    def _on_disk(self) -> list[Entry]:
        if not self.folder.exists():
            return []
        folders = (f for f in self.folder.iterdir() if f.is_dir() and not f.name.startswith("."))
        return sorted((_read(folder) for folder in folders), key=lambda entry: entry.sequence)


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


def _sequence(folder: Path) -> int:
    head = folder.name.split("-")[0]
    return int(head) if head.isdigit() else -1


def _read(folder: Path) -> Entry:
    try:
        facts = json.loads((folder / ENTRY).read_text("utf-8"))
        return Entry(facts["id"], _sequence(folder), facts["kind"], facts["submission"], folder, facts)
    except (OSError, ValueError, KeyError) as error:
        raise LedgerError(f"ledger/{folder.name}/{ENTRY} cannot be read ({error}). Restore it from a copy.") from error
