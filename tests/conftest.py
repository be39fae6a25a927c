"""Shared by all tests: the store of the shipped exports, built once a run, and never the user's own."""

import os
from pathlib import Path

import pytest
from filelock import FileLock

from data import submissions
from data.store import Store

ROOT = Path(__file__).resolve().parent.parent


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


@pytest.fixture
def store(tmp_path, monkeypatch) -> Store:
    """An empty store of one's own: no exports, nothing loaded."""
    exports = tmp_path / "exports"
    exports.mkdir()
    monkeypatch.setenv("KINERJA_EXPORTS", str(exports))
    monkeypatch.setenv("KINERJA_STORE", str(tmp_path / "store"))
    return Store(tmp_path / "store")
