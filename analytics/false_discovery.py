"""Many tests at once: how large a share of what is called a finding would be none (Benjamini and Hochberg 1995).

`scipy.stats.false_discovery_control` gives the same to the last digit but one. It is not used: importing `scipy.stats`
takes longer than everything else that a load imports.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analytics import arrays


def benjamini_hochberg(p_values: Iterable) -> np.ndarray | pd.Series:
    """q-values of a family of tests: the false-discovery rate at which each would count.

    A missing p is no member of the family and stays missing. A Series keeps its index. ValueError outside 0…1.
    """
    p = arrays.floats(p_values, "p_values")
    tested = ~np.isnan(p)
    if ((p[tested] < 0) | (p[tested] > 1)).any():
        raise ValueError("p_values must lie between 0 and 1")
    q = np.full(len(p), np.nan)
    q[tested] = _adjusted(p[tested])
    return pd.Series(q, index=p_values.index, name="q_value") if isinstance(p_values, pd.Series) else q


def _adjusted(p: np.ndarray) -> np.ndarray:
    falling = np.argsort(-p, kind="stable")
    share = p[falling] * len(p) / np.arange(len(p), 0, -1)
    adjusted = np.empty(len(p))
    adjusted[falling] = np.minimum(np.minimum.accumulate(share), 1)
    return adjusted
