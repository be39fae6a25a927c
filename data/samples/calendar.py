"""Whole years of months, quarters, half-years or years, and the ways agencies write them."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from analytics.periods import STEPS_A_YEAR

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
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
        return [period_id(self.frequency, y, s) for y, s in zip(self.year, self.step, strict=True)]

    @property
    def ends(self) -> list[date]:
        return [end(i) for i in self.ids]


def period_id(frequency: str, year: int, step: int) -> str:
    """`2024-06`, `2024-Q2`, `2024-S1` or `2024`."""
    return {
        "monthly": f"{year}-{step + 1:02}",
        "quarterly": f"{year}-Q{step + 1}",
        "semiannual": f"{year}-S{step + 1}",
        "annual": f"{year}",
    }[frequency]


def month_number(period: str) -> int:
    """Months since year 0 of the last month of a period id."""
    year, _, part = period.partition("-")
    if not part:
        return int(year) * 12 + 11
    length = {"Q": 3, "S": 6}.get(part[0], 1)
    return int(year) * 12 + int(part.lstrip("QS")) * length - 1


def end(period: str) -> date:
    """Last day of a period id."""
    year, month = divmod(month_number(period) + 1, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


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
