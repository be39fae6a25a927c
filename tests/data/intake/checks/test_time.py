"""Periods that cannot have ended or begun, dates that are not there yet, and moments of another zone."""

import datetime

import pytest

HEAD = "kode_indikator;kode_wilayah;periode;target;realisasi;status_data;tanggal_data\n"
TODAY = datetime.date(2026, 11, 29)
POVERTY, GRADUATES, IMMUNISED, TUBERCULOSIS = "IKU-BAPPEDA-13", "IKU-DISDIK-01", "IKU-DINKES-08", "IKU-DINKES-11"


@pytest.mark.parametrize(
    ("indicator", "period", "status", "asked"),
    [
        (POVERTY, "2026", "", True), (GRADUATES, "31/12/2026", "final", True), (IMMUNISED, "November 2026", "", True),
        (TUBERCULOSIS, "TW IV 2026", "", True), ("IKU-DRKA-01", "Semester II 2026", "", True),
        (POVERTY, "2026", "sementara", False), (POVERTY, "2026", "simulasi", False), (POVERTY, "2025", "", False),
        (IMMUNISED, "Oktober 2026", "", False), (TUBERCULOSIS, "TW III 2026", "final", False),
    ],
)  # fmt: skip
def test_a_value_of_a_period_that_has_not_ended_is_asked_about_and_provisional(load, indicator, period, status, asked):
    table = HEAD + f"{indicator};11.01;{period};;12,5;{status};\n"
    result = load(table, today=TODAY)
    assert result.found() == ([("period_running", 2)] if asked else [])
    assert result.waiting == asked
    taken = load(table, today=TODAY, reasons=[(None, None, "angka final lebih awal")])
    words = {"": "final", "final": "final", "sementara": "provisional", "simulasi": "simulated"}
    assert taken.rows("status") == ["provisional" if asked else words[status]]


@pytest.mark.parametrize(("period", "today"), [("2026", None), ("2025", TODAY), ("2026", datetime.date(2026, 12, 31))])
def test_a_period_that_has_ended_or_no_known_day_asks_nothing(load, period, today):
    assert load(HEAD + f"{POVERTY};11.01;{period};;12,5;;\n", today=today).rows("status") == ["final"]


def test_a_target_of_a_running_or_coming_period_is_no_value(load):
    result = load(HEAD + f"{POVERTY};11.01;2026;11,5;;;\n{POVERTY};11.01;2027;11;;;\n", today=TODAY)
    assert (result.outcome, result.found(), result.rows("status")) == ("accepted", [], ["final", "final"])


@pytest.mark.parametrize(
    ("period", "meant"),
    [("16/07/1905", "2024"), ("1905-07-17", "2025"), ("1905", None), ("1944", None), ("31/12/1939", None),
     ("17/07/1905", "2025")],
)  # fmt: skip
def test_a_period_before_any_data_is_an_error(load, period, meant):
    result = load(HEAD + f"{POVERTY};11.01;{period};;12,5;;\n{POVERTY};11.02;1971;;30,5;;\n")
    one = result.one("period_too_early")
    assert (one.severity, one.row, result.rows("region", "period")) == ("error", 2, [("11.02", "1971")])
    assert (one.expected == meant) == (meant is not None)


@pytest.mark.parametrize(
    ("written", "period", "day"),
    [
        ("2024-12-31T17:00:00.000Z", "2025", "2025-01-01"), ("2024-12-31T17:00:00Z", "2025", "2025-01-01"),
        ("2024-12-31T17:00:00+00:00", "2025", "2025-01-01"), ("2025-01-01T00:00:00+07:00", "2025", "2025-01-01"),
        ("2024-12-31T16:00:00Z", "2024", "2024-12-31"), ("2024-12-31 17:00:00", "2024", "2024-12-31"),
    ],
)  # fmt: skip
def test_midnight_in_aceh_is_never_the_year_before(load, written, period, day):
    result = load(HEAD + f"{POVERTY};11.01;{written};;12,5;;\n{POVERTY};11.02;{period};;12,7;;{written}\n")
    assert result.rows("period") == [period, period]
    assert str(result.rows("as_of")[1]) == day


@pytest.mark.parametrize(
    ("day", "asked"), [("29/11/2026", False), ("30/11/2026", True), ("2026-11-29T17:00:00Z", True)]
)
def test_a_date_of_data_after_today_is_told(load, day, asked):
    result = load(HEAD + f"{POVERTY};11.01;2025;;12,5;;{day}\n", today=TODAY)
    assert bool(result.found("date_after_today")) == asked
