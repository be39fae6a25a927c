"""Official judgement: achievement of a target by the formula of the indicator, and its class on a published scale."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

SCALES = Path(__file__).with_name("scales.csv")
# Binary fractions: 100 * 0.9 is 90.00000000000001. Values are compared with bounds to nine decimals.
COMPARED_DECIMALS = 9
IKM_ELEMENTS = 9
# The five-class scale that most indicators share, and the tones of all scales, best first.
MAIN_SCALE = "permendagri_86_2017"
TONES = ("very_good", "good", "fair", "poor", "very_poor")
HIGH, LOW = TONES[:2], TONES[3:]


class Case(NamedTuple):
    """Equally long float arrays (missing is nan) and `better`, an array of text, for one formula."""

    actual: np.ndarray
    target: np.ndarray
    low: np.ndarray
    high: np.ndarray
    better: np.ndarray


@dataclass(frozen=True)
class Formula:
    """One rule of achievement. `measure` is `percent`, `points` or `none`; `expression` is what the legend prints."""

    id: str
    compute: Callable[[Case], np.ndarray]
    measure: str
    expression: str
    words_id: str
    words_en: str
    source_id: str
    source_en: str
    confidence: str


def _ratio(case: Case) -> np.ndarray:
    share = 100 * case.actual / case.target
    return _settle_zero_target(share, case, case.better == "lower")


def _twice_target_less_actual(case: Case) -> np.ndarray:
    share = 100 * (2 * case.target - case.actual) / case.target
    return _settle_zero_target(share, case, np.True_)


def _inverse_ratio(case: Case) -> np.ndarray:
    share = np.where(case.actual == 0, np.nan, 100 * case.target / case.actual)
    return _settle_zero_target(share, case, np.True_)


def _settle_zero_target(share: np.ndarray, case: Case, lower_is_better: np.ndarray) -> np.ndarray:
    """Against a target of 0 only an actual of 0 can be judged, and only where less is better: 100."""
    reached = (case.actual == 0) & lower_is_better
    return np.where(case.target == 0, np.where(reached, 100.0, np.nan), share)


def _band(case: Case) -> np.ndarray:
    """Inside the band 100; outside, the bound that was crossed becomes the target."""
    low, high = _bounds(case)
    below, above = case.actual < low, case.actual > high
    crossed = case._replace(target=np.where(below, low, high))
    by_ratio = (case.better == "higher") | ((case.better != "lower") & below)
    outside = np.where(by_ratio, _ratio(crossed), _twice_target_less_actual(crossed))
    known = ~np.isnan(case.actual) & ~(np.isnan(low) & np.isnan(high)) & ~(low > high)
    return np.where(known, np.where(below | above, outside, 100.0), np.nan)


def _bounds(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """The band; without one, the single target as a band of no width. One missing bound leaves that side open."""
    single = np.isnan(case.low) & np.isnan(case.high)
    return np.where(single, case.target, case.low), np.where(single, case.target, case.high)


def _difference(case: Case) -> np.ndarray:
    low, high = _bounds(case._replace(low=_unless_target(case, case.low), high=_unless_target(case, case.high)))
    nearest = np.fmin(np.fmax(case.actual, low), high)
    return np.where(low > high, np.nan, np.where(np.isnan(low) & np.isnan(high), np.nan, case.actual - nearest))


def _unless_target(case: Case, bound: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(case.target), bound, np.nan)


def _nothing(case: Case) -> np.ndarray:
    return np.full(case.actual.shape, np.nan)


FORMULAS = (
    Formula(
        "R_T", _ratio, "percent", "R / T × 100",
        "realisasi dibagi target; makin tinggi makin baik", "actual over target; higher is better",
        "PermenPANRB 8/2021; LKjIP 2021", "Regulation PermenPANRB 8/2021; agency reports of 2021", "verified",
    ),
    Formula(
        "INV_2T", _twice_target_less_actual, "percent", "(2T − R) / T × 100",
        "dua kali target dikurangi realisasi, dibagi target; makin rendah makin baik",
        "twice the target less the actual, over the target; lower is better",
        "PermenPANRB 8/2021 (kondisi khusus); LKjIP 2021",
        "Regulation PermenPANRB 8/2021 (special conditions); agency reports of 2021", "verified",
    ),
    Formula(
        "INV_TR", _inverse_ratio, "percent", "T / R × 100",
        "target dibagi realisasi; makin rendah makin baik", "target over actual; lower is better",
        "WP-SIPD, tren negatif", "planning application WP-SIPD, negative trends", "practice",
    ),
    Formula(
        "RANGE", _band, "percent", "100; R / T × 100; (2T − R) / T × 100",
        "di dalam rentang target 100; di luar, batas yang dilewati menjadi target",
        "inside the target band 100; outside, the bound that was crossed is the target",
        "PermenPANRB 8/2021; nilai 100 di dalam rentang keputusan produk",
        "Regulation PermenPANRB 8/2021; the 100 inside the band is a product decision", "verified",
    ),
    Formula(
        "R_T_CUM", _ratio, "percent", "ΣR / ΣT × 100",
        "realisasi kumulatif dibagi target kumulatif periode yang sama",
        "cumulative actual over the cumulative target of the same periods",
        "P2K-APBA; laporan imunisasi Aceh", "P2K-APBA; immunisation reports of Aceh", "verified",
    ),
    Formula(
        "DIFF_PP", _difference, "points", "R − T",
        "realisasi dikurangi target, dalam poin; untuk nilai yang dapat nol atau negatif",
        "actual less target, in points; for values that may be zero or negative",
        "P2K-APBA (deviasi)", "P2K-APBA (deviation)", "verified",
    ),
    Formula(
        "SCALE", _ratio, "percent", "skor R / skor T × 100",
        "huruf predikat menjadi skor urutan, lalu realisasi dibagi target; tidak dijumlahkan",
        "the letter becomes an ordinal score, then actual over target; never summed",
        "aplikasi monitoring daerah (WTP = 4, WDP = 3)", "regional monitoring applications (WTP = 4, WDP = 3)",
        "practice",
    ),
    Formula(
        "NONE", _nothing, "none", "",
        "tidak dinilai terhadap target", "not judged against a target",
        "keputusan produk", "product decision", "product_decision",
    ),
)
FORMULA = {formula.id: formula for formula in FORMULAS}
BETTER = ("higher", "lower", "range", "neutral")


def achievement(actual, target, formula, *, low=None, high=None, better="higher", scale=None) -> float:
    """Achievement in percent (points for DIFF_PP) of one actual against a target or a band; nan where undefined.

    SCALE also takes letters: their score is the rank in `scale` (1 the lowest), or in the one scale that knows both.
    R_T_CUM also takes sequences: the sums over the periods that have both. A band without target is judged by the
    band rule whatever the percent formula. ValueError for an unknown formula or `better` and for text as a number.
    """
    _known_formula(formula)
    if better not in BETTER:
        raise ValueError(f"better must be one of {', '.join(BETTER)} (got {better!r}).")
    if formula == "SCALE":
        actual, target = _scores(actual, target, scale)
    if formula == "R_T_CUM" and isinstance(actual, Sequence | np.ndarray | pd.Series) and not isinstance(actual, str):
        actual, target = _sums(actual, target)
    columns = [np.array([number(value)]) for value in (actual, target, low, high)]
    return float(_compute(formula, Case(*columns, np.array([better])))[0])


def achievement_by(frame: pd.DataFrame) -> pd.Series:
    """Achievement of every row of `frame` (actual, target, target_low, target_high, formula, better), nan if undefined.

    Missing formula counts as NONE, missing `better` as higher. ValueError names an unknown formula.
    """
    case = _case(frame)
    result = np.full(len(frame), np.nan)
    for formula, rows in _groups(frame["formula"]):
        _known_formula(formula)
        result[rows] = _compute(formula, Case(*(column[rows] for column in case)))
    return pd.Series(result, index=frame.index, name="achievement")


def missing_by(frame: pd.DataFrame) -> pd.Series:
    """Why a row of `frame` (columns as achievement_by) has no achievement, missing where it has one.

    Ids: no_formula, no_actual, no_target, band_inverted, zero_target, zero_actual.
    """
    case = _case(frame)
    low, high = _bounds(case)
    has_formula = _in(frame["formula"], set(FORMULA) - {"NONE"})
    reasons = [
        (achievement_by(frame).notna().to_numpy(), ""),
        (~has_formula, "no_formula"),
        (np.isnan(case.actual), "no_actual"),
        (np.isnan(case.target) & np.isnan(low) & np.isnan(high), "no_target"),
        (low > high, "band_inverted"),
        (_in(frame["formula"], {"INV_TR"}) & (case.actual == 0) & (case.target != 0), "zero_actual"),
    ]
    found = np.select([condition for condition, _ in reasons], [reason for _, reason in reasons], "zero_target")
    return pd.Series(found, index=frame.index, name="missing", dtype="str").replace("", np.nan)


def judge_by(frame: pd.DataFrame) -> pd.DataFrame:
    """Achievement, class and tone of every row; `frame` as achievement_by plus `scale`, the class scale's id.

    Points of DIFF_PP are classed towards the good side (a deviation of +2 is bad where lower is better), and a ratio
    to a negative target gets no class: its sign would turn the judgement round.
    """
    case = _case(frame)
    achieved = achievement_by(frame).to_numpy()
    points = _in(frame["formula"], {"DIFF_PP"})
    judged = np.where(points, _favourable(achieved, case.better), achieved)
    reversed_sign = ~points & ((case.target < 0) | (np.isnan(case.target) & (case.low < 0)))
    rows = _rows_of_scales(np.where(reversed_sign, np.nan, judged), frame["scale"])
    table = _scales()
    columns = {"achievement": achieved, "class": _texts(table["class"], rows), "tone": _texts(table["tone"], rows)}
    return pd.DataFrame(columns, index=frame.index)


def classify(value, scale: str) -> str | None:
    """Class id of `value` on `scale`; None for missing, infinite or impossible values (IKM below 25, SAKIP above 100).

    ValueError for an unknown scale and for text.
    """
    code = _codes(np.array([number(value)]), _scale(scale))[0]
    return None if code < 0 else _scale(scale).classes[code]


def classify_by(values: pd.Series, scale: str | pd.Series) -> pd.Series:
    """Class ids of `values` (floats) on one scale, or on the scale named row by row; missing where there is none."""
    values = pd.Series(values)
    rows = _rows_of_scales(values.to_numpy(dtype=float, na_value=np.nan), scale)
    return pd.Series(_texts(_scales()["class"], rows), index=values.index, name="class")


def scales() -> pd.DataFrame:
    """The class scales, best class first: bounds as floats (nan is open), closed sides as booleans, rank 1 lowest."""
    return _scales().copy()


def capped(values: pd.Series, scale: str) -> pd.Series:
    """Values held between the floor and the cap of `scale`, for roll-ups; raw values stay as they are elsewhere."""
    rows = _scale(scale)
    return pd.Series(values).clip(lower=rows.floor, upper=rows.cap)


def score(letter: str, scale: str) -> int:
    """Ordinal score of a class id on `scale`: 1 for the lowest class. ValueError for a letter the scale lacks."""
    classes = _scale(scale).classes
    if letter not in classes:
        raise ValueError(f"{letter!r} is not a class of {scale} (it has {', '.join(classes)}).")
    return classes.index(letter) + 1


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


def efficiency_gap(achieved, absorbed):
    """Achievement less absorption, in points; class it on the scale `efficiency_gap`. Scalars or arrays."""
    return achieved - absorbed


def number(value) -> float:
    """`value` as a float, nan when missing. ValueError for text: numbers are parsed where files are read."""
    if isinstance(value, str | bytes):
        raise ValueError(f"A number is needed here (got the text {value!r}).")
    return math.nan if value is None or value is pd.NA or value is pd.NaT else float(value)


def _compute(formula: str, case: Case) -> np.ndarray:
    case = case._replace(**{name: _finite(getattr(case, name)) for name in ("actual", "target", "low", "high")})
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        result = FORMULA[formula].compute(case)
        if FORMULA[formula].measure == "percent" and np.isnan(case.target).any():
            result = np.where(np.isnan(case.target), _band(case), result)
    return _finite(result)


def _finite(values: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(values), values, np.nan)


def _favourable(points: np.ndarray, better: np.ndarray) -> np.ndarray:
    """Deviations turned so that negative is a shortfall: mirrored where lower is better, unsigned around a band."""
    return np.where(better == "lower", -points, np.where(better == "range", -np.abs(points), points))


def _rows_of_scales(values: np.ndarray, scale: str | pd.Series) -> np.ndarray:
    """Row in scales.csv of each value's class, -1 where it has none."""
    result = np.full(len(values), -1)
    groups = [(scale, np.arange(len(values)))] if isinstance(scale, str) else _groups(scale)
    for name, positions in groups:
        if name != "NONE":
            codes = _codes(values[positions], _scale(name))
            result[positions] = np.where(codes < 0, -1, _scale(name).top_row + len(_scale(name).classes) - 1 - codes)
    return result


