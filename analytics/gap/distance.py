"""How far from target and from the same period a year ago. Negative is always a shortfall."""

import numpy as np
import pandas as pd

from analytics.arrays import number

BETTER = ("higher", "lower", "range", "neutral")


def gap_to_target(actual, target, better="higher", low=None, high=None):
    """Distance to the target in the indicator's unit, negative where the target is missed, whatever the polarity.

    Scalars give a float, arrays an array. A band counts where there is no target, and always when better is "range":
    0 inside; beyond its good end positive, or negative for "range", where both ends are bad. nan for "neutral".
    """
    actual, target, low, high = (floats(value) for value in (actual, target, low, high))
    better = np.asarray(better, dtype=object)
    in_band = np.isnan(target) | ((better == "range") & ~(np.isnan(low) & np.isnan(high)))
    low, high = np.where(in_band, low, target), np.where(in_band, high, target)
    nowhere = (np.isnan(low) & np.isnan(high)) | (low > high)
    distance = np.where(nowhere, np.nan, actual - np.fmin(np.fmax(actual, low), high))
    return plain(oriented(distance, better))


def gap_between(actual, other, better="higher", low=None, high=None):
    """How much better `actual` is than `other` (a year ago, a region, a median); negative is a shortfall.

    For "range" the distances outside the band low–high are compared. nan for "neutral". Scalars or arrays.
    """
    better = np.asarray(better, dtype=object)
    return plain(standing(actual, better, low, high) - standing(other, better, low, high))


def aim(actual, target, better="higher", low=None, high=None):
    """The single value to reach: the target, or the end of the band that is met first from `actual`."""
    actual, target, low, high = (floats(value) for value in (actual, target, low, high))
    better = np.asarray(better, dtype=object)
    entry = np.where(better == "lower", _first(high, low), _first(low, high))
    nearest = np.fmin(np.fmax(actual, low), high)
    band = np.where(better == "range", nearest, entry)
    use_band = np.isnan(target) | ((better == "range") & ~np.isnan(band))
    return plain(np.where(use_band, band, target))


def standing(actual, better: np.ndarray, low, high) -> np.ndarray:
    """A number that grows as the value gets better: the value, its negative, or minus its distance from the band."""
    actual = floats(actual)
    outside = np.where(better == "range", gap_to_target(actual, None, "range", low, high), np.nan)
    return np.where(better == "higher", actual, np.where(better == "lower", -actual, outside))


def oriented(distance: np.ndarray, better: np.ndarray) -> np.ndarray:
    either = np.where(better == "range", -np.abs(distance), np.nan)
    # Adding 0 turns -0.0 into 0.0, which prints without a sign.
    return np.where(better == "higher", distance, np.where(better == "lower", -distance, either)) + 0.0


def _first(values: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(values), otherwise, values)


def floats(value) -> np.ndarray:
    if value is pd.NA or np.ndim(value) == 0:
        return np.asarray(number(value))
    return pd.Series(value).to_numpy(dtype=float, na_value=np.nan)


def plain(values: np.ndarray):
    return float(values) if np.ndim(values) == 0 else values
