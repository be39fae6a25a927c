"""Numbers that trends are tested on."""

import math
from fractions import Fraction
from itertools import combinations

from hypothesis import strategies as st

cells = st.one_of(st.none(), st.integers(-20, 20), st.integers(-400, 400).map(lambda tenths: tenths / 10))
series = st.lists(cells, max_size=30)


def spelled_out(values, times, period=1):
    """S, variance, denominator of tau and the slopes of all pairs, one after the other."""
    points = sorted((t, Fraction(str(y))) for t, y in zip(times, values, strict=True) if y is not None)
    seasons = {}
    for t, y in points:
        seasons.setdefault(t % period, []).append((t, y))
    s, variance, denominator, slopes = 0, Fraction(0), 0.0, []
    for season in seasons.values():
        n = len(season)
        for (t, y), (u, z) in combinations(season, 2):
            s += (z > y) - (z < y)
            slopes.append((z - y) / Fraction((u - t) / period))
        values_only = [y for _, y in season]
        ties = [values_only.count(y) for y in set(values_only)]
        variance += Fraction(n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties), 18)
        denominator += math.sqrt(n * (n - 1) * (n * (n - 1) - sum(t * (t - 1) for t in ties))) / 2
    return points, s, variance, denominator, sorted(slopes)
