"""Targets that weaken within the year, lie on the wrong side of a baseline or far from their series."""

HEAD = "kode_indikator;kode_wilayah;periode;target;realisasi\n"
IMMUNISED, REVENUE, TREATED, RESPONSE = "IKU-DINKES-01", "IKU-BPKA-02", "IKU-DINKES-11", "IKU-BPBA-03"
POVERTY, VILLAGES, POOR, STUNTING = "IKU-BAPPEDA-13", "IKU-DPMG-06", "IKU-BAPPEDA-15", "IKU-DINKES-04"


def series(indicator, region, targets, periods=None, actuals=()):
    """The lines of one series."""
    periods = periods or [f"{2015 + at}" for at in range(len(targets))]
    actuals = [*actuals, *[""] * (len(targets) - len(actuals))]
    rows = zip(periods, targets, actuals, strict=True)
    return [f"{indicator};{region};{period};{target};{actual}" for period, target, actual in rows]


def read_together(load, cases, read):
    """The outcome of one file with the series of every case, each of a regency of its own, and the rows expected of it.

    `read` gives the lines of a case in a region; the last part of a case is the line in question, from 2 as if the
    series stood alone.
    """
    lines, expected = [], []
    for at, case in enumerate(cases, start=1):
        expected += [case[-1] + len(lines)] if case[-1] else []
        lines += read("11" if case[0] == REVENUE else f"11.{at:02d}", *case[:-1])
    return load(HEAD + "\n".join(lines) + "\n"), expected


def months(year, count):
    return [f"{year}-{at + 1:02d}" for at in range(count)]


def quarters(*years):
    return [f"{year}-Q{at + 1}" for year in years for at in range(4)]


# (indicator, targets, periods, line of the one that is asked about)
WEAKENED = [
    (IMMUNISED, ["8,3", "16,7", "25", "33,3", "41,7", "50", "58,3", "66,7", "75", "40"], months(2025, 10), 11),
    (REVENUE, ["10", "20", "30", "35", "30", "60"], months(2025, 6), 6),
    (TREATED, ["80", "85", "70", "70"], quarters(2025), 4), (RESPONSE, ["6", "6", "6", "9"], quarters(2025), 5),
    ("IKU-DINSOS-02", ["90", "90", "45", "90"], quarters(2025), 4),
    (IMMUNISED, ["8,3", "16,7", "25", "33,3"], months(2025, 4), None),
    ("IKU-DINKES-10", ["30", "60", "80", "100", "8", "20", "40", "60"], quarters(2024, 2025), None),
    (TREATED, ["80", "80", "80", "80", "75", "80", "85", "90"], quarters(2024, 2025), None),
    (RESPONSE, ["7", "6,5", "6", "5,5"], quarters(2025), None),
    (TREATED, ["80", "85", "80", "85"], quarters(2025), None),
]  # fmt: skip


def test_a_target_weakened_within_its_year_waits(load):
    result, rows = read_together(
        load, WEAKENED, lambda region, code, targets, periods: series(code, region, targets, periods)
    )
    assert result.found("target_lowered") == [("target_lowered", row) for row in rows]
    assert result.waiting == len(rows)


BEHIND = [
    (POVERTY, "2021", "16,5"), ("IKU-DISNAKERMOBDUK-01", "2029", "6,1"), ("IKU-BAPPEDA-04", "2025", "4,2"),
]  # fmt: skip
AHEAD = [
    (POVERTY, "2021", "15,5"), ("IKU-DISNAKERMOBDUK-01", "2029", "4,0"), ("IKU-BAPPEDA-04", "2025", "5,8"),
]  # fmt: skip


def test_a_target_leads_away_from_the_baseline_of_its_plan(load):
    for cases, asked in ((BEHIND, True), (AHEAD, False)):
        lines = [line for region in ("11", "11.01") for code, period, target in cases
                 for line in series(code, region, [target], [period])]  # fmt: skip
        rows = range(2, 2 + len(cases) * asked)  # of the province: the plan says nothing of regencies
        result = load(HEAD + "\n".join(lines) + "\n")
        assert result.found("target_behind_baseline") == [("target_behind_baseline", row) for row in rows]


# (indicator, targets, actuals, line of the target that is asked about)
FAR = [
    (POVERTY, ["14", "13,5", "13", "1,25", "12"], (), 5), (POOR, ["12000", "11800", "116000", "11400"], (), 4),
    (POOR, ["12000", "11800", "11600", "11400", "1140"], (), 6), (VILLAGES, ["30", "35", "400", "45"], (), 4),
    (POOR, ["", "", "", "120000"], ("12100", "12400", "12300", ""), 5),
    (POVERTY, ["14", "13,5", "13", "12,5", "12"], (), None), (VILLAGES, ["1", "2", "3", "9"], (), None),
    (POOR, ["100", "400", "1500", "6000"], (), None), (POVERTY, ["", "", "7"], ("14", "13", ""), None),
]  # fmt: skip


def test_a_target_far_from_its_series_waits(load):
    result, rows = read_together(
        load, FAR, lambda region, code, targets, actuals: series(code, region, targets, actuals=actuals)
    )
    assert result.found("target_out_of_line") == [("target_out_of_line", row) for row in rows]
