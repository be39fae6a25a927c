"""Files of evidence that go with an upload: taken in, listed with the values that name them, put away."""

import shutil
from pathlib import Path

import streamlit as st

from data.errors import KinerjaError
from data.submissions import evidence
from pages.sections.report import desk, incoming
from pages.words import language, troubles
from pages.words.language import t

ROUND, REFUSED = "_report_proofs_round", "_report_proofs_refused"
FOLDER = "proof-{}"


def draw(upload: desk.Upload) -> None:
    """A small uploader under the upload, what was refused of the files given last, and those that are at hand."""
    with st.expander(t("report.proofs", n=len(upload.proofs)), icon=":material/attach_file:"):
        st.caption(t("report.proofs_words", most=evidence.MOST, size=evidence.LARGEST // 10**6))
        given = st.file_uploader(
            t("report.proofs_upload"),
            type=list(evidence.ENDINGS),
            accept_multiple_files=True,
            key=f"report_proofs_{upload.number}_{st.session_state.get(ROUND, 0)}",
        )
        if given:
            take(upload, [(one.name, one.getvalue()) for one in given])
            for one in given:
                incoming.give_back(one)
            st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
            st.rerun()
        for error in st.session_state.get(REFUSED, {}).get(upload.number, ()):
            st.error(troubles.words(error), icon=":material/error:")
        for one in upload.proofs:
            _at_hand(upload, one)


def _at_hand(upload: desk.Upload, one: evidence.Evidence) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/draft: {language.plain(one.name)}")
        st.button(
            t("report.put_away"),
            icon=":material/close:",
            key=f"report_proof_away_{upload.number}_{one.path.parent.name}",
            on_click=put_away,
            args=(upload, one),
            type="tertiary",
        )


def take(upload: desk.Upload, files: list[tuple[str, bytes]]) -> None:
    """Add files to those at hand; each that is refused is told until the next ones come."""
    refused: list[KinerjaError] = []
    for name, content in files:
        path = _free(upload) / "file"
        path.write_bytes(content)
        held = [(one.name, one.path) for one in upload.proofs]
        try:
            upload.proofs = list(evidence.checked([*held, (name, path)]))
        except evidence.EvidenceError as error:
            refused.append(error)
        if path not in [one.path for one in upload.proofs]:
            shutil.rmtree(path.parent)
    st.session_state.setdefault(REFUSED, {})[upload.number] = refused
    desk.keep(upload)


def _free(upload: desk.Upload) -> Path:
    """A new folder beside the upload for one file."""
    number = 1
    while (folder := upload.path.with_name(FOLDER.format(number))).exists():
        number += 1
    folder.mkdir()
    return folder


def put_away(upload: desk.Upload, one: evidence.Evidence) -> None:
    """Take a file of evidence off an upload; for use as a callback."""
    upload.proofs = [other for other in upload.proofs if other.path != one.path]
    shutil.rmtree(one.path.parent, ignore_errors=True)
    desk.keep(upload)
