"""States of series: what is said of hand-made series of every kind, and what must hold for any."""

import numpy as np
import pandas as pd
import pytest

from analytics.process import assess
from analytics.state import assess_series, finish
from analytics.trend import mann_kendall, sen_slope
from tests.analytics.state.examples import CUMULATIVE, MONTHS_IN, assessed, course, dictionary


@pytest.mark.parametrize("frequency", list(MONTHS_IN))
@pytest.mark.parametrize(("better", "rising"), [("higher", "improving"), ("lower", "worsening")])
def test_direction_decides_what_a_trend_is_worth(frequency, better, rising):
    up = assessed(range(20, 40), frequency, facts={"better": better})
    down = assessed(range(40, 20, -1), frequency, facts={"better": better})
    assert up["state"] == rising
    assert {up["state"], down["state"]} == {"improving", "worsening"}
    assert up["slope"] == pytest.approx(1)
    assert down["slope"] == pytest.approx(-1)
    assert up["method"] == "mann_kendall"


@pytest.mark.parametrize(
    ("values", "facts", "state", "reason"),
    [
        ([None, None], {}, "cannot_say", "no_values"),
        ([5.0], {}, "cannot_say", "too_short"),
        ([1, 2, 3, 4], {}, "cannot_say", "too_short"),
        ([1, 2, None, 3, 4], {}, "cannot_say", "too_short"),
        ([1, 2, 3, 4, 5], {}, "improving", None),
        ([5, 4, 3, 2, 1], {}, "worsening", None),
        ([3, 1, 4, 2, 5], {}, "no_clear_change", None),
        ([7, 7, 7, 7, 7, 7], {}, "no_clear_change", "constant"),
        ([1, 2, 3, 4, 5], {"better": "neutral"}, "cannot_say", "no_direction"),
        ([1, 2], {"better": "neutral"}, "cannot_say", "no_direction"),
        ([1, 2, 3, 4, 5], {"better": "range"}, "cannot_say", "no_band"),
    ],
)
def test_states_and_reasons(values, facts, state, reason):
    row = assessed(values, facts=facts)
    assert (row["state"], None if pd.isna(row["reason"]) else row["reason"]) == (state, reason)


def test_below_five_points_nothing_is_tested():
    row = assessed([1, 2, 3, 4])
    assert row[["s", "z", "p_value", "tau", "slope", "slope_low", "slope_high", "q_value"]].isna().all()
    assert pd.isna(row["method"])
    assert pd.isna(row["slope_unit"])
    assert (row["n"], row["actual"], row["previous_actual"], row["change"]) == (4, 4, 3, 1)


def test_a_neutral_indicator_is_still_described():
    row = assessed(range(10), facts={"better": "neutral", "formula": "NONE", "scale": ""})
    assert row["p_value"] < 0.001
    assert row["slope"] == 1
    assert row["confirmed"] == False  # noqa: E712 - numpy's false is not Python's
    assert row["assurance"] == "cannot_say"


def test_figures_are_those_of_the_single_series():
    values = [5.1, 4.8, None, 4.9, 4.2, 4.4, None, 3.9, 4.0, 3.1, 3.6]
    row = assessed(values)
    test, line = mann_kendall(values), sen_slope(values)
    assert (row["s"], row["p_value"], row["tau"]) == pytest.approx((test.s, test.p_value, test.tau))
    assert (row["slope"], row["slope_low"], row["slope_high"]) == pytest.approx((line.slope, line.low, line.high))
    assert row["n"] == 9
    assert row["slope_unit"] == "year"


def test_gaps_keep_their_place_in_time():
    rows = course([10, 11, 12, 13, 14, 15, 20]).drop(index=[2, 3])
    row = assess_series(rows, dictionary())[1].iloc[0]
    assert row["slope"] == pytest.approx(sen_slope([10, 11, None, None, 14, 15, 20]).slope)
    assert row["streak"] == 2


def test_a_band_is_judged_by_the_distance_from_it():
    facts = {"better": "range", "formula": "RANGE"}
    nearing = assessed([9, 8, 7, 6.5, 6, 5], facts=facts, target_low=2.0, target_high=4.0)
    leaving = assessed([3, 4.5, 5, 6, 7, 8], facts=facts, target_low=2.0, target_high=4.0)
    inside = assessed([2, 3, 4, 3.5, 2.5], facts=facts, target_low=2.0, target_high=4.0)
    both_sides = assessed([9, 0, 6, 1, 4], facts=facts, target_low=2.0, target_high=4.0)
    assert (nearing["state"], leaving["state"]) == ("improving", "worsening")
    assert (inside["state"], inside["reason"]) == ("no_clear_change", "inside_band")
    assert both_sides["s"] < 0
    assert nearing["slope"] < 0
    assert np.isnan(nearing["observed_pace"])


