"""Whether a region differs from the rest of its province by more than chance, all comparisons accounted for.

A register that counts everybody still varies by chance (see `intervals`). Each region is held against the rest of the
regions together, of which it is no part, so that the two are independent.

Formulas, each two-sided with the normal distribution
    proportion  score test of two proportions with the pooled share
    rate        score test of the events inside, given all events: the share expected is that of the denominator
Many regions are tested at once: they are one family, and the false-discovery rate is controlled in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, sqrt

import numpy as np
import pandas as pd

from analytics.false_discovery import benjamini_hochberg
from analytics.gap.intervals import intervals_by
from analytics.regions import PROVINCE
from analytics.thresholds import ALPHA

COLUMNS = ("p_value", "q_value", "differs")
FEWEST_EXPECTED = 5  # events, and of a proportion their complement; below it the normal distribution does not hold


def differences_by(frame: pd.DataFrame, by: Sequence[str], *, alpha: float = ALPHA) -> pd.DataFrame:
    """COLUMNS of every row of `frame` (`by`, region, numerator, denominator, factor, kind, better), index kept.

    One family for each combination of `by`; kind is "proportion" or "rate". differs: "better", "worse", or "like" where
    q is not below alpha. Missing for the province, without counts or with too few of them, for fewer than two regions
    that can be counted, and where neither more nor less is better.
    """
    countable = intervals_by(frame)["reason"].isna() & (frame["region"] != PROVINCE)
    countable &= frame["better"].isin(["higher", "lower"])
    result = pd.DataFrame({"p_value": np.nan, "q_value": np.nan, "differs": None}, index=frame.index)
    for _, rows in frame[countable].groupby(list(by), sort=False, dropna=False):
        z = _scores(rows)
        q = benjamini_hochberg(np.array([erfc(abs(one) / sqrt(2)) for one in z]))
        good = z * np.where(rows["better"] == "higher", 1, -1) > 0
        result.loc[rows.index, "p_value"] = [erfc(abs(one) / sqrt(2)) for one in z]
        result.loc[rows.index, "q_value"] = q
        verdict = np.where(q < alpha, np.where(good, "better", "worse"), "like").astype(object)
        result.loc[rows.index, "differs"] = np.where(np.isnan(q), None, verdict)
    return result


def _scores(rows: pd.DataFrame) -> np.ndarray:
    """z of each region against the rest; nan where too little is expected."""
    count, base = (rows[name].to_numpy(dtype=float) for name in ("numerator", "denominator"))
    events, total = count.sum(), base.sum()
    inside = base / total
    expected = events * inside
    if rows["kind"].iloc[0] == "rate":
        spread, enough = np.sqrt(events * inside * (1 - inside)), expected >= FEWEST_EXPECTED
    else:
        share = events / total
        spread = np.sqrt(share * (1 - share) * base * (1 - inside))
        enough = (expected >= FEWEST_EXPECTED) & (base - expected >= FEWEST_EXPECTED)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(enough & (spread > 0) & (inside < 1), (count - expected) / spread, np.nan)
