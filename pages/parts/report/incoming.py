"""Four ways in: files, a paste from a spreadsheet, values typed here, an agency's template; and the file looked at."""

import shutil
from pathlib import Path

import pandas as pd
import streamlit as st

from analytics import periods
from data import guarded, template
from data.office import office_today
from data.reference import Reference, load_reference
from pages.parts import language, scope, source
from pages.parts.language import t
from pages.parts.report import desk, direct

TEMPLATES = Path(__file__).resolve().parents[3] / "docs" / "templates"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROUND, PASTED = "report_round", "tempelan.tsv"
MOST_PERIODS = 12
STEPS, MOST_SHOWN = 6, 4


def draw(here: scope.Scope) -> None:
    """The tabs of the four ways; what comes in is kept and the widget emptied for the next file."""
    ways = ("files", "paste", "direct", "template")
    files, paste, typed, form = st.tabs([t(f"report.tab_{way}") for way in ways])
    with files:
        _files(here)
    with paste:
        _paste(here)
    with typed:
        _direct(here)
    with form:
        _template(here)
    _left_behind()


def _left_behind() -> None:
    """Offer again what this browser brought in before the page was loaded anew."""
    with desk.told():
        for note in desk.left_behind():
            words, key = t("report.left_behind", file=language.plain(desk.name_of(note))), note.parent.name
            with st.container(horizontal=True, vertical_alignment="center", border=True):
                st.markdown(f":material/restore_page: {words}")
                for name, act in (("take_up", _take_up), ("put_away", _clear)):
                    st.button(t(f"report.{name}"), key=f"report_{name}_{key}", on_click=act, args=(note,))


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
        with desk.told():
            for one in given:
                _look_at(desk.receive(one.name, one.getvalue(), here.agency))
            _next_round()


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
        with desk.told():
            _look_at(desk.receive(PASTED, text.encode(), here.agency))
            _next_round()
    elif pressed:
        st.warning(t("report.paste_empty"), icon=":material/content_paste_off:")


def _direct(here: scope.Scope) -> None:
    with desk.told():
        direct.draw(here)


def _next_round() -> None:
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.rerun()


def _look_at(upload: desk.Upload) -> None:
    st.session_state[desk.LOOKED_AT] = upload.number


def _template(here: scope.Scope) -> None:
    st.markdown(t("report.template_words"))
    reference = load_reference()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        agency = direct.choose_agency(here, "report_template_agency")
        most = st.number_input(
            t("report.template_periods"), min_value=1, max_value=MOST_PERIODS, value=2, key="report_template_periods"
        )
    if agency:
        rows = template.rows(reference, source.snapshot(), agency, office_today(), int(most))
        _agency_template(rows, reference, agency)
    _plain_templates()


def _plain_templates() -> None:
    """The general templates, which know no agency."""
    st.caption(t("report.template_plain"))
    with st.container(horizontal=True):
        for ending, mime in (("csv", "text/csv"), ("xlsx", XLSX)):
            st.download_button(
                t("report.template", ending=ending.upper()),
                (TEMPLATES / f"laporan-iku.{ending}").read_bytes(),
                file_name=f"laporan-iku.{ending}",
                mime=mime,
                icon=":material/description:",
                key=f"report_template_{ending}",
                on_click="ignore",
                type="tertiary",
            )


def _agency_template(rows: pd.DataFrame, reference: Reference, agency: str) -> None:
    """What the template of an agency holds, for one of its units or for all, and its downloads."""
    units = dict(zip(rows["kode_unit"], rows["uraian_unit"], strict=True))
    unit = None
    if len(units) > 1:
        unit = st.selectbox(
            t("report.direct_unit"),
            list(units),
            index=None,
            format_func=lambda code: units[code] or t("report.direct_whole"),
            placeholder=t("report.template_all"),
            key=f"report_template_unit_{agency}",
        )
    own = rows if unit is None else rows[rows["kode_unit"] == unit]
    held = {"n": len(own), "indicators": int(own["kode_indikator"].nunique()), "periods": _span(own)}
    known = bool((reference.indicators["agency"] == agency).any())
    empty = "report.template_up_to_date" if known else "report.template_empty"
    st.caption(t("report.template_holds", **held) if len(own) else t(empty))
    words, named = template_words(), template.file_name(agency, unit or "")
    files = [("", named, XLSX, lambda: template.workbook(own, reference, agency, words))]
    if len(units) > 1:
        name = guarded.file_name(f"laporan-{agency.lower()}.zip")
        files.append(("_pack", name, "application/zip", lambda: template.pack(rows, reference, agency, words)))
    with st.container(horizontal=True):
        for kind, name, mime, make in files:
            st.download_button(
                t(f"report.template_download{kind}", agency=agency),
                make,
                file_name=name,
                mime=mime,
                icon=":material/table_view:",
                key=f"report_template_agency_file{kind}",
                on_click="ignore",
            )


def _span(rows: pd.DataFrame) -> str:
    """The periods of rows in words, in order of time; of many the first and the last."""
    ordered = sorted(rows["periode"].unique(), key=lambda one: periods.period(one).start)
    shown = [language.period(one, short=True) for one in ordered]
    return ", ".join(shown) if len(shown) <= MOST_SHOWN else f"{shown[0]} … {shown[-1]}"


def template_words() -> template.Words:
    """What the template says, in the reader's language."""
    columns = (*template.KEYS, *template.KNOWN, *template.FILLED)
    return template.Words(
        sheet_report=t("report.sheet_report"),
        sheet_guide=t("report.sheet_guide"),
        sheet_lists=t("report.sheet_lists"),
        title=t("report.guide_title"),
        steps=tuple(t(f"report.guide_step_{step}") for step in range(1, STEPS + 1)),
        columns={name: t(f"report.means_{name}") for name in columns},
        heading_columns=t("report.guide_columns"),
        wrong_title=t("report.wrong_title"),
        wrong_number=t("report.wrong_number"),
        wrong_date=t("report.wrong_date"),
        wrong_choice=t("report.wrong_choice"),
        period=language.period,
    )


def chosen() -> desk.Upload | None:
    """The upload that is looked at, with a choice where there are several and a button to put it away."""
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