def _texts(labels: pd.Series, rows: np.ndarray) -> pd.array:
    """`labels` picked by position (-1 is missing); by way of Arrow, several times faster than an object array."""
    words = pa.array([*labels, None], type=pa.large_string())
    return pd.array(words.take(pa.array(np.where(rows < 0, len(labels), rows))), dtype="str")


def _case(frame: pd.DataFrame) -> Case:
    columns = []
    for name in ("actual", "target", "target_low", "target_high"):
        missing = np.full(len(frame), np.nan)
        columns.append(frame[name].to_numpy(dtype=float, na_value=np.nan) if name in frame else missing)
    return Case(*columns, frame["better"].fillna("higher").to_numpy(dtype=object))


def _groups(names: pd.Series) -> list[tuple[str, np.ndarray]]:
    """(name, positions) of each distinct name; missing and empty come as NONE."""
    codes, found = pd.factorize(names)
    groups = {name: np.flatnonzero(codes == code) for code, name in enumerate(found)}
    nameless = np.concatenate([np.flatnonzero(codes < 0), groups.pop("", np.array([], dtype=int))])
    return [*groups.items(), ("NONE", nameless)]


def _in(names: pd.Series, wanted: set[str]) -> np.ndarray:
    return names.isin(wanted).to_numpy(dtype=bool)


