"""The chain of records: each entry holds the hash of all records before it, the pointer that of all.

Entries of stores older than the chain hold none; the first entry after them, or the pointer, seals them together.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from data.ledger.entry import Entry, LedgerError

PREVIOUS = "previous"


def link(previous: str, record: str) -> str:
    """Hash of the chain up to a record, from the hash before it and that of the record's bytes."""
    return hashlib.sha256(f"{previous} {record}".encode()).hexdigest()


def end(entries: Iterable[Entry], before: str = "") -> str:
    """Hash of the chain up to the last of entries, from the hash before them, empty for the first; that for none."""
    *_, last = accumulate((entry.record for entry in entries), link, initial=before)
    return last


def changed(entries: Sequence[Entry], seal: str = "") -> Iterator[LedgerError]:
    """An error for every record that is not the one that was sealed, the last first; `seal` is that of the whole.

    Told is the one record, or the first and last of several that were sealed together.
    """
    reached = list(accumulate((entry.record for entry in entries), link, initial=""))
    last = len(entries)
    while last:
        first = _first_of_run(entries, last)
        before = entries[first].facts.get(PREVIOUS, "")
        found = reached[last] if first == 0 else end(entries[first:last], str(before))
        if seal and found != seal:
            yield _error(entries[first:last])
            before = before if before == reached[first] else ""
        seal, last = str(before), first


def _first_of_run(entries: Sequence[Entry], last: int) -> int:
    """Place of the nearest entry before `last` that says what it follows, else 0."""
    return next((place for place in range(last - 1, 0, -1) if PREVIOUS in entries[place].facts), 0)


def _error(entries: Sequence[Entry]) -> LedgerError:
    if len(entries) == 1:
        return LedgerError("entry_changed", path=f"ledger/{entries[0].id}/entry.json")
    return LedgerError("entries_changed", first=entries[0].id, last=entries[-1].id)
