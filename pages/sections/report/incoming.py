"""An agency's template, then four ways in: files, a paste from a spreadsheet, values typed here, the correction of one
value; and the file looked at."""

import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages import session
from pages.components import errors
from pages.content import reader, scope
from pages.sections.report import correcting, desk, direct, template
from pages.words import language
from pages.words.language import t

WAYS, WAY, TABS = ("files", "paste", "direct", "correct"), "report_way", "report_tabs"
ROUND, PASTED = "report_round", "tempelan.tsv"


def draw(here: scope.Scope) -> None:
    """The template, folded, then the tabs of the four ways; what comes in is kept and the widget emptied for more.
    Nothing for who reports for nobody."""
    if not reader.rights().may("report"):
        return
    with st.expander(t("report.tab_template"), icon=":material/table_view:"):
        template.draw(here)
    files, paste, typed, one = _tabs()
    with files:
        _files(here)
    with paste:
        _paste(here)
    with typed:
        _direct(here)
    with one:
        correcting.draw(here)
    _left_behind()


def _tabs() -> Sequence[DeltaGenerator]:
    """A tab for each way; the link says which is open."""
    names = {way: t(f"report.tab_{way}") for way in WAYS}
    session.linked(WAY, names, WAYS[0])
    st.session_state[TABS] = names[st.session_state[WAY]]
    return st.tabs(list(names.values()), key=TABS, on_change=_turn, args=(names,))


def _turn(names: Mapping[str, str]) -> None:
    """Callback: the way whose tab was opened."""
    st.session_state[WAY] = next(way for way, name in names.items() if name == st.session_state[TABS])


def _left_behind() -> None:
    """Offer again what this browser brought in before the page was loaded anew."""
    with errors.told():
        for note in desk.left_behind():
            words, key = _left_words(note), note.parent.name
            with st.container(horizontal=True, vertical_alignment="center", border=True):
                st.markdown(f":material/restore_page: {words}")
                for name, act in (("take_up", _take_up), ("put_away", _clear)):
                    st.button(t(f"report.{name}"), key=f"report_{name}_{key}", on_click=act, args=(note,))


def _left_words(note: Path) -> str:
    file, pressed = language.plain(desk.name_of(note)), desk.pressed_at(note)
    if pressed is None:
        return t("report.left_behind", file=file)
    at = dt.datetime.fromisoformat(pressed)
    return t("report.left_unpublished", file=file, day=at.date(), clock=f"{at:%H:%M}")


def _take_up(note: Path) -> None:
    taken = desk.take_up(note)
    if taken:
        _look_at(taken)


def _clear(note: Path) -> None:
    shutil.rmtree(note.parent, ignore_errors=True)


def _files(here: scope.Scope) -> None:
    given = st.file_uploader(
        t("report.upload"),
        type=list(desk.ENDINGS),
        accept_multiple_files=True,
        key=f"report_upload_{st.session_state.get(ROUND, 0)}",
        help=t("report.upload_help"),
    )
    if given:
        with errors.told():
            for one in given:
                _look_at(desk.receive(one.name, one.getvalue(), here.agency))
                give_back(one)
            _next_round()


def give_back(upload: UploadedFile) -> None:
    """What was taken in need not be held where uploads arrive."""
    context = get_script_run_ctx()
    if context is not None:
        context.uploaded_file_mgr.remove_file(context.session_id, upload.file_id)


def _paste(here: scope.Scope) -> None:
    with st.form(f"report_paste_form_{st.session_state.get(ROUND, 0)}", border=False):
        text = st.text_area(
            t("report.paste"),
            key=f"report_paste_{st.session_state.get(ROUND, 0)}",
            help=t("report.paste_help"),
            placeholder=t("report.paste_example"),
            height=180,
        )
        pressed = st.form_submit_button(t("report.paste_check"), icon=":material/content_paste:")
    if pressed and text.strip():
        with errors.told():
            _look_at(desk.receive(PASTED, text.encode(), here.agency))
            _next_round()
    elif pressed:
        st.warning(t("report.paste_empty"), icon=":material/content_paste_off:")


def _direct(here: scope.Scope) -> None:
    with errors.told():
        direct.draw(here)


def _next_round() -> None:
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.rerun()


def _look_at(upload: desk.Upload) -> None:
    st.session_state[desk.LOOKED_AT] = upload.number


def chosen() -> desk.Upload | None:
    """The upload that is looked at, with a choice where there are several and a button to put it away."""
    if not reader.rights().may("report"):
        return None
    held, lost = desk.uploads()
    for name in lost:
        st.warning(t("report.lost", file=language.plain(name)), icon=":material/delete_sweep:")
    if not held:
        return None
    names = {one.number: one.name for one in held}
    wanted = st.session_state.get(desk.LOOKED_AT)
    if len(held) > 1:
        number = st.selectbox(
            t("report.looked_at", n=len(held)),
            list(names),
            index=list(names).index(wanted) if wanted in names else 0,
            format_func=names.get,
            key=f"report_looked_at_{'_'.join(map(str, names))}_{wanted}",
        )
    else:
        number = held[0].number
    upload = next(one for one in held if one.number == number)
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(f":material/draft: **{language.plain(upload.name)}**")
        st.caption(t("report.kept"))
        st.button(
            t("report.put_away"),
            icon=":material/close:",
            key=f"report_put_away_{upload.number}",
            on_click=desk.drop,
            args=(upload,),
            type="tertiary",
        )
    return upload
