"""Whether who acts may do it there: places of rows and of entries, the rule of two persons, the signed name."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from data.errors import first_line
from data.ledger import Entry, LedgerError, two_persons
from data.rights import RightsError
from data.rights.acting import AT_A_DESK, Actor, Place, actor, require
from data.submissions.proposal import Origin, Proposal

OF_KIND = {"aside": "own", "reference": "reference", "grant": "access", "two_persons": "access"}


def places_of(paths: Iterable[Path | None]) -> tuple[Place, ...]:
    """Agency and unit of every row in files of accepted rows, in order."""
    files = [str(path) for path in paths if path is not None and path.exists()]
    if not files:
        return ()
    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT DISTINCT agency, coalesce(unit, '') FROM read_parquet(?, union_by_name = true) ORDER BY ALL",
            [files],
        )
        return tuple((agency, unit) for agency, unit in found.fetchall())


def places_of_proposal(proposal: Proposal) -> tuple[Place, ...]:
    return places_of([proposal.intake.accepted_path])


def require_publishing(write: str, places: Sequence[Place], entries: Iterable[Entry]) -> Actor:
    """Who acts; RightsError where they may not publish there in one step, or where two persons have to."""
    who = require(write, places)
    if who.person is not None and asked_of_two(places, entries):
        raise RightsError("two_persons", agencies=", ".join(asked_of_two(places, entries)))
    return who


def require_turning(kind: str, entry: Entry, entries: Sequence[Entry]) -> Actor:
    """The same for an undo or redo of an entry."""
    if entry.kind in OF_KIND:
        return require(OF_KIND[entry.kind])
    if actor() == AT_A_DESK:  # who may do everything takes out damaged rows, too
        return actor()
    try:
        places = places_of([entry.accepted])
    except duckdb.Error as error:
        path = f"ledger/{entry.id}/{entry.accepted.name}"
        raise LedgerError("entry_unreadable", path=path, detail=first_line(error)) from error
    return require_publishing(kind, places, entries)


def asked_of_two(places: Iterable[Place], entries: Iterable[Entry]) -> list[str]:
    """The agencies among places that ask for another person to approve than the one who sent."""
    asked = two_persons(entries)
    return sorted({agency for agency, _ in places if asked.get(agency)})


def signed(origin: Origin | None) -> Origin:
    """The origin under the name that the sign-in gave to who acts, in place of any other; as it is at a desk."""
    person = actor().person
    origin = origin or Origin()
    return replace(origin, sender=person) if person else origin
