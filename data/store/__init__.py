"""The store: ledger, snapshots and the pointer that names the published one."""

from data.ledger import Ledger
from data.store.folder import Store
from data.store.open import open_store
from data.store.pointer import Pointer
from data.store.snapshot import Snapshot, attach

__all__ = ["Ledger", "Pointer", "Snapshot", "Store", "attach", "open_store"]
