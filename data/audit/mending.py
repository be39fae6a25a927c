"""Where the chain of events breaks, and what can be mended: whole lines are kept, what is lost is said in the chain."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from data.audit import trail
from data.audit.event import Event, line_of, parsed
from data.errors import KinerjaError, StoreError
from data.files import flush, sealed, write_whole
from data.office import stamp

EMPTY: dict[str, dict[str, object]] = {"persons.json": {"persons": {}}, "usage.json": {"days": {}}}
TROUBLES = ("audit_line", "audit_twice", "audit_lost", "audit_broken", "audit_head", "audit_table")
Range = tuple[int, int]


class Step(NamedTuple):
    """What is mended, in words, and how."""

    words: KinerjaError
    act: Callable[[], object]


def trouble(store: Path) -> Iterator[StoreError]:
    """An error for each place where events are damaged, missing or out of the chain."""
    folder = store / trail.FOLDER
    if not folder.is_dir():
        return
    yield from _of_lines(folder)
    for name in EMPTY:
        if (folder / name).exists() and trail.table(folder / name) is None:
            yield StoreError("audit_table", path=f"{trail.FOLDER}/{name}")


def steps(store: Path) -> Iterator[Step]:
    """What a repair does."""
    folder = store / trail.FOLDER
    if not folder.is_dir():
        return
    known = [one for one in _of_lines(folder) if one.key != "audit_broken"]  # two whole lines that do not fit stay
    if known:
        lost = sum(last - first + 1 for first, last in _lost(folder, _whole(folder)))
        yield Step(StoreError("repair_audit", lost=lost), partial(_mend, store))
    for name, empty in EMPTY.items():
        if (folder / name).exists() and trail.table(folder / name) is None:
            words = StoreError("repair_audit_table", path=f"{trail.FOLDER}/{name}")
            yield Step(words, partial(_begin_again, folder / name, empty))


def _of_lines(folder: Path) -> Iterator[StoreError]:
    covered, last, unread = _covered(folder), Event(0, "", ""), 0
    for path in trail.days(folder):
        for number, event in trail.events_of(path):
            told = {"path": f"{trail.FOLDER}/{path.name}", "line": number}
            if event is None:
                unread += 1
                yield StoreError("audit_line", **told)
                continue
            yield from _between(last, event, unread, covered, told)
            last, unread = (event, 0) if event.number > last.number else (last, unread)
    head = trail.head_of(folder)
    if head is None:
        if last.number or unread or (folder / trail.HEAD).exists():
            yield StoreError("audit_head", path=f"{trail.FOLDER}/{trail.HEAD}")
    elif head["number"] > last.number + unread:
        yield StoreError("audit_lost", first=last.number + 1, last=head["number"])
    elif (head["number"] == last.number and head["chain"] != last.chain) or head["number"] < last.number - 1:
        yield StoreError("audit_head", path=f"{trail.FOLDER}/{trail.HEAD}")


def _between(
    last: Event, event: Event, unread: int, covered: list[Range], told: dict[str, object]
) -> Iterator[StoreError]:
    """What is wrong between two whole lines that follow each other."""
    missing = event.number - last.number - 1
    if missing < 0:
        yield StoreError("audit_twice", **told)
    elif missing > unread:
        if not _is_covered((last.number + 1, event.number - 1), covered):
            yield StoreError("audit_lost", first=last.number + 1, last=event.number - 1)
    elif missing == 0 and event.previous != last.chain:
        yield StoreError("audit_broken", **told)


def _is_covered(gap: Range, covered: list[Range]) -> bool:
    numbers = {number for first, last in covered for number in range(max(first, gap[0]), min(last, gap[1]) + 1)}
    return len(numbers) == gap[1] - gap[0] + 1


def _covered(folder: Path) -> list[Range]:
    """The numbers that an earlier repair said are lost."""
    told = (event for path in trail.days(folder) for _, event in trail.events_of(path) if event)
    return [(int(a), int(b)) for event in told if event.kind == "mended" for a, b in event.told.get("lost", ())]


def _whole(folder: Path) -> dict[Path, list[Event]]:
    """File → the events that it holds whole, each number once, whatever was done to the ends of lines."""
    known: set[int] = set()
    found: dict[Path, list[Event]] = {}
    for path in trail.days(folder):
        found[path] = []
        for line in path.read_bytes().split(b"\n") if path.is_file() else ():
            try:
                event = parsed(line.strip(b"\r\0 \t"))
            except (ValueError, KeyError, TypeError):
                continue
            if event.number not in known:
                found[path].append(event)
                known.add(event.number)
    return found


def _lost(folder: Path, whole: dict[Path, list[Event]]) -> list[Range]:
    """The numbers that are nowhere, and that no repair has told of, as ranges."""
    head, covered = trail.head_of(folder), _covered(folder)
    held = {event.number for events in whole.values() for event in events}
    last = max([head["number"] if head else 0, *held])
    gaps: list[Range] = []
    for number in range(1, last + 1):
        if number not in held and not _is_covered((number, number), covered):
            gaps = [*gaps[:-1], (gaps[-1][0], number)] if gaps and gaps[-1][1] == number - 1 else [*gaps, (number,) * 2]
    return gaps


def _mend(store: Path) -> None:
    with trail.alone(store) as folder:
        whole = _whole(folder)
        lost = _lost(folder, whole)
        for path, events in whole.items():
            content = b"".join(line_of(event) for event in sorted(events, key=lambda one: one.number))
            if not path.is_file() or path.read_bytes() != content:
                _aside(store, path)
                _written(path, content)
        head, known = trail.head_of(folder), [event for events in whole.values() for event in events]
        last = max(known, key=lambda one: one.number, default=Event(0, "", ""))
        if head is None or head["number"] <= last.number:
            if (folder / trail.HEAD).is_dir():
                _aside(store, folder / trail.HEAD)
            trail.write_head(folder, last)
        trail.append(folder, Event(0, "", "mended", told={"lost": lost}))


def _begin_again(path: Path, empty: dict[str, object]) -> None:
    _aside(path.parent.parent, path)
    write_whole(path, sealed(empty))


def _aside(store: Path, path: Path) -> None:
    if path.exists():
        (store / "damaged").mkdir(exist_ok=True)
        os.rename(path, store / "damaged" / f"{stamp()}-{path.name}")


def _written(path: Path, content: bytes) -> None:
    pending = path.with_name(f".{path.name}")
    with pending.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(pending, path)
    flush(path.parent)
