"""How unequal the regencies are: range, ratio, variation, Williamson, Gini and Theil.

Every measure takes plain lists or Series and leaves missing values (None, NaN) out. Zeros count. What cannot be
computed raises `Undefined`, a ValueError whose `code` names the reason (`REASONS`); the set-wise form gives NaN and
the same code instead. All measures but the range are free of the unit of measure, so values are scaled before they
are squared or multiplied.

Formulas
    Gini        one minus twice the area under the Lorenz curve, no small-sample factor
                (Cowell 2011, Measuring Inequality, 3rd ed.); it reaches 1 - 1/n when one of n has everything
    Theil T     sum of s ln(s / w) with s the shares of the total and w the shares of the population
                (Theil 1967, Economics and Information Theory); between and within add up exactly
    Williamson  weighted sd over weighted mean, weights = population (Williamson 1965, Regional Inequality and the
                Process of National Development, index Vw); it can exceed 1
    variation   population sd over mean
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

Values = Sequence[object] | np.ndarray | pd.Series
"""One value a region, matched by label where both of two carry labels."""

REASONS = {
    "empty": "there is no value",
    "infinite": "a value is infinite",
    "negative": "a value is negative, and shares of a total need values of zero or more",
    "all_zero": "all values are zero, so there are no shares of a total",
    "mean_not_positive": "the mean is not above zero, so nothing can be measured relative to it",
    "lowest_not_positive": "the lowest value is not above zero, so the highest is no multiple of it",
    "weights_mismatch": "values and weights (or groups) are not of the same length or do not name the same regions",
    "weight_missing": "a value has no weight (or group)",
    "weight_negative": "a weight is negative or infinite",
    "weights_zero": "the weights add up to zero",
}


class Undefined(ValueError):
    """The measure has no value for this input; `code` is a key of `REASONS`."""

    def __init__(self, code: str, measure: str):
        super().__init__(f"{measure} is undefined: {REASONS[code]}.")
        self.code = code


@dataclass(frozen=True)
class Spread:
    """All measures for one set of regions. NaN where undefined, then `reason` has `measure:code;…`."""

    n: int
    lowest: float
    highest: float
    range: float
    ratio: float
    variation: float
    gini: float
    theil: float
    williamson: float
    theil_within: float
    theil_between: float
    reason: str


MEASURES = tuple(f.name for f in fields(Spread) if f.name not in ("n", "lowest", "highest", "reason"))


def gini(values: Sequence[float], weights: Sequence[float] | None = None) -> float:
    """Gini coefficient, 0 (equal) to 1. `weights`: population of each region, when values are per head."""
    return _single("gini", values, weights)


def theil(values: Sequence[float], weights: Sequence[float] | None = None) -> float:
    """Theil's T, from 0 (equal) to ln n. `weights`: population of each region, when values are per head."""
    return _single("theil", values, weights)


def theil_parts(
    values: Sequence[float], groups: Sequence[str], weights: Sequence[float] | None = None
) -> tuple[float, float]:
    """Theil's T within the groups and between them; the two add up to `theil(values, weights)`."""
    x, w, g = _paired("theil", values, weights, groups)
    _refuse("theil", x, w)
    result = _measures(x, w, np.zeros(len(x), dtype=np.intp), 1, pd.factorize(g)[0])
    return float(result["theil_within"][0]), float(result["theil_between"][0])


def williamson(values: Sequence[float], population: Sequence[float]) -> float:
    """Williamson's index Vw: population-weighted coefficient of variation around the weighted mean."""
    if population is None:
        raise Undefined("weights_mismatch", "williamson")
    return _single("williamson", values, population)


def variation(values: Sequence[float]) -> float:
    """Coefficient of variation with the population standard deviation; 0.25 is a quarter of the mean."""
    return _single("variation", values, None)


def ratio(values: Sequence[float]) -> float:
    """Highest over lowest value, 1 when equal: best to worst, or worst to best where lower is better."""
    return _single("ratio", values, None)


def spread(
    values: Sequence[float], weights: Sequence[float] | None = None, groups: Sequence[str] | None = None
) -> Spread:
    """Every measure for one set of regions.

    Range, ratio, variation, Gini and Theil are unweighted, each region counting once; Williamson needs `weights`
    (population) and the two parts of Theil need `groups` (kabupaten, kota). Without them they are NaN.
    """
    x, w, g = _paired("spread", values, weights, groups)
    frame = pd.DataFrame({"key": 0, "value": x})
    if weights is not None:
        frame["weight"] = w
    if groups is not None:
        frame["group"] = g
    if frame.empty:
        raise Undefined("empty", "spread")
    row = equity_by(
        frame,
        ["key"],
        weight="weight" if weights is not None else None,
        group="group" if groups is not None else None,
    ).iloc[0]
    return Spread(**{f.name: _plain(row[f.name]) for f in fields(Spread)})


