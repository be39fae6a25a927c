"""Province lines counted from regencies: which value stands; too few reporters are neither tested nor compared."""

import numpy as np
import pandas as pd
import pytest

from analytics.state import assess_rolled, finish

DICTIONARY = pd.DataFrame(
    [{"code": "X", "name_id": "Layanan", "name_en": "Service", "unit": "%", "unit_en": "%", "decimals": 2,
      "better": "higher", "formula": "R_T", "accumulation": "point", "scale": "permendagri_86_2017",
      "value_scale": ""}]
)  # fmt: skip
FIRST = 2016


def line(shares: list[float]) -> pd.Series:
    """The state of a yearly line from 2016 on whose value rises by ten a year, the target being 100."""
    rows = [
        {"agency": "A", "unit": "", "indicator": "X", "region": "11", "period": str(FIRST + n),
         "period_start": f"{FIRST + n}-01-01", "frequency": "annual", "target": 100.0, "target_low": np.nan,
         "target_high": np.nan, "actual": 30.0 + 10 * n, "status": "final", "share": share, "complete": share >= 0.9,
         "regions_reported": round(23 * share), "regions_due": 23}
        for n, share in enumerate(shares)
    ]  # fmt: skip
    return finish(assess_rolled(pd.DataFrame(rows), DICTIONARY)).iloc[0]


@pytest.mark.parametrize(
    ("shares", "stands", "awaited", "state", "beside"),
    [
        ([1] * 6, "2021", None, "improving", "2020"),
        ([1] * 5 + [0.5], "2020", "2021", "improving", "2019"),
        ([1, 0.5, 1, 1, 1, 1], "2021", None, "improving", "2020"),
        ([1] * 4 + [0.5, 0.4], "2021", None, "cannot_say", None),
        ([0.5] * 6, "2021", None, "cannot_say", None),
    ],
)
def test_the_newest_that_enough_have_reported_stands(shares, stands, awaited, state, beside):
    row = line(shares)
    told = [row[name] if pd.notna(row[name]) else None for name in ("last_period", "awaited_period", "compared_with")]
    assert told == [stands, awaited, beside]
    assert row["state"] == state
    tested = state == "improving"
    assert (row["complete"], row["reason"] == "incomplete") == (tested, not tested)
    assert np.isfinite([row["p_value"], row["change"], row["class_steps"], row["importance"]]).all() == tested
    assert ("laporannya belum lengkap" in row["sentence_id"]) == (not tested)
