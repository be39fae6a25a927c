"""Revision history and correction on the indicator page, over a real ledger."""

import shutil

import pytest

from data import submissions
from data.submissions import correction, evidence, undone
from data.submissions.correction import Key, correct
from pages.words.language import t
from tests.pages.visiting import fine, tables

ROWS = "\n".join(
    f"DINKES;IKU-DINKES-01;11.71;2026-{month:02d};8,3;{value};;" for month, value in enumerate((7, 8, 9, 10), start=1)
)
FILE = f"kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;pembilang;penyebut\n{ROWS}\n"
KEY = Key("DINKES", "IKU-DINKES-01", "11.71", "2026-04")
LINK = {"indicator": "IKU-DINKES-01", "region": "11.71"}


@pytest.fixture(scope="module")
def reported(publish_text):
    return publish_text(FILE)


@pytest.fixture
def filled(store, reported):
    shutil.copytree(reported, store.folder)
    return store


def corrected(store, folder, value, reason) -> str:
    proposal = correct(store, KEY, {"actual": value}, reason, "Operator", folder)
    return submissions.accept(store, [proposal])[0].submission


def table(app):
    return next(each for each in tables(app) if "event" in each)


def test_the_history_tells_what_by_whom_and_why_and_names_the_undone(filled, tmp_path, open_app):
    corrected(filled, tmp_path / "a", 9.5, "salah *ketik*")
    last = corrected(filled, tmp_path / "b", 99.0, "keliru")
    submissions.undo(filled, last)
    app = open_app(filled.folder, "indicator", **LINK)
    assert not app.exception
    rows = table(app)
    assert list(rows["event"]) == ["kiriman dibatalkan", "diganti"]
    assert list(rows["value"]) == ["99,00", "10,00 → 9,50"]
    assert list(rows["reason"]) == ["keliru", "salah *ketik*"]
    assert list(rows["sender"]) == ["Operator", "Operator"]
    assert rows["submission"].iloc[0] == last
    cited = filled.pointer.snapshot
    assert filled.shelf.about(cited).first_head == 2
    assert filled.shelf.about(cited).head == 4
    old = open_app(filled.folder, "indicator", snapshot=cited, **LINK)
    assert list(table(old)["event"]) == ["diganti"], "as it was first published, before what was undone came"
    submissions.redo(filled, last)
    assert undone.undone(filled, "DINKES", "", "IKU-DINKES-01", "11.71").empty


@pytest.mark.parametrize(("spoken", "none"), [("id", "Belum ada nilai"), ("en", "No value of this [series]")])
def test_a_series_without_revisions_says_so(filled, open_app, spoken, none):
    app = open_app(filled.folder, "indicator", lang=spoken, **LINK)
    assert not app.exception
    assert any(none in each.value for each in app.caption)


def fill(app, reason, actual=None):
    if actual is not None:
        app.text_input(key="revising_actual").set_value(actual)
    app.text_area(key="revising_reason").set_value(reason)
    next(each for each in app.button if each.label == "Periksa koreksi").click()
    return app.run()


def test_a_value_is_corrected_on_the_page(filled, open_app):
    app = open_app(filled.folder, "indicator", **LINK)
    fill(app, "salah ketik", "9,25")
    assert not app.exception
    assert correction.published(filled, KEY)["actual"] == 10
    fine(app.button(key="revising_publish").click().run())
    assert correction.published(filled, KEY)["actual"] == 9.25
    assert any("diterbitkan" in each.value for each in app.success)


def proof(app):
    return next(one for one in app.file_uploader if one.key.startswith("revising_proof"))


def test_a_file_of_evidence_goes_with_a_correction(filled, open_app):
    app = open_app(filled.folder, "indicator", **LINK)
    proof(app).set_value([("surat.pdf", b"MZ", "application/pdf")])
    fill(app, "salah ketik", "9,25")
    assert any("surat.pdf" in each.value for each in app.error)
    proof(app).set_value([("surat.pdf", b"%PDF-1.7", "application/pdf")])
    fill(app, "salah ketik", "9,25")
    fine(app.button(key="revising_publish").click().run())
    assert correction.published(filled, KEY)["evidence"] == "surat.pdf"
    assert [evidence.content(one) for one in evidence.kept(filled.ledger.active()[-1])] == [b"%PDF-1.7"]


def test_without_reason_or_change_nothing_is_offered(filled, open_app):
    app = open_app(filled.folder, "indicator", **LINK)
    fill(app, " ", "9,25")
    assert any("memerlukan alasan" in each.value for each in app.error)
    fill(app, "x", "10")
    assert any("Tidak ada yang berubah" in each.value for each in app.error)
    assert "revising_publish" not in [each.key for each in app.button]


def test_a_text_that_is_no_clear_number_is_told_and_nothing_is_offered(filled, open_app):
    app = open_app(filled.folder, "indicator", **LINK)
    for text, said in (("9,2,5", "bukan bilangan"), ("1.234", "ribuan atau tiga desimal")):
        fill(app, "salah ketik", text)
        assert any(said in each.value for each in app.error)
        assert "revising_publish" not in [each.key for each in app.button]


def test_a_ratio_is_corrected_with_its_parts_and_they_have_to_agree(filled, tmp_path, open_app):
    values = {"actual": 10.0, "numerator": 100.0, "denominator": 1000.0}
    submissions.accept(filled, [correct(filled, KEY, values, "bagiannya", None, tmp_path / "parts")])
    app = open_app(filled.folder, "indicator", **LINK)
    fill(app, "salah ketik", "9,2")
    assert any("pembilang dan penyebut" in each.value for each in app.error)
    app.text_input(key="revising_numerator").set_value("20")
    app.text_input(key="revising_denominator").set_value("1000")
    fill(app, "salah ketik")
    assert any("tidak dapat diterbitkan" in each.value for each in app.error)
    app.text_input(key="revising_numerator").set_value("92")
    fill(app, "salah ketik")
    fine(app.button(key="revising_publish").click().run())
    row = correction.published(filled, KEY)
    assert (row["actual"], row["numerator"], row["denominator"]) == (9.2, 92, 1000)


def test_a_correction_asked_for_on_kirim_data_stands_first_and_opened(open_app, full_store):
    app = open_app(full_store, "report")
    field = next(each for each in app.selectbox if (each.key or "").startswith("report_correct_indicator"))
    field.set_value("IKU-DINKES-04").run()
    app.button(key="report_correct_open").click().run()
    assert not app.exception
    folds = {fold.label: fold.proto.expanded for fold in app.expander}
    everything = t("series.everything", "id")
    assert next(iter(folds)) == everything
    assert folds[everything]
    plain = open_app(full_store, "indicator", indicator="IKU-DINKES-04")
    assert not {fold.label: fold.proto.expanded for fold in plain.expander}[everything]
