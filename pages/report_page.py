"""Kirim Data: upload a report, see every finding and what would change, publish, undo."""

import streamlit as st

from pages.parts import reporting, review, scope
from pages.parts.language import t

here = scope.current()
st.title(t("frame.report"))
st.markdown(t("report.intro"))
with st.container(horizontal=True):
    for ending, mime in (
        ("csv", "text/csv"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ):
        st.download_button(
            t("report.template", ending=ending.upper()),
            (reporting.TEMPLATES / f"laporan-iku.{ending}").read_bytes(),
            file_name=f"laporan-iku.{ending}",
            mime=mime,
            icon=":material/description:",
            key=f"report_template_{ending}",
            on_click="ignore",
        )

review.announced()
upload = st.file_uploader(
    t("report.upload"),
    type=list(reporting.ENDINGS),
    key=f"report_upload_{st.session_state.get('report_upload_number', 0)}",
    help=t("report.upload_help"),
)
if upload is None:
    reporting.drop()
else:
    options = review.ask(here)
    with st.spinner(t("report.reading")), reporting.told():
        proposal = reporting.propose(upload.name, upload.getvalue(), options)
        review.outcome(proposal)
        review.findings(proposal)
        if proposal.intake.accepted:
            review.difference(proposal)
            review.offer(proposal)
review.history()
