"""Where targets stand: counts now and a year before, whether they differ beyond chance, and the words for both."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import comb
from typing import TypedDict

from analytics.thresholds import ALPHA
from pages.content.told import Row
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
    cells: list[tuple[str, list[Row]]]


class Agency(TypedDict):
    """An agency's counted targets: now, how many were met a year before, how many worsen; `row` holds its names."""

    code: str
    row: Row
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
        # SciPy's binomial tail says the same; its import takes longer than all else this page imports
        return float(min(1.0, 2 * sum(comb(moved, less) for less in range(min(self.gained, self.lost) + 1)) / 2**moved))

    @property
    def words(self) -> str:
        """The key of the words that compare the two: same, nearly, unclear, more or fewer."""
        difference = self.now.met - self.before.met
        if not difference:
            return "same"
        if self.p_value < ALPHA:
            return "more" if difference > 0 else "fewer"
        return "nearly" if abs(difference) <= NEARLY * self.now.all else "unclear"


def compared(rows: Iterable[Row]) -> Comparison:
    """Counts of the rows of `standing`, and of the same targets a year before."""
    counted = [row for row in rows if row["counted"]]
    now, before = (_counts(row[name] for row in counted) for name in ("standing", "before_standing"))
    gained, lost = turned(counted)
    return Comparison(now, before, len(gained), len(lost))


def turned(rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Of the targets counted both times, those newly met and those lost."""
    twice = [row for row in rows if row["counted"] and row["before_standing"] in COUNTED]
    moved = [row for row in twice if (row["standing"] == "met") is not (row["before_standing"] == "met")]
    gained = [row for row in moved if row["standing"] == "met"]
    return gained, [row for row in moved if row["standing"] != "met"]


def _counts(standings: Iterable[object]) -> Counts:
    found = Counter(standings)
    return Counts(*(found[name] for name in COUNTED))


def simulated(rows: Iterable[Row]) -> int:
    """How many of the counted rows rest on simulated values."""
    return sum(row["status"] == "simulated" and row["counted"] for row in rows)


def grid(rows: Sequence[Row]) -> list[Held]:
    """A line per standing: total, the total a year before, and a cell per direction with the rows it counts."""
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        held[row["standing"], row["direction"]].append(row)
    total = Counter(row["standing"] for row in rows)
    before = Counter(row["before_standing"] for row in rows if row["counted"])
    return [
        {
            "standing": standing, "total": total[standing], "before": before[standing] if standing in COUNTED else None,
            "cells": [(direction, held[standing, direction]) for direction in DIRECTIONS],
        }
        for standing in STANDINGS
    ]  # fmt: skip


def count_of(pairs: Sequence[tuple[str, int]], key: str = "standing.count") -> str:
    """Counts in a row, those of nothing left out: 1 tercapai · 5 belum tercapai."""
    return " · ".join(t(f"{key}_{name}", n=n) for name, n in pairs if n)


def by_agency(rows: Iterable[Row]) -> list[Agency]:
    """An agency each with counted targets, in the order of their codes."""
    held: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["counted"]:
            held[row["agency"]].append(row)
    return [_agency(code, held[code]) for code in sorted(held)]


def _agency(code: str, rows: list[Row]) -> Agency:
    told = compared(rows)
    worsening = sum(row["direction"] == "worsening" for row in rows)
    return {"code": code, "row": rows[0], "counts": told.now, "before": told.before.met, "worsening": worsening}
