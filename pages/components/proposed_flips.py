"""Classes and signals that a proposal would change: computed once for a snapshot and a content, beside the pages."""

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from pathlib import Path

import pandas as pd
import streamlit as st

from data import submissions
from data.store import open_store
from data.submissions import Proposal
from pages.content import reader
from pages.content.cache import LRUCache
from pages.words.language import t

KEPT = 64
AT_ONCE = 0.5  # seconds in which a small store is done
_worker = ThreadPoolExecutor(1, "flips")  # one build at a time, so that the pages of others stay quick
_running = LRUCache(KEPT)


def of(proposal: Proposal) -> pd.DataFrame | None:
    """What flips; None while it is computed: the page is drawn anew when that is done. Raises what the build raised."""
    running = _computation(proposal)
    try:
        return _seen(running.result(AT_ONCE))
    except Late:
        _wait(proposal)
        return None


def known(proposal: Proposal) -> pd.DataFrame | None:
    """What flips, once it is computed."""
    running = _computation(proposal)
    return _seen(running.result()) if running.done() and not running.exception() else None


def _seen(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of agencies whose data are seen: what is published of one may turn what is said of another."""
    sight = reader.sight()
    if sight.everything:
        return rows
    return rows[rows["agency"].map(sight.sees_all).astype(bool)].reset_index(drop=True)


@st.fragment(run_every=1.5)
def _wait(proposal: Proposal) -> None:
    if _computation(proposal).done():
        st.rerun()
    st.caption(f":material/hourglass_top: {t('report.flips_computed')}")


def _computation(proposal: Proposal) -> Future[pd.DataFrame]:
    """The computation for this content against this snapshot. What failed in the working folder of another, which may
    have put it away meanwhile, is done again."""
    store = open_store()
    key = (store.folder, proposal.base, proposal.content)

    def begun() -> tuple[Path, Future[pd.DataFrame]]:
        return proposal.folder, _worker.submit(submissions.flips, store, proposal)

    folder, running = _running.get(key, begun)
    if folder != proposal.folder and running.done() and running.exception():
        _running.forget(key)
        _, running = _running.get(key, begun)
    return running
