"""The record of events: added to by several at once, chained, mended where a kill or damage left something."""

import json
import subprocess
import sys
from collections import Counter
from datetime import date

import pytest

from data import audit, submissions
from data.audit import recording, trail
from data.settings import ROOT
from data.store import backup
from data.submissions.repair import repair
from data.submissions.restoring import restore

ANA, BUDI = "ana@acehprov.go.id", "budi@acehprov.go.id"
WRITER = """
import sys
from pathlib import Path
from data import audit
for number in range(25):
    assert audit.record(Path(sys.argv[1]), "download", who=sys.argv[2], subject=str(number), rows=number)
"""
ENDLESS = """
import sys
from pathlib import Path
from data import audit
store = Path(sys.argv[1])
while audit.record(store, "download", who="ana@acehprov.go.id", subject="x" * 150):
    print(audit.events(store)[-1].number, flush=True)
"""


@pytest.fixture
def told(filled):
    """A store with three events of two people and one of nobody."""
    audit.record(filled.folder, "sign_in", who=ANA)
    audit.record(filled.folder, "download", who="Budi@acehprov.go.id", agency="DINKES", subject="csv_id", rows=12)
    audit.record(filled.folder, "refused", subject="publish")
    audit.record(filled.folder, "sign_out", who=ANA)
    return filled


def day_of(store):
    (path,) = trail.days(store.folder / audit.FOLDER)
    return path


def keys(store):
    return [one.key for one in audit.trouble(store.folder)]


def test_an_event_says_who_did_what_and_the_chain_holds(told):
    events = audit.events(told.folder)
    assert [event.kind for event in events] == ["sign_in", "download", "refused", "sign_out"]
    assert [event.number for event in events] == [1, 2, 3, 4]
    assert events[1].told == {"rows": 12}
    assert events[0].who == events[3].who != events[1].who
    assert events[2].who == ""
    assert ANA not in day_of(told).read_text("utf-8"), "names stand in a table of their own"
    assert submissions.verify(told) == []


def test_ledger_and_events_are_one_list(told):
    rows = audit.rows(told.folder, told.ledger.entries())
    assert {row.kind for row in rows} == {"load", "sign_in", "download", "refused", "sign_out"}
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)
    assert sorted(row.subject for row in rows if row.kind == "load") == ["laporan0.csv", "laporan1.csv"]
    taken = next(row for row in rows if row.kind == "download")
    assert (taken.person, taken.agency, taken.subject, taken.rows) == (BUDI, "DINKES", "csv_id", 12)
    assert all(row.agency == "DINKES" for row in audit.agencies_of(rows, lambda agency: agency == "DINKES"))
    assert audit.rows(told.folder, told.ledger.entries(), until=date(2020, 1, 1)) == []


def test_several_processes_write_one_chain(filled):
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, filled.folder, who], cwd=ROOT) for who in (ANA, BUDI)]
    assert [writer.wait(120) for writer in writers] == [0, 0]
    events = audit.events(filled.folder)
    assert [event.number for event in events] == list(range(1, 51))
    assert sorted(audit.names(filled.folder).values()) == [ANA, BUDI]
    assert keys(filled) == []


