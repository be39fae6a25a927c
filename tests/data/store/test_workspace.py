"""Working folders: whose they are, and how long they stay."""

import os
import time

import pytest

from data.store.workspace import DROPPED_SECONDS, sweep


def test_the_folder_of_a_process_stays_while_it_lives(filled):
    folder = filled.process_folder()
    assert folder.parent == filled.folder / "work"
    (folder / "unggahan").write_text("isi", "utf-8")
    os.utime(folder, (0, 0))
    filled.sweep_work()
    assert (folder / "unggahan").read_text("utf-8") == "isi"


@pytest.mark.parametrize(("later", "is_kept"), [(DROPPED_SECONDS - 60, True), (DROPPED_SECONDS + 60, False)])
def test_what_was_dropped_stays_a_month(filled, monkeypatch, later, is_kept):
    folder = filled.folder / "dropped" / "000001-abcdefgh"
    folder.mkdir(parents=True)
    now = time.time()
    with filled.writing():
        monkeypatch.setattr(time, "time", lambda: now + later)
        sweep(filled.folder)
    assert folder.exists() == is_kept
