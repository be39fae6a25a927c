"""The exact distribution of Kendall's S for short series without ties."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from analytics.trend import pairs
from analytics.trend.pairs import Points

EXACT_UP_TO = 10
# n! no longer fits a float beyond 170, and the normal approximation has long been as good.
EXACT_AT_MOST = 170
TOO_LONG = f"more than {EXACT_AT_MOST} values: p is the normal approximation, not exact"
TIED_TIMES = "several values at the same time: p is the normal approximation, not exact"


def replace_by_exact(
    p_value: np.ndarray,
    s: np.ndarray,
    seasons: Points,
    owner: np.ndarray,
    exact: bool | None,
    note: np.ndarray,
    usual: np.ndarray,
) -> np.ndarray:
    """Put exact p-values in place, and say where. `usual`: series that may have one without being asked."""
    done = np.zeros(len(s), dtype=bool)
    if exact is False:
        return done
    n = np.bincount(owner, pairs.lengths(seasons), len(s)).astype(np.int64)
    if exact:
        edges = np.searchsorted(owner, np.arange(len(s) + 1))
        for row in range(len(s)):
            done[row] = _force_exact(row, p_value, s, seasons, range(edges[row], edges[row + 1]), note)
        return done
    for length in range(EXACT_UP_TO + 1):
        rows = np.flatnonzero(usual & (n == length))
        if len(rows):
            rows = rows[_without_ties(*pairs.block(seasons, rows))]
            table = np.array([exact_p(((1,) * length,), size) for size in range(length * (length - 1) // 2 + 1)])
            p_value[rows] = table[np.abs(s[rows])]
            done[rows] = True
    return done


def _without_ties(values: np.ndarray, times: np.ndarray) -> np.ndarray:
    ordered = np.sort(values, axis=1)
    return ((ordered[:, 1:] != ordered[:, :-1]) & (times[:, 1:] != times[:, :-1])).all(axis=1)


def _force_exact(row: int, p_value: np.ndarray, s: np.ndarray, seasons: Points, parts: range, note: np.ndarray) -> bool:
    stretches = [slice(seasons.starts[part], seasons.starts[part + 1]) for part in parts]
    if sum(stretch.stop - stretch.start for stretch in stretches) > EXACT_AT_MOST:
        note[row] = TOO_LONG
        return False
    if any((np.diff(seasons.times[stretch]) == 0).any() for stretch in stretches):
        note[row] = TIED_TIMES
        return False
    ties = sorted(tuple(sorted(np.unique_counts(seasons.values[stretch]).counts.tolist())) for stretch in stretches)
    p_value[row] = exact_p(tuple(ties), abs(int(s[row])))
    return True


def exact_p(seasons: tuple[tuple[int, ...], ...], size: int) -> float:
    """Probability of |S| ≥ size when every order of the values is as likely. seasons: sizes of the groups of ties."""
    inversions = _inversions(seasons)
    at_most = (len(inversions) - 1 - size) // 2
    return min(1.0, 2 * sum(inversions[: at_most + 1]) / sum(inversions))


@lru_cache(maxsize=128)
def _inversions(seasons: tuple[tuple[int, ...], ...]) -> list[int]:
    """Number of orders with 0, 1, 2 … pairs falling: the Gaussian multinomial coefficients of each season, multiplied.

    Π(1-q^k) over the n values of a season, divided by the same over each of its groups of ties (Kendall 1975, ch. 5).
    """
    highest = sum(
        (sum(groups) * (sum(groups) - 1) - sum(size * (size - 1) for size in groups)) // 2 for groups in seasons
    )
    counts = [1] + [0] * highest
    for groups in seasons:
        for k in range(1, sum(groups) + 1):
            for i in range(highest, k - 1, -1):
                counts[i] -= counts[i - k]
        for k in (k for size in groups for k in range(1, size + 1)):
            for i in range(k, highest + 1):
                counts[i] += counts[i - k]
    return counts
