"""A report on its way through the page: faults in place, mended by a suggestion, published, seen, taken back."""

import re

import pytest

from data import submissions
from data.store import Store
from tests.browser.conftest import answered, serving

pytestmark = pytest.mark.browser

STANDING = """kode_instansi;kode_indikator;kode_wilayah;nama_wilayah;periode;target;realisasi
DINKES;IKU-DINKES-04;11.71;Kota Banda Aceh;2022;22;24,8
DINKES;IKU-DINKES-04;11.71;Kota Banda Aceh;2023;22;22,5
DINKES;IKU-DINKES-04;11.72;Kota Sabang;2023;22;22,5
"""
SABANG = """kode_instansi;kode_indikator;kode_wilayah;nama_wilayah;periode;target;realisasi
DINKES;IKU-DINKES-04;11.72;Kota Sabang;2023;22;21,5
"""
FAULTY = """kode_instansi;kode_indikator;kode_wilayah;nama_wilayah;periode;target;realisasi
DINKES;IKU-DINKES-04;;Kota Banda Acehh;2023;22;30,1
DINKES;IKU-DINKES-04;11.01;Simeulue;2023;22;21,5
"""
INDICATOR = "/indikator?indicator=IKU-DINKES-04&region=11.71"


@pytest.fixture(scope="module")
def own_store(tmp_path_factory):
    """A store of its own that holds three values; each test leaves alone what the others change."""
    folder = tmp_path_factory.mktemp("own")
    exports = folder / "exports"
    exports.mkdir()
    (exports / "stunting.csv").write_text(STANDING, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KINERJA_EXPORTS", str(exports))
        submissions.ensure(Store(folder / "store"))
    return Store(folder / "store")


@pytest.fixture(scope="module")
def own_app(own_store):
    """Address of an app on that store."""
    with serving(own_store.folder, own_store.folder.parent / "exports") as address:
        yield address


def asked(store, region="11.71"):
    """What the command line says of the value of 2023: (actual, class)."""
    rows = answered(store.folder, "observations", indicator="IKU-DINKES-04", region=region, period="2023")
    (row,) = rows.to_dict("records")
    return row["actual"], row["class"]


def test_a_fault_is_mended_by_a_suggestion_published_seen_and_taken_back(visitor, own_app, own_store):
    before, old_class = asked(own_store)
    assert before == 22.5
    visit, other = visitor(address=own_app), visitor(address=own_app)
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
    actual, new_class = asked(own_store)
    assert actual == 30.1
    assert new_class != old_class

    page.get_by_role("button", name=re.compile("Lihat perubahan")).first.click()
    page.wait_for_url(re.compile("/indikator"))
    visit.settle()
    assert "30,1" in visit.words()
    assert _newest(other) == "30,1"

    _take_back(visit)
    assert asked(own_store) == (before, old_class)
    assert _newest(other) == "22,5"
    assert submissions.verify(Store(own_store.folder)) == []
    assert not visit.errors
    assert not visit.foreign


def test_what_was_pressed_is_published_though_the_tab_is_closed(visitor, own_app, own_store):
    visit = visitor(address=own_app)
    visit.open("/kirim")
    page = visit.page
    page.locator("input[type=file]").first.set_input_files(
        {"name": "sabang.csv", "mimeType": "text/csv", "buffer": SABANG.encode()}
    )
    page.get_by_role("button", name="Terbitkan", exact=True).wait_for()
    visit.settle()
    page.get_by_label("Nama Anda", exact=True).first.fill("Cut Meutia")
    page.get_by_label("Nama Anda", exact=True).first.press("Enter")
    page.locator("button:not([disabled])", has_text="Terbitkan").click()
    page.get_by_role("button", name="Terbitkan", exact=True).wait_for(state="detached")
    again = page.context.new_page()
    page.close()
    again.goto(f"{own_app}/kirim")
    again.get_by_text("sabang.csv terbit sebagai kiriman").wait_for(timeout=60_000)
    assert asked(own_store, "11.72")[0] == 21.5


def _take_back(visit) -> None:
    """Choose the submission in the history and undo it."""
    page = visit.page
    visit.open("/kirim")
    box = page.get_by_role("combobox", name=re.compile("Lihat satu kiriman"))
    box.scroll_into_view_if_needed()
    visit.settle()
    box.click()
    page.get_by_role("option", name=re.compile(r"laporan\.csv")).click()
    visit.settle()
    page.get_by_text("Batalkan kiriman ini").click()
    page.get_by_text("Bila dibatalkan: 1 nilai berganti.").wait_for()
    visit.settle()
    page.get_by_label("Nama Anda", exact=True).last.fill("Cut Meutia")
    page.get_by_label("Alasan", exact=True).last.fill("Salah berkas")
    page.get_by_role("button", name="Batalkan sekarang").click()
    page.get_by_text("nilai sebelumnya berlaku lagi").wait_for()


def _newest(other) -> str:
    """What somebody else sees as the newest value of the regency."""
    other.open(INDICATOR)
    return other.value().removesuffix("%").strip()
