"""The command line as strangers use it: exports in, one JSON object out, exit codes that mean something."""

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from data import intake, submissions
from data.__main__ import main
from data.queries import named

LONG = """kode_instansi;kode_indikator;kode_wilayah;nama_wilayah;periode;target;realisasi;pembilang;penyebut
DINKES;IKU-DINKES-01;11.71;Kota Banda Aceh;2026-01;8,3;7,5;75;1.000
DINKES;IKU-DINKES-01;11.10;Kabupaten Aceh Singkil;Januari 2026;8,3;4,25;17;400
DINKES;IKU-DINKES-01;11.72;Sabang;Jan-26;8,3;0;0;120
"""
WIDE = """Kabupaten/Kota,2023,2024
Simeulue,17.1,16.4
Banda Aceh,7.0,6.9
"""
FAULTY = """kode_instansi;kode_indikator;kode_wilayah;nama_wilayah;periode;realisasi
DINKES;IKU-DINKES-04;11.71;Kota Banda Aceh;2024;20,5
DINKES;IKU-DINKES-04;11.01;Simeulue;2024;21,5
DINKES;IKU-DINKES-04;11.72;Kota Sabang;2024;banyak
DINKES;IKU-XX-99;11.73;Kota Lhokseumawe;2024;22,5
"""


@pytest.fixture
def run(store, capsys):
    """Run a command with --json; gives exit code and the object printed."""

    def command(*arguments):
        code = main([*map(str, arguments), "--json"])
        printed = capsys.readouterr().out
        return code, json.loads(printed) if printed else None

    return command


@pytest.fixture
def loaded(store, publish):
    """What became of LONG, which is published."""
    return publish(store, LONG)


