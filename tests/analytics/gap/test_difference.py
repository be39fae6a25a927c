"""Regions against the rest of the province: known cases, one family, and what cannot be tested."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency, false_discovery_control

from analytics.gap.difference import differences_by

ROWS = pd.DataFrame(
    {"region": ["11.01", "11.02", "11.03", "11"], "numerator": [90, 60, 62, 212.0],
     "denominator": [100, 100, 100, 300.0], "factor": 100.0, "kind": "proportion", "better": "higher", "period": "2025"}
)  # fmt: skip


def test_a_proportion_is_held_against_the_rest_and_the_family_is_controlled():
    found = differences_by(ROWS, ["period"])
    expected = []
    for at in range(3):
        own, all_ = ROWS.loc[at, ["numerator", "denominator"]], ROWS.loc[:2, ["numerator", "denominator"]].sum()
        table = [[own.iloc[0], own.iloc[1] - own.iloc[0]]]
        table.append([all_.iloc[0] - own.iloc[0], all_.iloc[1] - all_.iloc[0] - table[0][1]])
        expected.append(chi2_contingency(table, correction=False).pvalue)
    assert found["p_value"].tolist()[:3] == pytest.approx(expected)
    assert found["q_value"].tolist()[:3] == pytest.approx(false_discovery_control(expected))
    assert found["differs"].tolist() == ["better", "worse", "worse", None]
    assert differences_by(ROWS.assign(better="lower"), ["period"])["differs"].tolist()[0] == "worse"


def test_equal_shares_differ_from_nothing_and_a_family_holds_chance_at_bay():
    alike = ROWS.assign(numerator=70.0)
    assert differences_by(alike, ["period"])["differs"].tolist()[:3] == ["like"] * 3
    random = np.random.default_rng(7)
    found = 0
    for _ in range(200):
        counts = random.binomial(400, 0.3, 23).astype(float)
        frame = pd.DataFrame({"region": [f"11.{n}" for n in range(23)], "numerator": counts, "denominator": 400.0})
        frame = frame.assign(factor=100.0, kind="proportion", better="higher", period="2025")
        found += bool(differences_by(frame, ["period"])["differs"].isin(["better", "worse"]).any())
    assert found / 200 < 0.09, "of 200 provinces without any difference"


@pytest.mark.parametrize(
    "change",
    [
        {"kind": ""},
        {"numerator": np.nan},
        {"better": "neutral"},
        {"numerator": 2.0},
        {"kind": "rate", "numerator": 1.0},
    ],
)
def test_what_cannot_be_tested_is_left_open(change):
    assert differences_by(ROWS.assign(**change), ["period"])["differs"].isna().all()


def test_a_rate_is_held_against_the_share_of_the_base():
    rates = ROWS.assign(kind="rate", factor=1000.0, numerator=[30.0, 60, 30, 120], better="lower")
    assert differences_by(rates, ["period"])["differs"].tolist()[:3] == ["like", "worse", "like"]
