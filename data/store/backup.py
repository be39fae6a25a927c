"""One file that holds a store as it was published: written while the store is in use, checked before it is put back.

A backup is a ZIP archive: `manifest.json` names every other member with size and SHA-256, and the archive's comment,
its last 64 bytes, is the SHA-256 of all bytes before it. What lies in it is immutable or copied between two looks at
the same pointer, so no lock is held.
"""

import errno
import hashlib
import json
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from data import audit
from data.errors import StoreError, first_line, writing_in
from data.files import BLOCK, flush
from data.ledger import Entry, Ledger
from data.ledger.entry import ENTRY
from data.office import now
from data.store.beginning import MARK
from data.store.pointer import Pointer
from data.store.snapshots import Shelf

FORMAT = 1
MANIFEST = "manifest.json"
SEAL = 64  # bytes of a SHA-256, hexadecimal
LARGEST_MANIFEST = 64 << 20
TRIES = 20
PLACE = re.compile(
    r"pointer\.json|store\.json|exports\.json|reminders\.json|records/\d{6,}-[0-9a-z]{8}\.json"
    r"|ledger/\d{6,}-[0-9a-z]{8}/[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}"
    r"|audit/\d{4}-\d{2}-\d{2}\.jsonl|audit/(?:head|persons|usage)\.json"
    r"|snapshots/[0-9A-Za-z]{1,64}\.json|snapshots/kinerja-[0-9A-Za-z]{1,64}\.duckdb"
)
SETTLED = ("exports.json", "reminders.json", MARK)


class Kept(Protocol):
    """What is asked of a store."""

    folder: Path
    shelf: Shelf

    def published_pointer(self) -> Pointer: ...


@dataclass(frozen=True)
class Written:
    """A backup that was written: what it holds, and the SHA-256 of the file."""

    snapshot: str
    head: int
    published_at: str
    files: int
    bytes: int
    sha256: str


# --- writing ---------------------------------------------------------------------------------------------------------


def write(store: Kept, target: Path, *, snapshot: bool = True) -> Written:
    """Write the published state of a store into `target`, whole or not at all; without `snapshot` it is built again
    where it is restored.

    LedgerError or StoreError where something that is published is damaged: a backup of it would hide that.
    """
    pointer, small = _small_files(store)
    events, past = audit.backed_up(store.folder)
    entries = Ledger(store.folder / "ledger", pointer.head).entries()
    pending = target.with_name(f".{target.name}.part")
    with writing_in(target.parent):
        try:
            with pending.open("wb+") as file:
                members = _fill(file, store, pointer, {**small, **events}, entries, past, snapshot)
                sealed = _seal(file)
            os.replace(pending, target)
        except FileNotFoundError as error:
            raise StoreError("backup_of_damage", path=error.filename) from error
        finally:
            pending.unlink(missing_ok=True)
        flush(target.parent)
    size = sum(one["size"] for one in members.values())
    return Written(pointer.snapshot, pointer.head, pointer.published_at, len(members), size, sealed)


def _small_files(store: Kept) -> tuple[Pointer, dict[str, bytes]]:
    """The pointer, and the files that a publication changes, all of one moment."""
    for _ in range(TRIES):
        before = (store.folder / "pointer.json").read_bytes() if store.published_pointer() else b""
        pointer = store.published_pointer()
        small = dict(_notes(store, pointer))
        small |= {name: path.read_bytes() for name in SETTLED if (path := store.folder / name).is_file()}
        if (store.folder / "pointer.json").read_bytes() == before:
            return pointer, {"pointer.json": before, **small}
    raise StoreError("backup_busy", path=store.folder)


def _notes(store: Kept, pointer: Pointer) -> Iterator[tuple[str, bytes]]:
    """The notes of what was published up to the pointer; a later one would say that more was."""
    for kept in store.shelf.all():
        note = store.shelf.folder / f"{kept.id}.json"
        heads = [int(one["head"]) for one in kept.publications] or [kept.head or 0]
        if note.is_file() and max(heads) <= pointer.head:
            yield f"snapshots/{note.name}", note.read_bytes()


