"""Courses of series and what their indicators are."""

import numpy as np
import pandas as pd

from analytics.state import assess_series, finish

MONTHS_IN = {"annual": 12, "semiannual": 6, "quarterly": 3, "monthly": 1}
LETTERS = {"semiannual": "S", "quarterly": "Q"}

INDICATOR = {
    "name_id": "Cakupan", "name_en": "Coverage", "unit": "%", "unit_en": "%", "decimals": 2, "better": "higher",
    "formula": "R_T", "accumulation": "point", "scale": "permendagri_86_2017", "value_scale": "",
}  # fmt: skip


def period_id(start, frequency):
    if frequency == "annual":
        return f"{start.year}"
    number = (start.month - 1) // MONTHS_IN[frequency] + 1
    return f"{start.year}-{LETTERS[frequency]}{number}" if frequency in LETTERS else f"{start.year}-{number:02d}"


def course(values, frequency="annual", first="2015-01-01", **columns):
    """Observations of one series; columns may be single values or lists."""
    starts = pd.date_range(first, periods=len(values), freq=pd.DateOffset(months=MONTHS_IN[frequency]))
    actual = [np.nan if value is None else float(value) for value in values]
    frame = pd.DataFrame({"period_start": starts, "actual": actual})
    frame["period"] = [period_id(start, frequency) for start in starts]
    base = {
        "series": 0, "agency": "DINKES", "unit": "", "indicator": "X", "region": "11", "frequency": frequency,
        "target": np.nan, "target_low": np.nan, "target_high": np.nan, "status": "final", "submission": "s1",
    }  # fmt: skip
    return frame.assign(**{**base, **columns})


def dictionary(**facts):
    return pd.DataFrame([{**INDICATOR, "code": "X", **facts}])


def assessed(values, frequency="annual", first="2015-01-01", targets=None, facts=None, **columns):
    """The one row of state of a series."""
    rows = course(values, frequency, first, **columns)
    return finish(assess_series(rows, dictionary(**(facts or {})), targets)[1]).iloc[0]


CUMULATIVE = {"accumulation": "cumulative", "formula": "R_T_CUM"}
