"""Bring back an entry that was dropped because it was never published."""

from pathlib import Path
from typing import Any

from data.errors import StoreError
from data.ledger import Entry, chain
from data.ledger.entry import ENTRY, parsed
from data.progress import Progress, silent
from data.store import Pointer, Store
from data.submissions.publication import publish

OF_THE_PLACE = {"format", "id", "kind", "content", "files", "after", chain.PREVIOUS}


def dropped(store: Store) -> dict[str, Path]:
    """Id → folder of the entries that were dropped and are still there, the newest of each."""
    found = sorted((store.folder / "dropped").glob(f"*/{ENTRY}"))
    return {path.parent.name.partition("-")[2]: path.parent for path in found}


def take_back(store: Store, entry: str, progress: Progress = silent) -> tuple[Entry, Pointer]:
    """Append a dropped entry anew, under the next number, and publish; StoreError when none of that id was dropped."""
    known = dropped(store)
    if entry not in known:
        raise StoreError("not_dropped", entry=repr(entry), known=", ".join(known) or "-")
    folder = known[entry]
    was = parsed((folder / ENTRY).read_bytes(), folder, entry)
    facts: dict[str, Any] = {name: value for name, value in was.facts.items() if name not in OF_THE_PLACE}
    if facts["submission"] == entry:
        del facts["submission"]
    hashes = dict(was.facts.get("files") or {})
    with store.writing(progress, f"repair {entry}"[:80]) as ledger:
        files = {name: folder / name for name in hashes}
        taken = ledger.append(was.kind, was.facts["content"], {**facts, "was": entry}, files, hashes)
        return taken, publish(store, ledger, progress)
