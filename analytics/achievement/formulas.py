"""The formulas of achievement, one a case: what target and actual give, and where they give nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


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
    low, high = bounds(case)
    below, above = case.actual < low, case.actual > high
    crossed = case._replace(target=np.where(below, low, high))
    by_ratio = (case.better == "higher") | ((case.better != "lower") & below)
    outside = np.where(by_ratio, _ratio(crossed), _twice_target_less_actual(crossed))
    known = ~np.isnan(case.actual) & ~(np.isnan(low) & np.isnan(high)) & ~(low > high)
    return np.where(known, np.where(below | above, outside, 100.0), np.nan)


def bounds(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """The band; without one, the single target as a band of no width. One missing bound leaves that side open."""
    single = np.isnan(case.low) & np.isnan(case.high)
    return np.where(single, case.target, case.low), np.where(single, case.target, case.high)


def _difference(case: Case) -> np.ndarray:
    low, high = bounds(case._replace(low=_unless_target(case, case.low), high=_unless_target(case, case.high)))
    nearest = np.fmin(np.fmax(case.actual, low), high)
    return np.where(low > high, np.nan, np.where(np.isnan(low) & np.isnan(high), np.nan, case.actual - nearest))


def _unless_target(case: Case, bound: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(case.target), bound, np.nan)


def _nothing(case: Case) -> np.ndarray:
    return np.full(case.actual.shape, np.nan)


FORMULAS = (
    Formula(
        "R_T",
        _ratio,
        "percent",
        "R / T × 100",
        "realisasi dibagi target; makin tinggi makin baik",
        "actual over target; higher is better",
        "PermenPANRB 8/2021; LKjIP 2021",
        "Regulation PermenPANRB 8/2021; agency reports of 2021",
        "verified",
    ),
    Formula(
        "INV_2T",
        _twice_target_less_actual,
        "percent",
        "(2T − R) / T × 100",
        "dua kali target dikurangi realisasi, dibagi target; makin rendah makin baik",
        "twice the target less the actual, over the target; lower is better",
        "PermenPANRB 8/2021 (kondisi khusus); LKjIP 2021",
        "Regulation PermenPANRB 8/2021 (special conditions); agency reports of 2021",
        "verified",
    ),
    Formula(
        "INV_TR",
        _inverse_ratio,
        "percent",
        "T / R × 100",
        "target dibagi realisasi; makin rendah makin baik",
        "target over actual; lower is better",
        "WP-SIPD, tren negatif",
        "planning application WP-SIPD, negative trends",
        "practice",
    ),
    Formula(
        "RANGE",
        _band,
        "percent",
        "100; R / T × 100; (2T − R) / T × 100",
        "di dalam rentang target 100; di luar, batas yang dilewati menjadi target",
        "inside the target band 100; outside, the bound that was crossed is the target",
        "PermenPANRB 8/2021; nilai 100 di dalam rentang keputusan produk",
        "Regulation PermenPANRB 8/2021; the 100 inside the band is a product decision",
        "verified",
    ),
    Formula(
        "R_T_CUM",
        _ratio,
        "percent",
        "ΣR / ΣT × 100",
        "realisasi kumulatif dibagi target kumulatif periode yang sama",
        "cumulative actual over the cumulative target of the same periods",
        "P2K-APBA; laporan imunisasi Aceh",
        "P2K-APBA; immunisation reports of Aceh",
        "verified",
    ),
    Formula(
        "DIFF_PP",
        _difference,
        "points",
        "R − T",
        "realisasi dikurangi target, dalam poin; untuk nilai yang dapat nol atau negatif",
        "actual less target, in points; for values that may be zero or negative",
        "P2K-APBA (deviasi)",
        "P2K-APBA (deviation)",
        "verified",
    ),
    Formula(
        "SCALE",
        _ratio,
        "percent",
        "skor R / skor T × 100",
        "huruf predikat menjadi skor urutan, lalu realisasi dibagi target; tidak dijumlahkan",
        "the letter becomes an ordinal score, then actual over target; never summed",
        "aplikasi monitoring daerah (WTP = 4, WDP = 3)",
        "regional monitoring applications (WTP = 4, WDP = 3)",
        "practice",
    ),
    Formula(
        "NONE",
        _nothing,
        "none",
        "",
        "tidak dinilai terhadap target",
        "not judged against a target",
        "keputusan produk",
        "product decision",
        "product_decision",
    ),
)
FORMULA = {formula.id: formula for formula in FORMULAS}
BETTER = ("higher", "lower", "range", "neutral")


def compute(formula: str, case: Case) -> np.ndarray:
    case = case._replace(**{name: _finite(getattr(case, name)) for name in ("actual", "target", "low", "high")})
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        result = FORMULA[formula].compute(case)
        if FORMULA[formula].measure == "percent" and np.isnan(case.target).any():
            result = np.where(np.isnan(case.target), _band(case), result)
    return _finite(result)


def _finite(values: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(values), values, np.nan)


def known_formula(formula: str) -> None:
    if formula not in FORMULA:
        raise ValueError(f"Unknown formula {formula!r}. Known formulas: {', '.join(FORMULA)}.")