def test_a_writer_that_is_killed_leaves_a_chain_that_holds(filled):
    """Ten times, wherever it is: what was said to be written is there, and the next goes on behind it."""
    for number in range(10):
        writer = subprocess.Popen([sys.executable, "-c", ENDLESS, filled.folder], cwd=ROOT, stdout=subprocess.PIPE)
        said = [int(writer.stdout.readline()) for _ in range(3 + number)][-1]
        writer.kill()
        writer.wait()
        writer.stdout.close()
        assert keys(filled) == []
        numbers = [event.number for event in audit.events(filled.folder)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= said
    assert audit.record(filled.folder, "start")


def test_a_kind_that_is_none_is_a_slip_and_no_store_gets_no_events(tmp_path):
    with pytest.raises(ValueError, match="kind"):
        audit.record(tmp_path, "lunch")
    assert not audit.record(tmp_path / "none", "start")
    assert not (tmp_path / "none").exists()


def test_who_is_erased_loses_the_name_and_the_chain_holds(told):
    assert audit.forget(told.folder, ANA) == 1
    assert set(audit.names(told.folder).values()) == {BUDI}
    assert ANA not in "".join(path.read_text("utf-8") for path in (told.folder / "audit").glob("*.json*"))
    rows = audit.rows(told.folder, [])
    assert next(row for row in rows if row.kind == "sign_in").person.startswith(audit.UNNAMED)
    assert rows[0].kind == "forgotten"
    assert keys(told) == []
    audit.record(told.folder, "sign_in", who=ANA)
    found = audit.events(told.folder)
    assert found[-1].who not in {event.who for event in found[:-1]}, "another key, so that the old events stay nameless"
    assert audit.forget_before(told.folder, date(2020, 1, 1)) == 0
    assert audit.forget_before(told.folder, date(2100, 1, 1)) == 2


@pytest.mark.parametrize("part", [1, 40, 200])
def test_what_a_kill_left_of_a_line_is_set_aside_and_told(told, part):
    line = day_of(told).read_bytes().splitlines(keepends=True)[-1]
    with day_of(told).open("ab") as file:
        file.write(line[:part])
    assert keys(told) == [], "a line counts once it is whole"
    assert audit.record(told.folder, "start")
    assert [event.kind for event in audit.events(told.folder)][4:] == ["mended", "start"]
    assert audit.events(told.folder)[4].told == {"torn": part}
    assert keys(told) == []


def test_a_line_that_a_kill_left_without_its_head_counts(told):
    before = (told.folder / "audit" / "head.json").read_bytes()
    audit.record(told.folder, "start")
    (told.folder / "audit" / "head.json").write_bytes(before)
    assert keys(told) == []
    audit.record(told.folder, "start")
    assert [event.number for event in audit.events(told.folder)] == [1, 2, 3, 4, 5, 6]
    assert keys(told) == []


def changed(store, change):
    lines = day_of(store).read_bytes().splitlines(keepends=True)
    day_of(store).write_bytes(b"".join(change(lines)))


DAMAGES = {
    "a changed line": (lambda x: [x[0], x[1].replace(b"DINKES", b"DISDIK"), *x[2:]], {"audit_line"}, [[2, 2]]),
    "a line taken out": (lambda x: [x[0], *x[2:]], {"audit_lost"}, [[2, 2]]),
    "the last lines taken out": (lambda x: x[:2], {"audit_lost"}, [[3, 4]]),
    "a doubled line": (lambda x: [*x[:2], *x[1:]], {"audit_twice"}, []),
    "other ends of lines": (lambda x: [one.replace(b"\n", b"\r\n") for one in x], {"audit_line"}, []),
    "nothing left": (lambda x: [], {"audit_lost"}, [[1, 4]]),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_named_and_a_repair_says_what_is_lost(told, damage):
    change, expected, lost = DAMAGES[damage]
    changed(told, change)
    assert set(keys(told)) == expected
    assert expected <= {one.key for one in submissions.verify(told)}
    assert repair(told, dry_run=True).left
    done = repair(told)
    assert [one.key for one in done.steps] == ["repair_audit"]
    assert done.left == []
    assert audit.events(told.folder)[-1].told == {"lost": lost}
    assert (told.folder / "damaged").exists() == (expected != {"audit_lost"}), "what was changed is set aside"
    audit.record(told.folder, "start")
    assert submissions.verify(told) == []


def test_lines_that_were_written_anew_are_found_and_stay_told(told):
    """A whole line in the place of another bears another hash than the next one names."""
    first, second, *others = audit.events(told.folder)
    forged = trail.line_of(type(second)(**{**vars(second), "agency": "DISDIK", "chain": ""}))
    day_of(told).write_bytes(b"".join([trail.line_of(first), forged, *map(trail.line_of, others)]))
    assert keys(told) == ["audit_broken"]
    assert next(audit.trouble(told.folder)).facts["line"] == 3
    assert [one.key for one in repair(told).left] == ["audit_broken"]


@pytest.mark.parametrize("name", ["head.json", "persons.json"])
@pytest.mark.parametrize("harm", [b"", b"{}", b"\x00\xff"])
def test_damaged_tables_are_begun_again(told, name, harm):
    (told.folder / "audit" / name).write_bytes(harm)
    assert keys(told) == ["audit_head" if name == "head.json" else "audit_table"]
    assert repair(told).left == []
    assert audit.record(told.folder, "sign_in", who=ANA)
    assert keys(told) == []


def test_a_backup_holds_the_record_up_to_its_moment(told, tmp_path):
    older = day_of(told).rename(day_of(told).with_name("2020-01-01.jsonl"))
    audit.record(told.folder, "start")
    backup.write(told, tmp_path / "b.zip")
    audit.record(told.folder, "backup")
    restored = restore(tmp_path / "b.zip", tmp_path / "again")
    assert [event.kind for event in audit.events(restored.folder)][-1] == "start"
    assert (restored.folder / "audit" / older.name).read_bytes() == older.read_bytes()
    assert audit.names(restored.folder) == audit.names(told.folder)
    assert list(audit.trouble(restored.folder)) == []


def test_a_backup_of_a_record_that_was_forged_can_be_put_back_and_is_doubted(told, tmp_path):
    test_lines_that_were_written_anew_are_found_and_stay_told(told)
    backup.write(told, tmp_path / "b.zip")
    assert "audit_broken" in [one.key for one in restore(tmp_path / "b.zip", tmp_path / "again").doubts]


def test_a_disk_that_takes_nothing_stops_nobody(told, monkeypatch, caplog):
    before = audit.lost()
    monkeypatch.setattr(trail, "append", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    assert not audit.record(told.folder, "start")
    assert audit.lost() == before + 1
    assert "could not be recorded" in caplog.text


def test_who_is_not_known_cannot_fill_the_disk(filled, monkeypatch):
    monkeypatch.setattr(recording, "_minute", Counter())
    written = [audit.record(filled.folder, "refused", subject=str(number)) for number in range(200)]
    assert sum(written) <= 120  # a minute may end meanwhile
    assert not written[-1]
    assert audit.record(filled.folder, "refused", who=ANA)
    assert audit.events(filled.folder)[-1].told["passed_over"] == 200 - sum(written)


def test_visits_are_counted_by_day_and_view_and_nobody_is_named(filled):
    audit.count(filled.folder, {"summary": 2, "map": 1})
    audit.count(filled.folder, {"summary": 1})
    ((_, views),) = audit.counted(filled.folder).items()
    assert views == {"summary": 3, "map": 1}
    assert set(json.loads((filled.folder / "audit" / "usage.json").read_text("utf-8"))) == {"days", "sum"}


def test_a_subject_is_kept_up_to_a_length(filled):
    audit.record(filled.folder, "download", who=ANA, subject="x" * 300)
    assert audit.events(filled.folder)[-1].subject == "x" * 200
