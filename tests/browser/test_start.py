"""The first start: exports are loaded before one's eyes, and an empty folder says how to begin."""

import pytest

from tests.browser.conftest import serving

pytestmark = pytest.mark.browser

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;status_data"
YEARS = {"2019": "34,1", "2020": "32,5", "2021": "33,2", "2022": "31,2", "2023": "29,4", "2024": "27,0"}


def test_the_first_start_builds_the_store_before_ones_eyes_and_shows_its_data(visitor, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    for year, value in YEARS.items():
        row = f"DINKES;IKU-DINKES-04;11;{year};22;{value};simulasi"
        (exports / f"stunting_{year}.csv").write_text(f"{HEADER}\n{row}\n", "utf-8")
    with serving(tmp_path / "store", exports) as address:
        visit = visitor(address=address)
        visit.page.goto(f"{address}/indikator?indicator=IKU-DINKES-04")
        visit.page.get_by_text("stunting_2019.csv").first.wait_for()
        visit.page.get_by_text("27,0").first.wait_for()
        assert "stunting_2019.csv" not in visit.words()
        assert "simulasi" in visit.words().lower()
        assert not visit.errors
        assert not visit.foreign


def test_an_empty_folder_says_how_to_begin(visitor, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    with serving(tmp_path / "store", exports) as address:
        visit = visitor(address=address)
        visit.open("/")
        visit.page.get_by_text("Belum ada data").first.wait_for()
        assert str(exports) in visit.words()
