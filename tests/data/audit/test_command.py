"""The record on the command line: listed, filtered, taken away as a file, a person's name erased."""

import csv
import io

import pytest
from openpyxl import load_workbook

from data import audit
from data.__main__ import main

ANA = "ana@acehprov.go.id"


@pytest.fixture
def told(filled):
    audit.record(filled.folder, "sign_in", who=ANA)
    audit.record(filled.folder, "download", who=ANA, agency="DINKES", subject="=1+1", rows=12)
    return filled


def listed(run, *filters):
    code, said = run("audit", "list", *filters)
    assert code == 0
    return said["rows"]


def test_ledger_and_events_are_listed_and_filtered(run, told):
    assert {row["kind"] for row in listed(run)} == {"load", "sign_in", "download"}
    assert [row["kind"] for row in listed(run, "--person", ANA, "--kind", "sign_in")] == ["sign_in"]
    assert [row["subject"] for row in listed(run, "--agency", "DINKES", "--limit", "1")] == ["=1+1"]
    assert listed(run, "--until", "2020-01-01") == []
    assert main(["audit", "list", "--from", "kemarin"]) == 2


def test_it_is_taken_away_as_a_file_that_runs_nothing_and_that_is_recorded(run, told, tmp_path):
    for name in ("jejak.csv", "jejak.xlsx"):
        assert run("audit", "export", str(tmp_path / name))[0] == 0
    text = (tmp_path / "jejak.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert "'=1+1" in {row["subject"] for row in rows}
    sheet = load_workbook(tmp_path / "jejak.xlsx").active
    assert sheet.max_row == len(rows) + 2, "the first export is in the second"
    assert "'=1+1" in {cell.value for cell in sheet["E"]}
    assert audit.events(told.folder)[-1].subject == "audit export jejak.xlsx"
    assert main(["audit", "export", str(tmp_path / "jejak.csv")]) == 2
    assert main(["audit", "export", str(tmp_path / "jejak.txt")]) == 2


def test_a_name_is_erased(run, told):
    assert run("audit", "forget", ANA)[1]["erased"] == 1
    assert not listed(run, "--person", ANA)
    assert main(["audit", "forget"]) == 2
    assert run("verify")[0] == 0


def test_backups_and_what_was_put_back_are_in_the_record(run, told, tmp_path):
    run("backup", str(tmp_path / "salinan.zip"))
    assert listed(run, "--kind", "backup")[0]["person"] == audit.operator()
    run("restore", str(tmp_path / "salinan.zip"), "--into", str(tmp_path / "lain"))
    assert audit.events(tmp_path / "lain")[-1].kind == "restore"


def test_visits_are_told_by_day_and_view(run, told):
    audit.count(told.folder, {"summary": 3})
    assert list(run("audit", "usage")[1]["days"].values()) == [{"summary": 3}]
