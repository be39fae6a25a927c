"""Kirim Data: bring a report in, see every finding in place, mend it, see what would change, publish, undo."""

import streamlit as st

from pages.parts import scope
from pages.parts.language import t
from pages.parts.report import desk, incoming, outcome, own, past, publishing, questions, recognition, watching

here = scope.current()
st.title(t("frame.report"))
st.markdown(t("report.intro"))
publishing.announced()
own.draw(here)
incoming.draw(here)
upload = incoming.chosen()
if upload is not None:
    with desk.told():
        watching.read(upload)
        outcome.draw(upload)
        recognition.remembered(upload)
        questions.draw(upload)
        outcome.suggestions(upload)
        outcome.findings(upload)
        recognition.draw(upload)
        if upload.proposal.intake.accepted:
            publishing.difference(upload)
        if upload.proposal.intake.accepted or upload.proposal.intake.waiting:
            publishing.offer(upload)
past.draw(here)
