"""What the server clears away by itself, so that nothing grows while nobody writes."""

import asyncio
import ctypes
import logging
from collections.abc import Callable
from time import monotonic

import pyarrow as pa

from data.errors import KinerjaError
from data.store import open_store
from pages.components import kept_files
from pages.shell import visits
from pages.shell.server import hosting

SESSIONS_SECONDS = 15
FOLDERS_SECONDS = 600
MEMORY_SECONDS = 60

_trim: Callable[[int], int] | None
try:
    _trim = ctypes.CDLL(None).malloc_trim
except (AttributeError, OSError, TypeError):  # no GNU C library
    _trim = None


async def tidy() -> None:
    """End sessions that were left; at the start and every ten minutes clear working folders and made files, and keep
    what was counted."""
    swept, given_back = None, monotonic()
    while True:
        hosting.SESSIONS.end()
        if swept is None or monotonic() - swept > FOLDERS_SECONDS:
            swept = monotonic()
            await asyncio.to_thread(_sweep)
            await asyncio.to_thread(visits.keep)
        if monotonic() - given_back > MEMORY_SECONDS:
            given_back = monotonic()
            await asyncio.to_thread(give_back)
        await asyncio.sleep(SESSIONS_SECONDS)


def give_back() -> None:
    """Return memory that is free inside the process to the system: the C library keeps it in pieces otherwise."""
    pa.default_memory_pool().release_unused()
    if _trim is not None:
        _trim(0)


def _sweep() -> None:
    try:
        open_store().sweep_work()
        kept_files.tidy()
    except (KinerjaError, OSError):
        logging.getLogger(__name__).warning("Working folders could not be swept", exc_info=True)
