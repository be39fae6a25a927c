"""Months, quarters, half-years and years: their ids, bounds and steps, one by one and for whole columns.

Ids: `2024-06`, `2024-Q2`, `2024-S1`, `2024`. A step is a period's index in its frequency, so that distances in time
can be computed.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

MONTHS_IN = {"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12}
FREQUENCIES = tuple(MONTHS_IN)
STEPS_A_YEAR = {frequency: 12 // months for frequency, months in MONTHS_IN.items()}
# What a period of each frequency is called: the unit of a pace.
UNITS = {"monthly": "month", "quarterly": "quarter", "semiannual": "semester", "annual": "year"}
FORMS = {
    "monthly": r"\d{4}-(0[1-9]|1[0-2])",
    "quarterly": r"\d{4}-Q[1-4]",
    "semiannual": r"\d{4}-S[12]",
    "annual": r"\d{4}",
}
ID = re.compile(r"(\d{4})(?:-(?:(Q|S)((?<=Q)[1-4]|(?<=S)[12])|(0[1-9]|1[0-2])))?")
LAST_MONTH = {"Q": 3, "S": 6}


@dataclass(frozen=True)
class Period:
    """One month, quarter, half-year or year."""

    id: str
    start: date
    end: date
    frequency: str


def month(year: int, number: int) -> Period:
    """The month `number` (1–12) of `year`."""
    return _span(f"{year}-{number:02d}", year, number, 1, "monthly")


def quarter(year: int, number: int) -> Period:
    """The quarter `number` (1–4) of `year`."""
    return _span(f"{year}-Q{number}", year, 3 * number - 2, 3, "quarterly")


def half(year: int, number: int) -> Period:
    """The half-year `number` (1–2) of `year`."""
    return _span(f"{year}-S{number}", year, 6 * number - 5, 6, "semiannual")


def annual(year: int) -> Period:
    """The calendar year."""
    return _span(str(year), year, 1, 12, "annual")


def containing(day: date, frequency: str) -> Period:
    """The period of `frequency` that holds `day`."""
    makers = {
        "monthly": lambda: month(day.year, day.month),
        "quarterly": lambda: quarter(day.year, (day.month + 2) // 3),
        "semiannual": lambda: half(day.year, (day.month + 5) // 6),
        "annual": lambda: annual(day.year),
    }
    return makers[frequency]()


def period(identifier: str) -> Period:
    """The period with a canonical id; ValueError when the id is not one."""
    found = ID.fullmatch(identifier)
    if found:
        year, kind, part, number = found.groups()
        if kind:
            return (quarter if kind == "Q" else half)(int(year), int(part))
        return month(int(year), int(number)) if number else annual(int(year))
    raise ValueError(f"{identifier!r} is not a period id; wanted 2024, 2024-S1, 2024-Q2 or 2024-06")


def shift(origin: Period, steps: int) -> Period:
    """The period `steps` later (earlier when negative), of the same frequency."""
    months = origin.start.year * 12 + origin.start.month - 1 + steps * MONTHS_IN[origin.frequency]
    return containing(date(months // 12, months % 12 + 1, 1), origin.frequency)


def latest(day: date, frequency: str) -> Period:
    """The last period of `frequency` that has ended by `day`."""
    current = containing(day + timedelta(days=1), frequency)
    return shift(current, -1)


def period_bounds(identifier: str) -> tuple[date, date]:
    """First and last day of the period with this id; ValueError when the id is not one."""
    found = period(identifier)
    return found.start, found.end


def year_before(identifier: str) -> str:
    """Id of the same period of the year before: 2025-Q2 of 2026-Q2."""
    return f"{int(identifier[:4]) - 1}{identifier[4:]}"


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
    index: np.ndarray = starts * a_year // 12
    return index


def last_steps(periods: pd.Series, a_year: np.ndarray) -> np.ndarray:
    """Index, in a frequency of `a_year` steps, of the step in which each period id ends: 2029 ends in 2029-Q4."""
    parts = periods.astype("str").str.extract(rf"^{ID.pattern}$")
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


def _span(identifier: str, year: int, first: int, months: int, frequency: str) -> Period:
    last = first + months - 1
    return Period(identifier, date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), frequency)
