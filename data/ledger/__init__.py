"""The ledger: an append-only list of what was submitted and undone."""

from data.ledger import chain, records
from data.ledger.entry import Entry, LedgerError, Turns, amendments, grants, standing, two_persons
from data.ledger.ledger import Ledger

__all__ = [
    "Entry",
    "Ledger",
    "LedgerError",
    "Turns",
    "amendments",
    "chain",
    "grants",
    "records",
    "standing",
    "two_persons",
]
