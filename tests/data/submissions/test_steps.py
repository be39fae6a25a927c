"""From report to publication: sent, approved, returned, published, kept back; each step by a right, in the ledger."""

import datetime as dt
from datetime import date

import pytest

from data import intake, submissions
from data.ledger import LedgerError
from data.rights import Grant, RightsError, rights_on
from data.rights.acting import Actor, acting
from data.submissions import Origin, OvertakenError, awaited, correction, steps

DAY = date(2026, 7, 1)
HEADER = "kode_instansi;kode_unit;kode_indikator;kode_wilayah;periode;target;realisasi\n"
DINKES = "DINKES;;IKU-DINKES-04;11.71;2024;22;{}\n"
DISDIK = "DISDIK;;IKU-DISDIK-15;11.71;2024;80;{}\n"
REASON = intake.Options(reasons=((None, None, "uji"),))
ANA, BUDI, CUT = "ana@acehprov.go.id", "budi@acehprov.go.id", "cut@acehprov.go.id"


def who(person, *roles):
    """Somebody who holds roles, each `officer:DINKES` or `officer:DINKES/UNIT`."""
    given = []
    for role in roles:
        name, _, place = role.partition(":")
        agency, _, unit = place.partition("/")
        given.append(Grant(person, name, agency, (unit,) if unit else ()))
    return Actor(person, rights_on(DAY, given))


OFFICER, HEAD = who(ANA, "officer:DINKES"), who(BUDI, "agency_head:DINKES")


@pytest.fixture
def begun(store):
    submissions.ensure(store)
    return store


@pytest.fixture
def office(begun, monkeypatch):
    monkeypatch.setenv("KINERJA_MODE", "office")
    return begun


def proposal_of(store, text, name="laporan.csv"):
    folder = store.workspace()
    path = folder / name
    path.write_text(HEADER + text, "utf-8")
    return submissions.propose(store, path, REASON, folder, Origin(file=name))


def send(store, text, by=OFFICER, name="laporan.csv"):
    proposal = proposal_of(store, text, name)
    with acting(by):
        return submissions.submit(store, proposal)


def published(store):
    return {row.agency: row.actual for row in store.snapshot().fetch("observations").itertuples()}


def base(store):
    return store.published_pointer().snapshot


def test_what_was_sent_waits_is_approved_and_published_under_the_names_of_all(office):
    before = base(office)
    entry = send(office, DINKES.format("20,5"))
    assert base(office) == before
    assert published(office) == {}
    (one,) = submissions.waiting(office, HEAD.rights)
    assert (one.id, one.state, one.sender, one.agencies, one.values) == (entry.id, "submitted", ANA, ("DINKES",), 1)
    assert dt.timedelta() <= one.age() < dt.timedelta(minutes=5)
    with acting(HEAD):
        submissions.approve(office, entry.id, Origin(reason="sudah dicek"), expect=before)
        assert [each.state for each in submissions.waiting(office, HEAD.rights)] == ["approved"]
        load, pointer = submissions.release(office, entry.id, Origin(reason="terbit"), expect=before)
    assert pointer.snapshot != before
    assert published(office) == {"DINKES": 20.5}
    assert (load.kind, load.facts["sender"], load.facts["by"], load.facts["waited"]) == ("load", ANA, BUDI, entry.id)
    assert submissions.waiting(office, HEAD.rights) == []
    (sent,) = submissions.sent(office, OFFICER.rights, ANA)
    assert (sent.state, sent.published) == ("published", load.id)
    assert [(step.kind, step.by, step.comment) for step in sent.steps] == [
        ("approve", BUDI, "sudah dicek"), ("load", BUDI, "terbit"),
    ]  # fmt: skip
    assert submissions.verify(office) == []


def test_the_head_publishes_in_one_step_what_nobody_approved_yet(office):
    entry = send(office, DINKES.format("20,5"))
    with acting(HEAD):
        submissions.release(office, entry.id)
    (sent,) = submissions.sent(office, OFFICER.rights, ANA)
    assert [step.kind for step in sent.steps] == ["approve", "load"]


