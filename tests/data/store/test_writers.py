"""Kills and several writers at once: nothing half done, nothing lost, and who waits says for whom."""

import json
import os
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from benchmarks import faults
from data import intake, submissions
from data.errors import StoreError
from data.store import Store
from data.store.workspace import LEASE

ROOT = Path(__file__).resolve().parents[3]
HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi\n"


def export(folder, number, value="7,5"):
    path = folder / f"laporan{number}.csv"
    path.write_text(f"{HEADER}BAPPEDA;IKU-BAPPEDA-13;11.{number:02d};2024;{value}\n", "utf-8")
    return path


def started(*arguments):
    """A command as its own process, with the environment of this test."""
    return subprocess.Popen(
        [sys.executable, "-m", "data", *map(str, arguments), "--json"],
        cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def load(store, path):
    with store.scratch() as folder:
        return submissions.accept(store, [submissions.propose(store, path, intake.Options(), folder)])[0]


def test_kills_at_any_moment_leave_the_store_sound(monkeypatch):
    monkeypatch.setenv("KINERJA_EXPORTS", "")
    figures = faults.run(kills=4, seed=int.from_bytes(os.urandom(2)), commands=faults.COMMANDS)
    assert figures["faults"] == []
    assert figures["kills"] == sum(figures["kills_by_command"].values()) == 4


def test_kills_on_the_way_to_publication_leave_nothing_half_approved(monkeypatch):
    monkeypatch.setenv("KINERJA_EXPORTS", "")
    monkeypatch.setattr(faults, "WAIT", 30)
    seed = int.from_bytes(os.urandom(2))
    figures = faults.run(kills=4, seed=seed, commands=random.Random(seed).sample(faults.APPROVAL, 2))
    assert figures["faults"] == []
    assert figures["kills"] == 4


def test_several_processes_load_and_all_land(store, tmp_path):
    paths = [export(tmp_path, number) for number in (1, 2)]
    submissions.ensure(store)
    running = [started("load", path) for path in (*paths, paths[0])]
    seen = set()
    while any(process.poll() is None for process in running):
        snapshot = store.snapshot()
        seen.add(len(snapshot.fetch("observations")))
        submissions.ensure(store)
        time.sleep(0.1)
    answers = [json.loads(process.communicate()[0]) for process in running]
    assert [process.returncode for process in running] == [0] * 3
    assert len({answer["submission"] for answer in answers}) == 2
    assert answers[0]["submission"] == answers[2]["submission"]
    assert sorted(entry.sequence for entry in store.ledger.entries()) == [1, 2]
    assert sorted(store.snapshot().fetch("observations")["region"]) == ["11.01", "11.02"]
    assert seen <= {0, 1, 2}
    assert submissions.verify(store) == []


def test_the_first_build_is_made_once_by_whoever_comes_first(store, tmp_path):
    for number in (1, 2):
        export(tmp_path / "exports", number)
    running = [started("status")]
    with ThreadPoolExecutor(3) as pool:
        ids = {snapshot.id for snapshot in pool.map(lambda _: submissions.ensure(store), range(3))}
    ids |= {json.loads(process.communicate()[0])["snapshot"] for process in running}
    assert len(ids) == 1
    assert [entry.facts["file"] for entry in store.ledger.entries()] == ["laporan1.csv", "laporan2.csv"]


def test_the_same_file_proposed_by_two_lands_once(store, tmp_path):
    submissions.ensure(store)
    path = export(tmp_path, 1)
    with store.scratch() as one, store.scratch() as other:
        proposals = [submissions.propose(store, path, intake.Options(), folder) for folder in (one, other)]
        (first,) = submissions.accept(store, proposals[:1])
        (second,) = submissions.accept(store, proposals[1:])
    assert first.changes["new"] == 1
    assert (second.submission, second.changes["unchanged"]) == (first.submission, 1)
    assert len(store.ledger.entries()) == 1


def test_the_same_file_twice_in_one_batch_lands_once(store, tmp_path):
    submissions.ensure(store)
    with store.scratch() as one, store.scratch() as other:
        proposals = [submissions.propose(store, export(tmp_path, 1), intake.Options(), f) for f in (one, other)]
        loaded = submissions.accept(store, proposals)
    assert len({one.submission for one in loaded}) == 1
    assert len(store.ledger.entries()) == 1


def test_changes_are_counted_against_what_another_published_meanwhile(store, tmp_path):
    submissions.ensure(store)
    with store.scratch() as folder:
        proposal = submissions.propose(store, export(tmp_path, 1), intake.Options(), folder)
        (tmp_path / "other").mkdir()
        load(store, export(tmp_path / "other", 1, "9,5"))
        (loaded,) = submissions.accept(store, [proposal])
    assert (loaded.changes["new"], loaded.changes["changed"]) == (0, 1)
    assert store.snapshot().fetch("observations")["actual"].tolist() == [7.5]


def test_who_waits_says_for_whom_and_gives_up_in_time(store, tmp_path, monkeypatch):
    submissions.ensure(store)
    monkeypatch.setattr("data.store.lock.LOCK_SECONDS", 0.6)
    monkeypatch.setattr("data.store.lock.SAID_EVERY", 0.2)
    told, inside, done = [], threading.Event(), threading.Event()

    def hold():
        with Store(store.folder).writing(what="load besar.csv"):
            inside.set()
            done.wait(20)

    holder = threading.Thread(target=hold)
    holder.start()
    inside.wait(20)
    try:
        with pytest.raises(StoreError) as stopped, store.writing(lambda **facts: told.append(facts), "build"):
            pass
    finally:
        done.set()
        holder.join()
    assert stopped.value.key == "held"
    assert "load besar.csv" in stopped.value.message_en
    assert str(os.getpid()) in stopped.value.message_id
    assert [facts["stage"] for facts in told] == ["waiting"] * len(told)
    assert "load besar.csv" in told[0]["trouble"].message_id
    with store.writing():
        pass


def test_a_killed_holder_leaves_no_lock(store):
    submissions.ensure(store)
    (store.folder / "lock").touch()
    (store.folder / "lock.json").write_text('{"pid": 1, "host": "x", "what": "load", "since": "?"}', "utf-8")
    with store.writing():
        said = json.loads((store.folder / "lock.json").read_text("utf-8"))
    assert said["pid"] == os.getpid()
    assert not (store.folder / "lock.json").exists()


def test_working_folders_of_the_dead_are_swept_and_those_of_the_living_stay(store, monkeypatch):
    submissions.ensure(store)
    monkeypatch.setattr("data.store.workspace.SCRATCH_SECONDS", -1)
    dead = store.folder / "work" / "scratch-dead"
    dead.mkdir(parents=True)
    (dead / LEASE).touch()
    upload = store.workspace()
    with store.scratch() as living:
        with store.writing():
            pass
        assert living.is_dir()
    assert not dead.exists()
    assert upload.is_dir()


def test_an_entry_never_published_is_moved_out_of_the_way_not_deleted(store, tmp_path):
    submissions.ensure(store)
    first = load(store, export(tmp_path, 1))
    source = tmp_path / "rows"
    source.write_text("rows", "utf-8")
    with FileLock(store.folder / "lock"):
        store.ledger.append("load", "b" * 64, {"file": "b.csv"}, {"accepted.parquet": source})
    second = load(store, export(tmp_path, 2))
    assert second.submission.startswith("000002-")
    assert [entry.id for entry in store.ledger.entries()] == [first.submission, second.submission]
    (dropped,) = (store.folder / "dropped").iterdir()
    assert dropped.name.endswith("000002-bbbbbbbb")
    assert submissions.verify(store) == []
