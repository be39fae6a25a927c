"""Who signed in, and what they may: asked anew each time, so that a right taken away is gone at the next click."""

import hashlib
import time
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from data.errors import KinerjaError
from data.office import office_today
from data.rights import PUBLIC, Grant, Rights
from data.rights.acting import Actor, Place
from data.settings import Mode, mode, settings
from data.store import Store, access, sign_outs
from pages.content import reader

NAMED_BY = "email"
AT_THEIR_AGENCY = ("officer", "unit_head", "agency_head")
OF_ONE = ("iss", "sub", "email", "iat", "auth_time", "nonce", "at_hash", "jti", "sid")  # claims of one sign-in
STARTS = {"inspectorate": "quality", "administrator": "administration"}
AT_A_DESK = "desk"
LONGEST = 12 * 3600  # seconds after which one has to sign in again; the cookie of Streamlit lives for a month


def person() -> str | None:
    """What the sign-in calls who is looking; None for who has not signed in, did so too long ago, or is not known by an
    address of mail that the provider vouches for."""
    user = st.user.to_dict()
    return named(user, time.time()) if user.get("is_logged_in") else None


def named(claims: Mapping[str, Any], now: float) -> str | None:
    """The same of the claims of a sign-in at a moment; None as well for who signed out or was signed out
    since."""
    said, since = claims.get(NAMED_BY), claims.get("auth_time") or claims.get("iat")
    if not isinstance(said, str) or not said.strip() or claims.get("email_verified") is False:
        return None
    if not isinstance(since, int | float) or not -60 <= now - since <= LONGEST:
        return None
    who, store = said.strip().casefold(), settings().store
    if since < int(sign_outs.since(store, who)) or sign_outs.is_ended(store, mark(claims)):
        return None
    return who


def mark(claims: Mapping[str, Any]) -> str:
    """What tells one sign-in from another, of the same person too."""
    return hashlib.sha256(repr([claims.get(name) for name in OF_ONE]).encode()).hexdigest()


def rights() -> Rights:
    """What who is looking may see and do now: what is public where nobody signed in, or where that cannot be told."""
    return rights_for(person())


def rights_for(who: str | None) -> Rights:
    """What a person may see and do now; what is public for nobody, or where that cannot be told."""
    try:
        return PUBLIC if who is None else _rights(*_asked(), who)
    except (KinerjaError, OSError):
        return PUBLIC


def actor() -> Actor:
    """Who acts when something is pressed: as the sign-in calls them, nameless at a desk; and what they may now."""
    return Actor(person() if mode() is Mode.OFFICE else None, reader.rights())


def may(write: str, places: Iterable[Place] = ()) -> bool:
    """Whether who is looking may change the store in a way of writes.toml, for all of the places."""
    return actor().may(write, places)


def may_alone(write: str, places: Iterable[Place]) -> bool:
    """The same of what publishes in one step, which no agency that asks for two persons lets one do."""
    named, who = tuple(places), actor()
    return who.may(write, named) and (who.person is None or not access.asked_of_two(Store(settings().store), named))


def is_office() -> bool:
    """Whether people sign in here."""
    return mode() is Mode.OFFICE


def keeper() -> str | None:
    """Under whose name views and indicators are kept: who signed in, or the desk; None for who is nobody."""
    return {Mode.DESK: AT_A_DESK, Mode.OFFICE: person()}.get(mode())


def grants() -> list[Grant]:
    """The grants of who is looking that hold today."""
    who, today = person(), office_today()
    given = [one for _, one in access.granted(Store(settings().store))]
    return [one for one in given if one.person == who and one.holds_on(today)]


def start() -> tuple[str, dict[str, str | list[str]]]:
    """The view on which who has just come begins, with its codes: their unit or agency, what their role looks after,
    else the first."""
    held = grants() if person() else []
    own = next((one for one in held if one.agency and one.role in AT_THEIR_AGENCY), None)
    if own:
        return "mine", {"agency": own.agency, **({"unit": list(own.units)} if own.units else {})}
    return next((STARTS[one.role] for one in held if one.role in STARTS), "summary"), {}


def _asked() -> tuple[Path, tuple[int, int], Any]:
    folder = settings().store
    found = (folder / "pointer.json").stat()
    return folder, (found.st_mtime_ns, found.st_ino), office_today()


@lru_cache(maxsize=512)
def _rights(folder: Path, _: tuple[int, int], today: Any, who: str) -> Rights:
    """Asked again once the pointer is another, which every entry of the ledger makes it, and every day."""
    return access.rights_of(Store(folder), who, today)