def test_a_band_is_carried_over_where_a_period_has_none():
    facts = {"better": "range", "formula": "RANGE"}
    row = assessed([9, 8, 7, 6, 5], facts=facts, target_high=[4.0, None, None, None, None])
    assert row["state"] == "improving"
    single = assessed([9, 8, 7, 6, 5], facts=facts, target=[None, 4.0, None, None, None])
    assert single["state"] == "improving"


def sawtooth(years, growth):
    """Cumulative quarters: each year runs 10, 30, 60, 100 percent of a total that grows."""
    return [share * (100 + growth * year) for year in range(years) for share in (0.1, 0.3, 0.6, 1.0)]


def test_cumulative_values_compare_with_the_same_period_of_other_years():
    targets = [share * 100 for _ in range(5) for share in (0.1, 0.3, 0.6, 1.0)]
    better = assessed(sawtooth(5, 8), "quarterly", facts=CUMULATIVE, target=targets)
    worse = assessed(sawtooth(5, -8), "quarterly", facts=CUMULATIVE, target=targets)
    assert (better["state"], worse["state"]) == ("improving", "worsening")
    assert (better["method"], better["slope_unit"]) == ("hirsch_slack", "year")
    # Five years that rise without exception: little more evidence than five annual values.
    assert 0.01 < better["p_value"] < 0.05
    assert np.isnan(better["slope_low"])
    assert better["limits_of"] == "achievement"
    assert better["lower"] <= better["mean"] <= better["upper"]
    assert 100 < better["mean"] < 132
    assert (better["streak"], worse["streak"]) == (16, -16)


def test_a_cumulative_sawtooth_without_growth_is_no_trend():
    row = assessed(sawtooth(5, 0), "quarterly", facts=CUMULATIVE)
    assert (row["state"], row["s"], row["p_value"]) == ("no_clear_change", 0, 1)
    assert (row["variation"], row["assurance"]) == ("cannot_say", "cannot_say")
    assert pd.isna(row["limits_of"])


@pytest.mark.parametrize("frequency", ["semiannual", "quarterly", "monthly"])
def test_cumulative_series_need_five_years(frequency):
    size = 12 // MONTHS_IN[frequency]
    values = [(part + 1) * (10 + year) for year in range(5) for part in range(size)]
    four = assessed(values[: 4 * size], frequency, facts=CUMULATIVE)
    assert (four["state"], four["reason"]) == ("cannot_say", "too_few_cycles")
    assert np.isnan(four["p_value"])
    assert assessed(values, frequency, facts=CUMULATIVE)["state"] == "improving"


def test_an_annual_total_is_an_ordinary_series():
    row = assessed(range(10, 16), facts=CUMULATIVE)
    assert (row["state"], row["method"], row["change"]) == ("improving", "mann_kendall", 1)


def test_a_cumulative_value_does_not_fall_at_new_year():
    row = assessed([10, 30, 60, 100, 12], "quarterly", facts=CUMULATIVE)
    assert (row["previous_actual"], row["change"], row["change_year"], row["comparison"]) == (10, 2, 2, "year")
    within = assessed([10, 30, 60], "quarterly", facts=CUMULATIVE)
    assert np.isnan(within["change"])
    assert pd.isna(within["compared_with"])


def test_an_evident_season_is_taken_out():
    season = [0, 20, 5, -15]
    rng = np.random.default_rng(7)
    values = [50 + 0.5 * i + season[i % 4] + rng.normal(0, 0.5) for i in range(24)]
    row = assessed(values, "quarterly", target=75.0)
    assert (row["method"], row["state"], row["limits_of"]) == ("seasonal_mann_kendall", "improving", "season_adjusted")
    assert row["slope"] == pytest.approx(2, abs=0.2)
    assert row["observed_pace"] == pytest.approx(row["slope"] / 4)
    # The last quarter runs 15 below the line; its limits are moved there.
    assert row["mean"] == pytest.approx(np.mean(values) - 17.5, abs=2)


