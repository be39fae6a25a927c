"""How many tabs a process can serve: each costs handles of the system, of which a process has so and so many.

A tab holds its connection and, as long as its session lives, the three handles of the event loop that Streamlit gives
every session. Some are kept back for snapshots, files on their way and connections that are no tab.
"""

import os
import sys
from contextlib import suppress

from starlette.types import ASGIApp, Receive, Scope, Send

from pages.shell.server import refusals

if sys.platform != "win32":  # Windows counts no handles of this kind
    import resource

ENOUGH = (65_536, 10_240)  # macOS takes no more than the second, whatever it says
A_TAB = 4
KEPT_BACK = 100
LAST = 24  # open sessions go on with these; nobody new is let in
UNCOUNTED = 10_000
NOT_PAGES = ("/_stcore/", "/media/", "/static/", "/app/", "/api/", "/component/")


def raise_limit() -> None:
    """Let this process have as many handles as the system allows it without asking."""
    if sys.platform == "win32":
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for enough in ENOUGH:
        wanted = enough if hard == resource.RLIM_INFINITY else min(hard, enough)
        if soft == resource.RLIM_INFINITY or soft >= wanted:
            return
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            return


def limit() -> int | None:
    """How many handles this process may have, None where that is not counted."""
    if sys.platform == "win32":
        return None
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return None if soft == resource.RLIM_INFINITY else soft


def in_use() -> int:
    """How many handles this process has; 0 where that cannot be seen."""
    try:
        return len(os.listdir("/dev/fd"))
    except FileNotFoundError:
        return 0
    except OSError:  # not one is left to look with
        return UNCOUNTED * A_TAB


class Seats:
    """The tabs that are open, and whether one more may be: `most` at once, and fewer where handles go elsewhere."""

    def __init__(self) -> None:
        self.taken = 0

    @property
    def most(self) -> int:
        most = limit()
        return UNCOUNTED if most is None else max(1, (most - KEPT_BACK) // A_TAB)

    @property
    def full(self) -> bool:
        if self.taken >= self.most:
            return True
        most = limit()
        return most is not None and in_use() > most - LAST


SEATS = Seats()


class Seating:
    """Lets tabs in as long as there are seats; who comes then gets a page that says so and asks again by itself."""

    def __init__(self, app: ASGIApp, seats: Seats = SEATS):
        self.app = app
        self.seats = seats

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._tab(scope, receive, send)
        elif asks_for_page(scope) and self.seats.full:
            await refusals.page("frame.busy", 503)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _tab(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.seats.full:
            await receive()
            await send({"type": "websocket.close", "code": 1013})
            return
        self.seats.taken += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.seats.taken -= 1


def asks_for_page(scope: Scope) -> bool:
    """Whether a page is asked for, and none of the files and answers that go with one."""
    return scope["type"] == "http" and scope["method"] == "GET" and not scope["path"].startswith(NOT_PAGES)
