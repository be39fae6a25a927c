"""The states of a frame as the columns that clauses choose by and fields are filled from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np
import pandas as pd

from analytics.achievement import Scales
from analytics.decimals import number_texts
from analytics.verdict.templates import measure_of, pattern_of, wording

BY_SEASON = ("seasonal_mann_kendall", "hirsch_slack")
METHODS = ("mann_kendall", *BY_SEASON)
TEXTS = (
    "name_id", "name_en", "measure_id", "measure_en", "better", "formula", "accumulation", "scale", "value_scale",
    "frequency", "first_period", "last_period", "class", "tone", "predicate", "state", "reason", "method",
    "slope_unit", "variation", "assurance", "limits_of", "status", "agreement", "rebase_proposal", "progress",
    "chance_reason", "forecast_period", "compared_with",
)  # fmt: skip
NUMBERS = (
    "n", "decimals", "actual", "target", "target_low", "target_high", "achievement", "gap", "previous_year",
    "change", "change_year", "s", "p_value", "q_value", "slope", "slope_low", "slope_high", "mean", "lower", "upper",
    "required_pace", "observed_pace", "streak", "confirmed", "trial", "robust", "baseline", "share_of_change",
    "time_low", "time_high", "chance", "forecast", "forecast_low", "forecast_high", "forecast_target",
    "forecast_target_low", "forecast_target_high", "class_steps",
)  # fmt: skip


class Facts:
    """Series rows in one language: what is known of them, and each field of the templates as text, made when asked.

    `fields` and `clauses` are the registries by name: each entry makes its text, or chooses its template, from facts.
    `scales` name the classes.
    """

    def __init__(
        self,
        series: pd.DataFrame,
        language: str,
        fields: Mapping[str, Callable[[Facts], np.ndarray]],
        clauses: Mapping[str, Callable[[Facts], np.ndarray]],
        scales: Scales,
    ):
        self.language, self.size, self.scales = language, len(series), scales
        self._series, self._fields, self._clauses = series, fields, clauses
        self._texts: dict[str, np.ndarray] = {}
        self._told: dict[str, list[str]] = {}

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
        if name not in self._told:
            self._told[name] = self.fill(self._clauses[name](self)).tolist()
        return self._told[name]

    def fill(self, keys: np.ndarray) -> np.ndarray:
        """The template of each row ("section.name", or empty) with its fields filled."""
        result = np.full(self.size, "", dtype=object)
        codes, found = pd.factorize(np.asarray(keys, dtype=object))
        for code, key in enumerate(found):
            if not key:
                continue
            rows = np.flatnonzero(codes == code)
            pattern, names = pattern_of(key, self.language)
            columns = [self.field(name)[rows].tolist() for name in names]
            result[rows] = [pattern % values for values in zip(*columns, strict=True)] if names else pattern % ()
        return result

    def field(self, name: str) -> np.ndarray:
        if name not in self._texts:
            self._texts[name] = self._fields[name](self)
        return self._texts[name]

    def plain(self, values: np.ndarray, digits: np.ndarray | None = None) -> np.ndarray:
        return number_texts(values, self.digits if digits is None else digits, self.language)

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
            name = measure_of(unit)
            texts = self._amounts(values[rows], digits[rows], name)
            template = wording()["measures"][name][kind][self.language].replace("{unit}", labels[rows[0]])
            before, after = template.split("{v}")
            result[rows] = [before + text + after for text in texts]
        return result

    def percent(self, values: np.ndarray) -> np.ndarray:
        template = wording()["measures"]["percent"]["value"][self.language]
        texts = self.plain(values, np.full(self.size, 2))
        return np.array([template.replace("{v}", text) if text else "" for text in texts], dtype=object)

    def worded(self, section: str, names: np.ndarray, form: str | None = None) -> np.ndarray:
        """Words of `section` by name, in this language (or in its `form`, where it has one)."""
        forms = (f"{self.language}_{form}", self.language)
        words = {name: entry.get(forms[0], entry[forms[1]]) for name, entry in wording()[section].items()}
        return np.array([words.get(name, "") for name in names], dtype=object)

    def _amounts(self, values: np.ndarray, digits: np.ndarray, measure: str) -> np.ndarray:
        """Rupiah from a thousand million up are told in milliar or triliun, as officials do; all else in full."""
        texts = number_texts(values, digits, self.language)
        if measure != "rupiah":
            return texts
        for word, size, limit in (("billion", 1e9, 1e12), ("trillion", 1e12, np.inf)):
            rows = np.flatnonzero((np.abs(values) >= size) & (np.abs(values) < limit))
            short = number_texts(values[rows] / size, np.full(len(rows), 2), self.language)
            texts[rows] = [wording()["large"][word][self.language].replace("{v}", text) for text in short]
        return texts


def when(*choices: tuple[np.ndarray, str], otherwise: str = "") -> np.ndarray:
    """The name of the first condition that holds, row by row."""
    return np.select([condition for condition, _ in choices], [name for _, name in choices], otherwise).astype(object)


def side(values: np.ndarray, up: str, down: str, level: str = "") -> np.ndarray:
    return when((values > 0, up), (values < 0, down), (values == 0, level))


def like_with_like(facts: Facts) -> np.ndarray:
    """Whether values are compared with the same period of the year before, not with the year before itself."""
    return facts.frequency != "annual"
