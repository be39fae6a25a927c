"""Permanent links: the view at one snapshot, as it was published, whatever has been loaded since."""

import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Thread

import streamlit as st

from data.errors import KinerjaError, StoreError
from data.store import Snapshot, open_store, snapshots
from data.store.snapshots import IDENTITY
from pages import session
from pages.components import remaking
from pages.content import reader, scope
from pages.words import language, troubles
from pages.words.language import t

CITED = scope.SNAPSHOT
NOTICE, SEEN = "_cited_notice", "_snapshot_seen"
RENEWED = timedelta(days=30)


def held(published: Snapshot) -> Snapshot:
    """The snapshot that the link cites, else the published one. Called by the frame before anything is read."""
    if session.arrives():
        st.session_state[CITED] = st.query_params.get(CITED)
    wanted = st.session_state.get(CITED)
    if not wanted:
        return published
    try:
        return _opened(wanted)
    except KinerjaError as error:
        st.session_state[CITED] = None
        st.session_state[NOTICE] = troubles.words(error)
        return published


def is_cited() -> bool:
    """Whether the link cites a snapshot that can be shown."""
    return bool(st.session_state.get(CITED))


def _opened(identity: str) -> Snapshot:
    """A snapshot that was once published here; one whose file was pruned is made again, which takes a while."""
    store = open_store()
    known = store.shelf.about(identity) if IDENTITY.fullmatch(identity) else None
    if known is None or not (known.held or known.published):
        raise StoreError("snapshot_unknown", snapshot=repr(identity[: scope.SHOWN_OF_A_BAD_VALUE]), known=_newest())
    if not known.held:
        remaking.made_again(identity)
    return store.open(identity)


def _newest() -> str:
    pointer = open_store().pointer
    return pointer.snapshot if pointer else language.NOTHING


def banner() -> None:
    """Say that the figures are those of a cited snapshot, and lead to the newest; or why it cannot be shown."""
    _tell_of_newer()
    notice = st.session_state.pop(NOTICE, None)
    if notice:
        st.warning(notice, icon=":material/link_off:")
    identity = st.session_state.get(CITED)
    if not identity:
        return
    day = open_store().shelf.about(identity).first_day
    key = "citing.as_published" if identity != _newest() else "citing.as_published_still"
    words = t(key, day=language.day(day, width="d MMMM y"), snapshot=identity)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(words, icon=":material/history:")
        st.button(t("citing.to_newest"), on_click=_to_newest, icon=":material/update:", key="citing_newest")
        if identity != _newest() and session.is_there("quality"):
            st.button(
                t("between.open"), on_click=_compare, args=(identity,), icon=":material/compare_arrows:",
                key="citing_compare", type="tertiary",
            )  # fmt: skip


def _tell_of_newer() -> None:
    """Say once that figures may differ from those a moment ago, because somebody published meanwhile."""
    newest = _newest()
    before = st.session_state.get(SEEN, newest)
    st.session_state[SEEN] = newest
    if before != newest and not is_cited():
        st.info(t("citing.newer", before=before, now=newest), icon=":material/update:")


def _compare(identity: str) -> None:
    session.assign(**{CITED: None})
    session.open_page("quality", quality_part="snapshots", quality_before=identity)


def _to_newest() -> None:
    st.session_state[CITED] = None


def permanent_link() -> None:
    """A box with the link that keeps showing these figures, ready to be copied; opening it keeps the snapshot."""
    identity = reader.snapshot().id
    place = st.popover(
        t("citing.copy"), icon=":material/link:", type="tertiary", key="citing_link", on_change=_keep, args=(identity,)
    )
    with place:
        st.markdown(t("citing.explained"))
        st.code(session.address(identity), language=None, wrap_lines=True)


def _keep(identity: str) -> None:
    """Pin a snapshot that is being cited for a year from now, without waiting for a load that may be going on."""
    known = open_store().shelf.about(identity)
    if known.pinned not in (None, snapshots.CITED):
        return
    if known.pinned_at is None or datetime.now(UTC) - datetime.fromisoformat(known.pinned_at) > RENEWED:
        Thread(target=_pin, args=(identity,), daemon=True).start()


def _pin(identity: str) -> None:
    try:
        open_store().pin(identity, snapshots.CITED)
    except (KinerjaError, OSError):
        logging.getLogger(__name__).warning("Snapshot %s could not be pinned", identity, exc_info=True)


def failed_on_an_old_snapshot() -> str | None:
    """What to say when a page failed that shows a cited snapshot: it may come from an older program."""
    with suppress(Exception):
        identity = st.session_state.get(CITED)
        if identity:
            return t("citing.failed", snapshot=language.plain(identity))
    return None
