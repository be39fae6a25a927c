"""The web server around Streamlit: compression, security headers, page language, readiness, warm start."""

import asyncio
import gc
import gzip
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from data.errors import KinerjaError
from data.store import Snapshot, open_store
from pages.parts import frame, language, source

SCRIPT = str(Path(__file__).resolve().parents[2] / "app.py")

# Vega compiles its expressions with Function(), Streamlit's styles are inline, its workers are blobs.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss: blob: data:; "
    "worker-src 'self' blob:; media-src 'self' blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
NOT_PAGES = ("/_stcore/", "/media/", "/static/", "/app/", "/api/", "/component/")
# Where the server is, so that a link to an inner page does not first ask for it below that page's own address.
HEAD = (
    '<script>window.__streamlit={{BACKEND_BASE_URL:location.origin+"{base}",'
    'MAIN_PAGE_BASE_URL:location.origin+"{base}"}}</script>'
    '<script src="{base}app/static/history.js" defer></script>'
    '<script src="{base}app/static/words.js" defer></script></head>'
)


def options() -> dict[str, object]:
    """Keyword arguments of `st.App`."""
    # `st.navigation` says the same on its first run; said now, the first visitor's deep link finds its page too.
    PagesManager.uses_pages_directory = False
    return {
        "middleware": [Middleware(SecurityHeaders), Middleware(CompressedAssets), Middleware(PageLanguage)],
        "routes": [Route("/api/ready", ready)],
        "lifespan": warm,
        "on_script_error": frame.say_sorry,
    }


async def ready(request: Request) -> JSONResponse:
    """200 with the snapshot id when a snapshot is published, 503 before that."""
    snapshot = await asyncio.to_thread(_servable)
    identity = snapshot.id if snapshot else None
    return JSONResponse({"ready": snapshot is not None, "snapshot": identity}, 200 if snapshot else 503)


def _servable() -> Snapshot | None:
    try:
        return source.published()
    except KinerjaError:
        return open_store().last_good()


@asynccontextmanager
async def warm(app):
    """Serve at once; meanwhile a thread imports what the pages need and makes the first build."""
    Thread(target=_prepare, daemon=True).start()
    yield {}


def _prepare() -> None:
    """Slow imports first; what they brought is kept out of every garbage collection."""
    import altair
    import babel.dates
    import pandas
    import plotly.graph_objects

    assert all((altair, babel.dates, pandas, plotly.graph_objects))
    gc.collect()
    gc.freeze()
    source.building()


class SecurityHeaders:
    """Adds the security headers to every HTTP response."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_secured)


class CompressedAssets:
    """Serves Streamlit's script and style files gzipped, each compressed once.

    Streamlit sends them plain because compressing on every request costs more than it saves; they never change
    while the server runs, so one compressed copy serves everyone.
    """

    KINDS = ("text/", "application/javascript", "application/json", "image/svg+xml")

    def __init__(self, app: ASGIApp):
        self.app = app
        self._kept: dict[str, tuple[list[tuple[bytes, bytes]], bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._wanted(scope):
            await self.app(scope, receive, send)
            return
        kept = self._kept.get(scope["path"])
        if kept is None:
            await self._answer_and_keep(scope, receive, send)
            return
        await _send_whole(send, *kept)

    def _wanted(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith("/static/"):
            return False
        headers = Headers(scope=scope)
        return "gzip" in headers.get("accept-encoding", "") and "range" not in headers

    async def _answer_and_keep(self, scope: Scope, receive: Receive, send: Send) -> None:
        start, body = await _whole_response(self.app, scope, receive)
        headers = MutableHeaders(raw=list(start["headers"]))
        compressible = headers.get("content-type", "").startswith(self.KINDS) and len(body) > 1000
        if start["status"] == 200 and compressible and "content-encoding" not in headers:
            body = await asyncio.to_thread(gzip.compress, body, 6)
            headers["content-encoding"] = "gzip"
            headers["content-length"] = str(len(body))
            headers.add_vary_header("Accept-Encoding")
            self._kept[scope["path"]] = (headers.raw, body)
        await _send_whole(send, headers.raw, body, start["status"])


class PageLanguage:
    """Writes the language of the page into <html lang> and adds the words of Streamlit's own widgets."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(NOT_PAGES):
            await self.app(scope, receive, send)
            return
        start, body = await _whole_response(self.app, _plainly_asked(scope), receive)
        headers = MutableHeaders(raw=list(start["headers"]))
        if headers.get("content-type", "").startswith("text/html"):
            asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(language.STATE_KEY, [])
            body = body.replace(b'<html lang="en"', f'<html lang="{language.spoken(asked)}"'.encode(), 1)
            body = body.replace(b"</head>", HEAD.format(base=_base_path()).encode(), 1)
            if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
                body = gzip.compress(body, 6)
                headers["content-encoding"] = "gzip"
                headers.add_vary_header("Accept-Encoding")
            headers["content-length"] = str(len(body))
            del headers["etag"]
            del headers["last-modified"]
        await _send_whole(send, headers.raw, body, start["status"])


def _base_path() -> str:
    return f"/{config.get_option('server.baseUrlPath').strip('/')}/".replace("//", "/")


def _plainly_asked(scope: Scope) -> Scope:
    """The request as one for the whole, unencoded page: it is rewritten, so neither a 304 nor gzip will do."""
    unwanted = {b"if-none-match", b"if-modified-since", b"accept-encoding", b"range"}
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unwanted]}


async def _whole_response(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
    start: Message = {}
    chunks: list[bytes] = []

    async def collect(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        elif message["type"] == "http.response.body":
            chunks.append(message.get("body", b""))

    await app(scope, receive, collect)
    return start, b"".join(chunks)


async def _send_whole(send: Send, headers: list[tuple[bytes, bytes]], body: bytes, status: int = 200) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
