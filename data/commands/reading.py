"""What a command that only reads shows: for what is published and current nothing is imported that builds or checks."""

from contextlib import suppress
from typing import TYPE_CHECKING

from data.commands.answer import progress

if TYPE_CHECKING:
    from data.errors import KinerjaError
    from data.store import Snapshot, Store


def served(store: "Store") -> "tuple[Snapshot, list[KinerjaError]]":
    """The published snapshot and what has to be told of it, as `submissions.serve` gives them."""
    from data.errors import KinerjaError
    from data.store import present

    with suppress(KinerjaError):  # what is wrong is met again below, and told there
        if present.is_current(store):
            return store.published_snapshot(), [*present.clock_trouble(store)]
    from data import submissions

    return submissions.serve(store, progress)
