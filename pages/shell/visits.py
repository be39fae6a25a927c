"""How often each view is opened: counted in the process, kept in the store now and then. No person is known."""

import logging
from collections import Counter
from threading import Lock

import streamlit as st

from data import audit
from data.errors import KinerjaError
from data.settings import settings

LAST = "_view_counted"
_waiting: Counter[str] = Counter()
_lock = Lock()


def count(view: str) -> None:
    """Count that a session has come to a view; staying there counts once."""
    if st.session_state.get(LAST) != view:
        st.session_state[LAST] = view
        with _lock:
            _waiting[view] += 1


def keep() -> None:
    """Add what was counted to the store's counts; where they cannot be written it waits for the next time."""
    with _lock:
        counted = dict(_waiting)
        _waiting.clear()
    if not counted or not settings().store.is_dir():
        return
    try:
        audit.count(settings().store, counted)
    except (KinerjaError, OSError):
        logging.getLogger(__name__).warning("Visits could not be counted", exc_info=True)
        with _lock:
            _waiting.update(counted)
