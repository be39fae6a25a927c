"""Where targets stand: which line counts, by which target, from which year on, and what it was a year before."""

import datetime as dt

import pandas as pd
import pytest


def standing(snapshot, agency: str, indicator: str, today: str = "2026-07-31", **asked) -> pd.Series:
    rows = snapshot.fetch("standing", agency=agency, today=dt.date.fromisoformat(today), **asked)
    (row,) = rows[rows["indicator"] == indicator].to_dict("records")
    return pd.Series(row)


def test_the_agency_and_indicator_of_the_register_are_counted_once(snapshot):
    rows = snapshot.fetch("standing", today=dt.date(2026, 7, 31))
    assert not rows.duplicated(["agency", "indicator"]).any()
    assert set(snapshot.fetch("indicators")["code"]) <= set(rows["indicator"])


@pytest.mark.parametrize(
    ("agency", "indicator", "line", "where"),
    [
        ("DINKES", "IKU-DINKES-07", "own", "met"),
        ("DISDIK", "IKU-DISDIK-01", "regions", "near"),
        ("BKA", "IKU-BPKA-02", "unit", "near"),
        ("BAPPEDA", "IKU-BPKA-02", None, "units"),
        ("DPMPTSP", "IKU-DPMPTSP-02", "own", "near"),
        ("DINKES", "IKU-DINKES-04", "own", "no_value"),
        ("DISNAKERMOBDUK", "IKU-DISNAKERMOBDUK-01", "own", "met"),
        ("BAPPEDA", "IKU-BAPPEDA-01", "own", "no_target"),
        ("INSPEKTORAT", "IKU-INSPEKTORAT-01", None, "no_value"),
    ],
)
def test_where_a_target_stands(snapshot, agency, indicator, line, where):
    row = standing(snapshot, agency, indicator)
    assert (None if pd.isna(row["line"]) else row["line"], row["standing"]) == (line, where)
    assert row["counted"] == (where in ("met", "near", "not_met"))


def test_a_ratio_of_regencies_is_of_their_parts(snapshot):
    row = standing(snapshot, "DISDIK", "IKU-DISDIK-01")
    assert row["actual"] == pytest.approx(94.5)
    assert (row["regions_reported"], row["regions_due"]) == (2, 2)


def test_a_year_before_is_the_same_period_by_its_own_target(snapshot):
    row = standing(snapshot, "DINKES", "IKU-DINKES-07")
    assert (row["before_period"], row["before_actual"], row["before_standing"]) == ("2024", 70, "not_met")


def test_the_clock_decides_what_is_too_old(snapshot):
    assert standing(snapshot, "DINKES", "IKU-DINKES-07", today="2027-06-01")["standing"] == "met"
    assert standing(snapshot, "DINKES", "IKU-DINKES-07", today="2030-01-01")["standing"] == "no_value"


def test_an_earlier_day_shows_what_was_in_force(snapshot):
    row = standing(snapshot, "DINKES", "IKU-DINKES-07", as_of=dt.date(2024, 12, 31))
    assert (row["period"], row["standing"], row["direction"]) == ("2024", "not_met", "cannot_say")


def test_a_line_has_the_direction_of_its_own_series_and_the_goal_of_its_own_plan(snapshot):
    row = standing(snapshot, "DINKES", "IKU-DINKES-07")
    assert (row["n"], row["first_period"]) == (2, "2024")
    assert standing(snapshot, "DISDIK", "IKU-DISDIK-01")["n"] == 2
    rows = snapshot.fetch("standing", today=dt.date(2026, 7, 31))
    planned = rows[rows["goal"].notna()]
    told = ["indicator", "goal_period", "goal", "goal_status", "target_status"]
    assert planned[told].values.tolist() == [
        ["IKU-BAPPEDA-04", "2029", 6.6, "draft", "draft"], ["IKU-BAPPEDA-05", "2029", 65.2, "draft", "draft"],
        ["IKU-DISNAKERMOBDUK-01", "2029", 4.0, "draft", "draft"],
    ]  # fmt: skip


def test_budget_and_results_are_told_apart(snapshot):
    rows = snapshot.fetch("standing", today=dt.date(2026, 7, 31)).set_index(["agency", "indicator"])
    assert rows.loc[("BKA", "IKU-BPKA-02"), "counts_as"] == "budget"
    assert rows.loc[("DINKES", "IKU-DINKES-07"), "counts_as"] == "result"


def test_gaps_name_the_reports_that_have_not_come(snapshot):
    gaps = snapshot.fetch("standing_gaps", indicators=["IKU-DPMPTSP-02"], today=dt.date(2026, 9, 30))
    assert list(gaps["period"]) == ["2026-07", "2026-08"]
