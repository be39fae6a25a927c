"""Evidence as a text of a value: published with it, changed by a correction, kept by a file that does not name it."""

from data import submissions
from data.submissions import correction

ROWS = (
    "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi;bukti\n"
    "DINKES;IKU-DINKES-04;11.71;2023;20,5;https://situs.id/berita-acara\n"
    "DINKES;IKU-DINKES-04;11.72;2023;19,5;\n"
)
KEY = correction.Key("DINKES", "IKU-DINKES-04", "11.71", "2023")


def published(store):
    rows = store.snapshot().fetch("observations").astype(object)
    return {row.region: row.evidence for row in rows.where(rows.notna(), None).itertuples()}


def test_evidence_is_published_corrected_and_outlasts_a_file_without_it(store, publish):
    publish(store, ROWS)
    assert published(store) == {"11.71": "https://situs.id/berita-acara", "11.72": None}
    rows = store.snapshot().fetch("download_rows", language="id")
    assert rows["evidence"].tolist() == ["https://situs.id/berita-acara", ""]
    with store.scratch() as folder:
        proposal = correction.correct(store, KEY, {}, "bukti baru", "Cut Meutia", folder, "https://situs.id/baru")
        assert (proposal.intake.outcome, proposal.changes["changed"]) == ("accepted", 1)
        (done,) = submissions.accept(store, [proposal])
    assert published(store)["11.71"] == "https://situs.id/baru"
    with store.scratch() as folder:
        hostile = correction.correct(store, KEY, {"actual": 21.0}, "uji", None, folder, "javascript:alert(1)")
        assert hostile.intake.outcome == "rejected"
    submissions.undo(store, done.submission)
    assert published(store)["11.71"] == "https://situs.id/berita-acara"
    again = ROWS.replace(";bukti", "").replace(";https://situs.id/berita-acara", "").replace("19,5;", "19,5")
    assert publish(store, again).changes["unchanged"] == 2
