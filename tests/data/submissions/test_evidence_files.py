"""Files of evidence: what is taken, how it is kept, and that it is found, kept and verified afterwards."""

import json
import shutil
from dataclasses import replace

import pytest

from data import intake, submissions
from data.__main__ import main
from data.ledger import LedgerError
from data.store import backup
from data.submissions import correction, evidence
from data.submissions.evidence import EvidenceError

PDF, PNG, ZIP, JPG = b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n.", b"PK\x03\x04.", b"\xff\xd8\xff\xe0."
ROWS = (
    "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi;bukti\n"
    "DINKES;IKU-DINKES-04;11.71;2023;20,5;BERITA acara.PDF\n"
    "DINKES;IKU-DINKES-04;11.72;2023;19,5;\n"
)
VALUE = {"agency": "DINKES", "unit": "", "indicator": "IKU-DINKES-04", "region": "11.71", "period": "2023"}


def taken(tmp_path, *files):
    """The files `(name, bytes)` as they are taken in; each lies under a number, whatever it is called."""
    given = []
    for number, (name, content) in enumerate(files):
        path = tmp_path / f"given-{number}"
        path.write_bytes(content)
        given.append((name, path))
    return evidence.checked(given)


def load(store, tmp_path, text=ROWS, *files):
    """Publish a report with files of evidence; what became of it."""
    folder = store.workspace()
    (folder / "laporan.csv").write_text(text, "utf-8")
    proposal = submissions.propose(store, folder / "laporan.csv", intake.Options(), folder)
    (done,) = submissions.accept(store, [replace(proposal, evidence=taken(tmp_path, *files))])
    return done


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF), ("a.PNG", PNG), ("a.jpg", JPG), ("a.jpeg", JPG), ("a.xlsx", ZIP), ("a.ods", ZIP),
        ("a.docx", ZIP),
        ("a.csv", b"a;b\r\n1;2"), ("a.csv", "nilai;é".encode("cp1252")), ("a.csv", "a\tb".encode("utf-16")),
    ],
)  # fmt: skip
def test_files_of_the_kinds_named_are_taken(tmp_path, name, content):
    assert [(one.name, one.bytes) for one in taken(tmp_path, (name, content))] == [(name, len(content))]


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.exe", b"MZ", "evidence_ending"), ("a.html", b"<p>", "evidence_ending"), ("pdf", PDF, "evidence_ending"),
        (".pdf", PDF, "evidence_ending"), ("a.pdf.svg", PDF, "evidence_ending"), ("", PDF, "evidence_ending"),
        ("a.pdf\u202egpj.exe", PDF, "evidence_ending"), ("a.pdf/", PDF, "evidence_ending"),
        ("a.pdf", b"MZ\x90", "evidence_content"), ("a.pdf", b" %PDF-1.7", "evidence_content"),
        ("a.png", JPG, "evidence_content"), ("a.jpg", PNG, "evidence_content"), ("a.xlsx", b"a;b", "evidence_content"),
        ("a.docx", b"\xd0\xcf\x11\xe0", "evidence_content"), ("a.csv", ZIP, "evidence_content"),
        ("a.csv", PDF, "evidence_content"), ("a.csv", b"a\x00b", "evidence_content"),
        ("a.csv", b"a\x81b\x07", "evidence_content"),
        ("a.csv", b"\xff\xfea", "evidence_content"), ("a.pdf", b"", "evidence_empty"),
        ("a.pdf", "large", "evidence_large"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_words_that_name_it(tmp_path, name, content, key):
    with pytest.raises(EvidenceError) as told:
        taken(tmp_path, (name, PDF.ljust(evidence.LARGEST + 1) if content == "large" else content))
    assert told.value.key == key
    for words in (told.value.message_id, told.value.message_en):
        assert repr(evidence.name_of(name)) in words
        assert "pdf, jpg" in words


def test_a_path_or_a_name_of_marks_is_no_more_than_a_text(tmp_path):
    long = "laporan " * 40 + ".pdf"
    names = ["../../etc/cron.d/a.pdf", "C:\\Windows\\b.pdf", "c\r\n\x1b[31m.pdf", "\u202efdp.d.pdf", long, "con.pdf"]
    found = [one.name for one in taken(tmp_path, *((name, PDF) for name in names))]
    assert found[:4] == ["a.pdf", "b.pdf", "c [31m.pdf", "fdp.d.pdf"]
    assert (len(found[4]), found[4][-4:], found[5]) == (evidence.LONGEST_NAME, ".pdf", "con.pdf")


def test_the_same_file_counts_once_two_of_one_name_and_too_many_are_refused(tmp_path):
    assert len(taken(tmp_path, ("a.pdf", PDF), ("A.PDF", PDF), ("b.pdf", PDF))) == 2
    for key, files in (
        ("evidence_twice", [("a.pdf", PDF), ("A.pdf", PDF + b"2")]),
        ("evidence_many", [(f"{number}.pdf", PDF) for number in range(evidence.MOST + 1)]),
    ):
        with pytest.raises(EvidenceError) as told:
            taken(tmp_path, *files)
        assert told.value.key == key
    with pytest.raises(EvidenceError) as told:
        evidence.checked([("a.pdf", tmp_path / "nowhere.pdf")])
    assert told.value.key == "evidence_unreadable"


def test_files_lie_under_numbers_are_found_from_the_value_and_outlast_correction_and_undo(store, tmp_path):
    submissions.ensure(store)
    files = ("../Berita Acara.pdf", PDF), ("foto.png", PNG)
    done = load(store, tmp_path, ROWS, *files)
    entry = store.ledger.find(done.submission)
    assert sorted(path.name for path in entry.folder.glob("evidence-*")) == ["evidence-1.pdf", "evidence-2.png"]
    assert [(one.name, one.named, evidence.content(one)) for one in evidence.kept(entry)] == [
        ("Berita Acara.pdf", 1, PDF), ("foto.png", 0, PNG)
    ]  # fmt: skip
    assert {"evidence-1.pdf", "evidence-2.png"} < set(entry.facts["files"])

    again = load(store, tmp_path, ROWS, *files)
    assert again.submission == done.submission
    more = load(store, tmp_path, ROWS, ("surat.pdf", PDF + b"2"))
    assert more.submission != done.submission

    with store.scratch() as folder:
        key = correction.Key("DINKES", "IKU-DINKES-04", "11.71", "2023")
        corrected = correction.correct(store, key, {"actual": 20.0}, "salah ketik", "Cut Meutia", folder)
        (last,) = submissions.accept(store, [corrected])
    entries = store.ledger.entries()
    named = evidence.found(entries, last.submission, "berita acara.pdf", VALUE)
    assert named.path == entry.folder / "evidence-1.pdf"
    assert evidence.found(entries, last.submission, "berita acara.pdf", {**VALUE, "region": "11.72"}) is None
    assert evidence.found(entries, done.submission, "lain.pdf", VALUE) is None

    submissions.undo(store, done.submission)
    assert evidence.content(named) == PDF
    assert not submissions.verify(store)
    backup.write(store, tmp_path / "cadangan.zip")
    backup.unpack(tmp_path / "cadangan.zip", tmp_path / "restored")
    assert (tmp_path / "restored" / named.path.relative_to(store.folder)).read_bytes() == PDF

    named.path.chmod(0o644)
    named.path.write_bytes(PDF + b"!")
    with pytest.raises(LedgerError):
        evidence.content(named)
    assert any("evidence-1.pdf" in error.message_en for error in submissions.verify(store))


def test_a_file_that_changes_between_look_and_press_is_not_taken(store, tmp_path):
    submissions.ensure(store)
    folder = store.workspace()
    (folder / "laporan.csv").write_text(ROWS, "utf-8")
    proposal = submissions.propose(store, folder / "laporan.csv", intake.Options(), folder)
    proposal = replace(proposal, evidence=taken(tmp_path, ("a.pdf", PDF)))
    (tmp_path / "given-0").write_bytes(b"MZ")
    with pytest.raises(LedgerError):
        submissions.accept(store, [proposal])
    assert not store.ledger.active()


def test_the_command_takes_evidence_with_one_file(store, tmp_path, capsys):
    report, proof = tmp_path / "laporan.csv", tmp_path / "Berita acara.pdf"
    report.write_text(ROWS, "utf-8")
    proof.write_bytes(PDF)
    assert main(["load", str(report), "--evidence", str(proof), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["evidence"] == ["Berita acara.pdf"]
    assert (store.ledger.find(told["submission"]).folder / "evidence-1.pdf").read_bytes() == PDF
    proof.write_bytes(b"MZ")
    assert main(["load", str(report), "--evidence", str(proof)]) == 1
    assert main(["load", str(report), "--evidence", str(tmp_path / "nowhere.pdf")]) == 2
    assert main(["load", str(report), str(shutil.copy(report, tmp_path / "b.csv")), "--evidence", str(proof)]) == 2


def test_a_correction_takes_a_file_a_link_or_a_name(store, tmp_path, capsys):
    submissions.ensure(store)
    load(store, tmp_path)
    key = ["--agency", "DINKES", "--indicator", "IKU-DINKES-04", "--region", "11.71", "--period", "2023"]

    def corrected(said, *more):
        code = main(["correct", *key, "--reason", "salah ketik", "--evidence", said, *more, "--json"])
        told = json.loads(capsys.readouterr().out)
        return code, told, correction.published(store, correction.Key(*key[1::2]))

    surat = tmp_path / "Surat koreksi.pdf"
    surat.write_bytes(PDF + b"2")
    code, told, row = corrected(str(surat), "--actual", "20,1")
    assert (code, told["evidence"], row["actual"], row["evidence"]) == (0, [surat.name], 20.1, surat.name)
    (kept,) = evidence.kept(store.ledger.find(told["submission"]))
    assert (kept.named, evidence.content(kept)) == (1, PDF + b"2")

    surat.write_bytes(PDF + b"3")
    code, told, row = corrected(str(surat))
    assert (code, row["evidence"]) == (0, surat.name)
    assert evidence.content(evidence.kept(store.ledger.find(told["submission"]))[0]) == PDF + b"3"

    for text in ("https://aceh.go.id/surat.pdf", "surat lain.pdf"):
        assert corrected(text)[2]["evidence"] == text
    assert corrected(str(tmp_path / "nowhere.pdf"))[0] == 2
    surat.write_bytes(b"MZ")
    assert corrected(str(surat))[0] == 1
    assert correction.published(store, correction.Key(*key[1::2]))["evidence"] == "surat lain.pdf"
