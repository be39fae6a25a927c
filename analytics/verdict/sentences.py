"""The state of an indicator as sentences in Indonesian and English, from the templates in sentences.toml.

Deterministic: the same state gives the same words. All sentences of a frame are made together, template by template;
`sentence` is the same for one state.
"""

import dataclasses
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.achievement import scales
from analytics.periods import ID, UNITS
from analytics.thresholds import ALPHA, CHANCE_STEP, CHANCE_WORDS, POINTS_FOR_TREND, STREAK_WORTH_TELLING

SENTENCES = Path(__file__).with_name("sentences.toml")
LANGUAGES = ("id", "en")
LENGTHS = ("brief", "card", "paragraph")
BY_SEASON = ("seasonal_mann_kendall", "hirsch_slack")
METHODS = ("mann_kendall", *BY_SEASON)
STATES = ("improving", "worsening", "no_clear_change", "cannot_say")

TEXTS = (
    "name_id", "name_en", "measure_id", "measure_en", "better", "formula", "accumulation", "scale", "value_scale",
    "frequency", "first_period", "last_period", "class", "tone", "predicate", "state", "reason", "method",
    "slope_unit", "variation", "assurance", "limits_of", "status", "agreement", "rebase_proposal", "progress",
    "chance_reason", "forecast_period",
)  # fmt: skip
NUMBERS = (
    "n", "decimals", "actual", "target", "target_low", "target_high", "achievement", "gap", "previous_year",
    "change_year", "s", "p_value", "q_value", "slope", "slope_low", "slope_high", "mean", "lower", "upper",
    "required_pace", "observed_pace", "streak", "confirmed", "trial", "robust", "baseline", "share_of_change",
    "time_low", "time_high", "chance", "forecast", "forecast_low", "forecast_high", "forecast_target",
    "forecast_target_low", "forecast_target_high",
)  # fmt: skip
BRIEF = ("trend", "official")
CARD = ("trend", "unconfirmed", "streak", "official", "predicate", "disagreement", "status")
PARAGRAPH = (
    "heading", "official", "predicate", "change", "trend", "unconfirmed", "robustness", "test", "streak", "variation",
    "assurance", "rebase", "agreement", "pace", "progress", "years", "chance", "disagreement", "status",
)  # fmt: skip
ORDER = {"brief": BRIEF, "card": CARD, "paragraph": PARAGRAPH}
STEMS = {"brief": "brief", "sentence": "card", "paragraph": "paragraph"}
COLUMNS = tuple(f"{stem}_{language}" for stem in STEMS for language in LANGUAGES)

SWAP_SEPARATORS = str.maketrans(",.-", ".,−")
MINUS = str.maketrans("-", "−")
SMALLEST_P = 0.001
# A difference smaller than this share of the value is what is left of binary fractions.
NEGLIGIBLE = 1e-9


def sentence(state, language: str, length: str = "card") -> str:
    """One state in words. `state`: a row of the series table as mapping, Series, named tuple or dataclass.

    Needed is `state`; whatever else is missing is left untold. language "id" or "en", length "brief", "card" or
    "paragraph". ValueError for an unknown language, length or state.
    """
    row = _mapping(state)
    if row.get("state") not in STATES:
        raise ValueError(f"state must be one of {', '.join(STATES)} (got {row.get('state')!r}).")
    known = {name: [row[name]] for name in (*TEXTS, *NUMBERS) if name in row}
    return sentences(pd.DataFrame(known), language, length)[0]


def sentences(series: pd.DataFrame, language: str, length: str = "card") -> list[str]:
    """The sentence of every row of `series` (columns of the series table, with the indicator's facts)."""
    if language not in LANGUAGES or length not in LENGTHS:
        raise ValueError(f"language is one of {LANGUAGES}, length one of {LENGTHS} (got {language!r}, {length!r}).")
    return _Facts(series, language).tell(ORDER[length])


def all_sentences(series: pd.DataFrame) -> dict[str, pd.Series]:
    """All lengths in both languages, by column name of the series table."""
    columns = {}
    for language in LANGUAGES:
        facts = _Facts(series, language)
        for name, length in STEMS.items():
            columns[f"{name}_{language}"] = pd.Series(facts.tell(ORDER[length]), index=series.index, dtype="str")
    return columns


