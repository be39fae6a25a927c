"""Values on the edge of a rule: a band of one point, data of today."""

from datetime import date, timedelta

import pytest

from data import intake
from data.reference import load_reference

TODAY = date(2026, 11, 29)
HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target_bawah;target_atas;realisasi;tanggal_data\n"


@pytest.mark.parametrize(
    ("low", "high", "day", "rules"),
    [
        ("5", "5", TODAY, set()),
        ("5,1", "5", TODAY, {"band_reversed"}),
        ("5", "5,1", TODAY + timedelta(1), {"date_after_today"}),
    ],
)
def test_an_edge_belongs_to_what_is_right(tmp_path, low, high, day, rules):
    path = tmp_path / "a.csv"
    path.write_text(f"{HEADER}BAPPEDA;IKU-BAPPEDA-13;11.71;2025;{low};{high};5;{day:%Y-%m-%d}\n", "utf-8")
    result = intake.read(path, intake.Options(today=TODAY), load_reference(), None, tmp_path / "work")
    assert {"band_reversed", "date_after_today"} & set(result.counts) == rules


def test_none_and_all_are_no_round_numbers(load):
    head = "kode_indikator;kode_wilayah;periode;realisasi\n"
    values = [0, 100] * 4 + [10, 15, 20, 25]
    lines = [f"IKU-BAPPEDA-13;11.{n:02d};2024;{value}" for n, value in enumerate(values, start=1)]
    assert load(head + "\n".join(lines)).found("values_rounded") == []
    rounded = [f"IKU-BAPPEDA-13;11.{n:02d};2024;{5 * n}" for n in range(1, 13)]
    finding = load(head + "\n".join([*rounded, *lines[:2]]).replace("11.01;2024;0", "11.71;2024;0").replace(
        "11.02;2024;100", "11.72;2024;100")).one("values_rounded")  # fmt: skip
    assert (finding.row, finding.found, finding.expected) == (None, "12", "12")


def test_a_series_that_is_often_none_does_not_jump_from_none(load):
    head = "kode_indikator;kode_wilayah;periode;realisasi\n"
    for values, is_told in (([*[8, 9] * 4, 0, 0, 0, 90], False), ([*[8, 9] * 5, 8, 90], True)):
        lines = [f"IKU-BAPPEDA-13;11.01;{2014 + n};{value}" for n, value in enumerate(values)]
        assert bool(load(head + "\n".join(lines)).found("jump")) == is_told, values
