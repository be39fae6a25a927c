"""Official achievement and classes: worked rows of Indonesian reports, bounds, and what must hold for any input."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.achievement import (
    FORMULA,
    FORMULAS,
    achievement,
    achievement_by,
    capped,
    classify,
    classify_by,
    half_up,
    ikm,
    judge_by,
    scales,
    score,
)

positive = st.floats(0.01, 1e6)
values = st.one_of(st.just(0.0), st.floats(-1e6, 1e6), st.none())


@pytest.mark.parametrize(
    ("actual", "target", "formula", "expected"),
    [
        (74.70, 72.58, "R_T", 102.92091485257646),
        (18.6, 23, "R_T_CUM", 80.86956521739130),
        (5, 10, "INV_2T", 150),
        (10, 10, "INV_2T", 100),
        (20, 10, "INV_2T", 0),
        (25, 10, "INV_2T", -50),
        (0, 10, "INV_2T", 200),
        (5, 10, "INV_TR", 200),
        (10, 10, "INV_TR", 100),
        (20, 10, "INV_TR", 50),
        (4.66, 5.8, "DIFF_PP", -1.14),
        (-0.37, 0, "DIFF_PP", -0.37),
        (3, 4, "SCALE", 75),
        (0, 10, "R_T", 0),
        # P2K-APBA, money: 21 July 2023, 10 June and 27 August 2025; as a deviation, 10 June 2025
        (39.7, 53.0, "R_T_CUM", 74.90566037735849),
        (24.13, 35.45, "R_T_CUM", 68.06770098730606),
        (43.55, 54.04, "R_T_CUM", 80.58845299777942),
        (24.13, 35.45, "DIFF_PP", -11.32),
        # Infant immunisation, Aceh Besar: two figures of one year against its own share of the target
        (14, 25, "R_T_CUM", 56),
        # Civil servants, PermenPANRB 8/2021: seven to eight months, lower is better
        (6.5, 7, "INV_2T", 107.14285714285714),
        (9, 8, "INV_2T", 87.5),
    ],
)
def test_worked_examples(actual, target, formula, expected):
    assert achievement(actual, target, formula) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("numerator", "denominator", "published"),
    [
        (1_534.61, 1_781.72, 86.13),  # provincial roads in stable condition 2023, km
        (14_671.03, 16_781.03, 87.43),  # provincial bridges 2023, m
        (61_200, 63_021, 97.11),  # graduates of the senior secondary level 2011
    ],
)
def test_published_ratios_follow_from_their_counts(numerator, denominator, published):
    assert half_up(np.array([achievement(numerator, denominator, "R_T")]), 2)[0] == pytest.approx(published)


@pytest.mark.parametrize(
    ("actual", "low", "high", "better", "expected"),
    [
        (92, 80, 90, "higher", 92 / 90 * 100),
        (70, 80, 90, "higher", 87.5),
        (85, 80, 90, "higher", 100),
        (80, 80, 90, "higher", 100),
        (90, 80, 90, "higher", 100),
        (6.5, 7, 8, "lower", 750 / 7),
        (9, 7, 8, "lower", 87.5),
        (4, 2, 3, "range", 100 * 2 / 3),
        (1, 2, 3, "range", 50),
        (70, 80, None, "higher", 87.5),
        (95, 80, None, "higher", 100),
    ],
)
def test_bands(actual, low, high, better, expected):
    assert achievement(actual, None, "RANGE", low=low, high=high, better=better) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("actual", "target", "formula", "better", "expected"),
    [
        (0, 0, "R_T", "higher", math.nan),
        (5, 0, "R_T", "higher", math.nan),
        (0, 0, "R_T", "lower", 100),
        (5, 0, "R_T", "lower", math.nan),
        (0, 0, "INV_2T", "lower", 100),
        (0, 0, "INV_2T", "higher", 100),
        (0, 0, "INV_TR", "lower", 100),
        (3, 0, "INV_2T", "lower", math.nan),
        (3, 0, "INV_TR", "lower", math.nan),
        (0, 10, "INV_TR", "lower", math.nan),
        (0, 0, "DIFF_PP", "higher", 0),
        (0, 0, "R_T_CUM", "lower", 100),
        (0, 0, "R_T_CUM", "higher", math.nan),
    ],
)
def test_zero_targets_and_zero_actuals(actual, target, formula, better, expected):
    assert achievement(actual, target, formula, better=better) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("formula", list(FORMULA))
@pytest.mark.parametrize(("actual", "target"), [(None, 1), (1, None), (math.nan, 1), (1, math.inf), (None, None)])
def test_missing_values_have_no_achievement(formula, actual, target):
    assert math.isnan(achievement(actual, target, formula))


def test_without_a_formula_nothing_is_judged():
    assert math.isnan(achievement(10, 10, "NONE"))


def test_a_band_stands_in_for_a_missing_target():
    assert achievement(7, None, "INV_2T", low=6.39, high=7.39, better="lower") == 100
    above = achievement(8, None, "INV_2T", low=6.39, high=7.39, better="lower")
    assert above == pytest.approx(100 * (14.78 - 8) / 7.39)
    assert achievement(-2, None, "DIFF_PP", low=-1, high=1) == -1


def test_a_band_upside_down_is_undefined():
    assert math.isnan(achievement(5, None, "RANGE", low=9, high=1))


def test_letters_become_scores_of_the_scale_that_knows_both():
    assert achievement("BB", "A", "SCALE") == pytest.approx(100 * 5 / 6)
    assert achievement("WDP", "WTP", "SCALE") == 75
    assert achievement("B", "A", "SCALE", scale="ikm") == 75
    with pytest.raises(ValueError, match="sakip, ikm"):
        achievement("B", "A", "SCALE")
    with pytest.raises(ValueError, match="not a class of sakip"):
        score("WTP", "sakip")


def test_cumulative_lists_use_only_periods_that_have_both():
    assert achievement([10, 0, None, 40], [20, 20, 20, None], "R_T_CUM") == 25
    assert math.isnan(achievement([None], [1], "R_T_CUM"))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: achievement(1, 1, "R/T"), "Unknown formula"),
        (lambda: achievement("12", 1, "R_T"), "the text '12'"),
        (lambda: achievement(1, 1, "R_T", better="up"), "better must be"),
        (lambda: classify("tinggi", "sakip"), "the text"),
        (lambda: classify(80, "sakip2"), "Unknown scale"),
    ],
)
def test_wrong_use_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("value", "scale", "expected"),
    [
        (90, "permendagri_86_2017", "tinggi"),
        (100 * 0.9, "permendagri_86_2017", "tinggi"),
        (np.nextafter(90, 91), "permendagri_86_2017", "tinggi"),
        (90.000001, "permendagri_86_2017", "sangat_tinggi"),
        (90.4, "permendagri_86_2017", "sangat_tinggi"),
        (75.5, "permendagri_86_2017", "tinggi"),
        (75, "permendagri_86_2017", "sedang"),
        (65, "permendagri_86_2017", "rendah"),
        (50, "permendagri_86_2017", "sangat_rendah"),
        (-50, "permendagri_86_2017", "sangat_rendah"),
        (1e300, "permendagri_86_2017", "sangat_tinggi"),
        (80.00, "sakip", "BB"),
        (80.01, "sakip", "A"),
        (90, "sakip", "A"),
        (63.78, "sakip", "B"),
        (62.58, "sakip", "B"),
        (30, "sakip", "D"),
        (0, "sakip", "D"),
        (100, "sakip", "AA"),
        (-0.1, "sakip", None),
        (100.1, "sakip", None),
        (24.99, "ikm", None),
        (25, "ikm", "D"),
        (64.994, "ikm", "D"),
        (64.995, "ikm", "C"),
        (65, "ikm", "C"),
        (76.60, "ikm", "C"),
        (76.605, "ikm", "B"),
        (76.61, "ikm", "B"),
        (88.30, "ikm", "B"),
        (88.305, "ikm", "A"),
        (88.31, "ikm", "A"),
        (100, "ikm", "A"),
        (69.99, "traffic_light", "merah"),
        (70, "traffic_light", "kuning"),
        (90, "traffic_light", "kuning"),
        (90.01, "traffic_light", "hijau"),
        (49.9, "absorption", "merah"),
        (50, "absorption", "kuning"),
        (74.5, "absorption", "kuning"),
        (75, "absorption", "hijau"),
        (5, "efficiency_gap", "cukup_efisien"),
        (5.1, "efficiency_gap", "efisien"),
        (-5, "efficiency_gap", "cukup_efisien"),
        (-5.1, "efficiency_gap", "tidak_efisien"),
        (0, "deviation_points", "sangat_tinggi"),
        (-0.5, "deviation_points", "tinggi"),
        (-5, "deviation_points", "rendah"),
        (-5.01, "deviation_points", "sangat_rendah"),
        (4, "opini_bpk", "WTP"),
        (3, "opini_bpk", "WDP"),
        (2, "opini_bpk", "TW"),
        (1, "opini_bpk", "TMP"),
        (7, "predikat_sakip", "AA"),
        (5, "predikat_sakip", "BB"),
        (1, "predikat_sakip", "D"),
        (0, "predikat_sakip", None),
        (100, "lakip_aceh_2012", "baik"),
        (100.1, "lakip_aceh_2012", "sangat_baik"),
        (75.5, "lakip_aceh_2012", "baik"),
        (55, "lakip_aceh_2012", "cukup"),
        (85, "lkjip_2021", "sangat_baik"),
        (30, "lkjip_2021", "kurang"),
        (100, "keberhasilan", "sangat_berhasil"),
        (99.99, "keberhasilan", "berhasil"),
        (55, "keberhasilan", "cukup_berhasil"),
        (None, "sakip", None),
        (math.nan, "ikm", None),
        (math.inf, "permendagri_86_2017", None),
        (-math.inf, "permendagri_86_2017", None),
    ],
)
def test_bounds_of_the_scales(value, scale, expected):
    assert classify(value, scale) == expected


def test_every_scale_is_whole_and_says_where_it_comes_from():
    table = scales()
    assert not table.duplicated(["scale", "class"]).any()
    assert set(table["tone"]) <= {"very_good", "good", "fair", "poor", "very_poor"}
    for stem in ("label", "short", "source", "note"):
        for column in (f"{stem}_id", f"{stem}_en", "confidence"):
            assert (table[column].str.strip() != "").all(), column
    products_own = table[table["scale"] == "deviation_points"]
    assert set(products_own["confidence"]) == {"product_decision"}


def test_the_caller_cannot_change_the_scales():
    table = scales()
    table["lower"] = 0
    assert classify(80, "sakip") == "BB"


def test_formulas_are_explained_in_both_languages():
    assert [formula.id for formula in FORMULAS] == [
        "R_T",
        "INV_2T",
        "INV_TR",
        "RANGE",
        "R_T_CUM",
        "DIFF_PP",
        "SCALE",
        "NONE",
    ]
    assert all(f.words_id and f.words_en and f.source_id and f.source_en and f.confidence for f in FORMULAS)


def test_satisfaction_index_weighs_nine_elements_exactly():
    assert ikm([3.6592] * 9) == pytest.approx(91.48)
    assert ikm([1] * 9) == 25
    assert ikm([4] * 9) == 100
    assert classify(ikm([2.6] * 9), "ikm") == "C"
    assert classify(ikm([3.5324] * 9), "ikm") == "A"
    for wrong in ([3] * 8, [3] * 8 + [4.1], [3] * 8 + [None]):
        with pytest.raises(ValueError, match="element"):
            ikm(wrong)


def test_efficiency_gap_is_achievement_less_absorption():
    assert classify(98.0 - 90.5, "efficiency_gap") == "efisien"


def test_caps_belong_to_the_scale():
    assert capped(pd.Series([-50.0, 80.0, 300.0]), "permendagri_86_2017").tolist() == [0, 80, 300]


def frame(**columns):
    defaults = {
        "actual": 1.0,
        "target": 1.0,
        "target_low": np.nan,
        "target_high": np.nan,
        "formula": "R_T",
        "better": "higher",
        "scale": "permendagri_86_2017",
    }
    return pd.DataFrame({**defaults, **columns})


def test_points_are_classed_towards_the_good_side():
    judged = judge_by(
        frame(
            actual=[2.0, 2.0, 2.0],
            target=0.0,
            formula="DIFF_PP",
            scale="deviation_points",
            better=["higher", "lower", "range"],
        )
    )
    assert judged["achievement"].tolist() == [2, 2, 2]
    assert judged["class"].tolist() == ["sangat_tinggi", "sedang", "sedang"]
    assert judged["tone"].tolist() == ["very_good", "fair", "fair"]


def test_a_ratio_to_a_negative_target_gets_no_class():
    judged = judge_by(frame(actual=[-2.0, 2.0], target=[-1.0, 2.0]))
    assert judged["achievement"].tolist() == [200, 100]
    assert judged["class"].isna().tolist() == [True, False]


def test_rows_without_formula_or_scale_are_left_alone():
    rows = frame(actual=[1.0, 1.0, 1.0], formula=["R_T", "", None], scale=["", None, "sakip"])
    judged = judge_by(rows)
    assert judged["achievement"].tolist() == pytest.approx([100, np.nan, np.nan], nan_ok=True)
    assert judged["class"].isna().all()


def test_an_empty_frame_stays_empty():
    assert judge_by(frame(actual=pd.Series(dtype=float))).empty


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            values,
            values,
            values,
            values,
            st.sampled_from(list(FORMULA)),
            st.sampled_from(["higher", "lower", "range", "neutral"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_a_frame_gives_what_its_rows_give(rows):
    table = pd.DataFrame(rows, columns=["actual", "target", "target_low", "target_high", "formula", "better"])
    table.index = range(5, 5 + len(table))
    singly = [achievement(a, t, f, low=lo, high=hi, better=b) for a, t, lo, hi, f, b in rows]
    together = achievement_by(table)
    assert together.index.equals(table.index)
    np.testing.assert_array_equal(together.to_numpy(), np.array(singly))


@settings(max_examples=60, deadline=None)
@given(positive, positive)
def test_polarity_mirrors(actual, target):
    above = achievement(actual, target, "R_T")
    assert above + achievement(actual, target, "INV_2T") == pytest.approx(200)
    if 1e-3 < actual / target < 1e3:
        assert above * achievement(actual, target, "INV_TR") == pytest.approx(10_000)


@settings(max_examples=60, deadline=None)
@given(positive, positive, st.floats(0.1, 1000))
def test_the_unit_of_measure_does_not_matter(actual, target, factor):
    for formula in ("R_T", "INV_2T", "INV_TR", "R_T_CUM"):
        scaled = achievement(actual * factor, target * factor, formula)
        assert scaled == pytest.approx(achievement(actual, target, formula), rel=1e-9, abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.floats(-50, 200), min_size=2, max_size=20), st.sampled_from(sorted(set(scales()["scale"]))))
def test_a_better_value_never_falls_in_a_lower_class(numbers, scale):
    rank = scales().set_index(["scale", "class"])["rank"]
    classes = classify_by(pd.Series(sorted(numbers)), scale).dropna()
    ranks = [rank[scale, name] for name in classes]
    assert ranks == sorted(ranks)
    together = classify_by(pd.Series(numbers), scale).replace({np.nan: None})
    assert together.tolist() == [classify(value, scale) for value in numbers]


@settings(max_examples=60, deadline=None)
@given(st.integers(-100_000, 100_000))
def test_rounding_half_up_is_exact_on_written_halves(thousandths):
    expected = math.floor((thousandths + 5) / 10) / 100
    assert half_up(np.array([thousandths / 1000]), 2)[0] == expected