def period_label(period: str, language: str) -> str:
    """A period id in words: 2025-Q2 is Triwulan II 2025 or Q2 2025; what is no period id comes back as it is."""
    match = ID.fullmatch(period)
    if not match or match[0] == match[1]:
        return period
    year, letter, number, month = match.groups()
    words = _words()["periods"]
    if month:
        return words["month"][language].format(name=words[f"months_{language}"][int(month) - 1], year=year)
    template = words["quarter" if letter == "Q" else "semester"][language]
    return template.format(roman=words["roman"][int(number) - 1], number=number, year=year)


@cache
def _words() -> dict:
    return tomllib.loads(SENTENCES.read_text("utf-8"))


@cache
def _pattern(key: str, language: str) -> tuple[str, tuple[str, ...]]:
    """A template as a %-pattern and the fields it takes, in order."""
    section, name = key.split(".")
    text = _words()[section][name][language].replace("%", "%%")
    return re.sub(r"\{\w+\}", "%s", text), tuple(re.findall(r"\{(\w+)\}", text))


@cache
def _class_labels(language: str) -> dict[tuple[str, str], str]:
    table = scales()
    labels = zip(table["scale"], table["class"], table[f"label_{language}"], strict=True)
    return {(scale, name): label for scale, name, label in labels}


def _mapping(state) -> Mapping:
    if dataclasses.is_dataclass(state) and not isinstance(state, type):
        return {field.name: getattr(state, field.name) for field in dataclasses.fields(state)}
    return state._asdict() if hasattr(state, "_asdict") else dict(state)


def number_text(values: np.ndarray, digits: np.ndarray, language: str) -> np.ndarray:
    """Numbers with the separators of `language` and so many decimals each; empty where missing."""
    result = np.full(len(values), "", dtype=object)
    present = np.isfinite(values)
    for places in np.unique(digits[present]):
        rows = np.flatnonzero(present & (digits == places))
        write = f"{{:,.{int(places)}f}}".format
        texts = [*map(write, _rounded(values[rows], int(places)).tolist())]
        # One long text is translated faster than many short ones.
        marks = SWAP_SEPARATORS if language == "id" else MINUS
        result[rows] = "\n".join(texts).translate(marks).split("\n")
    return result


def _rounded(values: np.ndarray, places: int) -> np.ndarray:
    """Rounded, with -0.00 as 0.00."""
    with np.errstate(over="ignore"):
        rounded = np.round(values, places) + 0.0
    return np.where(np.isfinite(rounded), rounded, values)


def _telling_digits(values: np.ndarray, decimals: np.ndarray) -> np.ndarray:
    """Decimals that show at least two significant digits, and no fewer than the indicator has."""
    size = np.where(np.isfinite(values) & (values != 0), np.abs(values), 1.0)
    return np.maximum(decimals, np.clip(1 - np.floor(np.log10(size)), 0, 12)).astype(int)


