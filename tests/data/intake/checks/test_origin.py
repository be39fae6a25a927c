"""Where a value comes from: published statistics are extended and replaced with proof, an agency is never assumed."""

import datetime

import duckdb
import pytest

HEAD = "kode_indikator;kode_wilayah;periode;realisasi;sumber;tanggal_data\n"
POVERTY, BUDGET, STUNTING = "IKU-BAPPEDA-13", "IKU-BPKA-02", "IKU-DINKES-04"
REGIONS = [f"11.{at:02d}" for at in range(1, 18)]
TITLE = "Persentase Penduduk Miskin (P0) menurut kabupaten/kota"


@pytest.fixture
def past(tmp_path):
    """A snapshot: poverty of `REGIONS` as BPS published it, stunting without a source, the budget of two agencies."""
    path = tmp_path / "kinerja.duckdb"
    rows = [
        *(
            ("BAPPEDA", POVERTY, region, datetime.date(2024, 1, 1), 19.5, f"BPS, {TITLE}", "final")
            for region in REGIONS
        ),
        ("DINKES", STUNTING, "11.07", datetime.date(2024, 1, 1), 27.5, None, "final"),
        ("BPKA", BUDGET, "11", datetime.date(2026, 1, 1), 2.0, None, "simulated"),
        ("DINKES", BUDGET, "11", datetime.date(2026, 1, 1), 2.0, None, "simulated"),
    ]
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "CREATE TABLE observations (agency VARCHAR, indicator VARCHAR, region VARCHAR, period_start DATE, "
            "actual DOUBLE, source VARCHAR, status VARCHAR, unit VARCHAR DEFAULT '', target DOUBLE)"
        )
        for row in rows:
            connection.execute(
                "INSERT INTO observations (agency, indicator, region, period_start, actual, source, status) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                row,
            )
    return path


# (period, actual, source, date, whether proof is asked for)
CLAIMS = [
    ("2024", "9,9", "BPS, uji", "", True),
    ("2024", "9,9", "BPS", "2024-12-31", True),
    ("2024", "9,9", "", "2024-12-31", True),
    ("2024", "9,9", f"{TITLE} 2024", "", True),
    ("2024", "9,9", "Dinas Sosial, Persentase Penduduk Miskin 2024", "2024-12-31", True),
    ("2025", "9,9", "kata orang", "", True),
    ("2025", "9,9", f"BPS, {TITLE}", "", True),
    ("2025", "9,9", "BPS, Kemiskinan", "2025-07-25", True),
    ("2025", "9,9", "BPS, Hasil Maret", "2025-07-25", False),
    ("2025", "9,9", "BPS, Profil A1", "2025-07-25", True),
    ("2025", "9,9", f"BPS, {TITLE}", "2025-07-25", False),
    ("2025", "9,9", "BPS Provinsi Aceh, Profil Kemiskinan Maret 2025", "", False),
    ("2025", "9,9", "Badan Pusat Statistik, Berita Resmi Statistik 25 Juli 2025", "", False),
    ("2024", "19,5", "", "", False),
    ("2024", "19,5", "BPS, uji", "", True),
    ("2024", "19,5", f"BPS, {TITLE}", "", False),
    ("2025", "9,9", "Badan Amal Provinsi Aceh, Profil Kemiskinan Maret 2025", "", True),
]


def test_a_published_statistic_is_extended_or_replaced_with_publisher_publication_and_date(load, past):
    rows = (f"{POVERTY};{region};{';'.join(claim[:4])}\n" for region, claim in zip(REGIONS, CLAIMS, strict=True))
    result = load(HEAD + "".join(rows), history=past)
    asked = [row for row, claim in enumerate(CLAIMS, start=2) if claim[-1]]
    assert result.found("source_unproven") == [("source_unproven", row) for row in asked]
    assert (result.outcome, result.waiting, result.accepted) == ("partly", len(asked), len(CLAIMS) - len(asked))


