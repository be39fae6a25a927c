"""The first start: exports are loaded before one's eyes, and an empty folder says how to begin."""

import pytest

from tests.browser.conftest import serving

pytestmark = pytest.mark.browser

EXPORT = """kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;status_data
DINKES;IKU-DINKES-04;11;2023;25;29,4;simulasi
DINKES;IKU-DINKES-04;11;2024;22;27,0;simulasi
"""


def test_the_first_start_builds_the_store_and_shows_its_data(visitor, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "stunting.csv").write_text(EXPORT, "utf-8")
    with serving(tmp_path / "store", exports) as address:
        visit = visitor(address=address)
        visit.open("/indikator?indicator=IKU-DINKES-04")
        visit.page.get_by_text("27,0").first.wait_for()
        assert "simulasi" in visit.words().lower()
        assert not visit.foreign


def test_an_empty_folder_says_how_to_begin(visitor, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    with serving(tmp_path / "store", exports) as address:
        visit = visitor(address=address)
        visit.open("/")
        visit.page.get_by_text("Belum ada data").first.wait_for()
        assert str(exports) in visit.words()
