"""Which store there is."""

from data.settings import settings
from data.store.folder import Store


def open_store() -> Store:
    """The store of the present settings."""
    return Store(settings().store)