class _Facts:
    """Series rows in one language: what is known of them, and each field of the templates as text, made when asked."""

    def __init__(self, series: pd.DataFrame, language: str):
        self.language, self.size = language, len(series)
        self._series, self._fields, self._clauses = series, {}, {}

    # What is known

    def text(self, name: str) -> np.ndarray:
        if name not in self._series:
            return np.full(self.size, "", dtype=object)
        return self._series[name].astype("str").fillna("").to_numpy(dtype=object)

    def number(self, name: str) -> np.ndarray:
        if name not in self._series:
            return np.full(self.size, np.nan)
        return pd.to_numeric(self._series[name]).to_numpy(dtype=float, na_value=np.nan)

    def __getattr__(self, name: str) -> np.ndarray:
        """Columns by name, each read once: text or numbers."""
        if name in TEXTS:
            value = self.text(name)
        elif name in NUMBERS:
            value = self.number(name)
        else:
            raise AttributeError(name)
        setattr(self, name, value)
        return value

    @cached_property
    def digits(self) -> np.ndarray:
        return np.where(np.isnan(self.decimals), 2, self.decimals).astype(int)

    @cached_property
    def signal(self) -> np.ndarray:
        return np.isin(self.state, ["improving", "worsening"])

    @cached_property
    def has_band(self) -> np.ndarray:
        """Judged against a band: it has one, and no single target comes first."""
        band = ~np.isnan(self.target_low) | ~np.isnan(self.target_high)
        return band & (np.isnan(self.target) | (self.formula == "RANGE"))

    @cached_property
    def has_rate(self) -> np.ndarray:
        """The slope points where the test does; many ties can leave a trend with a median slope of 0."""
        return np.isfinite(self.slope) & (np.sign(self.slope) == np.sign(self.s)) & (self.slope != 0)

    # Texts

    def tell(self, clauses: Sequence[str]) -> list[str]:
        told = [self.clause(name) for name in clauses]
        return [" ".join(filter(None, parts)) for parts in zip(*told, strict=True)]

    def clause(self, name: str) -> list[str]:
        """One clause of every row; made once, as the card and the paragraph share most of them."""
        if name not in self._clauses:
            self._clauses[name] = self.fill(CLAUSES[name](self)).tolist()
        return self._clauses[name]

    def fill(self, keys: np.ndarray) -> np.ndarray:
        """The template of each row ("section.name", or empty) with its fields filled."""
        result = np.full(self.size, "", dtype=object)
        codes, found = pd.factorize(np.asarray(keys, dtype=object))
        for code, key in enumerate(found):
            if not key:
                continue
            rows = np.flatnonzero(codes == code)
            pattern, names = _pattern(key, self.language)
            columns = [self.field(name)[rows].tolist() for name in names]
            result[rows] = [pattern % values for values in zip(*columns, strict=True)] if names else pattern % ()
        return result

    def field(self, name: str) -> np.ndarray:
        if name not in self._fields:
            self._fields[name] = FIELDS[name](self)
        return self._fields[name]

    def plain(self, values: np.ndarray, digits: np.ndarray | None = None) -> np.ndarray:
        return number_text(values, self.digits if digits is None else digits, self.language)

    def measured(self, values: np.ndarray, kind: str = "value", digits: np.ndarray | None = None) -> np.ndarray:
        """Values (or changes, with kind "change") with their unit of measure."""
        digits = self.digits if digits is None else digits
        result = np.full(self.size, "", dtype=object)
        labels = self.measure_id if self.language == "id" else self.measure_en
        units = np.where(self.measure_id == "", labels, self.measure_id)
        codes, found = pd.factorize(units)
        for code, unit in enumerate(found):
            rows = np.flatnonzero((codes == code) & np.isfinite(values))
            if not rows.size:
                continue
            name = _measure_of(unit)
            texts = self._amounts(values[rows], digits[rows], name)
            template = _words()["measures"][name][kind][self.language].replace("{unit}", labels[rows[0]])
            before, after = template.split("{v}")
            result[rows] = [before + text + after for text in texts]
        return result

    def percent(self, values: np.ndarray) -> np.ndarray:
        template = _words()["measures"]["percent"]["value"][self.language]
        texts = self.plain(values, np.full(self.size, 2))
        return np.array([template.replace("{v}", text) if text else "" for text in texts], dtype=object)

    def worded(self, section: str, names: np.ndarray, form: str | None = None) -> np.ndarray:
        """Words of `section` by name, in this language (or in its `form`, where it has one)."""
        forms = (f"{self.language}_{form}", self.language)
        words = {name: entry.get(forms[0], entry[forms[1]]) for name, entry in _words()[section].items()}
        return np.array([words.get(name, "") for name in names], dtype=object)

    def _amounts(self, values: np.ndarray, digits: np.ndarray, measure: str) -> np.ndarray:
        """Rupiah from a thousand million up are told in milliar or triliun, as officials do; all else in full."""
        texts = number_text(values, digits, self.language)
        if measure != "rupiah":
            return texts
        for word, size, limit in (("billion", 1e9, 1e12), ("trillion", 1e12, np.inf)):
            rows = np.flatnonzero((np.abs(values) >= size) & (np.abs(values) < limit))
            short = number_text(values[rows] / size, np.full(len(rows), 2), self.language)
            texts[rows] = [_words()["large"][word][self.language].replace("{v}", text) for text in short]
        return texts


@cache
def _measure_of(unit: str) -> str:
    return next((name for name, measure in _words()["measures"].items() if unit in measure["of"]), "named")


def _when(*choices: tuple[np.ndarray, str], otherwise: str = "") -> np.ndarray:
    """The name of the first condition that holds, row by row."""
    return np.select([condition for condition, _ in choices], [name for _, name in choices], otherwise).astype(object)


def _side(values: np.ndarray, up: str, down: str, level: str = "") -> np.ndarray:
    return _when((values > 0, up), (values < 0, down), (values == 0, level))


# The template each row takes in each clause, or none


