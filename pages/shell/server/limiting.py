"""How often one address may sign in or send files in a minute: beyond it 429 in words. The proxy has its own limits.

The address is that of the connection, or the one that a proxy names which uvicorn trusts (FORWARDED_ALLOW_IPS, this
computer where nothing is said): whoever else names one is not believed. At a desk nothing is limited.
"""

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from data import audit
from data.settings import settings
from pages.session import pace
from pages.shell.server import refusals, sign_ins, uploads

RETRY = {"Retry-After": "60"}


class Limits:
    """Counts what each address asks of the places that are limited."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        what = _limited(scope)
        if not what or pace.within(what, _address(scope)):
            await self.app(scope, receive, send)
            return
        await run_in_threadpool(audit.record, settings().store, "refused", subject=f"{what}: too often")
        answer = refusals.text("frame.too_often", 429)
        answer.headers.update(RETRY)
        await answer(scope, receive, send)


def _limited(scope: Scope) -> str:
    """What is asked for, where that is limited."""
    if scope["type"] != "http":
        return ""
    if scope["path"].endswith((sign_ins.LOGIN, sign_ins.CALLBACK)):
        return "sign_in"
    return "upload" if scope["method"] == "PUT" and uploads.ADDRESS in scope["path"] else ""


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else "?"
