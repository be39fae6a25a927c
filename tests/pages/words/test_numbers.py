"""A figure that stands in a sentence and in a table of the same page is the same text in both."""

import re
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from analytics.achievement.scales import shipped as shipped_scales
from analytics.verdict.clauses import CLAUSES
from analytics.verdict.facts import Facts
from analytics.verdict.fields import FIELDS
from analytics.verdict.sentences import PARAGRAPH
from data.store import Store
from pages.words import language

# Field of the sentences: the column it tells, and the decimals of the tables beside it ("own": of the indicator,
# "pace": one more).
FIGURES = {
    "actual": ("actual", "own"), "target": ("target", "own"), "low": ("target_low", "own"),
    "high": ("target_high", "own"), "previous_year": ("previous_year", "own"), "change_year": ("change_year", "own"),
    "baseline": ("baseline", "own"), "slope": ("slope", 3), "slope_low": ("slope_low", 3),
    "slope_high": ("slope_high", 3), "lower_bare": ("lower", 2), "upper": ("upper", 2),
    "required": ("required_pace", "pace"), "pace": ("observed_pace", "pace"), "forecast": ("forecast", "own"),
    "forecast_low": ("forecast_low", "own"), "forecast_high": ("forecast_high", "own"),
    "soonest": ("time_low", 1), "latest": ("time_high", 1),
}  # fmt: skip
NUMBER = re.compile(r"\d[\d.,]*")
SHORTENED = re.compile("miliar|triliun|billion|trillion")


@pytest.fixture(scope="module")
def series(shipped) -> pd.DataFrame:
    """The series of the shipped store with the facts of their indicators."""
    snapshot = Store(shipped).snapshot()
    facts = snapshot.fetch("indicators").rename(columns={"unit": "measure_id", "unit_en": "measure_en"})
    own = ["name_id", "name_en", "measure_id", "measure_en", "decimals", "better", "formula", "accumulation", "scale",
           "value_scale"]  # fmt: skip
    return snapshot.fetch("series").merge(facts.set_index("code")[own], left_on="indicator", right_index=True)


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_a_figure_reads_the_same_in_sentence_and_table(series, spoken):
    facts = Facts(series, spoken, FIELDS, CLAUSES, shipped_scales())
    assert facts.tell(PARAGRAPH) == series[f"paragraph_{spoken}"].tolist(), "these are not the sentences of the store"
    compared, parted = Counter(), Counter()
    for field, (column, places) in FIGURES.items():
        for told, value, own in zip(facts.field(field), series[column], series["decimals"], strict=True):
            decimals = {"own": own, "pace": own + 1}.get(places, places)
            found = NUMBER.search(told)
            if found and not SHORTENED.search(told) and _decimals(found[0], spoken) == decimals:
                compared[field] += 1
                parted[field] += found[0] != language.number(abs(value), int(decimals), spoken)
    assert compared.total() > 10_000
    assert +parted == Counter()


@pytest.mark.parametrize("decimals", range(5))
@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_sentences_and_tables_write_every_figure_of_the_store_alike(series, spoken, decimals):
    facts = Facts(series, spoken, FIELDS, CLAUSES, shipped_scales())
    parted = Counter()
    for column in ("mean", "gap", "achievement", *(column for column, _ in FIGURES.values())):
        values = facts.number(column)
        told = facts.plain(values, np.full(facts.size, decimals))
        shown = [language.number(value, decimals, spoken) for value in values]
        parted[column] = sum(text != (other or language.NOTHING) for other, text in zip(told, shown, strict=True))
    assert +parted == Counter()


def _decimals(number: str, spoken: str) -> int:
    return len(number.partition("," if spoken == "id" else ".")[2])
