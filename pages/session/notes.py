"""What a visitor notes in a meeting: kept by the process for this browser, so that a reload loses nothing."""

from collections.abc import Callable
from threading import Lock

import streamlit as st

from pages.content.cache import LRUCache
from pages.session import visitor
from pages.words.row import Row

MOST_BROWSERS, MOST_NOTES = 512, 60
HELD = "_meeting_notes"

_kept: LRUCache = LRUCache(MOST_BROWSERS)
_lock = Lock()


def key(row: Row) -> str:
    """What a note is about, the same in every snapshot: agency, unit, indicator and region of a series."""
    return "|".join(str(row[name]) for name in ("agency", "unit", "indicator", "region"))


def of(about: str) -> str:
    """What was noted; empty where nothing was."""
    return _mine().get(about, "")


def by_row() -> Callable[[Row], str]:
    """What this browser noted on a series, for whoever asks where it is not known, as a thread that makes a file."""
    mine = _mine()
    return lambda row: mine.get(key(row), "")


def keep(about: str, text: str) -> None:
    """Keep a note in place of the one before; beyond the most, the oldest goes."""
    with _lock:
        notes = _mine()
        notes.pop(about, None)
        if text.strip():
            notes[about] = text
        while len(notes) > MOST_NOTES:
            notes.pop(next(iter(notes)))


def _mine() -> dict[str, str]:
    """The notes of this browser; of this session where the browser is not known."""
    browser = visitor.visitor()
    if browser is None:
        mine: dict[str, str] = st.session_state.setdefault(HELD, {})
        return mine
    return _kept.get(browser, dict)
