"""Who acts, and whether they may: asked by whatever changes the store, before it does.

At a desk anybody may do everything. In other modes nobody may do anything unless `acting` says who acts: what begins no
act, a page or a program of the server, changes nothing.
"""

import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from data.rights.grants import RightsError
from data.rights.rights import ALL, DESK, PUBLIC, Rights
from data.settings import Mode, mode

Place = tuple[str, str]
"""An agency, and one of its units; ALL for the agency as such."""
EVERYWHERE: tuple[Place, ...] = ((ALL, ALL),)


@dataclass(frozen=True)
class Write:
    """A way of changing the store: the acts that it takes, and whether it takes them for all agencies."""

    acts: tuple[str, ...]
    everywhere: bool = False

    def places(self, named: Iterable[Place]) -> tuple[Place, ...]:
        """Where its acts have to be allowed: the places it concerns, everywhere where none is named."""
        return EVERYWHERE if self.everywhere else tuple(named) or EVERYWHERE


def _read() -> dict[str, Write]:
    said = tomllib.loads(Path(__file__).with_name("writes.toml").read_text("utf-8"))
    return {name: Write(tuple(one["acts"]), one.get("everywhere", False)) for name, one in said.items()}


WRITES = _read()


@dataclass(frozen=True)
class Actor:
    """Who acts: as the sign-in calls them, None where nobody signs in; and what they may."""

    person: str | None
    rights: Rights

    def may(self, write: str, places: Iterable[Place] = ()) -> bool:
        """Whether a way of changing the store is theirs for all of the places."""
        one = WRITES[write]
        return all(self.rights.may(act, *place) for act in one.acts for place in one.places(places))


AT_A_DESK = Actor(None, DESK)
_held: ContextVar[Actor | None] = ContextVar("actor", default=None)


def actor() -> Actor:
    """Who acts now."""
    return _held.get() or (AT_A_DESK if mode() is Mode.DESK else Actor(None, PUBLIC))


@contextmanager
def acting(one: Actor) -> Iterator[None]:
    """Let somebody act for a while, in this thread."""
    before = _held.set(one)
    try:
        yield
    finally:
        _held.reset(before)


def require(write: str, places: Iterable[Place] = ()) -> Actor:
    """Who acts; RightsError where they may not for one of the places."""
    one = actor()
    if not one.may(write, places):
        raise RightsError("not_allowed")
    return one
