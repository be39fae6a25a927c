"""Ceilings of the server: tabs, handles and uploads, each refused in words of both languages."""

import asyncio
import errno
from contextlib import contextmanager
from threading import Thread

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from streamlit.runtime.stats import StatsManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from data.errors import StoreError, is_out_of_handles
from data.store import open_store, workspace
from pages.session import disk, publication
from pages.shell.server import handles, hosting, launch, readiness, uploads

SENT = "/_stcore/upload_file/{session}/{file}"


@pytest.fixture
def stored(full_store, tmp_path, monkeypatch):
    """Uploads on a disk of their own, with small ceilings."""
    monkeypatch.setenv("KINERJA_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(uploads, "A_SESSION", 1000)
    monkeypatch.setattr(uploads, "A_PROCESS", 2500)
    return uploads.Uploads("/_stcore/upload_file")


@pytest.fixture
def upload_address(stored):
    async def put(request):
        data = await request.body()
        stored.add_file(request.path_params["session"], UploadedFileRec(request.path_params["file"], "a", "b", data))
        return PlainTextResponse("", 204)

    routes = [Route(SENT, put, methods=["PUT"])]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(uploads.Ceilings, uploads=stored)]))


def test_a_session_and_the_process_hold_so_much_and_no_more(upload_address, stored):
    def put(session, file, size=600):
        return upload_address.put(SENT.format(session=session, file=file), content=b"x" * size)

    assert put("a", "1").status_code == 204
    refused = put("a", "2")
    assert refused.status_code == 413
    assert "Terlalu banyak unggahan" in refused.text
    assert "Too much uploaded" in refused.text
    assert [put(one, "1").status_code for one in "bcde"] == [204, 204, 204, 413]
    assert [len(one.data) for one in stored.get_files("a", ["1", "2"])] == [600]
    stored.remove_session_files("a")
    assert put("a", "2").status_code == 204
    stored.remove_file("a", "2")
    assert stored.get_files("a", ["2"]) == []
    assert len(list(disk.own_folder().glob("upload-*"))) == 3, "the bytes go with what they are of"


def test_who_does_not_say_how_much_is_stopped_on_the_way(upload_address, stored):
    def pieces():
        for _ in range(20):
            yield b"x" * 100

    assert upload_address.put(SENT.format(session="a", file="1"), content=pieces()).status_code == 413
    assert stored.get_files("a", ["1"]) == []
    assert stored.refused("a", 1000) is None, "what was given up is not counted"


def test_a_disk_that_takes_nothing_is_said(upload_address, monkeypatch):
    def full():
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(uploads, "own_folder", full)
    answer = upload_address.put(SENT.format(session="a", file="1"), content=b"x")
    assert answer.status_code == 507
    assert "penuh" in answer.text


def test_the_runtime_has_our_uploads_and_ends_sessions_that_were_left(monkeypatch):
    class Session:
        id, ended = "one", False

        def shutdown(self):
            self.ended = True

    class Info:
        session = Session()

    sessions = hosting.Sessions(60)
    sessions.save(Info)
    sessions.end()
    assert not Info.session.ended
    monkeypatch.setattr(sessions._cache, "_timer", lambda: 1e12)
    sessions.end()
    assert Info.session.ended

    class App:
        script_path = launch.SCRIPT

    class Made:
        def __init__(self, config):
            made["config"] = config
            self.stats_mgr = StatsManager()
            made["figures"] = self.stats_mgr

    made = {}
    monkeypatch.setattr(hosting, "Runtime", Made)
    app = App()
    hosting.host(app)
    app._create_runtime()
    assert made["config"].uploaded_file_manager is hosting.UPLOADS
    assert made["config"].session_storage is hosting.SESSIONS
    assert {"kinerja_run_seconds", "kinerja_handles"} <= set(made["figures"].registered_families())


@contextmanager
def seated(most, in_use=0):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handles, "limit", lambda: most)
        patch.setattr(handles, "in_use", lambda: in_use)
        yield


@pytest.fixture
def house():
    async def tab(socket):
        await socket.accept()
        await socket.receive()

    routes = [
        Route("/", lambda request: PlainTextResponse("page")),
        Route("/api/ready", readiness.ready),
        WebSocketRoute("/_stcore/stream", tab),
    ]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(handles.Seating)]))


