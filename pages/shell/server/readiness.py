"""Whether the program is ready, for whoever watches it."""

from uuid import uuid4

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from data.errors import KinerjaError, first_line
from data.store import Snapshot
from pages.session import publication
from pages.shell.server import handles
from pages.words import language

PROCESS = uuid4().hex  # by it a page knows that its connection came back to another process


async def ready(request: Request) -> JSONResponse:
    """200 with the snapshot id when a snapshot is published; 503 before that, while no seat is free and once the store
    is gone. An old snapshot that is served in spite of some trouble is `stale`, and what is wrong is said."""
    if handles.SEATS.full:
        busy = {f"message_{spoken}": language.t("frame.busy", spoken) for spoken in language.LANGUAGES}
        return JSONResponse({"ready": False, "snapshot": None, "process": PROCESS, **busy}, 503)
    snapshot, trouble = await run_in_threadpool(_servable)
    ready = snapshot is not None and not (trouble and trouble.facts.get("cause") == "store_gone")
    answer = {"ready": ready, "snapshot": snapshot.id if snapshot else None, "process": PROCESS}
    if trouble:
        answer |= {"stale": True, "message_id": trouble.message_id, "message_en": trouble.message_en}
    return JSONResponse(answer, 200 if ready else 503)


def _servable() -> tuple[Snapshot | None, KinerjaError | None]:
    """What the pages show, and what is told with it; without a snapshot what is in the way, None while one is built."""
    try:
        return publication.serving()
    except KinerjaError as error:
        return None, None if error.key == "nothing_published" else error
    except OSError as error:
        return None, KinerjaError(first_line(error))
