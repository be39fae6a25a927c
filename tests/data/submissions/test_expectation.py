"""An act that names the snapshot it was decided on stops where another is published, whatever kind of act it is."""

import pytest

from data import intake, submissions
from data.submissions import correction
from data.submissions.expectation import OvertakenError

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;status_data\n"
LINES = ("DINKES;IKU-DINKES-04;11.71;2023;22;{};\n", "DINKES;IKU-DINKES-04;11.72;2023;22;{};simulasi\n")


@pytest.fixture
def propose(store, tmp_path):
    submissions.ensure(store)

    def proposed(value: str, sender: str = "Cut Meutia", line: str = LINES[0]) -> submissions.Proposal:
        path = tmp_path / f"laporan-{value}.csv"
        path.write_text(HEADER + line.format(value), "utf-8")
        origin = submissions.Origin(sender=sender)
        options = intake.Options(reasons=((None, None, "uji"),))
        return submissions.propose(store, path, options, store.workspace(), origin)

    return proposed


@pytest.fixture
def acts(store, propose, tmp_path):
    """Every act by name, as a function of the snapshot that is expected."""
    (mine,) = submissions.accept(store, [propose("20,5")])
    (gone,) = submissions.accept(store, [propose("30,5", line=LINES[1])])
    submissions.undo(store, gone.submission)
    submissions.accept(store, [propose("31,5", line=LINES[1])])
    key = correction.Key("DINKES", "IKU-DINKES-04", "11.71", "2023")
    corrected = correction.correct(store, key, {"actual": 19.0}, "salah ketik", None, tmp_path / "koreksi")
    loaded = propose("21,5")
    return {
        "load": lambda expect: submissions.accept(store, [loaded], expect=expect),
        "correct": lambda expect: submissions.accept(store, [corrected], expect=expect),
        "undo": lambda expect: submissions.undo(store, mine.submission, expect=expect),
        "redo": lambda expect: submissions.redo(store, gone.submission, expect=expect),
        "own": lambda expect: submissions.set_aside(store, expect=expect),
    }


def test_an_act_on_what_was_looked_at_stops_once_something_else_is_published(acts, store, propose):
    looked_at = store.pointer.snapshot
    (other,) = submissions.accept(store, [propose("22,5", "Teuku Umar")])
    before, entries = store.pointer, len(store.ledger.entries())
    for act in acts.values():
        with pytest.raises(OvertakenError) as stopped:
            act(looked_at)
        for words in (stopped.value.message_id, stopped.value.message_en):
            assert before.snapshot in words
            assert "'laporan-22,5.csv' 'Teuku Umar'" in words
    with pytest.raises(OvertakenError, match="never published"):
        acts["load"]("tidakada0000")
    assert (store.pointer, len(store.ledger.entries())) == (before, entries)
    news = submissions.meanwhile(store, looked_at, before.snapshot)
    assert (news.values, [entry.facts["sender"] for entry in news.entries]) == (1, ["Teuku Umar"])
    store.path_of(looked_at).rename(store.folder / "aside")
    assert submissions.meanwhile(store, looked_at, before.snapshot).values is None
    (store.folder / "aside").rename(store.path_of(looked_at))
    submissions.undo(store, other.submission)
    acts["load"](looked_at)  # what was published and taken back meanwhile leaves the look valid
    for name in ("undo", "redo", "own"):
        acts[name](store.pointer.snapshot)
    assert len(store.ledger.entries()) == entries + 5


def test_a_file_tells_whose_values_it_replaces(propose, store):
    submissions.accept(store, [propose("20,5", "Teuku Umar")])
    (told,) = submissions.replaced(store, propose("21,5"))
    assert (told["file"], told["sender"], told["values"]) == ("laporan-20,5.csv", "Teuku Umar", 1)
    assert submissions.replaced(store, propose("20,5")) == []
