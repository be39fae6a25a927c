"""The record of reports and the questions to the data, worked out by hand."""

import datetime as dt
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from analytics import periods
from data.queries import named
from data.reference import load_reference

MARTS = Path(__file__).resolve().parents[3] / "data" / "build" / "marts"
KEY = "agency VARCHAR, unit VARCHAR, indicator VARCHAR, region VARCHAR, period VARCHAR"
SUBMISSIONS = "CREATE TABLE submissions (submission VARCHAR, own BOOLEAN)"
FIRST_DATES = f"CREATE TABLE first_dates ({KEY}, as_of DATE)"
REVISIONS = (
    f"CREATE TABLE revisions ({KEY}, period_start DATE, period_end DATE, target DOUBLE, new_actual DOUBLE, "
    "new_target DOUBLE, new_status VARCHAR, changed_on DATE)"
)
MONTHLY, QUARTERLY, SEMIANNUAL, ANNUAL = "IKU-DINKES-01", "IKU-BPBA-03", "IKU-DISTANBUN-02", "IKU-DINKES-05"


@pytest.fixture(scope="module")
def prepared():
    """A connection with the reference and the tables of a snapshot that holds nothing."""
    with duckdb.connect() as connection:
        _reference(connection)
        connection.execute((MARTS / "tables.sql").read_text("utf-8"))
        for table in (REVISIONS, FIRST_DATES, SUBMISSIONS):
            connection.execute(table)
        named.share(connection)
        yield connection


@pytest.fixture
def asked(prepared):
    """`asked(query, rows, corrected=(), edited=(), **parameters)`.

    A row is (indicator, region, period, date of data, more); corrected gives the date of a key's first value; edited
    the old and new target of a key and the date of the new one.
    """

    def frame(query, rows, corrected=(), edited=(), **parameters) -> pd.DataFrame:
        prepared.begin()
        try:
            _observations(prepared, rows)
            for key in corrected:
                prepared.execute("INSERT INTO first_dates VALUES ('DINKES', '', ?, ?, ?, ?)", list(key))
            for indicator, region, period, old, new, as_of in edited:
                span = periods.period(period)
                prepared.execute(
                    "INSERT INTO revisions VALUES ('DINKES', '', ?, ?, ?, ?, ?, ?, 1.0, ?, 'final', ?)",
                    [indicator, region, period, span.start, span.end, old, new, as_of],
                )
            for mart in ("reports", "breaks"):
                prepared.execute((MARTS / f"{mart}.sql").read_text("utf-8"))
            known = named.parameters_of(query)
            return prepared.execute(named.text_of(query), {name: parameters.get(name) for name in known}).df()
        finally:
            prepared.rollback()

    return frame


def _reference(connection) -> None:
    reference = load_reference()
    for name in ("agencies", "units", "indicators", "regions", "calendar"):
        table = getattr(reference, name)
        connection.register("incoming", table)
        connection.execute(f"CREATE TABLE {name} AS FROM incoming")
        connection.unregister("incoming")
    connection.execute("UPDATE indicators SET reported_by = 'each_its_own'")  # what never came is asked for elsewhere
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
                "frequency, actual, target, as_of, source, status) "
                "VALUES (?, 'DINKES', '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'final')",
                [number, indicator, region, period, span.start, span.end, span.frequency, actuals[-1], targets[-1],
                 as_of, facts.get("source")],
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


def span(today, since="2020-01-01", **more) -> dict[str, object]:
    return {"today": day(today), "first_day": day(since), "last_day": day(today), **more}


def troubles(asked, rows, today, **more) -> pd.DataFrame:
    return asked("quality_troubles", rows, **{"limit": 100, **span(today), **more})


def records(frame) -> dict[str, str]:
    return dict(zip(frame["period"], frame["record"], strict=True))


def counts(asked, rows, today, **more) -> dict[str, int]:
    names = ["expected", "received", "on_time", "late", "undated", "missing", "incomplete"]
    totals = asked("quality_totals", rows, **span(today), **more)[names].sum()
    return {name: int(count) for name, count in totals.items() if count}


