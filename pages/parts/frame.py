"""The frame around every page: set-up, first build with its progress, sidebar, navigation, footer."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from data.settings import settings
from pages.parts import cards, language, scope, source
from pages.parts.language import t

USEFUL_WITHOUT_DATA = {"kirim", "panduan"}
FOLDER = Path(__file__).resolve().parent.parent
ICON = str(FOLDER.parent / "static" / "icon.svg")
WORDMARK = str(FOLDER.parent / "static" / "wordmark.svg")


@dataclass(frozen=True)
class View:
    """One page: file stem, address, icon and the catalogue key of its title.

    The address never equals the stem, else Streamlit takes the page for one of its own; the first page is at the root.
    """

    stem: str
    address: str
    icon: str
    title: str


PAGES = (
    View("summary_page", "ringkasan", "dashboard", "frame.summary"),
    View("agency_page", "instansi", "apartment", "frame.agency"),
    View("indicator_page", "indikator", "monitoring", "frame.indicator"),
    View("map_page", "peta", "map", "frame.map"),
    View("download_page", "unduh", "download", "frame.download"),
    View("report_page", "kirim", "upload_file", "frame.report"),
    View("guide_page", "panduan", "menu_book", "frame.guide"),
)


def run() -> None:
    """Draw the frame and run the page that was asked for."""
    st.set_page_config(page_title=t("frame.product"), page_icon=ICON, layout="wide")
    st.logo(WORDMARK, size="large", icon_image=ICON)
    source.hold(_current_snapshot())
    page = st.navigation(_pages(), position="sidebar", expanded=True)
    scope.follow()
    scope.adopt_link()  # after st.navigation: it may start the run again, which must know the page
    st.set_page_config(page_title=f"{page.title} · {t('frame.product')}", page_icon=ICON, layout="wide")
    here = scope.draw()
    for notice in scope.notices():
        st.warning(notice, icon=":material/link_off:")
    if _is_empty():
        _say_how_to_begin()
    if not _is_empty() or page.url_path in USEFUL_WITHOUT_DATA:
        with suppress(cards.NothingHere):
            page.run()
    _footer(here)


def _pages() -> list:
    return [
        st.Page(
            FOLDER / f"{view.stem}.py",
            title=t(view.title),
            icon=f":material/{view.icon}:",
            url_path=view.address,
            default=view is PAGES[0],
            help=t(f"{view.title}_help"),
        )
        for view in PAGES
        if (FOLDER / f"{view.stem}.py").exists()
    ]


def _current_snapshot() -> source.Snapshot:
    """The published snapshot; the first visitor of a process sees it made, or made anew after an update."""
    store = str(settings().store)
    published = source.published()
    if published is None or store not in source.checked():
        published = _built()
        source.checked().add(store)
    return published


def _built() -> source.Snapshot:
    """Build with progress on the page: a line per file with its rows and seconds. Silent when nothing is to do."""
    place = st.empty()
    seen: list[str] = []

    def show(**facts: object) -> None:
        seen.append(_progress_line(facts))
        with place.container():
            st.title(t("frame.product"))
            st.markdown(t("frame.building"))
            st.progress(min(0.98, len(seen) / (len(seen) + 6)), text=seen[-1])
            st.markdown("\n".join(f"- {line}" for line in seen[::-1]))

    built = source.build(show)
    place.empty()
    return built


def _progress_line(facts: dict[str, object]) -> str:
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
    st.error(t("frame.failed"), icon=":material/report:")
    return True


def _footer(here: scope.Scope) -> None:
    span = source.fetch("scope_span").iloc[0]
    st.space("medium")
    with st.container(border=True):
        if span["simulated"]:
            cards.simulated_note(int(span["simulated"]), int(span["series"]))
        st.caption(
            t(
                "frame.footer",
                snapshot=source.snapshot().id,
                newest=language.day(span["newest"]),
                until=language.day(span["last_day"]),
            )
        )
        st.caption(t("frame.open_machine"))
