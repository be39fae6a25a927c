"""What the published values need of the reference, asked before an act that changes either."""

from collections.abc import Sequence

import duckdb

from data.changes.kinds import sql
from data.ledger import Entry
from data.reference import ReferenceError
from data.reference.amended_tables import in_force
from data.reference.in_use import lost_codes
from data.reference.tables import SHEETS
from data.store import Store, attach
from data.store.amended import reference_of


def in_use(store: Store) -> list[dict[str, object]]:
    """A row per indicator, agency, unit and whether of regencies, of the published values; none before the first."""
    pointer = store.pointer
    if pointer is None:
        return []
    with duckdb.connect() as connection:
        attach(connection, "published", store.path_of(pointer.snapshot))
        return connection.execute(sql("in_use")).df().to_dict("records")


def require_usable(store: Store, entries: Sequence[Entry]) -> None:
    """That the reference after `entries` has every code of the published values; ReferenceError names the others.

    Asked before an entry is written that turns another: values may have come that need what the turn takes away.
    """
    reference = reference_of(entries)
    rows = {table: in_force(table, reference) for table in SHEETS}
    if problems := lost_codes(rows, in_use(store)):
        raise ReferenceError(problems)
