import math
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.process import NO_WIDTH, Process, assess, assess_by, xmr, xmr_by
from analytics.process import rows as process_rows

RULES = ["beyond_limit", "shift", "trend", "two_of_three"]
COLUMNS = ["value", "segment", "mean", "lower", "upper", *RULES, "signal"]

cells = st.one_of(st.none(), st.integers(-6, 6), st.integers(-60, 60).map(lambda tenths: tenths / 10))
series = st.lists(cells, max_size=40)
words = st.sampled_from(["higher", "lower", "neutral", "range"])


def flagged(values, rule, **options):
    """Positions at which a rule fires."""
    return np.flatnonzero(xmr(values, **options)[rule]).tolist()


def signals(values, **options):
    return xmr(values, **options)["signal"].tolist()


# A second implementation: point by point, in exact arithmetic, from the definitions


def spelled_out(values, better, rebase=(), screen_outliers=False):
    edges = sorted({0, len(values), *rebase})
    rows = []
    for number, (first, last) in enumerate(pairwise(edges)):
        part = [None if value is None else Fraction(str(value)) for value in values[first:last]]
        rows += [(number, *row) for row in segment_rows(part, better, screen_outliers)]
    return rows


def segment_rows(part, better, screen_outliers):
    there = [value for value in part if value is not None]
    mean = sum(there) / len(there) if there else None
    ranges = [abs(b - a) for a, b in pairwise(part) if a is not None and b is not None]
    reach = sum(ranges) / len(ranges) if ranges else None
    if screen_outliers and reach:
        kept = [step for step in ranges if step < Fraction("3.267") * reach]
        reach = sum(kept) / len(kept)
    reach = None if reach is None else Fraction("2.66") * reach
    off = [None if value is None else value - mean for value in part]
    side = [0 if x is None else (x > 0) - (x < 0) for x in off]
    beyond = [reach is not None and x is not None and abs(x) > reach for x in off]
    inner = None if reach is None else reach * 2 / 3
    outer = [x is not None and inner is not None and inner < abs(x) <= reach for x in off]
    shift, rising, falling, two = ([False] * len(part) for _ in range(4))
    for i in range(len(part)):
        window = range(i, i + 7)
        if window.stop <= len(part) and all(part[j] is not None for j in window):
            if len({side[j] for j in window}) == 1 and side[i]:
                shift[i : i + 7] = [True] * 7
            if all(part[j] < part[j + 1] for j in window[:-1]):
                rising[i : i + 7] = [True] * 7
            if all(part[j] > part[j + 1] for j in window[:-1]):
                falling[i : i + 7] = [True] * 7
        three = range(i, i + 3)
        alike = three.stop <= len(part) and len({side[j] for j in three}) == 1 and side[i]
        if alike and sum(outer[j] for j in three) >= 2:
            for j in three:
                two[j] = two[j] or outer[j]
    for i, value in enumerate(part):
        heading = 1 if rising[i] else -1
        if rising[i] and falling[i]:
            heading = 1 if part[i - 1] is not None and part[i - 1] < value else -1
        trend = rising[i] or falling[i]
        turn = side[i] if beyond[i] else heading if trend else side[i] if two[i] or shift[i] else 0
        lines = (mean, None if reach is None else mean - reach, None if reach is None else mean + reach)
        yield value, *lines, beyond[i], shift[i], trend, two[i], judged(value, turn, better)


def judged(value, turn, better):
    if value is None:
        return None
    if turn == 0:
        return "common_cause"
    if better in ("neutral", "range"):
        return "special_cause"
    return "improvement" if (turn > 0) == (better == "higher") else "concern"


def check_against_definition(values, better, rebase, screen_outliers):
    chart = xmr(values, better=better, rebase=rebase, screen_outliers=screen_outliers)
    expected = spelled_out(values, better, rebase, screen_outliers)
    assert list(chart.columns) == COLUMNS
    assert len(chart) == len(expected)
    segment, value, mean, lower, upper, *rules, signal = zip(*expected, strict=True) if expected else [()] * 10
    assert chart["segment"].tolist() == list(segment)
    for name, lines in {"value": value, "mean": mean, "lower": lower, "upper": upper}.items():
        wanted = np.array([math.nan if line is None else float(line) for line in lines])
        np.testing.assert_allclose(chart[name].to_numpy(float), wanted, rtol=0, atol=1e-9)
    assert [chart[name].tolist() for name in RULES] == [list(rule) for rule in rules]
    assert [None if pd.isna(one) else one for one in chart["signal"]] == list(signal)