@pytest.fixture
def file(tmp_path):
    def write(text, name="laporan.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_a_long_export_is_loaded_and_answers(run, file):
    code, answer = run("load", file(LONG))
    assert code == 0, answer
    assert answer["outcome"] == "accepted"
    assert (answer["read"], answer["accepted"], answer["rejected"]) == (3, 3, 0)
    assert answer["changes"] == {"new": 3, "changed": 0, "withdrawn": 0, "unchanged": 0}
    assert answer["recognised"]["delimiter"] == ";"
    assert answer["recognised"]["layout"] == "long"
    code, rows = run("query", "observations", "indicator=IKU-DINKES-01", "region=11.10")
    (row,) = rows["rows"]
    assert row["actual"] == pytest.approx(4.25)
    assert row["denominator"] == 400
    assert (row["period"], row["period_start"], row["frequency"]) == ("2026-01", "2026-01-01", "monthly")
    assert row["achievement"] == pytest.approx(100 * 4.25 / 8.3)
    assert row["class"] == "rendah"
    assert row["submission"] == answer["submission"]
    assert row["source_row"] == 3


def test_zero_is_a_value(run, loaded):
    _, rows = run("query", "observations", "region=11.72")
    assert rows["rows"][0]["actual"] == 0


def test_a_wide_table_needs_only_what_it_lacks(run, file):
    code, answer = run("load", file(WIDE), "--set", "kode_indikator=IKU-BAPPEDA-13")
    assert code == 0, answer
    assert answer["recognised"]["layout"] == "wide"
    _, rows = run("query", "observations", "indicator=IKU-BAPPEDA-13", "period=2024")
    assert {row["region"]: row["actual"] for row in rows["rows"]} == {"11.09": 16.4, "11.71": 6.9}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(run, file, encoding):
    code, answer = run("load", file(LONG, encoding=encoding), "--dry-run")
    assert (code, answer["accepted"], answer["rejected"]) == (0, 3, 0)


def test_faults_are_named_and_nothing_is_published_without_consent(run, file):
    code, answer = run("load", file(FAULTY))
    assert (code, answer["outcome"], answer["submission"]) == (1, "partly", None)
    assert (answer["accepted"], answer["rejected"]) == (1, 3)
    errors = {(finding["row"], finding["column"]) for finding in answer["findings"] if finding["severity"] == "error"}
    assert {row for row, _ in errors} == {3, 4, 5}
    for finding in answer["findings"]:
        assert finding["message_id"]
        assert finding["message_en"]
        assert finding["message_id"] != finding["message_en"]
    assert run("query", "observations")[1]["rows"] == []


def test_with_consent_the_good_rows_are_published(run, file):
    code, answer = run("load", file(FAULTY), "--accept-partial")
    assert (code, answer["outcome"], answer["changes"]["new"]) == (0, "partly", 1)
    assert len(run("query", "observations")[1]["rows"]) == 1


def test_loading_twice_changes_nothing(run, file):
    path = file(LONG)
    _, first = run("load", path)
    code, second = run("load", path)
    assert code == 0
    assert second["changes"] == {"new": 0, "changed": 0, "withdrawn": 0, "unchanged": 3}
    assert (second["submission"], second["snapshot"]) == (first["submission"], first["snapshot"])
    assert len(run("status")[1]["submissions"]) == 1


def test_a_later_file_wins_and_undo_brings_the_earlier_back(run, file, loaded):
    _, second = run("load", file(LONG.replace("7,5;75", "8,0;80"), "koreksi.csv"))
    assert second["changes"] == {"new": 0, "changed": 1, "withdrawn": 0, "unchanged": 2}
    banda = ("query", "observations", "region=11.71")
    assert run(*banda)[1]["rows"][0]["actual"] == 8.0
    assert run("query", "revisions")[1]["rows"][0]["actual"] == 7.5
    code, undone = run("undo", second["submission"])
    assert (code, undone["snapshot"]) == (0, loaded.snapshot)
    assert run(*banda)[1]["rows"][0]["actual"] == 7.5
    assert run("redo", second["submission"])[0] == 0
    assert run(*banda)[1]["rows"][0]["actual"] == 8.0


def test_undo_again_changes_nothing_and_an_unknown_one_is_refused(run, loaded, capsys):
    code, first = run("undo", loaded.submission)
    assert (code, first["changed"]) == (0, True)
    assert run("undo", loaded.submission) == (0, {**first, "changed": False})
    assert main(["undo", "000099-nowhere0"]) == 1
    assert "000099-nowhere0" in capsys.readouterr().err


def test_withdrawing_takes_the_value_out(run, file, loaded):
    text = "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi;status_data\n"
    text += "DINKES;IKU-DINKES-01;11.72;2026-01;;ditarik\n"
    code, answer = run("load", file(text, "tarik.csv"))
    assert (code, answer["changes"]["withdrawn"]) == (0, 1), answer
    assert run("query", "observations", "region=11.72")[1]["rows"] == []
    assert len(run("query", "revisions")[1]["rows"]) == 1


def test_a_dry_run_changes_nothing(run, file):
    code, answer = run("load", file(LONG), "--dry-run")
    assert (code, answer["outcome"], answer["submission"]) == (0, "accepted", None)
    assert answer["changes"]["new"] == 3
    assert run("query", "observations")[1]["rows"] == []


def test_verify_agrees_and_names_damage(run, loaded, store):
    agreed = {"ok": True, "snapshot": loaded.snapshot, "problems": [], "problems_id": []}
    assert run("verify") == (0, agreed)
    damaged = store.folder / "ledger" / loaded.submission / "accepted.parquet"
    damaged.write_bytes(b"nothing")
    code, found = run("verify")
    assert (code, found["ok"]) == (1, False)
    assert loaded.submission in found["problems"][0]


def test_the_snapshot_is_a_function_of_its_inputs(run, loaded):
    code, rebuilt = run("build")
    assert (code, rebuilt["snapshot"]) == (0, loaded.snapshot)


def test_without_its_pointer_what_was_published_last_is_shown_with_a_warning(run, loaded, store):
    (store.folder / "pointer.json").unlink()
    shown = run("status")[1]
    assert shown["snapshot"] == loaded.snapshot
    assert "pointer.json is missing" in shown["warnings"][0]["message_en"]


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("agencies", {"code", "name_id"}),
        ("units", {"code", "agency"}),
        ("regions", {"code", "bps_code", "name_id"}),
        (
            "indicators",
            {"code", "name_id", "name_en", "unit", "better", "formula", "frequency", "by_region", "agency"},
        ),
    ],
)
def test_the_reference_can_be_listed(run, query, columns):
    code, answer = run("query", query)
    assert code == 0
    assert answer["rows"]
    assert columns <= set(answer["rows"][0])


