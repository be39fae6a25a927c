"""Where targets stand: counts now and a year before, whether they differ beyond chance, and the words for both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict

import pandas as pd
from scipy.special import bdtr

from analytics.thresholds import ALPHA
from pages.words.language import t

COUNTED = ("met", "near", "not_met")
STANDINGS = (*COUNTED, "no_target", "no_value")
DIRECTIONS = ("improving", "unclear", "worsening", "cannot_say")
SIGNS = {"met": "met", "near": "near", "not_met": "not", "no_target": "none", "no_value": "old"}
STROKES = {"improving": "imp", "worsening": "wor", "unclear": "unc", "cannot_say": "cant"}
UNCONFIRMED = {"improving": "imp1", "worsening": "wor1"}  # on Indikator and in files only
NEARLY = 0.02  # of the targets: a difference so small is called nearly the same


@dataclass(frozen=True)
class Counts:
    """How many targets are met, nearly met and not met."""

    met: int = 0
    near: int = 0
    not_met: int = 0

    @property
    def all(self) -> int:
        return self.met + self.near + self.not_met

    def __iter__(self) -> Iterator[int]:
        return iter((self.met, self.near, self.not_met))


class Held(TypedDict):
    """The rows of one standing: how many now and a year before, None where that is not counted, and by direction."""

    standing: str
    total: int
    before: int | None
    cells: list[tuple[str, pd.DataFrame]]


class Agency(TypedDict):
    """An agency's counted targets: now, how many were met a year before, how many worsen; `row` holds its names."""

    code: str
    row: pd.Series
    counts: Counts
    before: int
    worsening: int


@dataclass(frozen=True)
class Comparison:
    """Counts now and a year before; of the targets counted both times, how many became met and how many were lost."""

    now: Counts
    before: Counts
    gained: int
    lost: int

    @property
    def p_value(self) -> float:
        """Exact two-sided sign test on what was gained and lost; 1 where nothing was."""
        moved = self.gained + self.lost
        return min(1.0, 2 * float(bdtr(min(self.gained, self.lost), moved, 0.5)))

    @property
    def words(self) -> str:
        """The key of the words that compare the two: same, nearly, unclear, more or fewer."""
        difference = self.now.met - self.before.met
        if not difference:
            return "same"
        if self.p_value < ALPHA:
            return "more" if difference > 0 else "fewer"
        return "nearly" if abs(difference) <= NEARLY * self.now.all else "unclear"


def compared(rows: pd.DataFrame) -> Comparison:
    """Counts of the rows of `standing`, and of the same targets a year before."""
    counted = rows[rows["counted"]]
    now, before = (_counts(counted[name]) for name in ("standing", "before_standing"))
    gained, lost = turned(rows)
    return Comparison(now, before, len(gained), len(lost))


def turned(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Of the targets counted both times, those newly met and those lost."""
    twice = rows[rows["counted"] & rows["before_standing"].isin(COUNTED)]
    is_met, was_met = twice["standing"] == "met", twice["before_standing"] == "met"
    return twice[is_met & ~was_met], twice[~is_met & was_met]


def _counts(standings: pd.Series) -> Counts:
    found = standings.value_counts()
    return Counts(*(int(found.get(name, 0)) for name in COUNTED))


def simulated(rows: pd.DataFrame) -> int:
    """How many of the counted rows rest on simulated values."""
    return int(((rows["status"] == "simulated") & rows["counted"]).sum())


def grid(rows: pd.DataFrame) -> list[Held]:
    """A line per standing: total, the total a year before, and a cell per direction with the rows it counts."""
    lines: list[Held] = []
    for standing in STANDINGS:
        of = rows[rows["standing"] == standing]
        cells = [(direction, of[of["direction"] == direction]) for direction in DIRECTIONS]
        counted = rows[rows["counted"]]
        before = int((counted["before_standing"] == standing).sum()) if standing in COUNTED else None
        lines.append({"standing": standing, "total": len(of), "before": before, "cells": cells})
    return lines


def count_of(pairs: Sequence[tuple[str, int]], key: str = "standing.count") -> str:
    """Counts in a row, those of nothing left out: 1 tercapai · 5 belum tercapai."""
    return " · ".join(t(f"{key}_{name}", n=n) for name, n in pairs if n)


def by_agency(rows: pd.DataFrame) -> list[Agency]:
    """An agency each with counted targets, in the order of their names in the reader's language."""
    lines: list[Agency] = []
    for code, of in rows[rows["counted"]].groupby("agency"):
        told = compared(of)
        first = of.iloc[0]
        worsening = int((of["direction"] == "worsening").sum())
        lines.append(
            {"code": str(code), "row": first, "counts": told.now, "before": told.before.met, "worsening": worsening}
        )
    return lines
