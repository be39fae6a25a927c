"""The files of the events: one a day in `audit`, a line an event, only ever added to; `head.json` names the last one.

A line is on the disk before it counts. A kill leaves the line or part of it: the next writer sets part of a line aside
and says so. Numbers have no gaps, so that what is cut away is missed.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from data.audit.event import Event, line_of, parsed
from data.errors import StoreError
from data.files import flush, is_whole, sealed, write_whole
from data.office import now, office_today, stamp

FOLDER = "audit"
HEAD, LOCK, DAYS = "head.json", "lock", "????-??-??.jsonl"
TABLES = ("persons.json", "usage.json")
LOCK_SECONDS = 10
TAIL = 1 << 16  # bytes; no event is longer


@contextmanager
def alone(store: Path) -> Iterator[Path]:
    """Hold the lock of the events of a store; their folder. StoreError where it cannot be had."""
    folder = store / FOLDER
    folder.mkdir(exist_ok=True)
    if (folder / LOCK).is_dir():
        raise StoreError("wrong_kind", path=folder / LOCK)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout as error:
        told = {"holder": "another process / proses lain", "limit": LOCK_SECONDS}
        raise StoreError("held", path=folder / LOCK, **told) from error
    try:
        yield folder
    finally:
        lock.release()


def append(folder: Path, event: Event) -> Event:
    """Add an event, numbered and chained, under the lock; OSError where it cannot be written."""
    if torn := _without_torn(folder):
        append(folder, Event(0, "", "mended", told={"torn": torn}))
    last = last_of(folder)
    added = replace(event, number=last.number + 1, at=now(), previous=last.chain)
    line = line_of(added)
    path = max([folder / f"{office_today().isoformat()}.jsonl", *days(folder)[-1:]])  # a clock may go back
    is_new = not path.exists()
    with path.open("ab") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        flush(folder)
    added = parsed(line[:-1])
    write_head(folder, added)
    return added


def last_of(folder: Path) -> Event:
    """Number and chain of the last event: what the head says, or a line after it that a kill left without."""
    head, last = head_of(folder), _last_line(folder)
    known = Event(head["number"], "", "", chain=head["chain"]) if head else Event(0, "", "")
    return last if last and last.number > known.number else known


def head_of(folder: Path) -> Mapping[str, Any] | None:
    """What head.json says; None where there is none, or a damaged one."""
    return table(folder / HEAD)


def write_head(folder: Path, last: Event) -> None:
    write_whole(folder / HEAD, sealed({"number": last.number, "chain": last.chain}))


def table(path: Path) -> dict[str, Any] | None:
    """The content of a sealed JSON file; None where it cannot be read or is not as it was written."""
    try:
        facts = json.loads(path.read_text("utf-8"))
        return facts if is_whole(facts) else None
    except (OSError, ValueError, AttributeError):
        return None


def days(folder: Path) -> list[Path]:
    """The files of days in order."""
    return sorted(folder.glob(DAYS))


def events(store: Path, since: date | None = None, until: date | None = None) -> list[Event]:
    """The events of the days from `since` to `until` that can be read, in order."""
    found = []
    for path in days(store / FOLDER):
        if (since is None or path.stem >= since.isoformat()) and (until is None or path.stem <= until.isoformat()):
            found += [event for _, event in events_of(path) if event is not None]
    return found


def events_of(path: Path) -> Iterator[tuple[int, Event | None]]:
    """Number of the line and its event, None for a line that is none; what a kill left of a line is passed over."""
    try:
        content = path.read_bytes()
    except OSError:
        yield 0, None
        return
    for number, line in enumerate(content.split(b"\n")[:-1], 1):
        try:
            yield number, parsed(line)
        except (ValueError, KeyError, TypeError):
            yield number, None


def backed_up(store: Path) -> tuple[dict[str, bytes], list[Path]]:
    """What a backup takes: the files that change, as they are now, and the days that are over, which do not."""
    if not (store / FOLDER).is_dir():
        return {}, []
    with alone(store) as folder:
        files = [path for path in days(folder) if path.is_file()]
        names = [name for name in (HEAD, *TABLES) if (folder / name).is_file()]
        changing = [folder / name for name in names] + files[-1:]
        return {f"{FOLDER}/{path.name}": path.read_bytes() for path in changing}, files[:-1]


def _last_line(folder: Path) -> Event | None:
    """The last event that can be read."""
    for path in reversed(days(folder)):
        if path.is_file():
            with path.open("rb") as file:
                file.seek(max(0, path.stat().st_size - TAIL))
                lines = file.read().split(b"\n")[:-1]
            for line in reversed(lines):
                try:
                    return parsed(line)
                except (ValueError, KeyError, TypeError):
                    continue
    return None


def _without_torn(folder: Path) -> int:
    """Set aside what a kill left of the last line; how many bytes that was."""
    path = next((path for path in reversed(days(folder)) if path.is_file()), None)
    content = path.read_bytes() if path else b""
    torn = content.rpartition(b"\n")[2]
    if path is None or not torn:
        return 0
    aside = folder.parent / "damaged"
    aside.mkdir(exist_ok=True)
    (aside / f"{stamp()}-{path.name}.part").write_bytes(torn)
    os.truncate(path, len(content) - len(torn))
    return len(torn)