def _known_formula(formula: str) -> None:
    if formula not in FORMULA:
        raise ValueError(f"Unknown formula {formula!r}. Known formulas: {', '.join(FORMULA)}.")


def _scores(actual, target, scale: str | None) -> tuple:
    letters = [value for value in (actual, target) if isinstance(value, str)]
    if not letters:
        return actual, target
    if scale is None:
        holders = [name for name, rows in _all_scales().items() if set(letters) <= set(rows.classes)]
        if len({tuple(score(letter, name) for letter in letters) for name in holders}) != 1:
            raise ValueError(f"Name the scale of {' and '.join(letters)}: {', '.join(holders) or 'no scale'} has them.")
        scale = holders[0]  # where several have them, they agree on the scores
    return tuple(score(value, scale) if isinstance(value, str) else value for value in (actual, target))


def _sums(actual, target) -> tuple[float, float]:
    pairs = [(number(a), number(t)) for a, t in zip(actual, target, strict=True)]
    both = [(a, t) for a, t in pairs if not (math.isnan(a) or math.isnan(t))]
    if not both:
        return math.nan, math.nan
    return math.fsum(a for a, _ in both), math.fsum(t for _, t in both)


class _Scale(NamedTuple):
    """One scale, classes ascending: `edges[i]` parts class i from i + 1, and belongs to the upper one if `closed`."""

    classes: tuple[str, ...]
    top_row: int
    edges: np.ndarray
    closed: np.ndarray
    minimum: float
    maximum: float
    decimals: int | None
    floor: float | None
    cap: float | None


