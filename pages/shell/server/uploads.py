"""Uploads on their way from a browser to a page: on disk, and bounded in sum for a session and for the process."""

import logging
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from uuid import uuid4

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.stats import CacheStat
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from data import audit
from data.errors import KinerjaError
from data.settings import Mode, mode, settings
from pages.session import person
from pages.session.disk import own_folder
from pages.shell.server import refusals, sign_ins

A_SESSION = 200 * 1000 * 1000  # bytes
A_PROCESS = 1000 * 1000 * 1000
ADDRESS = "/_stcore/upload_file/"
SENDING = ("report", "correct", "administer")  # one of these acts, of any agency, opens the room for uploads


class Held(NamedTuple):
    """One upload: where its bytes lie and what the browser said of them."""

    path: Path
    name: str
    type: str
    size: int


class Uploads(MemoryUploadedFileManager):
    """Streamlit's list of uploads with the bytes on disk. They go with the session, or as soon as a page took them."""

    def __init__(self, endpoint: str):
        super().__init__(endpoint)
        self._held: dict[str, dict[str, Held]] = {}
        self._coming: dict[str, int] = {}
        self._guard = Lock()

    def add_file(self, session_id: str, file: UploadedFileRec) -> None:
        """Write the bytes to disk; what the session sent under the same id before goes."""
        path = own_folder() / f"upload-{uuid4().hex}"
        path.write_bytes(file.data)
        self.remove_file(session_id, file.file_id)
        with self._guard:
            held = Held(path, file.name, file.type, len(file.data))
            self._held.setdefault(session_id, {})[file.file_id] = held

    def get_files(self, session_id: str, file_ids: Sequence[str]) -> list[UploadedFileRec]:
        """The uploads of these ids with their bytes, as far as they are still there."""
        with self._guard:
            held = self._held.get(session_id, {})
            found = [(one, held[one]) for one in file_ids if one in held]
        return [UploadedFileRec(one, each.name, each.type, each.path.read_bytes()) for one, each in found]

    def remove_file(self, session_id: str, file_id: str) -> None:
        """Forget one upload and its bytes."""
        with self._guard:
            gone = self._held.get(session_id, {}).pop(file_id, None)
        if gone:
            gone.path.unlink(missing_ok=True)

    def remove_session_files(self, session_id: str) -> None:
        """Forget everything that a session uploaded."""
        with self._guard:
            gone = self._held.pop(session_id, {})
        for one in gone.values():
            one.path.unlink(missing_ok=True)

    def comes(self, session_id: str, more: int) -> None:
        """Count bytes that are on their way; negative once they are held, or given up."""
        with self._guard:
            left = self._coming.get(session_id, 0) + more
            self._coming[session_id] = left
            if left <= 0:
                del self._coming[session_id]

    def refused(self, session_id: str, more: int) -> str | None:
        """Key of the words for a session that may not send `more` bytes, None where it may."""
        with self._guard:
            own = self._sum(session_id) + self._coming.get(session_id, 0)
            whole = sum(map(self._sum, self._held)) + sum(self._coming.values())
        return (
            "report.upload_session_full" if own + more > A_SESSION
            else "report.upload_server_full" if whole + more > A_PROCESS
            else None
        )  # fmt: skip

    def get_stats(self, family_names: Sequence[str] | None = None) -> dict[str, list[CacheStat]]:
        """Nothing: what is held takes no memory."""
        return {}

    def _sum(self, session_id: str) -> int:
        return sum(one.size for one in self._held.get(session_id, {}).values())


class _Refused(Exception):
    """An upload went over a ceiling on its way; the text is the key of the words."""


class Ceilings:
    """Refuses at the upload address what a session or the process has no room for: 413 in words."""

    def __init__(self, app: ASGIApp, uploads: Uploads):
        self.app = app
        self.uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "PUT" or ADDRESS not in scope["path"]:
            await self.app(scope, receive, send)
            return
        if mode() is Mode.PUBLIC:
            await refusals.text("frame.read_only", 403)(scope, receive, send)
            return
        if mode() is Mode.OFFICE and not await run_in_threadpool(_may_send, scope):
            await refusals.text("report.upload_not_allowed", 403)(scope, receive, send)
            return
        session = scope["path"].rpartition(ADDRESS)[2].partition("/")[0]
        refused = self.uploads.refused(session, _declared(scope))
        try:
            if refused is None:
                await self._counted(session, scope, receive, send)
        except _Refused as error:
            refused = str(error)
        except (KinerjaError, OSError):
            logging.getLogger(__name__).exception("An upload could not be kept")
            await refusals.text("report.upload_unkept", 507)(scope, receive, send)
        if refused:
            most = {"session": A_SESSION // 1_000_000, "server": A_PROCESS // 1_000_000}
            await refusals.text(refused, 413, **most)(scope, receive, send)

    async def _counted(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        come = 0

        async def counting() -> Message:
            nonlocal come
            message = await receive()
            size = len(message.get("body", b""))
            refused = self.uploads.refused(session, size) if size else None
            if refused:
                raise _Refused(refused)
            come += size
            self.uploads.comes(session, size)
            return message

        try:
            await self.app(scope, counting, send)
        finally:
            self.uploads.comes(session, -come)


def _may_send(scope: Scope) -> bool:
    """Whether who asks may report anything, or change the office's tables; a refusal is recorded."""
    who = sign_ins.asking(scope)
    rights = person.rights_for(who)
    if any(rights.may(act) for act in SENDING):
        return True
    audit.record(settings().store, "refused", who=who or "", subject="upload")
    return False


def _declared(scope: Scope) -> int:
    """The length that the sender announces, 0 where there is none or it is no number."""
    said = dict(scope["headers"]).get(b"content-length", b"")
    return int(said) if said.isdigit() else 0