def _trend_clause(facts: _Facts) -> np.ndarray:
    silent = facts.state == "cannot_say"
    known = [name for name in _words()["trend"] if name in set(facts.reason)]
    tested = np.isfinite(facts.p_value)
    neutral = silent & (facts.reason == "no_direction")
    # Equal distances from a band do not mean equal values.
    constant = (facts.reason == "constant") & (facts.better != "range")
    return _when(
        (facts.signal, "trend.signal"),
        (neutral & tested & (facts.p_value < ALPHA), "trend.neutral"),
        (neutral & tested, "trend.neutral_unclear"),
        (neutral, "trend.neutral_short"),
        *[(silent & (facts.reason == name), f"trend.{name}") for name in known],
        (silent, "trend.cannot_say"),
        (constant, "trend.constant"),
        (facts.reason == "inside_band", "trend.inside_band"),
        (facts.state == "no_clear_change", "trend.no_clear_change"),
    )


def _unconfirmed_clause(facts: _Facts) -> np.ndarray:
    return _when((facts.signal & np.isfinite(facts.q_value) & (facts.confirmed == 0), "trend.unconfirmed"))


def _test_clause(facts: _Facts) -> np.ndarray:
    known = np.isin(facts.method, METHODS) & np.isfinite(facts.p_value) & np.isfinite(facts.s)
    return np.where(known, "test." + facts.method, "")


def _streak_clause(facts: _Facts) -> np.ndarray:
    long = np.abs(facts.streak) >= STREAK_WORTH_TELLING
    yearly = _like_with_like(facts)
    up = facts.streak > 0
    return _when(
        (long & yearly & up, "streak.year_up"), (long & yearly, "streak.year_down"),
        (long & up, "streak.up"), (long, "streak.down"),
    )  # fmt: skip


def _official_clause(facts: _Facts) -> np.ndarray:
    told, judged = np.isfinite(facts.actual), np.isfinite(facts.achievement)
    aimed = np.isfinite(facts.target) | facts.has_band
    named = facts.field("class") != ""
    points = judged & (facts.formula == "DIFF_PP")
    return _when(
        (~told, ""),
        (points & ~named, "official.points_plain"),
        (points & (facts.achievement > 0), "official.points_above"),
        (points & (facts.achievement < 0), "official.points_below"),
        (points, "official.points_on"),
        (judged & named, "official.percent_class"),
        (judged, "official.percent"),
        ((facts.formula == "NONE") | ((facts.better == "neutral") & ~aimed), "official.not_judged"),
        (~aimed, "official.no_target"),
        (facts.target == 0, "official.zero_target"),
        ((facts.formula == "INV_TR") & (facts.actual == 0), "official.zero_actual"),
        otherwise="official.undefined",
    )


def _predicate_clause(facts: _Facts) -> np.ndarray:
    return _when((facts.predicate != "", "official.predicate"))


def _disagreement_clause(facts: _Facts) -> np.ndarray:
    met, missed = facts.gap >= 0, facts.gap < 0
    good = np.isin(facts.tone, ["very_good", "good"])
    worse, better = facts.state == "worsening", facts.state == "improving"
    return _when(
        (worse & met, "disagree.met_worsening"),
        (worse & missed & good, "disagree.class_worsening"),
        (better & missed & ~good, "disagree.missed_improving"),
        (met & (facts.assurance == "will_miss"), "disagree.met_will_miss"),
        (missed & (facts.assurance == "will_meet"), "disagree.missed_will_meet"),
    )


def _status_clause(facts: _Facts) -> np.ndarray:
    return np.where(np.isin(facts.status, ["simulated", "provisional"]), "status." + facts.status, "")


def _heading_clause(facts: _Facts) -> np.ndarray:
    return _when((facts.field("name") != "", "name.heading"))


def _change_clause(facts: _Facts) -> np.ndarray:
    change = facts.change_year
    same = np.abs(change) <= NEGLIGIBLE * np.maximum(1, np.abs(facts.actual))
    return _side(np.where(same, 0.0, change), "change.year_up", "change.year_down", "change.year_same")


def _variation_clause(facts: _Facts) -> np.ndarray:
    known = np.isin(facts.variation, ["common_cause", "improvement", "concern", "special_cause"])
    return np.where(known & np.isfinite(facts.mean), "process." + facts.variation, "")


def _assurance_clause(facts: _Facts) -> np.ndarray:
    known = np.isin(facts.assurance, ["will_meet", "may_miss", "will_miss"])
    return np.where(known, "process." + facts.assurance, "")


def _pace_clause(facts: _Facts) -> np.ndarray:
    return _side(facts.required_pace, "pace.rise", "pace.fall", "pace.reached")


def _robustness_clause(facts: _Facts) -> np.ndarray:
    yearly = facts.method == "hirsch_slack"
    fragile = facts.signal & (facts.robust == 0)
    return _when((fragile & yearly, "caution.fragile_year"), (fragile, "caution.fragile"))


