"""Starting with own data: one entry sets aside everything simulated, and undo of it brings that back."""

import json
import shutil

import pytest

from data import submissions
from data.__main__ import main
from data.ledger import LedgerError
from data.store import Store
from data.submissions import reversal, undone

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;status_data\n"
FILES = {
    "simulasi": "DINKES;IKU-DINKES-04;11.71;2023;22;20,5;simulasi\nDINKES;IKU-DINKES-04;11.72;2023;22;19,5;simulasi\n",
    "campuran": "DISDIK;IKU-DISDIK-15;11;2023;;98,1;simulasi\nBAPPEDA;IKU-BAPPEDA-13;11.71;2023;;7,0;tetap\n",
    "resmi": "BAPPEDA;IKU-BAPPEDA-13;11.01;2023;;17,1;tetap\n",
}
REAL = {("BAPPEDA", "11.71"), ("BAPPEDA", "11.01")}
ALL = REAL | {("DINKES", "11.71"), ("DINKES", "11.72"), ("DISDIK", "11")}
AGAIN = "DINKES;IKU-DINKES-04;11.73;2023;22;18,5;simulasi\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory, publish):
    """A store with a simulated, a mixed and a real submission, and their ids by name; to be copied."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "exports").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KINERJA_EXPORTS", str(folder / "exports"))
        store = Store(folder / "store")
        done = {name: publish(store, HEADER + text, f"{name}.csv") for name, text in FILES.items()}
        return store.folder, {name: one.submission for name, one in done.items()}


@pytest.fixture
def filled(made, store):
    """A copy of it for one test."""
    shutil.copytree(made[0], store.folder)
    return store, made[1]


def published(store):
    rows = store.snapshot().fetch("observations")
    return set(zip(rows["agency"], rows["region"], strict=True))


def test_one_entry_sets_aside_what_is_simulated_and_undo_brings_it_back(filled):
    store, ids = filled
    entry, _ = submissions.set_aside(store, origin=submissions.Origin(sender="Cut Meutia", reason="mulai"))
    assert (entry.facts["whole"], entry.facts["part"]) == ([ids["simulasi"]], [ids["campuran"]])
    assert (entry.facts["sender"], entry.facts["reason"]) == ("Cut Meutia", "mulai")
    assert len(store.ledger.entries()) == 4
    assert published(store) == REAL
    assert submissions.verify(store) == []
    submissions.undo(store, entry.id)
    assert published(store) == ALL
    submissions.redo(store, entry.id)
    assert published(store) == REAL
    assert submissions.verify(store) == []


def test_what_the_turn_of_the_entry_would_change_is_told_before(filled):
    store, _ = filled
    entry, _ = submissions.set_aside(store)
    turn = reversal.preview(store, entry.id)
    assert (turn.kind, turn.changes) == ("undo", {"new": 3, "changed": 0, "withdrawn": 0, "unchanged": 1})
    submissions.undo(store, entry.id)
    turn = reversal.preview(store, entry.id)
    assert (turn.kind, turn.changes) == ("redo", {"new": 0, "changed": 0, "withdrawn": 3, "unchanged": 1})


def test_the_ledger_gives_the_same_snapshot_again(filled):
    store, _ = filled
    before = store.pointer.snapshot
    _, pointer = submissions.set_aside(store)
    rows = store.snapshot().fetch("observations")
    store.path_of(pointer.snapshot).unlink()
    assert submissions.rebuild(store).snapshot == pointer.snapshot
    assert rows.equals(store.snapshot().fetch("observations"))
    store.path_of(before).unlink()
    assert len(store.snapshot_by_id(before).fetch("observations")) == len(ALL)


def test_nothing_simulated_is_set_aside_twice(filled):
    store, _ = filled
    submissions.set_aside(store)
    with pytest.raises(LedgerError, match="Nothing simulated"):
        submissions.set_aside(store)
    assert len(store.ledger.entries()) == 4


def test_one_submission_is_put_back_by_itself(filled):
    store, ids = filled
    submissions.set_aside(store)
    submissions.redo(store, ids["simulasi"])
    assert published(store) == REAL | {("DINKES", "11.71"), ("DINKES", "11.72")}
    submissions.undo(store, ids["simulasi"])
    assert published(store) == REAL


def test_what_was_undone_before_stays_undone(filled):
    store, ids = filled
    submissions.undo(store, ids["simulasi"])
    entry, _ = submissions.set_aside(store)
    submissions.undo(store, entry.id)
    assert published(store) == ALL - {("DINKES", "11.71"), ("DINKES", "11.72")}


def test_what_is_simulated_and_sent_later_counts_until_it_is_set_aside_too(filled, publish):
    store, _ = filled
    first, _ = submissions.set_aside(store)
    later = publish(store, HEADER + AGAIN).submission
    assert published(store) == REAL | {("DINKES", "11.73")}
    second, _ = submissions.set_aside(store)
    assert second.facts["whole"] == [later]
    submissions.undo(store, first.id)
    assert published(store) == ALL


def test_what_is_set_aside_is_not_told_as_undone(filled):
    store, _ = filled
    submissions.set_aside(store)
    assert undone.undone(store, "DINKES", "", "IKU-DINKES-04", "11.71").empty


def test_the_command_counts_sets_aside_and_is_undone(filled, capsys):
    store, _ = filled

    def run(*words):
        assert main([*words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    dry = run("own", "--dry-run")
    assert dry["set_aside"] == {"observations": 3, "series": 3, "agencies": 2}
    assert dry["stays"] == {"observations": 2, "series": 2, "agencies": 1}
    assert (dry["changed"], dry["submission"], published(store)) == (False, None, ALL)
    done = run("own", "--sender", "Cut Meutia")
    assert done["changed"]
    assert len(done["submissions"]) == 2
    assert published(store) == REAL
    again = run("own")
    assert (again["changed"], again["set_aside"]["observations"]) == (False, 0)
    (aside,) = run("status")["set_aside"]
    assert (aside["submission"], aside["standing"], aside["sender"]) == (done["submission"], True, "Cut Meutia")
    assert [one["set_aside"] for one in run("status")["submissions"]] == [True, False, False]
    assert run("undo", done["submission"])["changed"]
    assert published(store) == ALL
    assert run("verify")["ok"]
