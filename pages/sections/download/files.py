"""The files of a selection: what they will hold, one to be read by people, others by programs."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from pages.components import blank, captions, kept_files, taking
from pages.content import reader, scope
from pages.documents import dataset
from pages.documents.formats import SELECTIONS
from pages.words import language
from pages.words.language import t


def draw(selection: dataset.Selection, here: scope.Scope) -> int:
    """What the files hold, and their buttons; how many rows. Ends the page where there are none."""
    counts = dataset.count(selection)
    total = int(counts["observations"])
    if not total:
        if selection.words:
            captions.say(t("download.conflict", words=language.plain("; ".join(selection.words))))
        blank.nothing_here(here)
    _summary(selection, counts)
    for readers in ("people", "programs"):
        fit = [of for of, form in SELECTIONS.items() if form.reader == readers and selection.contents in form.contents]
        if fit:
            with st.container(key=f"files_{readers}"):
                st.markdown(f"**{t(f'download.for_{readers}')}**", help=t(f"download.for_{readers}_help"))
                with st.container(horizontal=True):
                    for each in fit:
                        _button(selection, each, total)
    if total > dataset.SHEET_ROWS:
        st.warning(t("download.sheet_full", n=dataset.SHEET_ROWS), icon=":material/table_rows:")
    return total


def _summary(selection: dataset.Selection, counts: pd.Series) -> None:
    """What the file will hold: rows, indicators, regions, days, size, and what of it is simulated."""
    st.markdown(
        t(
            "download.holds",
            n=int(counts["observations"]),
            indicators=int(counts["indicators"]),
            regions=int(counts["regions"]),
            first=language.day(counts["first_day"]),
            last=language.day(counts["last_day"]),
        )
        + " "
        + t("download.size", size=_in_bytes(dataset.size(selection)))
    )
    captions.simulated_note(int(counts["simulated"]), int(counts["observations"]))


def _in_bytes(size: int) -> str:
    """A size as kilobytes or megabytes."""
    return f"{language.number(size / 1e6, 1)} MB" if size >= 1e6 else f"{language.number(max(1, size / 1e3), 0)} kB"


def _button(selection: dataset.Selection, of: str, rows: int) -> None:
    """The button of a kind of file, made when it is asked for first, and kept for whoever asks for the same."""
    unfit = of == "geojson" and not selection.one_indicator
    taking.file_button(
        of, t(f"download.button_{of}"), _made(selection, of), selection.stem, rows=rows, key=f"download_{of}",
        disabled=unfit,
        type="primary" if SELECTIONS[of].reader == "people" else "secondary",
        help=t("download.geojson_needs") if unfit else t(f"download.help_{of}"),
    )  # fmt: skip


def _made(selection: dataset.Selection, of: str) -> Callable[[], kept_files.KeptFile]:
    """What makes the file of a selection, in the language and from the snapshot of whoever asks for it."""

    def make() -> kept_files.KeptFile:
        asked = sorted(selection.parameters.items())
        identity = (reader.snapshot().id, language.current(), of, asked, selection.words, selection.contents,
                    selection.address)  # fmt: skip
        form = SELECTIONS[of]
        return kept_files.kept(identity, form.ending.rpartition(".")[2], partial(form.write, selection))

    return make
