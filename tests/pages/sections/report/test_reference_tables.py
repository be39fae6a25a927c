"""The office's reference on Kirim Data: a file is looked at, agreed to, published and undone; a broken one is said."""

import pytest

from tests.pages.visiting import button, field, fine, submit, tables, visitor, words

ROWS = "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi\nBAPPEDA;IKU-BAPPEDA-13;11.71;2024;7,0\n"
TARGET = (
    "indicator;agency;unit;region;period;target;target_low;target_high;baseline_period;baseline;plan;confidence;source\n"
    "IKU-BAPPEDA-13;BAPPEDA;;11.71;2024;{target};;;;;RKPD;unverified;kantor\n"
)


@pytest.fixture
def app(accepted):
    """Kirim Data with the reference opened, on a store with one value."""
    accepted(ROWS)
    return fine(field(visitor(), "toggle", "report_reference").set_value(True).run())


def sent(app, target):
    field(app, "checkbox", "reference_rest").check()
    uploader = next(one for one in app.file_uploader if one.key == "reference_files")
    return fine(uploader.set_value([("targets.csv", TARGET.format(target=target).encode(), "text/csv")]).run())


def test_a_target_is_looked_at_agreed_to_and_published(app, store):
    assert "0 baris berbeda" in words(app)
    sent(app, "6,5")
    assert "1 baris baru, 0 berubah, 0 dikeluarkan" in words(app)
    fine(button(app, "reference_check").click().run())
    assert "1 nilai berganti target" in words(app)
    fine(submit(app, "reference_form").click().run())
    assert "isi nama dan alasan" in words(app)
    field(app, "text_input", "reference_sender").set_value("Cut Meutia")
    field(app, "text_input", "reference_reason").set_value("RKPD 2024")
    field(app, "checkbox", "reference_consent").check()
    fine(submit(app, "reference_form").click().run())
    (value,) = store.snapshot().fetch("observations")["target"]
    assert value == 6.5
    assert store.ledger.entries()[-1].facts["sender"] == "Cut Meutia"


def test_a_broken_file_is_said_with_row_and_column(app):
    sent(app, "1.012,5")
    table = next(one for one in tables(app) if "expected" in one)
    assert table[["file", "line", "column", "found"]].values.tolist() == [["targets.csv", 2, "target", "1.012,5"]]
    assert "Tidak ada yang dicatat" in words(app)
