"""The web server around the pages: headers, compression, language, readiness, and one database a snapshot."""

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from streamlit.web.server.app_discovery import discover_asgi_app

from data.settings import ROOT
from data.store import Store
from pages.content import reader
from pages.shell.server import compression, page_language, readiness, security

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><link\n  rel="preload"\n  href="./a.woff2"\n  as="font"\n/>'
    "<title>x</title></head><body></body></html>"
)


class Client:
    """Asks the server one thing after the other, without a network."""

    def __init__(self, app: Starlette, served: list[str]):
        self.served = served
        self._transport = httpx.ASGITransport(app)

    def get(self, path: str, **options) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url="http://kinerja") as client:
                return await client.get(path, **options)

        with ThreadPoolExecutor(1) as thread:  # a browser of this worker may hold the event loop of the main one
            return thread.submit(asyncio.run, ask()).result()


@pytest.fixture
def client(monkeypatch):
    """A client of the middlewares in front of a page, a script and a readiness route."""
    served = []

    async def script(request):
        served.append(request.url.path)
        return PlainTextResponse("let x = 1;\n" * 1000, media_type="application/javascript")

    routes = [
        Route("/", lambda request: HTMLResponse(PAGE)),
        Route("/instansi", lambda request: HTMLResponse(PAGE)),
        Route("/static/js/app.js", script),
        Route("/api/ready", readiness.ready),
    ]
    kinds = (security.SecurityHeaders, compression.CompressedAssets, page_language.PageLanguage)
    return Client(Starlette(routes=routes, middleware=[Middleware(kind) for kind in kinds]), served)


def test_streamlit_finds_the_server_in_app_py():
    found = discover_asgi_app(ROOT / "app.py")
    assert found.is_asgi_app
    assert found.import_string == "app:app"


@pytest.mark.parametrize("path", ["/", "/static/js/app.js", "/api/ready", "/no-such-page"])
def test_every_answer_carries_the_security_headers(client, path, full_store, monkeypatch, built):
    monkeypatch.setenv("KINERJA_STORE", str(full_store))
    headers = client.get(path).headers
    for name, value in security.SECURITY_HEADERS.items():
        assert headers[name] == value
    assert "http:" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("link", "spoken"),
    [("/", "id"), ("/instansi?lang=en", "en"), ("/instansi?lang=English", "en"), ("/?lang=id", "id"),
     ('/?lang="><script>', "id")],
)  # fmt: skip
def test_the_page_names_its_language(client, link, spoken):
    text = client.get(link).text
    assert f'<html lang="{spoken}"' in text
    assert "/app/static/words.js" in text
    assert "/app/static/typing.js" in text
    assert "/app/static/icons.js" in text
    assert "<script>" not in text.replace("<script>window.__streamlit", "")


def test_scripts_are_compressed_once(client):
    answers = [client.get("/static/js/app.js") for _ in range(3)]
    assert {answer.headers["content-encoding"] for answer in answers} == {"gzip"}
    assert len({answer.text for answer in answers}) == 1
    assert int(answers[0].headers["content-length"]) < 500
    assert client.served == ["/static/js/app.js"]


def test_who_takes_no_gzip_gets_none(client):
    plain = client.get("/static/js/app.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text.startswith("let x")
    page = client.get("/", headers={"accept-encoding": "identity", "if-none-match": "x"})
    assert page.status_code == 200
    assert "content-encoding" not in page.headers


def test_ready_names_the_snapshot(client, full_store, tmp_path, monkeypatch, built):
    monkeypatch.setenv("KINERJA_STORE", str(full_store))
    assert client.get("/api/ready").json() == {
        "ready": True, "snapshot": "example00001", "process": readiness.PROCESS
    }  # fmt: skip
    monkeypatch.setenv("KINERJA_STORE", str(tmp_path))
    unready = client.get("/api/ready")
    assert (unready.status_code, unready.json()) == (
        503, {"ready": False, "snapshot": None, "process": readiness.PROCESS}
    )  # fmt: skip


def test_the_font_that_streamlit_fetches_ahead_is_left_out(client):
    shipped = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    (found,) = page_language.FONT_AHEAD.findall(shipped)
    assert b"SourceSans" in found
    assert "woff2" in PAGE
    assert "woff2" not in client.get("/").text


def test_a_snapshot_is_opened_once_however_often_it_is_asked_for(full_store):
    held = Store(full_store).snapshot()
    for folder in range(6):
        assert Store(full_store / f"other-{folder}").snapshot() is None
    assert Store(full_store).snapshot() is held


def test_frames_are_shared_and_safe_to_change(full_store, monkeypatch):
    monkeypatch.setenv("KINERJA_STORE", str(full_store))
    first = reader.fetch("scope_agencies")
    first["name_id"] = "diubah"
    assert "diubah" not in set(reader.fetch("scope_agencies")["name_id"])


def test_page_words_exchange_whole_phrases_only():
    """words.js must not hold a phrase twice, in either language, or going back would lose it."""
    text = (ROOT / "static" / "words.js").read_text("utf-8")
    table = text[text.index("const PHRASES") : text.index("const PATTERNS")]
    pairs = [line.split('"')[1::2] for line in table.splitlines() if line.count('"') == 4]
    english = [pair[0] for pair in pairs]
    assert len(english) == len(set(english)) > 50
    assert len(gzip.compress(text.encode())) < 5000
