"""How often clean tables are doubted, and how many typed slips are found."""

import numpy as np
import pytest

from . import clean_tables as made

GROUPS = 4


@pytest.mark.parametrize("group", range(GROUPS))
def test_clean_tables_are_seldom_doubted(load, group):
    tables = [made.rows(number) for number in range(group, len(made.TABLES), GROUPS)]
    result = load(made.text(tables))
    told = {rule: count for rule, count in result.counts.items() if count}
    assert (result.outcome, result.rejected - result.waiting) in {("accepted", 0), ("partly", 0)}, told
    assert sum(told.values()) <= 0.005 * result.read, told
    assert not [one for one in result.findings if one.severity == "error"]


def test_of_slips_by_ten_nine_in_ten_are_found(load):
    tables, slipped, line = [], {}, 2
    for number, (_, _, decimals, level, noise, *_, manner) in enumerate(made.TABLES):
        table, random = made.rows(number), np.random.default_rng(1_000 + number)
        size = len({period for _, _, period, _, _ in table})
        if manner in ("walk", "trend", "noise", "season", "round") and noise <= 0.15 and level * 10**decimals >= 100:
            at = int(random.integers(0, size))
            *key, actual = table[at]
            table[at] = (*key, round(actual * (10 if level < 10 or level > 200 else 0.1), decimals))
            slipped[line + at] = number
        tables.append(table)
        line += len(table)
    result = load(made.text(tables))
    named = {row for _, row in result.found("jump", "unit_slip", "outside_possible")}
    missed = {made.TABLES[slipped[row]][0] for row in slipped if row not in named}
    assert len(slipped) >= 20
    assert len(missed) <= 0.1 * len(slipped), missed


@pytest.mark.parametrize(
    ("indicator", "values", "row"),
    [
        ("IKU-BAPPEDA-13", "12,4 12,1 12,3 21,2 12,2 12,0", 5), ("IKU-BAPPEDA-13", "31,2 13,1 13,3 13,2 13,1 13,0", 2),
        ("IKU-DISDIK-05", "97,1 97,3 96,9 79,2 97,4 97,2 96,8 97,5", 5), ("IKU-BAPPEDA-13", "12,4 12,1 12,3 1,22", 5),
        ("IKU-BAPPEDA-15", "12100 12400 1230 12700 12600", 4), ("IKU-BAPPEDA-15", "121000 12400 12300 12700 12600", 2),
        ("IKU-BAPPEDA-15", "12100 12400 21300 12700 12600 12500 12300 12900", 4),
    ],
)  # fmt: skip
def test_swapped_and_shifted_digits_of_a_steady_series_are_named_where_they_stand(load, indicator, values, row):
    table = "kode_indikator;kode_wilayah;periode;realisasi\n"
    table += "".join(f"{indicator};11.01;{2010 + n};{value}\n" for n, value in enumerate(values.split()))
    assert load(table).found("jump") == [("jump", row)]


@pytest.mark.parametrize(
    ("indicator", "values"),
    [
        ("IKU-BAPPEDA-15", "10000 12000 14500 17500 21000"), ("IKU-BAPPEDA-13", "20,1 18,4 17,9 15,2 14,1 12,8"),
        ("IKU-BAPPEDA-04", "4,5 4,8 4,6 -0,4 2,8 4,2 4,1"), ("IKU-DPMG-06", "3 3 3 3 7 7 8"),
        ("IKU-DPMG-08", "0 0 0 2 0 0 0 5 0"), ("IKU-DISDIK-05", "100 100 100 100 91,7 100 100 100"),
        ("IKU-BAPPEDA-15", "800 950 400 1300 700 1100 350"),
    ],
)  # fmt: skip
def test_what_a_series_may_do_is_not_doubted(load, indicator, values):
    table = "kode_indikator;kode_wilayah;periode;realisasi\n"
    table += "".join(f"{indicator};11.01;{2010 + n};{value}\n" for n, value in enumerate(values.split()))
    assert load(table).found() == []


def test_a_season_is_compared_with_the_year_before(load):
    course = [100, 90, 80, 85, 95, 150, 160, 110, 90, 85, 100, 400]
    values = [round(value * (1 + 0.05 * year) + 3 * (value % 7)) for year in range(3) for value in course]
    values[29] = 16  # June of the third year, a digit short
    table = "kode_indikator;kode_wilayah;periode;realisasi\n"
    table += "".join(f"IKU-DINKES-19;11.01;{2022 + n // 12}-{n % 12 + 1:02d};{v}\n" for n, v in enumerate(values))
    result = load(table)
    assert result.found("jump") == [("jump", 31)]
    assert "(2023-06)" in result.one("jump").message_id


EQUAL = [
    ("IKU-BAPPEDA-13", "12,31 12,05 12,05 12,05", True), ("IKU-BAPPEDA-13", "12,31 12,05 12,05", False),
    ("IKU-BAPPEDA-15", "8123 7911 7911 7911", True), ("IKU-DPMG-06", "9 4 4 4", False),
    ("IKU-DISDIK-05", "99 100 100 100", False), ("IKU-BAPPEDA-13", "12,5 12,5 12,5 12,5", False),
    ("IKU-BAPPEDA-15", "7000 8000 8000 8000", False),
]  # fmt: skip


def test_equal_values_are_told_where_they_are_unlikely(load):
    table, rows = "kode_indikator;kode_wilayah;periode;realisasi\n", []
    for region, (indicator, values, asked) in zip(made.REGENCIES, EQUAL, strict=False):
        table += "".join(f"{indicator};{region};{2020 + n};{value}\n" for n, value in enumerate(values.split()))
        rows += [table.count("\n")] * asked
    assert load(table).found("same_as_last") == [("same_as_last", row) for row in rows]


def test_a_whole_period_copied_from_the_last_is_told(load):
    old = [(region, f"{9 + n},{n + 1}") for n, region in enumerate(made.REGENCIES[:8])]
    table = "kode_indikator;kode_wilayah;periode;realisasi\n"
    table += "".join(f"IKU-BAPPEDA-13;{region};2022;8,{n + 1}\n" for n, (region, _) in enumerate(old))
    table += "".join(f"IKU-BAPPEDA-13;{region};{year};{value}\n" for year in ("2023", "2024") for region, value in old)
    assert len(load(table).found("same_as_last")) == 8
