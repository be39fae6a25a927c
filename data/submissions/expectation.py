"""An act may name the snapshot that was looked at: it stops where another is published by then."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.changes.between_snapshots import differing
from data.errors import OvertakenError
from data.ledger import Entry
from data.store import Store

NAMED = 3  # submissions that an error names
CHANGING = ("load", "undo", "redo", "aside", "reference")  # entries that change what is published


@dataclass(frozen=True)
class Meanwhile:
    """What came between two publications: how many published values differ, None where the earlier snapshot's file is
    gone, and the entries of the ledger, oldest first."""

    values: int | None
    entries: tuple[Entry, ...]


def require(store: Store, expected: str | None) -> None:
    """OvertakenError where `expected` is given and another snapshot is published. Call it under the lock."""
    pointer = store.pointer
    present = pointer.snapshot if pointer else "-"
    if expected is None or expected == present:
        return
    if store.shelf.about(expected).head is None:
        raise OvertakenError("expected_unknown", expected=repr(expected), present=present)
    names = ", ".join(map(_named, _since(store, expected)[-NAMED:])) or "-"
    raise OvertakenError("overtaken", expected=expected, present=present, names=names)


def meanwhile(store: Store, seen: str, present: str) -> Meanwhile:
    """What came between the snapshot that was `seen` and the one that is published now."""
    return Meanwhile(differing(store, seen, present), tuple(_since(store, seen)))


def _since(store: Store, snapshot: str) -> Sequence[Entry]:
    head = store.shelf.about(snapshot).head
    later = [entry for entry in store.ledger.entries() if head is not None and entry.sequence > head]
    return [entry for entry in later if entry.kind in CHANGING]


def _named(entry: Entry) -> str:
    told = (entry.facts.get("file") or f"{entry.kind} {entry.submission}", entry.facts.get("sender"))
    return " ".join([entry.id, *(repr(one) for one in told if one)])
