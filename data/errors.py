"""What stops the store, said in both languages: the thing by name, what was found, and the next step."""

import errno
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb

MESSAGES = Path(__file__).with_name("errors.toml")
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
USED_UP = {errno.EMFILE, errno.ENFILE}
WRONG_KIND = {errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.EEXIST}
LOCKED = {errno.EROFS, errno.EACCES, errno.EPERM}
FULL_WORDS = ("no space left", "disk quota", "file too large", "max_temp_directory_size")
LOCKED_WORDS = ("read-only file system", "permission denied", "operation not permitted")


class KinerjaError(Exception):
    """Something that people must see to. `key` names a text of errors.toml, which `facts` fill in, or is the text.

    `message_id` and `message_en` are the two texts; str() gives the English one.
    """

    def __init__(self, key: str, **facts: object):
        texts = catalogue().get(key)
        self.key, self.facts = key, facts
        self.message_id = texts["id"].format(**facts) if texts else key
        self.message_en = texts["en"].format(**facts) if texts else key
        super().__init__(self.message_en)


class StoreError(KinerjaError):
    """The store cannot be read or written."""


class OvertakenError(StoreError):
    """Another snapshot is published than the one that was looked at; nothing has changed."""


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Key → language → text."""
    return tomllib.loads(MESSAGES.read_text("utf-8"))


@contextmanager
def writing_in(folder: Path) -> Iterator[None]:
    """Turn a full or locked disk into a StoreError that names `folder` or the file it happened to."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        key = why_not_written(error)
        if key is None:
            raise
        raise StoreError(key, path=getattr(error, "filename", None) or folder, detail=first_line(error)) from error


def why_not_written(error: Exception) -> str | None:
    """Key of the text for a failed write: a full disk, a folder that may not be written, or something else in the place
    of a file or folder; None for other faults."""
    if isinstance(error, OSError):
        keys = {"disk_full": FULL, "not_writable": LOCKED, "wrong_kind": WRONG_KIND}
        return next((key for key, numbers in keys.items() if error.errno in numbers), None)
    said = str(error).lower()
    if any(words in said for words in FULL_WORDS):
        return "disk_full"
    return "not_writable" if any(words in said for words in LOCKED_WORDS) else None


def is_out_of_handles(error: BaseException | None) -> bool:
    """Whether an error, or what caused it, is that the system has no more file handles for this process."""
    while error is not None:
        if (isinstance(error, OSError) and error.errno in USED_UP) or "too many open files" in str(error).lower():
            return True
        error = error.__cause__ or error.__context__
    return False


def first_line(error: Exception) -> str:
    """The first line of an error's text, or its kind when it has none."""
    return next(iter(str(error).splitlines()), "") or type(error).__name__
