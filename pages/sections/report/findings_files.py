"""Files an officer takes away: the findings as CSV, the upload with its faults marked as XLSX."""

import streamlit as st

from pages.components import taking
from pages.documents import marked_upload
from pages.documents.findings_list import findings_csv
from pages.sections.report import desk
from pages.words.language import t


def offer(upload: desk.Upload) -> None:
    """Both downloads side by side; they are made when they are asked for."""
    result = upload.proposal.intake
    stem = upload.name.rpartition(".")[0] or upload.name
    with st.container(horizontal=True):
        taking.file_button(
            "table", t("report.findings_file"), lambda: findings_csv(result.findings), f"temuan-{stem}",
            key=f"report_findings_file_{upload.number}",
        )  # fmt: skip
        cells = result.cells_path
        if cells and result.recognised.get("columns"):
            taking.file_button(
                "marked",
                t("report.marked_file"),
                lambda: marked_upload.workbook(
                    cells,
                    result.findings,
                    result.recognised["columns"],
                    int(result.recognised.get("header_row") or 0),
                ),
                f"bertanda-{stem}",
                key=f"report_marked_file_{upload.number}",
            )
