"""What a person keeps for themselves: indicators they follow, views they saved. A file a person in the folder `kept` of
the store, under a hash of what the sign-in calls them; it is in no backup, so that what is removed is gone.

Nobody but its person is shown any of it, and nothing that is published is made of it.
"""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Lock

from data.files import is_whole, sealed, write_whole
from data.office import ZONE

FOLDER = "kept"
MOST_FOLLOWED, MOST_VIEWS = 50, 20
LONGEST_NAME, LONGEST_LINK = 80, 1_000  # letters
_lock = Lock()


@dataclass(frozen=True)
class Saved:
    """A view by the name its person gave it; `link` is a path of the site with its query."""

    name: str
    link: str


@dataclass(frozen=True)
class Bookmarks:
    """Codes of indicators, and views, the last one kept first."""

    followed: tuple[str, ...] = ()
    views: tuple[Saved, ...] = ()


def of(folder: Path, person: str) -> Bookmarks:
    """What a person keeps; nothing where nothing was kept or the file cannot be read."""
    try:
        said = json.loads(_path(folder, person).read_text("utf-8"))
        if is_whole(said):
            return Bookmarks(tuple(map(str, said["followed"])), tuple(Saved(**one) for one in said["views"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return Bookmarks()


def follow(folder: Path, person: str, indicator: str) -> None:
    """Follow an indicator, or no longer where it is followed; beyond MOST_FOLLOWED the oldest goes."""
    with _lock:
        known = of(folder, person)
        others = tuple(code for code in known.followed if code != indicator)
        followed = others if indicator in known.followed else (indicator, *others)[:MOST_FOLLOWED]
        _write(folder, person, replace(known, followed=followed))


def save(folder: Path, person: str, name: str, link: str) -> None:
    """Save a view in place of one of the same name; ValueError for a link that leaves the site or is too long."""
    if not link.startswith("/") or link.startswith(("//", "/\\")) or len(link) > LONGEST_LINK:
        raise ValueError(link)
    with _lock:
        known, name = of(folder, person), " ".join(name.split())[:LONGEST_NAME] or link[:LONGEST_NAME]
        others = tuple(one for one in known.views if one.name != name)
        _write(folder, person, replace(known, views=(Saved(name, link), *others)[:MOST_VIEWS]))


def drop(folder: Path, person: str, name: str) -> None:
    """Take a saved view away."""
    with _lock:
        known = of(folder, person)
        _write(folder, person, replace(known, views=tuple(one for one in known.views if one.name != name)))


def forget(folder: Path, person: str) -> bool:
    """Remove all that a person keeps; whether there was anything."""
    with _lock:
        found = _path(folder, person).exists()
        _path(folder, person).unlink(missing_ok=True)
        return found


def forget_before(folder: Path, day: dt.date) -> int:
    """Remove all of those who kept nothing since that day; how many they were."""
    start = dt.datetime.combine(day, dt.time(), ZONE).timestamp()
    with _lock:
        old = [path for path in (folder / FOLDER).glob("*.json") if path.stat().st_mtime < start]
        for path in old:
            path.unlink()
    return len(old)


def _path(folder: Path, person: str) -> Path:
    return folder / FOLDER / f"{hashlib.sha256(person.casefold().encode()).hexdigest()}.json"


def _write(folder: Path, person: str, kept: Bookmarks) -> None:
    path = _path(folder, person)
    path.parent.mkdir(exist_ok=True)
    write_whole(path, sealed({"followed": kept.followed, "views": [asdict(one) for one in kept.views]}), locked=False)