def test_on_time_late_undated_and_missing(asked):
    rows = [
        (QUARTERLY, "11", "2025-Q1", day("2025-04-25")),
        (QUARTERLY, "11", "2025-Q2", day("2025-07-26")),
        (QUARTERLY, "11", "2025-Q4", None),
    ]
    frame = troubles(asked, rows, "2026-02-01")
    assert records(frame) == {"2025-Q3": "missing", "2025-Q2": "late"}
    assert counts(asked, rows, "2026-02-01") == {
        "expected": 4, "received": 3, "on_time": 1, "late": 1, "undated": 1, "missing": 1
    }  # fmt: skip
    late = frame.set_index("period").loc["2025-Q2"]
    assert (late["days_late"], late["deadline"].date(), late["due_day"].date()) == (
        1, day("2025-07-15"), day("2025-07-25")
    )  # fmt: skip
    assert frame.set_index("period").loc["2025-Q3", "days_late"] == (day("2026-02-01") - day("2025-10-25")).days


@pytest.mark.parametrize(("today", "missing"), [("2025-07-24", []), ("2025-07-25", []), ("2025-07-26", ["2025-Q2"])])
def test_nothing_is_missing_before_its_day_is_over(asked, today, missing):
    assert list(records(troubles(asked, [(QUARTERLY, "11", "2025-Q1", day("2025-04-10"))], today))) == missing


def test_a_weekend_does_not_move_the_day(asked):
    """Period III of 2025 is due on Wednesday 15 October, in grace until Saturday 25 October."""
    rows = [(QUARTERLY, "11", "2025-Q1", day("2025-04-10")), (QUARTERLY, "11", "2025-Q3", day("2025-10-27"))]
    late = troubles(asked, rows, "2025-10-27").set_index("period").loc["2025-Q3"]
    assert (late["record"], late["days_late"], late["due_day"].day_name()) == ("late", 2, "Saturday")


@pytest.mark.parametrize(
    ("indicator", "sent", "deadline", "due_day"),
    [
        (MONTHLY, "2024-01", "2024-03-10", "2024-03-15"),
        (QUARTERLY, "2023-Q4", "2024-04-15", "2024-04-25"),
        (SEMIANNUAL, "2023-S1", "2024-01-30", "2024-02-14"),
        (ANNUAL, "2022", "2024-02-28", "2024-03-30"),
        (ANNUAL, "2021", "2023-02-28", "2023-03-31"),
    ],
)
def test_days_of_the_period_after(asked, indicator, sent, deadline, due_day):
    """Days counted by hand over 29 February 2024: 59 days after 31 December are 28 February, 90 are 30 March."""
    frame = asked("quality_stale", [(indicator, "11", sent, None)], today=periods.period(sent).end)
    row = frame.iloc[0]
    assert (row["next_deadline"].date(), row["next_due_day"].date()) == (day(deadline), day(due_day))
    assert (row["standing"], row["ended"], row["overdue"]) == ("current", 0, 0)


def test_what_comes_before_its_day_counts(asked):
    assert counts(asked, [(QUARTERLY, "11", "2025-Q1", day("2025-03-01"))], "2025-04-02") == {
        "expected": 1, "received": 1, "on_time": 1
    }  # fmt: skip


def test_what_comes_after_the_day_asked_for_was_missing_on_it(asked):
    rows = [(MONTHLY, "11", "2025-01", day("2025-02-10")), (MONTHLY, "11", "2025-02", day("2025-05-02"))]
    assert records(troubles(asked, rows, "2025-03-16")) == {"2025-02": "missing"}
    assert counts(asked, rows, "2025-03-15") == {"expected": 1, "received": 1, "on_time": 1}


def test_a_report_is_dated_by_its_last_region_and_names_those_that_are_not_in_it(asked):
    rows = [
        (MONTHLY, "11.01", "2025-01", day("2025-02-05")), (MONTHLY, "11.02", "2025-01", day("2025-02-20")),
        (MONTHLY, "11.01", "2025-02", day("2025-03-05")),
        (MONTHLY, "11.01", "2025-03", day("2025-04-05")), (MONTHLY, "11.02", "2025-03", day("2025-04-05")),
        (MONTHLY, "11.03", "2025-03", day("2025-04-05")),
    ]  # fmt: skip
    frame = troubles(asked, rows, "2025-04-05")
    assert records(frame) == {"2025-01": "late", "2025-02": "incomplete"}
    assert list(frame[frame["period"] == "2025-02"]["missing_regions"].iloc[0]) == ["11.02"]
    assert counts(asked, rows, "2025-04-05") == {
        "expected": 3, "received": 3, "on_time": 2, "late": 1, "incomplete": 1
    }  # fmt: skip


