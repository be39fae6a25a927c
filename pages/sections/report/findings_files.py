"""Files an officer takes away: the findings as CSV, the upload with its faults marked as XLSX."""

import streamlit as st

from data import guarded
from pages.components import taking
from pages.documents import marked_upload
from pages.documents.dataset import XLSX
from pages.documents.findings_list import findings_csv
from pages.sections.report import desk
from pages.words.language import t


def offer(upload: desk.Upload) -> None:
    """Both downloads side by side; they are made when they are asked for."""
    result = upload.proposal.intake
    stem = upload.name.rpartition(".")[0] or upload.name
    with st.container(horizontal=True):
        taking.file_button(
            t("report.findings_file"),
            lambda: findings_csv(result.findings),
            file_name=guarded.file_name(f"temuan-{stem}.csv"),
            mime="text/csv",
            icon=":material/download:",
            key=f"report_findings_file_{upload.number}",
        )
        cells = result.cells_path
        if cells and result.recognised.get("columns"):
            taking.file_button(
                t("report.marked_file"),
                lambda: marked_upload.workbook(
                    cells,
                    result.findings,
                    result.recognised["columns"],
                    int(result.recognised.get("header_row") or 0),
                ),
                file_name=guarded.file_name(f"bertanda-{stem}.xlsx"),
                mime=XLSX,
                icon=":material/format_color_fill:",
                key=f"report_marked_file_{upload.number}",
            )
