"""What an officer typed or brought in on Kirim Data is never lost: a late text, a reload, the other language."""

import re

import openpyxl
import pytest

from data import submissions
from data.store import Store
from tests.browser.conftest import serving

pytestmark = pytest.mark.browser
STANDING = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi\n" + "".join(
    f"DINKES;IKU-DINKES-04;{code};{year};22;{value}\n"
    for code in ("11.71", "11.72")
    for year, value in ((2022, "24,8"), (2023, "22,5"))
)


@pytest.fixture
def own_app(store: Store, tmp_path):
    (tmp_path / "exports" / "stunting.csv").write_text(STANDING, "utf-8")
    submissions.ensure(store)
    with serving(store.folder, tmp_path / "exports") as address:
        yield address


def test_two_sheets_are_answered_and_outlive_a_reload(visitor, own_app, tmp_path):
    book = openpyxl.Workbook()
    for number, name in enumerate(("Sep, 2026", 'Okt "26"')):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = name
        sheet.append(["kode_instansi", "kode_indikator", "kode_wilayah", "periode", "realisasi"])
        sheet.append(["DINKES", "IKU-DINKES-04", "11.71", 2020 + number, 20.5])
    path = tmp_path / "bulanan.xlsx"
    book.save(path)
    visit = visitor(address=own_app)
    page = visit.page
    visit.open("/kirim")
    page.locator("input[type=file]").first.set_input_files(path)
    page.get_by_text("1 hal tidak tertulis di berkas").wait_for()
    page.reload()
    visit.settle()
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_text("1 hal tidak tertulis di berkas").wait_for()
    visit.settle()
    page.get_by_role("combobox", name="Lembar kerja").first.click()
    page.get_by_role("option", name='Okt "26"').click()
    page.get_by_role("button", name="Baca lagi").first.click()
    page.get_by_text("Diterima: 1 nilai siap terbit.").wait_for()
    visit.settle()
    assert "gagal ditampilkan" not in visit.words()
    other = visitor(address=own_app)
    other.open("/kirim")
    assert "bulanan.xlsx" not in other.words()
    assert not visit.errors


def test_a_text_typed_just_before_the_button_is_sent(visitor, own_app):
    visit = visitor(address=own_app)
    page = visit.page
    visit.open("/kirim?agency=DINKES")
    page.get_by_role("tab", name="Isi langsung").click()
    visit.settle()
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.dblclick(box["x"] + 410, box["y"] + 52)
    page.wait_for_timeout(500)  # the cell has to open: what is typed before is lost to the table itself
    page.keyboard.type("20,5")
    page.get_by_role("button", name="Periksa isian").click()  # closes the cell and presses at once
    page.get_by_text(re.compile("Diterima: 1 nilai|Sebagian: ")).first.wait_for()
    page.mouse.dblclick(box["x"] + 410, box["y"] + 87)
    page.wait_for_timeout(500)
    page.keyboard.type("21,5")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("Diterima: 2 nilai|Sebagian: ")).first.wait_for()
    visit.settle()
    assert visit.metrics()["Dibaca"] == "2"
