"""Achievement and class of one value, or of a frame of values, by each indicator's own formula and scale."""

import math
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from analytics.achievement.formulas import BETTER, Case, compute, known_formula
from analytics.achievement.scales import Scales, rows_by_name, rows_of_scales, score, shipped, texts
from analytics.arrays import number

IKM_ELEMENTS = 9


def achievement(
    actual, target, formula, *, low=None, high=None, better="higher", scale=None, among: Scales | None = None
) -> float:
    """Achievement in percent (points for DIFF_PP) of one actual against a target or a band; nan where undefined.

    SCALE also takes letters: their score is the rank in `scale` (1 the lowest), or in the one scale that knows both.
    R_T_CUM also takes sequences: the sums over the periods that have both. A band without target is judged by the
    band rule whatever the percent formula. ValueError for an unknown formula or `better` and for text as a number.
    """
    known_formula(formula)
    if better not in BETTER:
        raise ValueError(f"better must be one of {', '.join(BETTER)} (got {better!r}).")
    if formula == "SCALE":
        actual, target = _scores(actual, target, scale, among or shipped())
    if formula == "R_T_CUM" and isinstance(actual, Sequence | np.ndarray | pd.Series) and not isinstance(actual, str):
        actual, target = _sums(actual, target)
    columns = [np.array([number(value)]) for value in (actual, target, low, high)]
    return float(compute(formula, Case(*columns, np.array([better])))[0])


def achievement_by(frame: pd.DataFrame) -> pd.Series:
    """Achievement of every row of `frame` (actual, target, target_low, target_high, formula, better), nan if undefined.

    Missing formula counts as NONE, missing `better` as higher. ValueError names an unknown formula.
    """
    case = _case(frame)
    result = np.full(len(frame), np.nan)
    for formula, rows in rows_by_name(frame["formula"]):
        known_formula(formula)
        result[rows] = compute(formula, Case(*(column[rows] for column in case)))
    return pd.Series(result, index=frame.index, name="achievement")


def judge_by(frame: pd.DataFrame, among: Scales | None = None) -> pd.DataFrame:
    """Achievement, class and tone of every row; `frame` as achievement_by plus `scale`, the id of one `among` scales.

    Points of DIFF_PP are classed towards the good side (a deviation of +2 is bad where lower is better), and a ratio
    to a negative target gets no class: its sign would turn the judgement round.
    """
    case = _case(frame)
    achieved = achievement_by(frame).to_numpy()
    points = _in(frame["formula"], {"DIFF_PP"})
    judged = np.where(points, _favourable(achieved, case.better), achieved)
    reversed_sign = ~points & ((case.target < 0) | (np.isnan(case.target) & (case.low < 0)))
    among = among or shipped()
    rows, table = rows_of_scales(np.where(reversed_sign, np.nan, judged), frame["scale"], among), among.table
    columns = {"achievement": achieved, "class": texts(table["class"], rows), "tone": texts(table["tone"], rows)}
    return pd.DataFrame(columns, index=frame.index)


def ikm(elements: Iterable[float]) -> float:
    """Satisfaction index (25 to 100) from the means of the nine elements (1 to 4), each weighted exactly 1/9.

    PermenPANRB 14/2017. ValueError unless there are nine, each between 1 and 4.
    """
    means = [number(value) for value in elements]
    if len(means) != IKM_ELEMENTS:
        raise ValueError(f"IKM needs the means of {IKM_ELEMENTS} elements (got {len(means)}).")
    outside = [value for value in means if not 1 <= value <= 4]
    if outside:
        raise ValueError(f"An element's mean lies between 1 and 4 (got {outside[0]}).")
    return math.fsum(means) / IKM_ELEMENTS * 25


def _favourable(points: np.ndarray, better: np.ndarray) -> np.ndarray:
    """Deviations turned so that negative is a shortfall: mirrored where lower is better, unsigned around a band."""
    return np.where(better == "lower", -points, np.where(better == "range", -np.abs(points), points))


def _case(frame: pd.DataFrame) -> Case:
    columns = []
    for name in ("actual", "target", "target_low", "target_high"):
        missing = np.full(len(frame), np.nan)
        columns.append(frame[name].to_numpy(dtype=float, na_value=np.nan) if name in frame else missing)
    return Case(*columns, frame["better"].fillna("higher").to_numpy(dtype=object))


def _in(names: pd.Series, wanted: set[str]) -> np.ndarray:
    return names.isin(wanted).to_numpy(dtype=bool)


def _scores(actual, target, scale: str | None, among: Scales) -> tuple:
    letters = [value for value in (actual, target) if isinstance(value, str)]
    if not letters:
        return actual, target
    if scale is None:
        holders = [name for name, rows in among.by_name.items() if set(letters) <= set(rows.classes)]
        if len({tuple(score(letter, name, among) for letter in letters) for name in holders}) != 1:
            raise ValueError(f"Name the scale of {' and '.join(letters)}: {', '.join(holders) or 'no scale'} has them.")
        scale = holders[0]  # where several have them, they agree on the scores
    return tuple(score(value, scale, among) if isinstance(value, str) else value for value in (actual, target))


def _sums(actual, target) -> tuple[float, float]:
    pairs = [(number(a), number(t)) for a, t in zip(actual, target, strict=True)]
    both = [(a, t) for a, t in pairs if not (math.isnan(a) or math.isnan(t))]
    if not both:
        return math.nan, math.nan
    return math.fsum(a for a, _ in both), math.fsum(t for _, t in both)
