"""One value under a unit and under its agency."""

import datetime

import duckdb
import pytest

HEAD = "kode_instansi;kode_unit;kode_indikator;kode_wilayah;periode;realisasi\n"
POVERTY = "IKU-BAPPEDA-13"


@pytest.fixture
def units(reference):
    return reference.units.loc[reference.units["agency"].eq("BAPPEDA"), "code"].tolist()


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        (("-;12,5", "0;12,5"), 3), (("0;12,5", "-;12,5"), 2), (("-;12,5", "0;12,6"), None),
        (("-;12,5", "0;12,5", "1;12,5"), None), (("0;12,5", "1;12,5"), None), (("-;100", "0;100"), None),
        (("-;0", "0;0"), None), (("-;7", "1;7"), 3),
    ],
)  # fmt: skip
def test_a_unit_alone_with_the_value_of_its_agency_waits(load, units, lines, row):
    named = [line.split(";") for line in lines]
    table = HEAD + "".join(
        f"BAPPEDA;{'' if unit == '-' else units[int(unit)]};{POVERTY};11.01;2024;{value}\n" for unit, value in named
    )
    result = load(table)
    assert result.found("unit_repeats_agency") == ([("unit_repeats_agency", row)] if row else [])
    assert load(table, reasons=[(None, None, "keduanya benar")]).outcome == "accepted"


@pytest.mark.parametrize(
    ("published", "sent", "asked"), [("", 0, True), (0, "", True), ("", "", False), (0, 1, False), (0, 0, False)]
)
def test_what_is_published_under_the_other_counts_too(load, units, tmp_path, published, sent, asked):
    history, unit = tmp_path / "kinerja.duckdb", {"": "", 0: units[0], 1: units[1]}
    with duckdb.connect(str(history)) as connection:
        connection.execute(
            "CREATE TABLE observations AS SELECT 'BAPPEDA' AS agency, ? AS unit, ? AS indicator, '11.01' AS region, "
            "?::DATE AS period_start, 12.5 AS actual, NULL::DOUBLE AS target, 'final' AS status",
            [unit[published], POVERTY, datetime.date(2024, 1, 1)],
        )
    result = load(HEAD + f"BAPPEDA;{unit[sent]};{POVERTY};11.01;2024;12,5\n", history=history)
    assert result.found("unit_repeats_agency") == ([("unit_repeats_agency", 2)] if asked else [])
