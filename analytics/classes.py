"""Map classes: where to cut values so that a shaded map can be read.

Classes are closed above, (a, b], the lowest also includes its smallest value; edges that coincide merge; no scheme
makes more classes than there are distinct values. Missing values are left out.

Quantiles and equal intervals are cut with whole-number positions and snapped to a value that lies on the edge, so
that rounding never moves a regency into the next class. Natural breaks minimise the squared distance to the class
means; the exact optimum is found by dynamic programming (Fisher 1958, On Grouping for Maximum Homogeneity, JASA 53),
so Jenks' natural breaks and Fisher-Jenks are one method here and the same data give the same map every time, where
mapclassify's NaturalBreaks starts from random seeds and sometimes misses the optimum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

SCHEMES = ("quantiles", "equal_interval", "fisher_jenks", "natural_breaks")


@dataclass(frozen=True)
class Classes:
    """Classes of a map.

    edges: upper edges, ascending. closed: "above" for (a, b], "below" for [a, b), where the highest class also
    includes the largest value. notes: "reduced" (fewer distinct values than classes asked for), "merged" (edges
    coincided), "extended" (own bounds did not reach the largest value).
    """

    scheme: str
    asked: int
    lowest: float
    edges: tuple[float, ...]
    closed: str = "above"
    notes: tuple[str, ...] = ()

    @property
    def bounds(self) -> tuple[tuple[float, float], ...]:
        """Lower and upper edge of each class, lowest class first."""
        return tuple(zip((min(self.lowest, self.edges[0]), *self.edges[:-1]), self.edges, strict=True))

    def assign(self, values: Sequence[float]) -> pd.Series:
        """The class of each value, 0 for the lowest, <NA> where the value is missing."""
        return assign(values, self.edges, closed=self.closed)

    def counts(self, values: Sequence[float]) -> list[int]:
        """How many values each class holds."""
        return self.assign(values).value_counts().reindex(range(len(self.edges)), fill_value=0).tolist()

    def labels(self, number: Callable[[float], str]) -> list[str]:
        """Bounds in words, with `>` or `<` on the open side: 60,0 – 65,0 · > 65,0 – 70,0."""
        last = len(self.edges) - 1
        above = self.closed == "above"
        words = []
        for at, (lower, upper) in enumerate(self.bounds):
            if lower == upper:
                words.append(number(upper))
            elif above:
                words.append(f"{'> ' if at else ''}{number(lower)} – {number(upper)}")
            else:
                words.append(f"{number(lower)} – {'< ' if at < last else ''}{number(upper)}")
        return words


def breaks(values: Sequence[float], scheme: str, k: int) -> list[float]:
    """Upper edges of at most k classes, ascending, the last the largest value.

    scheme: "quantiles", "equal_interval", "fisher_jenks" or "natural_breaks" (the last two are one method).
    Raises ValueError when there is no value, a value is infinite, k is below 1 or the scheme is unknown.
    """
    return list(classes(values, scheme, k).edges)


def classes(values: Sequence[float], scheme: str, k: int) -> Classes:
    """The classes of `breaks`, with their lowest bound and what became of k."""
    x = _present(values)
    _check_count(k)
    if scheme not in SCHEMES:
        raise ValueError(f"Unknown scheme {scheme!r}; expected one of {', '.join(SCHEMES)}.")
    distinct = np.unique(x)
    count = min(k, len(distinct))
    if scheme == "quantiles":
        raw = _quantiles(x, count)
    elif scheme == "equal_interval":
        raw = _equal_interval(x[0], x[-1], count)
    else:
        raw = _least_squares(x, count)
    edges = np.unique(_snapped(raw, distinct))
    notes = [*(["reduced"] if count < k else []), *(["merged"] if len(edges) < count else [])]
    return Classes(scheme, k, float(x[0]), tuple(edges.tolist()), notes=tuple(notes))


def own(values: Sequence[float], edges: Sequence[float]) -> Classes:
    """Classes with the reader's own upper edges, in any order; a last class is added for values above them."""
    x = _present(values)
    asked = _present(edges, "Own bounds need at least one number.")
    kept = np.unique(asked)
    notes = ["merged"] if len(kept) < len(asked) else []
    if x[-1] > kept[-1]:
        kept = np.append(kept, x[-1])
        notes.append("extended")
    return Classes("own", len(asked), float(x[0]), tuple(kept.tolist()), notes=tuple(notes))