def test_a_correction_does_not_make_a_report_late(asked):
    rows = [(MONTHLY, "11.01", "2025-01", day("2025-09-01")), (MONTHLY, "11.02", "2025-01", day("2025-02-05"))]
    assert records(troubles(asked, rows, "2025-09-01"))["2025-01"] == "late"
    corrected = [(MONTHLY, "11.01", "2025-01", day("2025-02-05"))]
    assert "2025-01" not in records(troubles(asked, rows, "2025-09-01", corrected=corrected))


def test_a_row_without_an_actual_is_no_report(asked):
    rows = [
        (QUARTERLY, "11", "2025-Q1", day("2025-04-10")),
        (QUARTERLY, "11", "2025-Q2", day("2025-07-10"), {"actual": None}),
        (QUARTERLY, "11", "2025-Q3", day("2025-10-10")),
    ]
    assert records(troubles(asked, rows, "2025-10-30")) == {"2025-Q2": "missing"}


def test_after_two_years_of_silence_nothing_is_owed(asked):
    rows = [(ANNUAL, "11", "2022", day("2023-02-01")), (ANNUAL, "11", "2020", day("2021-02-01"))]
    assert records(troubles(asked, rows, "2026-01-10")) == {"2021": "missing"}
    stopped = asked("quality_stale", rows, today=day("2026-01-10")).iloc[0]
    assert (stopped["standing"], stopped["last_period"]) == ("stopped", "2022")
    assert asked("quality_calendar", rows, today=day("2026-01-10"), until=day("2027-01-10")).empty
    going = [(ANNUAL, "11", "2024", day("2025-02-01"))]
    assert records(troubles(asked, going, "2026-04-10")) == {"2025": "missing"}
    behind = asked("quality_stale", going, today=day("2026-04-10")).iloc[0]
    assert (behind["standing"], behind["overdue"], behind["ended"]) == ("overdue", 1, 1)
    assert behind["next_due_day"].date() == day("2026-03-31")


def test_standing_from_current_to_overdue(asked):
    rows = [(MONTHLY, "11", "2025-03", day("2025-04-05"))]
    standings = {
        today: asked("quality_stale", rows, today=day(today))[["standing", "ended", "overdue"]].to_numpy().tolist()[0]
        for today in ("2025-04-30", "2025-05-01", "2025-05-15", "2025-05-16", "2025-08-20")
    }
    assert standings == {
        "2025-04-30": ["current", 0, 0], "2025-05-01": ["due", 1, 0], "2025-05-15": ["due", 1, 0],
        "2025-05-16": ["overdue", 1, 1], "2025-08-20": ["overdue", 4, 4],
    }  # fmt: skip


def test_the_calendar_names_what_can_still_come_in_time(asked):
    rows = [(MONTHLY, "11", "2025-02", day("2025-03-05")), (QUARTERLY, "11", "2024-Q4", day("2025-01-05"))]
    frame = asked("quality_calendar", rows, today=day("2025-04-12"), until=day("2025-06-11"))
    assert [(row["period"], str(row["deadline"].date())) for row in frame.to_dict("records")] == [
        ("2025-03", "2025-04-10"), ("2025-Q1", "2025-04-15"), ("2025-04", "2025-05-10"), ("2025-05", "2025-06-10"),
    ]  # fmt: skip
    later = asked("quality_calendar", rows, today=day("2025-04-16"), until=day("2025-06-11"))
    assert list(later["period"]) == ["2025-Q1", "2025-04", "2025-05"]
    assert asked("quality_calendar", rows, today=day("2025-04-12"), until=day("2025-06-11"), agency="DISDIK").empty


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
    rows = [(indicator, "11", period, None) for period in sent]
    frame = troubles(asked, rows, today)
    assert records(frame) == {gap: "missing"}
    assert counts(asked, rows, today)["expected"] == 3
    assert frame.iloc[0]["period_end"].date() == periods.period(gap).end


