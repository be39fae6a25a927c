"""Own data on the pages: offered while something simulated is published, told before, done with consent, undone."""

import pytest

from tests.pages.visiting import button, field, fine, submit, tables, values, visitor, words

ROWS = """kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;status_data
DINKES;IKU-DINKES-04;11.71;2024;22;20,5;simulasi
BAPPEDA;IKU-BAPPEDA-13;11.71;2024;;7,0;tetap
"""


@pytest.fixture
def app(accepted):
    """The app on a store with one simulated and one real value."""
    accepted(ROWS)
    return visitor("summary")


def test_simulated_data_are_set_aside_with_consent_and_brought_back(app, store):
    assert "1 dari 2 data berkala yang terbit disimulasikan" in words(app)
    fine(button(app, "own_invitation").click().run())
    assert "**Disisihkan:** 1 nilai simulasi dalam 1 data berkala dari 1 instansi." in words(app)
    assert "**Tetap:** 1 nilai bukan simulasi dalam 1 data berkala" in words(app)
    fine(submit(app, "own_form").click().run())
    assert "centang persetujuan" in words(app)
    field(app, "text_input", "own_sender").set_value("Cut Meutia")
    field(app, "checkbox", "own_consent").check()
    fine(submit(app, "own_form").click().run())
    assert values(store) == {("11.71", "2024"): 7.0}
    assert not [each for each in app.toggle if each.key == "report_own"]
    assert "Mulai dengan data sendiri (1 kiriman simulasi disisihkan)" in tables(app)[-1]["file"].tolist()
    fine(field(app, "toggle", "report_turn_open").set_value(True).run())
    assert "Bila dibatalkan: 1 nilai muncul kembali." in words(app)
    field(app, "text_input", "report_turn_sender").set_value("Cut Meutia")
    field(app, "text_input", "report_turn_reason").set_value("contoh lagi")
    fine(submit(app, "report_turn_").click().run())
    assert len(store.snapshot().fetch("observations")) == 2
