"""Web archives (MHTML): the pages in one, each a sheet."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from pathlib import PurePosixPath

from data.foreign import web_page
from data.foreign.refusal import RefusedError
from data.foreign.sheet import Sheet

MOST_MARKS = 3_000  # lines that may stand between two parts


def is_archive(start: bytes) -> bool:
    """Whether a file that begins so is a message that holds web pages."""
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not re.match(rb"[A-Za-z-]+:", start):
        return False
    head = BytesHeaderParser(policy=policy.compat32).parsebytes(start)
    return "MIME-Version" in head and head.get_content_type() in ("multipart/related", "text/html", "multipart/mixed")


class Book:
    """The pages that hold a table; RefusedError when none does."""

    def __init__(self, content: bytes):
        if content.count(b"\n--") > MOST_MARKS:
            raise RefusedError("file_too_large", f"> {MOST_MARKS} bagian‖> {MOST_MARKS} parts", str(MOST_MARKS))
        pages: dict[str, web_page.Book] = {}
        refused: RefusedError | None = None
        message = message_from_bytes(content.removeprefix(b"\xef\xbb\xbf").lstrip(), policy=policy.default)
        for part in message.walk():
            if part.get_content_type() != "text/html":
                continue
            try:
                pages[_name(part, len(pages))] = web_page.Book(_text(part))
            except RefusedError as error:
                refused = refused or error
        if not pages:
            raise refused or RefusedError("file_without_table", "MHTML")
        self._pages = pages if len(pages) > 1 else {"": next(iter(pages.values()))}
        self.names, self.hidden = list(self._pages), frozenset[str]()

    def sheet(self, name: str) -> Sheet:
        """The table of one page."""
        return self._pages[name].sheet("")


def _name(part: EmailMessage, number: int) -> str:
    place = PurePosixPath(str(part.get("Content-Location", "")).replace("\\", "/")).stem
    return place or f"{number + 1}"


def _text(part: EmailMessage) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    codec = web_page.declared(content[:2000]) or part.get_content_charset() or "utf-8"
    try:
        return content.decode(codec, "replace")
    except LookupError:
        return content.decode("utf-8", "replace")