def test_beyond_the_last_seat_comes_a_page_that_says_so(house, full_store, monkeypatch, built):
    monkeypatch.setenv("KINERJA_STORE", str(full_store))
    with seated(handles.KEPT_BACK + 2 * handles.A_TAB):
        with house.websocket_connect("/_stcore/stream"), house.websocket_connect("/_stcore/stream"):
            busy = house.get("/")
            assert busy.status_code == 503
            assert "Terlalu banyak pengunjung" in busy.text
            assert "Too many visitors" in busy.text
            assert busy.headers["retry-after"]
            with pytest.raises(WebSocketDisconnect), house.websocket_connect("/_stcore/stream"):
                pass
            ready = house.get("/api/ready")
            assert ready.status_code == 503
            assert "pengunjung" in ready.json()["message_id"]
        assert handles.SEATS.taken == 0
        assert house.get("/").text == "page"
        assert house.get("/api/ready").status_code == 200


def test_handles_that_went_elsewhere_count_as_well(house):
    with seated(1024, in_use=1010):
        assert house.get("/").status_code == 503
    with seated(1024, in_use=900):
        assert house.get("/").status_code == 200
        assert 220 < handles.Seats().most < 240
    with seated(None):
        assert house.get("/").status_code == 200


def test_the_limit_is_raised_as_far_as_the_system_lets(monkeypatch):
    resource = pytest.importorskip("resource")
    asked = []
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (1024, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", lambda kind, both: asked.append(both[0]))
    handles.raise_limit()
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (1024, 4096))
    handles.raise_limit()
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (4096, 4096))
    handles.raise_limit()
    assert asked == [65_536, 4096]


def test_without_handles_the_open_snapshot_is_served(full_store, monkeypatch, built):
    monkeypatch.setenv("KINERJA_STORE", str(full_store))
    held = open_store().snapshot()

    def none_left(self):
        raise StoreError("snapshot_damaged", path="x", detail="Too many open files") from OSError(errno.EMFILE, "x")

    monkeypatch.setattr(type(open_store()), "published_snapshot", none_left)
    snapshot, trouble = publication.serving()
    assert snapshot is held
    assert "pegangan berkas" in trouble.message_id
    assert not is_out_of_handles(OSError(errno.ENOENT, "x"))


def test_folders_of_uploads_have_a_quota_and_go_by_age(tmp_path, monkeypatch):
    monkeypatch.setenv("KINERJA_STORE", str(tmp_path))
    monkeypatch.setattr(workspace, "QUOTA", 1000)
    store = open_store()
    (store.workspace() / "upload.csv").write_bytes(b"x" * 2000)
    with pytest.raises(StoreError) as told:
        store.workspace()
    assert "MB" in told.value.message_id
    real = workspace._age
    monkeypatch.setattr(workspace, "_age", lambda path: real(path) + workspace.PRESSED_SECONDS)
    assert store.workspace().is_dir(), "what was left longest goes first"
    kept, left = store.process_folder(), store.workspace()
    monkeypatch.setattr(workspace, "_age", lambda path: real(path) + workspace.WORKSPACE_SECONDS)
    store.sweep_work()
    assert kept.is_dir(), "its process lives"
    assert not left.exists()
    workspace._leases.pop(kept).release()
    store.sweep_work()
    assert not kept.exists()


def test_the_server_sweeps_by_itself(tmp_path, monkeypatch):
    monkeypatch.setenv("KINERJA_STORE", str(tmp_path))
    left = open_store().workspace()
    monkeypatch.setattr(workspace, "WORKSPACE_SECONDS", -1)
    monkeypatch.setattr(workspace.sweep_work, "__defaults__", (-1,))

    async def start():
        async with launch.warming(lambda: None)(None):
            for _ in range(100):
                await asyncio.sleep(0.02)
                if not left.exists():
                    return

    monkeypatch.setattr(launch, "_prepare", lambda ahead: None)
    thread = Thread(target=asyncio.run, args=(start(),))
    thread.start()
    thread.join()
    assert not left.exists()
