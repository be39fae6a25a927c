"""Pointer, notes and records are sealed: what was published is known from each of them, and a read changes nothing."""

import hashlib
import json
import shutil

import pytest

from data import submissions
from data.ledger import chain
from data.store import agreement
from data.store.pointer import Pointer

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi\n"
READS = [("query", "observations"), ("verify",)]


def bytes_of(store):
    """Hash of every file of a store but locks and leases."""
    kept = (path for path in store.folder.rglob("*") if path.is_file() and path.suffix != ".lease")
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in kept if not path.name.startswith("lock")}


def entry_of(store, number):
    (path,) = (store.folder / "ledger").glob(f"{number:06d}-*/entry.json")
    return path


def older_pointer(store):
    first = next(one for one in agreement.publications(store.shelf) if one.head == 1)
    (store.folder / "pointer.json").write_text(json.dumps(first.facts()), "utf-8")
    return "pointer.json"


def unsealed_older_pointer(store):
    first = next(one for one in agreement.publications(store.shelf) if one.head == 1)
    facts = {"format": 1, "snapshot": first.snapshot, "head": 1, "published_at": first.published_at}
    (store.folder / "pointer.json").write_text(json.dumps(facts), "utf-8")
    return "pointer.json"


def flipped_head(store):
    path = store.folder / "pointer.json"
    path.write_bytes(path.read_bytes().replace(b'"head": 2', b'"head": 0'))
    return "pointer.json"


def head_beyond_all(store):
    path = store.folder / "pointer.json"
    path.write_bytes(path.read_bytes().replace(b'"head": 2', b'"head": 1' + b"0" * 30))
    return "pointer.json"


def renumbered(number, name, *, says=True):
    """An entry of the same files under another name, which its record `says` too."""

    def harm(store):
        path = entry_of(store, number).parent
        facts = json.loads((path / "entry.json").read_text("utf-8"))
        other = path.rename(path.with_name(name))
        (other / "entry.json").write_text(json.dumps({**facts, "id": name if says else facts["id"]}), "utf-8")
        return f"{number:06d}"

    harm.__name__ = f"renumbered_{number}_{name}_{says}"
    return harm


def changed(name, value):
    def harm(store):
        path = entry_of(store, 1)
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), name: value}), "utf-8")
        return path.parent.name

    harm.__name__ = f"changed_{name}"
    return harm


RECORDS = [changed("sender", "Orang lain"), changed("files", {}), changed("kind", "undo")]
NAMES = [
    renumbered(2, "000002-aaaaaaaa"), renumbered(1, "000001-aaaaaaaa"), renumbered(2, "000002-aaaaaaaa", says=False),
    renumbered(1, "0000010-aaaaaaaa"), renumbered(2, "salinan"),
]  # fmt: skip
POINTERS = [older_pointer, unsealed_older_pointer, flipped_head, head_beyond_all]


@pytest.mark.parametrize("harm", [*POINTERS, *NAMES, *RECORDS], ids=lambda harm: harm.__name__)
def test_reads_change_nothing_and_no_writer_goes_over_it_until_it_is_repaired(filled, run, harm, tmp_path):
    published = filled.pointer.snapshot
    named = harm(filled)
    before = bytes_of(filled)
    for arguments in READS:
        code, answer = run(*arguments)
        told = answer["problems"] if arguments == ("verify",) else [one["message_en"] for one in answer["warnings"]]
        assert code == int(arguments == ("verify",))
        assert any(named in text for text in told)
        if arguments[0] == "query":
            assert (answer["snapshot"], len(answer["rows"])) == (published, 2)
    path = tmp_path / "baru.csv"
    path.write_text(f"{HEADER}BAPPEDA;IKU-BAPPEDA-13;11.73;2024;9,5\n", "utf-8")
    assert run("load", str(path))[0] == 1
    assert bytes_of(filled) == before
    code, answer = run("repair", "--dry-run")
    assert (code, len(answer["mended"])) == (0, 1)
    assert bytes_of(filled) == before
    assert run("repair")[0] == 0
    assert submissions.verify(filled) == []
    assert (filled.pointer.snapshot, filled.pointer.head) == (published, 2)
    if harm is older_pointer:
        assert run("load", str(path))[1]["submission"].startswith("000003-")


def test_each_entry_holds_the_hash_of_those_before_it_and_the_pointer_that_of_all(filled):
    first, second = filled.ledger.entries()
    assert (first.facts["previous"], second.facts["previous"]) == ("", chain.end([first]))
    assert (first.facts["after"], second.facts["after"]) == (0, 1)
    pointer = filled.pointer
    assert (pointer.entry, pointer.chain) == (second.id, chain.end([first, second]))
    (noted,) = [one for one in agreement.publications(filled.shelf) if one.head == 2]
    assert (noted.entry, noted.chain, noted.snapshot) == (pointer.entry, pointer.chain, pointer.snapshot)


