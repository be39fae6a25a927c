"""The reading of a file before one's eyes: its stages with rows and seconds, for as long as it takes."""

import streamlit as st

from pages.sections.report import desk
from pages.words import language
from pages.words.language import t


def read(upload: desk.Upload) -> None:
    """Read the upload where that has to be done, showing each stage as it ends; nothing stays when it is done."""
    if desk.is_read(upload):
        return
    place = st.empty()
    with place.container(), st.status(t("report.reading", file=language.plain(upload.name)), expanded=True) as status:

        def ended(stage: str, rows: int = 0, seconds: float = 0.0, **_: object) -> None:
            words = t(f"report.stage_{stage}", rows=int(rows))
            line = t("report.stage_line", stage=words, seconds=language.number(seconds, 1))
            status.update(label=line)
            st.markdown(f"- {line}")

        desk.read(upload, ended)
    place.empty()
