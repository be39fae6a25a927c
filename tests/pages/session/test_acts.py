"""What was seen is what is published, and what was pressed is carried through, whatever becomes of the page."""

import json
from contextlib import contextmanager
from threading import Event, Thread, current_thread
from time import monotonic, sleep

import pytest

from data import submissions
from data.build import whole
from data.errors import KinerjaError
from data.store import lock
from pages.sections.report import desk
from pages.session import acts
from tests.pages.conftest import GOOD, HEADER
from tests.pages.visiting import button, field, fine, metrics, submit, upload, values, visitor, words

LINK = {"indicator": "IKU-DINKES-04", "region": "11.71"}


@pytest.fixture
def other(accepted):
    """Somebody else publishes a value at once; the id of that submission."""

    def published(value: str, sender: str = "Teuku Umar", status: str = "") -> str:
        text = f"{HEADER}DINKES;IKU-DINKES-04;11.71;;2024;22;{value};{status}\n"
        origin = submissions.Origin(sender=sender)
        return accepted(text, f"lain-{value}.csv", origin, reasons=((None, None, "uji"),))

    return published


@contextmanager
def another_writer(store):
    """The store is being written by somebody else meanwhile."""
    begun, over = Event(), Event()

    def write():
        with lock.alone(store.folder, lambda **_: None), lock.named(store.folder, "load lain.csv"):
            begun.set()
            over.wait(120)

    thread = Thread(target=write)
    thread.start()
    begun.wait(30)
    try:
        yield
    finally:
        over.set()
        thread.join()


def ready(app, value="20,5", name="laporan.csv"):
    app = upload(app, GOOD.replace("20,5", value), name)
    return fine(field(app, "text_input", "report_sender").set_value("Cut Meutia").run())


def plain(app):
    """What the page says, without the marks that keep Markdown from reading it."""
    return words(app).replace("\\", "")


def waits_told(app, store):
    """The page says that the newest act waits for the other writer."""
    act, until = acts.of(store.folder)[0], monotonic() + 120
    while not act.stage:
        assert act.running, act.error
        assert monotonic() < until
        sleep(0.01)
    assert "Menunggu: penyimpanan sedang ditulis oleh load lain.csv" in plain(app.run())


def ended(store):
    """The newest act, once it has ended."""
    act = acts.of(store.folder)[0]
    assert act.wait(60)
    return act


LEAVING = {
    "another click": lambda app: app.run(),
    "another page": lambda app: app.switch_page("pages/guide.py").run(),
    "another language": lambda app: app.segmented_control(key="lang").set_value("en").run(),
}  # a page that is loaded anew, or closed, is a session nobody runs any more


def test_a_press_is_carried_through_whatever_way_one_leaves(page, store):
    app = ready(page)
    with another_writer(store):
        button(app, "report_publish").click().run()
        waits_told(app, store)
        assert not [each for each in app.button if (each.key or "").startswith("report_publish")]
        for leave in LEAVING.values():
            assert not leave(app).exception
        assert "Publish laporan.csv" in app.info[0].value, "on any page"
        assert "Terbitkan laporan.csv · Cut Meutia" in plain(visitor()), "whoever looks sees it"
    act = ended(store)
    assert act.done, act.error
    assert values(store) == {("11.71", "2024"): 20.5}
    assert not act.asked.place.exists()
    back = fine(app.switch_page("pages/report.py").run())
    assert f"laporan.csv is published as submission {act.done.submission}" in plain(back)
    assert "laporan.csv is published" not in plain(fine(button(back, "act_close_").click().run()))
    assert submissions.verify(store) == []


def test_undo_redo_and_own_data_are_carried_through_too(page, store, other):
    identity = other("20,5", status="simulasi")
    for kind, after in (("undo", 0), ("redo", 1)):
        app = visitor()
        app = fine(app.selectbox(key="report_which").set_value(identity).run())
        app = fine(field(app, "toggle", f"report_turn_open_{identity}_{kind}").set_value(True).run())
        field(app, "text_input", "report_turn_sender").set_value("Cut Meutia")
        field(app, "text_input", "report_turn_reason").set_value("Salah berkas")
        with another_writer(store):
            submit(app, "report_turn_").click().run()
            waits_told(app, store)
            app.switch_page("pages/summary.py").run()
        assert ended(store).done
        assert len(values(store)) == after
    app = visitor()
    app.toggle(key="report_own").set_value(True).run()
    field(app, "text_input", "own_sender").set_value("Cut Meutia")
    field(app, "checkbox", "own_consent").check()
    with another_writer(store):
        submit(app, "own_form").click().run()
    assert ended(store).done
    assert values(store) == {}


def test_what_was_published_between_look_and_press_is_shown_and_asked_about(page, store, other):
    app = ready(page)
    assert metrics(app)["Baru"] == "1"
    other("21,5")
    app = fine(button(app, "report_publish").click().run())
    assert values(store) == {("11.71", "2024"): 21.5}
    assert "Berubah sejak Anda melihatnya: 1 nilai, oleh Teuku Umar (lain-21,5.csv" in plain(app)
    assert (metrics(app)["Baru"], metrics(app)["Berubah"]) == ("0", "1")
    assert button(app, "report_publish").disabled
    assert "persetujuan mengganti nilai yang baru terbit" in words(app)
    fine(field(app, "checkbox", "report_consent_younger").check().run())
    fine(button(app, "report_publish").click().run())
    assert values(store) == {("11.71", "2024"): 20.5}
    assert [entry.facts["file"] for entry in store.ledger.entries()] == ["lain-21,5.csv", "laporan.csv"]
    assert "Belum terbit" not in words(app)


