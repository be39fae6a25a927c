"""Who may do what, as the ledger tells: an entry gives a person a role, an undo of it takes the role away."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from data.ledger import Entry, Ledger, LedgerError, grants, two_persons
from data.rights import Grant, Rights, RightsError, rights_on
from data.rights.acting import Place
from data.store.folder import Store


def granted(store: Store) -> list[tuple[Entry, Grant]]:
    """The grants that are published and were not taken back, in order, whether or not they hold today."""
    pointer = store.published_pointer()
    return list(_granted(store.ledger.folder, pointer.head, pointer.chain))


def rights_of(store: Store, person: str, today: date) -> Rights:
    """What a person may see and do on a day, by what is published now."""
    return rights_on(today, [one for _, one in granted(store) if one.person == person.casefold()])


def of_entry(entry: Entry) -> Grant:
    """The grant that an entry holds; LedgerError for one that this program does not know."""
    said = entry.facts
    days = {name: date.fromisoformat(said[name]) if said.get(name) else None for name in ("since", "until")}
    try:
        return Grant(said["person"], said["role"], said["agency"], tuple(said["units"]), **days)
    except (KeyError, TypeError, RightsError) as error:
        raise LedgerError("entry_unreadable", path=f"ledger/{entry.id}", detail=str(error)) from error


def two_persons_at(store: Store) -> frozenset[str]:
    """The agencies at which another person than the sender has to approve."""
    pointer = store.published_pointer()
    return _of_two(store.ledger.folder, pointer.head, pointer.chain)


def asked_of_two(store: Store, places: Iterable[Place]) -> list[str]:
    """The agencies among places at which another person than the sender has to approve, by what is published now."""
    asked = two_persons_at(store)
    return sorted({agency for agency, _ in places if agency in asked})


@lru_cache(maxsize=4)
def _of_two(folder: Path, head: int | None, chain: str) -> frozenset[str]:
    return frozenset(agency for agency, asked in two_persons(Ledger(folder, head).entries()).items() if asked)


@lru_cache(maxsize=4)
def _granted(folder: Path, head: int | None, chain: str) -> tuple[tuple[Entry, Grant], ...]:
    """The ledger is read once for each head and chain: an entry never changes, and a new one moves both."""
    return tuple((entry, of_entry(entry)) for entry in grants(Ledger(folder, head).entries()))
