"""Files that are on the disk before anyone goes on."""

import os

import pytest

from data import files


@pytest.mark.parametrize("name", ["berkas.json", "."])
def test_a_file_and_a_folder_are_both_put_on_disk(tmp_path, monkeypatch, name):
    (tmp_path / "berkas.json").touch()
    flushed = []
    monkeypatch.setattr(os, "fsync", lambda handle: flushed.append(os.fstat(handle).st_ino))
    files.flush(tmp_path / name)
    assert flushed == [(tmp_path / name).stat().st_ino]
