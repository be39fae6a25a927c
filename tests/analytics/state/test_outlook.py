"""What lies ahead of a series: pace, chance, progress, and signals that hang on one value."""

import numpy as np
import pandas as pd
import pytest

from analytics.forecast import chance
from analytics.trend import leave_one_out, sen_slope
from tests.analytics.state.examples import CUMULATIVE, assessed


def test_pace_towards_a_later_target_of_its_own():
    row = assessed([10, 11, 12, 13, 14, None, None], target=[None] * 6 + [20.0])
    assert (row["required_pace"], row["observed_pace"]) == (3, 1)
    assert (row["actual"], row["last_period"], row["n"]) == (14, "2019", 5)


def plan(**columns):
    row = {"indicator": "X", "agency": "", "unit": "", "region": "11", "period": "2024", "target": 24.0,
           "target_low": np.nan, "target_high": np.nan}  # fmt: skip
    return pd.DataFrame([{**row, **columns}])


def test_pace_towards_the_plan():
    values = [10, 11, 12, 13, 14]
    assert assessed(values, targets=plan())["required_pace"] == 2
    assert assessed(values, targets=plan(agency="DINKES", target=19.0))["required_pace"] == 1
    assert np.isnan(assessed(values, targets=plan(agency="DISDIK"))["required_pace"])
    assert np.isnan(assessed(values, targets=plan(region="11.01"))["required_pace"])
    assert np.isnan(assessed(values, targets=plan(period="2019"))["required_pace"])
    assert np.isnan(assessed(values, targets=plan(), facts={"better": "neutral"})["required_pace"])
    own = pd.concat([plan(), plan(agency="DINKES", target=19.0)], ignore_index=True)
    assert assessed(values, targets=own)["required_pace"] == 1
    assert assessed(values, targets=plan(target=5.0))["required_pace"] == 0


def test_pace_to_the_end_of_the_plan_counts_the_periods_of_the_frequency():
    row = assessed([10, 11, 12, 13, 14], "quarterly", targets=plan(period="2016", target=17.0))
    assert row["required_pace"] == 1


def test_cumulative_pace_stays_inside_the_year():
    row = assessed([10, 30, None, None], "quarterly", facts=CUMULATIVE, target=[20.0, 40, 70, 100])
    assert (row["required_pace"], row["observed_pace"]) == (35, 15)
    later = assessed([10, 30, 60, 90], "quarterly", facts=CUMULATIVE, targets=plan())
    assert np.isnan(later["required_pace"])


def test_the_chance_is_that_of_the_single_series():
    values = [70.1, 71.0, 71.4, 73.2, 74.0, 74.3, 75.1, 75.0, 76.8, 77.0]
    row = assessed(values, facts={"minimum": 0.0, "maximum": 100.0}, targets=plan(period="2026", target=79.0))
    one = chance(values, 2, 79, better="higher", minimum=0, maximum=100)
    found = row[["chance", "forecast", "forecast_low", "forecast_high"]].tolist()
    assert found == pytest.approx([one.chance, one.forecast, one.low, one.high])
    assert (row["forecast_period"], row["forecast_target"], row["goal_period"]) == ("2026", 79.0, "2026")
    assert pd.isna(row["chance_reason"])


@pytest.mark.parametrize(
    ("values", "frequency", "columns", "facts", "period", "reason"),
    [
        ([1, 3, 2, 4, 5, 4, 6], "annual", {}, {}, "2022", "no_target"),
        ([1, 3, 2, 4, 5, 4, 6], "annual", {"target": 5.0}, {}, "2022", "target_passed"),
        ([1, 3, 2, 4, None, None], "annual", {"target": 5.0}, {}, "2019", "too_short"),
        ([1, 3, 2, 4, 5, 4, 6], "annual", {"target": 5.0}, {"better": "neutral"}, "2022", "no_direction"),
        ([None], "annual", {"target": 5.0}, {}, None, "no_values"),
        ([1, 3, 2, 4, 5, 4, 6], "quarterly", {"target": 5.0}, {}, "2016-Q4", ""),
        ([1, 3, 2, 4, 5, 4, 6, 7], "quarterly", {"target": 5.0}, {}, "2017-Q4", "target_passed"),
        ([1, 3, 2, 4, 5, 4, 6, 5, 7, 6, None, None], "monthly", {"target": 5.0}, {}, "2015-12", ""),
        ([2.0] * 8, "annual", {"target": [5.0] * 8}, {}, "2023", "target_passed"),
    ],
)  # fmt: skip
def test_which_target_is_forecast_and_why_not(values, frequency, columns, facts, period, reason):
    row = assessed(values, frequency, facts=facts, **columns)
    assert (row["forecast_period"] if isinstance(row["forecast_period"], str) else None) == period
    assert (row["chance_reason"] if isinstance(row["chance_reason"], str) else "") == reason
    assert np.isfinite(row["chance"]) == (reason == "")


