"""Sentences in full, written by hand, and wrong calls."""

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
import pytest

from analytics.state import assess_series, finish
from analytics.verdict import sentence, sentences
from tests.analytics.verdict.examples import CASES, LACKING, case, dictionary, judged, rows_of


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
        ("per 1000 KH", "per 1,000 live births", 1, 9.25, "9,3 per 1.000 kelahiran hidup", "9.3 per 1,000 live births"),
    ],
)
def test_units_of_measure(unit, unit_en, decimals, value, id_, en):
    facts = {"unit": unit, "unit_en": unit_en, "decimals": decimals}
    row = judged([value], facts=facts, target=np.nan)
    assert id_ in row["sentence_id"]
    assert en in row["sentence_en"]


@pytest.mark.parametrize(("values", "is_trial"), [(8, True), (11, True), (12, False)])
def test_limits_of_few_values_are_told_as_trial_ones(values, is_trial):
    calm = [50, 52, 49, 51, 48, 50, 53, 49, 50, 51, 49, 52]
    row = judged(calm[:values])
    assert (f"(batas sementara, karena baru {values} titik)" in row["paragraph_id"]) == is_trial
    assert (f"(trial limits, as there are only {values} values yet)" in row["paragraph_en"]) == is_trial


def test_one_value_is_one():
    row = judged([70.0])
    assert "baru 1 titik; diperlukan" in row["sentence_id"]
    assert "there are only 1 value; at least 5" in row["sentence_en"]


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
