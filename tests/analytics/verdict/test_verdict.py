"""Sentences: each number and each direction word must be that of the state, in both languages."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, localcontext
from functools import cache
from itertools import product

import numpy as np
import pandas as pd
import pytest
from babel.numbers import format_decimal

from analytics.state import assess_series, finish
from analytics.thresholds import CHANCE_WORDS
from analytics.verdict import period_label, sentence, sentences, why

MONTHS_IN = {"annual": 12, "semiannual": 6, "quarterly": 3, "monthly": 1}
UNITS = {
    "annual": ("tahun", "year", "years"), "semiannual": ("semester", "half-year", "half-years"),
    "quarterly": ("triwulan", "quarter", "quarters"), "monthly": ("bulan", "month", "months"),
}  # fmt: skip
LOCALES = {"id": "id", "en": "en"}
SHAPES = {
    "rising": [20.5, 21, 22, 23.5, 24, 25, 26.5, 27, 28, 29, 30.5, 31, 32],
    "falling": [32.5, 31, 30, 29.5, 28, 27, 26.5, 25, 24, 23, 22.5, 21, 20],
    "unclear": [25.5, 20, 30, 22, 28, 25, 21, 29, 24, 26, 23, 27, 25],
    "constant": [25.25] * 13,
    "short": [20.5, 21, 22],
    "nothing": [None, None],
}
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
LACKING = {"id": "Belum ada bukti yang jelas tentang perubahan", "en": "No clear evidence of a change yet"}
DENIALS = (
    "tidak berubah", "tidak ada perubahan", "tanpa perubahan", "no change", "unchanged", "did not change", "stable",
)  # fmt: skip
SIMULATED = {"id": "Data simulasi.", "en": "Simulated data."}


def shown(value, decimals, language):
    """A number as Babel writes it, half up: the yardstick for ours."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(rounding=ROUND_HALF_UP):
        return format_decimal(float(value), format=pattern, locale=LOCALES[language]).replace("-", "−")


