"""The frame around every page: set-up, first build with its progress, sidebar, navigation, footer."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from data.errors import KinerjaError
from data.settings import settings
from data.store import Snapshot
from pages.parts import cards, citing, language, scope, search, source
from pages.parts.language import t

AT_ONCE, REFRESH = 0.5, 0.3  # seconds
USEFUL_WITHOUT_DATA = {"kirim", "panduan"}
ALWAYS_NEWEST = {"kirim"}  # what is sent is compared with what is published now
FOLDER = Path(__file__).resolve().parent.parent
ICON = str(FOLDER.parent / "static" / "icon.svg")
WORDMARK = str(FOLDER.parent / "static" / "wordmark.svg")


@dataclass(frozen=True)
class View:
    """One page: file stem, address, icon and the catalogue key of its title.

    The address never equals the stem, else Streamlit takes the page for one of its own; the first page is at the root.
    A hidden page is not in the navigation: other pages lead to it.
    """

    stem: str
    address: str
    icon: str
    title: str
    hidden: bool = False


PAGES = (
    View("summary_page", "ringkasan", "dashboard", "frame.summary"),
    View("agency_page", "instansi", "apartment", "frame.agency"),
    View("indicator_page", "indikator", "monitoring", "frame.indicator"),
    View("map_page", "peta", "map", "frame.map"),
    View("region_page", "wilayah", "location_city", "frame.region"),
    View("download_page", "unduh", "download", "frame.download"),
    View("report_page", "kirim", "upload_file", "frame.report"),
    View("quality_page", "mutu", "fact_check", "frame.quality"),
    View("guide_page", "panduan", "menu_book", "frame.guide"),
    View("meeting_page", "rapat", "co_present", "frame.meeting", hidden=True),
)


def run() -> None:
    """Draw the frame and run the page that was asked for."""
    scope.adopt_language()
    st.set_page_config(page_title=t("frame.product"), page_icon=ICON, layout="wide")
    st.logo(WORDMARK, size="large", icon_image=ICON)
    published = _current_snapshot()
    source.hold(citing.held(published))
    page = st.navigation(_pages(), position="sidebar", expanded=True)
    scope.follow()
    is_newest = page.url_path in ALWAYS_NEWEST
    if is_newest:
        source.hold(published)
    scope.adopt_link()  # after st.navigation: it may start the run again, which must know the page
    st.set_page_config(page_title=f"{page.title} · {t('frame.product')}", page_icon=ICON, layout="wide")
    empty = _is_empty()
    if not empty:
        with st.sidebar:
            search.draw((view.stem, view.icon, view.title) for view in PAGES)
    here = scope.draw()
    for notice in scope.notices():
        st.warning(notice, icon=":material/link_off:")
    if not is_newest:
        citing.banner()
    if empty and page.url_path not in USEFUL_WITHOUT_DATA:
        st.title(page.title)
    if empty:
        _say_how_to_begin()
    if not empty or page.url_path in USEFUL_WITHOUT_DATA:
        with suppress(cards.NothingHere):
            page.run()
    _footer(here)


def _pages() -> list[StreamlitPage]:
    return [
        st.Page(
            FOLDER / f"{view.stem}.py",
            title=t(view.title),
            icon=f":material/{view.icon}:",
            url_path=view.address,
            default=view is PAGES[0],
            visibility="hidden" if view.hidden else "visible",
            help=t(f"{view.title}_help"),
        )
        for view in PAGES
        if (FOLDER / f"{view.stem}.py").exists()
    ]


def _current_snapshot() -> Snapshot:
    """The published snapshot; who comes while it is made, or made anew after an update, sees the progress."""
    building = source.building()
    with suppress(KinerjaError):  # told by `serving`, or raised again where nothing can be shown
        if not building.done(AT_ONCE):
            _show_progress(building)
    snapshot, trouble = source.serving()
    if trouble is not None:
        said = getattr(trouble, f"message_{language.current()}")
        st.warning(language.plain(said), icon=":material/warning:")
    return snapshot


def _show_progress(building: source.Building) -> None:
    """A line per file with its rows and seconds, until the build has ended."""
    place = st.empty()
    drawn = -1
    while not building.done(REFRESH):
        lines = [_progress_line(facts) for facts in building.seen]
        if len(lines) == drawn:
            continue
        drawn = len(lines)
        with place.container():
            st.title(t("frame.product"))
            st.markdown(t("frame.building"))
            st.progress(min(1.0, drawn / (building.files + 1)), text=lines[-1] if lines else t("frame.starting"))
            st.markdown("\n".join(f"- {line}" for line in lines[::-1]))
    place.empty()


def _progress_line(facts: dict[str, object]) -> str:
    if isinstance(facts.get("trouble"), KinerjaError):
        return language.plain(getattr(facts["trouble"], f"message_{language.current()}"))
    stage = facts.get("stage") if facts.get("stage") in {"read", "built"} else "other"
    return t(
        f"frame.progress_{stage}",
        file=language.plain(facts.get("file") or facts.get("stage") or ""),
        rows=int(facts.get("rows") or 0),
        rejected=int(facts.get("rejected") or 0),
        seconds=language.number(facts.get("seconds") or 0.0, 1),
    )


def _is_empty() -> bool:
    return not source.fetch("scope_span").iloc[0]["series"]


def _say_how_to_begin() -> None:
    st.info(t("frame.empty", folder=language.plain(settings().exports)), icon=":material/inbox:")
    st.code("python -m data load FILE", language="bash")


def say_sorry(error: Exception) -> bool:
    """Stand in for Streamlit's own message when a page fails; the log holds the error."""
    logging.getLogger(__name__).error("A page failed", exc_info=error)
    said = getattr(error, f"message_{language.current()}") if isinstance(error, KinerjaError) else None
    words = language.plain(said) if said else citing.failed_on_an_old_snapshot() or t("frame.failed")
    st.error(words, icon=":material/report:")
    return True


def _footer(here: scope.Scope) -> None:
    span = source.fetch("scope_span").iloc[0]
    st.space("medium")
    with st.container(border=True):
        if span["simulated"]:
            cards.simulated_note(int(span["simulated"]), int(span["series"]))
        if span["series"]:
            newest, until = language.day(span["newest"]), language.day(span["last_day"])
            st.caption(t("frame.footer", snapshot=source.snapshot().id, newest=newest, until=until))
            citing.permanent_link()
        st.caption(t("frame.open_machine"))
