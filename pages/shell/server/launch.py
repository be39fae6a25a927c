"""The web server around Streamlit: what every request passes, and what is prepared at the start."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from threading import Thread
from time import sleep

from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.auth_util import get_secrets_auth_section
from streamlit.runtime.pages_manager import PagesManager

from data import audit
from data.errors import KinerjaError
from data.settings import ROOT, Mode, mode, settings, version
from pages.components.kept_files import FilesFromDisk
from pages.session import first_build
from pages.shell import frame, visits
from pages.shell.server import handles, hosting, housekeeping, logs, sign_ins
from pages.shell.server.address import OwnAddress
from pages.shell.server.compression import CompressedAssets
from pages.shell.server.limiting import Limits
from pages.shell.server.page_language import PageLanguage
from pages.shell.server.readiness import ready
from pages.shell.server.security import SecurityHeaders
from pages.shell.server.sign_ins import SignIns
from pages.shell.server.uploads import Ceilings

SHORTEST_SECRET = 32
PAUSE = 1.0  # seconds
SCRIPT = str(ROOT / "app.py")


def options(ahead: Callable[[], None]) -> dict[str, object]:
    """Keyword arguments of `st.App`; the log is set up and as many handles taken as the system allows. `ahead` makes
    what the first visitor would wait for.

    SystemExit, in words, where the settings do not say for whom the dashboard is.
    """
    try:
        if mode() is Mode.OFFICE:
            _require_sign_in()
    except KinerjaError as error:
        raise SystemExit(f"{error.message_id}\n{error.message_en}") from error
    logs.set_up()
    handles.raise_limit()
    # `st.navigation` says the same on its first run; said now, the first visitor's deep link finds its page too.
    PagesManager.uses_pages_directory = False
    return {
        "middleware": [
            Middleware(SecurityHeaders),
            Middleware(OwnAddress),
            Middleware(Limits),
            Middleware(SignIns),
            Middleware(handles.Seating),
            Middleware(Ceilings, uploads=hosting.UPLOADS),
            Middleware(FilesFromDisk, asking=sign_ins.asking),
            Middleware(CompressedAssets),
            Middleware(PageLanguage),
        ],
        "routes": [Route("/api/ready", ready)],
        "lifespan": warming(ahead),
        "on_script_error": frame.say_sorry,
    }


def _require_sign_in() -> None:
    """KinerjaError where the secrets do not say who vouches for people, or would let a cookie be guessed."""
    said = get_secrets_auth_section()
    sections = [said, *(one for one in said.values() if isinstance(one, Mapping))]
    whole = all(said.get(name) for name in ("redirect_uri", "cookie_secret"))
    if not whole or not any(one.get("client_id") and one.get("server_metadata_url") for one in sections):
        raise KinerjaError("office_needs_auth")
    if len(str(said["cookie_secret"])) < SHORTEST_SECRET:
        raise KinerjaError("office_secret_short", least=SHORTEST_SECRET)


def warming(ahead: Callable[[], None]) -> Callable[[object], AbstractAsyncContextManager[Mapping[str, object]]]:
    """Serve at once; meanwhile a thread imports what the pages need, makes the first build and what is shown first."""

    @asynccontextmanager
    async def warm(app: object) -> AsyncIterator[Mapping[str, object]]:
        Thread(target=_prepare, args=(ahead,), daemon=True).start()
        tidying = asyncio.create_task(housekeeping.tidy())
        yield {}
        tidying.cancel()
        visits.keep()

    return warm


def _prepare(ahead: Callable[[], None]) -> None:
    """Slow imports, whose yield is kept out of every garbage collection, and the first build; after a pause, so that
    who comes at once need not share, what is asked for first and what only some pages import."""
    import babel.dates
    import pandas
    import plotly.graph_objects

    assert all((babel.dates, pandas, plotly.graph_objects))
    gc.collect()
    gc.freeze()
    with suppress(KinerjaError, OSError):  # told to whoever comes
        first_build.building().done(None)
        audit.record(settings().store, "start", subject=version(), mode=str(mode()))
        sleep(PAUSE)
        ahead()
    import scipy.optimize

    assert scipy.optimize
