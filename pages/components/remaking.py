"""Old snapshots that links ask for, made again in the background: one at a time, few in an hour.

A visitor who leaves ends nothing, and one who comes back finds the work going on, or done.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock
from time import monotonic

import streamlit as st

from data.errors import StoreError
from data.store import open_store
from pages.session.visitor import visitor
from pages.words.language import t

WAITING = 4  # at once, the one that is being made among them
HOUR = 3600.0
A_VISITOR, A_PROCESS = 4, 20  # an hour
REFRESH = 0.7  # seconds


class Workshop:
    """Makes snapshots with `make(identity)`, in the order they were asked for."""

    def __init__(self, make: Callable[[str], object]):
        self._make = make
        self._jobs: dict[str, Future[object]] = {}
        self._asked: list[tuple[float, str]] = []
        self._lock = Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="remaking")

    def ask(self, identity: str, visitor: str) -> Future[object]:
        """The work on a snapshot, begun where nobody began it yet; StoreError where too much was asked for."""
        with self._lock:
            self._jobs = {one: job for one, job in self._jobs.items() if not job.done()}
            if identity not in self._jobs:
                self._require_room(visitor)
                self._asked.append((monotonic(), visitor))
                self._jobs[identity] = self._worker.submit(self._make, identity)
            return self._jobs[identity]

    def before(self, job: Future[object]) -> int:
        """How many are made before this one is."""
        with self._lock:
            waiting = [one for one in self._jobs.values() if not one.done()]
        return waiting.index(job) if job in waiting else 0

    def _require_room(self, visitor: str) -> None:
        if len(self._jobs) >= WAITING:
            raise StoreError("snapshots_waiting", n=len(self._jobs))
        self._asked = [(when, who) for when, who in self._asked if monotonic() - when < HOUR]
        own = sum(who == visitor for _, who in self._asked)
        if own >= A_VISITOR or len(self._asked) >= A_PROCESS:
            raise StoreError("snapshots_enough", n=len(self._asked) if own < A_VISITOR else own)


WORKSHOP = Workshop(lambda identity: open_store().snapshot_by_id(identity))


def made_again(identity: str) -> None:
    """Wait for a pruned snapshot, saying so; who leaves meanwhile ends nothing. Raises why it cannot be made."""
    job = WORKSHOP.ask(identity, visitor() or "")
    place = st.empty()
    while not wait([job], REFRESH).done:
        n = WORKSHOP.before(job)
        words = t("citing.making", snapshot=identity) + (" " + t("citing.making_after", n=n) if n else "")
        place.info(words, icon=":material/construction:")
    place.empty()
    job.result()
