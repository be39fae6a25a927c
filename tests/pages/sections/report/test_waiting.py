"""From report to publication on the page: each does what is theirs, under the name of the sign-in."""

import datetime as dt
from threading import Event

import pytest

from data import audit, intake, submissions
from data.office import office_today
from data.rights import DESK, Grant
from data.rights.acting import AT_A_DESK, acting
from data.store import awaited, open_store, reminders
from pages.sections.report import entries
from pages.session import acts, first_build, person
from tests.pages.conftest import GOOD, HEADER, Built
from tests.pages.visiting import button, field, fine, opened, upload, values, visitor, words

ANA, BUDI, CUT, DEDI = (f"{name}@acehprov.go.id" for name in ("ana", "budi", "cut", "dedi"))
ROLES = {ANA: "officer:DINKES", BUDI: "agency_head:DINKES", CUT: "officer:DISDIK", DEDI: "inspectorate"}
OTHERS = HEADER + "DINKES;IKU-DINKES-04;11.71;;2024;22;20,5;\nDISDIK;IKU-DISDIK-15;11.71;;2024;80;71;\n"


@pytest.fixture
def office(published, monkeypatch):
    """Office mode over a store with one report of DINKES; `office(who)` is Kirim Data as they find it."""
    for who, role in ROLES.items():
        name, _, agency = role.partition(":")
        submissions.grant(published, Grant(who, name, agency))
    monkeypatch.setenv("KINERJA_MODE", "office")
    monkeypatch.setattr(first_build, "building", Built)
    signed = {"who": None}
    monkeypatch.setattr(person, "person", lambda: signed["who"])

    def comes(who, page="report", **link):
        signed["who"] = who
        return visitor(page, **link)

    with acting(AT_A_DESK):
        yield comes


def sent(office, who=ANA, value="21,5"):
    app = upload(office(who), GOOD.replace("20,5", value), f"laporan-{value}.csv")
    return fine(button(app, "report_submit").click().run())


def chosen(app, place=0):
    box = field(app, "selectbox", "report_waiting")
    return fine(box.set_value(awaited_ids()[place]).run())


def shown(app):
    """The tables of the page."""
    return " ".join(str(each.value.to_dict()) for each in app.dataframe) + " ".join(
        each.proto.body for each in app.get("html")
    )


def deciding(app):
    """The buttons of a decision."""
    starts = tuple(f"report_waiting_{kind}_" for kind in ("approve", "release", "return"))
    return [one.key for one in app.button if str(one.key).startswith(starts)]


def awaited_ids():
    return [one.id for one in awaited.waiting(open_store(), DESK)]


def test_an_officer_sends_and_a_head_publishes(office, published):
    app = upload(office(ANA), GOOD.replace("20,5", "21,5"))
    assert "Tercatat atas nama ana" in words(app).replace("\\", "")
    assert not [one.key for one in app.text_input if "sender" in str(one.key)]
    assert not [one.key for one in app.button if str(one.key).startswith("report_publish")]
    app = fine(button(app, "report_submit").click().run())
    assert "dikirim untuk disetujui" in words(app)
    assert "menunggu persetujuan" in words(app)
    assert values(published) == {("11.71", "2024"): 20.5}
    app = chosen(office(BUDI))
    assert "Yang berubah bila terbit sekarang" in words(app)
    assert "21.5" in shown(app)
    app = field(app, "text_area", "report_waiting").set_value("sudah dicek").run()
    app = fine(button(app, "report_waiting_release").click().run())
    assert "terbit sebagai kiriman" in words(app)
    assert values(published) == {("11.71", "2024"): 21.5}
    load = published.ledger.entries()[-1]
    assert (load.facts["sender"], load.facts["by"], load.facts["comment"]) == (ANA, BUDI, "sudah dicek")
    assert "terbit" in words(office(ANA))


def test_what_is_returned_comes_back_with_its_reason(office, published):
    sent(office)
    app = chosen(office(BUDI))
    app = fine(button(app, "report_waiting_return").click().run())
    assert "Tuliskan apa yang perlu diperbaiki" in words(app)
    app = field(app, "text_area", "report_waiting").set_value("periksa pembilang").run()
    fine(button(app, "report_waiting_return").click().run())
    assert awaited_ids() == []
    app = office(ANA)
    assert "dikembalikan: periksa pembilang" in words(app).replace("\\", "")
    assert values(published) == {("11.71", "2024"): 20.5}


