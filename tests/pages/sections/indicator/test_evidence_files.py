"""Files of evidence on the pages: attached to an upload, refused in words, offered in history and beside the value."""

import pytest

from tests.pages.visiting import field, fine, publish, upload, visitor

PDF = b"%PDF-1.7\n"
ROWS = (
    "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;bukti\n"
    "DINKES;IKU-DINKES-04;11.71;2023;22;20,5;berita *acara*.pdf\n"
    "DINKES;IKU-DINKES-04;11.71;2022;22;20,1;\n"
)


@pytest.fixture
def offered(monkeypatch):
    """Name → what the button gives, of the files of evidence that a page offers."""
    made = {}

    def offer(label, data, *, file_name, mime, key, **_more):
        if callable(data) and key.startswith(("report_proof", "indicator_evidence")):
            assert mime == "application/octet-stream"
            made[file_name] = data

    monkeypatch.setattr("streamlit.download_button", offer)
    return made


def test_evidence_is_attached_published_and_offered_on_both_pages(store, page, offered):
    app = upload(page, ROWS)
    files = [
        ("../Berita *acara*.pdf", PDF, ""), ("foto.png", b"MZ", ""), ("surat.pdf", PDF + b"2", ""),
        ("SURAT.pdf", PDF, ""),
    ]  # fmt: skip
    fine(field(app, "file_uploader", "report_proofs").set_value(files).run())
    told = [each.value for each in app.error]
    assert len(told) == 2
    assert "foto.png" in told[0]
    assert "SURAT.pdf" in told[1]
    assert [each.label for each in app.expander if each.label.startswith("Berkas bukti")] == ["Berkas bukti (2)"]
    publish(app)
    assert {name: give() for name, give in offered.items()} == {"Berita _acara_.pdf": PDF, "surat.pdf": PDF + b"2"}
    (entry,) = store.ledger.active()
    assert [one["named"] for one in entry.facts["evidence"]] == [1, 0]
    offered.clear()
    visitor("indicator", agency="DINKES", indicator="IKU-DINKES-04", region="11.71")
    assert {name: give() for name, give in offered.items()} == {"Berita _acara_.pdf": PDF}