def test_filters_and_limit(asked):
    rows = [(MONTHLY, "11", period, day("2026-01-01")) for period in ("2025-01", "2025-02", "2025-03")]
    for nothing in ({"agency": "DISDIK"}, {"units": ["X"]}, {"frequency": "annual"}):
        assert troubles(asked, rows, "2026-01-01", **nothing).empty
        assert counts(asked, rows, "2026-01-01", **nothing) == {}
    frame = troubles(asked, rows, "2026-01-01", record="late", first_day=day("2025-02-01"), limit=1)
    assert list(frame["period"]) == ["2025-02"]
    assert frame["of_all"].max() == 2


def test_no_observations_no_reports(asked):
    assert troubles(asked, [], "2025-04-20").empty
    assert asked("quality_stale", [], today=day("2025-04-20")).empty
    assert asked("quality_calendar", [], today=day("2025-04-20"), until=day("2026-04-20")).empty


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


@pytest.mark.parametrize(
    ("values_given", "asked_about"),
    [
        ([25.0] * 10 + [30.0, 41.2, 52.9, 77.1, 83.3, 60.0, 65.0, 70.5, 80.0, 35.0], True),
        ([21.3 + step for step in range(20)], False),
        ([25.0] * 19, False),
        ([5.0, 10.0] * 10, False),
    ],
)
def test_heaping_on_round_numbers(asked, values_given, asked_about):
    rows = [("IKU-DINKES-08", f"11.{at:02d}", "2025-01", None, {"actual": value})
            for at, value in enumerate(values_given, start=1)]  # fmt: skip
    frame = asked("quality_questions", rows, since=day("2024-01-01"), limit=50)
    own = frame[frame["question"] == "rounded"]
    assert len(own) == asked_about
    if asked_about:
        assert own[["found", "beside", "period"]].to_numpy().tolist() == [[75.0, 20.0, "2025-01"]]


def test_a_target_changed_after_its_period_is_asked_about(asked):
    rows = values("IKU-DINKES-08", 50.0, 51.0, target=60.0)
    edited = [("IKU-DINKES-08", "11", "2025-02", 70.0, 60.0, day("2025-03-01")),
              ("IKU-DINKES-08", "11", "2025-01", 70.0, 60.0, day("2025-01-31")),
              ("IKU-DINKES-08", "11", "2025-01", 60.0, 60.0, day("2025-03-31")),
              ("IKU-DINKES-08", "11", "2025-01", None, 60.0, day("2025-03-31"))]  # fmt: skip
    frame = asked("quality_questions", rows, edited=edited, since=day("2024-01-01"), limit=50)
    assert frame[["question", "found", "beside", "period"]].to_numpy().tolist() == [
        ["target_edited", 60.0, 70.0, "2025-02"]
    ]


@pytest.mark.parametrize(("actual", "asked_about"), [(60.0, True), (57.0, True), (56.0, False), (45.0, True)])
def test_a_jump_at_a_new_source_is_asked_about(asked, actual, asked_about):
    rows = values("IKU-DINKES-08", 50.0, 52.0, 49.0, 51.0)  # usual change: median of 2, 3, 2
    rows = [(*row[:4], {**row[4], "source": "Survei A"}) for row in rows]
    rows.append(("IKU-DINKES-08", "11", "2025-05", None, {"actual": actual, "source": "Survei B"}))
    frame = asked("quality_questions", rows, since=day("2024-01-01"), limit=50)
    expected = [["source_jump", actual - 51, 2.0, "2025-05"]] if asked_about else []
    assert frame[["question", "found", "beside", "period"]].to_numpy().tolist() == expected


def test_an_agency_reads_what_came_what_lacks_regions_and_what_is_missing(asked):
    rows = [(QUARTERLY, "11", "2025-Q1", day("2025-04-10")), (QUARTERLY, "11", "2025-Q2", day("2025-07-10"))]
    (found,) = asked(
        "agency_reports", rows, agency="DINKES", since=day("2025-01-01"), today=day("2025-12-01")
    ).to_dict("records")
    counts = [found[name] for name in ("expected", "received", "missing", "late", "incomplete")]
    assert counts == [3, 2, 1, 0, 0]
    assert (found["last_period"], list(found["missing_periods"])) == ("2025-Q2", ["2025-Q3"])