@pytest.mark.parametrize("agency", [None, "DINKES"])
def test_a_single_early_value_of_a_guest_waits(load, past, agency):
    text = f"kode_indikator;kode_wilayah;periode;realisasi\n{POVERTY};11.07;2025;5,5\n"
    result = load(text, history=past, agency=agency)
    assert (result.accepted, result.waiting, result.counts["source_unproven"]) == (0, 1, 1)


VILLAGES = "IKU-DPMG-05"


PUBLISHERS = [
    ("Satu Data Aceh", False), ("Kemendes PDTT", False), ("Kementerian Desa", False), ("Satu Data", False),
    ("Kementerian Agama", True), ("Data", True), ("kata orang", True),
]  # fmt: skip


def test_a_publisher_is_known_by_what_the_published_values_name(load, past):
    with duckdb.connect(str(past)) as connection:
        connection.execute(
            "INSERT INTO observations (agency, indicator, region, period_start, actual, source, status) VALUES "
            "('DPMG', ?, '11.07', '2024-01-01', 5, 'Satu Data Aceh (DPMG Aceh / Kemendes PDTT), Rekap IDM', 'final')",
            [VILLAGES],
        )
    rows = (
        f"{VILLAGES};{region};2025;6;{publisher}, Rekap status Indeks Desa 2025;\n"
        for region, (publisher, _) in zip(REGIONS, PUBLISHERS, strict=False)
    )
    result = load(HEAD + "".join(rows), history=past)
    assert [row for _, row in result.found("source_unproven")] == [
        row for row, (_, asked) in enumerate(PUBLISHERS, start=2) if asked
    ]


def test_with_a_reason_it_is_taken_and_the_reason_stays(load, past):
    text = HEAD + f"{POVERTY};11.07;2025;9,9;BPS, uji;\n"
    result = load(text, history=past, reasons=(("source_unproven", None, "rilis belum terbit"),))
    assert (result.outcome, result.rows("reason")) == ("accepted", ["rilis belum terbit"])


def test_what_is_no_published_statistic_or_no_value_is_not_asked(load, past):
    table = f"{STUNTING};11.07;2025;25,5;;\nIKU-DINKES-01;11.07;2026-01;7,5;;\n{POVERTY};11.07;2025;;;\n"
    assert load(HEAD + table, history=past).found("source_unproven") == []


def test_without_anything_published_nothing_is_asked(load):
    text = HEAD + f"{POVERTY};11.07;2025;9,9;;\n{BUDGET};11;2026-01;2,5;;\n"
    assert load(text).found("source_unproven", "agency_needed") == []


BUDGET_ROWS = "kode_indikator;kode_wilayah;periode;realisasi\n" + "".join(
    f"{BUDGET};11;2026-{month:02d};{month},5\n" for month in (1, 2, 3)
)


def test_the_agency_is_asked_once_where_several_report_the_indicator(load, past):
    result = load(BUDGET_ROWS, history=past)
    assert (result.outcome, result.accepted) == ("rejected", 0)
    assert result.found("agency_needed") == [("agency_needed", None)]
    assert "DINKES" in result.one("agency_needed").remedy_id


@pytest.mark.parametrize(("agency", "column"), [("DISDIK", ""), (None, "DISDIK")])
def test_an_agency_that_is_named_is_taken(load, past, agency, column):
    text = BUDGET_ROWS
    if column:
        text = "\n".join(
            f"{'kode_instansi' if not number else column};{line}" for number, line in enumerate(text.splitlines())
        )
    result = load(text, history=past, agency=agency)
    assert (result.outcome, set(result.rows("agency"))) == ("accepted", {"DISDIK"})


def test_the_owner_is_assumed_where_nobody_else_reports_the_indicator(load, past):
    text = HEAD + f"{STUNTING};11.07;2025;25,5;;\n"
    assert load(text, history=past).rows("agency") == ["DINKES"]