def test_what_is_returned_says_why_and_is_not_published(office):
    entry = send(office, DINKES.format("20,5"))
    with acting(HEAD):
        for empty in (None, " ", "..."):
            with pytest.raises(LedgerError, match="reason"):
                submissions.send_back(office, entry.id, Origin(reason=empty))
        submissions.send_back(office, entry.id, Origin(reason="periksa pembilang"))
        for step in (submissions.approve, submissions.release):
            with pytest.raises(LedgerError, match="returned"):
                step(office, entry.id)
    (sent,) = submissions.sent(office, OFFICER.rights, ANA)
    assert (sent.state, sent.steps[-1].comment) == ("returned", "periksa pembilang")
    assert published(office) == {}


def test_who_sent_may_take_it_back_others_who_report_may_not(office):
    entry = send(office, DINKES.format("20,5"))
    with acting(who(CUT, "officer:DINKES")), pytest.raises(RightsError):
        submissions.send_back(office, entry.id, Origin(reason="salah berkas"))
    with acting(OFFICER):
        submissions.send_back(office, entry.id, Origin(reason="salah berkas"))
    assert submissions.waiting(office, OFFICER.rights) == []


def test_a_replayed_step_changes_nothing(office):
    entry = send(office, DINKES.format("20,5"))
    assert send(office, DINKES.format("20,5")).id == entry.id, "the same waits already"
    with acting(HEAD):
        submissions.approve(office, entry.id)
        with pytest.raises(LedgerError, match="approved"):
            submissions.approve(office, entry.id)
        submissions.release(office, entry.id)
        before = office.published_pointer()
        for step in (submissions.approve, submissions.release):
            with pytest.raises(LedgerError, match="published"):
                step(office, entry.id)
        with pytest.raises(LedgerError, match="published"):
            submissions.send_back(office, entry.id, Origin(reason="terlambat"))
    assert office.published_pointer() == before


def test_two_persons_where_an_agency_asks_for_it(office):
    alone = who(BUDI, "agency_head:DINKES")
    with acting(who(CUT, "administrator")):
        submissions.ask_two_persons(office, "DINKES", asked=True)
    with acting(alone), pytest.raises(RightsError, match="who sends may not approve"):
        submissions.accept(office, [proposal_of(office, DINKES.format("20,5"))])
    entry = send(office, DINKES.format("20,5"), alone)
    with acting(alone):
        for step in (submissions.approve, submissions.release):
            with pytest.raises(RightsError, match="who sends may not approve"):
                step(office, entry.id)
    assert published(office) == {}
    with acting(who(CUT, "unit_head:DINKES")):
        submissions.approve(office, entry.id)
    with acting(alone):
        submissions.release(office, entry.id)
    assert published(office) == {"DINKES": 20.5}


def test_publication_decides_not_sending(office):
    first = send(office, DINKES.format("20,5"), name="lama.csv")
    second = send(office, DINKES.format("21,5"), name="baru.csv")
    with acting(HEAD):
        submissions.release(office, second.id)
        assert published(office) == {"DINKES": 21.5}
        submissions.release(office, first.id)
    assert published(office) == {"DINKES": 20.5}


def test_consent_is_given_to_the_difference_that_was_shown(office, tmp_path):
    first, second = (send(office, DINKES.format(value), name=f"{value}.csv") for value in ("20,5", "21,5"))
    seen = submissions.look(office, second.id, tmp_path)
    assert seen.proposal.changes["new"] == 1
    with acting(HEAD):
        submissions.release(office, first.id, expect=seen.base)
        for step in (submissions.approve, submissions.release):
            with pytest.raises(OvertakenError):
                step(office, second.id, expect=seen.base)
    again = submissions.look(office, second.id, tmp_path)
    assert (again.proposal.changes["new"], again.proposal.changes["changed"]) == (0, 1)
    assert again.difference != seen.difference


def in_hours(hours):
    return dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)