def equity_by(
    frame: pd.DataFrame,
    by: Sequence[str],
    value: str = "value",
    weight: str | None = None,
    group: str | None = None,
) -> pd.DataFrame:
    """Every measure for each combination of the `by` columns, such as (indicator, period), all at once.

    frame: long, one row a region. Returns one row a combination with the fields of `Spread` as columns, indexed by
    `by` in ascending order; combinations without any value keep a row with n = 0. Rows whose weight or group is
    missing make Williamson or the parts of Theil undefined there, with the reason, never silently thinner.
    """
    by = list(by)
    grouped = frame.groupby(by, sort=True, dropna=False)
    ids = grouped.ngroup().to_numpy(dtype=np.intp)
    count = grouped.ngroups
    index = grouped.size().index
    x = _numbers(frame[value])
    w = None if weight is None else _numbers(frame[weight])
    g = None if group is None else pd.factorize(frame[group])[0]
    keep = ~np.isnan(x)
    x, ids = x[keep], ids[keep]
    w = None if w is None else w[keep]
    g = None if g is None else g[keep]
    result = _measures(x, None, ids, count, g)
    result["williamson"] = np.full(count, np.nan) if w is None else _measures(x, w, ids, count, None)["williamson"]
    codes = _codes(x, w, g, ids, count)
    for measure, code in codes.items():
        result[measure] = np.where(code == "", result[measure], np.nan)
    reason = pd.Series("", index=range(count))
    for measure in MEASURES:
        code = codes[measure]
        reason = reason.where(code == "", reason + f"{measure}:" + pd.Series(code) + ";")
    table = pd.DataFrame({"n": np.bincount(ids, minlength=count), **result, "reason": reason.str.rstrip(";")})
    table.index = index
    return table[[f.name for f in fields(Spread)]]


def _single(measure: str, values: Values, weights: Values | None) -> float:
    x, w, _ = _paired(measure, values, weights, None)
    _refuse(measure, x, w)
    ids = np.zeros(len(x), dtype=np.intp)
    return float(_measures(x, w, ids, 1, None)[measure][0])


def _refuse(measure: str, x: np.ndarray, w: np.ndarray | None) -> None:
    code = _codes(x, w, None, np.zeros(len(x), dtype=np.intp), 1, weighted=w is not None)[measure][0]
    if code:
        raise Undefined(code, measure)


def _numbers(values: Values) -> np.ndarray:
    return pd.to_numeric(pd.Series(values, dtype=object)).astype(float).to_numpy(copy=True)


def _paired(
    measure: str, values: Values, weights: Values | None, groups: Values | None
) -> tuple[np.ndarray, np.ndarray | None, np.ndarray | None]:
    """The values at hand with their weights and groups, matched by label where both carry labels."""
    x = _numbers(values)
    w = None if weights is None else _numbers(_matched(measure, values, weights))
    g = None if groups is None else np.asarray(pd.Series(_matched(measure, values, groups), dtype=object))
    keep = ~np.isnan(x)
    if w is not None:
        w = w[keep]
        if np.isnan(w).any():
            raise Undefined("weight_missing", measure)
    if g is not None:
        g = g[keep]
        if pd.isna(g).any():
            raise Undefined("weight_missing", measure)
    return x[keep], w, g


def _matched(measure: str, values: Values, companions: Values) -> Values:
    if (
        isinstance(values, pd.Series)
        and isinstance(companions, pd.Series)
        and not values.index.equals(companions.index)
    ):
        same = values.index.is_unique and companions.index.is_unique and len(values) == len(companions)
        if not same or not values.index.isin(companions.index).all():
            raise Undefined("weights_mismatch", measure)
        return companions.loc[values.index].to_numpy()
    companions = list(companions)
    if len(companions) != len(list(values)):
        raise Undefined("weights_mismatch", measure)
    return companions


def _codes(
    x: np.ndarray, w: np.ndarray | None, g: np.ndarray | None, ids: np.ndarray, count: int, *, weighted: bool = False
) -> dict[str, np.ndarray]:
    """For each measure, the reason code of each set of regions, '' where the measure is defined or not asked for.

    weighted: the weights belong to Gini and Theil too, not to Williamson alone.
    """
    scaled = _scaled(x, ids, count)
    lowest = np.full(count, np.inf)
    np.minimum.at(lowest, ids, x)
    sums = _totals(scaled, None, ids, count)
    weight = [] if w is None else _weight_codes(w, ids, count)
    base = [(np.bincount(ids, minlength=count) == 0, "empty"), (_having(~np.isfinite(x), ids, count), "infinite")]
    shares = [
        *base,
        *(weight if weighted else []),
        (_having(x < 0, ids, count), "negative"),
        (_totals(scaled, w if weighted else None, ids, count) <= 0, "all_zero"),
    ]
    parts = [] if g is None else [*shares, (_having(g < 0, ids, count), "weight_missing")]
    weighted_mean = (_totals(scaled, w, ids, count) <= 0, "mean_not_positive")
    rules = {
        "range": base,
        "ratio": [*base, (lowest <= 0, "lowest_not_positive")],
        "variation": [*base, (sums <= 0, "mean_not_positive")],
        "gini": shares,
        "theil": shares,
        "williamson": [] if w is None else [*base, *weight, weighted_mean],
        "theil_within": parts,
        "theil_between": parts,
    }
    return {measure: _first(found, count) for measure, found in rules.items()}