def centred(values: Sequence[float], centre: float, k: int, *, better: str = "higher") -> Classes:
    """An even number of equal classes, half of them either side of a centre such as the target.

    They reach as far as the value farthest from the centre, so that equal shades mean equal distances. A value on
    the target has met it: with better "lower" it falls below the centre (classes closed above), with "higher" above
    it (classes closed below).
    """
    x = _present(values)
    if not np.isfinite(centre):
        raise ValueError("The centre must be a number.")
    _check_count(k)
    half = max(1, (k + 1) // 2)
    reach = float(np.max(np.abs(x - centre)))
    closed = "below" if better == "higher" else "above"
    if reach == 0:
        return Classes("centred", k, float(centre), (float(centre),), closed, ("reduced",))
    steps = np.arange(-half, half + 1) / half
    raw = centre + reach * steps
    raw[half] = centre
    edges = _snapped(raw, np.unique(x))
    edges[0], edges[-1] = min(edges[0], x[0]), max(edges[-1], x[-1])
    return Classes("centred", k, float(edges[0]), tuple(edges[1:].tolist()), closed)


def assign(values: Sequence[float], edges: Sequence[float], *, closed: str = "above") -> pd.Series:
    """The class number of each value, 0 for the lowest, <NA> where missing; keeps the index of a Series.

    edges: upper edges, ascending, as `breaks` gives them. Raises ValueError for a value above the last edge.
    """
    series = values if isinstance(values, pd.Series) else pd.Series(list(values), dtype=object)
    x = pd.to_numeric(series).astype(float).to_numpy()
    edge = np.asarray(edges, dtype=float)
    if len(edge) == 0 or (np.diff(edge) <= 0).any():
        raise ValueError("Edges must be ascending and at least one.")
    if (x > edge[-1]).any():
        raise ValueError(f"The value {np.nanmax(x):g} lies above the last edge {edge[-1]:g}.")
    place = np.searchsorted(edge, x, side="left" if closed == "above" else "right")
    place = np.minimum(place, len(edge) - 1)
    return pd.Series(place, index=series.index, dtype="Int64").mask(np.isnan(x))


def _present(values: Sequence[float], empty: str = "There is no value to classify.") -> np.ndarray:
    x = pd.to_numeric(pd.Series(values, dtype=object)).astype(float).to_numpy()
    x = np.sort(x[~np.isnan(x)])
    if len(x) == 0:
        raise ValueError(empty)
    if not np.isfinite(x).all():
        raise ValueError("A value is infinite and belongs to no class.")
    return x


def _check_count(k: int) -> None:
    if isinstance(k, bool) or int(k) != k or k < 1:
        raise ValueError(f"The number of classes must be a whole number of at least 1, not {k!r}.")


def _quantiles(x: np.ndarray, k: int) -> np.ndarray:
    """Linear interpolation between order statistics (Hyndman and Fan 1996, type 7)."""
    at, rest = np.divmod(np.arange(1, k + 1) * (len(x) - 1), k)
    after = np.minimum(at + 1, len(x) - 1)
    return np.where(rest == 0, x[at], x[at] + (x[after] - x[at]) * (rest / k))


def _equal_interval(low: float, high: float, k: int) -> np.ndarray:
    raw = low + (high / k - low / k) * np.arange(1, k + 1)
    raw[-1] = high
    return raw


def _snapped(edges: np.ndarray, distinct: np.ndarray) -> np.ndarray:
    """Edges that differ from a value by rounding only become that value."""
    near = np.abs(edges[:, None] - distinct[None, :])
    closest = near.argmin(axis=1)
    tolerance = 16 * np.finfo(float).eps * np.abs(distinct).max()
    return np.where(near.min(axis=1) <= tolerance, distinct[closest], edges)


def _least_squares(x: np.ndarray, k: int) -> np.ndarray:
    """Upper edges of the k classes with the least sum of squares; ties go to the widest upper class."""
    values, counts = np.unique(x, return_counts=True)
    n = len(values)
    scale = np.abs(values).max() or 1.0
    y = values / scale
    tolerance = 1e-13 * float(((y - np.average(y, weights=counts)) ** 2 * counts).sum())
    best = np.full((k + 1, n + 1), np.inf)
    best[0, 0] = 0.0
    start = np.zeros((k + 1, n + 1), dtype=int)
    size, mean, within = np.zeros(n), np.zeros(n), np.zeros(n)
    for end in range(n):
        first = slice(0, end + 1)  # Welford's update of every class that ends here, by where it starts
        size[first] += counts[end]
        step = y[end] - mean[first]
        mean[first] += step * counts[end] / size[first]
        within[first] += counts[end] * step * (y[end] - mean[first])
        cost = best[:-1, : end + 1] + within[first]
        least = cost.min(axis=1)
        start[1:, end + 1] = (cost <= least[:, None] + tolerance).argmax(axis=1)
        best[1:, end + 1] = least
    edges, end = [], n
    for c in range(k, 0, -1):
        edges.append(values[end - 1])
        end = start[c, end]
    return np.array(edges[::-1])