def test_an_embargo_ends_at_the_first_act_after_its_time(office, monkeypatch):
    entry = send(office, DINKES.format("20,5"))
    with acting(HEAD):
        with pytest.raises(LedgerError, match="passed"):
            submissions.release(office, entry.id, embargo=in_hours(-1))
        step, _ = submissions.release(office, entry.id, Origin(reason="rilis BPS"), embargo=in_hours(2))
    (one,) = submissions.waiting(office, HEAD.rights)
    assert (step.kind, one.state, one.is_due(in_hours(1)), one.is_due(in_hours(3))) == (
        "schedule", "scheduled", False, True,
    )  # fmt: skip
    submissions.ensure(office)
    assert published(office) == {}, "its time has not come"
    monkeypatch.setattr(awaited, "moment", lambda: in_hours(3))
    submissions.ensure(office)
    assert published(office) == {"DINKES": 20.5}
    (sent,) = submissions.sent(office, OFFICER.rights, ANA)
    assert [(step.kind, step.by) for step in sent.steps] == [("approve", BUDI), ("schedule", BUDI), ("load", BUDI)]
    assert submissions.release_due(office) == []


def test_an_embargo_whose_difference_changed_waits_for_consent_again(office, monkeypatch):
    kept = send(office, DINKES.format("20,5"), name="a.csv")
    other = send(office, DINKES.format("21,5"), name="b.csv")
    apart = send(office, DISDIK.format("71"), who(CUT, "officer:DISDIK"), "c.csv")
    with acting(who(BUDI, "governor")):
        submissions.release(office, kept.id, embargo=in_hours(2))
        submissions.release(office, apart.id, embargo=in_hours(2))
        submissions.release(office, other.id)
    monkeypatch.setattr(awaited, "moment", lambda: in_hours(3))
    submissions.release_due(office)
    assert published(office) == {"DINKES": 21.5, "DISDIK": 71.0}
    (one,) = submissions.waiting(office, HEAD.rights)
    assert (one.id, one.state, one.steps[-1].kind) == (kept.id, "approved", "lapse")
    assert "dilihat" in one.steps[-1].comment


def test_withdrawal_and_correction_take_the_same_way(office, tmp_path):
    entry = send(office, DINKES.format("20,5"))
    with acting(HEAD):
        load, _ = submissions.release(office, entry.id)
    key = correction.Key("DINKES", "IKU-DINKES-04", "11.71", "2024")
    with acting(OFFICER):
        proposal = correction.correct(office, key, {"actual": 19.5}, "salah ketik", None, tmp_path)
        corrected = submissions.submit(office, proposal)
        taken = submissions.submit_turn(office, "undo", load.id, Origin(reason="ditarik"))
        assert submissions.submit_turn(office, "undo", load.id).id == taken.id
    assert published(office) == {"DINKES": 20.5}
    assert [one.what for one in submissions.waiting(office, HEAD.rights)] == ["correct", "undo"]
    with acting(HEAD):
        submissions.release(office, corrected.id)
        assert published(office) == {"DINKES": 19.5}
        assert submissions.look(office, taken.id, tmp_path).turn.kind == "undo"
        turn, _ = submissions.release(office, taken.id, Origin(reason="ya"))
    assert (turn.kind, turn.submission, turn.facts["sender"], turn.facts["by"]) == ("undo", load.id, ANA, BUDI)
    assert published(office) == {"DINKES": 19.5}
    with acting(OFFICER), pytest.raises(LedgerError):
        submissions.submit_turn(office, "undo", load.id)


def test_what_is_read_otherwise_now_is_returned_not_published(office, tmp_path, monkeypatch):
    entry = send(office, DINKES.format("20,5"))
    monkeypatch.setattr(steps, "proposed", lambda store, entry, folder: proposal_of(store, DINKES.format("20,6")))
    assert submissions.look(office, entry.id, tmp_path).trouble.key == "waiting_differs"
    with acting(HEAD), pytest.raises(LedgerError, match="read"):
        submissions.release(office, entry.id)
    assert [one.state for one in submissions.waiting(office, HEAD.rights)] == ["submitted"]
