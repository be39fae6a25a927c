"""Classes and signals that publishing would change: computed beside the preview, without being asked for."""

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late

import pandas as pd
import streamlit as st

from data import submissions
from data.reference import load_reference
from data.store import open_store
from pages.parts import cards, language, scope
from pages.parts.language import t
from pages.parts.report import desk

HELD = "_report_flips"
AT_ONCE = 0.5  # seconds in which a small store is done
Held = tuple[tuple[object, ...], Future[pd.DataFrame]]


def draw(upload: desk.Upload) -> None:
    """What flips, or that it is being computed; the page shows it when it is done."""
    running = _running(upload)
    try:
        running.result(AT_ONCE)
    except Late:
        _wait(upload)
        return
    with desk.told():
        _table(upload, running.result())


def known(upload: desk.Upload) -> pd.DataFrame | None:
    """What flips, once it is computed."""
    running = _running(upload)
    return running.result() if running.done() and not running.exception() else None


@st.fragment(run_every=1.5)
def _wait(upload: desk.Upload) -> None:
    if _running(upload).done():
        st.rerun()
    st.caption(f":material/hourglass_top: {t('report.flips_computed')}")


@st.cache_resource(show_spinner=False)
def _worker() -> ThreadPoolExecutor:
    """One build at a time, so that the pages of others stay quick."""
    return ThreadPoolExecutor(1, "flips")


def _running(upload: desk.Upload) -> Future[pd.DataFrame]:
    """The computation for the reading at hand and the snapshot it is compared with; an earlier one is given up."""
    key = (upload.number, upload.read_with)
    held: Held | None = st.session_state.get(HELD)
    if held and held[0] == key:
        return held[1]
    if held:
        held[1].cancel()
    running = _worker().submit(submissions.flips, open_store(), upload.proposal)
    st.session_state[HELD] = (key, running)
    return running


def _table(upload: desk.Upload, rows: pd.DataFrame) -> None:
    if rows.empty:
        st.markdown(f":material/check: {t('report.no_flips')}")
        return
    classes, states = (
        int((rows[f"old_{name}"].fillna("") != rows[f"new_{name}"].fillna("")).sum()) for name in ("class", "state")
    )
    st.markdown(f"**{t('report.flips', n=len(rows), classes=classes, states=states)}**")
    names = ("indicator_name", "region_name", "old_class", "new_class", "old_state", "new_state")
    columns = {name: t(f"report.flip_{name}") for name in names}
    cards.table(in_words(rows), columns, key=f"report_flipped_{upload.number}")


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Indicator, region, and class and state before and after, in words."""
    places, spoken = scope.choices("region").labels, indicator_names()
    words = {code: label for (_, code), label in cards.class_words(mark=True).items()}

    def state(code: object) -> str:
        return language.NOTHING if language.missing(code) else cards.state_short(code, mark=True)

    return pd.DataFrame(
        {
            "indicator_name": rows["indicator"].map(lambda code: spoken.get(code, code)),
            "region_name": [places[code][0] if code in places else t("report.province") for code in rows["region"]],
            "old_class": rows["old_class"].map(lambda code: words.get(code, language.NOTHING)),
            "new_class": rows["new_class"].map(lambda code: words.get(code, language.NOTHING)),
            "old_state": rows["old_state"].map(state),
            "new_state": rows["new_state"].map(state),
        }
    )


def indicator_names() -> dict[str, str]:
    """Short names of all indicators of the dictionary."""
    table = load_reference().indicators
    return {row["code"]: language.name(row, stem="short") for row in table.to_dict("records")}
