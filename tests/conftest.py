"""Shared by all tests: which of them run together, and the store of the shipped exports, built once a run."""

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from data import submissions
from data.build import identity, whole
from data.store import Store

ROOT = Path(__file__).resolve().parent.parent
FIRST = "tests/browser/"


def pytest_collection_modifyitems(items):
    """The tests of the browser begin: they wait more than they compute, while other workers have the processors."""
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Where nothing else is asked for, one worker takes a whole file, with its fixtures, and all files of the browser,
    which look at one app."""
    if config.option.dist != "load":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return FIRST if nodeid.startswith(FIRST) else super()._split_scope(nodeid)

    config.option.loadscopereorder = False
    return Together(config, log)


@pytest.fixture(scope="session", autouse=True)
def _leave_it_to_the_system():
    """Nothing pulls the plug on these tests: what they write need not be on the disk before they go on.

    Those that kill a writer do so in processes of their own, which flush as the program does.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


@pytest.fixture(scope="session")
def shipped(tmp_path_factory) -> Path:
    """Folder of a store built from data/exports; shared by parallel workers, to be read only."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder = base / "shipped"
    with FileLock(base / "shipped.lock"), pytest.MonkeyPatch.context() as patch:
        patch.delenv("KINERJA_EXPORTS", raising=False)
        submissions.ensure(Store(folder))
    return folder


@pytest.fixture(scope="session")
def nothing_built(tmp_path_factory) -> dict[tuple[str, str], Path]:
    """Snapshots of nothing, by what they are made from."""
    return {}


@pytest.fixture(autouse=True)
def _begin_alike(monkeypatch, nothing_built, tmp_path_factory):
    """A store begins with the snapshot of nothing, which is the same for all: made once a run, then copied."""
    write = whole._write

    def written(entries, reference, path):
        if entries:
            return write(entries, reference, path)
        made_from = (reference.hash, identity.recipe())
        if made_from not in nothing_built:
            rows = write(entries, reference, path)
            nothing_built[made_from] = Path(shutil.copy(path, tmp_path_factory.mktemp("nothing") / "built"))
            return rows
        shutil.copyfile(nothing_built[made_from], path)
        return 0

    monkeypatch.setattr(whole, "_write", written)


@pytest.fixture
def store(tmp_path, monkeypatch) -> Store:
    """An empty store of one's own: no exports, nothing loaded."""
    exports = tmp_path / "exports"
    exports.mkdir()
    monkeypatch.setenv("KINERJA_EXPORTS", str(exports))
    monkeypatch.setenv("KINERJA_STORE", str(tmp_path / "store"))
    return Store(tmp_path / "store")
