"""A report published in a store, and a store of two, as most tests of this room begin."""

import filecmp
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data import intake, submissions
from data.__main__ import main
from data.build import identity
from data.reference import load_reference
from data.settings import settings
from data.store import Store

HEADER = "kode_instansi;kode_indikator;kode_wilayah;periode;realisasi\n"


@pytest.fixture(scope="session")
def publish(tmp_path_factory) -> Callable[..., submissions.Loaded]:
    """A function that publishes a report given as text, every warning explained, and gives what became of it.

    The test fails where nothing is published; `partial` agrees to rows that are left out. What was published before in
    a store of the same bytes is not published again: its files are laid down.
    """
    before: dict[tuple[str, ...], tuple[Path, submissions.Loaded]] = {}

    def published(store: Store, text: str, name: str = "laporan.csv", *, partial: bool = False) -> submissions.Loaded:
        made_from = (_bytes_of(store.folder), _bytes_of(settings().exports), load_reference().hash, identity.recipe(),
                     text, name, str(partial))  # fmt: skip
        if made_from in before:
            shutil.copytree(before[made_from][0], store.folder, copy_function=_lay, dirs_exist_ok=True)
        else:
            done = _publish(store, text, name, partial)
            place, left_out = tmp_path_factory.mktemp("published") / "store", shutil.ignore_patterns("work", "lock*")
            before[made_from] = shutil.copytree(store.folder, place, ignore=left_out), done
        return before[made_from][1]

    return published


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
    """A command, as code and answer."""

    def command(*arguments):
        code = main([*arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


def _publish(store: Store, text: str, name: str, partial: bool) -> submissions.Loaded:
    submissions.ensure(store)
    with store.scratch() as folder:
        path = folder / name
        path.write_text(text, "utf-8")
        options = intake.Options(reasons=((None, None, "uji"),))
        proposal = submissions.propose(store, path, options, folder)
        (done,) = submissions.accept(store, [proposal], partial=partial)
    assert done.submission, [finding.message_en for finding in proposal.intake.findings]
    return done


def _bytes_of(folder: Path) -> str:
    """Hash of the files of a folder and of their places; locks and working folders are left out."""
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        place = path.relative_to(folder)
        if place.parts[0] not in ("work", "lock", "lock.json"):
            found.update(f"{place}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return found.hexdigest()


def _lay(source: str, target: str) -> str:
    """Put a file in place of another as a whole, and leave one of the same bytes alone."""
    if not (os.path.exists(target) and filecmp.cmp(source, target, shallow=False)):
        os.replace(shutil.copy2(source, f"{target}.new"), target)
    return target
