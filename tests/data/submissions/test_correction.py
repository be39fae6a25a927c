"""Corrections of one value: what is kept, what is refused, and that they go through checks, ledger and undo."""

import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import submissions
from data.__main__ import main
from data.intake import Options
from data.store import Store
from data.submissions import correction
from data.submissions.correction import CorrectionError, Key, correct

FILE = """agency;indicator;region;period;target;actual;numerator;denominator;status;source;note;as_of
DINKES;IKU-DINKES-01;11.71;2026-01;8,3;7,5;75;1.000;simulasi;Puskesmas;awal;2026-02-03
DINKES;IKU-DINKES-04;11.71;2024;;20,5;;;;;;
"""
KEY = Key("DINKES", "IKU-DINKES-01", "11.71", "2026-01")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Folder of a store that holds the file, to be copied."""
    base = tmp_path_factory.mktemp("filled")
    (base / "exports").mkdir()
    path, store = base / "laporan.csv", Store(base / "store")
    path.write_text(FILE, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KINERJA_EXPORTS", str(base / "exports"))
        submissions.ensure(store)
        submissions.accept(store, [submissions.propose(store, path, Options(), base / "work")])
    return store.folder


@pytest.fixture
def filled(store, made):
    shutil.copytree(made, store.folder)
    return store


def published(store, key=KEY) -> dict:
    return correction.published(store, key)


def test_a_correction_keeps_the_rest_and_its_reason(filled, tmp_path):
    values = {"actual": 7.6, "numerator": 76.0}
    proposal = correct(filled, KEY, values, "salah\n ketik", "Cut Nyak", tmp_path / "c")
    assert proposal.intake.outcome == "accepted"
    assert dict(proposal.changes) == {"new": 0, "changed": 1, "withdrawn": 0, "unchanged": 0}
    (loaded,) = submissions.accept(filled, [proposal])
    row = published(filled)
    assert (row["actual"], row["numerator"], row["denominator"], row["target"]) == (7.6, 76, 1000, 8.3)
    assert (row["status"], row["source"], row["note"]) == ("simulated", "Puskesmas", "Koreksi: salah ketik")
    facts = filled.ledger.find(loaded.submission).facts
    assert (facts["channel"], facts["reason"], facts["sender"]) == ("koreksi", "salah ketik", "Cut Nyak")
    revision = filled.snapshot().fetch("quality_revisions", limit=5).iloc[0]
    assert (revision["actual"], revision["new_actual"], revision["reason"]) == (7.5, 7.6, "salah ketik")
    assert filled.snapshot().fetch("scope_span").iloc[0]["newest"].date().isoformat() == "2026-02-03"
    submissions.undo(filled, loaded.submission)
    assert published(filled)["actual"] == 7.5
    submissions.redo(filled, loaded.submission)
    assert published(filled)["actual"] == 7.6


def test_a_ratio_follows_its_parts(filled, tmp_path):
    submissions.accept(filled, [correct(filled, KEY, {"numerator": 80.0}, "baru", None, tmp_path / "c")])
    assert published(filled)["actual"] == pytest.approx(8.0)


def test_a_target_of_the_plan_stays_one_of_the_plan(filled, tmp_path):
    key = Key("DINKES", "IKU-DINKES-04", "11.71", "2024")
    before = published(filled, key)
    submissions.accept(filled, [correct(filled, key, {"actual": 20.0}, "baru", None, tmp_path / "c")])
    after = published(filled, key)
    assert (after["target"], after["target_source"]) == (before["target"], before["target_source"])


@pytest.mark.parametrize(
    ("key", "values", "reason", "says"),
    [
        (KEY, {"actual": 8.0}, "  ", "needs a reason"),
        (KEY, {"actual": 8.0}, "--- ...", "needs a reason"),
        (KEY, {"actual": 7.5}, "x", "Nothing changes"),
        (KEY, {}, "x", "Nothing changes"),
        (KEY, {"actual": float("nan")}, "x", "must be a number"),
        (KEY, {"actual": float("inf")}, "x", "must be a number"),
        (KEY, {"actual": "7"}, "x", "must be a number"),
        (KEY, {"status": 1.0}, "x", "Cannot be corrected: status"),
        (Key("DINKES", "IKU-DINKES-01", "11.71", "2026-02"), {"actual": 1.0}, "x", "No value is published"),
        (Key("' OR 1=1 --", "x", "y", "z"), {"actual": 1.0}, "x", "No value is published"),
    ],
)
def test_what_is_refused(filled, tmp_path, key, values, reason, says):
    with pytest.raises(CorrectionError, match=says) as caught:
        correct(filled, key, values, reason, None, tmp_path / "c")
    assert caught.value.message_id != caught.value.message_en


def test_checks_hold_for_corrections(filled, tmp_path):
    proposal = correct(filled, KEY, {"numerator": 2000.0}, "x", None, tmp_path / "c")
    assert "outside_usual" in proposal.intake.counts


HOSTILE = "=cmd|' /C calc'!A0;\"; DROP TABLE x; --\ta;b<script>alert(1)</script>ø\u202e…" + "x" * 5_000


def test_a_hostile_reason_stays_text(filled, tmp_path):
    proposal = correct(filled, KEY, {"actual": 7.4}, HOSTILE, HOSTILE, tmp_path / "c")
    assert (proposal.intake.outcome, proposal.intake.accepted) == ("accepted", 1)
    submissions.accept(filled, [proposal])
    note = published(filled)["note"]
    assert note.startswith("Koreksi: ")
    assert "\u202e" not in note


@settings(max_examples=60)
@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_numbers_are_written_exactly_and_without_exponents(value):
    text = correction._cell(value)
    assert float(text) == value
    assert "e" not in text.lower()


def test_from_the_command_line(filled, capsys):
    where = ["--agency", "DINKES", "--indicator", "IKU-DINKES-01", "--region", "11.71", "--period", "2026-01"]

    def run(*more):
        code = main(["correct", *where, *more, "--json"])
        printed = capsys.readouterr().out
        return code, json.loads(printed) if printed else None

    code, answer = run("--actual", "7,4", "--reason", "salah ketik", "--dry-run")
    assert (code, answer["submission"], answer["changes"]["changed"]) == (0, None, 1)
    assert published(filled)["actual"] == 7.5
    code, answer = run("--actual", "7,4", "--reason", "salah ketik", "--sender", "Operator")
    assert (code, answer["outcome"]) == (0, "accepted")
    assert published(filled)["actual"] == 7.4
    assert filled.ledger.find(answer["submission"]).facts["reason"] == "salah ketik"
    code, refused = run("--actual", "7.4", "--reason", "lagi")
    assert (code, refused["error"]) == (2, "Nothing changes: the new values equal the published ones.")
    code, refused = run("--actual", "7.3", "--reason", " ")
    assert (code, "needs a reason" in refused["error"]) == (2, True)
    for wrong in (["--actual", "nan", "--reason", "x"], ["--actual", "7.3"], ["--actual", "tujuh", "--reason", "x"]):
        with pytest.raises(SystemExit) as stopped:
            run(*wrong)
        assert stopped.value.code == 2
    assert main(["undo", answer["submission"], "--json"]) == 0
    assert published(filled)["actual"] == 7.5


def test_a_target_corrected_afterwards_is_asked_about(filled, tmp_path):
    submissions.accept(filled, [correct(filled, KEY, {"target": 6.0}, "rapat", None, tmp_path / "c")])
    asked = filled.snapshot().fetch("quality_questions", since="2025-01-01", limit=50)
    edited = asked[asked["question"] == "target_edited"]
    assert edited[["beside", "found", "period"]].to_numpy().tolist() == [[8.3, 6.0, "2026-01"]]
