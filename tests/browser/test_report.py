"""A report on its way through the page: faults in place, mended by a suggestion, published, seen, taken back."""

import json
import os
import re
import subprocess
import sys

import pytest

from data import submissions
from data.store import Store
from tests.browser.conftest import ROOT, serving

pytestmark = pytest.mark.browser

STANDING = """kode_instansi;kode_indikator;kode_wilayah;nama_wilayah;periode;target;realisasi
DINKES;IKU-DINKES-04;11.71;Kota Banda Aceh;2022;22;24,8
DINKES;IKU-DINKES-04;11.71;Kota Banda Aceh;2023;22;22,5
"""
FAULTY = """kode_instansi;kode_indikator;kode_wilayah;nama_wilayah;periode;target;realisasi
DINKES;IKU-DINKES-04;;Kota Banda Acehh;2023;22;30,1
DINKES;IKU-DINKES-04;11.01;Simeulue;2023;22;21,5
"""
INDICATOR = "/indikator?indicator=IKU-DINKES-04&region=11.71"


@pytest.fixture
def own_app(store, tmp_path):
    """Address of an app on a store of its own that holds two values."""
    exports = tmp_path / "exports"
    (exports / "stunting.csv").write_text(STANDING, "utf-8")
    submissions.ensure(store)
    with serving(store.folder, exports) as address:
        yield address


def asked(store, period="2023"):
    """What the command line says of the value: (actual, class)."""
    command = [sys.executable, "-m", "data", "query", "observations", "indicator=IKU-DINKES-04", "region=11.71"]
    command += [f"period={period}", "--json"]
    environment = {**os.environ, "KINERJA_STORE": str(store.folder)}
    out = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    (row,) = json.loads(out)["rows"]
    return row["actual"], row["class"]


def test_a_fault_is_mended_by_a_suggestion_published_seen_and_taken_back(visitor, own_app, store):
    before, old_class = asked(store)
    assert before == 22.5
    visit = visitor(address=own_app)
    page = visit.page
    visit.open("/kirim")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "laporan.csv", "mimeType": "text/csv", "buffer": FAULTY.encode()}
    )
    suggestion = page.get_by_role("button", name=re.compile(r"Pakai Kota Banda Aceh")).first
    suggestion.wait_for()
    visit.settle()
    assert visit.metrics()["Diterima"] == "0"
    assert "Ditolak" in visit.words()
    suggestion.click()
    publish = page.get_by_role("button", name="Terbitkan", exact=True)
    publish.wait_for()
    visit.settle()
    counts = visit.metrics()
    assert (counts["Dibaca"], counts["Diterima"], counts["Ditahan"], counts["Berubah"]) == ("2", "1", "1", "1")
    assert publish.is_disabled()

    page.get_by_text("Saya setuju baris yang diterima (1) terbit dan 1 yang salah atau tanpa alasan ditahan.").click()
    visit.settle()
    for reason in page.get_by_placeholder("Mengapa nilai itu benar?").all():
        reason.fill("Survei ulang")
        reason.press("Enter")
        visit.settle()
    page.get_by_label("Nama Anda", exact=True).first.fill("Cut Meutia")
    page.get_by_label("Nama Anda", exact=True).first.press("Enter")
    page.locator("button:not([disabled])", has_text="Terbitkan").click()
    page.get_by_text("terbit sebagai kiriman").wait_for()
    actual, new_class = asked(store)
    assert actual == 30.1
    assert new_class != old_class

    page.get_by_role("button", name=re.compile("Lihat perubahan")).first.click()
    page.wait_for_url(re.compile("/indikator"))
    visit.settle()
    assert "30,1" in visit.words()
    assert _newest(visitor, own_app) == "30,1"

    _take_back(visit)
    assert asked(store) == (before, old_class)
    assert _newest(visitor, own_app) == "22,5"
    assert submissions.verify(Store(store.folder)) == []
    assert not visit.errors
    assert not visit.foreign


def _take_back(visit) -> None:
    """Choose the submission in the history and undo it."""
    page = visit.page
    visit.open("/kirim")
    page.get_by_role("combobox", name=re.compile("Lihat satu kiriman")).click()
    page.get_by_role("option", name=re.compile(r"laporan\.csv")).click()
    visit.settle()
    page.get_by_text("Batalkan kiriman ini").click()
    page.get_by_text("Bila dibatalkan: 1 nilai berganti.").wait_for()
    visit.settle()
    page.get_by_label("Nama Anda", exact=True).last.fill("Cut Meutia")
    page.get_by_label("Alasan", exact=True).last.fill("Salah berkas")
    page.get_by_role("button", name="Batalkan sekarang").click()
    page.get_by_text("nilai sebelumnya berlaku lagi").wait_for()


def _newest(visitor, address: str) -> str:
    """What somebody else sees as the newest value of the regency."""
    other = visitor(address=address)
    other.open(INDICATOR)
    label, value = next(iter(other.metrics().items()))
    assert label.startswith("Realisasi")
    return value.removesuffix("%").strip()
