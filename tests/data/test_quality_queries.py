"""The record of reports and the questions to the data, worked out by hand."""

import datetime as dt
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data import dictionary, periods
from data.snapshot import query_parameters, query_text

TABLES = Path(__file__).resolve().parents[2] / "data" / "sql" / "marts" / "tables.sql"
REVISIONS = "CREATE TABLE revisions (agency VARCHAR, unit VARCHAR, indicator VARCHAR, region VARCHAR, period VARCHAR)"
MONTHLY, QUARTERLY, SEMIANNUAL, ANNUAL = "IKU-DINKES-01", "IKU-BPBA-03", "IKU-DISTANBUN-02", "IKU-DINKES-05"


@pytest.fixture
def asked():
    """`asked(query, rows, corrected=(), **parameters)`; a row is (indicator, region, period, date of data, more)."""

    def frame(query, rows, corrected=(), **parameters) -> pd.DataFrame:
        with duckdb.connect() as connection:
            _reference(connection)
            connection.execute(TABLES.read_text("utf-8"))
            connection.execute(REVISIONS)
            _observations(connection, rows)
            for key in corrected:
                connection.execute("INSERT INTO revisions VALUES ('DINKES', '', ?, ?, ?)", list(key))
            known = query_parameters(query)
            return connection.execute(query_text(query), {name: parameters.get(name) for name in known}).df()

    return frame


def _reference(connection) -> None:
    reference = dictionary.load()
    for name in ("agencies", "units", "indicators", "regions", "calendar"):
        table = getattr(reference, name)
        connection.register("incoming", table)
        connection.execute(f"CREATE TABLE {name} AS FROM incoming")
        connection.unregister("incoming")
    connection.execute(
        "CREATE OR REPLACE TABLE calendar AS SELECT * FROM (VALUES ('monthly', 10, 5), ('quarterly', 15, 10), "
        "('semiannual', 30, 15), ('annual', 59, 31)) AS t (frequency, due_days, grace_days)"
    )


def _observations(connection, rows) -> None:
    series: dict[tuple, list] = {}
    for row in rows:
        series.setdefault(row[:2], []).append(row)
    for number, ((indicator, region), own) in enumerate(series.items()):
        own = sorted(own, key=lambda row: periods.period(row[2]).start)
        actuals, targets = [], []
        for _, _, period, as_of, *more in own:
            span, facts = periods.period(period), {"actual": 1.0, "target": None, **(more[0] if more else {})}
            actuals.append(facts["actual"])
            targets.append(facts["target"])
            connection.execute(
                "INSERT INTO observations (series, agency, unit, indicator, region, period, period_start, period_end, "
                "frequency, actual, target, as_of, status) "
                "VALUES (?, 'DINKES', '', ?, ?, ?, ?, ?, ?, ?, ?, ?, 'final')",
                [number, indicator, region, period, span.start, span.end, span.frequency, actuals[-1], targets[-1],
                 as_of],
            )  # fmt: skip
        known = [row[2] for row, actual in zip(own, actuals, strict=True) if actual is not None]
        present = [actual for actual in actuals if actual is not None]
        connection.execute(
            "INSERT INTO series (series, agency, unit, indicator, region, frequency, n, first_period, last_period, "
            "last_start, actual, target, previous_actual, actuals, status) "
            "VALUES (?, 'DINKES', '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'final')",
            [number, indicator, region, periods.period(known[0]).frequency, len(known), known[0], known[-1],
             periods.period(known[-1]).start, present[-1], targets[-1], present[-2] if len(present) > 1 else None,
             actuals],
        )  # fmt: skip


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def reports(asked, rows, today, since="2020-01-01", **more) -> pd.DataFrame:
    days = {"today": day(today), "first_day": day(since), "last_day": day(today)}
    return asked("quality_reports", rows, limit=100, **days, **more)


def troubles(frame) -> dict[str, str]:
    own = frame[frame["kind"] == "trouble"]
    return dict(zip(own["period"], own["record"], strict=True))


def counts(frame) -> dict[str, int]:
    names = ["expected", "on_time", "late", "undated", "missing", "incomplete"]
    return {name: int(count) for name, count in frame[frame["kind"] == "total"][names].sum().items() if count}


