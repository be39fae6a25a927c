"""Kirim Data: upload, findings, difference, publish and undo, as an officer does it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import submission
from pages.parts import reporting

ROOT = Path(__file__).resolve().parents[2]
HEADER = "kode_instansi;kode_indikator;kode_wilayah;nama_wilayah;periode;target;realisasi\n"
GOOD = HEADER + "DINKES;IKU-DINKES-04;11.71;Kota Banda Aceh;2024;22;20,5\n"
FAULTY = GOOD + "DINKES;IKU-DINKES-04;11.01;Simeulue;2024;22;21,5\n"


@pytest.fixture
def page(store):
    """The page on an empty store of one's own."""
    submission.ensure(store)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    return app.switch_page("pages/report_page.py").run()


def upload(app, text, name="laporan.csv"):
    return app.file_uploader[0].set_value((name, text.encode(), "text/csv")).run()


def button(app, key):
    return next(each for each in app.button if each.key == key)


def words(app):
    return " ".join(each.value for each in [*app.markdown, *app.success, *app.warning, *app.error, *app.caption])


def observations(store):
    return store.snapshot().fetch("observations")


def test_the_page_explains_itself_in_an_empty_store(page):
    assert not page.exception
    assert len(page.get("download_button")) == 2
    assert page.file_uploader


def test_a_clean_file_is_shown_published_and_undone(page, store):
    app = upload(page, GOOD)
    assert not app.exception
    assert "Diterima: 1" in words(app)
    assert observations(store).empty, "nothing is published before the button"
    app = button(app, "report_publish").click().run()
    assert not app.exception
    assert observations(store)["actual"].tolist() == [20.5]
    turn = next(each for each in app.button if "report_turn" in each.proto.form_id)
    app = turn.click().run()
    assert not app.exception
    assert observations(store).empty


def test_faulty_rows_wait_until_the_sender_consents(page, store):
    app = upload(page, FAULTY)
    assert not app.exception
    assert "Sebagian: 1" in words(app)
    assert button(app, "report_publish").disabled
    app.checkbox(key="report_consent").check().run()
    for area in app.text_area:
        if area.key == "report_reason":
            area.input("Sudah diperiksa").run()
    assert not button(app, "report_publish").disabled
    button(app, "report_publish").click().run()
    assert observations(store)["region"].tolist() == ["11.71"]
    assert store.ledger.entries()[0].facts["rejected"] == 1


def test_a_file_that_cannot_be_read_offers_nothing_to_publish(page):
    app = upload(page, "bukan tabel sama sekali\n", "../../catatan.csv")
    assert not app.exception
    assert app.error
    assert not [each for each in app.button if each.key == "report_publish"]


def test_the_difference_counts_changes_against_what_is_published(page, store):
    app = upload(page, GOOD)
    button(app, "report_publish").click().run()
    app = upload(app, GOOD.replace("20,5", "18,0"), "koreksi.csv")
    changed = {metric.label: metric.value for metric in app.metric}
    assert changed["Berubah"] == "1"
    assert changed["Baru"] == "0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Persentase = realisasi", {"Persentase": "realisasi"}),
        ("a=b=target\n\n=x\ny=", {"a=b": "target"}),
        ("", {}),
    ],
)
def test_meanings_of_headers_are_one_a_line(text, expected):
    assert reporting.pairs(text) == expected
