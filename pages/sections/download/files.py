"""The files of a selection: what they will hold, one to be read by people, others by programs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from pages.components import blank, captions, kept_files, taking
from pages.content import reader, scope
from pages.documents import data_package, dataset, pivot
from pages.words import language
from pages.words.language import t


@dataclass(frozen=True)
class Format:
    """A kind of file: its key, what ends its name, media type, icon, writer and the contents it is made of."""

    key: str
    end: str
    mime: str
    icon: str
    write: Callable[[dataset.Selection, Path], None]
    contents: tuple[str, ...] = tuple(dataset.CONTENTS)


FOR_PEOPLE = (
    Format("pivot", "-tabel.xlsx", dataset.XLSX, "table_view", pivot.write, ("observations", "rollups")),
)
FOR_PROGRAMS = (
    Format("csv_id", "-koma.csv", "text/csv", "csv", partial(dataset.write_csv, decimal=",")),
    Format("csv_en", "-titik.csv", "text/csv", "csv", partial(dataset.write_csv, decimal=".")),
    Format("xlsx", "-baris.xlsx", dataset.XLSX, "table_rows", dataset.write_xlsx),
    Format("parquet", ".parquet", "application/vnd.apache.parquet", "database", dataset.write_parquet),
    Format("json", ".json", "application/json", "data_object", dataset.write_json),
    Format("geojson", ".geojson", "application/geo+json", "map", dataset.write_geojson, ("observations",)),
    Format("package", ".zip", "application/zip", "folder_zip", data_package.write, ("observations",)),
)


def draw(selection: dataset.Selection, here: scope.Scope) -> int:
    """What the files hold, and their buttons; how many rows. Ends the page where there are none."""
    counts = dataset.count(selection)
    total = int(counts["observations"])
    if not total:
        if selection.words:
            st.caption(t("download.conflict", words=language.plain("; ".join(selection.words))))
        blank.nothing_here(here)
    _summary(selection, counts)
    for title, formats in (("for_people", FOR_PEOPLE), ("for_programs", FOR_PROGRAMS)):
        fit = [each for each in formats if selection.contents in each.contents]
        if fit:
            st.markdown(f"**{t(f'download.{title}')}**", help=t(f"download.{title}_help"))
            with st.container(horizontal=True):
                for each in fit:
                    _button(selection, each)
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


def _button(selection: dataset.Selection, of: Format) -> None:
    """The button of a kind of file, made when it is asked for first, and kept for whoever asks for the same."""
    unfit = of.key == "geojson" and not selection.one_indicator
    taking.file_button(
        t(f"download.button_{of.key}"),
        _made(selection, of),
        file_name=selection.named(of.end),
        mime=of.mime,
        icon=f":material/{of.icon}:",
        key=f"download_{of.key}",
        type="primary" if of is FOR_PEOPLE[0] else "secondary",
        disabled=unfit,
        help=t("download.geojson_needs") if unfit else t(f"download.help_{of.key}"),
    )


def _made(selection: dataset.Selection, of: Format) -> Callable[[], kept_files.KeptFile]:
    """What makes the file of a selection, or finds the one that was made of the same."""
    asked = sorted(selection.parameters.items())
    chosen = (asked, selection.words, selection.contents, selection.address)
    identity = (reader.snapshot().id, language.current(), of.key, *chosen)

    return lambda: kept_files.kept(identity, of.end.rpartition(".")[2], partial(of.write, selection))