def _agreement_clause(facts: _Facts) -> np.ndarray:
    differ = np.isin(facts.agreement, ["trend_only", "process_only", "opposed"])
    return np.where(differ, "caution." + facts.agreement, "")


def _progress_clause(facts: _Facts) -> np.ndarray:
    return np.where((facts.progress != "") & np.isfinite(facts.baseline), "progress." + facts.progress, "")


def _goal_value(facts: _Facts) -> np.ndarray:
    """The target whose chance is told; of a band its two ends."""
    low, high = facts.forecast_target_low, facts.forecast_target_high
    banded = np.isfinite(low) & np.isfinite(high)
    return np.where(banded, facts.plain(low) + "–" + facts.measured(high), facts.measured(facts.forecast_target))


def _chance_clause(facts: _Facts) -> np.ndarray:
    aimed = np.isfinite(facts.forecast_target) & (facts.forecast_period != "")
    told = aimed & np.isfinite(facts.chance)
    word = np.array([chance_word(chance) or "" for chance in facts.chance.tolist()], dtype=object)
    return np.where(told, "chance." + word, _when((aimed & (facts.chance_reason != ""), "chance.silent")))


def chance_word(chance: float) -> str | None:
    """The word for a chance (0 … 1): likely, rather, even, rather_not, unlikely; None where there is none."""
    if not chance >= 0:
        return None
    return next(word for word, least in CHANCE_WORDS if chance >= least)


def chance_steps(chance: float) -> tuple[str, int]:
    """A chance in percent as it is told: ("about", 35), or ("below", 5) and ("above", 95) at the ends."""
    steps = round(100 * chance / CHANCE_STEP) * CHANCE_STEP
    if chance < CHANCE_STEP / 100:
        return "below", CHANCE_STEP
    return ("above", 100 - CHANCE_STEP) if chance > 1 - CHANCE_STEP / 100 else ("about", steps)


def chance_text(chance: float, language: str) -> str:
    """A chance in words, rounded to five percent: sekitar 35 persen; empty where there is none."""
    if not chance >= 0:
        return ""
    kind, percent = chance_steps(chance)
    return _words()["chance"][kind][language].replace("{v}", str(percent))


def why(reason: str, language: str) -> str:
    """Why a chance cannot be told, by the reason's name; empty for a name that is not known."""
    return _words()["why"].get(reason, {}).get(language, "")


def _like_with_like(facts: _Facts) -> np.ndarray:
    cumulative = (facts.accumulation == "cumulative") & (facts.frequency != "annual")
    return cumulative | np.isin(facts.method, BY_SEASON)


# Fields of the templates, each a column of texts


def _name(facts: _Facts) -> np.ndarray:
    own, other = (facts.name_id, facts.name_en) if facts.language == "id" else (facts.name_en, facts.name_id)
    return np.where(own == "", other, own)


def _course(facts: _Facts) -> np.ndarray:
    s = facts.s
    ranged = _side(s, "words.distance_up", "words.distance_down")
    return facts.fill(np.where(facts.better == "range", ranged, _side(s, "words.up", "words.down")))


def _by_season(facts: _Facts) -> np.ndarray:
    return facts.fill(_when((np.isin(facts.method, BY_SEASON), "words.by_season")))


def _interval(facts: _Facts) -> np.ndarray:
    known = np.isfinite(facts.slope) & np.isfinite(facts.slope_low)
    return facts.fill(_when((known & np.isfinite(facts.slope_high), "test.interval")))


def _at(facts: _Facts) -> np.ndarray:
    cumulative = (facts.accumulation == "cumulative") & (facts.frequency != "annual")
    return facts.fill(_when((cumulative, "words.up_to"), otherwise="words.at"))


def _goal(facts: _Facts) -> np.ndarray:
    low, high = np.isfinite(facts.target_low), np.isfinite(facts.target_high)
    band = facts.has_band
    return facts.fill(_when(
        (band & low & high, "words.band"), (band & low, "words.band_from"), (band, "words.band_to"),
        otherwise="words.target",
    ))  # fmt: skip


def _year_before(facts: _Facts) -> np.ndarray:
    annual = facts.frequency == "annual"
    return facts.fill(_when((annual, "words.year_before"), otherwise="words.same_period_before"))


def _limits(facts: _Facts) -> np.ndarray:
    kind = np.where(facts.limits_of == "", "value", facts.limits_of)
    return facts.fill("words.limits_" + kind.astype(object))