@settings(max_examples=200, deadline=None)
@given(series, words, st.lists(st.integers(0, 39), max_size=3), st.booleans())
def test_the_definitions_are_kept_whatever_the_gaps_and_segments(values, better, rebase, screen_outliers):
    check_against_definition(values, better, [at for at in rebase if at < len(values)], screen_outliers)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([-1, 0, 1, 1, 2, 2, 3, None]), max_size=12), st.integers(0, 7), words)
def test_the_definitions_are_kept_where_rules_meet(noise, climb, better):
    rise = [base / 10 for base in range(climb)]
    check_against_definition([*rise, *noise, *rise[::-1], *noise], better, (), False)


# Limits


def test_limits_of_the_handbook_of_nist():
    """NIST/SEMATECH e-Handbook 6.3.2.2, flow rates: mean 50.81, mean moving range 1.8778 (limits there by 3/1.128)."""
    chart = xmr([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1])
    assert chart["mean"].unique() == pytest.approx([50.81])
    assert chart["upper"].unique() == pytest.approx([55.8041], abs=1e-3)
    assert chart["lower"].unique() == pytest.approx([45.8159], abs=1.1e-3)
    assert not chart[RULES].any(axis=None)


def test_limits_of_wheelers_trade_deficits():
    """Monthly US trade deficits of 1987, in Wheeler's Understanding Variation (1993); 1988 then stands out below."""
    deficits = [10.7, 13.0, 11.4, 11.5, 12.5, 14.1, 14.8, 14.1, 12.6, 16.0, 11.7, 10.6]
    chart = xmr(deficits, better="lower")
    assert chart["mean"].unique() == pytest.approx([153 / 12])
    assert chart["upper"].unique() == pytest.approx([12.75 + 2.66 * 18.3 / 11])
    assert chart["lower"].unique() == pytest.approx([12.75 - 2.66 * 18.3 / 11])
    assert (chart["signal"] == "common_cause").all()


def test_limits_by_hand():
    chart = xmr([10, 12, 11, 13])
    reach = 2.66 * (2 + 1 + 2) / 3
    assert chart[["mean", "lower", "upper"]].iloc[0].tolist() == pytest.approx([11.5, 11.5 - reach, 11.5 + reach])


def test_limits_are_not_clipped():
    assert xmr([0, 1, 0, 1])["lower"].iloc[0] < 0


def test_screening_drops_wild_ranges_once_and_keeps_the_point():
    values = [10, 11] * 8 + [60] + [10, 11] * 4
    plain, screened = xmr(values), xmr(values, screen_outliers=True)
    assert screened["mean"].iloc[0] == plain["mean"].iloc[0] == pytest.approx(np.mean(values))
    assert plain["upper"].iloc[0] == pytest.approx(np.mean(values) + 2.66 * np.abs(np.diff(values)).mean())
    assert screened["upper"].iloc[0] == pytest.approx(np.mean(values) + 2.66)
    # A second look would find 9 wild beside ones; it is not taken.
    twice = [0, 1] * 10 + [10] + [1, 0] * 5 + [101]
    ranges = np.abs(np.diff(twice))
    kept = ranges[ranges < 3.267 * ranges.mean()]
    assert kept.max() == 9
    assert xmr(twice, screen_outliers=True)["upper"].iloc[0] == pytest.approx(np.mean(twice) + 2.66 * kept.mean())


def test_screening_leaves_a_constant_series_alone():
    assert xmr([4] * 8, screen_outliers=True)["upper"].tolist() == [4.0] * 8


def test_a_missing_value_breaks_ranges_and_keeps_the_lines():
    chart = xmr([1, 2, None, 10, 12])
    assert chart["mean"].unique() == pytest.approx([6.25])
    assert chart["upper"].unique() == pytest.approx([6.25 + 2.66 * 1.5])
    assert chart["signal"].isna().tolist() == [False, False, True, False, False]
    assert not chart.loc[2, RULES].any()


