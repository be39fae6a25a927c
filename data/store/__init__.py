"""The store: ledger, snapshots and the pointer that names the published one."""

from data.store.folder import Pointer, Store
from data.store.open import open_store
from data.store.snapshot import Snapshot, attach

__all__ = ["Pointer", "Snapshot", "Store", "attach", "open_store"]