def test_no_season_is_taken_out_of_noise_or_of_a_straight_line():
    for values in (list(range(24)), [5.0] * 24):
        assert assessed(values, "quarterly")["method"] == "mann_kendall"


# Process behaviour


@pytest.mark.parametrize(
    ("n", "trial", "said"), [(7, False, False), (8, True, True), (11, True, True), (12, False, True)]
)
def test_limits_need_eight_points_and_are_trial_below_twelve(n, trial, said):
    row = assessed([50 + (-1) ** i for i in range(n)], target=10.0)
    assert (row["variation"] != "cannot_say", bool(row["trial"])) == (said, trial)
    assert row["assurance"] == ("will_meet" if said else "cannot_say")


@pytest.mark.parametrize("better", ["higher", "lower"])
def test_process_figures_are_those_of_the_single_series(better):
    values = [50.0, 52, 49, 51, 53, 50, 48, 52, 51, 50, 49, 60]
    row = assessed(values, target=55.0, facts={"better": better})
    alone = assess(values, better=better, target=55.0)
    assert (row["variation"], row["assurance"]) == (alone.variation, alone.assurance)
    assert (row["mean"], row["lower"], row["upper"]) == pytest.approx((alone.mean, alone.lower, alone.upper))
    assert row["limits_of"] == "value"


def test_a_band_is_held_by_limits_inside_it():
    facts = {"better": "range", "formula": "RANGE"}
    values = [50 + (-1) ** i for i in range(12)]
    for low, high, expected in ((40.0, 60.0, "will_meet"), (70.0, 90.0, "will_miss"), (50.0, 60.0, "may_miss")):
        row = assessed(values, facts=facts, target_low=low, target_high=high)
        assert row["assurance"] == expected


def test_a_one_sided_band_serves_as_target():
    row = assessed([50 + (-1) ** i for i in range(12)], target_low=20.0, target_high=30.0)
    assert row["assurance"] == "will_meet"


# Change since the value before


@pytest.mark.parametrize(
    ("values", "previous", "kind"),
    [
        ([1, 2, 3, 4], "cannot_say", "none"),
        ([1, 2, 3, 4, 5], "cannot_say", "new"),
        ([1, 2, 3, 4, 5, 6], "improving", "continuing"),
        ([1, 2, 3, 4, 5, 0], "improving", "ended"),
        ([3, 1, 4, 2, 5, 3], "no_clear_change", "none"),
    ],
)
def test_what_changed_with_the_last_value(values, previous, kind):
    row = assessed(values)
    assert (row["previous_state"], row["change_kind"]) == (previous, kind)
    assert row["previous_state"] == assessed(values[:-1])["state"]


@pytest.mark.parametrize(
    ("values", "streak"),
    [
        ([1], 0), ([1, 2], 1), ([2, 1], -1), ([1, 1], 0), ([1, 5, 4, 3, 2], -3), ([1, 2, 3, 4, 5], 4),
        ([5, 4, None, 3, 2], -1), ([3, 2, 2, 1], -1), ([None], 0), ([1, 2, 3, None], 2),
    ],
)  # fmt: skip
def test_streaks(values, streak):
    assert assessed(values)["streak"] == streak


# Other columns


def test_identity_span_status_and_sparkline():
    rows = course(range(30), "monthly", status=["final"] * 29 + ["provisional"])
    row = assess_series(rows, dictionary())[1].iloc[0]
    assert (row["first_period"], row["last_period"], row["status"]) == ("2015-01", "2017-06", "provisional")
    assert row["last_start"] == pd.Timestamp("2017-06-01")
    assert row["actuals"].tolist() == list(range(6, 30))
    gappy = assess_series(rows.iloc[:4].drop(index=1), dictionary())[1].iloc[0]
    np.testing.assert_array_equal(gappy["actuals"], [0, np.nan, 2, 3])
    empty = assess_series(course([None]), dictionary())[1].iloc[0]
    assert (len(empty["actuals"]), empty["n"]) == (0, 0)


def test_one_simulated_row_makes_the_series_simulated():
    assert assessed([1, 2, 3], status=["simulated", "final", "final"])["status"] == "simulated"


def test_a_missing_last_value_leaves_the_last_known_one():
    row = assessed([1, 2, None], target=[4.0, 4, 4])
    assert (row["actual"], row["last_period"], row["achievement"]) == (2, "2016", 50)


