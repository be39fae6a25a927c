"""Cached reads of the published snapshot. Frames and figures are made once per snapshot, not once per visitor."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread
from time import monotonic

import pandas as pd
import streamlit as st

from data.errors import KinerjaError, first_line, writing_in
from data.settings import settings
from data.store import Snapshot, Store, open_store
from pages.parts import language
from pages.parts.caching import LRUCache

KEPT_FRAMES = 512
KEPT_FIGURES = 256
KEPT_ROWS = 512
RETRY_SECONDS = 20

_frames, _figures, _rows = LRUCache(KEPT_FRAMES), LRUCache(KEPT_FIGURES), LRUCache(KEPT_ROWS)


def published() -> Snapshot | None:
    """The published snapshot, None before the first build."""
    return open_store().snapshot()


def serving() -> tuple[Snapshot, KinerjaError | None]:
    """The published snapshot, or the last that still opens and the trouble that has to be told; raises with neither."""
    made = building()
    try:
        made.done(0)
        return open_store().published_snapshot(), None
    except KinerjaError as error:
        snapshot = open_store().last_good()
        if snapshot is None:
            raise
        return snapshot, _told(error, snapshot)


def _told(cause: KinerjaError, snapshot: Snapshot) -> KinerjaError:
    """What the visitor reads: which snapshot is shown, and why it is not a newer one."""
    known = open_store().shelf.about(snapshot.id)
    told = {"snapshot": snapshot.id, "published": known.moment.date()}
    return KinerjaError("served", **told, cause_id=cause.message_id, cause_en=cause.message_en)


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
        from data import submissions  # brings intake and analytics along, which a plain read does not need

        try:
            self.files = len(submissions.exports(settings().exports))
            with writing_in(folder):
                submissions.ensure(Store(folder), lambda **facts: self.seen.append(facts), thorough=True)
        except KinerjaError as error:
            self.error = error
        except Exception as error:
            self.error = KinerjaError(first_line(error))
            self.error.__cause__ = error
        self.ended = monotonic()

    def done(self, seconds: float) -> bool:
        """Wait up to `seconds`; True when the build has ended. Raises what it raised."""
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


def snapshot() -> Snapshot:
    """The snapshot this run reads: fixed by the frame, so that one page never mixes two of them."""
    held: Snapshot | None = st.session_state.get("_snapshot")
    return held if held is not None else open_store().published_snapshot()


def hold(current: Snapshot) -> None:
    """Fix the snapshot for this run."""
    st.session_state["_snapshot"] = current


def fetch(query: str, **parameters: object) -> pd.DataFrame:
    """Rows of data/queries/<query>.sql, cached by snapshot and parameters; safe to change, the cache is not."""
    current = snapshot()
    frozen = tuple(sorted((name, _hashable(value)) for name, value in parameters.items()))
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in frozen}
    return _frames.get((current.id, query, frozen), lambda: current.fetch(query, **plain)).copy(deep=False)


def theme() -> str:
    """Theme of the visitor's browser: light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def figure(draw: Callable, *frames: pd.DataFrame, key: tuple[object, ...], **options: object):
    """The figure `draw(*frames, **options)`, cached by snapshot, function, `key` and options.

    `key` names what the frames depend on (usually the scope); the frames themselves are not hashed.
    """
    frozen = tuple(sorted((name, repr(value)) for name, value in options.items()))
    identity = (snapshot().id, draw.__module__, draw.__qualname__, key, frozen)
    return _figures.get(identity, lambda: draw(*frames, **options))


def rows(make: Callable[..., pd.DataFrame], *values: object, key: tuple[object, ...]) -> pd.DataFrame:
    """The frame `make(*values)` of a view, cached by snapshot, language, theme, function and `key`; safe to change.

    `key` names all that the frame depends on besides; the values themselves are not hashed.
    """
    identity = (snapshot().id, language.current(), theme(), make.__module__, make.__qualname__, key)
    return _rows.get(identity, lambda: make(*values)).copy(deep=False)


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, (list, tuple, set, frozenset)) else value
