"""The reference in force: what is shipped or given by KINERJA_REFERENCE, under the changes that stand in the ledger."""

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from data.errors import first_line
from data.files import digest
from data.ledger import Entry, Ledger, LedgerError, amendments
from data.reference import Change, Reference, load_reference, reference
from data.reference.overlay import Cells, cells_of

CHANGES = "changes.json"


def reference_at(ledger: Path, head: int, snapshot: str) -> Reference:
    """The reference of a published snapshot; the folder `ledger` is read once for each."""
    return _of(_amendments_at(ledger, head, snapshot))


def reference_of(entries: Iterable[Entry]) -> Reference:
    """The reference as it was when the last of `entries` was written; LedgerError where one cannot be read."""
    return _of(tuple(_named(entry) for entry in amendments(entries)))


def hash_of(entries: Iterable[Entry]) -> str:
    """The hash of the same reference, whose tables need not be read and checked for it."""
    return reference.hash_of(reference.laid_over(_changes_in(tuple(_named(entry) for entry in amendments(entries)))))


def changes_of(entry: Entry) -> tuple[Change, ...]:
    """The rows that a reference entry changed, in its order; LedgerError where its file is missing or was changed."""
    return _changes(*_named(entry))


def _of(named: tuple[tuple[Path, str], ...]) -> Reference:
    return load_reference(changes=_changes_in(named))


def _changes_in(named: tuple[tuple[Path, str], ...]) -> list[Change]:
    return [change for one in named for change in _changes(*one)]


def _named(entry: Entry) -> tuple[Path, str]:
    """Where an entry's changes lie, and the hash they were recorded with."""
    return entry.folder / CHANGES, str((entry.facts.get("files") or {}).get(CHANGES))


@lru_cache(maxsize=16)
def _amendments_at(ledger: Path, head: int, snapshot: str) -> tuple[tuple[Path, str], ...]:
    return tuple(_named(entry) for entry in amendments(Ledger(ledger, head).entries()))


@lru_cache(maxsize=64)
def _changes(path: Path, recorded: str) -> tuple[Change, ...]:
    name = path.parent.name
    told = {"path": f"ledger/{name}/{CHANGES}", "submission": name, "file": CHANGES}
    try:
        if digest(path) != recorded:
            raise LedgerError("file_differs", **told)
        return tuple(
            Change(one["table"], *(_cells(one["table"], one[part]) for part in ("before", "after", "given")))
            for one in json.loads(path.read_text("utf-8"))
        )
    except FileNotFoundError as error:
        raise LedgerError("file_missing", **told) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LedgerError("entry_unreadable", path=told["path"], detail=first_line(error)) from error


def _cells(table: str, row: dict[str, str] | None) -> Cells | None:
    return None if row is None else cells_of(table, row)


def written(change: Change) -> dict[str, object]:
    """A change as it is kept in the entry."""
    rows = {part: getattr(change, part) for part in ("before", "after", "given")}
    return {"table": change.table, **{part: None if row is None else dict(row) for part, row in rows.items()}}
