"""The ledger: an append-only list of what was submitted and undone."""

from data.ledger.entry import Entry, LedgerError, Turns, standing
from data.ledger.ledger import Ledger

__all__ = ["Entry", "Ledger", "LedgerError", "Turns", "standing"]
