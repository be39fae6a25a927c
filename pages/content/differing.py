"""Which regencies differ from the rest of the province beyond chance: one rule for Indikator, Peta and Wilayah."""

from collections.abc import Sequence

import pandas as pd

from analytics.gap import difference
from pages.words.language import t


def differs(rows: pd.DataFrame, by: Sequence[str]) -> pd.Series:
    """better, worse, like or missing for each row, all regencies of `by` being one family of comparisons.

    rows: region, numerator, denominator, factor, counting, better and `by`; values that add up do not compare with the
    province: leave them out.
    """
    return difference.differences_by(rows.assign(kind=rows["counting"].fillna("")), list(by))["differs"]


def words(differs: object, compared: int) -> str:
    """What was found of one regency, with the number of comparisons accounted for; empty where nothing was tested."""
    known = differs in ("better", "worse", "like")
    return t("series.differs_one", found=t(f"series.differs_{differs}"), n=compared) if known else ""
