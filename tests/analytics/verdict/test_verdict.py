"""Sentences: each number and each direction word must be that of the state, in both languages."""

import re
from decimal import ROUND_HALF_UP, localcontext
from functools import cache
from itertools import product

import numpy as np
import pandas as pd
import pytest
from babel.numbers import format_decimal

from analytics.thresholds import CHANCE_WORDS
from analytics.verdict import period_label, why
from tests.analytics.verdict.examples import (
    CASES,
    LACKING,
    MONTHS_IN,
    OUTLOOKS,
    case,
    dictionary,
    judged_together,
    rows_of,
)

UNITS = {
    "annual": ("tahun", "year", "years"), "semiannual": ("semester", "half-year", "half-years"),
    "quarterly": ("triwulan", "quarter", "quarters"), "monthly": ("bulan", "month", "months"),
}  # fmt: skip
LOCALES = {"id": "id", "en": "en"}


VERDICTS = {
    ("improving", "id"): "Membaik", ("worsening", "id"): "Memburuk",
    ("improving", "en"): "Improving", ("worsening", "en"): "Worsening",
}  # fmt: skip
COURSES = {
    ("id", 1): "cenderung naik", ("id", -1): "cenderung turun",
    ("en", 1): "tending to rise", ("en", -1): "tending to fall",
}  # fmt: skip
BAND_COURSES = {
    ("id", 1): "cenderung melebar", ("id", -1): "cenderung mengecil",
    ("en", 1): "tends to grow", ("en", -1): "tends to shrink",
}  # fmt: skip

DENIALS = (
    "tidak berubah", "tidak ada perubahan", "tanpa perubahan", "no change", "unchanged", "did not change", "stable",
)  # fmt: skip
SIMULATED = {"id": "Data simulasi.", "en": "Simulated data."}


