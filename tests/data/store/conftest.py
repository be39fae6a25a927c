"""A store with something in it, and the command line on it."""

import json
import shutil

import pytest

from data.__main__ import main
from data.store import Store

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi\n"


@pytest.fixture(scope="session")
def with_two_submissions(tmp_path_factory, publish):
    """Folder of a store with two submissions; the snapshot of the first lies beside the published one. To be copied."""
    base = tmp_path_factory.mktemp("two")
    (base / "exports").mkdir()
    store = Store(base / "store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KINERJA_EXPORTS", str(base / "exports"))
        for number, value in enumerate(("7,5", "8,5")):
            row = f"BAPPEDA;IKU-BAPPEDA-13;11.7{number + 1};2024;{value}\n"
            publish(store, HEADER + row, f"laporan{number}.csv")
    return store.folder


@pytest.fixture
def filled(store, with_two_submissions):
    """A copy of that store for one test."""
    shutil.copytree(with_two_submissions, store.folder)
    return store


@pytest.fixture
def run(capsys):
    def command(*arguments):
        code = main([*arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command
