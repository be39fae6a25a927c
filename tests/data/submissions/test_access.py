"""Roles given and taken away, kept in the ledger: chained, dated, undone like anything else."""

import json
from datetime import date

import pytest

from data import submissions
from data.__main__ import main
from data.ledger import LedgerError
from data.rights import PUBLIC, Grant, RightsError, Sight
from data.store import access
from data.submissions import reversal

DAY = date(2026, 7, 1)
ANA = "ana@acehprov.go.id"


@pytest.fixture
def begun(store):
    submissions.ensure(store)
    return store


def test_a_role_that_is_given_holds_until_it_is_taken_back(begun):
    before = begun.published_pointer()
    entry, pointer = submissions.grant(begun, Grant(" Ana@AcehProv.go.id ", "officer", "DINKES"))
    assert pointer.snapshot == before.snapshot, "what is published stays the same"
    assert access.rights_of(begun, ANA, DAY).sight == Sight(frozenset(["DINKES"]), frozenset(["DINKES"]))
    assert access.rights_of(begun, ANA, DAY).may("report", "DINKES")
    assert access.rights_of(begun, "budi@acehprov.go.id", DAY) == PUBLIC
    assert reversal.preview(begun, entry.id).changes["changed"] == 0
    submissions.undo(begun, entry.id)
    assert access.rights_of(begun, ANA, DAY) == PUBLIC
    submissions.redo(begun, entry.id)
    assert access.rights_of(begun, ANA, DAY).may("report", "DINKES")
    assert submissions.verify(begun) == []


def test_several_roles_of_a_person_add_up_each_for_its_days(begun):
    acting = Grant(ANA, "agency_head", "DISDIK", since=date(2026, 7, 1), until=date(2026, 7, 31))
    submissions.grant(begun, Grant(ANA, "officer", "DINKES"))
    submissions.grant(begun, acting)
    held = {day: access.rights_of(begun, ANA, day) for day in (date(2026, 6, 30), DAY, date(2026, 8, 1))}
    assert [rights.may("publish", "DISDIK") for rights in held.values()] == [False, True, False]
    assert all(rights.may("report", "DINKES") for rights in held.values())


def test_what_is_given_twice_or_for_nobody_known_is_refused(begun):
    submissions.grant(begun, Grant(ANA, "officer", "DINKES"))
    with pytest.raises(LedgerError) as refused:
        submissions.grant(begun, Grant(ANA, "officer", "DINKES"))
    assert refused.value.key == "stands_already"
    for unknown in (Grant(ANA, "officer", "DINAS-X"), Grant(ANA, "officer", "DINKES", ("DISDIK-SMA",))):
        with pytest.raises(RightsError) as refused:
            submissions.grant(begun, unknown)
        assert refused.value.key == "grant_unknown"
    assert len(access.granted(begun)) == 1


def test_a_changed_grant_breaks_the_chain(begun):
    entry, _ = submissions.grant(begun, Grant(ANA, "officer", "DINKES"))
    submissions.grant(begun, Grant(ANA, "analyst"))
    path = entry.folder / "entry.json"
    path.write_text(path.read_text("utf-8").replace("officer", "agency_head"), "utf-8")
    assert main(["verify", "--json"]) == 1


def said(capsys, *words):
    code = main(["access", *words, "--json"])
    return code, json.loads(capsys.readouterr().out.splitlines()[-1])


def test_the_command_lists_gives_and_takes_away(begun, capsys):
    assert said(capsys, "list") == (0, {"act": "list", "entry": None, "grants": [], "two_persons": []})
    given = ["grant", ANA, "unit_head:DINKES", "--from", "2026-07-01", "--until", "2099-12-31", "--reason", "SK 12"]
    code, answer = said(capsys, *given)
    (one,) = answer["grants"]
    assert code == 0
    assert one == {
        "entry": answer["entry"], "person": ANA, "role": "unit_head", "agency": "DINKES", "units": [],
        "since": "2026-07-01", "until": "2099-12-31", "holds": one["holds"], "sender": None, "reason": "SK 12",
    }  # fmt: skip
    assert said(capsys, "revoke", one["entry"])[1]["grants"] == []
    assert main(["access", "list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "entry\tperson\trole\tagency\tunits\tsince\tuntil\tholds\tsender\treason"
    ]


def test_the_command_asks_for_two_persons_at_an_agency(begun, capsys):
    code, answer = said(capsys, "two-persons", "DINKES", "--reason", "SK 13")
    assert (code, answer["two_persons"]) == (0, ["DINKES"])
    assert said(capsys, "two-persons", "DINKES")[1]["entry"] is None, "it holds already"
    assert said(capsys, "two-persons", "DINAS-X")[0] == 1
    assert said(capsys, "one-person", "DINKES")[1]["two_persons"] == []
    submissions.undo(begun, answer["entry"])
    assert submissions.verify(begun) == []


@pytest.mark.parametrize(
    "words",
    [("grant", ANA), ("two-persons",), ("grant", ANA, "officer"), ("grant", ANA, "kepala:DINKES"),
     ("revoke", "000001-00000000"), ("list", ANA), ("grant", ANA, "analyst", "--from", "besok")],
)  # fmt: skip
def test_wrong_use_is_told(begun, capsys, words):
    code, answer = said(capsys, *words)
    assert code == 2
    assert answer["error"]


def test_grants_are_no_submissions_of_a_page(begun, monkeypatch):
    from pages.content import reader
    from pages.sections.report import entries

    submissions.grant(begun, Grant(ANA, "officer", "DINKES"))
    monkeypatch.setattr(reader, "_served", [])
    assert entries.history().empty