def test_each_segment_has_its_own_limits():
    chart = xmr([1, 2, 1, 2, 21, 23, 21, 23], rebase=[4])
    assert chart["segment"].tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    assert chart["mean"].tolist() == [1.5] * 4 + [22.0] * 4
    assert chart["upper"].tolist() == pytest.approx([1.5 + 2.66] * 4 + [22 + 5.32] * 4)
    assert (chart["signal"] == "common_cause").all()
    pd.testing.assert_frame_equal(xmr([1, 2, 1, 2], rebase=[0, 0]), xmr([1, 2, 1, 2]))


# Rules, one short and just enough


@pytest.mark.parametrize("up", [1, -1])
def test_shift_takes_seven_in_a_row(up):
    assert flagged([up * x for x in [-5, -6] * 3 + [5, 6] * 3], "shift") == []
    assert flagged([up * x for x in [-5, -6] * 3 + [-5] + [5, 6] * 3 + [5]], "shift") == list(range(14))
    assert flagged([up * x for x in [-5, -6] * 6 + [5, 6] * 3 + [-5, 60]], "shift") == list(range(12))


def test_a_point_on_the_mean_breaks_a_shift():
    values = [5, 6, 5, 0, 6, 5, 6, -5, -6, -5, 0, -6, -5, -6]
    assert np.mean(values) == 0
    assert flagged(values, "shift") == []
    tenths = [50.1 + value / 10 for value in values]
    assert flagged(tenths, "shift") == [], "rounding puts no point off the mean"


def test_a_gap_breaks_a_shift_and_a_trend():
    high = [5, 6, 5, None, 6, 5, 6, 5]
    assert flagged([-5, -6] * 4 + high, "shift") == list(range(8))
    assert flagged([1, 2, 3, 4, None, 5, 6, 7, 8], "trend") == []


@pytest.mark.parametrize("step", [1, -1])
def test_trend_takes_seven_points(step):
    assert flagged([step * x for x in [1, 2, 3, 4, 5, 6]], "trend") == []
    assert flagged([step * x for x in [3, 1, 2, 3, 4, 5, 6, 7, 7]], "trend") == list(range(1, 8))
    assert flagged([step * x for x in [1, 2, 3, 4, 4, 5, 6, 7, 8]], "trend") == []
    assert flagged([step * x for x in range(10)], "trend") == list(range(10))


def test_where_two_trends_meet_the_one_that_ends_there_is_told():
    chart = xmr([0, 8] * 5 + [0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0], better="higher")
    assert np.flatnonzero(chart["trend"]).tolist() == list(range(10, 23))
    assert chart["signal"].iloc[14:19].tolist() == ["improvement"] * 3 + ["concern"] * 2


def test_two_of_three_takes_two_outer_points_on_one_side():
    calm = [-1, 1] * 10
    for third, expected in ((1.0, [20, 22]), (-1.0, [])):
        chart = xmr([*calm, 5.3, third, 5.3])
        reach = chart["upper"].iloc[0] - chart["mean"].iloc[0]
        assert reach * 2 / 3 < 5.3 - chart["mean"].iloc[0] < reach
        assert np.flatnonzero(chart["two_of_three"]).tolist() == expected
    assert flagged([*calm, 5.3, None, 5.3], "two_of_three") == []
    assert flagged([*calm, 5.3, 1.0], "two_of_three") == []


def test_a_point_beyond_the_limit_is_none_of_the_two():
    values = [-1, 1] * 10 + [30, 1, 12]
    chart = xmr(values)
    assert np.flatnonzero(chart["beyond_limit"]).tolist() == [20]
    assert not chart["two_of_three"].any()


def test_rules_do_not_reach_across_segments():
    values = list(range(14))
    assert flagged(values, "trend", rebase=[6]) == list(range(6, 14))
    assert flagged(values, "trend", rebase=[6, 12]) == []
    high = [-5, -6] * 4 + [5, 6] * 4
    assert flagged(high, "shift", rebase=[5, 11]) == []


def test_on_the_limit_is_within_it():
    values = [-134, -100, -60, 28, 266]  # mean 0, mean moving range 100
    assert xmr(values)["upper"].iloc[0] == pytest.approx(266)
    for scale in (1, 10, 3, 1000):
        assert flagged([50.1 + value / scale for value in values], "beyond_limit") == []
    assert flagged([*values[:-1], 266.1], "beyond_limit") == [4]
    assert not xmr([0.1] * 12)["beyond_limit"].any()


# Signals


