"""Targets that weaken within the year, lie on the wrong side of a baseline or far from their series."""

import pytest

HEAD = "kode_indikator;kode_wilayah;periode;target;realisasi\n"
IMMUNISED, REVENUE, TREATED, RESPONSE = "IKU-DINKES-01", "IKU-BPKA-02", "IKU-DINKES-11", "IKU-BPBA-03"
POVERTY, VILLAGES, POOR, STUNTING = "IKU-BAPPEDA-13", "IKU-DPMG-06", "IKU-BAPPEDA-15", "IKU-DINKES-04"


def table(indicator, targets, *, region="11.01", periods=None, actuals=()):
    periods = periods or [f"{2015 + at}" for at in range(len(targets))]
    actuals = [*actuals, *[""] * (len(targets) - len(actuals))]
    rows = zip(periods, targets, actuals, strict=True)
    return HEAD + "".join(f"{indicator};{region};{period};{target};{actual}\n" for period, target, actual in rows)


def months(year, count):
    return [f"{year}-{at + 1:02d}" for at in range(count)]


def quarters(*years):
    return [f"{year}-Q{at + 1}" for year in years for at in range(4)]


@pytest.mark.parametrize(
    ("indicator", "targets", "periods", "row"),
    [
        (IMMUNISED, ["8,3", "16,7", "25", "33,3", "41,7", "50", "58,3", "66,7", "75", "40"], months(2025, 10), 11),
        (REVENUE, ["10", "20", "30", "35", "30", "60"], months(2025, 6), 6),
        (TREATED, ["80", "85", "70", "70"], quarters(2025), 4), (RESPONSE, ["6", "6", "6", "9"], quarters(2025), 5),
        ("IKU-DINSOS-02", ["90", "90", "45", "90"], quarters(2025), 4),
        (IMMUNISED, ["8,3", "16,7", "25", "33,3"], months(2025, 4), None),
        ("IKU-DINKES-10", ["30", "60", "80", "100", "8", "20", "40", "60"], quarters(2024, 2025), None),
        (TREATED, ["80", "80", "80", "80", "75", "80", "85", "90"], quarters(2024, 2025), None),
        (RESPONSE, ["7", "6,5", "6", "5,5"], quarters(2025), None),
        (TREATED, ["80", "85", "80", "85"], quarters(2025), None),
    ],
)  # fmt: skip
def test_a_target_weakened_within_its_year_waits(load, indicator, targets, periods, row):
    result = load(table(indicator, targets, periods=periods, region="11" if "BPKA" in indicator else "11.01"))
    assert result.found("target_lowered") == ([("target_lowered", row)] if row else [])
    assert result.waiting == (row is not None)


@pytest.mark.parametrize(
    ("indicator", "period", "target", "asked"),
    [
        (POVERTY, "2021", "16,5", True), (POVERTY, "2021", "15,5", False), ("IKU-BAPPEDA-01", "2023", "57,2", True),
        ("IKU-BAPPEDA-01", "2023", "72,58", False), (STUNTING, "2024", "36", True), (STUNTING, "2023", "14", False),
        ("IKU-DISNAKERMOBDUK-01", "2029", "6,1", True), ("IKU-BAPPEDA-04", "2025", "4,2", True),
        ("IKU-BAPPEDA-04", "2025", "5,8", False),
    ],
)  # fmt: skip
def test_a_target_leads_away_from_the_baseline_of_its_plan(load, indicator, period, target, asked):
    result = load(table(indicator, [target], region="11", periods=[period]))
    assert bool(result.found("target_behind_baseline")) == asked
    assert load(table(indicator, [target], region="11.01", periods=[period])).found("target_behind_baseline") == []


@pytest.mark.parametrize(
    ("indicator", "targets", "actuals", "row"),
    [
        (POVERTY, ["14", "13,5", "13", "1,25", "12"], (), 5), (POOR, ["12000", "11800", "116000", "11400"], (), 4),
        (POOR, ["12000", "11800", "11600", "11400", "1140"], (), 6), (VILLAGES, ["30", "35", "400", "45"], (), 4),
        (POOR, ["", "", "", "120000"], ("12100", "12400", "12300", ""), 5),
        (POVERTY, ["14", "13,5", "13", "12,5", "12"], (), None), (VILLAGES, ["1", "2", "3", "9"], (), None),
        (POOR, ["100", "400", "1500", "6000"], (), None), (POVERTY, ["", "", "7"], ("14", "13", ""), None),
    ],
)  # fmt: skip
def test_a_target_far_from_its_series_waits(load, indicator, targets, actuals, row):
    result = load(table(indicator, targets, actuals=actuals))
    assert result.found("target_out_of_line") == ([("target_out_of_line", row)] if row else [])
