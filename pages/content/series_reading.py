"""One series as Indikator tells it: its row, its values and plan, and what may be compared with what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analytics.periods import STEPS_A_YEAR
from pages.content import told
from pages.content.asks import Line, outrun
from pages.words import language

YEARS_FOR_EXTREMES = 3
NATIONAL = ("period", "actual", "target", "target_low", "target_high", "plan", "publisher", "as_of", "confidence")
TESTED = ("improving", "worsening")


@dataclass(frozen=True)
class Reading:
    """A series at its value. `line`: its row, points and plan as `asks` takes them; `values`: all its rows, oldest
    first; `reconciled`: the sentence where official and statistical verdict part, or empty; `silence`: why no chance is
    told; `national`: figures and targets of Indonesia, oldest first.

    The row holds what `told` reads, and state, confirmed, forecast and n of its test.
    """

    line: Line
    values: pd.DataFrame
    reconciled: str = ""
    silence: str = ""
    national: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=NATIONAL))

    @property
    def row(self) -> told.Row:
        return self.line.row

    @property
    def accumulates(self) -> bool:
        """Whether values add up within the year, so that only the same period of other years is like them."""
        return accumulates(self.row)

    @property
    def alike(self) -> pd.DataFrame:
        """The values up to this one that it may be compared with, oldest first."""
        until = self.values[self.values["actual"].notna() & (self.values["period_start"] <= self.row["period_start"])]
        return until[part_of(until["period"]) == str(self.row["period"])[4:]] if self.accumulates else until

    @property
    def simulated(self) -> bool:
        return bool(self.row["status"] == "simulated")

    @property
    def outrun(self) -> bool:
        """Whether the targets tighten faster than the value improves."""
        return self.row["direction"] == "improving" and outrun(self.line)

    @property
    def ahead(self) -> bool:
        """Whether the plan has a later target and a pace that it needs."""
        row = self.row
        known = not language.missing(row["goal_period"]) and not language.missing(row["required_pace"])
        return known and bool(told.goal(row)) and str(row["goal_period"]) > str(row["period"])

    @property
    def slow(self) -> bool:
        """Whether the pace is below what the later target needs, or leads away from it."""
        pace, needed = self.row["observed_pace"], float(self.row["required_pace"])
        return language.missing(pace) or float(pace) * needed < 0 or abs(float(pace)) < abs(needed)

    @property
    def out_of_reach(self) -> bool:
        """Whether the later target lies outside the forecast's interval; without a forecast, whether it is slow."""
        row, wanted = self.row, told.aim(self.row, "goal", "goal_low", "goal_high")
        if language.missing(row["forecast"]) or str(row["forecast_period"]) != str(row["goal_period"]):
            return self.slow
        return float(row["forecast_low"]) > wanted if row["better"] == "lower" else float(row["forecast_high"]) < wanted


def accumulates(row: Mapping[str, Any]) -> bool:
    return row["accumulation"] == "cumulative" and row["frequency"] != "annual"


def part_of(periods: pd.Series) -> pd.Series:
    """Which part of its year each period is: -09, -Q3; empty for a year."""
    return periods.str[4:]


def part_name(period: str, short: bool = False) -> str:
    """A part of a year without its year: September, Triwulan III; the year itself for an annual period."""
    words = language.period(period, short=short)
    return words.removesuffix(f" {period[:4]}") if len(period) > 4 else words


def table(values: pd.DataFrame) -> pd.DataFrame:
    """Values by year (rows) and part of the year (columns, in order), missing where there is none."""
    known = values[values["actual"].notna()]
    keyed = known.assign(year=known["period"].str[:4].astype(int), part=part_of(known["period"]))
    return keyed.pivot_table(index="year", columns="part", values="actual", aggfunc="last").sort_index(axis=1)


def beyond_since(of: Reading) -> tuple[str, bool] | None:
    """From which part of this year on every value lies above (or below) those of all earlier years; None if none.

    Needs three earlier years of the parts it speaks of.
    """
    row, by_year = of.row, table(of.values)
    year, last = int(str(row["period"])[:4]), str(row["period"])[4:]
    if year not in by_year.index:
        return None
    earlier = by_year.loc[by_year.index < year]
    for above in (True, False):
        first = None
        for part in reversed([part for part in by_year.columns if part <= last]):
            others, own = earlier[part].dropna(), by_year.loc[year, part]
            if len(others) < YEARS_FOR_EXTREMES or not (own > others.max() if above else own < others.min()):
                break
            first = part
        if first is not None:
            return f"{year}{first}", above
    return None


def moves(points: pd.DataFrame) -> tuple[int, int]:
    """How often values rose and fell against the year before."""
    changes = points["change_year"].dropna()
    return int((changes > 0).sum()), int((changes < 0).sum())


def extreme(points: pd.DataFrame) -> str:
    """Whether the last of three values or more is the lowest or the highest of all: lowest, highest or empty."""
    values = points["actual"]
    if len(values) < YEARS_FOR_EXTREMES:
        return ""
    last, others = values.iloc[-1], values.iloc[:-1]
    return "lowest" if last < others.min() else "highest" if last > others.max() else ""


def steps_left(row: told.Row) -> int:
    """Periods from the value to the end of its year."""
    a_year = STEPS_A_YEAR[str(row["frequency"])]
    start = pd.Timestamp(row["period_start"])
    return a_year - 1 - (start.month - 1) * a_year // 12
