"""Which agencies were reminded, when, and of how many missing reports: `reminders.json` in the store."""

import datetime as dt
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from data.files import write_whole
from data.rights import ALL
from data.rights.acting import require

FILE = "reminders.json"
MOST = 24  # records of an agency; beyond them the oldest goes
_lock = Lock()


@dataclass(frozen=True)
class Reminder:
    """A letter that went out: its day, ISO, how many missing reports it named, who recorded it where that is known."""

    on: str
    reports: int
    by: str = ""


def sent(folder: Path) -> dict[str, list[Reminder]]:
    """The letters by agency, the oldest first; none where nothing was recorded or the file cannot be read."""
    return {agency: [Reminder(**one) for one in known] for agency, known in _read(folder).items()}


def record(folder: Path, reports: Mapping[str, int], on: dt.date) -> None:
    """Record that a letter went to these agencies that day, in place of one of the same day; RightsError where who acts
    may not."""
    by = require("remind", ((agency, ALL) for agency in reports)).person or ""
    with _lock:
        known = _without(_read(folder), set(reports), on)
        for agency, count in reports.items():
            letters = [*known.get(agency, []), asdict(Reminder(on.isoformat(), count, by))]
            known[agency] = letters[-MOST:]
        write_whole(folder / FILE, known, locked=False)


def take_back(folder: Path, on: dt.date) -> None:
    """Take back what was recorded that day; RightsError where who acts may not."""
    with _lock:
        known = _read(folder)
        of_day = [agency for agency, letters in known.items() if any(one["on"] == on.isoformat() for one in letters)]
        require("remind", ((agency, ALL) for agency in of_day))
        write_whole(folder / FILE, _without(known, set(known), on), locked=False)


def _without(known: dict[str, list[Any]], agencies: set[str], on: dt.date) -> dict[str, list[Any]]:
    day = on.isoformat()
    kept = {a: [one for one in known[a] if a not in agencies or one["on"] != day] for a in known}
    return {agency: letters for agency, letters in kept.items() if letters}


def _of(one: Mapping[str, Any]) -> dict[str, Any]:
    return asdict(Reminder(str(one["on"]), int(one["reports"]), str(one.get("by") or "")))


def _read(folder: Path) -> dict[str, list[Any]]:
    with suppress(OSError, ValueError, AttributeError, KeyError, TypeError):
        facts = json.loads((folder / FILE).read_text("utf-8"))
        return {str(agency): [_of(one) for one in known] for agency, known in facts.items()}
    return {}
