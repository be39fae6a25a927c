"""The clock rules: what is missing grows with the days, whoever never reported counts, and an example keeps its own
date until the first official report."""

import pytest

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;tanggal_data;status_data\n"
DAYS = ("2026-11-29", "2027-06-01", "2030-01-01")


def lines(status: str, months=range(1, 11)) -> list[str]:
    """A monthly indicator of 2026, each reported on the fifth of the month after."""
    key = "DPMPTSP;IKU-DPMPTSP-02;11"
    return [f"{key};2026-{month:02d};92,5;90,{month};2026-{month + 1:02d}-05;{status}" for month in months]


@pytest.fixture
def load(store, publish):
    return lambda rows: publish(store, HEADER + "\n".join(rows) + "\n", partial=True).snapshot


def clocks(snapshot) -> list[tuple[bool, str, str]]:
    """Whether it is an example, and by which days targets and reports are judged, on each of the three days."""
    rows = [snapshot.fetch("clock", today=day).iloc[0] for day in DAYS]
    return [(bool(row["is_example"]), str(row["judged_on"].date()), str(row["reported_on"].date())) for row in rows]


def missing(snapshot, day: str, **chosen) -> int:
    span = {"first_day": f"{int(day[:4]) - 1}{day[4:]}", "last_day": day, "today": day}
    return int(snapshot.fetch("quality_totals", **span, **chosen)["missing"].sum())


def test_an_example_keeps_its_date_until_the_first_official_report_and_then_the_clock_rules(store, load):
    load(lines("simulasi"))
    assert clocks(store.snapshot()) == [(True, "2026-11-05", "2026-11-05")] * len(DAYS)
    counted = [int(store.snapshot().fetch("standing", today=day)["counted"].sum()) for day in DAYS]
    assert counted == [1, 1, 1]
    load([line.replace("DPMPTSP", "RO_ADPEMB", 1).replace("DPMPTSP-02", "RO_ADPEMB-01") for line in lines("tetap")])
    assert clocks(store.snapshot()) == [(False, day, day) for day in DAYS]
    counted = [int(store.snapshot().fetch("standing", today=day)["counted"].sum()) for day in DAYS]
    assert counted == [2, 2, 0]


def test_the_longer_nobody_reports_the_more_is_missing(store, load):
    load(lines("tetap"))
    snapshot = store.snapshot()
    chosen = {"agency": "DPMPTSP", "frequency": "monthly"}
    others = missing(snapshot, DAYS[0], **chosen)
    totals = [missing(snapshot, day, **chosen) for day in DAYS]
    assert totals == sorted(totals)
    reported = snapshot.fetch("agency_reports", agency="DPMPTSP", today=DAYS[1], since="2026-06-01")
    own = reported.set_index("indicator").loc["IKU-DPMPTSP-02"]
    assert list(own["missing_periods"]) == ["2027-04", "2027-03", "2027-02", "2027-01", "2026-12", "2026-11"]
    assert own["missing"] == 6
    assert totals[1] > others


def test_whoever_never_reported_is_missing_by_the_register(store, load):
    load(lines("tetap"))
    snapshot = store.snapshot()
    never = snapshot.fetch("quality_troubles", record="missing", limit=9999, agency="MPU",
                           first_day="2025-01-01", last_day=DAYS[0], today=DAYS[0])  # fmt: skip
    assert {*never["indicator"]} == {"IKU-BPKA-02", "IKU-RO_ADPEMB-01", "IKU-MPU-01"}
    assert [*never[never["indicator"] == "IKU-MPU-01"]["period"]] == ["2025"]
    listed = snapshot.fetch("agency_overview", since="2024-01-01", today=DAYS[0], first_day="2025-01-01")
    assert {*listed["agency"]} == {*snapshot.fetch("scope_agencies")["code"]}


def test_an_indicator_that_the_register_ended_owes_nothing_after_it(store, load):
    months = ("2023-12", "2024-01", "2024-02")
    covid = [f"DINKES;IKU-DINKES-19;11.71;{month};100;90;{month}-28;tetap" for month in months]
    load([*covid, *lines("tetap")])
    owed = store.snapshot().fetch("quality_stale", today="2024-06-01", agency="DINKES", frequency="monthly")
    row = owed.set_index("indicator").loc["IKU-DINKES-19"]
    assert (row["standing"], row["overdue"]) == ("stopped", 0)
