"""A pointer that goes away between two looks at it."""

import pytest

from data import intake, submissions
from data.errors import StoreError
from data.store import present
from data.submissions import current


def gone(store):
    """Take the pointer away, as a sync tool or a restore may between two looks at it."""
    (store.folder / "pointer.json").unlink()


def test_a_pointer_that_goes_while_the_snapshot_is_made_is_told(store, monkeypatch):
    publish = current.publish

    def publish_and_lose(*given, **options):
        publish(*given, **options)
        gone(store)

    monkeypatch.setattr(current, "publish", publish_and_lose)
    with pytest.raises(StoreError, match=r"pointer\.json is missing") as told:
        submissions.ensure(store)
    assert told.value.key == "pointer_missing"


def test_a_pointer_that_goes_after_the_look_is_told_by_every_reader(filled, run, monkeypatch):
    path = filled.ledger.entries()[0].original
    with filled.scratch() as folder:
        proposal = submissions.propose(filled, path, intake.Options(), folder)
        snapshot = filled.snapshot()
        gone(filled)
        monkeypatch.setattr(present, "is_current", lambda *_, **__: False)
        monkeypatch.setattr(current, "ensure", lambda *_, **__: snapshot)
        monkeypatch.setattr(current, "clock_trouble", lambda _: ())
        code, answer = run("status")
        assert (code, answer["snapshot"], len(answer["submissions"])) == (0, snapshot.id, 2)
        assert answer["published_at"] == filled.shelf.about(snapshot.id).published[-1]
        for read in (filled.published_snapshot, lambda: submissions.flips(filled, proposal)):
            with pytest.raises(StoreError) as told:
                read()
            assert told.value.key == "pointer_missing"


def test_a_store_without_any_publication_says_how_to_begin(store):
    with pytest.raises(StoreError) as told:
        store.published_pointer()
    assert told.value.key == "nothing_published"
