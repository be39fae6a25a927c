"""The last errors that people met, by the number that the log has, too."""

import streamlit as st

from pages.components import row_lists
from pages.content import administered, audited
from pages.words.language import t

COLUMNS = ("at", "number", "error", "person")


def draw() -> None:
    st.header(t("administration.faults"))
    rows = administered.faults()
    if rows.empty:
        st.success(t("administration.faults_none"), icon=":material/task_alt:")
        return
    st.caption(t("administration.faults_basis"))
    columns = {name: t(f"administration.fault_{name}") for name in COLUMNS}
    formats, alt = {"at": audited.moment}, t("administration.faults")
    row_lists.table(rows, columns, formats, title=("number",), key="administration_faults", alt=alt)
