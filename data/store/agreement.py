"""Whether pointer, notes and ledger tell the same: looked at before anything is written, built or dropped.

What was published is told three times: by the pointer, by the note of each snapshot, and by every later entry, which
says what was published when it was written. The highest head that any of them calls published counts.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from data.errors import StoreError
from data.ledger import Entry, Ledger, LedgerError, chain
from data.store.beginning import MARK, mark
from data.store.pointer import Pointer, require_sound
from data.store.snapshots import KeptSnapshot, Shelf

MENDED_BY_NOTES = {"pointer_damaged", "pointer_missing", "pointer_older"}


class Kept(Protocol):
    """What is asked of a store."""

    folder: Path
    shelf: Shelf

    @property
    def pointer(self) -> Pointer | None: ...
    def readable_pointer(self) -> Pointer | None: ...
    def ledger_of(self, pointer: Pointer | None) -> Ledger: ...


def publications(shelf: Shelf) -> list[Pointer]:
    """Every publication that a sound note tells of, the last first."""
    told = [one for kept in shelf.all() for one in _told(kept)]
    return sorted(told, key=lambda one: one.order, reverse=True)


def agreed(store: Kept, *, begins: bool = False) -> list[Entry]:
    """The entries that are published, or all where nothing ever was; the first disagreement is raised.

    With `begins` a ledger without pointer and notes is one of which nothing is published yet.
    """
    for error in pointer_trouble(store, begins=begins):
        raise error
    pointer = store.pointer
    entries = store.ledger_of(pointer).entries()
    for error in record_trouble(pointer, entries):
        raise error
    return entries


def pointer_trouble(store: Kept, *, begins: bool = False) -> Iterator[StoreError]:
    """What is wrong with the pointer, beside notes and later entries."""
    path = store.folder / "pointer.json"
    try:
        pointer = store.pointer
    except StoreError as error:
        yield error
        return
    last = next(iter(publications(store.shelf)), None)
    if pointer is None:
        if last is not None or not (begins or nothing_was_published(store)):
            yield missing(store)
        return
    if not pointer.entry and (detail := _differs_from_its_note(pointer, store.shelf)):
        yield StoreError("pointer_damaged", path=path, detail=detail)
        return
    head = max(last.head if last else 0, store.ledger_of(pointer).said_published())
    if head > pointer.head:
        yield StoreError("pointer_older", path=path, found=f"{pointer.head:06d}", known=f"{head:06d}")


def record_trouble(pointer: Pointer | None, entries: list[Entry]) -> Iterator[LedgerError]:
    """Records that are not those that were published, from the published entries."""
    last = entries[-1] if entries else None
    if pointer and pointer.entry and last and last.id != pointer.entry:
        yield LedgerError("head_differs", found=last.id, expected=pointer.entry)
        return
    yield from chain.changed(entries, pointer.chain if pointer else "")


def missing(store: Kept) -> StoreError:
    """That the pointer is missing, or all that it could point to as well."""
    if not store.ledger_of(None).holds_any() and not store.shelf.all():
        return StoreError("store_emptied", path=store.folder)
    return StoreError("pointer_missing", path=store.folder / "pointer.json")


def nothing_was_published(store: Kept) -> bool:
    """Whether what lies here, without a pointer, was never published: an empty ledger or a first start broken off."""
    said = mark(store.folder).get("published")
    return not store.ledger_of(None).holds_any() if said is None else not said


def restored(store: Kept, error: StoreError) -> Pointer | None:
    """The pointer as notes and later entries tell it, for one that has `error`; None where none tells of anything."""
    last = next(iter(publications(store.shelf)), None)
    if error.key != "pointer_older":
        return last
    pointer = store.pointer
    head = store.ledger_of(pointer).said_published()
    best = last if pointer is None or (last and last.order > pointer.order) else pointer
    return replace(best, head=head, entry="", chain="") if best and head > best.head else best


def _told(kept: KeptSnapshot) -> Iterator[Pointer]:
    said: list[Mapping[str, Any]] = [*kept.publications]
    if not said and kept.published and kept.head is not None:
        said = [{"head": kept.head, "published_at": kept.published[-1]}]
    for one in said:
        with suppress(ValueError, TypeError, KeyError):
            pointer = Pointer(kept.id, one["head"], one["published_at"], one.get("entry", ""), one.get("chain", ""))
            require_sound(pointer)
            yield pointer


def _differs_from_its_note(pointer: Pointer, shelf: Shelf) -> str | None:
    """How a pointer without checksum differs from the note of its snapshot."""
    kept = shelf.about(pointer.snapshot)
    if kept.head is not None and kept.head != pointer.head and pointer.published_at not in _moments(kept):
        return f"head {pointer.head} ≠ {kept.head}"
    if kept.head is None and not kept.held and any(one.published for one in shelf.all()):
        return f"snapshot {pointer.snapshot}"
    return None


def _moments(kept: KeptSnapshot) -> set[object]:
    """Moments at which a snapshot was published with a head that only these say."""
    return {one["published_at"] for one in kept.publications if one.get("head") != kept.head}


def note_trouble(store: Kept) -> list[StoreError]:
    """The notes that are damaged."""
    damaged = [store.shelf.folder / f"{kept.id}.json" for kept in store.shelf.all() if not kept.sound]
    return [
        StoreError("note_damaged" if os.access(path, os.R_OK) else "not_readable", path=path, detail="note")
        for path in damaged
    ]


def mark_trouble(store: Kept) -> list[StoreError]:
    """That the mark of a store whose pointer is of the present format is missing or damaged.

    One that does not say yet that something is published is neither: the first publication was killed in between.
    """
    pointer = store.readable_pointer()
    if pointer is not None and pointer.chain and not mark(store.folder):
        return [StoreError("mark_damaged", path=MARK)]
    return []
