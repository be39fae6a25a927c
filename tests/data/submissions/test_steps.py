"""From report to publication: sent, approved, returned, published, kept back; each step by a right, in the ledger."""

import dataclasses
import datetime as dt
import json
from datetime import date

import pytest

from data import intake, submissions
from data.__main__ import main
from data.ledger import LedgerError
from data.ledger import entry as ledger_entry
from data.rights import Grant, RightsError, rights_on
from data.rights.acting import Actor, acting
from data.store import Store, awaited, backup
from data.submissions import Origin, OvertakenError, correction, evidence, restoring, steps
from data.submissions.repair import repair

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


# --- what knows what waits -------------------------------------------------------------------------------------------


def test_a_store_in_which_something_waits_is_verified_repaired_and_restored_whole(office, tmp_path):
    sent = send(office, DINKES.format("20,5"))
    (sent.folder / "accepted.parquet").write_bytes(b"damaged")
    assert [error.key for error in submissions.verify(office)] == ["file_differs"]
    assert repair(office).left == []
    backup.write(office, tmp_path / "salinan.zip")
    office.prune()
    restored = Store(tmp_path / "lain")
    restoring.restore(tmp_path / "salinan.zip", restored.folder)
    assert [one.id for one in submissions.waiting(restored, HEAD.rights)] == [sent.id]
    with acting(HEAD):
        submissions.release(restored, sent.id)
    assert published(restored) == {"DINKES": 20.5}
    assert submissions.verify(restored) == []


def test_an_older_program_refuses_in_words(office, monkeypatch):
    send(office, DINKES.format("20,5"))
    monkeypatch.setattr(ledger_entry, "FORMAT", 4)
    with pytest.raises(LedgerError) as refused:
        office.ledger.entries()
    assert refused.value.key == "newer_program"
    assert "format 5" in refused.value.message_en


def test_evidence_that_came_along_is_published_with_it(office, tmp_path):
    path = tmp_path / "bukti.pdf"
    path.write_bytes(b"%PDF-1.7 bukti")
    proposal = dataclasses.replace(
        proposal_of(office, DINKES.format("20,5")), evidence=evidence.checked([("bukti.pdf", path)])
    )
    with acting(OFFICER):
        sent = submissions.submit(office, proposal)
    path.unlink()
    key = dict(zip(evidence.KEYS, ("DINKES", "", "IKU-DINKES-04", "11.71", "2024"), strict=True))
    assert evidence.found(office.ledger.entries(), sent.id, "bukti.pdf", key) is None, "it is not published"
    with acting(HEAD):
        load, _ = submissions.release(office, sent.id)
    assert evidence.found(office.ledger.entries(), load.id, "bukti.pdf", key).path.parent == load.folder
    assert [evidence.content(one) for one in evidence.kept(load)] == [b"%PDF-1.7 bukti"]


# --- the command line ------------------------------------------------------------------------------------------------


@pytest.fixture
def said(begun, capsys, tmp_path):
    path = tmp_path / "laporan.csv"
    path.write_text(HEADER + DINKES.format("20,5"), "utf-8")

    def answer(*words):
        code = main([*(str(path) if word == "FILE" else word for word in words), "--json"])
        return code, json.loads(capsys.readouterr().out.splitlines()[-1])

    return answer


def test_the_command_takes_a_file_the_whole_way(begun, said):
    _, sent = said("load", "FILE", "--submit", "--reason", "uji", "--sender", "Ana")
    identity, snapshot = sent["submission"], sent["snapshot"]
    assert published(begun) == {}
    _, listed = said("submissions", "waiting")
    (one,) = listed["waiting"]
    assert (one["id"], one["state"], one["sender"], one["agencies"], one["days"]) == (
        identity, "submitted", "Ana", ["DINKES"], 0,
    )  # fmt: skip
    code, looked = said("submissions", "look", identity)
    assert (code, looked["changes"]["new"], looked["base"]) == (0, 1, snapshot)
    assert [row["new_actual"] for row in looked["rows"]] == [20.5]
    assert said("submissions", "approve", identity, "--by", "Budi", "--expect", snapshot)[0] == 0
    assert said("submissions", "approve", identity)[1]["changed"] is False, "as after a kill"
    assert said("submissions", "return", "000001-00000000", "--comment", "salah")[0] == 1
    assert said("status")[1]["waiting"][0]["state"] == "approved"
    code, done = said("submissions", "publish", identity, "--by", "Budi", "--comment", "terbit")
    assert (code, done["waiting"]) == (0, [])
    assert published(begun) == {"DINKES": 20.5}
    assert said("submissions", "all")[1]["waiting"][0]["published"] == done["entry"]


def test_the_command_returns_and_keeps_back(begun, said, monkeypatch):
    identity = said("load", "FILE", "--submit", "--reason", "uji")[1]["submission"]
    assert said("submissions", "return", identity)[0] == 1
    code, answer = said("submissions", "publish", identity, "--embargo", "2099-08-01T09:00")
    assert (code, answer["waiting"][0]["embargo"]) == (0, "2099-08-01T02:00:00+00:00")
    code, again = said("submissions", "publish", identity, "--embargo", "2099-08-01T09:00")
    assert (code, again["changed"], len(begun.ledger.entries())) == (0, False, 3), "submit, approve, schedule"
    assert said("submissions", "publish", identity, "--embargo", "2098-08-01T09:00")[1]["changed"], "another time"
    assert said("submissions", "publish", identity, "--embargo", "2020-08-01T09:00")[0] == 1
    assert said("submissions", "return", identity, "--comment", "ditunda")[1]["waiting"] == []
    identity = said("load", "FILE", "--submit", "--reason", "uji")[1]["submission"]
    said("submissions", "publish", identity, "--embargo", "2099-08-01T09:00")
    monkeypatch.setattr(awaited, "moment", lambda: dt.datetime(2099, 8, 2, tzinfo=dt.UTC))
    assert said("query", "totals")[0] == 0
    assert published(begun) == {"DINKES": 20.5}, "a read is an act"


def test_in_office_mode_the_command_asks_for_the_rights_of_who_acts(begun, said, monkeypatch):
    submissions.grant(begun, Grant(BUDI, "agency_head", "DINKES"))
    submissions.grant(begun, Grant(CUT, "agency_head", "DISDIK"))
    identity = said("load", "FILE", "--submit", "--reason", "uji")[1]["submission"]
    monkeypatch.setenv("KINERJA_MODE", "office")
    assert said("submissions", "publish", identity)[0] == 2, "who acts?"
    assert said("submissions", "publish", identity, "--by", CUT)[0] == 1
    assert published(begun) == {}
    assert said("submissions", "publish", identity, "--by", BUDI)[0] == 0
    assert published(begun) == {"DINKES": 20.5}


@pytest.mark.parametrize(
    "words",
    [("submissions", "approve"), ("submissions", "waiting", "000001-00000000"), ("submissions", "dance"),
     ("submissions", "approve", "000001-00000000", "--embargo", "2099-08-01T09:00"),
     ("submissions", "publish", "000001-00000000", "--embargo", "besok")],
)  # fmt: skip
def test_wrong_use_of_the_command_is_told(begun, words, capsys):
    try:
        code = main(list(words))
    except SystemExit as stopped:
        code = stopped.code
    assert code == 2
    assert capsys.readouterr().err
