"""Years that repeat each other to the digit, cut at every month: nothing may be told to have changed; then one change
planted: exactly that is told."""

import numpy as np
import pandas as pd
import pytest

from analytics.periods import STEPS_A_YEAR, period, shift
from analytics.state import assess_series, finish

FIRST = {"monthly": "2021-01", "quarterly": "2021-Q1", "semiannual": "2021-S1", "annual": "2016"}
YEARS = 5
FACTS = {"point": "R_T", "cumulative": "R_T_CUM"}
MOVES = (
    r"(?i)membaik|memburuk|perbaikan|diwaspadai|\bnaik\b|\bturun\b|"
    r"improv|worsen|concern|\bup\b(?! to)|\bdown\b|risen|fallen"
)


def dictionary() -> pd.DataFrame:
    rows = [
        {"code": f"{kind}-{better}", "name_id": "Layanan", "name_en": "Service", "unit": "%", "unit_en": "%",
         "decimals": 2, "better": better, "formula": formula if better == "higher" else "INV_2T",
         "accumulation": kind, "scale": "permendagri_86_2017", "value_scale": ""}
        for kind, formula in FACTS.items()
        for better in ("higher", "lower")
    ]  # fmt: skip
    return pd.DataFrame(rows)


def patterns(steps: int) -> list[np.ndarray]:
    """The values of one year: rising, falling, one peak, level, noise, and next to level."""
    noise = np.random.default_rng(3)
    rising = np.linspace(8, 90, steps)
    return [rising, rising[::-1], 50 + 30 * np.sin(np.arange(steps)), np.full(steps, 40.0),
            noise.uniform(20, 80, steps), 40 + noise.normal(0, 0.001, steps)]  # fmt: skip


def frame(last_year: int, planted: float = 0.0) -> pd.DataFrame:
    """Every frequency, accumulation, direction and pattern; the last year stops after `last_year` of its months."""
    rows = []
    for frequency, a_year in STEPS_A_YEAR.items():
        n = a_year * (YEARS - 1) + max(1, last_year * a_year // 12)
        periods = [shift(period(FIRST[frequency]), k) for k in range(n)]
        for kind in FACTS:
            for better in ("higher", "lower"):
                for number, year in enumerate(patterns(a_year)):
                    values = np.tile(year, YEARS)[:n]
                    values[-1] += planted * (number == 0)
                    goal = np.tile(year * 1.1, YEARS)[:n]
                    key = {"agency": f"A{number}-{frequency}", "unit": "", "indicator": f"{kind}-{better}"}
                    rows += [
                        {**key, "region": "11",
                         "period": when.id, "period_start": when.start, "frequency": frequency, "target": target,
                         "target_low": np.nan, "target_high": np.nan, "actual": value, "status": "final"}
                        for when, value, target in zip(periods, values, goal, strict=True)
                    ]  # fmt: skip
    return pd.DataFrame(rows)


def judged(rows: pd.DataFrame) -> pd.DataFrame:
    return finish(assess_series(rows, dictionary())[1])


@pytest.mark.parametrize("month", range(1, 13))
def test_no_change_is_told_where_there_is_none(month):
    found = judged(frame(month))
    assert not found["state"].isin(["improving", "worsening"]).any()
    assert set(found["change_kind"]) == {"none"}
    assert found["importance"].isna().all()
    assert found[["change", "change_year", "class_steps", "streak"]].fillna(0).abs().max().max() == 0
    assert not found["variation"].isin(["improvement", "concern", "special_cause"]).any()
    for name in ("brief_id", "brief_en", "sentence_id", "sentence_en"):
        assert not found[name].str.contains(MOVES).any(), found.loc[found[name].str.contains(MOVES), name].iloc[0]


@pytest.mark.parametrize("month", [1, 6, 12])
def test_one_planted_change_is_the_one_that_is_told(month):
    found = judged(frame(month, planted=-30.0))
    annual = found["frequency"] == "annual"
    touched = found["agency"].str.startswith("A0")
    assert ((found["change"].fillna(0) != 0) == touched).all()
    assert (found["class_steps"].fillna(0) != 0)[~touched].sum() == 0
    assert found.loc[touched, "importance"].notna().any()
    assert found.loc[~touched, "importance"].isna().all()
    assert set(found.loc[found["change"].notna(), "comparison"]) == {"year", "previous"}
    assert (found.loc[annual & found["change"].notna(), "comparison"] == "previous").all()