def test_the_limit_comes_before_the_trend():
    # Falling all along, from above the limit (4.72) to below it.
    chart = xmr([*[0, 1] * 15, 9, 8, 7, 6, 5, 4, 3], better="higher").iloc[30:]
    assert chart["trend"].all()
    assert chart["beyond_limit"].tolist() == [True] * 5 + [False] * 2
    assert chart["signal"].tolist() == ["improvement"] * 5 + ["concern"] * 2


def test_the_trend_comes_before_the_shift_and_is_judged_by_its_direction():
    values = [0, 10] * 8 + [9.0, 8.9, 8.8, 8.7, 8.6, 8.5, 8.4]
    chart = xmr(values, better="higher")
    both = chart.iloc[16:]
    assert both["trend"].all()
    assert both["shift"].all()
    assert not chart["beyond_limit"].any()
    assert set(both["signal"]) == {"concern"}


@pytest.mark.parametrize(
    ("better", "expected"),
    [("higher", "improvement"), ("lower", "concern"), ("neutral", "special_cause"), ("range", "special_cause")],
)
def test_direction_is_a_fact_of_the_indicator(better, expected):
    assert signals([*[10, 11] * 8, 30], better=better)[-1] == expected


def test_the_index_of_a_series_is_kept():
    months = pd.period_range("2024-01", periods=3, freq="M")
    assert xmr(pd.Series([1, None, 3], index=months, dtype="Int64")).index.equals(months)
    assert xmr([1, None, 3]).index.tolist() == [0, 1, 2]


@pytest.mark.parametrize("values", [[], [5], [None], [None] * 14, [np.nan, 2], [3.3] * 14, [1, None] * 8])
def test_nothing_raises(values):
    chart = xmr(values)
    assert list(chart.columns) == COLUMNS
    assert len(chart) == len(values)
    assert not chart[RULES].any(axis=None)
    assert set(chart["signal"].dropna()) <= {"common_cause"}
    assert [chart[rule].dtype for rule in RULES] == [np.dtype(bool)] * 4


def test_zero_width_says_so():
    chart = xmr([3.3] * 14)
    assert (chart["lower"] == chart["upper"]).all()
    assert chart.attrs["notes"] == [NO_WIDTH]
    assert assess([3.3] * 14, better="higher").note == NO_WIDTH
    assert xmr([1, 2, 3]).attrs["notes"] == []
    stuck = assess([3.3] * 14, better="higher", target=3.3)
    assert (stuck.variation, stuck.assurance) == ("common_cause", "may_miss")
    assert assess([3.3] * 14, better="higher", target=3.4).assurance == "will_miss"


def test_huge_values_keep_their_limits():
    values = [1e307, 1.2e307] * 8
    chart = xmr(values)
    assert chart["mean"].iloc[0] == pytest.approx(1.1e307)
    assert chart["upper"].iloc[0] == pytest.approx(1.1e307 + 2.66 * 0.2e307)
    assert (chart["signal"] == "common_cause").all()
    rupiah = [13_000_000_000_000 + step for step in [0, 5, 1, 6, 2, 5, 0, 4, 1, 5, 3, 4, 500]]
    assert signals(rupiah)[-1] == "improvement"


# Verdicts


CALM = [50, 52, 51, 53, 50, 52, 49, 51, 50, 53, 51, 52]  # mean 51.17, ranges 22 in 11: limits 45.85 and 56.49


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
    assert assess([None] * 12, better="higher").reason == "no_data"
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


# Properties