def test_the_chain_names_the_record_that_changed(filled):
    first, second = filled.ledger.entries()
    seal = chain.end([first, second])
    assert list(chain.changed([first, second], seal)) == []
    lied = [chain.Entry(**{**vars(first), "record": "0"}), second]
    assert [error.facts["path"] for error in chain.changed(lied, seal)] == [f"ledger/{first.id}/entry.json"]
    old = [chain.Entry(**{**vars(one), "facts": {}}) for one in (first, second)]
    assert list(chain.changed(old, seal)) == []
    (error,) = chain.changed([lied[0], old[1]], seal)
    assert (error.key, error.facts) == ("entries_changed", {"first": first.id, "last": second.id})


def test_a_later_entry_tells_what_was_published_when_notes_do_not(filled):
    older = Pointer(filled.pointer.snapshot, 0, "2026-01-01T00:00:00+00:00")
    for note in filled.snapshots.glob("*.json"):
        note.unlink()
    (filled.folder / "pointer.json").write_text(json.dumps(older.facts()), "utf-8")
    (error,) = agreement.pointer_trouble(filled)
    assert (error.key, error.facts["known"]) == ("pointer_older", "000001")


def test_what_was_dropped_is_told_and_taken_back_under_a_new_number(filled, run, tmp_path):
    source = tmp_path / "rows"
    shutil.copy(filled.ledger.entries()[0].accepted, source)
    files = {"accepted.parquet": source, "findings.parquet": filled.ledger.entries()[0].findings}
    filled.ledger.append("load", "c" * 64, {"file": "c.csv", "accepted": 1}, files)
    path = tmp_path / "baru.csv"
    path.write_text(f"{HEADER}BAPPEDA;IKU-BAPPEDA-13;11.73;2024;9,5\n", "utf-8")
    told = []
    with filled.writing(lambda **facts: told.append(facts)):
        pass
    assert [facts["trouble"].facts["entry"] for facts in told] == ["000003-cccccccc"]
    assert run("load", str(path))[1]["submission"].startswith("000003-")
    assert [one["entry"] for one in run("repair", "--dry-run")[1]["dropped"]] == ["000003-cccccccc"]
    code, answer = run("repair", "--take-back", "000003-cccccccc")
    assert (code, answer["taken_back"]) == (0, "000004-cccccccc")
    assert filled.ledger.entries()[-1].facts["was"] == "000003-cccccccc"
    assert submissions.verify(filled) == []
    assert run("repair", "--take-back", "000009-dddddddd")[0] == 1


def test_a_damaged_note_is_named_and_made_again(filled, run):
    note = filled.snapshots / f"{filled.pointer.snapshot}.json"
    note.write_bytes(note.read_bytes().replace(b'"head": 2', b'"head": 3'))
    assert [problem.key for problem in submissions.verify(filled)] == ["note_damaged"]
    assert len(run("query", "observations")[1]["rows"]) == 2
    assert run("repair")[0] == 0
    assert submissions.verify(filled) == []
    assert [*filled.snapshots.glob("*-damaged-*.json")]


def test_rows_come_back_from_the_original_file(filled, run):
    first = filled.ledger.entries()[0]
    first.accepted.write_bytes(b"x")
    first.findings.unlink()
    code, answer = run("repair")
    assert (code, len(answer["mended"])) == (0, 2)
    assert submissions.verify(filled) == []


def test_what_cannot_be_mended_is_left_with_its_words(filled, run):
    first = filled.ledger.entries()[0]
    first.accepted.write_bytes(b"x")
    first.original.unlink()
    code, answer = run("repair")
    assert (code, answer["mended"]) == (1, [])
    assert {one["message_en"].split(" ")[0] for one in answer["left"]} == {
        f"ledger/{first.id}/accepted.parquet", f"ledger/{first.id}/original.csv",
    }  # fmt: skip


def test_an_entry_that_lies_among_the_dropped_is_brought_back(filled, run):
    entry = entry_of(filled, 2).parent
    (filled.folder / "dropped").mkdir()
    shutil.move(entry, filled.folder / "dropped" / f"20260101T000000.1-{entry.name}")
    assert run("repair")[0] == 0
    assert submissions.verify(filled) == []


def test_a_lost_entry_without_files_is_made_of_its_copy(filled, run):
    assert run("undo", filled.pointer.entry)[0] == 0
    shutil.rmtree(entry_of(filled, 3).parent)
    assert [problem.key for problem in submissions.verify(filled)] == ["entry_missing"]
    assert run("repair")[0] == 0
    assert submissions.verify(filled) == []
    assert [entry.kind for entry in filled.ledger.entries()] == ["load", "load", "undo"]


def test_the_clock_that_went_back_is_told(filled, run):
    pointer = filled.pointer
    later = Pointer(pointer.snapshot, 2, "2030-01-01T00:00:00+00:00", pointer.entry, pointer.chain)
    (filled.folder / "pointer.json").write_text(json.dumps(later.facts()), "utf-8")
    assert run("undo", pointer.entry)[0] == 0
    (warning,) = run("query", "observations")[1]["warnings"]
    assert "2030-01-01" in warning["message_en"]
