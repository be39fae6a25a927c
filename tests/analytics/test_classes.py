"""Oracles: brute force over all partitions, hand computation, and mapclassify on its example data, written down."""

import itertools

import mapclassify
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import classes

# Employment density of 58 Californian counties, the example data of mapclassify
CALIFORNIA = [
    329.92,
    0.42,
    5.9,
    14.03,
    2.78,
    1.34,
    181.27,
    1.65,
    10.03,
    16.7,
    1.32,
    3.99,
    3.16,
    0.22,
    8.7,
    6.56,
    3.27,
    0.33,
    370.5,
    4.51,
    75.29,
    0.99,
    2.74,
    8.68,
    0.14,
    0.92,
    12.63,
    28.7,
    12.02,
    722.85,
    36.68,
    0.74,
    29.82,
    192.05,
    3.38,
    11.15,
    110.74,
    4111.45,
    49.47,
    10.33,
    317.11,
    20.47,
    264.93,
    66.26,
    5.39,
    0.13,
    0.61,
    50.65,
    40.48,
    36.67,
    13.09,
    1.81,
    0.2,
    7.6,
    2.51,
    57.26,
    24.32,
    6.97,
]
# mapclassify 2.10, k = 5
QUANTILES = [1.464, 5.798, 13.278, 54.616, 4111.45]
EQUAL = [822.394, 1644.658, 2466.922, 3289.186, 4111.45]
FISHER = [75.29, 192.05, 370.5, 722.85, 4111.45]

some_values = st.lists(st.integers(-50, 50).map(lambda n: n / 4), min_size=1, max_size=10)
modest = settings(max_examples=60, deadline=None)


def sum_of_squares(parts) -> float:
    return sum(float(((np.array(p) - np.mean(p)) ** 2).sum()) for p in parts)


def least_sum_of_squares(values, k) -> float:
    """By trying every way to cut the sorted values into k runs."""
    x = sorted(values)
    cuts = itertools.combinations(range(1, len(x)), k - 1)
    return min(sum_of_squares([x[a:b] for a, b in itertools.pairwise((0, *cut, len(x)))]) for cut in cuts)


def parts_of(values, edges):
    place = classes.assign(values, edges)
    return [np.array(values)[place == c] for c in sorted(set(place))]


def test_quantiles_agree_with_mapclassify():
    assert classes.breaks(CALIFORNIA, "quantiles", 5) == pytest.approx(QUANTILES, rel=1e-12)


def test_equal_interval_agrees_with_mapclassify():
    assert classes.breaks(CALIFORNIA, "equal_interval", 5) == pytest.approx(EQUAL, rel=1e-12)


@pytest.mark.parametrize("scheme", ["fisher_jenks", "natural_breaks"])
def test_least_squares_agrees_with_mapclassify(scheme):
    assert classes.breaks(CALIFORNIA, scheme, 5) == FISHER


@modest
@given(some_values, st.integers(1, 4))
def test_natural_breaks_are_the_optimum(values, k):
    distinct = len(set(values))
    edges = classes.breaks(values, "fisher_jenks", k)
    assert len(edges) == min(k, distinct)
    best = least_sum_of_squares(values, len(edges))
    assert sum_of_squares(parts_of(values, edges)) == pytest.approx(best, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", range(12))
def test_drawn_values_with_ties_and_signs_agree_with_mapclassify(seed):
    random = np.random.default_rng(seed)
    drawn = (random.normal(size=30), random.lognormal(size=30) * 100, random.integers(-4, 4, 60).astype(float))
    values = drawn[seed % 3]
    for k in range(2, 7):
        quantiles = np.unique(mapclassify.Quantiles(values, k).bins)
        assert classes.breaks(values, "quantiles", k) == pytest.approx(quantiles.tolist(), rel=1e-9)
        equal = mapclassify.EqualInterval(values, k).bins
        assert classes.breaks(values, "equal_interval", k) == pytest.approx(equal.tolist(), rel=1e-9)
        fisher = np.unique(mapclassify.FisherJenks(values, k).bins)
        ours = classes.breaks(values, "fisher_jenks", k)
        assert sum_of_squares(parts_of(values, ours)) == pytest.approx(
            sum_of_squares(parts_of(values, fisher)), rel=1e-9, abs=1e-9
        )


def test_natural_breaks_survive_an_outlier():
    assert classes.breaks([0.001, 0.002, 0.011, 0.012, 1e9], "natural_breaks", 3)[-1] == 1e9
    clusters = [1e9 + v for v in (1, 2, 11, 12, 21, 22)]
    assert classes.breaks(clusters, "natural_breaks", 3) == [1e9 + 2, 1e9 + 12, 1e9 + 22]


@modest
@given(some_values, st.sampled_from(classes.SCHEMES), st.integers(1, 9))
def test_edges_ascend_and_end_at_the_maximum(values, scheme, k):
    edges = classes.breaks(values, scheme, k)
    assert edges == sorted(set(edges))
    assert edges[-1] == max(values)
    assert 1 <= len(edges) <= min(k, len(set(values)))
    assert classes.classes(values, scheme, k).assign(values).notna().all()


def test_classes_are_closed_above():
    assert classes.assign([10, 10.0001, 20, 5], [10, 20]).tolist() == [0, 1, 1, 0]


def test_an_edge_that_falls_on_a_value_holds_it():
    # 0.1 + 3 * 0.1 is not 0.4 in binary; the value on the edge still belongs below it
    values = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1]
    edges = classes.breaks(values, "equal_interval", 10)
    assert set(edges) <= set(values)
    assert classes.classes(values, "equal_interval", 10).counts(values) == [2] + [1] * 9
    assert classes.breaks(range(11), "quantiles", 10) == list(range(1, 11))