def test_on_time_late_undated_and_missing(asked):
    rows = [
        (QUARTERLY, "11", "2025-Q1", day("2025-04-25")),
        (QUARTERLY, "11", "2025-Q2", day("2025-07-26")),
        (QUARTERLY, "11", "2025-Q4", None),
    ]
    frame = reports(asked, rows, "2026-02-01")
    assert troubles(frame) == {"2025-Q2": "late", "2025-Q3": "missing"}
    assert counts(frame) == {"expected": 4, "on_time": 1, "late": 1, "undated": 1, "missing": 1}
    late = frame[frame["period"] == "2025-Q2"].iloc[0]
    assert (late["days_late"], late["due_day"].date(), late["quarter"]) == (1, day("2025-07-25"), "2025-Q2")


@pytest.mark.parametrize(("today", "missing"), [("2025-07-24", []), ("2025-07-25", ["2025-Q2"])])
def test_nothing_is_due_before_its_day(asked, today, missing):
    frame = reports(asked, [(QUARTERLY, "11", "2025-Q1", day("2025-04-10"))], today)
    assert list(troubles(frame)) == missing


def test_what_comes_before_its_day_counts(asked):
    assert counts(reports(asked, [(QUARTERLY, "11", "2025-Q1", day("2025-03-01"))], "2025-04-02")) == {
        "expected": 1, "on_time": 1
    }  # fmt: skip


def test_a_report_is_dated_by_its_last_region_and_names_those_that_are_not_in_it(asked):
    rows = [
        (MONTHLY, "11.01", "2025-01", day("2025-02-05")), (MONTHLY, "11.02", "2025-01", day("2025-02-20")),
        (MONTHLY, "11.01", "2025-02", day("2025-03-05")),
        (MONTHLY, "11.01", "2025-03", day("2025-04-05")), (MONTHLY, "11.02", "2025-03", day("2025-04-05")),
        (MONTHLY, "11.03", "2025-03", day("2025-04-05")),
    ]  # fmt: skip
    frame = reports(asked, rows, "2025-04-05")
    assert troubles(frame) == {"2025-01": "late", "2025-02": "on_time"}
    assert list(frame[frame["period"] == "2025-02"]["missing_regions"].iloc[0]) == ["11.02"]
    assert counts(frame) == {"expected": 3, "on_time": 2, "late": 1, "incomplete": 1}


def test_a_correction_does_not_make_a_report_late(asked):
    rows = [(MONTHLY, "11.01", "2025-01", day("2025-09-01")), (MONTHLY, "11.02", "2025-01", day("2025-02-05"))]
    assert troubles(reports(asked, rows, "2025-02-20")) == {"2025-01": "late"}
    corrected = [(MONTHLY, "11.01", "2025-01")]
    assert troubles(reports(asked, rows, "2025-02-20", corrected=corrected)) == {}


def test_a_row_without_an_actual_is_no_report(asked):
    rows = [
        (QUARTERLY, "11", "2025-Q1", day("2025-04-10")),
        (QUARTERLY, "11", "2025-Q2", day("2025-07-10"), {"actual": None}),
        (QUARTERLY, "11", "2025-Q3", day("2025-10-10")),
    ]
    assert troubles(reports(asked, rows, "2025-10-30")) == {"2025-Q2": "missing"}


def test_after_two_years_of_silence_nothing_is_owed(asked):
    rows = [(ANNUAL, "11", "2022", day("2023-02-01")), (ANNUAL, "11", "2020", day("2021-02-01"))]
    assert troubles(reports(asked, rows, "2026-01-10")) == {"2021": "missing"}
    stopped = asked("quality_stale", rows, today=day("2026-01-10")).iloc[0]
    assert stopped["stopped"]
    assert stopped["last_period"] == "2022"
    going = [(ANNUAL, "11", "2024", day("2025-02-01"))]
    assert troubles(reports(asked, going, "2026-04-10")) == {"2025": "missing"}
    behind = asked("quality_stale", going, today=day("2026-04-10")).iloc[0]
    assert (behind["stopped"], behind["periods_behind"]) == (False, 1)
    assert behind["first_due_day"].date() == day("2026-03-31")


def test_what_is_up_to_date_is_not_stale(asked):
    rows = [(MONTHLY, "11", "2025-03", day("2025-04-05"))]
    assert asked("quality_stale", rows, today=day("2025-05-14")).empty
    assert asked("quality_stale", rows, today=day("2025-05-15"))["periods_behind"].tolist() == [1]
    assert asked("quality_stale", rows, today=day("2025-08-20"))["periods_behind"].tolist() == [4]


