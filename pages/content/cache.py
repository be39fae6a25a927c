"""A bounded cache that all visitors share; Streamlit's own takes longer to hash arguments than many a value to make.

What may be seen is part of every key, so that nothing made for one is ever shown to another who may see less.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from math import inf
from threading import Condition, Lock
from typing import Any, ParamSpec, TypeVar

_seen: list[Callable[[], Hashable]] = []


def divide(seen: Callable[[], Hashable]) -> None:
    """Keep apart what is made under different answers of `seen`: what the one who is being served may see."""
    _seen[:] = [seen]


P = ParamSpec("P")
R = TypeVar("R")


class LRUCache:
    """Values by key, at most `most` of them and `room` in sum of their `size`: what was used longest ago goes first.

    Each value is made once, by one thread, while others wait for it; what fails is not kept. Values are shared between
    sessions and must not be changed.

    `cachetools.cached` with a condition keeps the same, but a hit takes 0.6 µs instead of 0.3, all of it under the
    lock: 16 threads reading 512 keys took 1.4 times as long (median of 24 rounds).
    """

    def __init__(self, most: int, room: float = inf, size: Callable[[Any], float] = lambda value: 0):
        self._most, self._room, self._size, self._held = most, room, size, 0.0
        self._values: OrderedDict[Hashable, tuple[Any, float]] = OrderedDict()
        self._making: set[Hashable] = set()
        self._lock = Lock()
        self._made = Condition(self._lock)

    def get(self, key: Hashable, make: Callable[[], R]) -> R:
        """The value of `key`, made by `make` where there is none; raises what `make` raises."""
        key = _divided(key)
        with self._lock:
            while (kept := self._values.get(key)) is None and key in self._making:
                self._made.wait()
            if kept is not None:
                self._values.move_to_end(key)
                found: R = kept[0]
                return found
            self._making.add(key)
        try:
            value = make()
            with self._lock:
                self._keep(key, value)
            return value
        finally:
            with self._lock:
                self._making.remove(key)
                self._made.notify_all()

    def forget(self, key: Hashable) -> None:
        """Make the value of `key` anew when it is asked for again."""
        key = _divided(key)
        with self._lock:
            self._held -= self._values.pop(key, (None, 0))[1]

    def _keep(self, key: Hashable, value: object) -> None:
        size = self._size(value)
        self._values[key] = value, size
        self._held += size
        while len(self._values) > 1 and (len(self._values) > self._most or self._held > self._room):
            self._held -= self._values.popitem(last=False)[1][1]


def _divided(key: Hashable) -> Hashable:
    return (_seen[0](), key) if _seen else key


def cached(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the last `most` results of a function of hashable arguments."""

    def of(function: Callable[P, R]) -> Callable[P, R]:
        kept = LRUCache(most)

        @wraps(function)
        def called(*values: P.args, **options: P.kwargs) -> R:
            return kept.get((values, tuple(options.items())), lambda: function(*values, **options))

        return called

    return of
