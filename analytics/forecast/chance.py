"""The chance that a series meets its target, from the interval of its forecast."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd

from analytics import arrays
from analytics.forecast.horizon import LEVEL, Found, floats_of, forecast_one, many, of_only_series

BETTER = ("higher", "lower", "range", "neutral")


@dataclass(frozen=True)
class Chance:
    """Probability (0 … 1) that the target is met at its date, with the forecast it comes from.

    reason, where `chance` is nan: no_direction, no_target, or one of `Forecast`.
    """

    chance: float
    forecast: float
    low: float
    high: float
    level: float
    n: int
    reason: str | None = None


def chance(
    values: Iterable[object],
    horizon: int,
    target: float | None = None,
    *,
    better: str,
    low: float | None = None,
    high: float | None = None,
    level: float = LEVEL,
    minimum: float | None = None,
    maximum: float | None = None,
    times: Iterable[object] | None = None,
    period: int = 1,
    cumulative: bool = False,
) -> Chance:
    """Chance that the value `horizon` periods on meets the target, or for better "range" lies in `low`…`high`.

    Either end of the band may be open. For "higher" and "lower" the end of a band that is met first counts where there
    is no target. All else as in `forecast`; ValueError for an unknown `better` too.
    """
    if better not in BETTER:
        raise ValueError(f"better must be one of {', '.join(BETTER)} (got {better!r})")
    bounds = [float(arrays.floats([bound], name)[0]) for bound, name in _named(target, low, high)]
    found = forecast_one(values, horizon, level, minimum, maximum, times, period, cumulative)
    goal = _wanted(np.array([better], dtype=object), *(np.array([bound]) for bound in bounds))
    return Chance(**of_only_series(found.columns() | _chances(found, goal), Chance))


def chance_by(
    frame: pd.DataFrame,
    by: str | Sequence[str],
    at: int | str,
    value: str = "value",
    time: str = "time",
    *,
    better: str = "higher",
    target: float | str | None = None,
    low: float | str | None = None,
    high: float | str | None = None,
    level: float = LEVEL,
    minimum: float | str | None = None,
    maximum: float | str | None = None,
    period: int | str = 1,
    cumulative: bool | str = False,
) -> pd.DataFrame:
    """`chance` of every series of a long frame: indexed by the keys, columns as the result's fields.

    better, target, low, high: one for all or a column, as the arguments of `forecast_by`.
    """
    goals = {"target": target, "low": low, "high": high}
    keys, found, last = many(frame, by, at, value, time, level, minimum, maximum, period, cumulative)
    words = np.full(len(keys), better, dtype=object) if better in BETTER else np.array(last(better, "better"), object)
    for word in pd.unique(words):
        if word not in BETTER:
            raise ValueError(f"better must be one of {', '.join(BETTER)}, or a column of them (got {word!r})")
    goal = _wanted(words, *(floats_of(last, bound, name) for name, bound in goals.items()))
    columns = found.columns() | _chances(found, goal)
    names = [part.name for part in fields(Chance)]
    return pd.DataFrame(columns, index=keys)[names].astype({"reason": "str"})


def _named(target, low, high) -> list[tuple[Any, ...]]:
    return [(target, "target"), (low, "low"), (high, "high")]


def _wanted(better: np.ndarray, target: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, ...]:
    """The band in which the target is met, open ends infinite, and the reason where there is none."""
    ranged, up, down = better == "range", better == "higher", better == "lower"
    banded = ~np.isnan(low) | ~np.isnan(high)
    single = ~np.isnan(target)
    entry = np.where(up, np.where(np.isnan(low), high, low), np.where(np.isnan(high), low, high))
    goal = np.where(single, target, entry)
    bottom = np.where(ranged, low, np.where(up, goal, np.nan))
    top = np.where(ranged, high, np.where(down, goal, np.nan))
    # A value is as good as never exactly on a single point.
    pointed = ranged & ~banded
    reason = np.where((np.isnan(bottom) & np.isnan(top)) | pointed, "no_target", None)
    reason = np.where(better == "neutral", "no_direction", reason)
    return np.where(np.isnan(bottom), -np.inf, bottom), np.where(np.isnan(top), np.inf, top), reason


def _chances(found: Found, wanted: tuple[np.ndarray, ...]) -> dict[str, np.ndarray]:
    """Chance and reason, one entry a series."""
    bottom, top, untold = wanted
    columns = found.columns()
    under = np.where(bottom <= found.scale.minimum, 0.0, found.below(bottom))
    over = np.where(top >= found.scale.maximum, 0.0, 1 - found.below(top))
    impossible = (bottom > found.scale.maximum) | (top < found.scale.minimum)
    reason = np.where(untold == None, columns["reason"], untold)  # noqa: E711 (elementwise)
    chance = np.where(reason == None, np.where(impossible, 0.0, np.clip(1 - under - over, 0, 1)), np.nan)  # noqa: E711
    return {"chance": chance, "reason": reason}
