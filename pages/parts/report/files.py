"""Files an officer takes away: the findings as CSV, the upload with its faults marked as XLSX."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data import guarded, marked
from data.intake import Finding
from data.intake.checks.rules import expected_in
from pages.parts import language
from pages.parts.language import t
from pages.parts.report import desk
from pages.parts.report.incoming import XLSX

COLUMNS = ("severity", "rule", "row", "column", "found", "expected", "message", "remedy")


def offer(upload: desk.Upload) -> None:
    """Both downloads side by side; they are made when they are asked for."""
    result = upload.proposal.intake
    stem = upload.name.rpartition(".")[0] or upload.name
    with st.container(horizontal=True):
        st.download_button(
            t("report.findings_file"),
            lambda: findings_csv(result.findings),
            file_name=guarded.file_name(f"temuan-{stem}.csv"),
            mime="text/csv",
            icon=":material/download:",
            key=f"report_findings_file_{upload.number}",
            on_click="ignore",
        )
        if result.cells_path and result.recognised.get("columns"):
            spoken, words = language.current(), marked_words()
            st.download_button(
                t("report.marked_file"),
                lambda: marked.workbook(
                    result.cells_path,
                    result.findings,
                    result.recognised["columns"],
                    int(result.recognised.get("header_row") or 0),
                    spoken,
                    words,
                ),
                file_name=guarded.file_name(f"bertanda-{stem}.xlsx"),
                mime=XLSX,
                icon=":material/format_color_fill:",
                key=f"report_marked_file_{upload.number}",
                on_click="ignore",
            )


def marked_words() -> marked.Words:
    """What the marked workbook says, in the reader's language."""
    return marked.Words(
        sheet_copy=t("report.sheet_copy"),
        sheet_findings=t("report.findings"),
        severity={name: t(f"report.severity_{name}") for name in ("error", "warning")},
        headings=tuple(t(f"report.finding_{name}") for name in COLUMNS),
        more=t("report.more_faults"),
    )


def findings_csv(findings: Sequence[Finding]) -> bytes:
    """The findings as CSV with semicolons, UTF-8 with BOM; text that a spreadsheet would run is defused."""
    spoken = language.current()
    frame = pd.DataFrame(
        [
            (
                t(f"report.severity_{one.severity}"),
                one.rule,
                one.row,
                one.column,
                one.found,
                expected_in(one, spoken),
                getattr(one, f"message_{spoken}"),
                getattr(one, f"remedy_{spoken}"),
            )
            for one in findings
        ],
        columns=list(COLUMNS),
    ).astype({"row": "Int64"})
    return guarded.delimited(frame.rename(columns={name: t(f"report.finding_{name}") for name in COLUMNS}), ";")