def _upper(facts: _Facts) -> np.ndarray:
    upper = facts.upper
    points = facts.measured(upper, "change")
    achieved = np.where(facts.formula == "DIFF_PP", points, facts.percent(upper))
    return np.where(facts.limits_of == "achievement", achieved, facts.measured(upper))


def _observed(facts: _Facts) -> np.ndarray:
    return facts.fill(_side(facts.observed_pace, "pace.observed_rise", "pace.observed_fall", "pace.observed_none"))


def _class(facts: _Facts) -> np.ndarray:
    return _labels(facts, facts.scale, facts.text("class"))


def _predicate(facts: _Facts) -> np.ndarray:
    letters = facts.predicate
    labels = _labels(facts, facts.value_scale, letters)
    pairs = zip(letters, labels, strict=True)
    return np.array([f"{letter} ({label})" if label != letter else letter for letter, label in pairs], dtype=object)


def _labels(facts: _Facts, scale: np.ndarray, names: np.ndarray) -> np.ndarray:
    """Labels of class ids; an id whose scale is not told stands for itself."""
    labels = _class_labels(facts.language)
    return np.array([labels.get(pair, pair[1]) for pair in zip(scale, names, strict=True)], dtype=object)


def _changed(facts: _Facts, values: np.ndarray) -> np.ndarray:
    """A difference, with more decimals where it would else read as zero."""
    vanishes = np.round(values * 10.0**facts.digits) == 0
    digits = np.where(vanishes, _telling_digits(values, facts.digits), facts.digits)
    return facts.measured(values, "change", digits)


def _slope(facts: _Facts, values: np.ndarray) -> np.ndarray:
    return facts.measured(values, "change", _telling_digits(values, facts.digits))


def _period(facts: _Facts, periods: np.ndarray) -> np.ndarray:
    codes, found = pd.factorize(periods)
    return np.array([period_label(name, facts.language) for name in found], dtype=object)[codes]


def _unit(facts: _Facts) -> np.ndarray:
    return np.array([UNITS.get(name, "") for name in facts.frequency], dtype=object)


def _share_done(facts: _Facts) -> np.ndarray:
    template = _words()["measures"]["percent"]["value"][facts.language]
    texts = facts.plain(100 * facts.share_of_change, np.zeros(facts.size, dtype=int))
    return np.array([template.replace("{v}", text) for text in texts], dtype=object)


def _probability(facts: _Facts, values: np.ndarray) -> np.ndarray:
    texts = facts.plain(np.maximum(values, SMALLEST_P), np.full(facts.size, 3))
    signs = np.where(values < SMALLEST_P, "< ", "= ").astype(object)
    return signs + texts


FIELDS: dict[str, Callable[[_Facts], np.ndarray]] = {
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
    "first": lambda facts: _period(facts, facts.first_period),
    "count": lambda facts: facts.plain(facts.n, np.zeros(facts.size, dtype=int)),
    "needed": lambda facts: np.full(facts.size, str(POINTS_FOR_TREND), dtype=object),
    "n_values": lambda facts: facts.fill(_when((facts.n == 1, "words.value"), otherwise="words.values")),
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
    "rate": lambda facts: facts.fill(_when((facts.has_rate, "words.rate"))),
    "trial": lambda facts: facts.fill(_when((facts.trial == 1, "words.trial"))),
    "met": lambda facts: facts.fill(_when((facts.gap >= 0, "words.met"), (facts.gap < 0, "words.missed"))),
    "q": lambda facts: facts.fill(_when((np.isfinite(facts.q_value), "test.q"))),
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

CLAUSES: dict[str, Callable[[_Facts], np.ndarray]] = {
    "trend": _trend_clause,
    "unconfirmed": _unconfirmed_clause,
    "test": _test_clause,
    "streak": _streak_clause,
    "official": _official_clause,
    "predicate": _predicate_clause,
    "disagreement": _disagreement_clause,
    "status": _status_clause,
    "heading": _heading_clause,
    "change": _change_clause,
    "variation": _variation_clause,
    "assurance": _assurance_clause,
    "pace": _pace_clause,
    "robustness": _robustness_clause,
    "agreement": _agreement_clause,
    "rebase": lambda facts: _when((facts.rebase_proposal != "", "caution.rebase")),
    "progress": _progress_clause,
    "years": lambda facts: _when(((facts.time_high > 0) & np.isfinite(facts.time_low), "progress.years")),
    "chance": _chance_clause,
}
