"""Cached reads of the published snapshot. Frames and figures are made once per snapshot, not once per visitor."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from threading import local
from typing import ParamSpec, Protocol, TypeVar

import pandas as pd

from analytics.achievement import Scales
from data.errors import KinerjaError
from data.office import office_today
from data.reference import Reference
from data.rights import DESK, PUBLIC, Rights, Sight
from data.settings import Mode, mode
from data.store import Ledger, Snapshot, open_store
from pages.content.cache import LRUCache, divide
from pages.words import language

KEPT_FRAMES = 512
KEPT_FIGURES = 256
KEPT_SCALES = 8
KEPT_ROWS = 512
KEPT_MARKUP = 512
ROOM = 64_000_000  # bytes of frames
P = ParamSpec("P")
R = TypeVar("R")
Frame = TypeVar("Frame", bound=pd.DataFrame)
_thread = local()


def _bytes(frame: pd.DataFrame) -> int:
    return int(frame.memory_usage(deep=True).sum())


_frames, _rows = LRUCache(KEPT_FRAMES, ROOM, _bytes), LRUCache(KEPT_ROWS, ROOM, _bytes)
_figures, _scales = LRUCache(KEPT_FIGURES), LRUCache(KEPT_SCALES)
_markup = LRUCache(KEPT_MARKUP, ROOM, lambda blocks: sum(map(len, blocks)))


class Visitor(Protocol):
    """Who is being served: the snapshot of the run, the ledger's head and the day that go with it, the theme; their
    rights."""

    def snapshot(self) -> Snapshot | None: ...

    def moment(self) -> tuple[int | None, date | None]: ...

    def theme(self) -> str: ...

    def rights(self) -> Rights: ...

    def hold(self, snapshot: Snapshot, moment: tuple[int | None, date | None]) -> None: ...


_served: list[Visitor] = []


def serve(visitor: Visitor) -> None:
    """Let `visitor` tell who is being served."""
    _served[:] = [visitor]


def snapshot() -> Snapshot:
    """The snapshot this run reads: fixed by the frame, so that one page never mixes two of them."""
    fixed: Snapshot | None = getattr(_thread, "snapshot", None)
    if fixed is not None:
        return fixed
    held = next((visitor.snapshot() for visitor in _served), None)
    return (held if held is not None else open_store().published_snapshot()).seen_by(rights().sight)


def rights() -> Rights:
    """What the one who is being served may see and do: at a desk everything, else what the visitor's say."""
    if mode() is Mode.DESK:
        return DESK
    if mode() is Mode.PUBLIC:
        return PUBLIC
    return next((visitor.rights() for visitor in _served), PUBLIC)


def sight() -> Sight:
    """What may be seen now: of a snapshot that this thread reads, what was to be seen of it."""
    fixed: Snapshot | None = getattr(_thread, "snapshot", None)
    return rights().sight if fixed is None else fixed.sight


divide(sight)


def hold(current: Snapshot, *, cited: bool = False) -> None:
    """Fix the snapshot for this run, and with it the ledger's head and the day: those of its first publication where it
    is `cited`, so that its page says nothing of later."""
    store = open_store()
    known = store.shelf.about(current.id)
    head = known.head
    with suppress(KinerjaError):  # a snapshot is shown where the pointer cannot be read
        pointer = store.pointer
        head = pointer.head if pointer and pointer.snapshot == current.id else head
    for visitor in _served:
        visitor.hold(current, (known.first_head, known.first_day) if cited else (head, None))


def ledger() -> Ledger:
    """The ledger as it stood at the snapshot that this run reads."""
    head = _moment()[0]
    return open_store().ledger if head is None else open_store().ledger_at(head)


def today() -> date:
    """The day in Aceh; on the page of a cited snapshot the day of its first publication."""
    return _moment()[1] or office_today()


def is_cited() -> bool:
    """Whether this run shows a snapshot as it was first published."""
    return _moment()[1] is not None


def _moment() -> tuple[int | None, date | None]:
    if getattr(_thread, "snapshot", None) is not None:
        fixed: tuple[int | None, date | None] | None = _thread.moment
        return fixed or (None, None)
    return next((visitor.moment() for visitor in _served), (None, None))


@contextmanager
def of_snapshot(snapshot: Snapshot, moment: tuple[int | None, date | None] | None = None) -> Iterator[None]:
    """Read a snapshot in this thread for a while: a file is made where no visitor is at hand."""
    _thread.snapshot, _thread.moment = snapshot, moment
    try:
        yield
    finally:
        _thread.snapshot = _thread.moment = None


def keeping(make: Callable[P, R]) -> Callable[P, R]:
    """`make` of the snapshot, at the moment and in the language of this run, wherever it is called: Streamlit makes a
    file in a thread that knows no visitor."""
    current, moment = snapshot(), _moment()

    def made(*values: P.args, **more: P.kwargs) -> R:
        with of_snapshot(current, moment):
            return make(*values, **more)

    return language.keeping(made)


def reference() -> Reference:
    """The reference in force for what is published now: what a file that is sent is checked by."""
    return open_store().reference()


def fetch(query: str, **parameters: object) -> pd.DataFrame:
    """Rows of data/queries/<query>.sql, cached by snapshot and parameters; safe to change, the cache is not."""
    current = snapshot()
    frozen = tuple(sorted((name, _hashable(value)) for name, value in parameters.items()))
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in frozen}
    return _frames.get((current.id, query, frozen), lambda: current.fetch(query, **plain)).copy(deep=False)


def scales() -> Scales:
    """The class scales of the snapshot that this run reads."""
    return _scales.get(snapshot().id, lambda: Scales(fetch("class_scales")))


def theme() -> str:
    """Theme of the visitor's browser: light or dark."""
    return next((visitor.theme() for visitor in _served), "light")


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
    return kept(make, *values, key=key).copy(deep=False)


def kept(make: Callable[..., Frame], *values: object, key: tuple[object, ...]) -> Frame:
    """The same frame itself, which all visitors share: not to be changed."""
    identity = (snapshot().id, language.current(), theme(), make.__module__, make.__qualname__, key)
    return _rows.get(identity, lambda: make(*values))


def markup(make: Callable[..., tuple[str, ...]], *values: object, key: tuple[object, ...]) -> tuple[str, ...]:
    """The blocks `make(*values)` of a view as HTML, cached by snapshot, language, function and `key`.

    `key` names all that they depend on besides; the values themselves are not hashed.
    """
    identity = (snapshot().id, language.current(), make.__module__, make.__qualname__, key)
    return _markup.get(identity, lambda: make(*values))


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, (list, tuple, set, frozenset)) else value
