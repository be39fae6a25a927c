"""What the limits promise of a target: the verdict, its reasons, and wrong calls."""

import math

import numpy as np
import pytest

from analytics.process import Process, assess, xmr
from tests.analytics.process.examples import CALM


@pytest.mark.parametrize(
    ("better", "target", "expected"),
    [
        ("higher", 57, "will_miss"),
        ("higher", 50, "may_miss"),
        ("higher", 45, "will_meet"),
        ("lower", 57, "will_meet"),
        ("lower", 50, "may_miss"),
        ("lower", 45, "will_miss"),
        ("higher", None, "cannot_say"),
        ("higher", math.nan, "cannot_say"),
        ("neutral", 45, "cannot_say"),
    ],
)
def test_assurance_is_the_limits_against_the_target(better, target, expected):
    verdict = assess(CALM, better=better, target=target)
    assert verdict.assurance == expected
    assert verdict.variation == "common_cause"
    assert (verdict.reason is None) == (expected != "cannot_say")
    assert (verdict.n, verdict.mean) == (12, pytest.approx(np.mean(CALM)))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (40, 60, "will_meet"),
        (50, 60, "may_miss"),
        (57, 60, "will_miss"),
        (30, 40, "will_miss"),
        (45, None, "will_meet"),
        (None, 45, "will_miss"),
        (None, None, "cannot_say"),
    ],
)
def test_a_band_is_met_between_its_ends(low, high, expected):
    assert assess(CALM, better="range", low=low, high=high).assurance == expected


def test_the_target_on_the_limit_may_be_missed():
    upper = xmr(CALM)["upper"].iloc[0]
    assert assess(CALM, better="higher", target=upper).assurance == "may_miss"
    assert assess(CALM, better="lower", target=upper).assurance == "may_miss"


@pytest.mark.parametrize(
    ("n", "said", "trial"), [(0, False, False), (7, False, False), (8, True, True), (11, True, True), (12, True, False)]
)
def test_how_many_points_a_verdict_needs(n, said, trial):
    verdict = assess(CALM[:n], better="higher", target=40)
    assert (verdict.variation != "cannot_say", verdict.assurance != "cannot_say") == (said, said)
    assert verdict.trial == trial
    assert (verdict.reason is None) == said


def test_reasons():
    nothing = assess([None] * 12, better="higher")
    assert (nothing.reason, nothing.n) == ("no_data", 0)
    assert (assess([], better="higher").reason, assess([], better="higher").n) == ("no_data", 0)
    assert np.isnan([nothing.mean, nothing.lower, nothing.upper]).all()
    assert assess(CALM[:7], better="higher").reason == "too_few_points"
    assert assess([1, None] * 12, better="higher").reason == "no_limits"
    assert assess(CALM, better="higher").reason == "no_target"
    assert assess(CALM, better="neutral", target=1).reason == "no_direction"


def test_the_last_segment_counts():
    values = [*CALM, *[value + 100 for value in CALM]]
    assert assess(values, better="higher", target=120, rebase=[12]).assurance == "will_meet"
    fresh = assess(values[:17], better="higher", target=120, rebase=[12])
    assert (fresh, fresh.n, fresh.reason) == (Process("cannot_say", "cannot_say", False), 5, "too_few_points")
    assert assess([*CALM, None, None], better="higher", rebase=[12]).reason == "no_data"


def test_the_last_value_counts_even_if_missing_ones_follow():
    verdict = assess([*CALM, 80, None, None], better="higher", target=40)
    assert verdict.variation == "improvement"
    assert assess([*CALM, 80, 51], better="higher").variation == "common_cause"


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: xmr([1, 2], better="up"), "better"),
        (lambda: assess([1, 2], better=None), "better"),
        (lambda: xmr([1, 2], rebase=[2]), "rebase"),
        (lambda: xmr([1, 2], rebase=[-1]), "rebase"),
        (lambda: xmr([1, 2], rebase=["2024-01"]), "rebase"),
        (lambda: xmr([1, 2], rebase=1), "rebase"),
        (lambda: xmr([1, math.inf]), "infinite"),
        (lambda: xmr(["1"]), "'1'"),
        (lambda: xmr([1, 2], target="90"), "target"),
        (lambda: assess([1, 2], better="higher", target=math.inf), "target"),
        (lambda: assess(CALM, better="range", low=5, high=4), "low"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(call, word):
    with pytest.raises(ValueError, match=word):
        call()