@pytest.mark.parametrize(
    ("indicator", "sent", "today", "gap"),
    [
        (MONTHLY, ["2025-11", "2026-01"], "2026-02-20", "2025-12"),
        (QUARTERLY, ["2025-Q4", "2026-Q2"], "2026-08-20", "2026-Q1"),
        (SEMIANNUAL, ["2025-S1", "2026-S1"], "2026-08-20", "2025-S2"),
        (ANNUAL, ["2023", "2025"], "2026-04-20", "2024"),
    ],
)
def test_periods_of_every_frequency(asked, indicator, sent, today, gap):
    frame = reports(asked, [(indicator, "11", period, None) for period in sent], today)
    assert troubles(frame) == {gap: "missing"}
    assert counts(frame)["expected"] == 3
    missing = frame[frame["kind"] == "trouble"].iloc[0]
    assert missing["period_end"].date() == periods.period(gap).end


def test_filters_and_limit(asked):
    rows = [(MONTHLY, "11", period, day("2026-01-01")) for period in ("2025-01", "2025-02", "2025-03")]
    assert reports(asked, rows, "2025-04-20", agency="DISDIK").empty
    assert reports(asked, rows, "2025-04-20", units=["X"]).empty
    frame = asked("quality_reports", rows, today=day("2025-04-20"), first_day=day("2025-02-01"),
                  last_day=day("2025-04-20"), limit=1)  # fmt: skip
    assert list(troubles(frame)) == ["2025-03"]
    assert frame["of_all"].max() == 2
    assert counts(frame)["expected"] == 2


def test_no_observations_no_reports(asked):
    assert reports(asked, [], "2025-04-20").empty
    assert asked("quality_stale", [], today=day("2025-04-20")).empty


def values(indicator, *actuals, target=None) -> list[tuple]:
    months = [f"2025-{month:02d}" for month in range(1, 13)]
    return [
        (indicator, "11", month, None, {"actual": actual, "target": target})
        for month, actual in zip(months, actuals, strict=False)
    ]


def questions(asked, rows) -> list[tuple]:
    frame = asked("quality_questions", rows, since=day("2024-01-01"), limit=50)
    return [(row["question"], row["found"], row["beside"], row["period"]) for row in frame.to_dict("records")]


@pytest.mark.parametrize(
    ("indicator", "actuals", "found"),
    [
        ("IKU-DINKES-08", [98.0, 100, 100, 100], [("exactly_100", 100, 3, "2025-04")]),
        ("IKU-DINKES-08", [100.0, 100, 99, 100], []),
        ("IKU-DINKES-08", [88.5, 91.25, 91.25, 91.25], [("same_value", 91.25, 3, "2025-04")]),
        ("IKU-DINKES-08", [91.25, 91.25, None, 91.25], [("same_value", 91.25, 3, "2025-04")]),
        ("IKU-DINKES-08", [0.0, 0, 0, 0], []),
        ("IKU-DISHUB-02", [3.0, 3, 3, 3], []),
        ("IKU-DISHUB-02", [40.0, 40, 40, 40], [("same_value", 40, 4, "2025-04")]),
        ("IKU-DKP-01", [310.0, 305000, 320, 330, 300], [("unit_slip", 305000, 320, "2025-02")]),
        ("IKU-DKP-01", [310.0, 3050, 320, 330, 300], []),
        ("IKU-DKP-01", [310.0, 0, 320, 330, 300], []),
        ("IKU-DKP-01", [310.0, 305000, 320], []),
    ],
)
def test_questions_about_values(asked, indicator, actuals, found):
    assert questions(asked, values(indicator, *actuals)) == found


def test_a_target_weaker_than_the_actual_before_is_asked_about(asked):
    assert questions(asked, values("IKU-DINKES-08", 90.0, 92.0, target=85.0)) == [
        ("weak_target", 85, 90, "2025-02")
    ]  # fmt: skip
    assert questions(asked, values("IKU-DINKES-08", 90.0, 92.0, target=91.0)) == []
    assert questions(asked, values(ANNUAL, 90.0, 80.0, target=95.0))[0][0] == "weak_target"
    assert questions(asked, values("IKU-DINKES-01", 90.0, 92.0, target=85.0)) == []


def test_series_of_the_past_are_not_asked_about(asked):
    rows = values("IKU-DINKES-08", 100.0, 100, 100)
    assert asked("quality_questions", rows, since=day("2025-06-01"), limit=50).empty