def test_an_undo_is_asked_again_and_what_was_chosen_stays_chosen(page, store, other):
    first = other("20,5")
    app = visitor()
    app = fine(app.selectbox(key="report_which").set_value(first).run())
    app = fine(field(app, "toggle", "report_turn_open").set_value(True).run())
    assert "1 nilai hilang" in words(app)
    other("21,5")
    field(app, "text_input", "report_turn_sender").set_value("Cut Meutia")
    field(app, "text_input", "report_turn_reason").set_value("Salah berkas")
    app = fine(submit(app, "report_turn_").click().run())
    assert values(store) == {("11.71", "2024"): 21.5}
    assert app.session_state["report_which"] == first
    assert "Berubah sejak Anda melihatnya: 1 nilai, oleh Teuku Umar" in plain(app)
    assert "tidak mengubah nilai yang terbit" in words(app)
    assert field(app, "text_input", "report_turn_reason").value == "Salah berkas"
    fine(submit(app, "report_turn_").click().run())
    assert store.ledger.entries()[-1].submission == first


def test_under_an_own_unpublished_file_others_are_not_undone(page, other):
    first = other("20,5")
    app = upload(page, GOOD)
    app = fine(app.toggle(key="report_show_history").set_value(True).run())
    app = fine(app.selectbox(key="report_which").set_value(first).run())
    assert not [each for each in app.toggle if (each.key or "").startswith("report_turn_open")]
    assert "setelah berkas Anda di atas terbit" in words(app)


def test_what_a_stopped_process_left_pressed_is_named(page, store, monkeypatch):
    monkeypatch.setattr(desk, "visitor", lambda: "peramban")
    upload(page, GOOD)
    (note,) = store.folder.glob(f"work/upload-*/{desk.KEPT}")
    facts = json.loads(note.read_text("utf-8"))
    note.write_text(json.dumps({**facts, "pressed": "2026-11-29T15:04:00+07:00"}), "utf-8")
    assert "laporan.csv** belum terbit: Terbitkan ditekan pada 29 Nov 2026 pukul 15:04" in plain(visitor())


@pytest.fixture
def builds(monkeypatch):
    """The thread of every build of a snapshot so far."""
    made, build = [], whole.build

    def counted(*given, **named):
        made.append(current_thread().name.split("_")[0])
        return build(*given, **named)

    monkeypatch.setattr(whole, "build", counted)
    return made


def test_no_act_builds_but_the_press(page_with_flips, store, other, builds):
    app = ready(page_with_flips)
    for _ in range(3):
        fine(app.run())
    assert set(builds) <= {"flips"}
    assert len(builds) <= 1, "computed once, beside the page"
    del builds[:]
    fine(button(app, "report_publish").click().run())
    assert [one for one in builds if one != "flips"] == ["acts"]
    del builds[:]
    app = fine(field(app, "toggle", "report_turn_open").set_value(True).run())
    fine(app.run())
    assert builds == [], "looking at an undo"

    app = visitor("indicator", **LINK)
    app.text_input(key="revising_actual").set_value("21,5")
    app.text_area(key="revising_reason").set_value("salah ketik")
    next(each for each in app.button if each.label == "Periksa koreksi").click()
    for _ in range(4):
        fine(app.run())
    assert builds == ["flips"]
    other("22,5")
    del builds[:]
    fine(app.button(key="revising_publish").click().run())
    assert [one for one in builds if one != "flips"] == []
    assert "Berubah sejak Anda melihatnya: 1 nilai, oleh Teuku Umar" in plain(app)
    assert values(store) == {("11.71", "2024"): 22.5}
    fine(next(each for each in app.checkbox if each.key.startswith("revising_agreed")).check().run())
    fine(app.button(key="revising_publish").click().run())
    assert [one for one in builds if one != "flips"] == ["acts"]
    assert values(store) == {("11.71", "2024"): 21.5}


def test_what_an_act_tells_cannot_stop_it_and_too_many_are_refused(tmp_path):
    over = Event()
    asked = [acts.Asked("publish", "a.csv", f"mark {number}", None) for number in range(acts.MOST_WAITING + 1)]

    def work(progress):
        progress(stage=object(), anything=b"\xff")
        over.wait(30)
        return acts.Done("000001-a")

    begun = [acts.begin(one, tmp_path, frozenset("a"), work) for one in asked[:-1]]
    try:
        assert acts.begin(asked[0], tmp_path, frozenset("b"), work) is begun[0]
        assert begun[0].owners == {"a", "b"}
        with pytest.raises(KinerjaError, match="waiting already"):
            acts.begin(asked[-1], tmp_path, frozenset(), work)
    finally:
        over.set()
    assert all(act.wait(30) and act.done for act in begun)
