"""Streamlit's scripts and styles, gzipped once."""

import gzip

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.shell.server.responses import send_whole, whole_response


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
        await send_whole(send, *kept)

    def _wanted(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith("/static/"):
            return False
        headers = Headers(scope=scope)
        return "gzip" in headers.get("accept-encoding", "") and "range" not in headers

    async def _answer_and_keep(self, scope: Scope, receive: Receive, send: Send) -> None:
        start, body = await whole_response(self.app, scope, receive)
        headers = MutableHeaders(raw=list(start["headers"]))
        compressible = headers.get("content-type", "").startswith(self.KINDS) and len(body) > 1000
        if start["status"] == 200 and compressible and "content-encoding" not in headers:
            body = await run_in_threadpool(gzip.compress, body, 6)
            headers["content-encoding"] = "gzip"
            headers["content-length"] = str(len(body))
            headers.add_vary_header("Accept-Encoding")
            self._kept[scope["path"]] = (headers.raw, body)
        await send_whole(send, headers.raw, body, start["status"])
