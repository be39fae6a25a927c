"""Kirim Data: bring a report in, see every finding in place, mend it, see what would change, send or publish it, decide
on what waits, undo."""

import streamlit as st

from pages import session
from pages.components import errors
from pages.content import reader
from pages.sections.report import (
    attached,
    deciding,
    foreign,
    incoming,
    outcome,
    own,
    past,
    publishing,
    questions,
    recognition,
    sending,
    tables,
    waiting,
    watching,
)
from pages.words.language import t

here = session.current()
st.title(t("frame.report"))
st.markdown(t("report.intro" if reader.rights().may("report") else "report.intro_reading"))
publishing.announced()
first = own.asked_for()
if first:
    own.draw(here)
waiting.draw(here)
deciding.draw(here)
incoming.draw(here)
upload = incoming.chosen()
if upload is not None:
    with errors.told():
        watching.read(upload)
        if not foreign.draw(upload):
            outcome.draw(upload)
            recognition.remembered(upload)
            questions.draw(upload)
            outcome.suggestions(upload)
            outcome.findings(upload)
            recognition.draw(upload)
            if upload.proposal.intake.accepted:
                publishing.difference(upload)
            if upload.proposal.intake.accepted or upload.proposal.intake.waiting:
                attached.draw(upload)
                sending.draw(upload)
past.draw(here)
if not first:
    own.draw(here)
tables.draw(here)
