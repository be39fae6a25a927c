"""What a forecast is asked, what it answers, and the reasons for giving no answer."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

REASONS = (None, "no_values", "too_short", "too_few_cycles", "no_horizon", "too_far", "constant", "too_wide")
NO_VALUES, TOO_SHORT, TOO_FEW_CYCLES, NO_HORIZON, TOO_FAR, CONSTANT, TOO_WIDE = range(1, len(REASONS))


class Task(NamedTuple):
    """Many series: values and times flat, none missing, and for each series where it begins and what is asked of it."""

    value: np.ndarray
    time: np.ndarray
    starts: np.ndarray
    at: np.ndarray
    minimum: np.ndarray
    maximum: np.ndarray
    period: np.ndarray
    cumulative: np.ndarray


class Outlook(NamedTuple):
    """Mean and standard deviation on the working scale, degrees of freedom, values used, reason: one entry a series."""

    mean: np.ndarray
    deviation: np.ndarray
    free: np.ndarray
    n: np.ndarray
    reason: np.ndarray
