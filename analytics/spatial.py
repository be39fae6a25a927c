"""Who borders whom, and whether high values lie near high ones.

Neighbours are found from the geometry alone. Moran's I is row-standardised, with the moments of Cliff and Ord (1981,
Spatial Processes, ch. 2) under randomisation or normality; local clusters follow Anselin (1995, Local Indicators of
Spatial Association), with n - 1 in the numerator.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.false_discovery import benjamini_hochberg

RULES = ("queen", "rook")
CLUSTERS = ("high_high", "low_low", "high_low", "low_high", "not_significant")


@dataclass(frozen=True)
class Moran:
    """Moran's I. NaN where nothing can be said, with `reason`: "constant", "too_few" or "no_neighbours"."""

    i: float
    expected: float
    variance: float
    z: float
    p_value: float
    n: int
    reason: str = ""


def contiguity(geodataframe, rule: str = "queen", *, link_islands: bool = True) -> dict[str, set[str]]:
    """The neighbours of each region, keyed by the index of the GeoDataFrame.

    queen: regions that touch anywhere. rook: regions that share a line. Edges that run along each other count whether
    or not they have vertices in common, within a billionth of the extent of the map. A region without neighbours is
    linked both ways to the region with the nearest boundary (the first in the index where two are equally near).
    Geographic coordinates are scaled by the cosine of their mean latitude before distances are compared.
    Raises ValueError for an unknown rule, repeated keys, or a region without a geometry.
    """
    if rule not in RULES:
        raise ValueError(f"Unknown rule {rule!r}; expected one of {', '.join(RULES)}.")
    keys = list(geodataframe.index)
    if len(set(keys)) < len(keys):
        raise ValueError("The index names a region twice.")
    shapes = geodataframe.geometry
    lost = [str(key) for key, shape in zip(keys, shapes, strict=True) if shape is None or shape.is_empty]
    if lost:
        raise ValueError(f"No geometry for {', '.join(lost)}.")
    neighbours: dict[str, set[str]] = {key: set() for key in keys}
    if len(keys) < 2:
        return neighbours
    shapes = _even(shapes)
    for left, right in _touching(shapes, rule):
        neighbours[keys[left]].add(keys[right])
        neighbours[keys[right]].add(keys[left])
    if link_islands:
        _link_islands(neighbours, keys, shapes)
    return neighbours


def moran(values: pd.Series, neighbours: Mapping[str, Collection[str]], *, assumption: str = "randomisation") -> Moran:
    """Moran's I with a two-sided normal p.

    values: a Series keyed like `neighbours`, which are used as given: nothing is mirrored, and a region without
    neighbours counts in n with a row of zeros. Regions without a value are left out, as neighbours too.
    assumption: "randomisation" (the values could lie anywhere) or "normality" (they are draws from a normal).
    Raises ValueError for a region that `neighbours` does not know.
    """
    if assumption not in ("randomisation", "normality"):
        raise ValueError(f"Unknown assumption {assumption!r}; expected randomisation or normality.")
    x, weights = _at_hand(values, neighbours)
    n = len(x)
    refusal = _refusal(x, weights)
    if refusal:
        return Moran(math.nan, -1 / (n - 1) if n > 1 else math.nan, math.nan, math.nan, math.nan, n, refusal)
    i = _moran(x, weights)
    expected = -1 / (n - 1)
    variance = _variance(x, weights, assumption)
    if not variance > 0:
        return Moran(i, expected, variance, math.nan, math.nan, n, "too_few")
    z = (i - expected) / math.sqrt(variance)
    return Moran(i, expected, variance, z, math.erfc(abs(z) / math.sqrt(2)), n)


def local_clusters(
    values: pd.Series,
    neighbours: Mapping[str, Collection[str]],
    *,
    permutations: int = 9999,
    seed: int = 20450,
    level: float = 0.05,
) -> pd.DataFrame:
    """Local Moran of each region: columns i, p_value, q_value, cluster, indexed like `values`.

    Each region keeps its value while the others are dealt out at random; p is two-sided. The false-discovery rate
    over all regions is held at `level` (Benjamini and Hochberg 1995): `cluster` names the quadrant where q is not
    above it, else "not_significant". Regions without a value or without neighbours have NaN and None.
    """
    x, weights = _at_hand(values, neighbours)
    table = pd.DataFrame({"i": np.nan, "p_value": np.nan, "q_value": np.nan, "cluster": None}, index=values.index)
    if _refusal(x, weights):
        return table
    linked = weights.sum(axis=1) > 0
    deviation = _deviation(x)
    power = float((deviation**2).sum())
    n = len(x)
    lag = weights @ deviation
    local = (n - 1) * deviation * lag / power
    p = np.full(n, np.nan)
    random = np.random.default_rng(seed)
    for at in np.flatnonzero(linked):
        p[at] = _local_p(at, deviation, weights, lag[at], random, permutations)
    q = benjamini_hochberg(p)
    side = np.where(deviation > 0, np.where(lag > 0, "high_high", "high_low"), np.where(lag > 0, "low_high", "low_low"))
    cluster = np.where(q <= level, side, "not_significant").astype(object)
    cluster[~linked] = None
    known = values.index[values.notna()]
    table.loc[known, "i"] = np.where(linked, local, np.nan)
    table.loc[known, "p_value"] = p
    table.loc[known, "q_value"] = q
    table.loc[known, "cluster"] = cluster
    return table


