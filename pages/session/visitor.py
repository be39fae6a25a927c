"""Who is looking: this session, and the browser it is in with whom has signed in there, if anybody has."""

import hashlib
from uuid import uuid4

import streamlit as st

from pages.session import person

TOKEN, SESSION = "_streamlit_xsrf", "_visit"


def visitor() -> str | None:
    """What stays the same of a browser over reloads: the hash of the token that Streamlit gives it, which comes in
    another mask each time; None for a browser without it."""
    token = st.context.cookies.get(TOKEN)
    parts = token.split("|") if isinstance(token, str) else []
    try:
        mask, masked = bytes.fromhex(parts[1]), bytes.fromhex(parts[2])
    except (IndexError, ValueError):
        return None
    plain = bytes(one ^ mask[at % len(mask)] for at, one in enumerate(masked)) if mask else b""
    who = person.actor().person or ""
    return hashlib.sha256(plain + who.encode()).hexdigest() if plain else None


def marks() -> frozenset[str]:
    """What this session, and others of the same browser, are known by."""
    session = st.session_state.setdefault(SESSION, uuid4().hex)
    return frozenset(filter(None, (session, visitor())))
