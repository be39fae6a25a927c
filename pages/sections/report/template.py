"""The fourth way in: an agency's own template, and the general ones."""

import pandas as pd
import streamlit as st

from analytics import periods
from data.office import office_today
from data.reference import Reference
from data.settings import ROOT
from pages.components import taking
from pages.content import reader, scope
from pages.documents import report_template
from pages.sections.report import direct
from pages.words import language
from pages.words.language import t

TEMPLATES = ROOT / "docs" / "templates"
MOST_PERIODS, MOST_SHOWN = 12, 4


def draw(here: scope.Scope) -> None:
    """What an agency owes as a workbook to fill in, and the templates that know no agency."""
    st.markdown(t("report.template_words"))
    reference = reader.reference()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        agency = direct.choose_agency(here, "report_template_agency")
        most = st.number_input(
            t("report.template_periods"), min_value=1, max_value=MOST_PERIODS, value=2, key="report_template_periods"
        )
    if agency:
        rows = report_template.rows(reference, reader.snapshot(), agency, office_today(), int(most))
        _agency_template(rows, reference, agency)
    _plain_templates()


def _plain_templates() -> None:
    """The general templates, which know no agency."""
    st.caption(t("report.template_plain"))
    with st.container(horizontal=True):
        for of, ending in (("plain_form_csv", "csv"), ("plain_form_xlsx", "xlsx")):
            taking.file_button(
                of, t("report.template", ending=ending.upper()),
                (TEMPLATES / f"laporan-iku.{ending}").read_bytes(), "laporan-iku", key=f"report_template_{ending}",
                type="tertiary",
            )  # fmt: skip


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
    with st.container(horizontal=True):
        taking.file_button(
            "form", t("report.template_download", agency=agency),
            lambda: report_template.workbook(own, reference, agency), report_template.stem(agency, unit or ""),
            key="report_template_agency_file",
        )  # fmt: skip
        if len(units) > 1:
            taking.file_button(
                "forms", t("report.template_download_pack", agency=agency),
                lambda: report_template.pack(rows, reference, agency), report_template.stem(agency),
                key="report_template_agency_file_pack",
            )  # fmt: skip


def _span(rows: pd.DataFrame) -> str:
    """The periods of rows in words, in order of time; of many the first and the last."""
    ordered = sorted(rows["periode"].unique(), key=lambda one: periods.period(one).start)
    shown = [language.period(one, short=True) for one in ordered]
    return ", ".join(shown) if len(shown) <= MOST_SHOWN else f"{shown[0]} … {shown[-1]}"