def _having(flags: np.ndarray, ids: np.ndarray, count: int) -> np.ndarray:
    return np.bincount(ids[flags], minlength=count) > 0


def _weight_codes(w: np.ndarray, ids: np.ndarray, count: int) -> list[tuple[np.ndarray, str]]:
    return [
        (_having(np.isnan(w), ids, count), "weight_missing"),
        (_having(np.isinf(w) | (w < 0), ids, count), "weight_negative"),
        (_totals(np.nan_to_num(w), None, ids, count) <= 0, "weights_zero"),
    ]


def _first(rules: list[tuple[np.ndarray, str]], count: int) -> np.ndarray:
    code = np.full(count, "", dtype=object)
    for flags, name in rules:
        code[(code == "") & flags] = name
    return code


def _totals(x: np.ndarray, w: np.ndarray | None, ids: np.ndarray, count: int) -> np.ndarray:
    return np.bincount(ids, np.nan_to_num(x if w is None else x * w), minlength=count)


def _scaled(x: np.ndarray, ids: np.ndarray, count: int) -> np.ndarray:
    """Values over a power of two near the largest of their set: exact, and squares neither overflow nor vanish."""
    size = np.zeros(count)
    np.maximum.at(size, ids, np.abs(x))
    _, exponent = np.frexp(np.where(np.isfinite(size), size, 1.0))
    return np.ldexp(x, -exponent[ids])


def _measures(
    x: np.ndarray, w: np.ndarray | None, ids: np.ndarray, count: int, g: np.ndarray | None
) -> dict[str, np.ndarray]:
    """All measures of all sets; meaningless where `_codes` gives a reason."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        lowest, highest = np.full(count, np.inf), np.full(count, -np.inf)
        np.minimum.at(lowest, ids, x)
        np.maximum.at(highest, ids, x)
        scaled = _scaled(x, ids, count)
        plain = np.ones(len(x)) if w is None else w
        weight = plain / np.bincount(ids, plain, minlength=count)[ids]
        mean = np.bincount(ids, weight * scaled, minlength=count)
        share = weight * scaled / mean[ids]
        apart = scaled - mean[ids]
        apart -= np.bincount(ids, weight * apart, minlength=count)[ids]  # rounding of the mean, taken out again
        apart /= mean[ids]
        cv = np.sqrt(np.bincount(ids, weight * apart**2, minlength=count))
        equal = highest == lowest
        theil = np.maximum(np.bincount(ids, _entropy(share, weight), minlength=count), 0.0)
        within, between = _parts(share, weight, ids, count, g)
        empty = ~np.isfinite(highest - lowest)
        return {
            "lowest": np.where(empty, np.nan, lowest),
            "highest": np.where(empty, np.nan, highest),
            "range": highest - lowest,
            "ratio": highest / lowest,
            "variation": np.where(equal, 0.0, cv),
            "williamson": np.where(equal, 0.0, cv),
            "gini": np.where(equal, 0.0, _gini(x, apart, weight, ids, count)),
            "theil": np.where(equal, 0.0, theil),
            "theil_within": np.where(equal, 0.0, within),
            "theil_between": np.where(equal, 0.0, between),
        }


def _entropy(share: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """s ln(s / w), which tends to 0 with s: regions with nothing count in the population, not in the sum."""
    positive = share > 0
    return np.where(positive, share * np.log(np.where(positive, share / weight, 1.0)), 0.0)


def _gini(x: np.ndarray, apart: np.ndarray, weight: np.ndarray, ids: np.ndarray, count: int) -> np.ndarray:
    """Sum of w d (P + P'), with d the deviation from the mean over the mean and P the running population share.

    The same as one minus twice the Lorenz area, without subtracting two numbers near 1 from each other.
    """
    order = np.lexsort((x, ids))
    owner = ids[order]
    step = np.nan_to_num(weight[order])  # a set without usable weights must not spoil the sets after it
    run = np.cumsum(step)
    start = np.searchsorted(owner, np.arange(count), side="left")
    base = np.append(0.0, run)[start]
    running = 2 * (run - base[owner]) - step
    return np.maximum(np.bincount(owner, step * apart[order] * running, minlength=count), 0.0)


def _parts(
    share: np.ndarray, weight: np.ndarray, ids: np.ndarray, count: int, g: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    if g is None:
        return np.full(count, np.nan), np.full(count, np.nan)
    _, cell = np.unique(np.column_stack([ids, g]), axis=0, return_inverse=True)
    cell = cell.ravel()
    owner = np.zeros(cell.max() + 1 if len(cell) else 0, dtype=np.intp)
    owner[cell] = ids
    cell_share = np.bincount(cell, share, minlength=len(owner))
    cell_weight = np.bincount(cell, weight, minlength=len(owner))
    between = np.bincount(owner, _entropy(cell_share, cell_weight), minlength=count)
    inside = _entropy(share, weight * cell_share[cell] / cell_weight[cell])
    within = np.bincount(ids, inside, minlength=count)
    return np.maximum(within, 0.0), np.maximum(between, 0.0)


def _plain(value):
    return value.item() if hasattr(value, "item") else value
