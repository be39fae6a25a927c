"""One entry of the ledger: what its folder holds, how it is read, and which loads stand."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data.errors import KinerjaError, first_line

ENTRY = "entry.json"
FORMAT = 1
NAME = re.compile(r"(\d{6,})-([0-9a-z]{8})")


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


def sequence_of(folder: Path) -> int:
    """Number of an entry's folder, 0 for a folder that is none."""
    match = NAME.fullmatch(folder.name)
    return int(match[1]) if match else 0


def read(folder: Path) -> Entry:
    path = f"ledger/{folder.name}/{ENTRY}"
    try:
        facts = json.loads((folder / ENTRY).read_text("utf-8"))
        if facts.get("format", FORMAT) > FORMAT:
            raise LedgerError("newer_program", path=path, found=facts["format"], known=FORMAT)
        entry = Entry(facts["id"], sequence_of(folder), facts["kind"], facts["submission"], folder, facts)
        if entry.id != folder.name:
            raise LedgerError("entry_renamed", path=f"ledger/{folder.name}", found=entry.id)
        if entry.kind not in ("load", "undo", "redo") or not isinstance(facts["content"], str):
            raise ValueError(f"kind {entry.kind!r}")
        return entry
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LedgerError("entry_unreadable", path=path, detail=first_line(error)) from error
