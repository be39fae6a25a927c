"""Whole years of months, quarters, half-years or years, and the ways agencies write them."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from babel.dates import get_month_names

from analytics.periods import STEPS_A_YEAR, period_bounds, period_ids

MONTHS = tuple(get_month_names("wide", locale="id").values())
SHORT = tuple(get_month_names("abbreviated", locale="id").values())
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Calendar:
    """Periods of one frequency over whole years; every array has one entry a period."""

    frequency: str
    years: tuple[int, ...]

    @property
    def steps(self) -> int:
        """Periods in a year."""
        return STEPS_A_YEAR[self.frequency]

    @property
    def year(self) -> np.ndarray:
        return np.repeat(self.years, self.steps)

    @property
    def step(self) -> np.ndarray:
        """Place inside the year, from 0."""
        return np.tile(np.arange(self.steps), len(self.years))

    @property
    def last_month(self) -> np.ndarray:
        """Months since year 0 of the last month of each period."""
        return self.year * 12 + (self.step + 1) * (12 // self.steps) - 1

    @property
    def ids(self) -> list[str]:
        a_year = np.full(len(self.year), self.steps)
        return period_ids(self.year * self.steps + self.step, a_year).tolist()

    @property
    def ends(self) -> list[date]:
        return [period_bounds(one)[1] for one in self.ids]


def month_number(period: str) -> int:
    """Months since year 0 of the last month of a period id."""
    last = period_bounds(period)[1]
    return last.year * 12 + last.month - 1


def label(period: str, style: str) -> str:
    """A period id as agencies write it: `iso`, `long`, `short` or `until` (s.d. …)."""
    year, _, part = period.partition("-")
    if style == "iso" or not part:
        return period
    if part[0] == "Q":
        return f"{'TW' if style == 'short' else 'Triwulan'} {ROMAN[int(part[1]) - 1]} {year}"
    if part[0] == "S":
        return f"{'Smt' if style == 'short' else 'Semester'} {part[1]} {year}"
    month = int(part) - 1
    if style == "short":
        return f"{SHORT[month]}-{year[2:]}"
    return f"{'s.d. ' if style == 'until' else ''}{MONTHS[month]} {year}"


def parts(period: str) -> dict[str, str]:
    """Year and place in the year in columns of their own."""
    year, _, part = period.partition("-")
    found = {"year": year}
    if part.startswith("Q"):
        found["quarter"] = ROMAN[int(part[1]) - 1]
    elif part.startswith("S"):
        found["semester"] = part[1]
    elif part:
        found["month"] = MONTHS[int(part) - 1].upper()
    return found
