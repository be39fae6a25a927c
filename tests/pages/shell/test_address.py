"""Who may speak to the server: at a desk this computer alone, elsewhere pages of the server's own address."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from data.errors import KinerjaError
from data.settings import Mode, mode
from pages.shell.server import launch, page_language
from pages.shell.server.address import OwnAddress

DESK = {"host": "127.0.0.1:8501"}


@pytest.fixture
def door():
    async def tab(socket):
        await socket.accept()
        await socket.close()

    async def address(scope, receive, send):
        """As if the socket of port 8501 of this computer had been reached."""
        await inner({**scope, "server": (near, 8501), "client": (peer, 5000)}, receive, send)

    near, peer = "127.0.0.1", "127.0.0.1"
    routes = [
        Route("/", lambda request: PlainTextResponse("page")),
        Route("/_stcore/upload_file/a/b", lambda request: PlainTextResponse("taken"), methods=["PUT"]),
        Route("/api/ready", lambda request: PlainTextResponse("ready")),
        Route("/_stcore/metrics", lambda request: PlainTextResponse("metrics")),
        WebSocketRoute("/_stcore/stream", tab),
    ]
    inner = Starlette(routes=routes, middleware=[Middleware(OwnAddress)])

    def client(reached="127.0.0.1", asker="127.0.0.1"):
        nonlocal near, peer
        near, peer = reached, asker
        return TestClient(address)

    return client


def comes_in(client, host, origin=None, **more):
    headers = {"host": host, **({"origin": origin} if origin else {}), **more}
    try:
        with client.websocket_connect("/_stcore/stream", headers=headers):
            return True
    except WebSocketDisconnect:
        return False


@pytest.mark.parametrize(
    ("host", "origin", "allowed"),
    [
        ("127.0.0.1:8501", "http://127.0.0.1:8501", True),
        ("localhost:8501", "http://localhost:8501", True),
        ("[::1]:8501", "http://[::1]:8501", True),
        ("127.0.0.1:8501", None, True),
        ("127.0.0.1:8501", "http://127.0.0.1:9999", False),
        ("localhost:8501", "http://localhost:3000", False),
        ("localhost:8501", "http://localhost", False),
        ("localhost:8501", "null", False),
        ("localhost:8501", "https://evil.example", False),
        ("evil.example:8501", "http://evil.example:8501", False),
        ("localhost:3000", "http://localhost:3000", False),
    ],
)
@pytest.mark.parametrize("kind", Mode)
def test_only_pages_of_the_own_address_come_in(door, monkeypatch, kind, host, origin, allowed):
    monkeypatch.setenv("KINERJA_MODE", kind)
    client = door()
    assert comes_in(client, host, origin) == allowed
    answer = client.get("/", headers={"host": host, **({"origin": origin} if origin else {})})
    assert answer.status_code == (200 if allowed else 403)
    words = "untuk satu meja kerja" if kind is Mode.DESK else "alamat dasbor sendiri"
    assert allowed or words in answer.text


def test_a_proxy_is_named_in_the_settings(door, monkeypatch):
    monkeypatch.setenv("KINERJA_MODE", "public")
    settings = {"server.allowedHosts": ["kinerja.example"], "server.corsAllowedOrigins": []}
    real = page_language.config.get_option
    monkeypatch.setattr(page_language.config, "get_option", lambda name: settings.get(name, real(name)))
    assert comes_in(door(), "kinerja.example", "https://kinerja.example")
    assert not comes_in(door(), "kinerja.example", "https://other.example")
    assert not comes_in(door(), "other.example", "https://other.example")
    settings["server.allowedHosts"] = []
    assert comes_in(door("10.0.0.5"), "kinerja.example", "http://kinerja.example"), "a network's names are not known"
    settings["server.corsAllowedOrigins"] = ["https://kinerja.example"]
    assert comes_in(door(), "127.0.0.1:8501", "https://kinerja.example")


def test_metrics_answer_programs_of_this_computer_only(door, monkeypatch):
    monkeypatch.setenv("KINERJA_MODE", "public")
    near = {"host": "127.0.0.1:8501"}
    assert door().get("/_stcore/metrics", headers=near).text == "metrics"
    assert door(asker="10.0.0.7").get("/_stcore/metrics", headers=near).status_code == 404
    proxied = {**near, "x-forwarded-for": "10.0.0.7"}
    assert door().get("/_stcore/metrics", headers=proxied).status_code == 404


@pytest.mark.parametrize(
    ("asker", "headers"),
    [
        ("10.0.0.7", DESK),
        ("::ffff:10.0.0.7", DESK),
        ("127.0.0.1", {**DESK, "x-forwarded-for": "127.0.0.1"}),
        ("127.0.0.1", {**DESK, "x-forwarded-host": "kinerja.example"}),
        ("127.0.0.1", {**DESK, "x-forwarded-proto": "https"}),
        ("127.0.0.1", {**DESK, "x-real-ip": "127.0.0.1"}),
        ("127.0.0.1", {**DESK, "forwarded": "for=127.0.0.1"}),
        ("127.0.0.1", {"host": "kinerja.example:8501"}),
        ("127.0.0.1", {"host": "192.168.1.20:8501"}),
        ("127.0.0.1", {"host": "127.0.0.1"}),
        ("127.0.0.1", {"host": "127.0.0.1:9999"}),
        ("127.0.0.1", {"host": "user@127.0.0.1:8501"}),
        ("127.0.0.1", {**DESK, "origin": "http://localhost:9999"}),
        ("127.0.0.1", {**DESK, "origin": "null"}),
    ],
)
def test_a_desk_answers_nobody_else(door, asker, headers):
    """Listening on every address of the computer, with a proxy or a foreign name before it, and whatever is asked."""
    client = door(reached="127.0.0.1" if asker == "127.0.0.1" else "10.0.0.5", asker=asker)
    for ask, path in ((client.get, "/"), (client.get, "/api/ready"), (client.put, "/_stcore/upload_file/a/b")):
        answer = ask(path, headers=headers)
        assert answer.status_code == 403
        assert "KINERJA_MODE=public" in answer.text
        assert "for one desk" in answer.text
        assert "refresh" not in answer.text
    assert not comes_in(client, headers["host"], **{key: text for key, text in headers.items() if key != "host"})


@pytest.mark.parametrize("asker", ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])
def test_a_desk_answers_its_own_computer(door, asker):
    client = door(reached="::1" if ":" in asker else "127.0.0.1", asker=asker)
    for host in ("127.0.0.1:8501", "localhost:8501", "[::1]:8501"):
        assert client.get("/", headers={"host": host, "origin": f"http://{host}"}).text == "page"
        assert comes_in(client, host, f"http://{host}")


def test_settings_of_a_proxy_do_not_open_a_desk(door, monkeypatch):
    settings = {"server.allowedHosts": ["kinerja.example"], "server.corsAllowedOrigins": ["https://kinerja.example"]}
    real = page_language.config.get_option
    monkeypatch.setattr(page_language.config, "get_option", lambda name: settings.get(name, real(name)))
    assert not comes_in(door(), "kinerja.example", "https://kinerja.example")
    assert not comes_in(door(), "127.0.0.1:8501", "https://kinerja.example")


def test_two_hosts_at_once_are_none(door):
    assert door().get("/", headers=[("host", "127.0.0.1:8501"), ("host", "evil.example")]).status_code == 403


def test_a_word_that_is_no_mode_starts_nothing(monkeypatch):
    for said in ("ofice", "öffentlich", "desk public"):
        monkeypatch.setenv("KINERJA_MODE", said)
        with pytest.raises(KinerjaError, match="desk, office, public"):
            mode()
        with pytest.raises(SystemExit, match=r"tidak dijalankan.*\n.*is not started"):
            launch.options(lambda: None)
    for said, meant in ((" Public ", Mode.PUBLIC), ("", Mode.DESK)):
        monkeypatch.setenv("KINERJA_MODE", said)
        assert mode() is meant
    monkeypatch.delenv("KINERJA_MODE")
    assert mode() is Mode.DESK