@settings(max_examples=60, deadline=None)
@given(series, st.integers(-300, 300), st.sampled_from([0.5, 2, 64]))
def test_shift_and_scale_move_the_lines_only(values, constant, factor):
    chart = xmr(values)
    moved = xmr([None if value is None else value * factor + constant for value in values])
    pd.testing.assert_frame_equal(moved[[*RULES, "signal"]], chart[[*RULES, "signal"]])
    for name in ("mean", "lower", "upper"):
        np.testing.assert_allclose(moved[name], chart[name] * factor + constant, rtol=1e-9, atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(series, st.one_of(st.none(), st.integers(-60, 60)))
def test_polarity_is_a_mirror(values, target):
    mirrored = [None if value is None else -value for value in values]
    chart = xmr(values, better="higher")
    other = xmr(mirrored, better="lower")
    pd.testing.assert_frame_equal(other[[*RULES, "signal"]], chart[[*RULES, "signal"]])
    swapped = chart["signal"].map({"improvement": "concern", "concern": "improvement", "common_cause": "common_cause"})
    assert xmr(values, better="lower")["signal"].fillna("").tolist() == swapped.fillna("").tolist()
    assert assess(values, better="higher", target=target) == assess(
        mirrored, better="lower", target=None if target is None else -target
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(cells, max_size=25), st.integers(0, 24))
def test_a_backward_series_breaks_the_same_rules(values, cut):
    rebase = [cut] if 0 < cut < len(values) else []
    backward = xmr(values[::-1], better="neutral", rebase=[len(values) - at for at in rebase])[::-1]
    chart = xmr(values, better="neutral", rebase=rebase)
    assert backward[RULES].to_numpy().tolist() == chart[RULES].to_numpy().tolist()


# All series at once


def random_frame(seed, count=40, steps=40):
    rng = np.random.default_rng(seed)
    rows = [
        (f"A{key % 5}", key, 600 + step) for key in range(count) for step in range(int(rng.integers(0, steps)))
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["agency", "indicator", "month"])
    level = np.where(rng.random(count) < 0.5, 4, 0)[frame["indicator"]] * ((frame["month"] - 600) > 12)
    frame["actual"] = (20 + level + rng.normal(0, 1.5, len(frame))).round(seed % 3)
    frame.loc[rng.random(len(frame)) < 0.08, "actual"] = np.nan
    frame.loc[frame["indicator"] == 7, "actual"] = np.nan
    frame.loc[frame["indicator"] == 8, "actual"] = 3.3
    choices = np.array(["higher", "lower", "neutral", "range"])
    frame["better"] = choices[frame["indicator"] % 4]
    frame["goal"] = np.where(frame["indicator"] % 3 == 0, np.nan, 18 + frame["indicator"] % 7)
    frame["least"], frame["most"] = frame["goal"] - 3, frame["goal"] + 6
    frame["fresh"] = rng.random(len(frame)) < 0.05
    frame = frame[rng.random(len(frame)) > 0.05]
    return frame.sample(frac=1, random_state=seed).set_index(np.arange(len(frame)) * 3 + 5)


def on_the_calendar(part):
    """A series of the frame as lists without holes: its rows, its values, and where segments start."""
    part = part.sort_values("month")
    months = np.arange(part["month"].iloc[0], part["month"].iloc[-1] + 1)
    full = part.set_index("month").reindex(months)
    rebase = (part.loc[part["fresh"], "month"] - months[0]).tolist()
    return part, full["actual"], rebase


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("screen_outliers", [False, True])
def test_all_at_once_is_the_same_as_one_by_one(seed, screen_outliers, monkeypatch):
    monkeypatch.setattr(process_rows, "ROWS", 100 if seed == 2 else 2**18)
    frame = random_frame(seed)
    options = {"value": "actual", "better": "better", "time": "month", "rebase": "fresh"}
    charts = xmr_by(frame, ["agency", "indicator"], **options, screen_outliers=screen_outliers)
    verdicts = assess_by(
        frame, ["agency", "indicator"], **options, target="goal", low="least", high="most",
        screen_outliers=screen_outliers,
    )  # fmt: skip
    assert charts.index.equals(frame.index)
    assert verdicts.index.names == ["agency", "indicator"]
    keys = []
    for key, rows in frame.groupby(["agency", "indicator"]):
        part, values, rebase = on_the_calendar(rows)
        better = part["better"].iloc[0]
        chart = xmr(values, better=better, rebase=rebase, screen_outliers=screen_outliers).loc[part["month"]]
        found = charts.loc[part.index]
        for name in COLUMNS:
            if found[name].dtype.kind == "f":
                np.testing.assert_allclose(found[name], chart[name], rtol=1e-12, err_msg=name)
            else:
                assert found[name].fillna("").tolist() == chart[name].fillna("").tolist(), name
        last = part.iloc[-1]
        expected = assess(
            values, better=better, rebase=rebase, screen_outliers=screen_outliers,
            target=last["goal"], low=last["least"], high=last["most"],
        )  # fmt: skip
        row = verdicts.loc[key]
        assert Process(*(None if isinstance(x, float) and math.isnan(x) else x for x in row[:3])) == expected
        assert (row["n"], row["reason"] if row["reason"] == row["reason"] else None) == (expected.n, expected.reason)
        assert row["upper"] == pytest.approx(expected.upper, nan_ok=True, rel=1e-12)
        keys.append(key)
    assert list(verdicts.index) == keys


def test_constants_serve_for_all_series():
    frame = pd.DataFrame({"k": ["a"] * 12 + ["b"] * 12, "time": [*range(12)] * 2, "value": CALM + CALM[::-1]})
    verdicts = assess_by(frame, "k", better="lower", target=57)
    assert verdicts["assurance"].tolist() == ["will_meet", "will_meet"]
    assert verdicts.index.name == "k"
    assert assess_by(frame, "k", time=None)["reason"].tolist() == ["no_target"] * 2


def test_a_month_left_out_is_a_missing_value():
    frame = pd.DataFrame({"k": 1, "time": [0, 1, 2, 3, 5, 6, 7, 8], "value": range(8)})
    assert not xmr_by(frame, "k")["trend"].any()
    assert xmr_by(frame.assign(time=range(8)), "k")["trend"].all()


@pytest.mark.parametrize("form_by", [xmr_by, assess_by])
def test_an_empty_frame_gives_an_empty_result(form_by):
    full = pd.DataFrame({"k": ["a"], "time": [0], "value": [1.0], "better": ["lower"]})
    found, filled = form_by(full.iloc[:0], "k", better="better"), form_by(full, "k", better="better")
    assert len(found) == 0
    assert found.dtypes.to_dict() == filled.dtypes.to_dict()


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"better": "up"}, "better"),
        ({"better": "k"}, "better"),
        ({"target": "goal"}, "target"),
        ({"time": "half"}, "whole"),
        ({"time": "twice"}, "repeat"),
        ({"rebase": "nothing"}, "nothing"),
        ({"value": "k"}, "k must be numbers"),
    ],
)
def test_wrong_use_of_a_frame_is_told(options, word):
    frame = pd.DataFrame({"k": ["a", "a"], "time": [0, 1], "half": [0, 0.5], "twice": [3, 3], "value": [1, 2]})
    with pytest.raises(ValueError, match=word):
        assess_by(frame, "k", **options)


