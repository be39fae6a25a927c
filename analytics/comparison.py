"""What a value may be compared with: the one rule behind every arrow, changed class, difference and streak.

A value of a part of the year stands beside the same period of the year before, since months and quarters differ by
season and what accumulates starts again in January. A value of a whole year stands beside the last year that was
reported before it. Nothing else is a comparison; `tests/architecture` holds that no other is made.
"""

import numpy as np

from analytics.periods import STEPS_A_YEAR

NONE = -1


def basis(a_year: np.ndarray) -> np.ndarray:
    """year: the same period of the year before; previous: the last year reported. `a_year`: periods in a year."""
    return np.where(np.asarray(a_year) > 1, "year", "previous")


def counterparts(owner: np.ndarray, step: np.ndarray, a_year: np.ndarray, there: np.ndarray) -> np.ndarray:
    """For each row the place of the row its value may be compared with, `NONE` where there is none.

    Rows stand by series (`owner`, 0 and up) and by `step`, the index of the period in its frequency; `there` says
    which rows have a value.
    """
    known = np.flatnonzero(there)
    if known.size == 0:
        return np.full(len(owner), NONE)
    reach = max(STEPS_A_YEAR.values())  # so that a year before the first step is no step of the series before
    from_first = step - step.min() + reach
    keys = owner.astype(np.int64) * (from_first.max() + 1) + from_first
    whole = a_year == 1
    place = np.searchsorted(keys[known], np.where(whole, keys, keys - a_year)) - whole
    found = known[np.clip(place, 0, known.size - 1)]
    fits = np.where(whole, (place >= 0) & (owner[found] == owner), keys[found] == keys - a_year)
    return np.where(fits, found, NONE)


def year_before(step: np.ndarray, a_year: np.ndarray, beside: np.ndarray) -> np.ndarray:
    """Which rows' counterpart (`beside`) is of exactly a year before."""
    return (beside != NONE) & (step - step[beside] == a_year)
