"""What the process tells of itself beside Streamlit's own figures, at `/_stcore/metrics` in the OpenMetrics format."""

import os
from collections.abc import Callable, Mapping, Sequence
from time import monotonic

from streamlit.runtime.stats import CounterStat, GaugeStat, HistogramStat, Stat

from data import audit
from data.errors import KinerjaError
from data.store import open_store
from pages.session import acts, publication
from pages.shell import run_times
from pages.shell.server import handles

STORE_SECONDS = 60.0  # between two looks at all files of the store


class Measurements:
    """Families of figures, each made when it is asked for."""

    def __init__(self) -> None:
        self._store = (-STORE_SECONDS, 0)
        self._families: Mapping[str, Callable[[], Sequence[Stat]]] = {
            "kinerja_run_seconds": _run_seconds,
            "kinerja_acts": _acts,
            "kinerja_acts_waiting": lambda: [gauge("kinerja_acts_waiting", acts.waiting(), "Acts not carried through")],
            "kinerja_events_lost": _events_lost,
            "kinerja_seats": _seats,
            "kinerja_handles": _handles,
            "kinerja_ready": _served,
            "kinerja_store_bytes": self._store_bytes,
        }

    @property
    def stats_families(self) -> Sequence[str]:
        return tuple(self._families)

    def get_stats(self, family_names: Sequence[str] | None = None) -> Mapping[str, Sequence[Stat]]:
        wanted = self._families if family_names is None else set(family_names) & set(self._families)
        return {name: self._families[name]() for name in self._families if name in wanted}

    def _store_bytes(self) -> Sequence[Stat]:
        if monotonic() - self._store[0] >= STORE_SECONDS:
            self._store = (monotonic(), _bytes_below(str(open_store().folder)))
        return [gauge("kinerja_store_bytes", self._store[1], "Bytes of all files of the store", unit="bytes")]


def gauge(name: str, value: int, told: str, *, unit: str = "", **labels: str) -> Stat:
    """One figure that rises and falls."""
    return GaugeStat(name, value, labels or None, unit, told)


def _run_seconds() -> Sequence[Stat]:
    name, told = "kinerja_run_seconds", "Seconds of the server for a run of a view"
    return [
        HistogramStat(name, times.buckets(), times.seconds, times.runs, {"view": view}, "seconds", told)
        for view, times in sorted(run_times.told().items())
    ]


def _acts() -> Sequence[Stat]:
    told = "Acts that ended: publications, corrections, undone and given back"
    return [
        CounterStat("kinerja_acts", count, {"kind": kind, "outcome": outcome}, help=told)
        for (kind, outcome), count in sorted(acts.ended().items())
    ]


def _events_lost() -> Sequence[Stat]:
    return [CounterStat("kinerja_events_lost", audit.lost(), help="Events of the audit record that were not written")]


def _seats() -> Sequence[Stat]:
    counts = {"taken": handles.SEATS.taken, "most": handles.SEATS.most}
    return [gauge("kinerja_seats", value, "Tabs that are open, and may be", of=of) for of, value in counts.items()]


def _handles() -> Sequence[Stat]:
    counts = {"in_use": handles.in_use(), "limit": handles.limit() or 0}
    told = "Handles of the system; a limit of 0 is none"
    return [gauge("kinerja_handles", value, told, of=of) for of, value in counts.items()]


def _served() -> Sequence[Stat]:
    """`ready`: a snapshot is served; `stale`: some trouble keeps it from being the newest."""
    try:
        snapshot, trouble = publication.serving()
    except (KinerjaError, OSError):
        snapshot, trouble = None, None
    told, states = "Whether a snapshot is served", {"ready": snapshot is not None, "stale": trouble is not None}
    return [gauge("kinerja_ready", int(is_so), told, state=state) for state, is_so in states.items()]


def _bytes_below(folder: str) -> int:
    """Bytes of the files below a folder; what goes away meanwhile is not counted."""
    total = 0
    for place, _, files in os.walk(folder):
        for name in files:
            try:
                total += os.lstat(os.path.join(place, name)).st_size
            except FileNotFoundError:
                continue
    return total
