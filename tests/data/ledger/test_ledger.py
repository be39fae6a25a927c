"""The ledger keeps whole entries, in order, and says what stands."""

import json

import pytest

from data.ledger import Ledger, LedgerError, standing


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "ledger")


@pytest.fixture
def load(ledger, tmp_path):
    def append(text):
        source = tmp_path / "rows"
        source.write_text(text, "utf-8")
        return ledger.append("load", f"{text:0<8}", {"file": f"{text}.csv"}, {"accepted.parquet": source})

    return append


def test_entries_come_back_in_order_with_their_facts(ledger, load):
    ids = [load("a").id, load("b").id]
    assert ids == ["000001-a0000000", "000002-b0000000"]
    assert [entry.id for entry in ledger.entries()] == ids
    assert [entry.facts["file"] for entry in ledger.entries()] == ["a.csv", "b.csv"]


def test_undo_and_redo_are_entries_of_their_own(ledger, load):
    first = load("a")
    load("b")
    ledger.append("undo", "u" * 8, {"submission": first.id}, {})
    assert [entry.facts["file"] for entry in ledger.active()] == ["b.csv"]
    ledger.append("redo", "r" * 8, {"submission": first.id}, {})
    assert [entry.facts["file"] for entry in ledger.active()] == ["a.csv", "b.csv"]
    assert len(ledger.entries()) == 4


def test_nothing_standing_in_an_empty_ledger(ledger):
    assert ledger.entries() == []
    assert standing([]) == []


def test_an_unknown_submission_is_named_with_the_known_ones(ledger, load):
    entry = load("a")
    with pytest.raises(LedgerError, match=entry.id):
        ledger.find("000009-nowhere")


def test_what_a_killed_writer_left_is_dropped(ledger, load):
    load("a")
    load("b")
    (ledger.folder / ".000003-c0000000").mkdir()
    published = Ledger(ledger.folder, head=1)
    assert [entry.facts["file"] for entry in published.entries()] == ["a.csv"]
    published.drop_unpublished()
    assert [folder.name for folder in ledger.folder.iterdir()] == ["000001-a0000000"]
    (dropped,) = (ledger.folder.parent / "dropped").iterdir()
    assert dropped.name.endswith("-000002-b0000000")
    assert (dropped / "accepted.parquet").read_text("utf-8") == "b"


def test_a_ledger_without_pointer_keeps_its_entries(ledger, load):
    load("a")
    ledger.drop_unpublished()
    assert len(ledger.entries()) == 1


def test_damage_names_file_and_entry(ledger, load):
    entry = load("a")
    assert list(ledger.damage()) == []
    entry.accepted.write_text("changed", "utf-8")
    assert [entry.id in str(line) and line.key == "file_differs" for line in ledger.damage()] == [True]
    entry.accepted.unlink()
    assert [line.key == "file_missing" for line in ledger.damage()] == [True]


def test_an_unreadable_entry_is_named(ledger, load):
    entry = load("a")
    (entry.folder / "entry.json").write_text("{", "utf-8")
    with pytest.raises(LedgerError, match=entry.id):
        ledger.entries()


def test_the_record_holds_hashes_of_every_file(load):
    entry = load("a")
    record = json.loads((entry.folder / "entry.json").read_text("utf-8"))
    assert set(record["files"]) == {"accepted.parquet"}
    assert record["content"] == entry.facts["content"]


@pytest.mark.parametrize(
    ("kind", "number"), [("load", 1), ("undo", 1), ("redo", 1), ("aside", 2), ("reference", 3), ("grant", 4)]
)
def test_an_entry_says_the_oldest_format_that_knows_its_kind(ledger, load, kind, number):
    first = load("a")
    if kind == "redo":
        ledger.append("undo", "u" * 8, {"submission": first.id}, {})
    facts = {"submission": first.id} if kind in ("undo", "redo") else {}
    assert ledger.append(kind, "b" * 8, facts, {}).facts["format"] == number
    assert [entry.facts["format"] for entry in ledger.entries()][-1] == number