def _fill(
    file: BinaryIO,
    store: Kept,
    pointer: Pointer,
    small: Mapping[str, bytes],
    entries: list[Entry],
    days: list[Path],
    snapshot: bool,
) -> dict[str, dict[str, Any]]:
    members: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(file, "w", allowZip64=True) as archive:
        for name, content in small.items():
            archive.writestr(_info(name), content)
            members[name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for entry in entries:
            for name, recorded in {**(entry.facts.get("files") or {}), ENTRY: entry.record}.items():
                _add(archive, members, f"ledger/{entry.id}/{name}", entry.folder / name, recorded)
            copy = store.folder / "records" / f"{entry.id}.json"
            if copy.is_file():
                _add(archive, members, f"records/{copy.name}", copy)
        for day in days:
            _add(archive, members, f"{audit.FOLDER}/{day.name}", day)
        if snapshot:
            path = store.shelf.path_of(pointer.snapshot)
            if damage := store.shelf.damage(pointer.snapshot):
                raise damage
            _add(archive, members, f"snapshots/{path.name}", path)
        told = {
            "format": FORMAT, "snapshot": pointer.snapshot, "head": pointer.head,
            "published_at": pointer.published_at, "written_at": now(),
            "files": members,
        }  # fmt: skip
        archive.writestr(_info(MANIFEST), json.dumps(told, indent=1))
        archive.comment = b"0" * SEAL
    return members


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _add(
    archive: zipfile.ZipFile, members: dict[str, dict[str, Any]], name: str, path: Path, expected: str | None = None
) -> None:
    """Copy one file, and check it by the hash that was recorded of it."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED if path.suffix in (".json", ".csv") else zipfile.ZIP_STORED
    seen, size = hashlib.sha256(), 0
    with path.open("rb") as reader, archive.open(info, "w", force_zip64=True) as writer:
        while block := reader.read(BLOCK):
            seen.update(block)
            size += len(block)
            writer.write(block)
    if expected and seen.hexdigest() != expected:
        raise StoreError("backup_of_damage", path=name)
    members[name] = {"size": size, "sha256": seen.hexdigest()}


def _seal(file: BinaryIO) -> str:
    """Put the hash of all bytes before it into the comment that ends the archive; the hash of the whole file."""
    end = file.seek(0, os.SEEK_END) - SEAL
    seen = _hash_of(file, end)
    sealed = seen.hexdigest().encode()
    file.seek(end)
    file.write(sealed)
    file.flush()
    os.fsync(file.fileno())
    seen.update(sealed)
    return seen.hexdigest()


def _hash_of(file: BinaryIO, length: int) -> "hashlib._Hash":
    file.seek(0)
    seen = hashlib.sha256()
    while length > 0 and (block := file.read(min(BLOCK, length))):
        seen.update(block)
        length -= len(block)
    return seen


# --- reading ---------------------------------------------------------------------------------------------------------


def unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Put the members of a backup into an empty folder, each checked by its hash; the manifest.

    StoreError names what is wrong: a damaged file, a name that no store has, a link, more bytes than are told.
    """
    try:
        with source.open("rb") as file, zipfile.ZipFile(file) as archive:
            is_whole = _is_sealed(file)
            manifest = _manifest(source, archive)
            for info in archive.infolist():
                if info.filename != MANIFEST:
                    _take(source, archive, info, manifest["files"][info.filename], folder)
            if not is_whole:
                raise StoreError("backup_damaged", path=source, detail="SHA-256")
            return manifest
    except StoreError:
        raise
    except Exception as error:  # a decompressor has errors of its own
        if isinstance(error, OSError) and error.errno != errno.EINVAL:  # that is a place before the file's beginning
            raise
        raise StoreError("backup_damaged", path=source, detail=first_line(error)) from error


def _is_sealed(file: BinaryIO) -> bool:
    end = file.seek(0, os.SEEK_END) - SEAL
    if end < 0:
        return False
    expected = _hash_of(file, end).hexdigest().encode()
    file.seek(end)
    return file.read() == expected


def _manifest(source: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    """What the archive says it holds; StoreError where names, sizes or kinds of its members are others."""
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if len(set(names)) != len(names) or MANIFEST not in names:
        raise StoreError("backup_damaged", path=source, detail=MANIFEST)
    if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise StoreError("backup_hostile", path=source, member=MANIFEST)
    manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if manifest["format"] > FORMAT:
        raise StoreError("newer_program", path=source, found=manifest["format"], known=FORMAT)
    for info in infos:
        kind = stat.S_IFMT(info.external_attr >> 16)
        if info.filename != MANIFEST and (not PLACE.fullmatch(info.filename) or kind not in (0, stat.S_IFREG)):
            raise StoreError("backup_hostile", path=source, member=repr(info.filename[:80]))
    if set(names) - {MANIFEST} != set(manifest["files"]) or "pointer.json" not in names:
        lacking = sorted((set(manifest["files"]) | {"pointer.json"}) - set(names))
        raise StoreError("backup_damaged", path=source, detail=", ".join(lacking[:3]) or MANIFEST)
    return manifest


def _take(source: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, told: Mapping[str, Any], folder: Path) -> None:
    """One member into its place; never more bytes than the manifest tells."""
    target = folder / info.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    seen, left = hashlib.sha256(), int(told["size"])
    try:
        with archive.open(info) as reader, target.open("wb") as writer:
            while block := reader.read(min(BLOCK, left + 1)):
                left -= len(block)
                if left < 0:
                    raise StoreError("backup_damaged", path=source, detail=info.filename)
                seen.update(block)
                writer.write(block)
            writer.flush()
            os.fsync(writer.fileno())
    except (zipfile.BadZipFile, EOFError, zlib.error) as error:
        raise StoreError("backup_damaged", path=source, detail=info.filename) from error
    if left or seen.hexdigest() != told["sha256"]:
        raise StoreError("backup_damaged", path=source, detail=info.filename)


def total(source: Path) -> int:
    """Bytes that the members take once unpacked, as they say; 0 for a file that is no archive."""
    try:
        with zipfile.ZipFile(source) as archive:
            return sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return 0
