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