@pytest.mark.parametrize("factor", [1e-9, 1e-3, 1.0, 1e3, 1e9])
def test_an_edge_holds_its_value_whatever_the_unit(factor):
    values = [factor * n for n in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1)]
    assert set(classes.breaks(values, "equal_interval", 10)) <= set(values)
    assert classes.classes(values, "equal_interval", 10).counts(values) == [2] + [1] * 9
    near = [factor * n for n in (0.0, 0.1, 0.2 + 1e-9, 0.3, 0.5, 1.0)]  # an edge beside a value, not on it
    assert classes.breaks(near, "equal_interval", 5)[0] == pytest.approx(0.2 * factor, rel=1e-12, abs=0)


def test_quantile_edges_that_coincide_merge_and_say_so():
    found = classes.classes([0, 0, 0, 0, 1, 2], "quantiles", 3)
    assert found.edges == pytest.approx((0, 1 / 3, 2))
    merged = classes.classes([0, 0, 0, 0, 0, 0, 1, 2], "quantiles", 3)
    assert merged.edges == (0, 2)
    assert merged.notes == ("merged",)


@pytest.mark.parametrize("scheme", classes.SCHEMES)
def test_more_classes_than_distinct_values_reduce(scheme):
    found = classes.classes([3, 3, 5], scheme, 5)
    assert len(found.edges) == 2
    assert "reduced" in found.notes
    assert found.edges[-1] == 5
    assert classes.breaks([4, 4, 4], scheme, 5) == [4]


@pytest.mark.parametrize("scheme", classes.SCHEMES)
def test_missing_values_are_left_out(scheme):
    assert classes.breaks([1, None, 2, float("nan"), 9], scheme, 2) == classes.breaks([1, 2, 9], scheme, 2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([], "quantiles", 3), "no value"),
        (([None, float("nan")], "quantiles", 3), "no value"),
        (([1, float("inf")], "quantiles", 3), "infinite"),
        (([1, 2], "quantiles", 0), "at least 1"),
        (([1, 2], "quantiles", 2.5), "whole number"),
        (([1, 2], "pretty", 3), "fisher_jenks"),
    ],
)
def test_bad_input_says_why(arguments, words):
    with pytest.raises(ValueError, match=words):
        classes.breaks(*arguments)


def test_assign_keeps_the_index_and_leaves_missing_unclassed():
    values = pd.Series({"11.01": 5.0, "11.02": None, "11.03": 20.0})
    place = classes.assign(values, [10, 20])
    assert place.index.tolist() == ["11.01", "11.02", "11.03"]
    assert place.isna().tolist() == [False, True, False]
    with pytest.raises(ValueError, match="above the last edge"):
        classes.assign([21], [10, 20])
    with pytest.raises(ValueError, match="ascending"):
        classes.assign([1], [20, 10])


def test_own_bounds_are_kept_and_extended_to_the_maximum():
    found = classes.own([3, 12, 30], [20, 10])
    assert found.edges == (10, 20, 30)
    assert found.notes == ("extended",)
    assert found.counts([3, 12, 30]) == [1, 1, 1]
    assert classes.own([3], [10, 20]).edges == (10, 20)
    assert classes.own([30], [10, 20]).bounds == ((10, 10), (10, 20), (20, 30))
    with pytest.raises(ValueError, match="at least one"):
        classes.own([3], [])


def test_centred_on_a_target_has_equal_steps_either_side():
    found = classes.centred([4, 10, 12], 10, 4)
    assert found.bounds == ((4, 7), (7, 10), (10, 13), (13, 16))
    # a value on the target has met it
    assert found.assign([10.0]).tolist() == [2]
    assert classes.centred([4, 10, 12], 10, 4, better="lower").assign([10.0]).tolist() == [1]
    assert classes.centred([4, 10, 12], 10, 3).edges == found.edges
    assert classes.centred([10, 10], 10, 4).counts([10, 10]) == [2]


@modest
@given(some_values, st.integers(-20, 20), st.integers(1, 8), st.sampled_from(["higher", "lower"]))
def test_centred_classes_hold_every_value_on_its_side(values, centre, k, better):
    found = classes.centred(values, centre, k, better=better)
    place = found.assign(values)
    assert place.notna().all()
    if len(found.edges) > 1:
        met = place >= len(found.edges) / 2
        expected = [v >= centre if better == "higher" else v > centre for v in values]
        assert met.tolist() == expected


def test_labels_mark_the_open_side():
    def number(value):
        return f"{value:.1f}".replace(".", ",")

    equal = classes.classes([1, 2, 3, 4], "equal_interval", 3)
    assert equal.labels(number) == ["1,0 – 2,0", "> 2,0 – 3,0", "> 3,0 – 4,0"]
    assert classes.centred([4, 10], 10, 2).labels(number) == ["4,0 – < 10,0", "10,0 – 16,0"]
    assert classes.classes([4, 4], "quantiles", 3).labels(number) == ["4,0"]