def test_wrong_use_is_exit_2(store, file, capsys):
    assert main(["load", "no-such-file.csv"]) == 2
    assert main(["query", "nothing"]) == 2
    assert main(["query", "observations", "colour=red"]) == 2
    assert main(["query", "observations", "colour"]) == 2
    assert main(["load", str(file(LONG)), "--set", "kode_indikator"]) == 2
    with pytest.raises(SystemExit) as stop:
        main(["dance"])
    assert stop.value.code == 2
    assert capsys.readouterr().out == ""


def test_injection_in_a_parameter_is_only_text(run, loaded):
    assert run("query", "observations", "region=11.71' OR '1'='1")[1]["rows"] == []


NAMES = [
    "a b.csv",
    "q\"uo'te.csv",
    "new\nline.csv",
    "ünï—код.csv",
    "=cmd.csv",
    "x." + "y" * 200,
    "noending",
    "\x1b[31m.csv",
    os.fsdecode(b"bytes\xff.csv"),
]


def test_names_of_any_kind_are_only_names(run, file, store):
    paths = [file(LONG.replace("7,5;75", f"7,{n};7{n}"), name) for n, name in enumerate(NAMES)]
    code, answer = run("load", *paths, "--dry-run")
    assert (code, [one["accepted"] for one in answer["files"]]) == (0, [3] * len(NAMES))
    shown = [name.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for name in NAMES]
    assert [one["file"] for one in answer["files"]] == shown
    proposals = [submissions.propose(store, path, intake.Options(), store.workspace()) for path in paths]
    submissions.accept(store, proposals)
    assert [one["file"] for one in run("status")[1]["submissions"]] == shown
    assert run("verify")[0] == 0


def test_names_cannot_write_to_the_terminal(store, file, capsys):
    path = file(LONG, "\x1b[31mmerah\n.csv")
    assert main(["load", str(path)]) == 0
    assert main(["status"]) == 0
    printed = capsys.readouterr()
    assert "\x1b" not in printed.out + printed.err
    assert "\\x1b[31mmerah\\n.csv" in printed.out


def test_what_is_no_file_is_wrong_use_and_named(run, tmp_path):
    os.mkfifo(tmp_path / "pipa")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path, words in (
        (tmp_path, "is a folder"),
        (tmp_path / "pipa", "not a regular file"),
        ("/dev/zero", "not a regular file"),
        (tmp_path / "loop", "cannot be opened"),
        (tmp_path / "nothing.csv", "No such file"),
        ("x" * 5000, "cannot be opened"),
    ):
        code, answer = run("load", path)
        assert (code, words in answer["error"]) == (2, True), answer


def test_a_link_is_loaded_as_the_file_it_names(run, file, tmp_path):
    (tmp_path / "link.csv").symlink_to(file(LONG))
    assert run("load", tmp_path / "link.csv", "--dry-run")[1]["accepted"] == 3


def test_one_rejected_file_does_not_hold_up_the_others(run, file):
    good, other = file(LONG), file(LONG.replace("2026-01", "2026-02"), "lain.csv")
    code, answer = run("load", good, file("tidak;ada\n1;2\n", "salah.csv"), other)
    assert (code, answer["outcome"]) == (1, "rejected")
    assert [one["submission"] is not None for one in answer["files"]] == [True, False, True]
    assert answer["changes"]["new"] == 4
    assert len(run("status")[1]["submissions"]) == 2
    assert {finding["file"] for finding in answer["findings"] if finding["severity"] == "error"} == {"salah.csv"}


def test_several_files_that_replace_each_other_can_be_loaded_again_without_effect(run, file):
    both = (file(LONG), file(LONG.replace("7,5;75", "8,0;80"), "koreksi.csv"))
    _, first = run("load", *both)
    code, again = run("load", *both)
    assert (code, again["snapshot"]) == (0, first["snapshot"])
    assert [one["submission"] for one in again["files"]] == [one["submission"] for one in first["files"]]
    assert again["changes"] == {"new": 0, "changed": 0, "withdrawn": 0, "unchanged": 6}
    assert run("load", both[0])[1]["changes"]["changed"] == 1


