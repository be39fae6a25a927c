"""A second copy of every record, beside the ledger: what entry.json said when it was published.

The rows of an entry can be read again from its original file, its record cannot be made again from anything.
"""

import time
from collections.abc import Iterable
from pathlib import Path

from data.files import copied, flush
from data.ledger.entry import ENTRY, Entry, sequence_of

FOLDER = "records"


def path_of(ledger: Path, entry: str) -> Path:
    """Where the copy of an entry's record lies or would lie."""
    return ledger.parent / FOLDER / f"{entry}.json"


def copy_of(ledger: Path, entry: str) -> bytes | None:
    """The bytes of the copy, None where there is none to be read."""
    try:
        return path_of(ledger, entry).read_bytes()
    except OSError:
        return None


def differs(ledger: Path, entry: str) -> bool:
    """Whether the copy of a record that can be read is not what the record says now."""
    try:
        return (ledger / entry / ENTRY).read_bytes() != copy_of(ledger, entry)
    except OSError:
        return False


def numbered(ledger: Path) -> dict[int, list[str]]:
    """Number → ids of the entries of which there is a copy, in order."""
    known: dict[int, list[str]] = {}
    for path in sorted((ledger.parent / FOLDER).glob("*.json")):
        if number := sequence_of(path.with_suffix("")):
            known.setdefault(number, []).append(path.stem)
    return known


def keep(ledger: Path, entries: Iterable[Entry]) -> None:
    """Copy the records of which there is no copy yet."""
    folder = ledger.parent / FOLDER
    folder.mkdir(exist_ok=True)
    held = {path.stem for path in folder.iterdir()}
    new = [entry for entry in entries if entry.id not in held]
    for entry in new:
        write(ledger, entry)
    if new:
        flush(folder)


def write(ledger: Path, entry: Entry) -> None:
    """Copy one record, over what stands there."""
    target = path_of(ledger, entry.id)
    if target.is_dir():
        target.rename(target.with_name(f".{target.name}-damaged-{time.time_ns()}"))
    pending = target.with_name(f".{target.name}")
    copied(entry.folder / ENTRY, pending)
    pending.replace(target)
