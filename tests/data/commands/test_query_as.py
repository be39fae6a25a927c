"""`query --as`: the rows that a role sees."""

import json

import pytest

from data import intake, submissions
from data.__main__ import main

REPORT = (
    "kode_instansi;kode_indikator;kode_wilayah;periode;target;realisasi;kelas_data\n"
    "BAPPEDA;IKU-BAPPEDA-13;11;2024;14;13,5;publik\n"
    "DINKES;IKU-DINKES-05;11;2024;70;71;internal\n"
    "DISDIK;IKU-DISDIK-15;11.71;2024;80;71;dikecualikan\n"
)


@pytest.fixture
def asked(store, tmp_path, capsys):
    submissions.ensure(store)
    path = tmp_path / "laporan.csv"
    path.write_text(REPORT, "utf-8")
    options = intake.Options(reasons=((None, None, "uji"),))
    submissions.accept(store, [submissions.propose(store, path, options, store.workspace())])
    capsys.readouterr()

    def answer(*words):
        code = main(["query", "observations", "--json", *words])
        return code, json.loads(capsys.readouterr().out.splitlines()[-1])

    return answer


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ((), {"BAPPEDA", "DINKES", "DISDIK"}),
        (("--as", "inspectorate"), {"BAPPEDA", "DINKES", "DISDIK"}),
        (("--as", "analyst"), {"BAPPEDA", "DINKES"}),
        (("--as", "officer:DISDIK"), {"BAPPEDA", "DISDIK"}),
        (("--as", "analyst:DISDIK"), {"BAPPEDA"}),
        (("--as", "public"), {"BAPPEDA"}),
    ],
)
def test_a_role_gets_its_rows(asked, role, seen):
    code, answer = asked(*role)
    assert code == 0
    assert {row["agency"] for row in answer["rows"]} == seen


@pytest.mark.parametrize("role", ["officer", "kepala", ""])
def test_a_role_that_cannot_be_is_wrong_use(asked, role):
    code, answer = asked("--as", role)
    assert code == 2
    assert answer["error"]