def _scale(name: str) -> _Scale:
    found = _all_scales().get(name)
    if found is None:
        raise ValueError(f"Unknown scale {name!r}. Known scales: {', '.join(_all_scales())}.")
    return found


@cache
def _scales() -> pd.DataFrame:
    text = {"lower_closed": str, "upper_closed": str, "valid_from": str}
    table = pd.read_csv(SCALES, dtype=text, encoding="utf-8", keep_default_na=False, na_values={
        name: [""] for name in ("lower", "upper", "cap_low", "cap_high", "decimals")
    })
    for side in ("lower", "upper"):
        table[f"{side}_closed"] = table[f"{side}_closed"] == "yes"
        table[side] = table[side].astype(float)
    for name in ("cap_low", "cap_high", "decimals"):
        table[name] = table[name].astype(float)
    return table


@cache
def _all_scales() -> dict[str, _Scale]:
    return {name: _read_scale(name, rows.sort_values("rank")) for name, rows in _scales().groupby("scale", sort=False)}


def _read_scale(name: str, rows: pd.DataFrame) -> _Scale:
    upper, lower = rows.iloc[:-1], rows.iloc[1:]
    meets = upper["upper"].to_numpy() == lower["lower"].to_numpy()
    once = upper["upper_closed"].to_numpy() != lower["lower_closed"].to_numpy()
    ranked = rows["rank"].tolist() == list(range(1, len(rows) + 1)) and (np.diff(rows.index) == -1).all()
    if not (meets.all() and once.all() and ranked):
        raise ValueError(f"Scale {name} in {SCALES.name} has a gap, an overlap, or ranks that do not run down to 1.")
    first, last = rows.iloc[0], rows.iloc[-1]
    return _Scale(
        classes=tuple(rows["class"]),
        top_row=int(rows.index[-1]),
        edges=lower["lower"].to_numpy(),
        closed=lower["lower_closed"].to_numpy(),
        minimum=_or(first["lower"], -math.inf),
        maximum=_or(last["upper"], math.inf),
        decimals=None if math.isnan(first["decimals"]) else int(first["decimals"]),
        floor=_or(first["cap_low"], None),
        cap=_or(first["cap_high"], None),
    )


def _or(value: float, fallback):
    return fallback if math.isnan(value) else float(value)


def _codes(values: np.ndarray, scale: _Scale) -> np.ndarray:
    """Position of each value's class, -1 where it has none."""
    values = values[:]
    outside = ~np.isfinite(values)
    # Nothing hangs on digits this far out, and rounding would overflow there.
    near = np.clip(np.where(outside, 0.0, values), -1e6, 1e6)
    near = np.round(near, COMPARED_DECIMALS) if scale.decimals is None else half_up(near, scale.decimals)
    near = near if scale.floor is None else np.maximum(near, scale.floor)
    outside |= (near < scale.minimum) | (near > scale.maximum)
    codes = np.zeros(values.shape, dtype=np.int8)
    for edge, closed in zip(scale.edges, scale.closed, strict=True):
        codes += (near >= edge) if closed else (near > edge)
    return np.where(outside, -1, codes)


def half_up(values: np.ndarray, decimals: int) -> np.ndarray:
    """Rounded half up as schools teach it: 88.305 becomes 88.31 although its binary form lies a hair below."""
    factor = 10.0**decimals
    return np.floor(np.round(values * factor, COMPARED_DECIMALS - decimals) + 0.5) / factor
