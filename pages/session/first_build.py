"""The first build of a process, made before the eyes of whoever comes."""

from pathlib import Path
from threading import Thread
from time import monotonic

import streamlit as st

from data.errors import KinerjaError, first_line, writing_in
from data.settings import settings
from data.store import Store, present

RETRY_SECONDS = 20


class Building:
    """The first build of a process: one thread of its own, so that no visitor who leaves ends it for the others.

    `seen` grows by the facts of each step: stage, file, rows, seconds. `files` is the number of exports to read.
    """

    def __init__(self, folder: Path):
        self.seen: list[dict[str, object]] = []
        self.files = 0
        self.error: KinerjaError | None = None
        self.ended: float | None = None
        self._thread = Thread(target=self._run, args=(folder,), daemon=True)
        self._thread.start()

    def _run(self, folder: Path) -> None:
        try:
            with writing_in(folder):
                if not present.is_current(Store(folder), thorough=True):
                    self._make(folder)
        except KinerjaError as error:
            self.error = error
        except Exception as error:
            self.error = KinerjaError(first_line(error))
            self.error.__cause__ = error
        self.ended = monotonic()

    def _make(self, folder: Path) -> None:
        from data import submissions  # brings intake and analytics along, which a plain read does not need

        self.files = len(submissions.exports(settings().exports))
        submissions.ensure(Store(folder), lambda **facts: self.seen.append(facts), thorough=True)

    def done(self, seconds: float | None) -> bool:
        """Wait up to `seconds`, None for its end; True when the build has ended. Raises what it raised."""
        self._thread.join(seconds)
        if self._thread.is_alive():
            return False
        if self.error is not None:
            raise self.error
        return True

    @property
    def has_failed(self) -> bool:
        """Whether it failed long enough ago to be tried again."""
        return self.error is not None and self.ended is not None and monotonic() - self.ended > RETRY_SECONDS


def building() -> Building:
    """The build of the present store, started by the first who asks: makes or renews the snapshot where needed."""
    made = _building(settings().store)
    if made.has_failed:
        _building.clear()
        made = _building(settings().store)
    return made


@st.cache_resource(show_spinner=False)
def _building(folder: Path) -> Building:
    return Building(folder)