def test_the_target_at_the_end_of_the_year_comes_before_the_next_one():
    values = [1, 3, 2, 4, 5, 4, 6, 5, 7, *[None] * 5]
    targets = [np.nan] * 9 + [8.0, 9.0, 10.0, 11.0, 12.0]
    row = assessed(values, "monthly", target=targets)
    assert (row["forecast_period"], row["forecast_target"]) == ("2015-12", 10.0)


def test_values_that_accumulate_are_held_to_targets_of_the_year_only():
    shares = np.cumsum([0.2, 0.25, 0.25, 0.3])
    totals = (100, 113, 101, 122, 124, 130)
    values = [float(total * share) for total in totals
              for share in shares]  # fmt: skip
    rows = [*values[:22], None, None]
    told = assessed(rows, "quarterly", facts=CUMULATIVE, target=np.tile([25.0, 50, 75, 100], 6))
    assert (told["forecast_period"], told["forecast_target"]) == ("2020-Q4", 100.0)
    assert np.isnan(assessed(values[:22], "quarterly", facts=CUMULATIVE, target=50.0)["chance"])


def test_share_of_change_and_progress_need_the_baseline_of_the_plan():
    base = {"baseline": 10.0, "baseline_period": "2015"}
    row = assessed([10, 11, 12, 13, 14], targets=plan(**base))
    assert (row["share_of_change"], row["progress"], row["baseline"]) == (pytest.approx(4 / 14), "improved", 10)
    assert pd.isna(assessed([10, 11, 12, 13, 14], targets=plan())["progress"])
    begun = assessed([10, 11, 12, 13, 14], targets=plan(baseline=14.0, baseline_period="2019"))
    assert (pd.isna(begun["progress"]), np.isnan(begun["share_of_change"])) == (True, True)
    away = assessed([10, 9, 8, 8, 7], targets=plan(**base))
    assert (away["share_of_change"], away["progress"]) == (pytest.approx(-3 / 14), "worse")


def test_time_to_the_last_target_is_a_range_or_refused():
    row = assessed([10, 11.2, 11.9, 13.1, 14, 15.2, 15.8, 17], targets=plan(target=20.0))
    slopes = sen_slope([10, 11.2, 11.9, 13.1, 14, 15.2, 15.8, 17])
    assert [row["time_low"], row["time_high"]] == pytest.approx([3 / slopes.high, 3 / slopes.low])
    assert assessed([10, 11, 12, 13, 14], targets=plan(target=99.0))["time_reason"] == "beyond_horizon"
    assert assessed([14, 13, 12, 11, 10], targets=plan())["time_reason"] == "moving_away"


@pytest.mark.parametrize(
    ("values", "robust"),
    [
        (range(12), True),
        ([1, 2, 3, 4, 5], False),
        ([5, 1, 4, 2, 6, 3, 7, 8, 5], leave_one_out([5, 1, 4, 2, 6, 3, 7, 8, 5]).robust),
        ([3, 1, 2, 3, 1, 2, 3], None),
    ],
)
def test_a_signal_says_whether_it_hangs_on_one_value(values, robust):
    row = assessed(list(values))
    told = row["state"] in ("improving", "worsening")
    assert (None if pd.isna(row["robust"]) else bool(row["robust"])) == (robust if told else None)


def test_cumulative_signals_are_tried_without_each_year():
    shares = (0.1, 0.3, 0.6, 1.0)
    values = [share * total for total in (100, 120, 140, 160, 180, 200, 220, 240) for share in shares]
    assert assessed(values, "quarterly", facts=CUMULATIVE)["robust"]
    short = [share * total for total in (100, 120, 140, 160, 180) for share in shares]
    assert not assessed(short, "quarterly", facts=CUMULATIVE)["robust"]


def test_trend_and_process_are_said_to_agree_or_not():
    step = [50, 51, 50, 49, 51, 50, 49, 50, 51, 50, 49, 70]
    assert assessed(step)["agreement"] == "process_only"
    assert assessed(list(range(12)))["agreement"] == "agree"
    opposed = [*range(40, 60), 44]
    assert assessed(opposed)["agreement"] in ("opposed", "trend_only")
    assert pd.isna(assessed([1, 2, 3])["agreement"])


def test_a_lasting_shift_proposes_a_rebase_from_its_first_period():
    rng = np.random.default_rng(3)
    values = [*(50 + rng.normal(0, 1, 12)), *(60 + rng.normal(0, 0.8, 9))]
    row = assessed(values, first="2000-01-01")
    assert row["rebase_proposal"] == "2012"
    assert pd.isna(assessed(values[:15], first="2000-01-01")["rebase_proposal"])
    assert pd.isna(assessed(list(range(21)))["rebase_proposal"])
