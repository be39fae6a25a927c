"""Damage of every kind is named, with the file and the next step, in both languages; nothing is deleted."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from data import intake, submissions
from data.build import identity, whole
from data.errors import KinerjaError, StoreError, catalogue
from data.ledger import LedgerError
from data.reference import load_reference
from data.store.open_snapshots import forget
from data.store.snapshots import DAYS, NEWEST

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi\n"


def spoil(path):
    """Turn the bytes of the second half of a file over."""
    content = bytearray(path.read_bytes())
    for place in range(len(content) // 2, len(content)):
        content[place] ^= 0xFF
    path.write_bytes(content)


def files(store):
    kept = (path for path in store.folder.rglob("*") if path.is_file() and path.suffix not in (".lease", ".lock"))
    return {path.relative_to(store.folder) for path in kept if path.name not in ("lock", "lock.json")}


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_every_error_is_told_in_both_languages(key):
    texts = catalogue()[key]
    assert set(texts) == {"id", "en"}
    holes = {name: {part.split("}")[0] for part in text.split("{")[1:]} for name, text in texts.items()}
    assert {hole.removesuffix("_id") for hole in holes["id"]} == {hole.removesuffix("_en") for hole in holes["en"]}


def first(store):
    return store.folder / "ledger" / store.ledger.entries()[0].id


def cut_entry(store):
    path = first(store) / "entry.json"
    path.write_text(path.read_text("utf-8")[:40], "utf-8")
    return f"ledger/{path.parent.name}/entry.json", "entry_unreadable"


def spoil_accepted(store):
    spoil(first(store) / "accepted.parquet")
    return f"ledger/{first(store).name}/accepted.parquet", "file_differs"


def lose_original(store):
    (first(store) / "original.csv").unlink()
    return f"ledger/{first(store).name}/original.csv", "file_missing"


def lose_entry(store):
    shutil.move(first(store), store.folder.parent / "elsewhere")
    return "ledger/000001-", "entry_missing"


def lose_last_entry(store):
    shutil.move(store.folder / "ledger" / store.ledger.entries()[-1].id, store.folder.parent / "elsewhere")
    return "ledger/000002-", "entry_missing"


def double_entry(store):
    copy = shutil.copytree(first(store), store.folder / "ledger" / "000001-aaaaaaaa")
    facts = json.loads((copy / "entry.json").read_text("utf-8"))
    (copy / "entry.json").write_text(json.dumps({**facts, "id": copy.name}), "utf-8")
    return "000001-aaaaaaaa", "entry_twice"


def foreign_folder(store):
    (store.folder / "ledger" / "2099-cadangan").mkdir()
    return "ledger/2099-cadangan", "foreign"


def newer_entry(store):
    path = first(store) / "entry.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "format": 99}), "utf-8")
    return f"ledger/{path.parent.name}/entry.json", "newer_program"


def cut_snapshot(store):
    path = store.path_of(store.pointer.snapshot)
    path.write_bytes(path.read_bytes()[:20_000])
    return path.name, "snapshot_differs"


def spoil_snapshot(store):
    path = store.path_of(store.pointer.snapshot)
    spoil(path)
    return path.name, "snapshot_differs"


def lose_snapshot(store):
    path = store.path_of(store.pointer.snapshot)
    path.unlink()
    return path.name, "snapshot_missing"


def spoil_pointer(store):
    (store.folder / "pointer.json").write_bytes(b"\xff\x00{")
    return "pointer.json", "pointer_damaged"


def list_pointer(store):
    (store.folder / "pointer.json").write_text("[1, 2]", "utf-8")
    return "pointer.json", "pointer_damaged"


def climbing_pointer(store):
    facts = json.loads((store.folder / "pointer.json").read_text("utf-8"))
    (store.folder / "pointer.json").write_text(json.dumps({**facts, "snapshot": "../../elsewhere"}), "utf-8")
    return "pointer.json", "pointer_damaged"


def lose_pointer(store):
    (store.folder / "pointer.json").unlink()
    return "pointer.json", "pointer_missing"


def newer_pointer(store):
    path = store.folder / "pointer.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "format": 99}), "utf-8")
    return "pointer.json", "newer_program"


LEDGER = [cut_entry, spoil_accepted, lose_original, lose_entry, lose_last_entry, double_entry, foreign_folder,
          newer_entry]  # fmt: skip
SNAPSHOT = [cut_snapshot, spoil_snapshot, lose_snapshot]
POINTER = [spoil_pointer, list_pointer, climbing_pointer, lose_pointer, newer_pointer]


@pytest.mark.parametrize("harm", [*LEDGER, *SNAPSHOT, *POINTER], ids=lambda harm: harm.__name__)
def test_verify_names_exactly_what_is_damaged(filled, run, harm):
    named, key = harm(filled)
    before = files(filled)
    (problem,) = submissions.verify(filled)
    assert problem.key == key
    assert named in problem.message_en
    assert named in problem.message_id
    code, answer = run("verify")
    assert (code, answer["ok"], len(answer["problems"])) == (1, False, 1)
    assert named in answer["problems"][0]
    assert files(filled) >= before


@pytest.mark.parametrize(
    "harm", [cut_entry, lose_entry, lose_last_entry, double_entry, newer_entry, spoil_pointer, newer_pointer],
    ids=lambda harm: harm.__name__,
)  # fmt: skip
def test_nothing_is_written_while_the_ledger_is_damaged_and_the_last_snapshot_serves(filled, run, harm, tmp_path):
    published = filled.pointer.snapshot
    named, _ = harm(filled)
    before = files(filled)
    path = tmp_path / "baru.csv"
    path.write_text(f"{HEADER}BAPPEDA;IKU-BAPPEDA-13;11.73;2024;9,5\n", "utf-8")
    code, answer = run("load", str(path))
    assert (code, named in answer["error"], named in answer["message_id"]) == (1, True, True)
    for arguments in (("status",), ("query", "observations")):
        code, answer = run(*arguments)
        if harm is newer_pointer:
            assert (code, named in answer["error"]) == (1, True)
        else:
            (warning,) = answer["warnings"]
            assert (code, answer["snapshot"]) == (0, published)
            assert named in warning["message_en"]
            assert named in warning["message_id"]
    assert files(filled) == before
    served = filled.last_good()
    assert served.id == published
    assert len(served.fetch("observations")) == 2


@pytest.mark.parametrize("harm", SNAPSHOT, ids=lambda harm: harm.__name__)
def test_a_damaged_snapshot_is_made_again_from_the_ledger_and_that_is_said(filled, harm):
    published = filled.pointer.snapshot
    forget(filled.path_of(published))
    harm(filled)
    told = []
    snapshot = submissions.ensure(filled, lambda **facts: told.append(facts), thorough=True)
    assert snapshot.id == published
    assert len(snapshot.fetch("observations")) == 2
    assert [facts["trouble"].key for facts in told if facts["stage"] == "mended"] == ["snapshot_renewed"]
    assert submissions.verify(filled) == []


def test_build_sets_a_damaged_pointer_aside_and_makes_it_again(filled, run):
    published = filled.pointer.snapshot
    spoil_pointer(filled)
    code, answer = run("build")
    assert (code, answer["snapshot"]) == (0, published)
    assert [path.read_bytes() for path in filled.folder.glob("pointer-damaged-*.json")] == [b"\xff\x00{"]
    assert submissions.verify(filled) == []


def test_damaged_rows_stop_a_build_by_name_and_undo_goes_on_without_them(filled, run):
    damaged = filled.ledger.entries()[0]
    spoil(damaged.accepted)
    code, answer = run("build")
    assert code == 1
    assert f"ledger/{damaged.id}/accepted.parquet" in answer["error"]
    code, answer = run("undo", damaged.id)
    assert code == 0, answer
    assert len(filled.snapshot().fetch("observations")) == 1


def test_foreign_folders_are_passed_over(filled):
    foreign_folder(filled)
    (filled.folder / "ledger" / "catatan.txt").write_text("x", "utf-8")
    assert len(filled.ledger.entries()) == 2
    submissions.rebuild(filled)
    assert (filled.folder / "ledger" / "2099-cadangan").is_dir()


@pytest.mark.parametrize(
    ("call", "number", "key"),
    [
        ("mkdir", 28, "disk_full"), ("replace", 30, "not_writable"), ("fsync", 28, "disk_full"),
        ("rename", 30, "not_writable"),
    ],
)
def test_a_disk_that_takes_no_more_is_told_and_changes_nothing(filled, run, monkeypatch, tmp_path, number, key, call):
    path = tmp_path / "baru.csv"
    path.write_text(f"{HEADER}BAPPEDA;IKU-BAPPEDA-13;11.73;2024;9,5\n", "utf-8")
    published = filled.pointer

    def refuse(*arguments, **options):
        raise OSError(number, "no", str(filled.folder / "x"))

    with monkeypatch.context() as patch:
        patch.setattr(f"os.{call}", refuse)
        code, answer = run("load", str(path))
    assert code == 1
    assert {"disk_full": "disk is full", "not_writable": "cannot be written"}[key] in answer["error"]
    assert str(filled.folder / "x") in answer["message_id"]
    assert filled.pointer == published
    assert submissions.verify(filled) == []
    assert run("load", str(path))[0] == 0
    assert len(filled.snapshot().fetch("observations")) == 3


def test_a_full_disk_while_building_changes_nothing(filled, run, monkeypatch, tmp_path):
    path = tmp_path / "baru.csv"
    path.write_text(f"{HEADER}BAPPEDA;IKU-BAPPEDA-13;11.73;2024;9,5\n", "utf-8")
    published = filled.pointer

    def refuse(*arguments):
        raise duckdb.IOException("Could not write file: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(whole, "_fill", refuse)
        code, answer = run("load", str(path))
    assert (code, "disk is full" in answer["error"]) == (1, True)
    assert not list(filled.snapshots.glob(".*"))
    assert filled.pointer == published
    assert submissions.verify(filled) == []


def test_a_program_update_asks_for_a_build(filled, run, monkeypatch):
    monkeypatch.setattr(identity, "recipe", lambda: "another")
    code, answer = run("verify")
    assert (code, len(answer["problems"])) == (1, 1)
    assert "python -m data build" in answer["problems"][0]
    assert "program was updated" in answer["problems"][0]
    assert run("build")[0] == 0
    assert run("verify")[0] == 0


def test_a_file_that_changes_while_it_is_read_is_refused(filled, tmp_path):
    path = tmp_path / "baru.csv"
    path.write_text(f"{HEADER}BAPPEDA;IKU-BAPPEDA-13;11.73;2024;9,5\n", "utf-8")
    with filled.scratch() as folder:
        proposal = submissions.propose(filled, path, intake.Options(), folder)
        path.write_text(f"{HEADER}BAPPEDA;IKU-BAPPEDA-13;11.73;2024;99,5\n", "utf-8")
        with pytest.raises(LedgerError) as stopped:
            submissions.accept(filled, [proposal])
    assert stopped.value.key == "changed_meanwhile"
    assert len(filled.ledger.entries()) == 2
    submissions.rebuild(filled)
    assert submissions.verify(filled) == []


def test_an_old_snapshot_is_opened_and_made_again_after_pruning(filled):
    loads = filled.ledger.entries()
    old = identity.snapshot_id(loads[:1], load_reference().hash)
    assert len(filled.snapshot_by_id(old).fetch("observations")) == 1
    forget(filled.path_of(old))
    filled.path_of(old).unlink()
    assert len(filled.snapshot_by_id(old).fetch("observations")) == 1
    assert filled.pointer.snapshot != old


def test_why_an_old_snapshot_cannot_be_made_again(filled, monkeypatch):
    published = filled.pointer.snapshot
    for unknown in ("nothing", "../pointer", "a" * 100):
        with pytest.raises(StoreError) as stopped:
            filled.snapshot_by_id(unknown)
        assert stopped.value.key == "snapshot_unknown"
        assert published in stopped.value.message_en
    forget(filled.path_of(published))
    filled.path_of(published).unlink()
    monkeypatch.setattr(identity, "recipe", lambda: "another")
    with pytest.raises(StoreError) as stopped:
        filled.snapshot_by_id(published)
    assert stopped.value.key == "snapshot_lost_program"


def shelve(store, moments):
    """Copies of the published snapshot, said to be published at these moments; names by place."""
    names = []
    for number, moment in enumerate(moments):
        name = f"old{number:03d}"
        shutil.copy(store.path_of(store.pointer.snapshot), store.path_of(name))
        store.shelf.note(name, published=[moment.isoformat()])
        names.append(name)
    return names


def test_the_rule_by_which_snapshots_are_kept(filled, run):
    now = datetime.now(UTC)
    same_day = [now - timedelta(days=5) for _ in range(3)]
    names = shelve(filled, [now - timedelta(minutes=n) for n in range(NEWEST)] + same_day
                   + [now - timedelta(days=DAYS + 1 + n) for n in range(4)])  # fmt: skip
    young, old = names[NEWEST : NEWEST + 3], names[NEWEST + 3 :]
    filled.pin(old[0], "cited")
    held = filled.open(old[1])
    code, planned = run("prune", "--dry-run")
    gone = {one["snapshot"] for one in planned["removed"]}
    assert code == 0
    assert set(old[2:]) <= gone
    assert old[0] not in gone
    assert old[1] not in gone
    assert len(gone & set(young)) == 2
    assert all(filled.path_of(name).exists() for name in names)
    code, pruned = run("prune")
    assert {one["snapshot"] for one in pruned["removed"]} == gone
    assert {name for name in names if filled.path_of(name).exists()} == set(names) - gone
    assert filled.path_of(filled.pointer.snapshot).exists()
    assert len(held.fetch("observations")) == 2
    assert submissions.verify(filled) == []


def test_pruning_works_on_a_full_disk(filled, run, monkeypatch):
    names = shelve(filled, [datetime.now(UTC) - timedelta(days=DAYS + n) for n in range(NEWEST + 3)])

    def refuse(self, *arguments, **options):
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr("pathlib.Path.write_text", refuse)
    code, answer = run("prune")
    assert (code, len(answer["removed"])) == (0, 6)
    assert not filled.path_of(names[-1]).exists()


def test_pinning_from_the_command_line(filled, run):
    assert run("prune", "--keep", "nothing")[0] == 1
    published = filled.pointer.snapshot
    code, answer = run("prune", "--keep", published)
    assert code == 0
    assert {one["snapshot"]: one["pinned"] for one in answer["kept"]}[published] is True


def test_what_others_raise_with_a_plain_text_is_told_as_it_is():
    error = KinerjaError("Something {odd}.")
    assert (error.message_id, error.message_en, str(error)) == ("Something {odd}.",) * 3
