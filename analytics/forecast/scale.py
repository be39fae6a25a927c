"""Scales without ends: log-odds between two bounds, logarithms beside one, so that a forecast stays possible."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analytics.forecast.task import Task

# How far beyond a bound the log-odds reach, as a share of the range, where values lie on a bound.
MARGIN = 0.005
# The working scale

PLAIN, ABOVE, BELOW, BETWEEN = range(4)


class Scale(NamedTuple):
    """For each series: its kind, the bounds of the possible range (infinite where open), and the margin beyond them."""

    kind: np.ndarray
    minimum: np.ndarray
    maximum: np.ndarray
    margin: np.ndarray

    def there(self, value: np.ndarray, owner: np.ndarray) -> np.ndarray:
        """Values on the working scale."""
        kind, low, high, margin = (part[owner] for part in self)
        with np.errstate(all="ignore"):
            up, down = np.maximum(value - low + margin, 0), np.maximum(high - value + margin, 0)
            forms = [value, np.log(up), -np.log(down), np.log(up / down)]
        return np.where(np.isnan(value), np.nan, np.choose(kind, forms))

    def back(self, value: np.ndarray) -> np.ndarray:
        """The way back, one value a series, within the possible range."""
        with np.errstate(all="ignore"):
            span = self.maximum - self.minimum + 2 * self.margin
            between = self.minimum - self.margin + span / (1 + np.exp(-value))
            forms = [value, self.minimum + np.exp(value), self.maximum - np.exp(-value), between]
            found = np.choose(self.kind, forms)
        return np.minimum(np.maximum(found, self.minimum), self.maximum)


def scale_for(asked: Task, owner: np.ndarray, by_ratio: np.ndarray) -> Scale:
    """Log-odds between two bounds, logarithm above or below one; plain where values lie on it, or beyond the bounds."""
    total = len(asked.at)
    least, most = np.full(total, np.inf), np.full(total, -np.inf)
    np.minimum.at(least, owner, asked.value)
    np.maximum.at(most, owner, asked.value)
    minimum = np.where(np.isnan(asked.minimum) | (least < asked.minimum), -np.inf, asked.minimum)
    maximum = np.where(np.isnan(asked.maximum) | (most > asked.maximum), np.inf, asked.maximum)
    has_low, has_high = np.isfinite(minimum), np.isfinite(maximum)
    both = has_low & has_high
    kind = np.select(
        [by_ratio, both, has_low & (least > minimum), has_high & ~has_low & (most < maximum)],
        [ABOVE, BETWEEN, ABOVE, BELOW],
        PLAIN,
    )
    touched = both & ((least <= minimum) | (most >= maximum))
    with np.errstate(invalid="ignore"):
        margin = np.where(touched & ~by_ratio, MARGIN * (maximum - minimum), 0.0)
    # A ratio of two values grows from nothing, whatever the possible range.
    return Scale(kind, np.where(by_ratio, 0.0, minimum), maximum, margin)
