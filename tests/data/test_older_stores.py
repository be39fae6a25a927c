"""Stores that earlier releases made: today's program opens them, makes them anew and loses nothing of them.

The command line alone is used: its commands and the fields of its answers outlive every module.
"""

import hashlib
import io
import json
import shutil
import tarfile
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from data.__main__ import main

STORES = Path(__file__).parent / "stores"
VERSIONS = sorted(path.name.removesuffix(".tar.gz") for path in STORES.glob("*.tar.gz"))
SUBMISSION = ("submission", "standing", "file", "agency", "outcome", "read", "accepted", "rejected")


@pytest.fixture(scope="module", params=VERSIONS)
def version(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def expected(version) -> dict:
    """What the program that made the store said of it."""
    return json.loads((STORES / f"{version}.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def opened(version, tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """The store, which today's program has opened, and the files of its ledger before; to be copied.

    There are no exports that could be loaded instead.
    """
    base = tmp_path_factory.mktemp(version)
    with tarfile.open(STORES / f"{version}.tar.gz") as packed:
        packed.extractall(base, filter="data")
    (base / "exports").mkdir()
    before = kept(base / "store")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()):
        patch.setenv("KINERJA_EXPORTS", str(base / "exports"))
        patch.setenv("KINERJA_STORE", str(base / "store"))
        assert main(["status"]) == 0
    return base / "store", before


@pytest.fixture
def folder(opened, tmp_path, monkeypatch) -> Path:
    """A copy of it as the store of this test."""
    monkeypatch.setenv("KINERJA_EXPORTS", str(opened[0].parent / "exports"))
    monkeypatch.setenv("KINERJA_STORE", str(tmp_path / "store"))
    return shutil.copytree(opened[0], tmp_path / "store")


@pytest.fixture
def ask(folder, capsys):
    """Run a command with --json that has to succeed; gives the object printed."""

    def command(*arguments: str) -> dict:
        code = main([*arguments, "--json"])
        printed = json.loads(capsys.readouterr().out)
        assert code == 0, printed
        return printed

    return command


def observations(ask, columns: list[str]) -> list[list]:
    return [[row[name] for name in columns] for row in ask("query", "observations")["rows"]]


def value(ask, indicator: str, region: str, period: str) -> float | None:
    """The actual of one key, None where there is none."""
    rows = ask("query", "observations", f"indicator={indicator}", f"region={region}", f"period={period}")["rows"]
    return rows[0]["actual"] if rows else None


def kept(folder: Path) -> dict[str, str]:
    """Every file of the ledger and the hash of its bytes."""
    files = (path for path in (folder / "ledger").rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_there_is_a_store_of_the_first_release():
    assert "v0.1.0" in VERSIONS


def test_the_store_says_what_it_said(ask, expected):
    status = ask("status")
    assert {name: status[name] for name in expected["totals"]} == expected["totals"]
    assert [[one[name] for name in SUBMISSION] for one in status["submissions"]] == expected["submissions"]
    assert observations(ask, expected["columns"]) == expected["observations"]


def test_ledger_snapshot_and_pointer_agree_once_it_was_opened(ask):
    ask("status")
    assert ask("verify")["problems"] == []


def test_a_snapshot_made_anew_holds_the_same_values(ask, expected, opened, folder):
    before = opened[1]
    (folder / "snapshots" / f"kinerja-{expected['snapshot']}.duckdb").unlink()
    ask("build")
    assert observations(ask, expected["columns"]) == expected["observations"]
    assert ask("verify")["ok"]
    assert kept(folder) == before


def test_values_of_its_old_snapshots_are_compared_with_the_present_ones(ask, expected):
    as_published = ask("compare", expected["snapshot"])["values"]
    assert as_published.pop("unchanged") == len(expected["observations"])
    assert set(as_published.values()) == {0}
    since_the_first = ask("compare", expected["first_snapshot"])["values"]
    assert (since_the_first["new"], since_the_first["withdrawn"]) == (expected["came_since"], 0)


def test_a_correction_is_undone_and_put_back(ask, expected):
    assert value(ask, *expected["corrected"]) == expected["after"]
    assert ask("undo", expected["correction"])["changed"]
    assert value(ask, *expected["corrected"]) == expected["before"]
    assert ask("redo", expected["correction"])["changed"]
    assert observations(ask, expected["columns"]) == expected["observations"]


def test_what_was_undone_then_is_put_back_now(ask, expected):
    assert [value(ask, *key) for *key, _ in expected["undone_rows"]] == [None] * len(expected["undone_rows"])
    ask("redo", expected["undone"])
    for *key, actual in expected["undone_rows"]:
        assert value(ask, *key) == actual


def test_turning_adds_entries_and_touches_none_of_the_old_ones(ask, expected, opened, folder):
    before = opened[1]
    ask("undo", expected["correction"])
    ask("redo", expected["undone"])
    after = kept(folder)
    assert {name: after.get(name) for name in before} == before
    assert len(list((folder / "ledger").iterdir())) == expected["entries"] + 2
    assert ask("verify")["ok"]
