"""Mend what damage left: say what will be done, then do it. Nothing is deleted; what is replaced is set aside.

Records come back from their copies, rows from the original file, a pointer from the notes, a snapshot from the ledger:
each only where the hashes that were written down agree. What cannot be mended is left, with its own words.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import NamedTuple

from data import audit
from data.errors import KinerjaError, StoreError
from data.files import copied, digest, flush
from data.ledger import Entry, LedgerError, chain, records
from data.ledger.entry import ENTRY, parsed
from data.office import stamp
from data.progress import Progress, silent
from data.store import Pointer, Store, agreement
from data.submissions.publication import publish
from data.submissions.rereading import reread
from data.submissions.verification import snapshot_trouble, verify


class Step(NamedTuple):
    """What is mended, in words, and how."""

    words: KinerjaError
    act: Callable[[], object]


class Repaired(NamedTuple):
    """What was mended, or would be, and what is still wrong; before anything was done for a dry run."""

    steps: list[KinerjaError]
    left: list[KinerjaError]


def repair(store: Store, progress: Progress = silent, *, dry_run: bool = False) -> Repaired:
    """Mend all that can be; with `dry_run` say what would be done. StoreError for a store of a newer program."""
    steps: list[KinerjaError] = []
    with nullcontext() if dry_run else store.alone(progress, "repair"):
        pointer = _pointer(store, steps, dry_run=dry_run)
        for find in (_missing, _twice, _changed, _rows, _notes, _old_snapshots, _mark, _events):
            for step in list(find(store, pointer)):
                steps.append(step.words)
                if not dry_run:
                    step.act()
    if pointer is not None and (words := _snapshot(store, pointer)):
        steps.append(words)
        if not dry_run:
            with store.writing(progress, "repair") as ledger:
                publish(store, ledger, progress, again=True)
    return Repaired(steps, verify(store))


def _pointer(store: Store, steps: list[KinerjaError], *, dry_run: bool) -> Pointer | None:
    """The pointer as it is once it is mended."""
    for error in agreement.pointer_trouble(store):
        if error.key not in agreement.MENDED_BY_NOTES:
            raise error
        known = agreement.restored(store, error)
        told = {"head": f"{known.head:06d}", "snapshot": known.snapshot} if known else {"head": "?", "snapshot": "?"}
        steps.append(StoreError("repair_pointer" if known else "repair_pointer_away", **told))
        if not dry_run:
            store.mend_pointer(silent)
        return known
    return store.pointer


def _twice(store: Store, pointer: Pointer | None) -> Iterator[Step]:
    """Folders that bear the number of another that was published."""
    published = records.numbered(store.folder / "ledger")
    for number, folders in store.ledger_of(pointer).numbered().items():
        known = {pointer.entry if pointer else "", *published.get(number, ())}
        right = [folder for folder in folders if folder.name in known]
        for folder in folders:
            if len(right) == 1 and folder != right[0]:
                yield Step(StoreError("repair_twice", entry=folder.name), _aside(store, folder))


def _missing(store: Store, pointer: Pointer | None) -> Iterator[Step]:
    """Published entries that lie among the dropped ones or under another name; those without files need only a copy."""
    ledger = store.folder / "ledger"
    head = pointer.head if pointer else 0
    published = [entries for number, entries in records.numbered(ledger).items() if number <= head]
    named = {entry for entries in published for entry in entries}
    others = [path for path in sorted(ledger.glob("*/")) if path.name not in named and (path / ENTRY).is_file()]
    for entries in published:
        if any((ledger / entry).is_dir() for entry in entries):
            continue
        for entry in entries:
            copy = _copy(store, ledger / entry)
            if path := _lies_at(store, entry, copy, others):
                words = StoreError("repair_missing", entry=entry, path=path.relative_to(store.folder).as_posix())
                yield Step(words, _renamed(path, ledger / entry))
            elif copy is not None and not copy.facts.get("files"):
                yield Step(StoreError("repair_entry", entry=entry), _put_back(store, ledger / entry))


def _lies_at(store: Store, entry: str, copy: Entry | None, others: Iterable[Path]) -> Path | None:
    """Where the folder of a published entry lies: dropped, else one of the others that holds just its files."""
    dropped = sorted((store.folder / "dropped").glob(f"*-{entry}"))[-1:]
    hashes = dict(copy.facts.get("files") or {}) if copy else {}
    return next(iter([*dropped, *(path for path in others if hashes and _holds(path, hashes))]), None)


def _holds(folder: Path, hashes: Mapping[str, str]) -> bool:
    """Whether a folder holds, beside a record, files of these names and hashes and no others."""
    names = {path.name for path in folder.iterdir()} - {ENTRY}
    return names == set(hashes) and all(_is(folder / name, hashes[name]) for name in names)


def _changed(store: Store, pointer: Pointer | None) -> Iterator[Step]:
    """Records that differ from their copies: which of the two was sealed, the chain says."""
    folders = [folders[0] for folders in store.ledger_of(pointer).numbered().values() if len(folders) == 1]
    standing, copies = [_read(folder) for folder in folders], [_copy(store, folder) for folder in folders]
    differ = [
        place
        for place, (now, copy) in enumerate(zip(standing, copies, strict=True))
        if copy is None or now is None or now.record != copy.record
    ]
    mended = [copy or now for now, copy in zip(standing, copies, strict=True)]
    seal = pointer.chain if pointer else ""
    if differ and _fits(standing, seal):
        for place in differ:
            words = StoreError("repair_copy", entry=folders[place].name)
            yield Step(words, _copied(store, standing[place]))
    elif differ and _fits(mended, seal):
        for place in differ:
            if copies[place] is not None:
                yield Step(StoreError("repair_record", entry=folders[place].name), _put_back(store, folders[place]))


def _rows(store: Store, pointer: Pointer | None) -> Iterator[Step]:
    """Files of an entry that the original file gives again, with the hash that was written down."""
    for folder in (folders[0] for folders in store.ledger_of(pointer).numbered().values()):
        entry = _read(folder)
        hashes = dict(entry.facts.get("files") or {}) if entry else {}
        lost = {name: hash_ for name, hash_ in hashes.items() if not _is(folder / name, hash_)}
        if entry and lost and entry.original and entry.original.name not in lost:
            for name in _given_again(store, entry, lost):
                words = StoreError("repair_rows", path=f"ledger/{entry.id}/{name}")
                yield Step(words, _made_again(store, entry, name))


def _given_again(store: Store, entry: Entry, lost: Mapping[str, str]) -> list[str]:
    """Names of the lost files that the original gives with the hash that was written down."""
    with store.scratch() as work:
        return [name for name, path in reread(store, entry, work).items() if name in lost and _is(path, lost[name])]


def _made_again(store: Store, entry: Entry, name: str) -> Callable[[], None]:
    def act() -> None:
        with store.scratch() as work:
            _replace(store, entry.folder / name, reread(store, entry, work)[name])

    return act


def _notes(store: Store, pointer: Pointer | None) -> Iterator[Step]:
    for kept in store.shelf.all():
        if not kept.sound:
            words = StoreError("repair_note", path=f"snapshots/{kept.id}.json")
            yield Step(words, partial(store.shelf.note, kept.id))


def _old_snapshots(store: Store, pointer: Pointer | None) -> Iterator[Step]:
    """Files of snapshots that are not published: set aside, they are made again when somebody asks for them."""
    for kept in store.shelf.all():
        if kept.held and pointer and kept.id != pointer.snapshot and store.shelf.damage(kept.id):
            words = StoreError("repair_old_snapshot", path=f"snapshots/{kept.path.name}")
            yield Step(words, _aside(store, kept.path))


def _mark(store: Store, pointer: Pointer | None) -> Iterator[Step]:
    if pointer is not None and (agreement.mark_trouble(store) or not _is_noted(store, pointer)):
        yield Step(StoreError("repair_mark"), partial(store.note_publication, pointer))


def _events(store: Store, pointer: Pointer | None) -> Iterator[Step]:
    for words, act in audit.steps(store.folder):
        yield Step(words, act)


def _is_noted(store: Store, pointer: Pointer) -> bool:
    kept = store.shelf.about(pointer.snapshot)
    return kept.sound and bool(kept.published)


def _snapshot(store: Store, pointer: Pointer) -> StoreError | None:
    """That the published snapshot has to be made again."""
    if store.shelf.about(pointer.snapshot).sha256 and not snapshot_trouble(store, pointer):
        return None
    return StoreError("repair_snapshot", snapshot=pointer.snapshot)


def _read(folder: Path) -> Entry | None:
    try:
        return parsed((folder / ENTRY).read_bytes(), folder)
    except (OSError, LedgerError):
        return None


def _copy(store: Store, folder: Path) -> Entry | None:
    written = records.copy_of(store.folder / "ledger", folder.name)
    try:
        return parsed(written, folder) if written is not None else None
    except LedgerError:
        return None


def _fits(entries: list[Entry | None], seal: str) -> bool:
    whole = [entry for entry in entries if entry is not None]
    return len(whole) == len(entries) and not list(chain.changed(whole, seal))


def _is(path: Path, expected: str) -> bool:
    try:
        return digest(path) == expected
    except OSError:
        return False


def _aside(store: Store, path: Path) -> Callable[[], None]:
    return _renamed(path, store.folder / "damaged" / f"{stamp()}-{path.name}")


def _renamed(path: Path, target: Path) -> Callable[[], None]:
    def act() -> None:
        target.parent.mkdir(exist_ok=True)
        os.rename(path, target)
        flush(target.parent)

    return act


def _replace(store: Store, path: Path, by: Path) -> None:
    """Put `by` in the place of a file; what stood there is set aside under the name of its folder and its own."""
    pending = path.with_name(f".{path.name}")
    path.parent.mkdir(exist_ok=True)
    copied(by, pending)
    if path.exists():
        aside = store.folder / "damaged" / f"{stamp()}-{path.parent.name}-{path.name}"
        _renamed(path, aside)()
    os.replace(pending, path)
    flush(path.parent)


def _put_back(store: Store, folder: Path) -> Callable[[], None]:
    return lambda: _replace(store, folder / ENTRY, records.path_of(store.folder / "ledger", folder.name))


def _copied(store: Store, entry: Entry | None) -> Callable[[], None]:
    return lambda: records.write(store.folder / "ledger", entry) if entry else None
