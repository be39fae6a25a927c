"""What may not be read is not called damaged, tried as somebody to whom permissions apply."""

import contextlib
import io
import json
import multiprocessing
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from data.__main__ import main

PROCESSES = multiprocessing.get_context("fork")  # with all modules loaded: the reader may not come to where they lie
NOBODY = 65534
READER = NOBODY if os.getuid() == 0 else None
"""Root may read everything, so the commands are run as another."""


@pytest.fixture
def owned(filled, run):
    """A copy of the store that belongs to the reader, where the reader can come to it."""
    assert (run("query", "observations")[0], run("build")[0]) == (0, 0)
    base = Path(tempfile.mkdtemp(prefix="kinerja-"))
    base.chmod(0o755)
    folder = shutil.copytree(filled.folder, base / "store")
    for path in (base, folder, *folder.rglob("*")):
        os.chown(path, READER if READER is not None else -1, -1)
    yield folder
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755)
    shutil.rmtree(base)


def ran(folder, *arguments):
    """Exit code and answer of a command in a process of the reader's; the test fails where there can be none."""
    here, there = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_as_reader, args=(folder, arguments, there))
    process.start()
    assert here.poll(150), "the command could not be run as another user"
    code, printed = here.recv()
    process.join()
    return code, json.loads(printed)


def _as_reader(folder, arguments, answer):
    if READER is not None:
        os.setgroups([])
        os.setgid(READER)
        os.setuid(READER)
    os.environ["KINERJA_STORE"] = str(folder)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        code = main([*arguments, "--json"])
    answer.send((code, printed.getvalue()))


def test_what_may_not_be_read_is_told_apart_from_what_is_broken(owned):
    (owned / "pointer.json").chmod(0)
    code, answer = ran(owned, "build")
    assert code == 1
    assert "may not be read" in answer["error"]
    assert "pointer.json" in answer["error"]
    assert not [*owned.glob("pointer-damaged*")]
    (owned / "pointer.json").chmod(0o644)
    (owned / "ledger").chmod(0)
    code, answer = ran(owned, "query", "observations")
    assert (code, len(answer["rows"])) == (0, 2)
    assert "may not be read" in answer["warnings"][0]["message_en"]


def test_a_store_that_may_only_be_read_is_read(owned):
    for path in (*owned.rglob("*"), owned):
        path.chmod(0o555 if path.is_dir() else 0o444)
    code, answer = ran(owned, "query", "observations")
    assert (code, len(answer["rows"]), answer["warnings"]) == (0, 2, [])
    code, answer = ran(owned, "build")
    assert code == 1
    assert "cannot be written" in answer["error"]
