"""Periods as whole steps of their frequency, so that distances in time can be computed."""

import numpy as np
import pandas as pd

STEPS_A_YEAR = {"monthly": 12, "quarterly": 4, "semiannual": 2, "annual": 1}
# What a period of each frequency is called: the unit of a pace.
UNITS = {"monthly": "month", "quarterly": "quarter", "semiannual": "semester", "annual": "year"}
LAST_MONTH = {"Q": 3, "S": 6}


def steps_a_year(frequency: pd.Series) -> np.ndarray:
    """12, 4, 2 or 1 for each row. ValueError names a frequency that is none of the four."""
    codes, found = pd.factorize(frequency, use_na_sentinel=False)
    unknown = [name for name in found if name not in STEPS_A_YEAR]
    if unknown:
        raise ValueError(f"Unknown frequency {unknown[0]!r}. Known frequencies: {', '.join(STEPS_A_YEAR)}.")
    return np.array([STEPS_A_YEAR[name] for name in found], dtype=np.int64)[codes]


def steps(period_start: pd.Series, a_year: np.ndarray) -> np.ndarray:
    """Index of each period among the `a_year` of a year (quarter 0 opens year 0), so that neighbours differ by 1."""
    starts = pd.to_datetime(period_start).to_numpy().astype("datetime64[M]").astype(np.int64) + 1970 * 12
    return starts * a_year // 12


def last_steps(periods: pd.Series, a_year: np.ndarray) -> np.ndarray:
    """Index, in a frequency of `a_year` steps, of the step in which each period id ends: 2029 ends in 2029-Q4."""
    parts = periods.astype("str").str.extract(r"^(\d{4})(?:-(?:([QS])(\d)|(\d\d)))?$")
    if parts[0].isna().any():
        raise ValueError(f"{periods[parts[0].isna()].iloc[0]!r} is not a period id (2024, 2024-Q2, 2024-S1, 2024-06).")
    of_part = pd.to_numeric(parts[2]) * parts[1].map(LAST_MONTH)
    month = pd.to_numeric(parts[3]).fillna(of_part).fillna(12).to_numpy(dtype=np.int64)
    return ((pd.to_numeric(parts[0]).to_numpy(dtype=np.int64) * 12 + month) * a_year - 1) // 12


def period_ids(step: np.ndarray, a_year: np.ndarray) -> np.ndarray:
    """Period id of each step: 2029, 2029-S1, 2029-Q4 or 2029-12; None where the step is missing."""
    known = np.isfinite(np.asarray(step, dtype=float))
    whole = np.where(known, step, 0).astype(np.int64)
    year, part = whole // a_year, whole % a_year + 1
    forms = {1: "{0}", 2: "{0}-S{1}", 4: "{0}-Q{1}", 12: "{0}-{1:02d}"}
    pairs = zip(a_year.tolist(), year.tolist(), part.tolist(), known.tolist(), strict=True)
    return np.array([forms[kind].format(when, which) if told else None for kind, when, which, told in pairs], object)
