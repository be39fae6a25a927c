"""Doubts that wait for a reason: dragged years, shares for percent, parts of a year, lost digits, emptied values."""

import datetime

import duckdb
import pytest

HEAD = "kode_indikator;kode_wilayah;periode;target;realisasi\n"
POVERTY = "IKU-BAPPEDA-13"  # annual, percent from 0
GROWTH = "IKU-BAPPEDA-04"  # annual, percent from -60
BIRTHS = "IKU-DISDIK-14"  # annual, accumulates
REGIONS = ("11.01", "11.02", "11.03", "11.04", "11.05", "11.06")
NO_VALUE = ("", "-", "n/a", "x", "tad", "…")


def lines(*rows, indicator=POVERTY):
    """Rows of (region, period, target, actual) as texts."""
    return HEAD + "".join(f"{indicator};{';'.join(row)}\n" for row in rows)


@pytest.fixture
def past(tmp_path):
    """A snapshot with one published actual of poverty in each region, in 11.01 unless said."""

    def make(year, actual, regions=("11.01",)):
        path = tmp_path / f"kinerja-{year}.duckdb"
        with duckdb.connect(str(path)) as connection:
            connection.execute(
                "CREATE TABLE observations AS SELECT 'BAPPEDA' AS agency, '' AS unit, ? AS indicator, "
                "unnest(?) AS region, ?::DATE AS period_start, ?::DOUBLE AS actual, NULL::DOUBLE AS target, "
                "'final' AS status",
                [POVERTY, list(regions), datetime.date(year, 1, 1), actual],
            )
        return path

    return make


@pytest.mark.parametrize(
    ("periods", "rows"),
    [
        (("2020", "2021", "2022", "2023", "2024"), [3, 4, 5, 6]),  # a cell dragged down
        (("2024", "2024", "2024", "2024", "2024"), []),
        (("2020", "2021", "2022", "2023", "2023"), []),
        (("2020", "2021", "2022"), []),  # too few to tell
    ],
)
def test_a_year_that_counts_up_from_region_to_region(load, periods, rows):
    table = [(region, period, "", "12,5") for region, period in zip(REGIONS, periods, strict=False)]
    result = load(lines(*table))
    assert [row for _, row in result.found("period_dragged")] == rows
    assert result.waiting == len(rows)


def test_a_series_of_one_region_counts_up_by_right(load):
    result = load(lines(*[("11.01", str(year), "", f"12,{year - 2010}") for year in range(2019, 2025)]))
    assert result.found("period_dragged") == []


@pytest.mark.parametrize(
    ("indicator", "actuals", "target", "asked"),
    [
        (POVERTY, ("0,12", "0,15"), "", True), (POVERTY, ("0,9921", "0,98"), "1", True),
        (POVERTY, ("0,12", "12,5"), "", False), (POVERTY, ("0,12", "0,15"), "7", False),
        (POVERTY, ("0", "0"), "", False), (GROWTH, ("0,4", "0,7"), "", False),
    ],
)  # fmt: skip
def test_percentages_all_below_one_may_be_shares(load, indicator, actuals, target, asked):
    table = [("11.01", str(2023 + at), target, actual) for at, actual in enumerate(actuals)]
    result = load(lines(*table, indicator=indicator))
    assert bool(result.found("share_for_percent")) == asked
    assert result.waiting == (len(actuals) if asked else 0)


def test_an_indicator_published_below_one_is_not_asked_again(load, past):
    table = lines(("11.01", "2024", "", "0,12"))
    assert load(table, history=past(2022, 0.2)).found("share_for_percent") == []
    assert load(table, reasons=[("share_for_percent", None, "memang kecil")]).outcome == "accepted"


# (indicator, period, whether it is asked about)
PARTS = [
    (BIRTHS, "s.d. Juni 2024", True), (BIRTHS, "30/06/2024", True), (BIRTHS, "Januari - Juni 2024", True),
    (BIRTHS, "2024", False), (BIRTHS, "31/12/2024", False), (BIRTHS, "Januari - Desember 2024", False),
    (POVERTY, "Maret 2024", False),  # a survey stands for its year
]  # fmt: skip


def test_a_part_of_the_year_is_not_the_year_of_what_accumulates(load):
    rows = (
        f"{indicator};11.{at:02d};{period};;{1204 if indicator == BIRTHS else 12}\n"
        for at, (indicator, period, _) in enumerate(PARTS, start=1)
    )
    assert load(HEAD + "".join(rows)).found("part_of_year") == [
        ("part_of_year", row) for row, (*_, asked) in enumerate(PARTS, start=2) if asked
    ]


@pytest.mark.parametrize(
    ("actuals", "asked"),
    [(("1,2E+11", "1E+07", "1e+05", "120000000000"), [2, 3]), (("5.12E+11", "1e+05", "120000000000"), [2])],
)
def test_a_number_cut_off_by_a_narrow_column(load, actuals, asked):
    table = [(region, "2024", "", actual) for region, actual in zip(REGIONS, actuals, strict=False)]
    result = load(lines(*table, indicator="IKU-DPMG-11"))
    assert result.found("digits_lost") == [("digits_lost", row) for row in asked]


def test_a_published_value_does_not_become_empty_without_a_reason(load, past):
    table = lines(*((region, "2024", "7", mark) for region, mark in zip(REGIONS, NO_VALUE, strict=True)))
    rows, history = range(2, 2 + len(NO_VALUE)), past(2024, 12.5, REGIONS)
    result = load(table, history=history)
    assert [found for found in result.found() if found[1]] == [("value_withdrawn", row) for row in rows]
    assert all("12,5" in result.one_at("value_withdrawn", row).message_id for row in rows)
    assert (result.accepted, result.waiting) == (0, len(NO_VALUE))
    kept = load(table, history=history, reasons=[(None, row, "ditarik penerbit") for row in rows])
    assert kept.rows("actual", "target", "reason") == [(None, 7.0, "ditarik penerbit")] * len(NO_VALUE)
    assert [found for found in load(table, history=past(2020, 12.5, REGIONS)).found() if found[1]] == []


def test_a_value_that_is_said_to_be_taken_back_asks_for_no_reason_more(load, past):
    table = "kode_indikator;kode_wilayah;periode;realisasi;status_data\n" + f"{POVERTY};11.01;2024;;ditarik\n"
    assert load(table, history=past(2024, 12.5)).found("value_withdrawn") == []


@pytest.mark.parametrize(("actual", "waiting"), [(12.5, 3), (12.6, 4)])
def test_what_is_published_already_needs_no_reason_to_be_said_again(load, past, actual, waiting):
    order = ("11.02", "11.03", "11.01", "11.04", "11.05")
    table = [(region, period, "", "12,5") for region, period in zip(order, range(2020, 2025), strict=True)]
    result = load(lines(*[tuple(map(str, row)) for row in table]), history=past(2022, actual))
    assert [row for _, row in result.found("period_dragged")] == [3, 4, 5, 6]
    assert result.waiting == waiting
