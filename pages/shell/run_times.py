"""How long the runs of pages take in this process, by view, for whoever watches it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from math import inf
from threading import Lock
from time import perf_counter

BOUNDS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, inf)  # seconds


@dataclass
class Run:
    """One run of the script; `view` is empty until it is known."""

    view: str = ""


@dataclass
class Times:
    """Seconds in all, and how many runs took up to each of BOUNDS and longer than the bound before."""

    seconds: float = 0.0
    within: list[int] = field(default_factory=lambda: [0] * len(BOUNDS))

    @property
    def runs(self) -> int:
        return sum(self.within)

    def buckets(self) -> tuple[tuple[float, int], ...]:
        """(bound, runs that took at most so long), as histograms are told."""
        return tuple(zip(BOUNDS, accumulate(self.within), strict=True))


_times: dict[str, Times] = defaultdict(Times)
_lock = Lock()


@contextmanager
def counted() -> Iterator[Run]:
    """Count the run inside, however it ends."""
    started, run = perf_counter(), Run()
    try:
        yield run
    finally:
        seconds = perf_counter() - started
        with _lock:
            times = _times[run.view]
            times.seconds += seconds
            times.within[bisect_left(BOUNDS, seconds)] += 1


def told() -> dict[str, Times]:
    """The times of every view that was run."""
    with _lock:
        return {view: Times(times.seconds, list(times.within)) for view, times in _times.items()}
