"""Series that are told in words, and how their numbers are written."""

from functools import cache
from itertools import product

import numpy as np
import pandas as pd

from analytics.state import assess_series, finish

MONTHS_IN = {"annual": 12, "semiannual": 6, "quarterly": 3, "monthly": 1}


SHAPES = {
    "rising": [20.5, 21, 22, 23.5, 24, 25, 26.5, 27, 28, 29, 30.5, 31, 32],
    "falling": [32.5, 31, 30, 29.5, 28, 27, 26.5, 25, 24, 23, 22.5, 21, 20],
    "unclear": [25.5, 20, 30, 22, 28, 25, 21, 29, 24, 26, 23, 27, 25],
    "constant": [25.25] * 13,
    "short": [20.5, 21, 22],
    "nothing": [None, None],
}


LACKING = {"id": "Belum ada bukti yang jelas tentang perubahan", "en": "No clear evidence of a change yet"}


def rows_of(values, frequency, first="2012-01-01", **columns):
    starts = pd.date_range(first, periods=len(values), freq=pd.DateOffset(months=MONTHS_IN[frequency]))
    half = {"annual": "", "semiannual": "S", "quarterly": "Q", "monthly": ""}[frequency]
    numbers = [(start.month - 1) // MONTHS_IN[frequency] + 1 for start in starts]
    ids = {
        "annual": [f"{start.year}" for start in starts],
        "monthly": [f"{start:%Y-%m}" for start in starts],
    }.get(frequency, [f"{start.year}-{half}{n}" for start, n in zip(starts, numbers, strict=True)])
    base = {
        "agency": "DINKES", "unit": "", "indicator": "X", "region": "11", "frequency": frequency, "series": 0,
        "target": 25.0, "target_low": np.nan, "target_high": np.nan, "status": "final", "submission": "s",
    }  # fmt: skip
    actual = [np.nan if value is None else float(value) for value in values]
    return pd.DataFrame({"period_start": starts, "period": ids, "actual": actual}).assign(**{**base, **columns})


def dictionary(**facts):
    base = {
        "code": "X", "name_id": "Persentase penduduk miskin", "name_en": "Poverty rate", "unit": "%", "unit_en": "%",
        "decimals": 2, "better": "higher", "formula": "R_T", "accumulation": "point",
        "scale": "permendagri_86_2017", "value_scale": "",
    }  # fmt: skip
    return pd.DataFrame([{**base, **facts}])


def judged(values, frequency="annual", facts=None, **columns):
    return finish(assess_series(rows_of(values, frequency, **columns), dictionary(**(facts or {})))[1]).iloc[0]


FORMULAS = {"higher": "R_T", "lower": "INV_2T", "range": "RANGE", "neutral": "NONE"}
CASES = list(product(SHAPES, FORMULAS, MONTHS_IN, ("point", "cumulative")))


@cache
def _cases():
    """All cases judged at once, each an indicator of its own."""
    names = [f"X{number}" for number in range(len(CASES))]
    facts, rows = [], []
    for name, (shape, better, frequency, accumulation) in zip(names, CASES, strict=True):
        facts.append(dictionary(code=name, better=better, formula=FORMULAS[better], accumulation=accumulation))
        bounds = {"target": np.nan, "target_low": 5.0, "target_high": 15.0} if better == "range" else {}
        if better == "neutral":
            bounds = {"target": np.nan}
        rows.append(rows_of(SHAPES[shape], frequency, status="simulated", indicator=name, **bounds))
    return judged_together(names, rows, facts)


def judged_together(names, rows, facts, targets=None):
    """One judgement of series that know nothing of each other, as a list in the order of `names`."""
    rows = [each.assign(series=number) for number, each in enumerate(rows)]
    series = assess_series(pd.concat(rows, ignore_index=True), pd.concat(facts, ignore_index=True), targets)[1]
    return finish(series).set_index("indicator", drop=False).loc[names]


def case(*of):
    return _cases().iloc[CASES.index(of)]


OUTLOOKS = {
    "near": [11, 12.4, 13, 14.2, 14.8, 16.1, 17.2, 17.9, 19, 19.6],
    "far": [11, 11.4, 11.2, 11.7, 11.5, 12, 12.1, 12, 12.4, 12.3],
    "wild": [14, 22, 17, 25, 16, 21, 15, 24, 19, 18],
    "down": [29, 27.9, 27.1, 26.2, 25.4, 24, 23.3, 22, 21.4, 20.4],
    "short": [11, 12.4, 13, 14.2],
    "five": [11, 12, 13.5, 14, 15],
    "noisy": [10, 13, 11, 14, 12, 15, 13, 15.5, 13.5, 16, 14, 15],
    "slow": [10.2, 9.9, 10.4, 10.1, 10.5, 10.3, 10.6],
    "level": [15.0] * 9,
    "step": [10, 11, 10, 9, 10, 11, 10, 9, 10, 18, 18.5, 18.2, 18.6, 18.1, 18.4, 18.2, 18.5, 18.3, 18.6],
    "late": [10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, 9, 10, 16],
    "back": [*[10 + i for i in range(14)], 9],
}
