"""One value under a unit and under its agency."""

import datetime

import duckdb
import pytest

HEAD = "kode_instansi;kode_unit;kode_indikator;kode_wilayah;periode;realisasi\n"
POVERTY = "IKU-BAPPEDA-13"


@pytest.fixture
def units(reference):
    return reference.units.loc[reference.units["agency"].eq("BAPPEDA"), "code"].tolist()


# (unit or - for the agency; value) of the lines of one regency, and which of them is asked about
CASES = [
    (("-;12,5", "0;12,5"), 1), (("0;12,5", "-;12,5"), 0), (("-;12,5", "0;12,6"), None),
    (("-;12,5", "0;12,5", "1;12,5"), None), (("0;12,5", "1;12,5"), None), (("-;100", "0;100"), None),
    (("-;0", "0;0"), None), (("-;7", "1;7"), 1),
]  # fmt: skip


def line(unit, at, value):
    return f"BAPPEDA;{unit};{POVERTY};11.{at:02d};2024;{value}\n"


def test_a_unit_alone_with_the_value_of_its_agency_waits(load, units):
    table, rows = HEAD, []
    for at, (lines, asked) in enumerate(CASES, start=1):
        rows += [] if asked is None else [table.count("\n") + 1 + asked]
        for unit, value in (one.split(";") for one in lines):
            table += line("" if unit == "-" else units[int(unit)], at, value)
    result = load(table)
    assert result.found("unit_repeats_agency") == [("unit_repeats_agency", row) for row in rows]
    assert load(table, reasons=[(None, None, "keduanya benar")]).outcome == "accepted"


# What is published, what is sent, and whether it is asked about.
PUBLISHED = [("", 0, True), (0, "", True), ("", "", False), (0, 1, False), (0, 0, False)]


def test_what_is_published_under_the_other_counts_too(load, units, tmp_path):
    history, unit = tmp_path / "kinerja.duckdb", {"": "", 0: units[0], 1: units[1]}
    with duckdb.connect(str(history)) as connection:
        connection.execute(
            "CREATE TABLE observations (agency VARCHAR, unit VARCHAR, indicator VARCHAR, region VARCHAR, "
            "period_start DATE, actual DOUBLE, target DOUBLE, status VARCHAR)"
        )
        for at, (published, _, _) in enumerate(PUBLISHED, start=1):
            connection.execute(
                "INSERT INTO observations VALUES ('BAPPEDA', ?, ?, ?, ?, 12.5, NULL, 'final')",
                [unit[published], POVERTY, f"11.{at:02d}", datetime.date(2024, 1, 1)],
            )
    sent = (line(unit[sent], at, "12,5") for at, (_, sent, _) in enumerate(PUBLISHED, start=1))
    result = load(HEAD + "".join(sent), history=history)
    assert result.found("unit_repeats_agency") == [
        ("unit_repeats_agency", row) for row, (*_, asked) in enumerate(PUBLISHED, start=2) if asked
    ]
