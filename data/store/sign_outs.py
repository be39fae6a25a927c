"""Who was signed out everywhere, and when, and which sign-ins were ended: `sign_outs.json` in the store. A sign-in from
before that, or one that was ended, names nobody, whoever still holds its cookie.

It is asked at each run of a page, so it is read once for each state of the file. One that cannot be read counts as a
sign-out of everybody at the moment it was changed.
"""

import json
import time
from functools import lru_cache
from pathlib import Path
from threading import Lock

from data.files import is_whole, sealed, write_whole

FILE = "sign_outs.json"
EVERYBODY, ONE = "*", "#"
KEPT = 31 * 24 * 3600  # seconds; no cookie of a sign-in is older
_lock = Lock()


def sign_out(folder: Path, person: str) -> None:
    """Sign a person out everywhere, or EVERYBODY."""
    with _lock:
        now = time.time()
        kept = {one: at for one, at in _of(folder).items() if now - at < KEPT}
        write_whole(folder / FILE, sealed({"at": {**kept, person.casefold(): now}}), locked=False)


def end(folder: Path, sign_in: str) -> None:
    """End one sign-in, by its mark."""
    sign_out(folder, f"{ONE}{sign_in}")


def is_ended(folder: Path, sign_in: str) -> bool:
    """Whether that sign-in was ended."""
    return f"{ONE}{sign_in}" in _of(folder)


def since(folder: Path, person: str) -> float:
    """The moment, in seconds, from which on a sign-in of a person counts."""
    known = _of(folder)
    return max(known.get(person, 0.0), known.get(EVERYBODY, 0.0))


def _of(folder: Path) -> dict[str, float]:
    try:
        found = (folder / FILE).stat()
    except OSError:
        return {}
    return _read(folder / FILE, found.st_mtime_ns, found.st_ino)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int, _: int) -> dict[str, float]:
    try:
        said = json.loads(path.read_text("utf-8"))
        if is_whole(said):
            return {str(person): float(at) for person, at in said["at"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return {EVERYBODY: changed / 1e9}