def test_a_missing_file_among_several_stops_before_anything_lands(run, file):
    code, answer = run("load", file(LONG), "nothing.csv")
    assert (code, "nothing.csv" in answer["error"]) == (2, True)
    assert run("status")[1]["submissions"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["load"],
        ["undo"],
        ["query"],
        ["status", "x"],
        ["verify", "--js"],
        ["load", "x", "--decimal", "titik"],
    ],
)
def test_wrong_use_answers_with_one_object_too(store, capsys, arguments):
    with pytest.raises(SystemExit) as stop:
        main([*arguments, "--json"])
    printed = capsys.readouterr()
    assert stop.value.code == 2
    assert json.loads(printed.out)["error"]
    assert "usage:" in printed.err


@pytest.mark.parametrize("value", ["'; DROP TABLE x; --", "\x1b[31m<script>", "A" * 10_000 + "{0}%s"])
def test_hostile_values_given_for_a_column_are_refused_as_text(run, file, value):
    code, answer = run("load", file(WIDE), "--set", f"kode_indikator={value}")
    assert (code, answer["outcome"], answer["submission"]) == (1, "rejected", None)


def test_what_is_no_text_is_wrong_use(run, file):
    assert run("load", file(WIDE), "--set", "kode_indikator=IKU\udcff")[0] == 2
    assert run("query", "observations", "region=\udcff")[0] == 2


def test_no_query_runs_what_a_parameter_says(run, loaded):
    hostile = itertools.cycle(["'; DROP TABLE observations; --", "' OR 1=1 --", ""])
    for name, text in zip(named.names(), hostile, strict=False):
        code, answer = run("query", name, *[f"{key}={text}" for key in named.parameters_of(name)])
        assert (code, "error" in answer) in {(0, False), (2, True)}, (name, answer)
    assert len(run("query", "observations")[1]["rows"]) == 3


def test_filters_are_exact(run, loaded):
    assert len(run("query", "observations", "region=11.7")[1]["rows"]) == 0
    assert len(run("query", "observations", "region=11.71", "agency=DINKES", "unit=")[1]["rows"]) == 1
    assert len(run("query", "observations", "period=2026")[1]["rows"]) == 0
    assert len(run("query", "observations", "indicator=iku-dinkes-01")[1]["rows"]) == 0


def test_a_list_is_given_with_commas(run, loaded):
    for words in ("satu", "halaman, satu", "[halaman, satu]"):
        code, answer = run("query", "search", f"words={words}", "page_codes=a, b", "page_texts=Halaman satu,Lembar dua")
        assert (code, [row["code"] for row in answer["rows"]]) == (0, ["a"])


def test_unknown_names_list_what_exists(run):
    code, answer = run("query", "nothing")
    assert (code, "observations" in answer["error"]) == (2, True)
    code, answer = run("query", "observations", "colour=red")
    assert (code, "agency, unit, indicator, region, period" in answer["error"]) == (2, True)
    code, answer = run("query", "observations", "region=11.71", "region=11.72")
    assert (code, "twice" in answer["error"]) == (2, True)


def test_an_output_without_unicode_still_gets_json(loaded, file):
    path = file(LONG, "ünï—код.csv")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "data", "load", str(path), "--dry-run", "--json"]
    done = subprocess.run(command, cwd=Path(__file__).parents[3], env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout)["file"] == path.name


def test_a_command_that_expects_another_snapshot_stops_and_says_what_it_would_replace(run, file, loaded, capsys):
    baru, lain = (LONG.replace("7,5;75", new) for new in ("8,0;80", "8,5;85"))
    looked_at = run("load", file(baru, "baru.csv"), "--dry-run")[1]
    assert [(one["submission"], one["values"]) for one in looked_at["replaced"]] == [(loaded.submission, 1)]
    run("load", file(lain, "lain.csv"))
    for act in (("load", file(baru, "baru.csv")), ("undo", loaded.submission), ("own",)):
        code, answer = run(*act, "--expect", looked_at["snapshot"])
        assert (code, answer["error"]) == (1, answer["message_en"])
        assert "lain.csv" in answer["message_id"]
    now = run("status")[1]["snapshot"]
    code, answer = run("load", file(baru, "baru.csv"), file(LONG, "lagi.csv"), "--expect", now)
    assert code == 0
    assert [one["values"] for one in answer["replaced"]] == [1, 1]
    assert main(["undo", answer["submission"], "--expect", answer["snapshot"]]) == 0
    assert "0 new, 1 changed" in capsys.readouterr().out
