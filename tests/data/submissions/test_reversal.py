"""What an undo or redo would change is what it then changes."""

import pytest

from data import submissions
from data.errors import StoreError
from data.ledger import LedgerError
from data.submissions import reversal

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;status_data\n"


@pytest.fixture
def load(store, publish):
    """Publish lines of one indicator; gives the submission."""

    def loaded(*lines):
        text = HEADER + "".join(f"DINKES;IKU-DINKES-04;{line}\n" for line in lines)
        return publish(store, text, partial=True).submission

    return loaded


def values(store):
    rows = store.snapshot().fetch("observations")
    return {(row.region, row.period): row.actual for row in rows.itertuples()}


def test_an_undo_names_the_values_that_come_back_and_those_that_go(load, store):
    load("11.71;2023;22;20,5;", "11.72;2023;22;19,5;")
    second = load("11.71;2023;22;18,0;", "11.73;2023;22;17,0;", "11.72;2023;22;19,5;")
    turn = reversal.preview(store, second)
    assert turn.kind == "undo"
    assert turn.changes == {"new": 0, "changed": 1, "withdrawn": 1, "unchanged": 1}
    told = {row.region: (row.kind, row.old_actual) for row in turn.rows.itertuples()}
    assert told == {"11.71": ("changed", 18.0), "11.73": ("withdrawn", 17.0)}
    assert turn.rows.set_index("region").loc["11.71", "new_actual"] == 20.5
    submissions.undo(store, second)
    assert values(store) == {("11.71", "2023"): 20.5, ("11.72", "2023"): 19.5}


def test_a_redo_names_what_it_puts_back(load, store):
    first = load("11.71;2023;22;20,5;")
    submissions.undo(store, first)
    turn = reversal.preview(store, first)
    assert (turn.kind, turn.changes["new"]) == ("redo", 1)
    assert turn.rows["new_actual"].tolist() == [20.5]


def test_undoing_a_withdrawal_brings_the_value_back(load, store):
    load("11.71;2023;22;20,5;")
    withdrawal = load("11.71;2023;;;ditarik")
    assert values(store) == {}
    turn = reversal.preview(store, withdrawal)
    assert turn.changes["new"] == 1
    assert turn.rows["new_actual"].tolist() == [20.5]


def test_what_a_later_submission_replaced_does_not_change(load, store):
    first = load("11.71;2023;22;20,5;")
    load("11.71;2023;22;18,0;")
    turn = reversal.preview(store, first)
    assert turn.changes == {"new": 0, "changed": 0, "withdrawn": 0, "unchanged": 1}
    assert turn.rows.empty


def test_an_unknown_submission_is_named(store):
    with pytest.raises(StoreError):
        reversal.preview(store, "000009-x")
    submissions.ensure(store)
    with pytest.raises(LedgerError, match="000009-x"):
        reversal.preview(store, "000009-x")


def test_who_turned_it_and_why_stays_in_the_ledger(load, store):
    first = load("11.71;2023;22;20,5;")
    submissions.undo(store, first, origin=submissions.Origin(sender="Cut Nyak", reason="Salah berkas"))
    entry = store.ledger.entries()[-1]
    assert (entry.kind, entry.facts["sender"], entry.facts["reason"]) == ("undo", "Cut Nyak", "Salah berkas")