def test_others_do_not_see_what_waits(office):
    sent(office)
    assert "laporan-21" not in words(office(CUT))
    app = chosen(office(DEDI))
    assert "Anda membaca saja" in words(app)
    assert deciding(app) == []


def test_others_see_neither_the_history_nor_the_acts_of_an_agency(office, published):
    (load,) = published.ledger.active()
    held, go = Event(), Event()

    def work(tell):
        held.set()
        go.wait(60)
        return acts.Done(None)

    office(BUDI)
    asked = acts.Asked("undo", load.id, "undo", None, BUDI, where=(("DINKES", ""),))
    act = acts.begin(asked, published.folder, frozenset(), work)
    held.wait(60)
    seen = {who: words(office(who)).replace("\\", "") for who in (ANA, CUT)}
    history = {who: entries.history() for who in (ANA, CUT) if office(who)}
    go.set()
    assert act.wait(60)
    assert f"Batalkan kiriman {load.id}" in seen[ANA]
    assert load.id not in seen[CUT]
    assert "laporan.csv" not in seen[CUT]
    assert {who: len(rows) for who, rows in history.items()} == {ANA: 1, CUT: 0}


def test_a_file_that_names_another_agency_is_not_shown(office):
    app = upload(office(ANA), OTHERS)
    assert "bukan wewenang Anda" in words(app)
    assert "71" not in words(app)
    assert not [one.key for one in app.button if str(one.key).startswith("report_submit")]
    app = upload(office(ANA), OTHERS.replace("DISDIK;", "DINAS-X;"))
    assert "DINAS-X" in words(app)


def test_a_difference_that_changed_is_looked_at_again(office, published):
    """Two wait for one value: once the first is published the second is shown against it, and what was pressed on the
    difference of before changes nothing."""
    sent(office, value="21,5")
    sent(office, value="22,5")
    first = chosen(office(BUDI), place=1)
    other = chosen(office(BUDI), place=0)
    fine(button(other, "report_waiting_release").click().run())
    assert values(published) == {("11.71", "2024"): 21.5}
    late = fine(button(first, "report_waiting_release").click().run())
    assert values(published) == {("11.71", "2024"): 21.5}
    assert "Belum terbit" in words(late)
    fine(button(late, "report_waiting_release").click().run())
    assert values(published) == {("11.71", "2024"): 22.5}


def test_two_persons_are_asked_for_on_the_page(office, published):
    submissions.ask_two_persons(published, "DINKES", asked=True)
    app = upload(office(BUDI), GOOD.replace("20,5", "21,5"))
    app = fine(button(app, "report_submit").click().run())
    app = chosen(app)
    assert "orang lain yang menyetujui" in words(app)
    assert deciding(app) == [f"report_waiting_return_{awaited_ids()[0]}"]


def test_a_head_publishes_a_file_of_their_own_in_one_step(office, published):
    app = upload(office(BUDI), GOOD.replace("20,5", "21,5"))
    fine(button(app, "report_publish").click().run())
    assert values(published) == {("11.71", "2024"): 21.5}
    assert published.ledger.entries()[-1].facts["sender"] == BUDI


def test_what_is_kept_back_is_published_by_who_comes_after_its_time(office, published, monkeypatch):
    sent(office)
    app = chosen(office(BUDI))
    app = fine(field(app, "toggle", "report_waiting").set_value(True).run())
    app = field(app, "date_input", "report_waiting").set_value(office_today() + dt.timedelta(days=2)).run()
    app = fine(button(app, "report_waiting_release").click().run())
    assert "terbit sesudah" in words(app)
    assert values(published) == {("11.71", "2024"): 20.5}
    monkeypatch.setattr(awaited, "moment", lambda: dt.datetime.now(dt.UTC) + dt.timedelta(days=3))
    monkeypatch.setenv("KINERJA_MODE", "public")
    opened("summary", lang="id")
    (act,) = [one for one in acts.of(published.folder) if one.asked.kind == acts.EMBARGO]
    assert act.wait(60)
    assert act.error is None
    assert values(published) == {("11.71", "2024"): 21.5}


