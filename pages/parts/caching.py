"""A bounded cache that all visitors share; Streamlit's own takes longer to hash arguments than many a value to make."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class LRUCache:
    """Values by key, at most `most` of them: what was used longest ago goes first.

    Each value is made once, by one thread, while others wait for it; what fails is not kept. Values are shared between
    sessions and must not be changed.
    """

    def __init__(self, most: int):
        self._most = most
        self._values: OrderedDict[Hashable, object] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], R]) -> R:
        """The value of `key`, made by `make` where there is none; raises what `make` raises."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
            making = self._making.setdefault(key, Lock())
        with making:
            try:
                return self._values[key]
            except KeyError:
                return self._made(key, make)

    def _made(self, key: Hashable, make: Callable[[], R]) -> R:
        try:
            value = make()
            with self._lock:
                self._values[key] = value
                if len(self._values) > self._most:
                    self._values.popitem(last=False)
            return value
        finally:
            with self._lock:
                self._making.pop(key, None)


def cached(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the last `most` results of a function of hashable positional arguments."""

    def of(function: Callable[P, R]) -> Callable[P, R]:
        kept = LRUCache(most)

        @wraps(function)
        def called(*values):
            return kept.get(values, lambda: function(*values))

        return called

    return of
