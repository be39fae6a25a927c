"""The record itself, a page at a time, and as a file."""

from functools import partial

import pandas as pd
import streamlit as st

from data import guarded
from data.office import office_today
from pages.components import paging, row_lists, taking
from pages.content import audited, lists
from pages.documents import list_file
from pages.words.language import t

ROWS = 50


def draw(rows: pd.DataFrame) -> None:
    """The newest first."""
    if rows.empty:
        st.info(t("audit.nothing"), icon=":material/search_off:")
        return
    columns = {name: t(f"audit.{name}") for name in audited.COLUMNS}
    first = paging.first_row(len(rows), ROWS, "audit_page")
    here = rows.iloc[first : first + ROWS]
    shown = audited.in_words(here).assign(at=here["at"])
    row_lists.table(
        shown, columns, {"at": audited.moment, "rows": lists.whole}, title=("at", "kind"), key="audit_record",
        alt=t("frame.audit"), takeaway=False,
    )  # fmt: skip
    st.caption(t("audit.counted", n=len(rows)))
    _files(rows, columns)


def _files(rows: pd.DataFrame, columns: dict[str, str]) -> None:
    """All rows that are left, as CSV and as a workbook."""
    stem = f"jejak-audit-{office_today():%Y-%m-%d}"
    with st.container(horizontal=True):
        made = partial(_in_words, rows, columns)
        taking.file_button(
            "table", t("audit.csv"), lambda: list_file.written(made(), t("frame.audit")), stem, key="audit_csv"
        )
        taking.file_button(
            "workbook", t("audit.xlsx"), lambda: guarded.workbook(made()), stem, rows=len(rows), key="audit_xlsx"
        )


def _in_words(rows: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    return audited.in_words(rows)[list(columns)].rename(columns=columns)
