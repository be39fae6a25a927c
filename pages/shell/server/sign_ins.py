"""Sign-ins and sign-outs as Streamlit's own addresses answer them, for the audit record."""

import json
import logging
import time
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from data import audit
from data.settings import Mode, mode, settings
from data.store import sign_outs
from pages.session import person

LOGIN, CALLBACK, LOGOUT = "/auth/login", "/oauth2callback", "/auth/logout"


class SignIns:
    """Records who came in, who was not let in and who went out."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or mode() is not Mode.OFFICE:
            await self.app(scope, receive, send)
        elif scope["path"].endswith(LOGOUT):
            await self._going(scope, receive, send)
        elif scope["path"].endswith(CALLBACK):
            await self._coming(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _going(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Who signs out: the sign-in is ended, so that a copy of its cookie names nobody; the browser is told to forget
        what it keeps."""
        held = claims(cookie_parser(Headers(scope=scope).get("cookie", "")))
        who = person.named(held, time.time())

        async def forgetting(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Clear-Site-Data"] = '"cache", "storage"'
            await send(message)

        if who:
            await run_in_threadpool(_end, who, person.mark(held))
        await self.app(scope, receive, forgetting)

    async def _coming(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Who comes back from the provider: with a cookie that names them, or not. Who has signed out there comes back
        without an answer to any question."""
        set_here: dict[str, str] = {}

        async def seen(message: Message) -> None:
            if message["type"] == "http.response.start":
                set_here.update(_set_by(message))
            await send(message)

        await self.app(scope, receive, seen)
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        who = person.named(claims(set_here), time.time())
        if who:
            await run_in_threadpool(audit.record, settings().store, "sign_in", who=who)
        elif asked.keys() & {"state", "code", "error"}:
            why = "no address" if claims(set_here) else next(iter(asked.get("error", [])), "no answer to a question")
            await run_in_threadpool(audit.record, settings().store, "sign_in_failed", subject=why)


def _end(who: str, mark: str) -> None:
    """End a sign-in and record it; on a disk that takes nothing the browser alone forgets it."""
    try:
        sign_outs.end(settings().store, mark)
    except OSError:
        logging.getLogger(__name__).exception("A sign-in could not be ended")
    audit.record(settings().store, "sign_out", who=who)


def asking(scope: Scope) -> str | None:
    """Who asks, by the cookie of their sign-in; None for nobody who is known now."""
    return person.named(claims(cookie_parser(Headers(scope=scope).get("cookie", ""))), time.time())


def claims(cookies: Mapping[str, str]) -> dict[str, Any]:
    """What the cookie of a sign-in says; empty for none, and for one that this server did not sign or that is old."""
    secret = get_cookie_secret()

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1")) if value else None

    try:
        said = json.loads(get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"{}")
    except (ValueError, TypeError):
        return {}
    return said if isinstance(said, dict) else {}


def _set_by(start: Message) -> dict[str, str]:
    """The cookies that an answer sets."""
    found: dict[str, str] = {}
    for name, value in start["headers"]:
        if name.lower() == b"set-cookie":
            try:
                known = SimpleCookie(value.decode("latin-1"))
            except CookieError:
                continue
            found |= {key: one.value for key, one in known.items() if one.value}
    return found
