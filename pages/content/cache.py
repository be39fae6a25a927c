"""A bounded cache that all visitors share; Streamlit's own takes longer to hash arguments than many a value to make."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from math import inf
from threading import Lock
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class LRUCache:
    """Values by key, at most `most` of them and `room` in sum of their `size`: what was used longest ago goes first.

    Each value is made once, by one thread, while others wait for it; what fails is not kept. Values are shared between
    sessions and must not be changed.
    """

    def __init__(self, most: int, room: float = inf, size: Callable[[Any], float] = lambda value: 0):
        self._most, self._room, self._size = most, room, size
        self._sizes: dict[Hashable, float] = {}
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], R]) -> R:
        """The value of `key`, made by `make` where there is none; raises what `make` raises."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                kept: R = self._values[key]
                return kept
            making = self._making.setdefault(key, Lock())
        with making:
            try:
                made: R = self._values[key]
            except KeyError:
                made = self._made(key, make)
            return made

    def forget(self, key: Hashable) -> None:
        """Make the value of `key` anew when it is asked for again."""
        with self._lock:
            self._values.pop(key, None)
            self._sizes.pop(key, None)

    def _made(self, key: Hashable, make: Callable[[], R]) -> R:
        try:
            value = make()
            with self._lock:
                self._values[key] = value
                self._sizes[key] = self._size(value)
                while len(self._values) > 1 and (
                    len(self._values) > self._most or sum(self._sizes.values()) > self._room
                ):
                    del self._sizes[self._values.popitem(last=False)[0]]
            return value
        finally:
            with self._lock:
                self._making.pop(key, None)


def cached(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the last `most` results of a function of hashable arguments."""

    def of(function: Callable[P, R]) -> Callable[P, R]:
        kept = LRUCache(most)

        @wraps(function)
        def called(*values: P.args, **options: P.kwargs) -> R:
            return kept.get((values, tuple(options.items())), lambda: function(*values, **options))

        return called

    return of