def test_the_false_discovery_rate_is_controlled_over_all_series():
    rows = [course(range(12)).assign(series=0, region="11.01")]
    noise = np.random.default_rng(3).normal(size=(60, 12))
    rows += [course(values).assign(series=i + 1, region="11.02", unit=str(i)) for i, values in enumerate(noise)]
    series = finish(assess_series(pd.concat(rows, ignore_index=True), dictionary())[1])
    lone = series[series["state"].isin(["improving", "worsening"])]
    assert series["confirmed"].sum() == 1
    assert series["confirmed"].iloc[0]
    assert len(lone) > 1
    assert (series["q_value"] >= series["p_value"]).all()


def test_what_is_more_closed_changes_no_signal_of_what_is_open():
    rng = np.random.default_rng(3)
    noise = enumerate(rng.normal(size=(90, 12)))
    rows = [course(values).assign(series=i, region="11.02", unit=str(i)) for i, values in noise]
    rows += [course(range(12)).assign(series=90 + i, region="11.01", unit=str(i)) for i in range(30)]
    series = assess_series(pd.concat(rows, ignore_index=True), dictionary())[1]
    closed = np.where(series["unit"].astype(int) % 3 == 0, 1, 0) + np.where(series["unit"].astype(int) % 5 == 0, 1, 0)
    told = finish(series, closed=closed)
    for level in (0, 1, 2):
        alone = finish(series[closed <= level], closed=closed[closed <= level])
        for name in ("q_value", "confirmed", "previous_confirmed", "change_kind", "sentence_id"):
            pd.testing.assert_series_equal(told.loc[closed <= level, name], alone[name])
    together = finish(series)
    assert not np.allclose(told["q_value"], together["q_value"], equal_nan=True)
    pd.testing.assert_series_equal(told.loc[closed == 2, "q_value"], together.loc[closed == 2, "q_value"])


# Re-base marks


def test_a_forecast_begins_at_the_last_mark():
    """What lies ahead of a marked series is what lies ahead of the series from the mark on."""
    rng = np.random.default_rng(3)
    values = [*(40 + rng.normal(size=24)), *(60 + 0.5 * np.arange(22) + rng.normal(size=22))]
    rows = course(values, "monthly", "2021-01-01", target=75.0)
    ahead = ["chance", "chance_reason", "forecast", "forecast_low", "forecast_high", "forecast_period"]
    marked = assess_series(rows, dictionary(), marks=mark(rows["period"][24]))[1].iloc[0]
    plain = assess_series(rows, dictionary())[1].iloc[0]
    cut = assess_series(rows.iloc[24:].reset_index(drop=True), dictionary())[1].iloc[0]
    pd.testing.assert_series_equal(marked[ahead], cut[ahead], check_names=False)
    assert 0 < marked["chance"] < 1
    assert marked["forecast_high"] - marked["forecast_low"] < plain["forecast_high"] - plain["forecast_low"]
    late = assess_series(rows, dictionary(), marks=mark(rows["period"][43]))[1].iloc[0]
    assert (late["chance_reason"], np.isnan(late["chance"])) == ("too_short", True)


def mark(period):
    return pd.DataFrame([{"indicator": "X", "agency": "", "unit": "", "region": "", "period": period}])


def test_limits_of_the_state_are_those_since_the_mark():
    values = [50.0, 52, 51, 49, 50, 51, 50, 52, 49, 51, 50, 51, 70, 71, 69, 72, 70, 71, 69, 70, 71, 70, 72, 69]
    rows = course(values, "monthly", "2023-01-01", target=68.0)
    alone = finish(assess_series(rows, dictionary())[1]).iloc[0]
    marked = finish(assess_series(rows, dictionary(), marks=mark("2024-01"))[1]).iloc[0]
    assert alone["rebase_proposal"] == "2024-01"
    assert pd.isna(marked["rebase_proposal"])
    assert (alone["variation"], marked["variation"]) == ("improvement", "common_cause")
    told = assess(values, better="higher", target=68.0, rebase=[12])
    assert [marked["mean"], marked["lower"], marked["upper"]] == [told.mean, told.lower, told.upper]


def test_a_mark_leaves_too_few_points_to_say():
    values = [50.0 + place % 3 for place in range(20)]
    rows = course(values, "monthly", "2023-01-01")
    found = finish(assess_series(rows, dictionary(), marks=mark("2024-06"))[1]).iloc[0]
    assert (found["variation"], found["process_reason"]) == ("cannot_say", "too_few_points")
    assert assessed(values, "monthly", "2023-01-01")["variation"] != "cannot_say"
