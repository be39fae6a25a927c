"""What happens to a simulated series besides its level and slope.

A story is written as a verb, its arguments and, after `@`, the units or regions it happens to (all, when none is
named), several of them joined by `;`: `step 2024-07 8 @11.07; late 0.2 40`. Verbs are the functions of `VERBS`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from data.samples.calendar import Calendar, month_number


@dataclass
class Panel:
    """Series of one indicator of one agency: one row a (unit, region), one column a period."""

    calendar: Calendar
    keys: list[tuple[str, str]]
    value: np.ndarray
    weight: np.ndarray = field(init=False)
    factor: np.ndarray = field(init=False)
    reported: np.ndarray = field(init=False)
    delay: np.ndarray = field(init=False)
    none_planned: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.weight = np.ones_like(self.value)
        self.factor = np.ones_like(self.value)
        self.reported = np.ones(self.value.shape, bool)
        self.delay = np.zeros(self.value.shape, int)
        self.none_planned = np.zeros(self.value.shape, bool)


@dataclass(frozen=True)
class Cell:
    """Where a story happens: the rows it names, and a random stream of its own."""

    panel: Panel
    rows: np.ndarray
    rng: np.random.Generator

    def draw(self) -> np.ndarray:
        return self.rng.random(self.panel.value.shape)

    def months(self) -> np.ndarray:
        return self.panel.calendar.last_month

    def span(self, first: str, last: str) -> np.ndarray:
        """Mask of the named rows in the periods from first to last."""
        inside = (self.months() >= month_number(first)) & (self.months() <= month_number(last))
        return self.rows[:, None] & inside[None, :]


def step(cell: Cell, when: str, amount: str) -> None:
    """The level changes at once and stays."""
    cell.panel.value += np.where(cell.span(when, "9999"), float(amount), 0)


def bend(cell: Cell, when: str, amount: str) -> None:
    """From a period on the level drifts, by so much until the last period."""
    elapsed = np.clip(cell.months() - month_number(when), 0, None)
    cell.panel.value += np.where(cell.rows[:, None], float(amount) * elapsed / elapsed.max(), 0)


def dip(cell: Cell, first: str, last: str, amount: str) -> None:
    """The level changes for a while and comes back."""
    cell.panel.value += np.where(cell.span(first, last), float(amount), 0)


def season(cell: Cell, amplitude: str, peak: str) -> None:
    """The level swings within the year, highest in the named month."""
    wave = np.cos(2 * np.pi * (cell.months() % 12 + 1 - float(peak)) / 12)
    cell.panel.value += np.where(cell.rows[:, None], float(amplitude) * wave, 0)


def rhythm(cell: Cell, amplitude: str, peak: str) -> None:
    """A flow is spread unevenly over the year, most in the named month."""
    wave = 1 + float(amplitude) * np.cos(2 * np.pi * (cell.months() % 12 + 1 - float(peak)) / 12)
    cell.panel.weight *= np.where(cell.rows[:, None], wave, 1)


def missing(cell: Cell, share: str) -> None:
    """Single reports fail to come, at random."""
    cell.panel.reported &= ~(cell.rows[:, None] & (cell.draw() < float(share)))


def silent(cell: Cell, first: str, last: str = "9999") -> None:
    """No report comes from first to last."""
    cell.panel.reported &= ~cell.span(first, last)


def late(cell: Cell, share: str, days: str) -> None:
    """A share of the reports carries a date of data up to so many days later."""
    hit = cell.rows[:, None] & (cell.draw() < float(share))
    cell.panel.delay += np.where(hit, (float(days) * (0.4 + 0.6 * cell.draw())).astype(int), 0)


def factor(cell: Cell, times: str, first: str, last: str) -> None:
    """The value is written in another unit by mistake: off by a factor."""
    cell.panel.factor *= np.where(cell.span(first, last), float(times), 1)


def unplanned(cell: Cell, first: str, last: str = "9999") -> None:
    """Nothing is planned and nothing done: target 0, actual 0."""
    cell.panel.none_planned |= cell.span(first, last)


VERBS: dict[str, Callable[..., None]] = {
    verb.__name__: verb for verb in (step, bend, dip, season, rhythm, missing, silent, late, factor, unplanned)
}


def tell(panel: Panel, text: str, stream: Callable[[str], np.random.Generator]) -> None:
    """Let the stories of `text` happen to a panel; `stream` gives each a random stream of its own."""
    for story in filter(None, (part.strip() for part in text.split(";"))):
        told, _, named = story.partition("@")
        verb, *arguments = told.split()
        wanted = set(named.split())
        rows = np.array([not wanted or unit in wanted or region in wanted for unit, region in panel.keys])
        if not rows.any():
            raise ValueError(f"Story {story!r} names no unit or region of its series")
        VERBS[verb](Cell(panel, rows, stream(story)), *arguments)
