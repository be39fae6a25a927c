"""Periods that cannot have ended or begun, dates that are not there yet, and moments of another zone."""

import datetime

import pytest

HEAD = "kode_indikator;kode_wilayah;periode;target;realisasi;status_data;tanggal_data\n"
TODAY = datetime.date(2026, 11, 29)
POVERTY, GRADUATES, IMMUNISED, TUBERCULOSIS = "IKU-BAPPEDA-13", "IKU-DISDIK-01", "IKU-DINKES-08", "IKU-DINKES-11"


# (indicator, period, status in the file, status that is kept without a question; None where it is asked about)
RUNNING = [
    (POVERTY, "2026", "", None), (GRADUATES, "31/12/2026", "final", None), (IMMUNISED, "November 2026", "", None),
    (TUBERCULOSIS, "TW IV 2026", "", None), ("IKU-DRKA-01", "Semester II 2026", "", None),
    (POVERTY, "2026", "sementara", "provisional"), (POVERTY, "2026", "simulasi", "simulated"),
    (POVERTY, "2025", "", "final"), (IMMUNISED, "Oktober 2026", "", "final"),
    (TUBERCULOSIS, "TW III 2026", "final", "final"),
]  # fmt: skip


def below(*rows):
    """The table of these rows, each of a regency of its own; the indicator stands before it, the rest after."""
    return HEAD + "".join(f"{code};11.{at:02d};{rest}\n" for at, (code, rest) in enumerate(rows, start=1))


def test_a_value_of_a_period_that_has_not_ended_is_asked_about_and_provisional(load):
    table = below(*((code, f"{period};;12,5;{status};") for code, period, status, _ in RUNNING))
    result = load(table, today=TODAY)
    asked = [row for row, case in enumerate(RUNNING, start=2) if case[-1] is None]
    assert result.found() == [("period_running", row) for row in asked]
    assert (result.waiting, result.accepted) == (len(asked), len(RUNNING) - len(asked))
    taken = load(table, today=TODAY, reasons=[(None, None, "angka final lebih awal")])
    assert taken.rows("status") == [kept or "provisional" for *_, kept in RUNNING]


@pytest.mark.parametrize(("period", "today"), [("2026", None), ("2025", TODAY), ("2026", datetime.date(2026, 12, 31))])
def test_a_period_that_has_ended_or_no_known_day_asks_nothing(load, period, today):
    assert load(HEAD + f"{POVERTY};11.01;{period};;12,5;;\n", today=today).rows("status") == ["final"]


def test_a_target_of_a_running_or_coming_period_is_no_value(load):
    result = load(HEAD + f"{POVERTY};11.01;2026;11,5;;;\n{POVERTY};11.01;2027;11;;;\n", today=TODAY)
    assert (result.outcome, result.found(), result.rows("status")) == ("accepted", [], ["final", "final"])


EARLY = [
    ("16/07/1905", "2024"), ("1905-07-17", "2025"), ("1905", None), ("1944", None), ("31/12/1939", None),
    ("17/07/1905", "2025"),
]  # fmt: skip


def test_a_period_before_any_data_is_an_error(load):
    result = load(below(*((POVERTY, f"{period};;12,5;;") for period, _ in EARLY), (POVERTY, "1971;;30,5;;")))
    assert result.rows("region", "period") == [(f"11.{len(EARLY) + 1:02d}", "1971")]
    for row, (_, meant) in enumerate(EARLY, start=2):
        one = result.one_at("period_too_early", row)
        assert (one.severity, one.expected == meant) == ("error", meant is not None)


MOMENTS = [
    ("2024-12-31T17:00:00.000Z", "2025", "2025-01-01"), ("2024-12-31T17:00:00Z", "2025", "2025-01-01"),
    ("2024-12-31T17:00:00+00:00", "2025", "2025-01-01"), ("2025-01-01T00:00:00+07:00", "2025", "2025-01-01"),
    ("2024-12-31T16:00:00Z", "2024", "2024-12-31"), ("2024-12-31 17:00:00", "2024", "2024-12-31"),
]  # fmt: skip


def test_midnight_in_aceh_is_never_the_year_before(load):
    as_period = [(POVERTY, f"{written};;12,5;;") for written, _, _ in MOMENTS]
    as_date = [(POVERTY, f"{period};;12,7;;{written}") for written, period, _ in MOMENTS]
    result = load(below(*as_period, *as_date))
    assert result.rows("period") == [period for _, period, _ in MOMENTS] * 2
    assert [str(day) for day in result.rows("as_of")[len(MOMENTS) :]] == [day for *_, day in MOMENTS]


def test_a_date_of_data_after_today_is_told(load):
    days = ("29/11/2026", "30/11/2026", "2026-11-29T17:00:00Z")
    result = load(below(*((POVERTY, f"2025;;12,5;;{day}") for day in days)), today=TODAY)
    assert result.found("date_after_today") == [("date_after_today", 3), ("date_after_today", 4)]
