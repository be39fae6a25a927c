"""Old snapshots that links ask for: made once, one at a time, a few for each visitor."""

import shutil
from threading import Event

import pytest

from data.errors import StoreError
from data.store import Store
from pages.components import remaking
from pages.shell import citation
from tests.pages.conftest import OLD
from tests.pages.visiting import shown_value


@pytest.fixture
def shop():
    made, go_on = [], Event()

    def make(identity):
        assert go_on.wait(10)
        made.append(identity)

    shop = remaking.Workshop(make)
    shop.made, shop.go_on = made, go_on
    yield shop
    go_on.set()


def test_a_snapshot_is_made_once_for_all_who_ask_and_others_wait_their_turn(shop):
    jobs = [shop.ask(one, who) for one, who in (("a", "x"), ("a", "y"), ("b", "y"), ("c", "z"))]
    assert jobs[0] is jobs[1]
    assert [shop.before(job) for job in jobs] == [0, 0, 1, 2]
    shop.ask("d", "z")
    with pytest.raises(StoreError) as full:
        shop.ask("e", "w")
    assert full.value.key == "snapshots_waiting"
    shop.go_on.set()
    assert [job.result(10) for job in jobs] == [None] * 4
    assert shop.made[:3] == ["a", "b", "c"]


def test_one_visitor_gets_a_few_an_hour(shop, monkeypatch):
    shop.go_on.set()
    for number in range(remaking.A_VISITOR):
        shop.ask(f"s{number}", "x").result(10)
    with pytest.raises(StoreError) as enough:
        shop.ask("more", "x")
    assert enough.value.key == "snapshots_enough"
    assert shop.ask("more", "y").result(10) is None
    monkeypatch.setattr(remaking, "HOUR", -1)
    assert shop.ask("another", "x").result(10) is None


def test_a_link_to_a_pruned_snapshot_waits_for_it_and_shows_it(open_app, loaded_twice, tmp_path, monkeypatch):
    store = Store(tmp_path / "store")
    shutil.copytree(loaded_twice, store.folder)
    aside = store.path_of(OLD).rename(tmp_path / "aside")
    monkeypatch.setattr(remaking, "REFRESH", 0.01)
    monkeypatch.setattr(remaking, "WORKSHOP", remaking.Workshop(lambda _: shutil.copy(aside, store.path_of(OLD))))
    app = open_app(store.folder, "indicator", indicator="IKU-BAPPEDA-13", agency="BAPPEDA", snapshot=OLD)
    assert not app.exception
    assert shown_value(app).startswith("13,4")
    assert any("Sebagaimana diterbitkan" in info.value for info in app.info)


class AtOnce:
    """A thread that does its work when it is started."""

    def __init__(self, target, args, daemon):
        self.start = lambda: target(*args)


def test_citing_pins_for_a_year_and_renews_a_pin_that_has_aged(loaded_twice, tmp_path, monkeypatch):
    store = Store(tmp_path / "store")
    shutil.copytree(loaded_twice, store.folder)
    monkeypatch.setenv("KINERJA_STORE", str(store.folder))
    monkeypatch.setattr(citation, "Thread", AtOnce)
    citation._keep(OLD)
    first = store.shelf.about(OLD)
    assert first.pinned == "cited"
    assert first.pinned_until
    store.shelf.note(OLD, pinned_at="2026-01-01T00:00:00+00:00")
    citation._keep(OLD)
    assert store.shelf.about(OLD).pinned_at >= first.pinned_at
    store.shelf.note(OLD, pinned="command line", pinned_at="2026-01-01T00:00:00+00:00")
    citation._keep(OLD)
    assert store.shelf.about(OLD).pinned == "command line"


def test_pins_are_listed_on_the_page_of_quality_and_released_there(open_app, loaded_twice, tmp_path):
    store = Store(tmp_path / "store")
    shutil.copytree(loaded_twice, store.folder)
    store.shelf.pin(OLD, "cited")
    app = open_app(store.folder, "quality", quality_part="snapshots")
    assert not app.exception
    app.button(key=f"between_release_{OLD}").click().run()
    assert not app.exception
    assert store.shelf.about(OLD).pinned is None
