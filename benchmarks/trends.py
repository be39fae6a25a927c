"""Trend tests of all series at once, beside a loop over pymannkendall and plain NumPy over blocks of pairs."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

import numpy as np
import pandas as pd

from analytics.trend import mann_kendall_by, sen_slope_by

__all__ = ["run"]

SAMPLE = 300
REPEATS = 5


def run(series: int = 100_000, points: int = 24) -> dict[str, float | int]:
    """Seconds for Mann–Kendall and Sen's slope of `series` series of `points` values, and the ratio to the yardsticks.

    The pymannkendall loop is timed over the first 300 series and extrapolated, in the same run; on those the answers
    are compared. `gaps_*` is the same frame rounded to ties, with a tenth of its rows missing.
    """
    frame = _frame(series, points)
    sample = frame["value"].to_numpy().reshape(series, points)[:SAMPLE]
    loop, expected = _pymannkendall(sample)
    figures = {
        "series": series,
        "points": points,
        "pymannkendall_seconds": loop * series / len(sample),
        "numpy_pairs_seconds": _best(lambda: _numpy_pairs(frame["value"].to_numpy().reshape(series, points)), 2),
        "mann_kendall_seconds": _best(lambda: mann_kendall_by(frame, "series")),
        "sen_slope_seconds": _best(lambda: sen_slope_by(frame, "series")),
    }
    figures["seconds"] = figures["mann_kendall_seconds"] + figures["sen_slope_seconds"]
    figures["ratio_pymannkendall"] = figures["pymannkendall_seconds"] / figures["seconds"]
    figures["ratio_numpy_pairs"] = figures["numpy_pairs_seconds"] / figures["seconds"]
    figures["largest_difference"] = _largest_difference(frame.head(sample.size), expected)
    figures["peak_extra_megabytes"] = _peak(frame)
    gaps = _with_gaps(frame)
    figures["gaps_mann_kendall_seconds"] = _best(lambda: mann_kendall_by(gaps, "series"), 2)
    figures["gaps_sen_slope_seconds"] = _best(lambda: sen_slope_by(gaps, "series"), 2)
    return figures


def _frame(series: int, points: int) -> pd.DataFrame:
    rng = np.random.default_rng(20_241_123)
    drift = rng.normal(0, 0.1, (series, 1)) * np.arange(points)
    return pd.DataFrame(
        {
            "series": np.repeat(np.arange(series), points),
            "time": np.tile(np.arange(points), series),
            "value": (50 + drift + rng.normal(0, 3, (series, points))).ravel(),
        }
    )


def _with_gaps(frame: pd.DataFrame) -> pd.DataFrame:
    kept = np.random.default_rng(7).random(len(frame)) >= 0.1
    return frame.assign(value=frame["value"].round(1))[kept]


def _best(task: Callable[[], object], repeats: int = REPEATS) -> float:
    """Shortest of several runs: what the work costs when nothing else disturbs it."""
    return min(_seconds(task)[0] for _ in range(repeats))


def _seconds(task: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    result = task()
    return time.perf_counter() - start, result


def _pymannkendall(sample: np.ndarray) -> tuple[float, list]:
    import pymannkendall

    pymannkendall.original_test(sample[0])
    runs = [_seconds(lambda: [pymannkendall.original_test(values) for values in sample]) for _ in range(3)]
    return min(seconds for seconds, _ in runs), runs[0][1]


def _numpy_pairs(rows: np.ndarray, block: int = 5_000) -> tuple[np.ndarray, np.ndarray]:
    """The obvious vectorised form: every pair of a block of series, the sum of signs and the median slope."""
    earlier, later = np.triu_indices(rows.shape[1], k=1)
    parts = []
    for first in range(0, len(rows), block):
        part = rows[first : first + block]
        rise = part[:, later] - part[:, earlier]
        parts.append((np.sign(rise).sum(axis=1), np.median(rise / (later - earlier), axis=1)))
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))


def _largest_difference(frame: pd.DataFrame, expected: list) -> float:
    tests, slopes = mann_kendall_by(frame, "series", exact=False), sen_slope_by(frame, "series")
    pairs = [(tests[name], [getattr(e, other) for e in expected]) for name, other in (("s", "s"), ("z", "z"))]
    pairs.append((slopes["slope"], [e.slope for e in expected]))
    return max(float(np.abs(ours - np.array(theirs)).max()) for ours, theirs in pairs)


def _peak(frame: pd.DataFrame) -> float:
    tracemalloc.start()
    mann_kendall_by(frame, "series")
    sen_slope_by(frame, "series")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20
