"""Which named queries a view asks, found out while its page runs: its script or a section of it is on the stack."""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from data.store import Snapshot
from pages.content import reader
from pages.content.cache import LRUCache
from pages.session.views import VIEWS
from tests.pages.visiting import ROOT

NAMES = {view.name for view in VIEWS}
FRAME = ""  # what is asked around every page


@contextmanager
def recorded() -> Iterator[Mapping[str, set[str]]]:
    """View → queries that it asks meanwhile; nothing that another view had made is kept from it."""
    asked: dict[str, set[str]] = defaultdict(set)
    kept, forgotten = LRUCache.get, LRUCache.forget

    def tell(owner, name: str, at: int) -> None:
        ask = getattr(owner, name)

        def asks(*given, **more):
            asked[_whose()].add(given[at])
            return ask(*given, **more)

        patch.setattr(owner, name, asks)

    with pytest.MonkeyPatch.context() as patch:
        tell(reader, "fetch", 0)
        for name in ("fetch", "frames", "arrow", "tables"):
            tell(Snapshot, name, 1)
        patch.setattr(LRUCache, "get", lambda self, key, make: kept(self, (_whose(), key), make))
        patch.setattr(LRUCache, "forget", lambda self, key: forgotten(self, (_whose(), key)))
        yield asked


def _whose() -> str:
    """The view whose script, or else whose section, called."""
    frame, found = sys._getframe(1), FRAME
    while frame is not None:
        found = _view_of(frame.f_code.co_filename) or found
        frame = frame.f_back
    return found


@cache
def _view_of(file: str) -> str:
    """The view that a script or a section belongs to; nothing for any other file."""
    path = Path(file)
    if not path.is_relative_to(ROOT / "pages"):
        return FRAME
    first, *rest = path.relative_to(ROOT / "pages").with_suffix("").parts
    name = rest[0] if first == "sections" else first
    return name if name in NAMES else FRAME
