"""How long snapshots are kept: pins with an age, old ones made again for readers beside the writers."""

from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest

from data.build import identity, whole
from data.errors import StoreError
from data.reference import load_reference
from data.store.open_snapshots import forget
from data.store.snapshots import ASKED, CITED, Shelf


def shelved(store, names):
    """Files that were published long ago, under these names."""
    for name in names:
        store.path_of(name).touch()
        store.shelf.note(name, published=["2020-01-01T00:00:00+00:00"])


def test_what_was_cited_is_kept_a_year_and_what_was_pinned_until_it_is_released(filled, run):
    long_ago = (datetime.now(UTC) - timedelta(days=400)).isoformat()
    shelved(filled, [f"old{number:03d}" for number in range(14)])
    filled.pin("old000", CITED)
    filled.pin("old001", "command line")
    filled.shelf.note("old002", pinned=CITED, pinned_at=long_ago)
    filled.shelf.note("old003", pinned="command line", pinned_at=long_ago)
    filled.shelf.note("old004", pinned=CITED)
    code, planned = run("prune", "--dry-run")
    gone = {one["snapshot"] for one in planned["removed"]}
    assert code == 0
    assert "old002" in gone
    assert not gone & {"old000", "old001", "old003", "old004"}
    pins = {one["snapshot"]: one["until"] for one in planned["pinned"]}
    assert pins["old001"] is None
    assert pins["old000"] > datetime.now(UTC).isoformat()
    assert {one["snapshot"] for one in run("status")[1]["pinned"]} >= {"old000", "old001"}
    assert "old001" in {one["snapshot"] for one in run("prune", "--release", "old001")[1]["removed"]}
    code, answer = run("prune", "--release", "old005")
    assert code == 1
    assert "old003" in answer["error"]


def test_what_was_made_for_readers_stays_a_week_and_not_all_of_it(filled):
    now = datetime.now(UTC)
    names = [f"old{number:03d}" for number in range(20)]
    shelved(filled, names)
    for place, name in enumerate(names[: ASKED + 3]):
        filled.shelf.note(name, asked=(now - timedelta(hours=place)).isoformat(timespec="seconds"))
    filled.shelf.note(names[-1], asked=(now - timedelta(days=8)).isoformat(timespec="seconds"))
    newest = {kept.id for kept in filled.shelf.all()[:10]}
    gone = {kept.id for kept in filled.shelf.dispensable(filled.pointer.snapshot, now)}
    assert not gone & set(names[:ASKED])
    assert gone >= {*names[ASKED : ASKED + 3], names[-1]} - newest


def test_an_old_snapshot_is_made_beside_a_writer_and_kept(filled, monkeypatch):
    old = identity.snapshot_id(filled.ledger.entries()[:1], load_reference().hash)
    forget(filled.path_of(old))
    filled.path_of(old).unlink()
    building, go_on = Event(), Event()
    real = whole.build

    def slow(*arguments, **options):
        building.set()
        assert go_on.wait(20)
        real(*arguments, **options)

    monkeypatch.setattr(whole, "build", slow)
    reader = Thread(target=filled.snapshot_by_id, args=(old,))
    reader.start()
    assert building.wait(20)
    with filled.writing():
        go_on.set()
    reader.join(20)
    assert len(filled.open(old).fetch("observations")) == 1
    assert filled.shelf.about(old).asked
    assert filled.shelf.damage(old) is None


def test_a_snapshot_whose_file_is_gone_is_damaged(filled):
    name = filled.pointer.snapshot
    assert filled.shelf.damage(name) is None
    forget(filled.path_of(name))
    filled.path_of(name).unlink()
    assert filled.shelf.damage(name).key == "snapshot_missing"


def test_an_unknown_snapshot_is_answered_without_a_search(filled, monkeypatch):
    monkeypatch.setattr(identity, "snapshot_id", lambda *_: pytest.fail("every head was tried"))
    with pytest.raises(StoreError) as stopped:
        filled.snapshot_by_id("abcdefabcdef")
    assert stopped.value.key == "snapshot_unknown"
    assert not Shelf(filled.snapshots).about("abcdefabcdef").is_known
