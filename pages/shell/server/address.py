"""Who may speak to the server: pages of its own address. Another port of this computer is another's page.

Own addresses are those of the socket that was reached, whatever this computer is called when it listens to itself
alone, and what Streamlit's own settings name for a server behind a proxy: `browser.serverAddress`,
`server.corsAllowedOrigins` and `server.allowedHosts`. A desk has no accounts, so it answers this computer alone, by the
names that it has for itself, and nothing that a proxy passes on, whatever the settings name. This stops mistakes, not
forgers.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from data.settings import Mode, mode
from pages.shell.server import refusals

OWN_NAMES = ("localhost", "127.0.0.1", "::1")
FORWARDED = ("forwarded", "x-forwarded-", "x-real-ip")  # and all that begin so
METRICS = "/_stcore/metrics"
DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


class OwnAddress:
    """Refuses what is asked under another name than the server's own, or by a page of another address."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif mode() is Mode.DESK and not _is_at_the_desk(scope):
            await _refuse(scope, receive, send, refusals.page("frame.desk_only", 403, asks_again=False))
        elif not _host_is_ours(scope) or not _origin_is_ours(scope):
            await _refuse(scope, receive, send, refusals.text("frame.foreign", 403))
        elif scope["path"].endswith(METRICS) and not _is_near(scope):
            await refusals.text("frame.not_here", 404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


async def _refuse(scope: Scope, receive: Receive, send: Send, answer: Response) -> None:
    if scope["type"] == "http":
        await answer(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.close", "code": 1008})


def _is_at_the_desk(scope: Scope) -> bool:
    """Whether this computer asks, by a name of its own, a page of this server, and no proxy for somebody else."""
    reached = scope.get("server")
    headers, own = Headers(scope=scope), _own(reached[1] if reached else None)
    names = [_parts(f"//{host}", scope["scheme"]) for host in headers.getlist("host")]
    pages = [_parts(origin, "") for origin in headers.getlist("origin")]
    return _is_near(scope) and len(names) == 1 and {*names, *pages} <= own


def _host_is_ours(scope: Scope) -> bool:
    host = Headers(scope=scope).get("host")
    if config.get_option("server.allowedHosts"):
        return is_host_allowed(host)
    reached = scope.get("server")
    if not reached or not _is_loopback(reached[0]):
        return True  # what a network calls this computer is known only to who set it up
    return _parts(f"//{host}", scope["scheme"]) in _own(reached[1]) | _named()


def _origin_is_ours(scope: Scope) -> bool:
    """A program that is no browser sends no origin, and could send any."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is None or origin in config.get_option("server.corsAllowedOrigins"):
        return True
    if not config.get_option("server.enableCORS"):
        return True
    asked = _parts(origin, "")
    return asked is not None and asked in {_parts(f"//{headers.get('host')}", urlsplit(origin).scheme), *_named()}


def _own(port: int | None) -> set[tuple[str, int | None] | None]:
    return {(name, port) for name in OWN_NAMES}


def _named() -> set[tuple[str, int | None] | None]:
    """The addresses that the settings name: those a browser sees where a proxy stands before the server."""
    named = [_parts(one, "") for one in config.get_option("server.corsAllowedOrigins")]
    if config.is_manually_set("browser.serverAddress"):
        name = config.get_option("browser.serverAddress")
        ports = (config.get_option("browser.serverPort"), *DEFAULT_PORTS.values())
        named += [(name.casefold(), int(port)) for port in ports]
    return {one for one in named if one}


def _parts(address: str, scheme: str) -> tuple[str, int | None] | None:
    """Name and port of an address; None for what is none."""
    try:
        parts = urlsplit(address)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme or scheme)
        return (parts.hostname, port) if parts.hostname and parts.username is None else None
    except ValueError:
        return None


def _is_near(scope: Scope) -> bool:
    """Whether a program of this computer asks, and none that a proxy asks for."""
    client = scope.get("client")
    forwarded = any(name.startswith(FORWARDED) for name in Headers(scope=scope))
    return bool(client and _is_loopback(client[0])) and not forwarded


def _is_loopback(host: str) -> bool:
    try:
        known = ip_address(host)
        return (getattr(known, "ipv4_mapped", None) or known).is_loopback
    except ValueError:
        return host in OWN_NAMES
