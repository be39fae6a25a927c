"""Who owes reports: a line per agency and its post, the longest overdue first."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages import session
from pages.components import captions, row_lists, tables
from pages.content import completeness, lists, reader
from pages.content.completeness import Span
from pages.sections.quality.list_files import frame_button
from pages.words.language import t

NAMES = ("agency", "agency_name", "post", "missing", "indicators", "oldest", "late")


def draw(totals: pd.DataFrame, span: Span, own: Mapping[str, object]) -> None:
    """Missing reports by agency, how long the oldest is overdue, and how many came late; a row narrows to its agency.

    totals: rows of quality_totals.
    """
    missing = completeness.missing_reports(span, own)
    if missing.empty:
        return
    st.header(t("quality.owing"))
    of = (span, own["frequency"])
    rows = reader.rows(completeness.owing, missing, totals, key=(session.current(), *of))
    captions.say(t("quality.owing_basis", n=len(missing), agencies=len(rows)))
    columns = {
        "abbreviation": st.column_config.Column(t("scope.agency"), width="small"),
        "missing": t("quality.missing"),
        "oldest": t("quality.oldest"),
        "late": t("quality.came_late"),
        "post": st.column_config.Column(t("quality.post"), width="large"),
    }
    columns = tables.filled(columns, rows)
    formats = dict.fromkeys(("missing", "oldest", "late"), lists.whole)
    row_lists.table(
        rows, columns, formats, ("quality", {"agency": "agency"}), title=("abbreviation",), key="quality_owing",
        alt=t("quality.owing"), takeaway=False, height=min(len(rows), 10) * 35 + 38,
        of=of,
    )  # fmt: skip
    captions.simulated_note(int(missing["simulated"].sum()), len(missing))
    frame_button("instansi", rows, NAMES, t("quality.owing"), span.per)
