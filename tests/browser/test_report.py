"""A report on its way through the page: findings, consent, publication, undo."""

import re

import pytest

from data import submission
from data.store import Store
from tests.browser.conftest import serving

pytestmark = pytest.mark.browser

STANDING = """kode_instansi;kode_indikator;kode_wilayah;nama_wilayah;periode;realisasi
DINKES;IKU-DINKES-04;11.71;Kota Banda Aceh;2022;24,8
DINKES;IKU-DINKES-04;11.71;Kota Banda Aceh;2023;23,5
"""
FAULTY = """kode_instansi;kode_indikator;kode_wilayah;nama_wilayah;periode;realisasi
DINKES;IKU-DINKES-04;11.71;Kota Banda Aceh;2024;22,5
DINKES;IKU-DINKES-04;11.01;Simeulue;2024;21,5
DINKES;IKU-DINKES-04;11.72;Kota Sabang;2024;banyak
"""
ID = re.compile(r"\d{6}-\w{8}")
INDICATOR = "/indikator?indicator=IKU-DINKES-04&region=11.71"


@pytest.fixture
def own_app(store, tmp_path):
    """Address of an app on a store of its own that holds two values."""
    exports = tmp_path / "exports"
    (exports / "stunting.csv").write_text(STANDING, "utf-8")
    submission.ensure(store)
    with serving(store.folder, exports) as address:
        yield address


def test_a_faulty_report_is_explained_published_in_part_and_taken_back(visitor, own_app, store):
    visit = visitor(address=own_app)
    page = visit.page
    visit.open("/kirim")
    page.locator("input[type=file]").set_input_files(
        {"name": "laporan.csv", "mimeType": "text/csv", "buffer": FAULTY.encode()}
    )
    publish = page.get_by_role("button", name="Terbitkan", exact=True)
    publish.wait_for()
    visit.settle()
    counts = visit.metrics()
    assert (counts["Dibaca"], counts["Diterima"], counts["Ditahan"]) == ("3", "1", "2")
    words = visit.words()
    assert "code_name_mismatch" in words
    assert "number_unreadable" in words
    assert publish.is_disabled()

    page.get_by_text("Saya setuju 1 nilai yang baik terbit dan 2 yang salah ditahan.").click()
    page.locator("button:not([disabled])", has_text="Terbitkan").click()
    published = page.get_by_text("Terbit sebagai kiriman").inner_text()
    assert _newest(visitor, own_app) == "22,5"

    page.get_by_role("button", name="Batalkan atau berlakukan lagi").click()
    taken_back = page.get_by_text("nilai sebelumnya berlaku lagi").inner_text()
    assert ID.search(taken_back).group() == ID.search(published).group()
    assert _newest(visitor, own_app) == "23,5"
    assert submission.verify(Store(store.folder)) == []
    assert not visit.errors
    assert not visit.foreign


def _newest(visitor, address: str) -> str:
    """What somebody else sees as the newest value of the regency."""
    other = visitor(address=address)
    other.open(INDICATOR)
    label, value = next(iter(other.metrics().items()))
    assert label.startswith("Realisasi")
    return value.removesuffix("%").strip()
