"""Whether regions come closer to each other in time: sigma and beta convergence.

    sigma   the coefficient of variation over the regions (population sd over mean) falls: its direction is tested by
            Mann–Kendall, its pace is Sen's slope (Barro and Sala-i-Martin 1992, JPE 100, for the notion)
    beta    what began low grew faster: the yearly growth (ln last − ln first) / years on ln first by least squares,
            with the t test of the coefficient; speed of convergence −ln(1 + b·years) / years and half-life ln 2 over it
            (Barro and Sala-i-Martin 2004, Economic Growth, 2nd ed., ch. 11)

Beta convergence is needed for sigma convergence and does not suffice: errors of measurement in the first value alone
make it appear (Friedman 1992, Journal of Economic Literature 30). Only regions with a value at both ends, or in every
period, are compared, so that the set of regions never changes on the way. Single forms and `…_by` agree.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np
import pandas as pd

from analytics.arrays import floats
from analytics.equity.measures import equity_by
from analytics.thresholds import ALPHA, POINTS_FOR_TREND
from analytics.trend import mann_kendall_by, sen_slope_by

Result = TypeVar("Result")

FEWEST_REGIONS = 10
"""Regions below which nothing is said about convergence."""

ROUNDING = 1e-12
"""Differences of logarithms below this are what rounding leaves of none."""

STATES = ("converging", "diverging", "no_clear_change", "cannot_say")


@dataclass(frozen=True)
class SigmaConvergence:
    """Trend of the coefficient of variation. `first` and `last` are its values in the first and the last period.

    state: "converging" or "diverging" where p_value < alpha, "no_clear_change", or "cannot_say" with a reason:
    no_values, too_few_regions, too_few_periods, mean_not_positive. slope and its limits: change of the coefficient a
    unit of time.
    """

    regions: int
    periods: int
    first: float
    last: float
    s: float
    p_value: float
    tau: float
    slope: float
    slope_low: float
    slope_high: float
    state: str
    reason: str | None = None


@dataclass(frozen=True)
class BetaConvergence:
    """Growth a year regressed on the logarithm of the first value, over `years`.

    coefficient negative: what began low grew faster. p_value: two-sided t with regions − 2 degrees of freedom.
    speed and half_life (years) are nan unless the coefficient is negative and 1 + coefficient · years positive.
    state as in SigmaConvergence; reason: no_values, too_few_regions, not_positive, no_span, constant (all began equal).
    """

    regions: int
    years: float
    coefficient: float
    intercept: float
    standard_error: float
    t: float
    p_value: float
    r_squared: float
    speed: float
    half_life: float
    state: str
    reason: str | None = None


def sigma_convergence(
    values: Iterable[object],
    regions: Iterable[object],
    times: Iterable[object],
    *,
    alpha: float = ALPHA,
    fewest: int = FEWEST_REGIONS,
) -> SigmaConvergence:
    """Sigma convergence of one indicator: equally long values, their regions and times (numbers).

    Missing values leave their region out. ValueError for text, for unequal lengths, and for a region given twice at
    one time.
    """
    frame = _long(values, regions, times)
    if frame.empty:
        return _refused(SigmaConvergence, "no_values")
    return _one(sigma_by(frame, ["key"], alpha=alpha, fewest=fewest), SigmaConvergence)


def beta_convergence(
    first: Iterable[object], last: Iterable[object], years: float, *, alpha: float = ALPHA, fewest: int = FEWEST_REGIONS
) -> BetaConvergence:
    """Beta convergence from each region's first and last value, `years` apart; Series are matched by their labels.

    Regions that lack either are left out; a value at or below 0 has no logarithm and refuses the whole.
    """
    first, last = _matched(first, last)
    years = float(floats([years], "years")[0])
    n = len(first)
    if n == 0:
        return _refused(BetaConvergence, "no_values")
    reason = _no_regression(first, last, years, fewest)
    if reason:
        return replace(_refused(BetaConvergence, reason), regions=n, years=years)
    numbers = _regression(first, last, years)
    sure, falling = numbers["p_value"] < alpha, numbers["coefficient"] < 0
    state = "no_clear_change" if not sure else "converging" if falling else "diverging"
    return BetaConvergence(n, years, **numbers, state=state)


def sigma_by(
    frame: pd.DataFrame,
    by: Sequence[str],
    *,
    region: str = "region",
    time: str = "time",
    value: str = "value",
    alpha: float = ALPHA,
    fewest: int = FEWEST_REGIONS,
) -> pd.DataFrame:
    """Sigma convergence of every combination of the `by` columns; indexed by them, columns the fields of the result."""
    by = list(by)
    groups = frame.groupby(by, sort=True, dropna=False)
    index = groups.size().index
    rows = _whole(frame, by, region, time, value)
    table = _empty(SigmaConvergence, index)
    if rows.empty:
        return table
    apart = equity_by(rows.rename(columns={value: "value"}), [*by, time])["variation"].rename("variation").reset_index()
    per = apart.groupby(by, sort=True, dropna=False)
    test = mann_kendall_by(apart, by, value="variation", time=time, alpha=alpha)
    pace = sen_slope_by(apart, by, value="variation", time=time, alpha=alpha)
    reported = rows.groupby(by, sort=True, dropna=False)[region].nunique()
    found = pd.DataFrame(
        {
            "regions": reported,
            "periods": per.size(),
            "first": per["variation"].first(),
            "last": per["variation"].last(),
            "undefined": per["variation"].agg(lambda each: each.isna().any()),
        }
    )
    found = found.join(test[["s", "p_value", "tau"]]).join(pace[["slope", "low", "high"]])
    found = found.rename(columns={"low": "slope_low", "high": "slope_high"})
    reasons = [
        (found["regions"] < max(fewest, 2), "too_few_regions"),
        (found["periods"] < POINTS_FOR_TREND, "too_few_periods"),
        (found["undefined"], "mean_not_positive"),
    ]
    return _told(table, found, reasons, found["s"], found["p_value"], alpha)


def _no_regression(first: np.ndarray, last: np.ndarray, years: float, fewest: int) -> str:
    """Why growth cannot be regressed on the first value, '' where it can."""
    if (first <= 0).any() or (last <= 0).any():
        return "not_positive"
    if not years > 0:
        return "no_span"
    if len(first) < max(fewest, 3):
        return "too_few_regions"
    x = np.log(first)
    return "constant" if ((x - x.mean()) ** 2).sum() <= len(x) * _rounding(x) ** 2 else ""


def _regression(first: np.ndarray, last: np.ndarray, years: float) -> dict[str, float]:
    """Least squares of the yearly growth on the logarithm of the first value: the numbers of `BetaConvergence`."""
    # Imported here because SciPy is slow to load.
    from scipy.special import stdtr

    n, x = len(first), np.log(first)
    growth = (np.log(last) - x) / years
    dx, dy = x - x.mean(), growth - growth.mean()
    sxx, syy = (dx * dx).sum(), (dy * dy).sum()
    alike = syy <= n * (_rounding(x) / years) ** 2
    slope = 0.0 if alike else float((dx * dy).sum() / sxx)
    left = ((dy - slope * dx) ** 2).sum()
    with np.errstate(divide="ignore"):
        error = np.sqrt(left / (n - 2) / sxx)
        t = 0.0 if alike else float(np.float64(slope) / error)
    base = 1 + slope * years
    speed = -math.log(base) / years if slope < 0 and base > 0 else math.nan
    return {
        "coefficient": slope,
        "intercept": float(growth.mean() - slope * x.mean()),
        "standard_error": float(error),
        "t": t,
        "p_value": float(2 * stdtr(n - 2, -abs(t))),
        "r_squared": math.nan if alike else float(1 - left / syy),
        "speed": speed,
        "half_life": math.log(2) / speed,
    }


def _rounding(x: np.ndarray) -> float:
    """What rounding may leave of differences between these logarithms."""
    return ROUNDING * max(float(np.abs(x).mean()), 1.0)


def _told(table, found, reasons, direction, p, alpha: float) -> pd.DataFrame:
    reason = np.select([condition.to_numpy(dtype=bool) for condition, _ in reasons], [name for _, name in reasons], "")
    sure = (p < alpha).to_numpy(dtype=bool)
    state = np.select(
        [reason != "", ~sure, direction.to_numpy() < 0], ["cannot_say", "no_clear_change", "converging"], "diverging"
    )
    found = found.assign(state=state, reason=pd.Series(reason, index=found.index, dtype="str").replace("", np.nan))
    silent = ["s", "p_value", "tau", "slope", "slope_low", "slope_high"]
    found.loc[reason != "", silent] = np.nan
    for name in table.columns:
        table.loc[found.index, name] = found[name].to_numpy()
    return table.astype({"regions": int, "periods": int})


def _whole(frame: pd.DataFrame, by: list[str], region: str, time: str, value: str) -> pd.DataFrame:
    """Rows of the regions that have a value in every period of their group in which any region has one."""
    rows = frame[np.isfinite(_numbers(frame[value]))].copy()
    rows[value] = _numbers(rows[value])
    _unique(pd.MultiIndex.from_frame(rows[[*by, region, time]]))
    periods = rows.groupby(by, sort=False, dropna=False)[time].transform("nunique")
    own = rows.groupby([*by, region], sort=False, dropna=False)[time].transform("size")
    return rows[own == periods]


def _long(values: Iterable[object], regions: Iterable[object], times: Iterable[object]) -> pd.DataFrame:
    columns = {"value": floats(values), "region": list(regions), "time": floats(times, "times")}
    lengths = {len(column) for column in columns.values()}
    if len(lengths) > 1:
        raise ValueError(f"values, regions and times must be equally many (got {sorted(lengths)}).")
    return pd.DataFrame({"key": 0, **columns}).dropna(subset=["value"])


def _matched(first: Iterable[object], last: Iterable[object]) -> tuple[np.ndarray, np.ndarray]:
    if isinstance(first, pd.Series) and isinstance(last, pd.Series):
        _unique(first.index)
        _unique(last.index)
        last = last.reindex(first.index)
    first, last = floats(first, "first"), floats(last, "last")
    if len(first) != len(last):
        raise ValueError(f"first and last must be equally many (got {len(first)} and {len(last)}).")
    both = ~(np.isnan(first) | np.isnan(last))
    return first[both], last[both]


def _unique(keys: pd.Index) -> None:
    if not keys.is_unique:
        raise ValueError(f"Two values for {keys[keys.duplicated()][0]!r}.")


def _numbers(column: pd.Series) -> np.ndarray:
    return column.to_numpy(dtype=float, na_value=np.nan)


def _empty(kind: type, index: pd.Index) -> pd.DataFrame:
    """The table of a result in which nothing can be said."""
    refused = _refused(kind, "no_values")
    columns = {field.name: [getattr(refused, field.name)] * len(index) for field in fields(kind)}
    return pd.DataFrame(columns, index=index)


def _refused(kind: type[Result], reason: str) -> Result:
    told = {"regions": 0, "periods": 0, "state": "cannot_say", "reason": reason}
    return kind(**{field.name: told.get(field.name, math.nan) for field in fields(kind)})


def _one(table: pd.DataFrame, kind: type[Result]) -> Result:
    row = table.iloc[0]
    plain = {name: value.item() if hasattr(value, "item") else value for name, value in row.items()}
    plain["reason"] = None if pd.isna(plain["reason"]) else plain["reason"]
    return kind(**plain)
