"""`reference`: what files would change, what is changed, and the exit code that says what is left."""

import json

import pytest

from data.__main__ import main

VALUES = "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi\nBAPPEDA;IKU-BAPPEDA-13;11.73;2024;10,2\n"


@pytest.fixture
def run(store, publish, capsys):
    """A function that runs `reference` on a store with one value and gives exit code and answer."""
    publish(store, VALUES)

    def command(*arguments):
        code = main(["reference", *map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


@pytest.fixture
def themes(run, tmp_path):
    """A file of the table of themes, with one name of its own."""
    assert run("--out", tmp_path / "out")[0] == 0
    path = tmp_path / "out" / "themes.csv"
    lines = path.read_text("utf-8").splitlines()
    at = lines[0].split(",").index("name_en")
    cells = lines[1].split(",")
    cells[at] = "Another name"
    path.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n", "utf-8")
    return path


def test_a_change_waits_for_consent_and_then_stands(run, themes):
    code, asked = run(themes)
    assert (code, asked["outcome"], asked["changed"], asked["entry"]) == (1, "accepted", False, None)
    assert (asked["rows_total"], [row["kind"] for row in asked["rows"]]) == (1, ["changed"])
    assert asked["rows"][0]["columns"]["name_en"][1] == "Another name"
    assert run(themes, "--dry-run")[0] == 0
    code, done = run(themes, "--accept", "--sender", "Ana", "--reason", "nama baru")
    assert (code, done["changed"], done["values"]) == (0, True, {"targets": 0, "achievements": 0, "classes": 0})
    assert done["snapshot"] != asked["snapshot"]
    code, same = run(themes)
    assert (code, same["rows_total"], same["changed"]) == (0, 0, False)
    (row,) = run()[1]["rows"]
    assert (row["table"], row["entry"]) == ("themes", done["entry"])


def test_files_with_findings_change_nothing(run, themes):
    lines = themes.read_text("utf-8").splitlines()
    themes.write_text("\n".join([*lines, lines[-1]]) + "\n", "utf-8")
    code, answer = run(themes, "--accept")
    assert (code, answer["outcome"], answer["changed"]) == (1, "rejected", False)
    assert answer["findings"][0]["severity"] == "error"
    assert run()[1]["rows"] == []
