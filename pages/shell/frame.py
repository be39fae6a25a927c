"""The frame around every page: set-up, first build with its progress, sidebar, navigation, footer."""

from contextlib import suppress

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from data.errors import KinerjaError
from data.settings import ROOT, Mode, mode, settings
from data.store import Snapshot
from pages import session
from pages.components import blank, captions, embedding, taking, underway, way
from pages.content import reader, scope
from pages.session import asked, faults, first_build, person, publication, views
from pages.shell import citation, keeping, run_times, search, sidebar, sign_in, visits
from pages.words import language, stages, troubles
from pages.words.language import t

AT_ONCE, REFRESH = 0.5, 0.3  # seconds
ICON = str(ROOT / "static" / "icon.svg")
WORDMARKS = {theme: str(ROOT / "static" / name) for theme, name in
             (("light", "wordmark.svg"), ("dark", "wordmark-dark.svg"))}  # fmt: skip


def run() -> None:
    """Draw the frame and run the page that was asked for."""
    with run_times.counted() as counted:
        _draw(counted)


def _draw(counted: run_times.Run) -> None:
    session.adopt_language()
    st.set_page_config(page_title=t("frame.product"), page_icon=ICON, layout="wide")
    st.logo(WORDMARKS[reader.theme()], size="large", icon_image=ICON)
    published = _current_snapshot()
    shown = citation.held(published)
    reader.hold(shown, cited=citation.is_cited())
    page = st.navigation(_pages(), position="sidebar", expanded=True)
    _begin_at_own(page)
    session.follow()
    view = views.at(page.url_path)
    counted.view = view.name
    visits.count(view.name)
    if view.always_newest:
        reader.hold(published)
    session.adopt_link()  # after st.navigation: it may start the run again, which must know the page
    st.set_page_config(page_title=f"{page.title} · {t('frame.product')}", page_icon=ICON, layout="wide")
    empty = _is_empty()
    with st.sidebar:
        if not empty:
            search.draw()
        sign_in.draw()
    here = sidebar.draw()
    embedding.narrow()
    for notice in session.notices():
        st.warning(notice, icon=":material/link_off:")
    if not view.tells_of_acts and session.is_there("report"):
        underway.hint()
    if not view.always_newest:
        citation.banner()
    if empty and view.needs_data:
        st.title(page.title)
    if empty:
        _say_how_to_begin()
    if not (empty and view.needs_data):
        with suppress(blank.NothingHere):
            page.run()
    _footer(here, page)
    way.listen(_follow)
    taking.hand_over()


def _begin_at_own(page: StreamlitPage) -> None:
    """Who comes by no link begins where their role begins."""
    at_the_door = views.at(page.url_path) is views.VIEWS[0] and not st.query_params
    if mode() is Mode.OFFICE and session.arrives() and at_the_door:
        name, codes = person.start()
        if name != views.VIEWS[0].name:
            st.switch_page(views.named(name).script, query_params=codes)


def _pages() -> list[StreamlitPage]:
    return [
        st.Page(
            ROOT / view.script,
            title=t(view.title),
            icon=f":material/{view.icon}:",
            url_path=view.address,
            default=view is views.VIEWS[0],
            visibility="hidden" if view.hidden else "visible",
            help=t(f"{view.title}_help"),
        )
        for view in views.shown_to(reader.rights())
    ]


def _follow(address: str, given: dict[str, list[str]]) -> None:
    """Callback: open the page of an address; what its link leaves out is not chosen, but on the way to the guide."""
    if asked.PLACE in given:
        st.session_state[asked.GUIDE] = given.get("topic", [""])[0], given[asked.PLACE][0]
        session.open_page(views.at(address).name)
        return
    single = {key: next(iter(given.get(key, [])), None) for key in scope.SINGLE}
    session.open_page(views.at(address).name, **single, **{key: given.get(key, []) for key in scope.SEVERAL})


def _current_snapshot() -> Snapshot:
    """The published snapshot; who comes while it is made, or made anew after an update, sees the progress."""
    building = first_build.building()
    with suppress(KinerjaError):  # told by `serving`, or raised again where nothing can be shown
        if not building.done(AT_ONCE):
            _show_progress(building)
    snapshot, trouble = publication.serving()
    if mode() is Mode.DESK and (news := publication.begun()) is not None:
        st.info(troubles.words(news), icon=":material/new_releases:")
    if trouble is not None:
        st.warning(troubles.words(trouble), icon=":material/warning:")
    return snapshot


def _show_progress(building: first_build.Building) -> None:
    """A line per file with its rows and seconds, until the build has ended."""
    place = st.empty()
    drawn = -1
    while not building.done(REFRESH):
        lines = [stages.words(facts) for facts in building.seen]
        if len(lines) == drawn:
            continue
        drawn = len(lines)
        with place.container():
            st.title(t("frame.product"))
            st.markdown(t("frame.building"))
            st.progress(min(1.0, drawn / (building.files + 1)), text=lines[-1] if lines else t("frame.starting"))
            st.markdown("\n".join(f"- {line}" for line in lines[::-1]))
    place.empty()


def _is_empty() -> bool:
    return not reader.fetch("scope_span").iloc[0]["series"]


def _say_how_to_begin() -> None:
    if not session.is_there("report"):
        st.info(t("frame.empty_here"), icon=":material/inbox:")
        return
    st.info(t("frame.empty", folder=language.plain(settings().exports)), icon=":material/inbox:")
    st.code("python -m data load FILE", language="bash")


def say_sorry(error: Exception) -> bool:
    """Stand in for Streamlit's own message when a page fails; the log holds the error."""
    known = troubles.words(error) if isinstance(error, KinerjaError) else citation.failed_on_an_old_snapshot()
    st.error(faults.numbered(known or t("frame.failed"), error, "a page"), icon=":material/report:")
    return True


def _footer(here: scope.Scope, page: StreamlitPage) -> None:
    span = reader.fetch("scope_span").iloc[0]
    st.space("medium")
    with st.container(border=True, key="frame_footer"):
        if span["simulated"]:
            captions.simulated_note(int(span["simulated"]), int(span["series"]), "frame.simulated")
        if span["series"]:
            newest, until = language.day(span["newest"]), language.day(span["last_day"])
            captions.say(t("frame.footer", snapshot=reader.snapshot().id, newest=newest, until=until))
            citation.permanent_link()
            keeping.draw(here, page.url_path, page.title)
        st.caption(t(f"frame.mode_{mode()}"))
