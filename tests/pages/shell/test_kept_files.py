"""Files for readers: made once, one at a time, in the reader's language, served from disk, and not kept for ever."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from pages.components import kept_files
from pages.content import reader
from pages.documents import dataset
from pages.session import disk
from pages.words import language


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KINERJA_STORE", str(tmp_path / "store"))
    return disk.own_folder()


def test_ten_who_want_the_same_get_one_file_and_others_wait(folder):
    begun, going = [], []

    def write(path):
        begun.append(path)
        going.append(1)
        assert len(going) == 1
        time.sleep(0.02)
        path.write_bytes(b"figures")
        going.pop()

    with ThreadPoolExecutor(12) as visitors:
        files = list(visitors.map(lambda n: kept_files.kept(("same", n // 10), "csv", write), range(12)))
    assert len(set(files)) == len(begun) == 2
    assert files[0].path.read_bytes() == b"figures"


def test_what_fails_leaves_nothing_and_is_tried_again(folder):
    def fails(path):
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="space"):
        kept_files.kept("key", "csv", fails)
    assert not list(folder.glob("*file-*"))
    assert kept_files.kept("key", "csv", lambda path: path.write_bytes(b"whole")).path.read_bytes() == b"whole"


def test_files_go_by_age_and_by_size(folder, monkeypatch):
    def aged(key, hours):
        path = kept_files.kept(key, "csv", lambda path: path.write_bytes(b"x" * 100)).path
        os.utime(path, (time.time() - hours * 3600,) * 2)
        return path

    old, used, fresh = aged("old", 25), aged("used", 2), aged("fresh", 0)
    kept_files.tidy()
    assert [path.exists() for path in (old, used, fresh)] == [False, True, True]
    monkeypatch.setattr(kept_files, "MOST_BYTES", 150)
    kept_files.tidy()
    assert [path.exists() for path in (used, fresh)] == [False, True]


def test_a_kept_file_is_served_from_disk(folder, monkeypatch):
    media = MediaFileManager(MemoryMediaFileStorage("/media"))
    monkeypatch.setattr(kept_files.runtime, "exists", lambda: True)
    monkeypatch.setattr(kept_files.runtime, "get_instance", lambda: type("Runtime", (), {"media_file_mgr": media}))
    file = kept_files.kept("key", "csv", lambda path: path.write_bytes(b"0123456789"))
    number = media.add_deferred(lambda: file, "text/csv", "1", "kinerja aceh.csv")
    address = media.execute_deferred(number)
    client = TestClient(Starlette(middleware=[Middleware(kept_files.FilesFromDisk)]))
    answer = client.get(address)
    assert answer.content == b"0123456789"
    assert "kinerja%20aceh.csv" in answer.headers["content-disposition"]
    assert client.get(address, headers={"range": "bytes=2-4"}).content == b"234"
    assert client.get("/media/unknown.csv").status_code == 404
    file.path.unlink()
    assert client.get(address).status_code == 404


def test_a_file_is_made_in_the_language_and_of_the_snapshot_that_were_looked_at(full_store, monkeypatch, tmp_path):
    monkeypatch.setenv("KINERJA_STORE", str(full_store))
    held = reader.snapshot()
    monkeypatch.setenv("KINERJA_STORE", str(tmp_path / "another"))
    selection = dataset.Selection({**dict.fromkeys(dataset.PARAMETERS), "agency": "DINKES"}, ())
    path, plain = tmp_path / "file.csv", []

    def make():
        with language.speaking("en"), reader.of_snapshot(held):
            dataset.write_csv(selection, path, ".")
        plain.append(language.current())

    thread = Thread(target=make)
    thread.start()
    thread.join()
    text = path.read_text("utf-8-sig")
    assert "Snapshot: example00001" in text
    assert "# Title: Kinerja Aceh" in text
    assert plain == ["id"]