def test_a_right_taken_away_while_an_act_waits_its_turn_is_gone(office, published):
    office(BUDI)
    (load,) = published.ledger.active()
    given = next(one for one in published.ledger.entries() if one.facts.get("person") == BUDI)
    asked = acts.Asked("undo", load.id, "undo", None, BUDI, where=(("DINKES", ""),))
    held, go = Event(), Event()
    acts._worker.submit(lambda: (held.set(), go.wait(60)))
    held.wait(60)
    act = acts.begin(asked, published.folder, frozenset(), lambda tell: submissions.undo(published, load.id, tell))
    submissions.undo(published, given.id)
    go.set()
    assert act.wait(60)
    assert act.error.key == "not_allowed"
    assert [(row.person, row.subject) for row in audit.rows(published.folder, []) if row.kind == "refused"] == [
        (BUDI, f"undo {load.id}")
    ]
    assert values(published) == {("11.71", "2024"): 20.5}


def test_a_correction_is_sent_from_the_indicator(office, published):
    """The officer of the agency corrects a value for approval; who reports for another finds no form."""
    link = {"indicator": "IKU-DINKES-04", "region": "11.71"}
    assert not [one for one in office(CUT, "indicator", **link).text_input if str(one.key).startswith("revising")]
    app = office(ANA, "indicator", **link)
    field(app, "text_input", "revising_actual").set_value("19,5")
    field(app, "text_area", "revising_reason").set_value("salah ketik")
    app = fine(next(one for one in app.button if one.label == "Periksa koreksi").click().run())
    app = fine(button(app, "revising_publish").click().run())
    assert "dikirim untuk disetujui" in words(app)
    (one,) = awaited.waiting(published, DESK)
    assert (one.what, one.sender, one.places) == ("correct", ANA, (("DINKES", ""),))
    assert values(published) == {("11.71", "2024"): 20.5}


def test_an_undo_is_asked_for_and_decided(office, published):
    (load,) = published.ledger.active()
    app = field(office(ANA), "selectbox", "report_which").set_value(load.id).run()
    app = fine(field(app, "toggle", "report_turn_open").set_value(True).run())
    field(app, "text_input", "report_turn_reason").set_value("ditarik")
    fine(next(each for each in app.button if each.label == "Kirim untuk disetujui").click().run())
    assert values(published) == {("11.71", "2024"): 20.5}
    app = chosen(office(BUDI))
    assert "pembatalan" in words(app)
    fine(button(app, "report_waiting_release").click().run())
    assert values(published) == {}


def test_who_reports_for_one_agency_chooses_among_theirs(office, published):
    app = office(ANA)
    box = next(each for each in app.selectbox if str(each.key).startswith("report_template_agency"))
    assert [option for option in box.options if "DINKES" in option or "Kesehatan" in option] == box.options


def test_an_administrator_finds_the_tables_and_no_way_to_report(office, published):
    submissions.grant(published, Grant("eka@acehprov.go.id", "administrator"))
    app = office("eka@acehprov.go.id")
    assert not app.file_uploader
    assert [one for one in app.toggle if one.key == "report_reference"]
    assert "bukan bagian peran Anda" in words(app)
    assert "bukan bagian peran Anda" not in words(office(ANA))


def test_reminders_are_recorded_by_who_may_and_under_their_name(office, published):
    day = office_today()
    submissions.grant(published, Grant(CUT, "governor"))
    office(CUT)
    with acting(person.actor()):
        reminders.record(published.folder, {"DINKES": 1}, day)
    assert reminders.sent(published.folder)["DINKES"][-1].by == CUT


def test_at_a_desk_nothing_is_different_until_something_is_sent(published, tmp_path):
    app = visitor()
    assert "Menunggu persetujuan" not in words(app)
    app = upload(app, GOOD.replace("20,5", "21,5"))
    assert [one.key for one in app.text_input if "sender" in str(one.key)]
    assert button(app, "report_publish")
    path = tmp_path / "kiriman.csv"
    path.write_text(GOOD.replace("20,5", "23,5"), "utf-8")
    submissions.submit(published, submissions.propose(published, path, intake.Options(), published.workspace()))
    app = chosen(visitor())
    app = field(app, "text_input", "report_waiting").set_value("Cut Meutia").run()
    fine(button(app, "report_waiting_release").click().run())
    assert values(published) == {("11.71", "2024"): 23.5}