def rows_of(values, frequency, first="2012-01-01", **columns):
    starts = pd.date_range(first, periods=len(values), freq=pd.DateOffset(months=MONTHS_IN[frequency]))
    half = {"annual": "", "semiannual": "S", "quarterly": "Q", "monthly": ""}[frequency]
    numbers = [(start.month - 1) // MONTHS_IN[frequency] + 1 for start in starts]
    ids = {
        "annual": [f"{start.year}" for start in starts],
        "monthly": [f"{start:%Y-%m}" for start in starts],
    }.get(frequency, [f"{start.year}-{half}{n}" for start, n in zip(starts, numbers, strict=True)])
    base = {
        "agency": "DINKES", "unit": "", "indicator": "X", "region": "11", "frequency": frequency, "series": 0,
        "target": 25.0, "target_low": np.nan, "target_high": np.nan, "status": "final", "submission": "s",
    }  # fmt: skip
    actual = [np.nan if value is None else float(value) for value in values]
    return pd.DataFrame({"period_start": starts, "period": ids, "actual": actual}).assign(**{**base, **columns})


def dictionary(**facts):
    base = {
        "code": "X", "name_id": "Persentase penduduk miskin", "name_en": "Poverty rate", "unit": "%", "unit_en": "%",
        "decimals": 2, "better": "higher", "formula": "R_T", "accumulation": "point",
        "scale": "permendagri_86_2017", "value_scale": "",
    }  # fmt: skip
    return pd.DataFrame([{**base, **facts}])


def judged(values, frequency="annual", facts=None, **columns):
    return finish(assess_series(rows_of(values, frequency, **columns), dictionary(**(facts or {})))[1]).iloc[0]


FORMULAS = {"higher": "R_T", "lower": "INV_2T", "range": "RANGE", "neutral": "NONE"}
CASES = list(product(SHAPES, FORMULAS, MONTHS_IN, ("point", "cumulative")))


@cache
def _cases():
    """All cases judged at once, each an indicator of its own."""
    names = [f"X{number}" for number in range(len(CASES))]
    facts, rows = [], []
    for name, (shape, better, frequency, accumulation) in zip(names, CASES, strict=True):
        facts.append(dictionary(code=name, better=better, formula=FORMULAS[better], accumulation=accumulation))
        bounds = {"target": np.nan, "target_low": 5.0, "target_high": 15.0} if better == "range" else {}
        if better == "neutral":
            bounds = {"target": np.nan}
        rows.append(rows_of(SHAPES[shape], frequency, status="simulated", indicator=name, **bounds))
    return judged_together(names, rows, facts)


def judged_together(names, rows, facts, targets=None):
    """One judgement of series that know nothing of each other, as a list in the order of `names`."""
    rows = [each.assign(series=number) for number, each in enumerate(rows)]
    series = assess_series(pd.concat(rows, ignore_index=True), pd.concat(facts, ignore_index=True), targets)[1]
    return finish(series).set_index("indicator", drop=False).loc[names]


def case(*of):
    return _cases().iloc[CASES.index(of)]


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


OUTLOOKS = {
    "near": [11, 12.4, 13, 14.2, 14.8, 16.1, 17.2, 17.9, 19, 19.6],
    "far": [11, 11.4, 11.2, 11.7, 11.5, 12, 12.1, 12, 12.4, 12.3],
    "wild": [14, 22, 17, 25, 16, 21, 15, 24, 19, 18],
    "down": [29, 27.9, 27.1, 26.2, 25.4, 24, 23.3, 22, 21.4, 20.4],
    "short": [11, 12.4, 13, 14.2],
    "five": [11, 12, 13.5, 14, 15],
    "noisy": [10, 13, 11, 14, 12, 15, 13, 15.5, 13.5, 16, 14, 15],
    "slow": [10.2, 9.9, 10.4, 10.1, 10.5, 10.3, 10.6],
    "level": [15.0] * 9,
    "step": [10, 11, 10, 9, 10, 11, 10, 9, 10, 18, 18.5, 18.2, 18.6, 18.1, 18.4, 18.2, 18.5, 18.3, 18.6],
    "late": [10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, 9, 10, 16],
    "back": [*[10 + i for i in range(14)], 9],
}


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


# Sentences in full, written by hand


def test_a_falling_poverty_rate():
    values = [15.97, 15.87, 15.68, 15.32, 14.99, 14.64, 14.45, 14.23]
    row = judged(values, facts={"better": "lower", "formula": "INV_2T"}, first="2017-01-01", target=13.0)
    assert row["sentence_id"] == (
        "Membaik: cenderung turun 0,27 persen poin per tahun (8 titik, 2017–2024; p < 0,001). "
        "Nilainya turun 7 tahun berturut-turut. "
        "Realisasi 2024 sebesar 14,23 persen, target 13,00 persen: capaian 90,54 persen (Sangat Tinggi); "
        "target belum tercapai."
    )
    assert row["sentence_en"] == (
        "Improving: tending to fall by 0.27 percentage points a year (8 values, 2017–2024; p < 0.001). "
        "It has fallen 7 years in a row. "
        "Actual for 2024: 14.23%, target 13.00%: achievement 90.54% (Very high); target not met."
    )


def test_three_points_are_too_few():
    row = judged([70.0, 71, 72], "quarterly", target=71.0)
    assert row["sentence_id"] == (
        "Belum dapat disimpulkan karena baru 3 titik; diperlukan sedikitnya 5. "
        "Realisasi Triwulan III 2012 sebesar 72,00 persen, target 71,00 persen: capaian 101,41 persen (Sangat Tinggi); "
        "target tercapai."
    )
    assert row["sentence_en"].startswith("It cannot be said yet, as there are only 3 values; at least 5 are needed. ")


def test_four_quarters_in_a_row_below_the_year_before():
    row = judged([50, 55, 54, 53, 49, 54, 53, 52], "quarterly")
    assert "di bawah periode yang sama tahun sebelumnya selama 4 triwulan berturut-turut." in row["sentence_id"]
    assert "It has been below the same period of the year before for 4 quarters in a row." in row["sentence_en"]


def test_cumulative_values_are_told_up_to_their_period_and_against_the_same_one():
    values = [share * total for total in (100, 120, 140, 160, 180) for share in (0.1, 0.3, 0.6, 1.0)]
    facts = {"accumulation": "cumulative", "formula": "R_T_CUM", "unit": "orang", "unit_en": "people", "decimals": 0}
    row = judged(values, "quarterly", facts, target=[100.0 * share for _ in range(5) for share in (0.1, 0.3, 0.6, 1)])
    assert row["sentence_id"] == (
        "Membaik: cenderung naik 9,0 orang per tahun, dibandingkan dengan periode yang sama tiap tahun "
        "(20 titik, Triwulan I 2012–Triwulan IV 2016; p = 0,017). "
        "Nilainya di atas periode yang sama tahun sebelumnya selama 16 triwulan berturut-turut. "
        "Realisasi s.d. Triwulan IV 2016 sebesar 180 orang, target 100 orang: capaian 180,00 persen (Sangat Tinggi); "
        "target tercapai."
    )
    assert "by the natural limits (achievement" in row["paragraph_en"]


@pytest.mark.parametrize(
    ("facts", "columns", "id_", "en"),
    [
        ({}, {"target": np.nan}, "target belum ditetapkan", "no target is set"),
        ({}, {"target": 0.0}, "karena target nol", "from a target of zero"),
        ({"formula": "NONE"}, {"target": np.nan}, "tidak dinilai terhadap target", "not judged against a target"),
        ({"formula": "RANGE", "better": "range"}, {"target": np.nan, "target_low": 5.0, "target_high": 15.0},
         "rentang target 5,00–15,00 persen: capaian", "target band 5.00–15.00%: achievement"),
        ({}, {"target": np.nan, "target_low": 5.0}, "target paling sedikit 5,00 persen", "target at least 5.00%"),
        ({}, {"target": np.nan, "target_high": 5.0}, "target paling banyak 5,00 persen", "target at most 5.00%"),
        ({"formula": "DIFF_PP", "scale": "deviation_points"}, {"target": 12.5},
         "1,50 persen poin di atas target (Sesuai target atau lebih baik); target tercapai",
         "1.50 percentage points above target (On target or better); target met"),
        ({"formula": "DIFF_PP", "scale": "deviation_points", "better": "lower"}, {"target": 12.5},
         "1,50 persen poin di atas target (Kurang); target belum tercapai",
         "1.50 percentage points above target (Off target); target not met"),
        ({"formula": "DIFF_PP", "scale": "deviation_points"}, {"target": 14.0},
         "tepat pada target", "exactly on target"),
        ({"formula": "DIFF_PP", "scale": ""}, {"target": 15.0},
         "selisih −1,00 persen poin", "deviation −1.00 percentage"),
        ({"scale": ""}, {"target": 14.0}, "capaian 100,00 persen; target tercapai", "achievement 100.00%; target met"),
        ({"value_scale": "sakip"}, {}, "Predikat D (Sangat Kurang).", "Grade D (Very poor)."),
        ({}, {"status": "provisional"}, "Angka sementara.", "Provisional figure."),
    ],
)  # fmt: skip
def test_official_verdicts(facts, columns, id_, en):
    row = judged([10, 12, 11, 13, 14], facts=facts, **columns)
    for length in ("card", "paragraph"):
        assert id_ in sentence(row, "id", length)
        assert en in sentence(row, "en", length)


@pytest.mark.parametrize(
    ("unit", "unit_en", "decimals", "value", "id_", "en"),
    [
        ("%", "%", 2, 1234.5, "sebesar 1.234,50 persen", "1,234.50%"),
        ("indeks", "index", 2, 75.36, "sebesar 75,36;", "75.36;"),
        ("rupiah", "rupiah", 0, 11_340_000_000_000, "sebesar Rp11,34 triliun", "Rp11.34 trillion"),
        ("rupiah", "rupiah", 0, 2_500_000_000, "sebesar Rp2,50 miliar", "Rp2.50 billion"),
        ("rupiah", "rupiah", 0, 650_000, "sebesar Rp650.000;", "Rp650,000;"),
        ("orang", "people", 0, 5_623_479, "sebesar 5.623.479 orang", "5,623,479 people"),
        ("per 1000 KH", "per 1,000 live births", 1, 9.25, "sebesar 9,3 per 1000 KH", "9.3 per 1,000 live births"),
    ],
)
def test_units_of_measure(unit, unit_en, decimals, value, id_, en):
    facts = {"unit": unit, "unit_en": unit_en, "decimals": decimals}
    row = judged([value], facts=facts, target=np.nan)
    assert id_ in row["sentence_id"]
    assert en in row["sentence_en"]


def test_pace_in_words():
    row = judged([10, 11, 12, 13, 14, None, None], target=[None] * 6 + [20.0])
    assert "diperlukan kenaikan 3,00 persen poin per tahun; laju teramati naik 1,00 persen poin" in row["paragraph_id"]
    assert "takes a rise of 3.00 percentage points a year; the observed pace is up 1.00" in row["paragraph_en"]
    facts = {"better": "lower", "formula": "INV_2T"}
    falling = judged([14, 13, 12, 11, 10, None], facts=facts, target=[None] * 5 + [8.0])
    assert "diperlukan penurunan 2,00 persen poin per tahun; laju teramati turun 1,00" in falling["paragraph_id"]
    reached = judged([10, 11, 12, 13, 14, None], target=[None] * 5 + [12.0])
    assert "Target terakhir sudah tercapai." in reached["paragraph_id"]


def test_the_year_before_in_words():
    up, same = judged([10.0, 12.5]), judged([10.0, 10.0])
    assert "Dibandingkan tahun sebelumnya (10,00 persen), naik 2,50 persen poin." in up["paragraph_id"]
    assert "Equal to the year before (10.00%)." in same["paragraph_en"]
    quarters = judged([10, 12, 14, 16, 9.5], "quarterly")
    assert "Dibandingkan periode yang sama tahun sebelumnya (10,00 persen), turun 0,50" in quarters["paragraph_id"]
    assert "Equal to" in judged([0.1 + 0.2, 0.3])["paragraph_en"]


def test_a_small_change_does_not_read_as_zero():
    row = judged([10.0, 10.004])
    assert "naik 0,0040 persen poin" in row["paragraph_id"]
    slow = judged([10 + 0.003 * i for i in range(8)])
    assert "cenderung naik 0,0030 persen poin per tahun" in slow["sentence_id"]


def test_a_trend_whose_median_slope_is_zero_is_told_without_a_rate():
    row = judged([1] * 9 + [2] * 3)
    assert row["state"] == "improving"
    assert row["slope"] == 0
    assert "Membaik: cenderung naik (12 titik, 2012–2023;" in row["sentence_id"]


def test_signals_that_may_be_chance_are_marked():
    confirmed = judged([1, 2, 3, 4, 5])
    chance = {**confirmed, "confirmed": False, "q_value": 0.2}
    assert "belum terkonfirmasi" not in confirmed["sentence_id"]
    assert "belum terkonfirmasi" in sentence(chance, "id")
    assert "not confirmed" in sentence(chance, "en", "paragraph")
    assert "q = 0,200" in sentence(chance, "id", "paragraph")


# Calling


@dataclass(frozen=True)
class Told:
    state: str
    reason: str
    n: int


def test_a_state_may_come_as_mapping_series_tuple_or_dataclass():
    expected = "Belum dapat disimpulkan karena baru 3 titik; diperlukan sedikitnya 5."
    facts = {"state": "cannot_say", "reason": "too_short", "n": 3}
    frame = pd.DataFrame([facts])
    for state in (facts, frame.iloc[0], Told(**facts), next(frame.itertuples())):
        assert sentence(state, "id") == expected


def test_a_row_of_the_series_table_alone_is_enough_to_tell_the_trend():
    row = judged([1, 2, 3, 4, 5]).drop(
        ["name_id", "name_en", "measure_id", "measure_en", "decimals", "better", "formula", "accumulation", "scale"]
    )
    assert sentence(row, "en").startswith("Improving: tending to rise by 1.00 points a year (5 values, 2012–2016;")
    assert sentence({"state": "no_clear_change"}, "en").startswith(LACKING["en"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (({"state": "improving"}, "ms"), "language"),
        (({"state": "improving"}, "id", "long"), "length"),
        (({"state": "stable"}, "id"), "state must be"),
        (({}, "id"), "state must be"),
    ],
)
def test_wrong_calls_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        sentence(*arguments)


def test_one_state_reads_as_in_the_frame():
    rows = pd.DataFrame([case(*each) for each in CASES[::7]])
    for language, length in product(("id", "en"), ("card", "paragraph")):
        assert sentences(rows, language, length) == [sentence(row, language, length) for _, row in rows.iterrows()]


def test_the_chance_of_a_band_names_the_band():
    values = [24, 25, 24.5, 26, 25.5, 24, 25, 26, 25, 24.5]
    band = {"target": np.nan, "target_low": 20.0, "target_high": 35.0}
    rows = rows_of(values, "quarterly", **band)
    row = finish(assess_series(rows, dictionary(better="range", formula="RANGE"), None)[1]).iloc[0]
    assert (row["forecast_target_low"], row["forecast_target_high"]) == (20.0, 35.0)
    assert "Target 20,00–35,00 persen pada" in sentence(row, "id", "paragraph")
    assert "The target of 20.00–35.00% for" in sentence(row, "en", "paragraph")