def _even(shapes):
    """Shapes whose two axes have one scale, so that distances can be compared."""
    import shapely

    array = shapes.to_numpy()
    crs = getattr(shapes, "crs", None)
    if crs is None or not crs.is_geographic:
        return array
    _, south, _, north = shapes.total_bounds
    width = math.cos(math.radians((south + north) / 2))
    return shapely.transform(array, lambda points: points * [width, 1])


def _touching(shapes: np.ndarray, rule: str) -> list[tuple[int, int]]:
    import shapely

    west, south, east, north = shapely.total_bounds(shapes)
    tolerance = 1e-9 * max(east - west, north - south)
    left, right = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=tolerance)
    pairs = [(a, b) for a, b in zip(left.tolist(), right.tolist(), strict=True) if a < b]
    if rule == "queen":
        return pairs
    edges = shapely.boundary(shapes)
    return [(a, b) for a, b in pairs if _shared_length(edges[a], edges[b], tolerance) > 1000 * tolerance]


def _shared_length(one, other, tolerance: float) -> float:
    """Length along which two boundaries run within the tolerance; a mere crossing gives a few tolerances."""
    return one.intersection(other.buffer(tolerance, quad_segs=1)).length


def _link_islands(neighbours: dict[str, set[str]], keys: list[str], shapes: np.ndarray) -> None:
    import shapely

    for at in [place for place, key in enumerate(keys) if not neighbours[key]]:
        apart = shapely.distance(shapes, shapes[at])
        apart[at] = np.inf
        nearest = keys[int(apart.argmin())]
        neighbours[keys[at]].add(nearest)
        neighbours[nearest].add(keys[at])


def _at_hand(values: pd.Series, neighbours: Mapping[str, Collection[str]]) -> tuple[np.ndarray, np.ndarray]:
    """Values that are present and their row-standardised weights."""
    if not isinstance(values, pd.Series):
        values = pd.Series(values)
    if not values.index.is_unique:
        raise ValueError("A region has two values.")
    stray = [str(key) for key in values.index if key not in neighbours]
    if stray:
        raise ValueError(f"The neighbours do not know {', '.join(stray)}.")
    numbers = pd.to_numeric(values).astype(float)
    if np.isinf(numbers).any():
        raise ValueError("A value is infinite.")
    numbers = numbers[numbers.notna()]
    place = {key: at for at, key in enumerate(numbers.index)}
    weights = np.zeros((len(place), len(place)))
    for key, at in place.items():
        for other in neighbours[key]:
            if other in place:
                weights[at, place[other]] = 1.0
    rows = weights.sum(axis=1, keepdims=True)
    return numbers.to_numpy(), np.divide(weights, rows, out=weights, where=rows > 0)


def _refusal(x: np.ndarray, weights: np.ndarray) -> str:
    if len(x) < 2:
        return "too_few"
    if np.ptp(x) <= 4 * np.finfo(float).eps * np.abs(x).max():
        return "constant"
    return "" if weights.any() else "no_neighbours"


def _moran(x: np.ndarray, weights: np.ndarray) -> float:
    deviation = _deviation(x)
    return float(len(x) / weights.sum() * (deviation @ weights @ deviation) / (deviation**2).sum())


def _deviation(x: np.ndarray) -> np.ndarray:
    """Distances from the mean, the largest 1: nothing here depends on the unit, and no power overflows."""
    deviation = x - x.mean()
    return deviation / np.abs(deviation).max()


def _variance(x: np.ndarray, weights: np.ndarray, assumption: str) -> float:
    n = len(x)
    s0 = weights.sum()
    s1 = ((weights + weights.T) ** 2).sum() / 2
    s2 = ((weights.sum(axis=0) + weights.sum(axis=1)) ** 2).sum()
    expected = -1 / (n - 1)
    if assumption == "normality":
        return float((n**2 * s1 - n * s2 + 3 * s0**2) / (s0**2 * (n**2 - 1)) - expected**2)
    if n < 4:
        return math.nan
    deviation = _deviation(x)
    peak = n * (deviation**4).sum() / (deviation**2).sum() ** 2
    dealt = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    tails = peak * ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    return float((dealt - tails) / ((n - 1) * (n - 2) * (n - 3) * s0**2) - expected**2)


def _local_p(at: int, deviation, weights, lag: float, random, permutations: int) -> float:
    others = np.delete(deviation, at)
    row = np.delete(weights[at], at)
    kept = row[row > 0]
    picks = random.permuted(np.tile(others, (permutations, 1)), axis=1)[:, : len(kept)]
    dealt = picks @ kept + weights[at, at] * deviation[at]
    above, below = int((dealt >= lag - 1e-12).sum()), int((dealt <= lag + 1e-12).sum())
    return min(1.0, 2 * (min(above, below) + 1) / (permutations + 1))
