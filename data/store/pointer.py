"""The pointer: which snapshot is published, up to which entry of the ledger, and since when.

It holds the checksum of its own content, the id of the head's entry and the hash of the chain of records up to it, so
that neither a flipped bit nor a ledger that changed can make it say something else. Pointers of format 1 have none of
these; the next publication writes the present format.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from data.errors import StoreError, first_line
from data.files import is_whole, sealed
from data.store.snapshots import IDENTITY

FORMAT = 2
ONE_DIGIT = 9  # one flipped bit leaves a digit a single character
HIGHEST = 10**9


@dataclass(frozen=True)
class Pointer:
    """What is published: snapshot id, number of the last entry it holds, and when; `entry` is that entry's id.

    `chain` is the hash of the records up to it, `before` the moment of the publication before. Pointers of format 1
    and notes of that time say only the first three.
    """

    snapshot: str
    head: int
    published_at: str
    entry: str = ""
    chain: str = ""
    before: str | None = None

    @property
    def order(self) -> tuple[int, str]:
        """Publications in the order in which they came: the head never goes back, a clock may."""
        return self.head, self.published_at

    @property
    def clock_went_back(self) -> bool:
        """Whether it is said to be older than the publication before it."""
        return bool(self.before) and datetime.fromisoformat(str(self.before)) > datetime.fromisoformat(
            self.published_at
        )

    def facts(self) -> dict[str, Any]:
        """As pointer.json holds it."""
        return sealed({"format": FORMAT, **asdict(self)})


def read(path: Path) -> Pointer | None:
    """The pointer in a file, None where there is none; StoreError when it is damaged, newer or may not be read."""
    try:
        return told(json.loads(path.read_text("utf-8")), path)
    except FileNotFoundError:
        return None
    except NotADirectoryError as error:
        raise StoreError("wrong_kind", path=path.parent) from error
    except PermissionError as error:
        raise StoreError("not_readable", path=path, detail=first_line(error)) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise StoreError("pointer_damaged", path=path, detail=first_line(error)) from error


def told(facts: Mapping[str, Any], path: Path) -> Pointer:
    """The pointer that facts tell; StoreError for those of a newer program, ValueError for damaged ones."""
    found = facts.get("format", 1)
    _require_whole(facts, found)
    if found > FORMAT:
        raise StoreError("newer_program", path=path, found=found, known=FORMAT)
    texts = {name: facts.get(name) or "" for name in ("entry", "chain")}
    pointer = Pointer(facts["snapshot"], facts["head"], facts["published_at"], **texts, before=facts.get("before"))
    require_sound(pointer)
    return pointer


def require_sound(pointer: Pointer) -> None:
    """ValueError for a publication that cannot be one."""
    head = pointer.head
    if not IDENTITY.fullmatch(pointer.snapshot) or type(head) is not int or not 0 <= head < HIGHEST:
        raise ValueError(f"snapshot {pointer.snapshot!r}, head {str(head)[:20]}")
    for moment in (pointer.published_at, pointer.before or pointer.published_at):
        datetime.fromisoformat(moment)


def _require_whole(facts: Mapping[str, Any], found: object) -> None:
    if type(found) is not int or found < 1:
        raise ValueError(f"format {found!r}")
    if found > ONE_DIGIT or (found == 1 and set(facts) <= {"format", "snapshot", "head", "published_at"}):
        return
    if not is_whole(facts):
        raise ValueError("checksum / jumlah periksa")
