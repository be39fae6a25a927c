"""The mart of reports: what was due, what came, when and with which regions, worked out by hand."""

import datetime as dt
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from analytics import periods

MARTS = Path(__file__).resolve().parents[3] / "data" / "build" / "marts"
FIRST_DATES = (
    "CREATE TABLE first_dates (agency VARCHAR, unit VARCHAR, indicator VARCHAR, region VARCHAR, period VARCHAR, "
    "as_of DATE)"
)
CALENDAR = (
    "CREATE TABLE calendar AS SELECT * FROM (VALUES ('monthly', 10, 5), ('quarterly', 15, 10), "
    "('semiannual', 30, 15), ('annual', 59, 31)) AS t (frequency, due_days, grace_days)"
)

INDICATORS = (
    "CREATE TABLE indicators (code VARCHAR, agency VARCHAR, frequency VARCHAR, since VARCHAR, until VARCHAR, "
    "reported_by VARCHAR)"
)
AGENCIES = "CREATE TABLE agencies (code VARCHAR, counted VARCHAR)"
SUBMISSIONS = "CREATE TABLE submissions (submission VARCHAR, own BOOLEAN)"


@pytest.fixture
def reports():
    """`reports(rows, corrected=[…])` gives the mart without what is awaited.

    A row is (indicator, region, period, date of the data); corrected gives the date of a key's first value.
    """

    def made(rows, corrected=()) -> pd.DataFrame:
        with duckdb.connect() as connection:
            tables = (MARTS / "tables.sql").read_text("utf-8")
            for statement in (tables, FIRST_DATES, CALENDAR, INDICATORS, AGENCIES, SUBMISSIONS):
                connection.execute(statement)
            for indicator, region, period, as_of, *actual in rows:
                span = periods.period(period)
                connection.execute(
                    "INSERT INTO observations (agency, unit, indicator, region, period, period_start, period_end, "
                    "frequency, actual, as_of, status) VALUES ('A', '', ?, ?, ?, ?, ?, ?, ?, ?, 'final')",
                    [indicator, region, period, span.start, span.end, span.frequency, *(actual or [1.0]), as_of],
                )
            for key in corrected:
                connection.execute("INSERT INTO first_dates VALUES ('A', '', ?, ?, ?, ?)", list(key))
            connection.execute((MARTS / "reports.sql").read_text("utf-8"))
            return connection.execute("SELECT * FROM reports WHERE record <> 'awaited'").df()

    return made


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def records(frame: pd.DataFrame, indicator="I") -> dict[str, str]:
    own = frame[frame["indicator"] == indicator]
    return dict(zip(own["period"], own["record"], strict=True))


def test_on_time_late_undated_and_missing(reports):
    frame = reports([
        ("I", "11", "2025-Q1", day("2025-04-25")),
        ("I", "11", "2025-Q2", day("2025-07-26")),
        ("I", "11", "2025-Q4", None),
        ("J", "11", "2025-Q4", day("2026-02-01")),
    ])  # fmt: skip
    assert records(frame) == {"2025-Q1": "on_time", "2025-Q2": "late", "2025-Q3": "missing", "2025-Q4": "undated"}
    assert frame.set_index("period").loc["2025-Q2", "days_late"] == 1
    assert frame["due_day"].dt.date.tolist()[0] == day("2025-04-25")


def test_nothing_is_due_before_its_day(reports):
    rows = [("I", "11", "2025-Q1", day("2025-04-10")), ("J", "11", "2025-Q3", day("2025-10-24"))]
    assert records(reports(rows)) == {"2025-Q1": "on_time", "2025-Q2": "missing"}
    on_the_day = [*rows, ("J", "11", "2025-Q2", day("2025-10-25"))]
    assert "2025-Q3" not in records(reports(on_the_day))
    after = [*rows, ("J", "11", "2025-Q2", day("2025-10-26"))]
    assert records(reports(after))["2025-Q3"] == "missing"


def test_what_comes_before_its_day_counts(reports):
    frame = reports([("I", "11", "2025-Q1", day("2025-03-01"))])
    assert records(frame) == {"2025-Q1": "on_time"}


def test_a_report_is_dated_by_its_last_region_and_names_those_that_are_not_in_it(reports):
    frame = reports([
        ("I", "11.01", "2025-01", day("2025-02-05")), ("I", "11.02", "2025-01", day("2025-02-20")),
        ("I", "11.01", "2025-02", day("2025-03-05")),
        ("I", "11.01", "2025-03", day("2025-04-05")), ("I", "11.02", "2025-03", day("2025-04-05")),
        ("I", "11.03", "2025-03", day("2025-04-05")),
    ])  # fmt: skip
    rows = frame.set_index("period")
    assert records(frame) == {"2025-01": "late", "2025-02": "on_time", "2025-03": "on_time"}
    assert list(rows.loc["2025-02", "missing_regions"]) == ["11.02"]
    assert list(rows.loc["2025-01", "missing_regions"]) == []
    assert rows["regions"].tolist() == [2, 1, 3]


def test_a_correction_does_not_make_a_report_late(reports):
    rows = [("I", "11.01", "2025-01", day("2025-09-01")), ("I", "11.02", "2025-01", day("2025-02-05"))]
    assert records(reports(rows))["2025-01"] == "late"
    assert records(reports(rows, [("I", "11.01", "2025-01", day("2025-02-15"))]))["2025-01"] == "on_time"


def test_a_row_without_an_actual_is_no_report(reports):
    frame = reports([
        ("I", "11", "2025-Q1", day("2025-04-10")),
        ("I", "11", "2025-Q2", day("2025-07-10"), None),
        ("I", "11", "2025-Q3", day("2025-10-10")),
    ])  # fmt: skip
    assert records(frame)["2025-Q2"] == "missing"


def test_after_two_years_of_silence_nothing_is_owed(reports):
    newest = ("J", "11", "2025-12", day("2026-01-10"))
    frame = reports([("I", "11", "2022", day("2023-02-01")), ("I", "11", "2020", day("2021-02-01")), newest])
    assert records(frame) == {"2020": "on_time", "2021": "missing", "2022": "on_time"}
    assert frame[frame["indicator"] == "I"]["stopped"].all()
    going = reports([("I", "11", "2024", day("2025-02-01")), ("J", "11", "2026-03", day("2026-04-10"))])
    assert records(going) == {"2024": "on_time", "2025": "missing"}
    assert not going["stopped"].any()


@pytest.mark.parametrize(
    ("periods_sent", "newest", "due"),
    [
        (["2025-11", "2026-01"], "2026-02-20", ["2025-11", "2025-12", "2026-01"]),
        (["2025-Q4", "2026-Q2"], "2026-08-20", ["2025-Q4", "2026-Q1", "2026-Q2"]),
        (["2025-S1", "2026-S1"], "2026-08-20", ["2025-S1", "2025-S2", "2026-S1"]),
        (["2023", "2025"], "2026-04-20", ["2023", "2024", "2025"]),
    ],
)
def test_periods_of_every_frequency(reports, periods_sent, newest, due):
    frame = reports([("I", "11", period, day(newest)) for period in periods_sent])
    assert sorted(records(frame)) == due
    assert [periods.period(each).end for each in due] == list(frame.sort_values("period")["period_end"].dt.date)


def test_no_observations_no_reports(reports):
    assert reports([]).empty
