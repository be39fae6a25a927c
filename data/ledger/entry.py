"""One entry of the ledger: what its folder holds, how it is read, and which loads stand."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from data.errors import KinerjaError, first_line

ENTRY = "entry.json"
FORMATS = {
    "load": 1, "undo": 1, "redo": 1, "aside": 2, "reference": 3, "grant": 4,
    "submit": 5, "approve": 5, "return": 5, "schedule": 5, "lapse": 5, "two_persons": 5,
}  # fmt: skip
"""Kind → the format of the ledger that brought it."""
FORMAT = max(FORMATS.values())
TURNED = ("load", "aside", "reference", "grant", "two_persons")  # what an undo can name
STEPS = ("approve", "return", "schedule", "lapse")  # what becomes of a submit before it is published
NAME = re.compile(r"(\d{6,})-([0-9a-z]{8})")


class LedgerError(KinerjaError):
    """The ledger cannot be read or does not hold what was asked for."""


@dataclass(frozen=True)
class Entry:
    """One line of the ledger. `kind` is one of FORMATS; undo and redo name in `submission` what they turn, STEPS the
    submit that they are a step of.

    An aside takes out the loads named in its facts `whole`, and what is simulated of those named in `part`; those are
    `real_only` while it stands. `record` is the SHA-256 of the bytes of entry.json.
    """

    id: str
    sequence: int
    kind: str
    submission: str
    folder: Path
    facts: Mapping[str, Any] = field(default_factory=dict)
    real_only: bool = False
    record: str = ""

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


class Turns:
    """What became of the loads, asides and references among entries: `undone`, and set aside `whole` or in `part`."""

    def __init__(self, entries: Iterable[Entry]):
        self.known: dict[str, Entry] = {}
        self.undone: set[str] = set()
        self.whole: set[str] = set()
        self.part: set[str] = set()
        for entry in entries:
            self._take(entry)

    @property
    def out(self) -> set[str]:
        """Ids of those that do not stand."""
        return self.undone | self.whole

    def _take(self, entry: Entry) -> None:
        if entry.kind in TURNED:
            self.known[entry.id] = entry
        elif entry.kind == "undo":
            self.undone.add(entry.submission)
        elif entry.kind == "redo":  # a load that is put back by itself leaves those it was set aside with
            self.undone.discard(entry.submission)
            self.whole.discard(entry.submission)
        turned = self.known.get(entry.submission)
        if turned is not None and turned.kind == "aside":
            self._set_aside(turned, entry.kind == "undo")

    def _set_aside(self, aside: Entry, back: bool) -> None:
        for name, ids in (("whole", self.whole), ("part", self.part)):
            named = {str(one) for one in aside.facts.get(name) or ()}
            ids -= named if back else set()
            ids |= set() if back else named


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The loads among `entries` that no later entry took out."""
    turns = Turns(entries)
    loads = [entry for key, entry in turns.known.items() if entry.kind == "load" and key not in turns.out]
    return [replace(entry, real_only=True) if entry.id in turns.part else entry for entry in loads]


def amendments(entries: Iterable[Entry]) -> list[Entry]:
    """The changes of the reference among `entries` that stand, in order."""
    return _kept(entries, "reference")


def grants(entries: Iterable[Entry]) -> list[Entry]:
    """The roles given among `entries` that were not taken back, in order."""
    return _kept(entries, "grant")


def two_persons(entries: Iterable[Entry]) -> dict[str, bool]:
    """Agency → whether another than the sender has to approve: what its last entry that was not taken back says."""
    return {str(entry.facts["agency"]): bool(entry.facts["asked"]) for entry in _kept(entries, "two_persons")}


def _kept(entries: Iterable[Entry], kind: str) -> list[Entry]:
    turns = Turns(entries)
    return [entry for key, entry in turns.known.items() if entry.kind == kind and key not in turns.undone]


def sequence_of(folder: Path) -> int:
    """Number of an entry's folder, 0 for a folder that is none."""
    match = NAME.fullmatch(folder.name)
    return int(match[1]) if match else 0


def read(folder: Path) -> Entry:
    """The entry in a folder; LedgerError when it cannot be read or is damaged."""
    try:
        written = (folder / ENTRY).read_bytes()
    except PermissionError as error:
        raise LedgerError("not_readable", path=f"ledger/{folder.name}/{ENTRY}", detail=first_line(error)) from error
    except OSError as error:
        raise LedgerError("entry_unreadable", path=f"ledger/{folder.name}/{ENTRY}", detail=first_line(error)) from error
    return parsed(written, folder)


def parsed(written: bytes, folder: Path, name: str = "") -> Entry:
    """The entry that the bytes of an entry.json tell; `name` is what the folder should be called, if not as it is."""
    path = f"ledger/{folder.name}/{ENTRY}"
    try:
        facts = json.loads(written.decode("utf-8"))
        if facts.get("format", FORMAT) > FORMAT:
            raise LedgerError("newer_program", path=path, found=facts["format"], known=FORMAT)
        if facts["id"] != (name or folder.name):
            raise LedgerError("entry_renamed", path=f"ledger/{folder.name}", found=facts["id"])
        if facts["kind"] not in FORMATS or not isinstance(facts["content"], str):
            raise ValueError(f"kind {facts['kind']!r}")
        record = hashlib.sha256(written).hexdigest()
        return Entry(
            facts["id"], sequence_of(folder), facts["kind"], facts["submission"], folder, facts, record=record
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LedgerError("entry_unreadable", path=path, detail=first_line(error)) from error
