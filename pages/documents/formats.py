"""The kinds of files that leave the program: one row each, read by every button that gives one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from data import guarded
from pages.documents import data_package, dataset, pivot, verdict_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Guard = Literal["guarded", "inert", "as_sent"]
"""What keeps a text in a file from running in a spreadsheet: it passes `data.guarded`, nothing calculates what is in
such a file, or the file is given back as it was sent."""


@dataclass(frozen=True)
class Format:
    """`ending` ends the name, `icon` stands on the button. A file for people is worded and rounded as shown, one for
    programs holds codes and all decimals."""

    ending: str
    mime: str
    icon: str
    reader: Literal["people", "programs"]
    guard: Guard

    def named(self, stem: str) -> str:
        """The name of a file of this kind, which every system takes."""
        return guarded.file_name(f"{stem}{self.ending}")


@dataclass(frozen=True)
class SelectionFormat(Format):
    """A kind of file that `write` makes of a selection of Unduh Data, which holds one of `contents`."""

    write: Callable[[dataset.Selection, Path], None]
    contents: tuple[str, ...] = tuple(dataset.CONTENTS)


# What Unduh Data gives of a selection.
SELECTIONS = {
    "pivot": SelectionFormat("-tabel.xlsx", XLSX, "table_view", "people", "guarded", pivot.write,
                             ("observations", "rollups")),
    "sheet": SelectionFormat("-tabel.xlsx", XLSX, "table_view", "people", "guarded", verdict_sheet.write,
                             ("verdicts",)),
    "csv_id": SelectionFormat("-koma.csv", "text/csv", "csv", "programs", "guarded",
                              partial(dataset.write_csv, decimal=",")),
    "csv_en": SelectionFormat("-titik.csv", "text/csv", "csv", "programs", "guarded",
                              partial(dataset.write_csv, decimal=".")),
    "xlsx": SelectionFormat("-baris.xlsx", XLSX, "table_rows", "programs", "guarded", dataset.write_xlsx),
    "parquet": SelectionFormat(".parquet", "application/vnd.apache.parquet", "database", "programs", "inert",
                               dataset.write_parquet),
    "json": SelectionFormat(".json", "application/json", "data_object", "programs", "inert", dataset.write_json),
    "geojson": SelectionFormat(".geojson", "application/geo+json", "map", "programs", "inert", dataset.write_geojson,
                               ("observations",)),
    "package": SelectionFormat(".zip", "application/zip", "folder_zip", "programs", "guarded", data_package.write,
                               ("observations",)),
}  # fmt: skip

FORMATS: Mapping[str, Format] = {
    **SELECTIONS,
    # What a page shows, taken away.
    "table": Format(".csv", "text/csv", "download", "people", "guarded"),
    "workbook": Format(".xlsx", XLSX, "table_view", "people", "guarded"),
    "png": Format(".png", "image/png", "image", "people", "inert"),
    "svg": Format(".svg", "image/svg+xml", "shapes", "people", "inert"),
    "map": Format(".geojson", "application/geo+json", "map", "programs", "inert"),
    "paper": Format(".html", "text/html", "print", "people", "inert"),
    "calendar": Format(".ics", "text/calendar", "event", "people", "inert"),
    "letter": Format(".txt", "text/plain", "download", "people", "inert"),
    "letters": Format(".zip", "application/zip", "folder_zip", "people", "guarded"),
    # What goes back and forth on Kirim Data.
    "form": Format(".xlsx", XLSX, "table_view", "people", "guarded"),
    "forms": Format(".zip", "application/zip", "folder_zip", "people", "guarded"),
    "plain_form_csv": Format(".csv", "text/csv", "description", "people", "guarded"),
    "plain_form_xlsx": Format(".xlsx", XLSX, "description", "people", "guarded"),
    "marked": Format(".xlsx", XLSX, "format_color_fill", "people", "guarded"),
    "reference": Format(".csv", "text/csv", "download", "programs", "as_sent"),
    "original": Format("", "application/octet-stream", "draft", "people", "as_sent"),
    "evidence": Format("", "application/octet-stream", "attach_file", "people", "as_sent"),
}
