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


@pytest.mark.parametrize("locked", [True, False])
def test_what_is_written_whole_is_on_disk_before_it_takes_its_place(tmp_path, monkeypatch, locked):
    path, seen = tmp_path / "berkas.json", []
    path.write_text('"lama"', "utf-8")

    def fsync(handle):
        seen.append((os.fstat(handle).st_ino, path.read_text("utf-8")))

    monkeypatch.setattr(os, "fsync", fsync)
    files.write_whole(path, "baru", locked=locked)
    assert seen == [(path.stat().st_ino, '"lama"'), (tmp_path.stat().st_ino, '"baru"')]
    assert [each.name for each in tmp_path.iterdir()] == ["berkas.json"]
