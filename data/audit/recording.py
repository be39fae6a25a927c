"""Record what happened. That it cannot be written stops nobody from reading: it is logged, and counted."""

import getpass
import logging
import socket
import time
from collections import Counter
from pathlib import Path
from threading import Lock

from data.audit import persons, trail
from data.audit.event import KINDS, Event
from data.errors import KinerjaError

FLOODS = ("refused", "sign_in_failed", "fault", "download")
A_MINUTE = 60  # of a kind by those who are not known; what is beyond is told with the next as a count
_lock = Lock()
_minute: Counter[tuple[str, int]] = Counter()
_passed_over: Counter[str] = Counter()
_lost = 0


def record(
    store: Path, kind: str, *, who: str = "", agency: str = "", subject: str = "", about: str = "", **told: object
) -> bool:
    """Record an event of a store; whether it is written. `who` is a person as the sign-in calls them, `about` one to
    whom it was done: no name stands in the event itself.

    Nothing is written where there is no store. ValueError for a kind that is none.
    """
    global _lost
    if kind not in KINDS:
        raise ValueError(f"No kind of event: {kind!r}")
    if not store.is_dir():
        return False
    with _lock:
        if not who and kind in FLOODS and _is_flood(kind):
            return False
        try:
            with trail.alone(store) as folder:
                told |= {"passed_over": _passed_over[kind]} if _passed_over[kind] else {}
                key = persons.key_of(folder, who.casefold())
                told |= {"about": persons.key_of(folder, about.casefold())} if about else {}
                trail.append(folder, Event(0, "", kind, key, agency, subject[:200], told))
                del _passed_over[kind]
                return True
        except (KinerjaError, OSError):
            _lost += 1
            logging.getLogger(__name__).exception("An event could not be recorded: %s %s", kind, subject)
            return False


def lost() -> int:
    """How many events this process could not write."""
    return _lost


def operator() -> str:
    """Who works on the command line: the account of this computer."""
    try:
        return f"{getpass.getuser()}@{socket.gethostname()}"
    except (KeyError, OSError):
        return ""


def _is_flood(kind: str) -> bool:
    minute = int(time.monotonic() // 60)
    for known in [one for one in _minute if one[1] != minute]:
        del _minute[known]
    _minute[kind, minute] += 1
    if _minute[kind, minute] <= A_MINUTE:
        return False
    _passed_over[kind] += 1
    return True
