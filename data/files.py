"""Files written whole or not at all, flushed to disk, and their hashes."""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from threading import get_ident

BLOCK = 1 << 20


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copied(source: Path, target: Path) -> str:
    """Copy a file in blocks and flush it; the SHA-256 of what was written."""
    seen = hashlib.sha256()
    with source.open("rb") as reader, target.open("wb") as writer:
        while block := reader.read(BLOCK):
            seen.update(block)
            writer.write(block)
        writer.flush()
        os.fsync(writer.fileno())
    return seen.hexdigest()


def write_whole(path: Path, facts: object, *, locked: bool = True) -> None:
    """Write a JSON file so that a kill leaves the old content or the new one.

    Without a lock held (`locked` False) the pending file has a name of its own, so that two writers do not meet in it.
    """
    mark = "" if locked else f".{os.getpid()}-{get_ident()}"
    pending = path.with_name(f".{path.name}{mark}")
    with pending.open("w", encoding="utf-8") as file:
        json.dump(facts, file, ensure_ascii=False, indent=1, default=str)
        file.flush()
        os.fsync(file.fileno())
    os.replace(pending, path)
    flush(path.parent)


def sealed(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts with the checksum of their content as `sum`; how the file is laid out does not matter."""
    content = {name: value for name, value in facts.items() if name != "sum"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return {**content, "sum": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()}


def is_whole(facts: Mapping[str, object]) -> bool:
    """Whether facts are those that were sealed."""
    return facts.get("sum") == sealed(facts)["sum"]


def flush(path: Path) -> None:
    """Ask the system to put a file or folder on disk; folders cannot be flushed on Windows."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