def shown(value, decimals, language):
    """A number as Babel writes it, half up: the yardstick for ours."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(rounding=ROUND_HALF_UP):
        return format_decimal(float(value), format=pattern, locale=LOCALES[language]).replace("-", "−")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("shape", "better", "frequency", "accumulation"), CASES)
def test_every_state_is_told_as_it_is(shape, better, frequency, accumulation, language):
    row = case(shape, better, frequency, accumulation)
    card, paragraph = row[f"sentence_{language}"], row[f"paragraph_{language}"]
    for text in (card, paragraph):
        check_words(row, text, language)
        check_numbers(row, text, language)
    check_outlook(row, paragraph, language)
    for text in (card, paragraph):
        assert not any(denial in text.lower() for denial in DENIALS)
        assert text.endswith(SIMULATED[language])
        assert not re.search(r"[{}]|\bnan\b|None|  | ,| \.", text)
    assert paragraph.startswith({"id": "Persentase penduduk miskin", "en": "Poverty rate"}[language])


def check_words(row, text, language):
    for state in ("improving", "worsening"):
        assert (f"{VERDICTS[state, language]}:" in text) == (row["state"] == state)
    courses = BAND_COURSES if row["better"] == "range" else COURSES
    told = row["state"] in ("improving", "worsening") or (row["reason"] == "no_direction" and row["p_value"] < 0.05)
    for sign in (1, -1):
        assert (courses[language, sign] in text) == (told and np.sign(row["s"]) == sign)
    lacking = row["state"] == "no_clear_change" and row["reason"] != "inside_band"
    assert (LACKING[language] in text) == lacking


def check_numbers(row, text, language):
    identifier, singular, plural = UNITS[row["frequency"]]
    if row["n"] > 0:
        count = f"{row['n']} titik" if language == "id" else f"{row['n']} values"
        assert count in text
        assert shown(row["actual"], 2, language) in text
        assert period_label(row["last_period"], language) in text
    if not np.isnan(row["p_value"]) and row["reason"] not in ("constant", "inside_band"):
        p_value = max(row["p_value"], 0.001)
        sign = "=" if p_value == row["p_value"] else "<"
        assert f"p {sign} {shown(p_value, 3, language)}" in text
        assert period_label(row["first_period"], language) in text
    if row["state"] in ("improving", "worsening"):
        unit = row["slope_unit"]
        per = {"id": {"year": "tahun"}.get(unit, identifier), "en": {"year": "year"}.get(unit, singular)}[language]
        slope = shown(abs(row["slope"]), 2, language)
        change = f"{slope} persen poin per {per}" if language == "id" else f"{slope} percentage points a {per}"
        assert change in text
    if not np.isnan(row["achievement"]):
        percent = f"{shown(row['achievement'], 2, language)}{' persen' if language == 'id' else '%'}"
        assert f"{'capaian' if language == 'id' else 'achievement'} {percent}" in text
    if abs(row["streak"]) >= 3:
        run = {"id": f"{identifier} berturut-turut", "en": f"{plural} in a row"}[language]
        assert f"{abs(row['streak'])} {run}" in text


FRAGILE = {"id": "bergantung pada satu", "en": "hangs on one"}
TESTS_DIFFER = {
    "trend_only": ("perubahannya perlahan", "the change is slow"),
    "process_only": ("hal baru atau sesaat", "new or passing"),
    "opposed": ("mungkin sedang berbalik", "may be turning"),
}
LIKELIHOODS = {
    "likely": ("kemungkinan besar tercapai", "is likely to be met"),
    "rather": ("lebih mungkin tercapai daripada tidak", "more likely to be met than missed"),
    "even": ("sama mungkin tercapai dan tidak", "as likely to be met as missed"),
    "rather_not": ("lebih mungkin tidak tercapai", "more likely to be missed than met"),
    "unlikely": ("kecil kemungkinannya tercapai", "is unlikely to be met"),
}
PROGRESS = {
    "met": ("target terakhir sudah tercapai", "the last target has been met"),
    "improved": ("sudah ditempuh", "of the targeted change has been made"),
    "little_change": ("belum sampai sepersepuluh", "less than a tenth"),
    "worse": ("nilainya menjauh dari target", "has moved away from the target"),
}


def check_outlook(row, text, language):
    """Robustness, agreement, re-base, progress, time and chance in a paragraph, against the state."""
    which = ("id", "en").index(language)
    signal = row["state"] in ("improving", "worsening")
    assert (FRAGILE[language] in text) == (signal and not pd.isna(row["robust"]) and not row["robust"])
    for name, words in TESTS_DIFFER.items():
        assert (words[which] in text) == (row["agreement"] == name)
    lasting = {"id": "Pergeseran sejak", "en": "A shift since"}[language]
    assert (lasting in text) == isinstance(row["rebase_proposal"], str)
    if isinstance(row["rebase_proposal"], str):
        assert f"{lasting} {period_label(row['rebase_proposal'], language)}" in text
    told = np.isfinite(row["chance"])
    word = next((name for name, least in CHANCE_WORDS if told and row["chance"] >= least), None)
    for name, words in LIKELIHOODS.items():
        assert (words[which] in text) == (name == word)
    if told:
        percent = min(95, max(5, round(20 * row["chance"]) * 5))
        assert f"{percent} persen" in text if language == "id" else f"{percent}%" in text
        assert shown(row["forecast"], 2, language) in text
        assert f"{shown(row['forecast_low'], 2, language)}–{shown(row['forecast_high'], 2, language)}" in text
        assert period_label(row["forecast_period"], language) in text
    aimed = np.isfinite(row["forecast_target"])
    silent = {"id": "tidak dapat dikatakan", "en": "cannot be told"}[language]
    assert (silent in text) == (aimed and not told)
    if aimed and not told:
        assert why(row["chance_reason"], language) in text
    for name, words in PROGRESS.items():
        assert (words[which].casefold() in text) == (row["progress"] == name)
    span = {"id": "Dengan kemiringan Sen", "en": "At Sen's slope"}[language]
    assert (span in text) == (row["time_high"] > 0)


AHEAD = list(product(OUTLOOKS, ("higher", "lower"), MONTHS_IN, ("soon", "late")))


def _goal(name, frequency, goal):
    last = 2012 * 12 // MONTHS_IN[frequency] + len(OUTLOOKS[name]) - 1
    return (last + {"soon": 2, "late": 40}[goal]) * MONTHS_IN[frequency] // 12


def judged_ahead(wanted):
    """Series (name, better, frequency, year of the goal) judged against a target of 20 in that year."""
    names = [f"X{number}" for number in range(len(wanted))]
    facts, rows, targets = [], [], []
    for code, (name, better, frequency, goal) in zip(names, wanted, strict=True):
        facts.append(dictionary(code=code, better=better, formula="R_T" if better == "higher" else "INV_2T"))
        rows.append(rows_of(OUTLOOKS[name], frequency, target=np.nan, indicator=code))
        targets.append({"indicator": code, "agency": "", "unit": "", "region": "11", "period": str(goal),
                        "target": 20.0, "target_low": np.nan, "target_high": np.nan,
                        "baseline": 10.0 if name != "down" else 30.0, "baseline_period": ""})  # fmt: skip
    return judged_together(names, rows, facts, pd.DataFrame(targets))


@cache
def _all_ahead():
    return judged_ahead([(name, better, often, _goal(name, often, goal)) for name, better, often, goal in AHEAD])


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("name", "better", "frequency", "goal"), AHEAD)
def test_what_lies_ahead_is_told_as_it_is(name, better, frequency, goal, language):
    row = _all_ahead().iloc[AHEAD.index((name, better, frequency, goal))]
    paragraph = row[f"paragraph_{language}"]
    check_outlook(row, paragraph, language)
    assert not re.search(r"[{}]|\bnan\b|None|  | ,| \.", paragraph)


def test_the_outlooks_meet_every_word():
    wanted = product(OUTLOOKS.items(), ("higher", "lower"), (0, 1, 3, 30))
    judged = judged_ahead(
        [(name, better, "annual", 2012 + len(values) + far) for (name, values), better, far in wanted]
    )
    rows = [row for _, row in judged.iterrows()]
    words = {next((name for name, least in CHANCE_WORDS if row["chance"] >= least), None) for row in rows}
    assert words >= {"likely", "unlikely", "rather_not", "rather"} | {None}
    assert {row["progress"] for row in rows} >= {"met", "improved", "little_change", "worse"}
    told = {row["agreement"] for row in rows if isinstance(row["agreement"], str)}
    assert told >= {"agree", "trend_only", "process_only"}
    assert {row["robust"] for row in rows if not pd.isna(row["robust"])} == {True, False}
    assert any(isinstance(row["rebase_proposal"], str) for row in rows)
    assert any(row["time_high"] > 0 for row in rows)


def test_the_walk_meets_every_state_and_reason():
    rows = [case(*each) for each in CASES]
    assert {row["state"] for row in rows} == {"improving", "worsening", "no_clear_change", "cannot_say"}
    reasons = {row["reason"] for row in rows if not pd.isna(row["reason"])}
    assert reasons == {"too_short", "no_values", "no_direction", "constant", "too_few_cycles"}
