"""The ledger: an append-only list of what was submitted and undone."""

from data.ledger.ledger import Entry, Ledger, LedgerError, digest, flush, standing, write_whole

__all__ = ["Entry", "Ledger", "LedgerError", "digest", "flush", "standing", "write_whole"]
