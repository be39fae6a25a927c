"""Who stands behind the keys of the events: a table beside the chain, so that a name can be erased and the chain holds.

A key is drawn by lot. Who is erased keeps the events and loses the name; who comes again gets another key.
"""

from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Any

from data.audit import trail
from data.audit.event import Event
from data.files import sealed, write_whole
from data.office import office_today

FILE = "persons.json"
UNNAMED = "?"


def key_of(folder: Path, person: str) -> str:
    """The key of a person, made for who is new; under the lock. Empty for nobody."""
    if not person:
        return ""
    known = _known(folder)
    today = office_today().isoformat()
    key = next((key for key, one in known.items() if one["person"] == person), None) or token_hex(6)
    if known.get(key, {}).get("last") != today:
        _write(folder, {**known, key: {"person": person, "last": today}})
    return key


def names(store: Path) -> dict[str, str]:
    """Key → person, of those that are not erased."""
    return {key: str(one["person"]) for key, one in _known(store / trail.FOLDER).items()}


def forget(store: Path, person: str) -> int:
    """Erase a person from the table; how many keys that were."""
    with trail.alone(store) as folder:
        return _forget(folder, [key for key, one in _known(folder).items() if one["person"] == person.casefold()])


def forget_before(store: Path, day: date) -> int:
    """Erase who has not been here since a day; how many."""
    with trail.alone(store) as folder:
        return _forget(folder, [key for key, one in _known(folder).items() if str(one["last"]) < day.isoformat()])


def _forget(folder: Path, keys: list[str]) -> int:
    if keys:
        _write(folder, {key: one for key, one in _known(folder).items() if key not in keys})
        trail.append(folder, Event(0, "", "forgotten", told={"keys": keys}))
    return len(keys)


def _known(folder: Path) -> dict[str, dict[str, Any]]:
    return dict((trail.table(folder / FILE) or {}).get("persons", {}))


def _write(folder: Path, known: dict[str, dict[str, Any]]) -> None:
    write_whole(folder / FILE, sealed({"persons": known}))
