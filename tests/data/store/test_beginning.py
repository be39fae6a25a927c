"""A store that is not there is not a new one; two programs and a short disk are told."""

import json
import shutil

import pytest

from data import submissions
from data.build import identity
from data.errors import StoreError
from data.store import Store, open_snapshots


def beginning(folder):
    with pytest.raises(StoreError) as stopped:
        submissions.ensure(Store(folder))
    return stopped.value.key


def test_a_store_begins_in_an_empty_or_absent_folder_and_says_so_once(store):
    (store.folder / ".gitkeep").parent.mkdir()
    (store.folder / ".gitkeep").touch()
    told = []
    submissions.ensure(store, lambda **facts: told.append(facts))
    assert [str(store.folder) in facts["trouble"].message_id for facts in told if facts["stage"] == "begun"] == [True]
    submissions.ensure(store, lambda **facts: pytest.fail(str(facts)))


def test_no_store_begins_where_something_is_wrong_with_the_place(store, tmp_path, monkeypatch):
    assert beginning(tmp_path / "absent" / "store") == "store_without_parent"
    assert not (tmp_path / "absent").exists()
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "surat.docx").touch()
    assert beginning(tmp_path / "others") == "store_foreign"
    assert [path.name for path in (tmp_path / "others").iterdir()] == ["surat.docx"]
    (tmp_path / "file").touch()
    assert beginning(tmp_path / "file") == "wrong_kind"
    assert beginning(tmp_path / "apa?") == "store_path"
    monkeypatch.setenv("KINERJA_STORE_MUST_EXIST", "1")
    assert beginning(tmp_path / "store") == "store_must_exist"
    assert not (tmp_path / "store").exists()


def test_a_store_that_was_emptied_is_not_begun_again(filled):
    for name in ("ledger", "snapshots", "records"):
        shutil.rmtree(filled.folder / name)
    (filled.folder / "pointer.json").unlink()
    open_snapshots._folders.discard(filled.snapshots)
    assert beginning(filled.folder) == "store_emptied"


def test_a_store_that_goes_is_told_while_its_open_snapshot_is_served(filled, tmp_path):
    submissions.ensure(filled)
    shutil.move(filled.folder, tmp_path / "away")
    snapshot, (warning,) = submissions.serve(filled)
    assert warning.facts["cause"] == "store_gone"
    assert len(snapshot.fetch("observations")) == 2
    assert not filled.folder.exists()
    shutil.move(tmp_path / "away", filled.folder)
    assert submissions.serve(filled)[1] == []


def noted(store, **facts):
    store.shelf.note(store.pointer.snapshot, **facts)


def test_what_another_program_published_is_read_and_not_replaced(filled, run, monkeypatch):
    published = filled.pointer.snapshot
    with monkeypatch.context() as patch:
        patch.setattr(identity, "recipe", lambda: "another")
        code, answer = run("query", "observations")
        assert (code, answer["snapshot"], len(answer["rows"])) == (0, published, 2)
        assert "another version" in answer["warnings"][0]["message_en"]
        assert submissions.ensure(filled).id != published
    with pytest.raises(StoreError) as stopped:
        submissions.ensure(filled)
    assert stopped.value.key == "program_other"
    noted(filled, generation=identity.GENERATION + 1)
    with pytest.raises(StoreError) as stopped:
        submissions.undo(filled, filled.pointer.entry)
    assert stopped.value.key == "program_newer"
    assert len(filled.ledger.entries()) == 2
    assert (run("build")[1]["snapshot"], run("query", "observations")[1]["warnings"]) == (published, [])


def test_an_older_program_s_snapshot_is_replaced_at_the_first_look(filled, monkeypatch):
    published = filled.pointer.snapshot
    noted(filled, recipe="another", generation=None)
    monkeypatch.setattr(identity, "recipe", lambda: "newer")
    snapshot, warnings = submissions.serve(filled)
    assert (snapshot.id != published, warnings) == (True, [])


def test_a_snapshot_that_lacks_what_queries_read_is_not_served(filled, monkeypatch):
    snapshot = filled.snapshot()
    assert snapshot.lacking() is None
    submissions.require_readable(filled, snapshot)
    noted(filled, recipe="another")
    monkeypatch.setattr(snapshot, "_lacking", "totals: Table with name standings does not exist")
    with pytest.raises(StoreError, match="standings"):
        submissions.require_readable(filled, snapshot)


def test_too_little_room_is_told_before_anything_is_written(filled, monkeypatch):
    before = filled.pointer
    monkeypatch.setattr("shutil.disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9, 10**5))
    with pytest.raises(StoreError) as stopped:
        submissions.undo(filled, filled.ledger.entries()[0].id)
    assert stopped.value.key == "disk_short"
    assert filled.pointer == before
    assert submissions.verify(filled) == []


@pytest.mark.parametrize("name", ["ledger", "work", "lock", "pointer.json", "snapshots"])
def test_a_thing_of_the_wrong_kind_is_told_in_words(filled, run, name, tmp_path):
    path = filled.folder / name
    if path.is_dir():
        shutil.move(path, tmp_path / "aside")
        path.touch()
    else:
        path.unlink(missing_ok=True)
        path.mkdir()
    export = tmp_path / "baru.csv"
    export.write_text(
        "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi\nBAPPEDA;IKU-BAPPEDA-13;11.73;2024;9,5\n"
    )
    code, answer = run("load", str(export))
    assert code == 1
    assert str(path) in answer["message_id"]
    assert "Errno" not in answer["error"].split("(")[0]
    assert json.dumps(run("verify")[1])
