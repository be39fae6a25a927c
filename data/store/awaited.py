"""What was sent and waits: for approval, for publication, or for the moment until which it is kept back.

A file or turn that was sent is an entry `submit` of the ledger, which no snapshot holds; each step is an entry that
names it, and what publishes it (`load`, `undo` or `redo`) names it in its facts as `waited`.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from data.ledger import Entry, Ledger, LedgerError
from data.ledger.entry import STEPS
from data.rights import Rights
from data.store.folder import Store

SUBMITTED, APPROVED, SCHEDULED, RETURNED, PUBLISHED = "submitted", "approved", "scheduled", "returned", "published"
AFTER = {"approve": APPROVED, "return": RETURNED, "schedule": SCHEDULED, "lapse": APPROVED}
WAITS = (SUBMITTED, APPROVED, SCHEDULED)
READS = ("report", "approve", "publish")
OTHER_STATE = frozenset(f"waiting_{state}" for state in (*WAITS, RETURNED, PUBLISHED))
"""Keys of the errors that a step does not apply to what is in this state by now."""


@dataclass(frozen=True)
class Step:
    """What was done with it: kind of the entry, who did it, when, what was said, and the entry's own id."""

    kind: str
    by: str | None
    at: dt.datetime
    comment: str | None
    entry: str


@dataclass(frozen=True)
class Waiting:
    """Something that was sent: its id, `what` it is (load, correct, undo or redo), the file or submission it concerns,
    the places (agency, unit) of its values, who sent it when and why, its state, and until when it is kept back.

    `steps` are what was done with it since, the last of them what gave it its state; `published` is the entry that
    published it.
    """

    id: str
    what: str
    subject: str
    places: tuple[tuple[str, str], ...]
    sender: str | None
    at: dt.datetime
    reason: str | None
    values: int
    entry: Entry
    state: str = SUBMITTED
    embargo: dt.datetime | None = None
    steps: tuple[Step, ...] = ()
    published: str | None = None

    @property
    def agencies(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(agency for agency, _ in self.places))

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(unit for _, unit in self.places if unit))

    @property
    def waits(self) -> bool:
        """Whether something is still to be done with it, if only to wait."""
        return self.state in WAITS

    def age(self, now: dt.datetime | None = None) -> dt.timedelta:
        """How long ago it was sent."""
        return (now or moment()) - self.at

    def is_due(self, now: dt.datetime) -> bool:
        """Whether the moment until which it was kept back has come."""
        return self.state == SCHEDULED and self.embargo is not None and self.embargo <= now

    def is_read_by(self, rights: Rights) -> bool:
        """Whether who has these rights may read it: who reports, approves or publishes there, or reads all."""
        return rights.may("read_waiting") or any(
            all(rights.may(act, *place) for place in self.places) for act in READS
        )


def waiting(store: Store, rights: Rights) -> list[Waiting]:
    """What waits and who has these rights may read, the longest waiting first."""
    return [one for one in sent(store, rights) if one.waits]


def sent(store: Store, rights: Rights, sender: str | None = None) -> list[Waiting]:
    """All that was sent, by one sender where it is given, whatever became of it, in order, as far as it may be read."""
    return [
        one
        for one in _known(store)
        if one.is_read_by(rights) and (sender is None or (one.sender or "").casefold() == sender.casefold())
    ]


def found(store: Store, identity: str) -> Waiting:
    """What was sent under an id, whoever may read it; LedgerError for none that is known."""
    return found_in(store.ledger.entries(), identity)


def found_in(entries: Iterable[Entry], identity: str) -> Waiting:
    """The same among entries of the ledger."""
    known = {one.id: one for one in of(entries)}
    if identity not in known:
        named = ", ".join(one.id for one in known.values() if one.waits) or "-"
        raise LedgerError("waiting_unknown", submission=repr(identity), known=named)
    return known[identity]


def due(store: Store) -> list[Waiting]:
    """What was kept back until a moment that has come, in the order of these moments."""
    now = moment()
    return sorted((one for one in _known(store) if one.is_due(now)), key=lambda one: (one.embargo or now, one.id))


def any_due(entries: Iterable[Entry]) -> bool:
    """Whether anything among entries of the ledger was kept back until a moment that has come."""
    now = moment()
    return any(one.is_due(now) for one in of(entries))


def next_embargo(store: Store) -> dt.datetime | None:
    """The earliest moment until which something is kept back."""
    return min((one.embargo for one in _known(store) if one.state == SCHEDULED and one.embargo), default=None)


def moment() -> dt.datetime:
    """Now, as far as the time until which something is kept back goes."""
    return dt.datetime.now(dt.UTC)


def _known(store: Store) -> tuple[Waiting, ...]:
    pointer = store.pointer
    return () if pointer is None else _of(store.ledger.folder, pointer.head, pointer.chain)


@lru_cache(maxsize=4)
def _of(folder: Path, head: int, chain: str) -> tuple[Waiting, ...]:
    """The ledger is read once for each head and chain: an entry never changes, and a new one moves both."""
    return tuple(of(Ledger(folder, head).entries()))


def of(entries: Iterable[Entry]) -> list[Waiting]:
    """All that was sent among entries of the ledger, with what became of each."""
    known: dict[str, Waiting] = {}
    for entry in entries:
        if entry.kind == "submit":
            known[entry.id] = _submitted(entry)
        elif entry.kind in STEPS and entry.submission in known:
            known[entry.submission] = _stepped(known[entry.submission], entry)
        elif (waited := str(entry.facts.get("waited") or "")) in known:
            done = replace(_stepped(known[waited], entry), state=PUBLISHED, published=entry.id)
            known[waited] = done
    return list(known.values())


def _submitted(entry: Entry) -> Waiting:
    said: Mapping[str, Any] = entry.facts
    try:
        return Waiting(
            entry.id, said["what"], str(said["file"]), tuple((agency, unit) for agency, unit in said["places"]),
            said.get("sender"), _moment(said["received_at"]), said.get("reason"), int(said["accepted"]), entry,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise LedgerError("entry_unreadable", path=f"ledger/{entry.id}", detail=str(error)) from error


def _stepped(one: Waiting, entry: Entry) -> Waiting:
    said = entry.facts
    by = said.get("by") if "waited" in said else said.get("sender")
    comment = said.get("comment") if "waited" in said else said.get("reason")
    step = Step(entry.kind, by, _moment(said["received_at"]), comment, entry.id)
    embargo = _moment(said["embargo"]) if said.get("embargo") else None
    return replace(one, steps=(*one.steps, step), state=AFTER.get(entry.kind, one.state), embargo=embargo)


def _moment(said: object) -> dt.datetime:
    return dt.datetime.fromisoformat(str(said))
