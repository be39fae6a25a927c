"""Reports that are missing, late or lack regencies, the longest overdue first."""

from collections.abc import Mapping

import streamlit as st

from pages import session
from pages.components import captions, paging, row_lists
from pages.content import lists, reader
from pages.content.completeness import Span
from pages.sections.quality.list_files import list_button
from pages.words import language
from pages.words.language import t

RECORDS = ("missing", "late", "incomplete")
NAMES = ("agency", "agency_name", "indicator", "name", "unit", "unit_name", "frequency", "period", "deadline",
         "due_day", "record", "as_of", "days_late", "places", "simulated")  # fmt: skip


def draw(span: Span, own: Mapping[str, object]) -> None:
    """Reports that are missing, late or lack regencies, the longest overdue first; a row opens its indicator."""
    st.header(t("quality.troubles"))
    session.linked("quality_record", RECORDS, RECORDS[0])
    kind = st.segmented_control(
        t("quality.troubles_kind"),
        RECORDS,
        required=True,
        format_func=lambda each: t(f"quality.record_{each}"),
        label_visibility="collapsed",
        key="quality_record",
    )
    rows = reader.fetch("quality_troubles", record=kind, limit=lists.SHOWN, **span.days, **own)
    if rows.empty:
        st.success(t("quality.troubles_none_kind"), icon=":material/task_alt:")
        return
    columns = {
        "abbreviation": st.column_config.Column(t("scope.agency"), width="small"),
        "name": st.column_config.Column(t("cards.indicator"), width="medium"),
        "unit_name": st.column_config.Column(t("cards.unit"), width="medium"),
        "when": t("cards.period"),
        "deadline": t("quality.deadline"),
        "due_day": t("quality.due_day"),
    }
    columns |= {"as_of": t("quality.came")} if kind != "missing" else {}
    columns |= {"places": t("quality.lacking")} if kind == "incomplete" else {"days_late": t("quality.days_late")}
    formats = {name: language.day for name in ("deadline", "due_day", "as_of") if name in columns}
    formats |= {"days_late": lists.whole} if "days_late" in columns else {}
    row_lists.table(
        lists.named(rows), columns, formats, lists.opens(rows), title=("abbreviation", "name"),
        key=f"quality_troubles_{kind}", alt=t("quality.troubles"), takeaway=False,
        of=(span, own["frequency"]),
    )  # fmt: skip
    paging.cut(len(rows), int(rows["of_all"].iloc[0]))
    captions.simulated_note(int(rows["simulated"].sum()), len(rows))
    everything = {"record": kind, "limit": lists.ALL, **span.days, **own}
    title = f"{t('quality.troubles')}: {t(f'quality.record_{kind}')}"
    list_button(f"laporan-{t(f'quality.record_{kind}', 'id')}", NAMES, title, span.per, "quality_troubles", everything)
