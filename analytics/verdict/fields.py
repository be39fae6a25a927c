"""The fields of the templates: what is written in their place for each state."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from analytics.periods import UNITS
from analytics.thresholds import POINTS_FOR_TREND
from analytics.verdict.chance import chance_text
from analytics.verdict.facts import BY_SEASON, Facts, side, when
from analytics.verdict.templates import period_label, wording

SMALLEST_P = 0.001


def _goal_value(facts: Facts) -> np.ndarray:
    """The target whose chance is told; of a band its two ends."""
    low, high = facts.forecast_target_low, facts.forecast_target_high
    banded = np.isfinite(low) & np.isfinite(high)
    return np.where(banded, facts.plain(low) + "–" + facts.measured(high), facts.measured(facts.forecast_target))


# Fields of the templates, each a column of texts


def _name(facts: Facts) -> np.ndarray:
    own, other = (facts.name_id, facts.name_en) if facts.language == "id" else (facts.name_en, facts.name_id)
    return np.where(own == "", other, own)


def _course(facts: Facts) -> np.ndarray:
    s = facts.s
    ranged = side(s, "words.distance_up", "words.distance_down")
    return facts.fill(np.where(facts.better == "range", ranged, side(s, "words.up", "words.down")))


def _by_season(facts: Facts) -> np.ndarray:
    return facts.fill(when((np.isin(facts.method, BY_SEASON), "words.by_season")))


def _interval(facts: Facts) -> np.ndarray:
    known = np.isfinite(facts.slope) & np.isfinite(facts.slope_low)
    return facts.fill(when((known & np.isfinite(facts.slope_high), "test.interval")))


def _at(facts: Facts) -> np.ndarray:
    cumulative = (facts.accumulation == "cumulative") & (facts.frequency != "annual")
    return facts.fill(when((cumulative, "words.up_to"), otherwise="words.at"))


def _goal(facts: Facts) -> np.ndarray:
    low, high = np.isfinite(facts.target_low), np.isfinite(facts.target_high)
    band = facts.has_band
    return facts.fill(when(
        (band & low & high, "words.band"), (band & low, "words.band_from"), (band, "words.band_to"),
        otherwise="words.target",
    ))  # fmt: skip


def _year_before(facts: Facts) -> np.ndarray:
    annual = facts.frequency == "annual"
    return facts.fill(when((annual, "words.year_before"), otherwise="words.same_period_before"))


def _limits(facts: Facts) -> np.ndarray:
    kind = np.where(facts.limits_of == "", "value", facts.limits_of)
    return facts.fill("words.limits_" + kind.astype(object))


def _upper(facts: Facts) -> np.ndarray:
    upper = facts.upper
    points = facts.measured(upper, "change")
    achieved = np.where(facts.formula == "DIFF_PP", points, facts.percent(upper))
    return np.where(facts.limits_of == "achievement", achieved, facts.measured(upper))


def _observed(facts: Facts) -> np.ndarray:
    course = side(facts.observed_pace, "pace.observed_rise", "pace.observed_fall", "pace.observed_none")
    adds_up = (facts.accumulation == "cumulative") & (facts.frequency != "annual") & np.isfinite(facts.observed_pace)
    return facts.fill(np.where(adds_up, "pace.so_far", course))


def _class(facts: Facts) -> np.ndarray:
    return _labels(facts, facts.scale, facts.text("class"))


def _predicate(facts: Facts) -> np.ndarray:
    letters = facts.predicate
    labels = _labels(facts, facts.value_scale, letters)
    pairs = zip(letters, labels, strict=True)
    return np.array([f"{letter} ({label})" if label != letter else letter for letter, label in pairs], dtype=object)


def _labels(facts: Facts, scale: np.ndarray, names: np.ndarray) -> np.ndarray:
    """Labels of class ids; an id whose scale is not told stands for itself."""
    labels = facts.scales.labels(facts.language)
    return np.array([labels.get(pair, pair[1]) for pair in zip(scale, names, strict=True)], dtype=object)


def _changed(facts: Facts, values: np.ndarray) -> np.ndarray:
    """A difference, with more decimals where it would else read as zero."""
    vanishes = np.abs(values) * 10.0**facts.digits < 0.5
    digits = np.where(vanishes, _telling_digits(values, facts.digits), facts.digits)
    return facts.measured(values, "change", digits)


def _telling_digits(values: np.ndarray, decimals: np.ndarray) -> np.ndarray:
    """Decimals that show at least two significant digits, and no fewer than the indicator has."""
    size = np.where(np.isfinite(values) & (values != 0), np.abs(values), 1.0)
    return np.maximum(decimals, np.clip(1 - np.floor(np.log10(size)), 0, 12)).astype(int)


def _slope(facts: Facts, values: np.ndarray) -> np.ndarray:
    return facts.measured(values, "change", _telling_digits(values, facts.digits))


def _period(facts: Facts, periods: np.ndarray) -> np.ndarray:
    codes, found = pd.factorize(periods)
    return np.array([period_label(name, facts.language) for name in found], dtype=object)[codes]


def _unit(facts: Facts) -> np.ndarray:
    return np.array([UNITS.get(name, "") for name in facts.frequency], dtype=object)


def _share_done(facts: Facts) -> np.ndarray:
    template = wording()["measures"]["percent"]["value"][facts.language]
    texts = facts.plain(100 * facts.share_of_change, np.zeros(facts.size, dtype=int))
    return np.array([template.replace("{v}", text) for text in texts], dtype=object)


def _probability(facts: Facts, values: np.ndarray) -> np.ndarray:
    texts = facts.plain(np.maximum(values, SMALLEST_P), np.full(facts.size, 3))
    signs = np.where(values < SMALLEST_P, "< ", "= ").astype(object)
    return signs + texts


FIELDS: dict[str, Callable[[Facts], np.ndarray]] = {
    "actual": lambda facts: facts.measured(facts.actual),
    "target": lambda facts: facts.measured(facts.target),
    "low": lambda facts: facts.measured(facts.target_low),
    "high": lambda facts: facts.measured(facts.target_high),
    "low_bare": lambda facts: facts.plain(facts.target_low),
    "previous_year": lambda facts: facts.measured(facts.previous_year),
    "achievement": lambda facts: facts.percent(facts.achievement),
    "deviation_signed": lambda facts: _changed(facts, facts.achievement),
    "deviation": lambda facts: _changed(facts, np.abs(facts.achievement)),
    "change_year": lambda facts: _changed(facts, np.abs(facts.change_year)),
    "slope": lambda facts: _slope(facts, np.abs(facts.slope)),
    "slope_signed": lambda facts: _slope(facts, facts.slope),
    "slope_low": lambda facts: facts.plain(facts.slope_low, _telling_digits(facts.slope, facts.digits)),
    "slope_high": lambda facts: facts.plain(facts.slope_high, _telling_digits(facts.slope, facts.digits)),
    "required": lambda facts: _slope(facts, np.abs(facts.required_pace)),
    "pace": lambda facts: _slope(facts, np.abs(facts.observed_pace)),
    "period": lambda facts: _period(facts, facts.last_period),
    "compared": lambda facts: _period(facts, facts.compared_with),
    "first": lambda facts: _period(facts, facts.first_period),
    "count": lambda facts: facts.plain(facts.n, np.zeros(facts.size, dtype=int)),
    "needed": lambda facts: np.full(facts.size, str(POINTS_FOR_TREND), dtype=object),
    "n_values": lambda facts: facts.fill(when((facts.n == 1, "words.value"), otherwise="words.values")),
    "s": lambda facts: facts.plain(facts.s, np.zeros(facts.size, dtype=int)),
    "p_number": lambda facts: _probability(facts, facts.p_value),
    "q_number": lambda facts: _probability(facts, facts.q_value),
    "streak": lambda facts: facts.plain(np.abs(facts.streak), np.zeros(facts.size, dtype=int)),
    "slope_unit": lambda facts: facts.worded("units", facts.slope_unit),
    "period_unit": lambda facts: facts.worded("units", _unit(facts)),
    "periods": lambda facts: facts.worded("units", _unit(facts), "several"),
    "span": lambda facts: facts.fill(np.full(facts.size, "words.span", dtype=object)),
    "p": lambda facts: facts.fill(np.full(facts.size, "words.p", dtype=object)),
    "verdict": lambda facts: facts.fill(np.where(facts.signal, "words." + facts.state, "")),
    "rate": lambda facts: facts.fill(when((facts.has_rate, "words.rate"))),
    "trial": lambda facts: facts.fill(when((facts.trial == 1, "words.trial"))),
    "met": lambda facts: facts.fill(when((facts.gap >= 0, "words.met"), (facts.gap < 0, "words.missed"))),
    "q": lambda facts: facts.fill(when((np.isfinite(facts.q_value), "test.q"))),
    "lower_bare": lambda facts: facts.plain(facts.lower),
    "last": lambda facts: _period(facts, facts.last_period),
    "goal_value": _goal_value,
    "goal_period": lambda facts: _period(facts, facts.forecast_period),
    "share": lambda facts: np.array([chance_text(chance, facts.language) for chance in facts.chance.tolist()], object),
    "basis": lambda facts: facts.fill(np.full(facts.size, "chance.basis", dtype=object)),
    "forecast": lambda facts: facts.measured(facts.forecast),
    "forecast_low": lambda facts: facts.plain(facts.forecast_low),
    "forecast_high": lambda facts: facts.measured(facts.forecast_high),
    "why": lambda facts: facts.worded("why", facts.chance_reason),
    "baseline": lambda facts: facts.measured(facts.baseline),
    "done": lambda facts: _share_done(facts),
    "soonest": lambda facts: facts.plain(facts.time_low, np.ones(facts.size, dtype=int)),
    "latest": lambda facts: facts.plain(facts.time_high, np.ones(facts.size, dtype=int)),
    "rebase": lambda facts: _period(facts, facts.rebase_proposal),
    "name": _name,
    "course": _course,
    "by_season": _by_season,
    "interval": _interval,
    "at": _at,
    "goal": _goal,
    "year_before": _year_before,
    "limits": _limits,
    "upper": _upper,
    "observed": _observed,
    "class": _class,
    "predicate": _predicate,
}
