"""The newest report of every indicator and unit, its age, and whether the next is due."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages import session
from pages.components import captions, paging, row_lists
from pages.content import lists, reader
from pages.content.completeness import Span
from pages.sections.quality.list_files import list_button
from pages.words import language
from pages.words.language import t

STANDINGS = ("overdue", "due", "current", "stopped")
NAMES = ("agency", "agency_name", "indicator", "name", "unit", "unit_name", "frequency", "standing", "last_period",
         "last_as_of", "ended", "overdue", "next_period", "next_deadline", "next_due_day", "simulated")  # fmt: skip


def draw(span: Span, own: Mapping[str, object]) -> None:
    """The newest report of every indicator and unit, its age, and whether the next is due."""
    st.header(t("quality.stale"))
    rows = reader.fetch("quality_stale", today=span.per, **own)
    counts = rows["standing"].value_counts()
    totals = {each: int(counts.get(each, 0)) for each in STANDINGS}
    captions.say(t("quality.stale_basis", day=span.per, **totals))
    session.linked("quality_standing", STANDINGS, STANDINGS[0])
    standing = st.segmented_control(
        t("quality.stale_kind"),
        STANDINGS,
        required=True,
        format_func=lambda each: f"{t(f'quality.standing_{each}')} ({language.number(totals[each], 0)})",
        label_visibility="collapsed",
        key="quality_standing",
    )
    chosen = rows[rows["standing"] == standing]
    if chosen.empty:
        captions.say(t("quality.stale_none"))
        return
    _table(chosen, str(standing), (span, own["frequency"]))
    paging.cut(min(len(chosen), lists.SHOWN), len(chosen))
    captions.simulated_note(int(chosen["simulated"].sum()), len(chosen))
    list_button("indikator", NAMES, t("quality.stale"), span.per, "quality_stale", {"today": span.per, **own})


def _table(chosen: pd.DataFrame, standing: str, of: tuple[object, ...]) -> None:
    columns = {
        "abbreviation": t("scope.agency"),
        "name": st.column_config.Column(t("cards.indicator"), width="medium"),
        "unit_name": st.column_config.Column(t("cards.unit"), width="medium"),
        "frequency": t("quality.frequency"),
        "last": t("quality.last_period"),
        "ended": t("quality.age"),
        "overdue": t("quality.overdue"),
        "next": t("quality.next_period"),
        "next_deadline": t("quality.deadline"),
    }
    shown = lists.named(chosen).assign(
        last=[language.period(each, short=True) for each in chosen["last_period"]],
        next=[language.period(each, short=True) for each in chosen["next_period"]],
        frequency=[t(f"download.frequency_{each}") for each in chosen["frequency"]],
    )
    formats = {"ended": lists.whole, "overdue": lists.whole, "next_deadline": language.day}
    row_lists.table(
        shown.head(lists.SHOWN), columns, formats, lists.opens(shown), title=("abbreviation", "name"),
        key=f"quality_stale_{standing}", alt=t("quality.stale"), takeaway=False, of=of,
    )
