"""A store with something in it, and the command line on it."""

import json

import pytest

from data import intake, submissions
from data.__main__ import main

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi\n"


@pytest.fixture
def filled(store, tmp_path):
    """A store with two submissions; the snapshot of the first lies beside the published one."""
    submissions.ensure(store)
    for number, value in enumerate(("7,5", "8,5")):
        path = tmp_path / f"laporan{number}.csv"
        path.write_text(f"{HEADER}BAPPEDA;IKU-BAPPEDA-13;11.7{number + 1};2024;{value}\n", "utf-8")
        with store.scratch() as folder:
            submissions.accept(store, [submissions.propose(store, path, intake.Options(), folder)])
    return store


@pytest.fixture
def run(capsys):
    def command(*arguments):
        code = main([*arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command
