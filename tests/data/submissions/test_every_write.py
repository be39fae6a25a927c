"""Every role before every way of changing the store, in its agency and in another's, called where the data are changed.

The ways are those of writes.toml: one that is added fails here until it is tried.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from data import intake, submissions
from data.ledger import LedgerError
from data.office import office_today
from data.reference.amended_tables import File
from data.rights import ROLES, Grant, RightsError, rights_on
from data.rights.acting import AT_A_DESK, WRITES, Actor, acting
from data.store import Store, reminders
from data.submissions import Origin, amending, correction

HEADER = "kode_instansi;kode_unit;kode_indikator;kode_wilayah;periode;target;realisasi;status_data\n"
ROWS = {
    "DINKES": "DINKES;;IKU-DINKES-04;11.71;{};22;20,5;\n",
    "DINKES/DINKES-P2P": "DINKES;DINKES-P2P;IKU-DINKES-04;11.71;{};22;20,5;\n",
    "DISDIK": "DISDIK;;IKU-DISDIK-15;11.71;{};80;71;\n",
}
OFFICER = {"submit"}
UNIT_HEAD = OFFICER | {"approve", "return"}
AGENCY_HEAD = UNIT_HEAD | {"release", "publish", "correct", "undo", "redo"}
ALLOWED = {
    "public": set(), "analyst": set(), "inspectorate": set(), "officer": OFFICER, "unit_head": UNIT_HEAD,
    "agency_head": AGENCY_HEAD, "governor": AGENCY_HEAD | {"remind"}, "administrator": {"own", "reference", "access"},
}  # fmt: skip


@dataclass
class Prepared:
    """A store in which everything can be tried of each agency: its folder, what stands, was undone and waits there."""

    folder: Path
    standing: dict[str, str]
    undone: dict[str, str]
    waiting: dict[str, str]


def proposal_of(store, text):
    folder = store.workspace()
    path = folder / "laporan.csv"
    path.write_text(HEADER + text, "utf-8")
    return submissions.propose(store, path, intake.Options(reasons=((None, None, "uji"),)), folder)


def accepted(store, text):
    (loaded,) = submissions.accept(store, [proposal_of(store, text)])
    assert loaded.submission, [one.message_en for one in loaded.proposal.intake.findings]
    return loaded.submission


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KINERJA_EXPORTS", str(tmp_path_factory.mktemp("none")))
        store = Store(tmp_path_factory.mktemp("every") / "store")
        submissions.ensure(store)
        accepted(store, "BAPPEDA;;IKU-BAPPEDA-13;11;2020;14;13;simulasi\n")
        standing = {place: accepted(store, row.format(2024)) for place, row in ROWS.items()}
        undone = {place: accepted(store, row.format(2023)) for place, row in ROWS.items()}
        for entry in undone.values():
            submissions.undo(store, entry)
        waits = {p: submissions.submit(store, proposal_of(store, row.format(2022))).id for p, row in ROWS.items()}
    return Prepared(store.folder, standing, undone, waits)


def _correct(store, prepared, place):
    agency, _, unit = place.partition("/")
    indicator = ROWS[place].split(";")[2]
    key = correction.Key(agency, indicator, "11.71", "2024", unit)
    with store.scratch() as folder:
        submissions.accept(store, [correction.correct(store, key, {"actual": 21.0}, "salah", None, folder)])


def _amend(store, prepared, place):
    agencies = store.reference().agencies
    changed = agencies.assign(name_en=agencies["name_en"].mask(agencies["code"] == "DINKES", "Health, renamed"))
    content = changed.astype(object).where(pd.notna(changed), "").to_csv(index=False).encode()
    amendment = amending.amend(store, [File("agencies.csv", content)])
    assert not amendment.problems
    amending.accept_amendment(store, amendment)


ACTS = {
    "submit": lambda store, at, place: submissions.submit(store, proposal_of(store, ROWS[place].format(2021))),
    "approve": lambda store, at, place: submissions.approve(store, at.waiting[place]),
    "return": lambda store, at, place: submissions.send_back(store, at.waiting[place], Origin(reason="salah")),
    "release": lambda store, at, place: submissions.release(store, at.waiting[place]),
    "publish": lambda store, at, place: submissions.accept(store, [proposal_of(store, ROWS[place].format(2021))]),
    "correct": _correct,
    "undo": lambda store, at, place: submissions.undo(store, at.standing[place]),
    "redo": lambda store, at, place: submissions.redo(store, at.undone[place]),
    "remind": lambda store, at, place: reminders.record(store.folder, {place.partition("/")[0]: 2}, office_today()),
    "own": lambda store, at, place: submissions.set_aside(store),
    "reference": _amend,
    "access": lambda store, at, place: submissions.grant(store, Grant("x@y.z", "officer", "DINKES")),
}


def test_every_way_of_changing_the_store_is_tried_and_no_other():
    assert set(ACTS) == set(WRITES)
    assert set(ALLOWED) == set(ROLES)
    assert set().union(*ALLOWED.values()) == set(WRITES)


def holder(role, place=""):
    agency, _, unit = place.partition("/")
    agency = "" if ROLES[role].everywhere and not place else agency or "DINKES"
    return Actor("ana@acehprov.go.id", rights_on(office_today(), [Grant("ana", role, agency, (unit,) if unit else ())]))


def state_of(store):
    pointer = store.published_pointer()
    return pointer.head, pointer.chain, reminders.sent(store.folder)


def attempt(prepared, tmp_path, write, who, place):
    """Whether the act came about; nothing has changed where it was refused."""
    store = Store(tmp_path / "store")
    shutil.copytree(prepared.folder, store.folder)
    before = state_of(store)
    try:
        with acting(who):
            ACTS[write](store, prepared, place)
    except RightsError:
        assert state_of(store) == before
        return False
    finally:
        after = state_of(store)
        shutil.rmtree(store.folder)
    assert after != before
    return True


@pytest.mark.parametrize("role", ROLES)
def test_a_role_changes_what_it_may_where_it_may(prepared, tmp_path, monkeypatch, role):
    monkeypatch.setenv("KINERJA_MODE", "office")
    for write in WRITES:
        came = {place: attempt(prepared, tmp_path, write, holder(role), place) for place in ("DINKES", "DISDIK")}
        everywhere = ROLES[role].everywhere
        assert came == {"DINKES": write in ALLOWED[role], "DISDIK": write in ALLOWED[role] and everywhere}, write


@pytest.mark.parametrize("role", [role for role in ROLES if ALLOWED[role] and not ROLES[role].everywhere])
def test_a_role_of_one_unit_changes_nothing_of_the_agency_or_another_unit(prepared, tmp_path, monkeypatch, role):
    monkeypatch.setenv("KINERJA_MODE", "office")
    own = holder(role, "DINKES/DINKES-P2P")
    for write in sorted(ALLOWED[role]):
        places = ("DINKES/DINKES-P2P", "DINKES", "DISDIK")
        assert [attempt(prepared, tmp_path, write, own, place) for place in places] == [True, False, False], write


@pytest.mark.parametrize("mode", ["office", "public"])
def test_what_nobody_began_changes_nothing(prepared, tmp_path, monkeypatch, mode):
    """Called past the choke point of acts, by whatever runs in a server."""
    monkeypatch.setenv("KINERJA_MODE", mode)
    for write in WRITES:
        store = Store(prepared.folder)
        before = state_of(store)
        with pytest.raises(RightsError):
            ACTS[write](store, prepared, "DINKES")
        assert state_of(store) == before


def test_a_file_of_several_agencies_takes_the_right_for_all_of_them(prepared, tmp_path, monkeypatch):
    monkeypatch.setenv("KINERJA_MODE", "office")
    store = Store(shutil.copytree(prepared.folder, tmp_path / "store"))
    both = proposal_of(store, ROWS["DINKES"].format(2021) + ROWS["DISDIK"].format(2021))
    one, other = (Grant("ana", "agency_head", agency) for agency in ("DINKES", "DISDIK"))
    for act in (lambda: submissions.submit(store, both), lambda: submissions.accept(store, [both])):
        with acting(Actor("ana", rights_on(office_today(), [one]))), pytest.raises(RightsError):
            act()
    with acting(Actor("ana", rights_on(office_today(), [one, other]))):
        sent = submissions.submit(store, both)
        for half in (one, other):
            rights = rights_on(office_today(), [half])
            assert sent.id not in [each.id for each in submissions.waiting(store, rights)]
            with acting(Actor("budi", rights)), pytest.raises(RightsError):
                submissions.release(store, sent.id)
        submissions.release(store, sent.id)


READERS = {"officer": True, "unit_head": True, "agency_head": True, "governor": True, "inspectorate": True,
           "public": False, "analyst": False, "administrator": False}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_who_reads_what_waits(prepared, role):
    seen = {one.id for one in submissions.waiting(Store(prepared.folder), holder(role).rights)}
    own = {prepared.waiting[place] for place in ROWS if ROLES[role].everywhere or place.startswith("DINKES")}
    assert seen == (own if READERS[role] else set())


def test_the_undo_of_a_right_or_a_table_takes_the_right_to_give_it(prepared, tmp_path, monkeypatch):
    store = Store(shutil.copytree(prepared.folder, tmp_path / "store"))
    entry, _ = submissions.grant(store, Grant("x@y.z", "officer", "DINKES"))
    _amend(store, prepared, "")
    amendment = store.ledger.entries()[-1]
    aside, _ = submissions.set_aside(store)
    monkeypatch.setenv("KINERJA_MODE", "office")
    for one in (aside, amendment, entry):
        with acting(holder("governor")), pytest.raises(RightsError):
            submissions.undo(store, one.id)
        with acting(holder("administrator")):
            submissions.undo(store, one.id)
    with acting(AT_A_DESK), pytest.raises(LedgerError):
        submissions.undo(store, entry.id)