# Lasting shifts


def proposal_by_hand(values):
    """The rule of `Process.proposal`, value by value."""
    there = [at for at, value in enumerate(values) if value is not None and not np.isnan(value)]
    if not there:
        return None
    mean = xmr(values)["mean"].iloc[0]
    noise = 8 * np.finfo(float).eps * max(abs(values[at]) for at in there)
    sides = [0 if abs(values[at] - mean) <= noise else int(np.sign(values[at] - mean)) for at in there]
    run = 1
    while run < len(sides) and sides[-run - 1] == sides[-1]:
        run += 1
    if sides[-1] == 0 or run < 8 or len(sides) - run < 8:
        return None
    place = there[-run]
    split = xmr(values, rebase=[place])
    old, new = split.iloc[0], split.iloc[place]
    steady = split["signal"].iloc[place:].dropna().eq("common_cause").all()
    wide = new["upper"] - new["mean"]
    return place if steady and 0 < wide <= 1.25 * (old["upper"] - old["mean"]) else None


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32))
def test_a_rebase_is_proposed_by_the_rule(seed):
    rng = np.random.default_rng(seed)
    before, after = rng.integers(5, 16, 2)
    later = rng.normal(rng.choice([0, 4, -4]), rng.uniform(0.3, 1.5), after)
    values = np.concatenate([rng.normal(0, 1, before), later])
    values[rng.random(len(values)) < 0.05] = np.nan
    assert assess(values, better="higher").proposal == proposal_by_hand(values.tolist())
    frame = pd.DataFrame({"key": 1, "time": np.arange(len(values)) + 7, "value": values})
    mine = assess_by(pd.concat([frame, frame.assign(key=0, value=1.0)]), "key")["proposal"]
    expected = proposal_by_hand(values.tolist())
    assert np.isnan(mine[0])
    assert mine[1] == (expected + 7) if expected is not None else np.isnan(mine[1])


def test_a_rebase_that_was_made_is_not_proposed_again():
    rng = np.random.default_rng(1)
    values = np.concatenate([rng.normal(50, 1, 12), rng.normal(60, 1, 12)])
    found = assess(values, better="higher").proposal
    assert found == 12
    assert assess(values, better="higher", rebase=[found]).proposal is None
    assert assess([], better="higher").proposal is None
