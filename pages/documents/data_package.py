"""A download as a Frictionless data package: tables with their schema, boundaries and a description, in one zip.

https://datapackage.org/standard/data-package/
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO

import pandas as pd

from data import guarded
from data.queries import meanings
from pages.content import reader
from pages.documents import dataset
from pages.documents.dataset import Selection
from pages.words import language
from pages.words.language import t

KEY = ("agency", "unit", "indicator", "region", "period")
REQUIRED = (*KEY, "period_start", "period_end", "frequency", "status", "submission", "source_row")
KINDS = {"f": "number", "i": "integer", "M": "date", "b": "boolean"}
WRITTEN = (1980, 1, 1, 0, 0, 0)


def write(selection: Selection, path: Path) -> None:
    """The zip: datapackage.json, README.md, four CSV tables, and the boundaries where one indicator is chosen.

    Its entries have a fixed date, so that equal content gives equal bytes.
    """
    tables: dict[str, Iterable[pd.DataFrame]] = {
        "observations": dataset.parts(selection),
        "indicators": [reader.fetch("download_dictionary", **selection.parameters)],
        "regions": [reader.fetch("regions")],
        "national": [dataset.national(selection)],
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        resources = [_put_table(archive, name, iter(frames)) for name, frames in tables.items()]
        if selection.one_indicator:
            resources.append(_put_boundaries(archive, selection))
        described = descriptor(selection, resources)
        _put(archive, "datapackage.json", json.dumps(described, ensure_ascii=False, indent=2).encode())
        _put(archive, "README.md", _readme(selection).encode())


class Counted(io.RawIOBase):
    """A file that is written to another, with the number of its bytes and their hash."""

    def __init__(self, file: IO[bytes]):
        self.size, self.hash, self._file = 0, hashlib.sha256(), file

    def writable(self) -> bool:
        return True

    def write(self, content) -> int:
        self.size += len(content)
        self.hash.update(content)
        return self._file.write(content)


def _put(archive: zipfile.ZipFile, path: str, content: bytes) -> Counted:
    with _entry(archive, path) as file:
        counted = Counted(file)
        counted.write(content)
    return counted


def _put_table(archive: zipfile.ZipFile, name: str, frames: Iterator[pd.DataFrame]) -> dict[str, object]:
    """Write a table some rows at a time; what the description says of it."""
    first, path = next(frames), f"data/{name}.csv"
    with _entry(archive, path) as file:
        counted = Counted(file)
        dated = (dataset.dated(frame) for frame in chain([first], frames))
        guarded.write_delimited(counted, dated, ",", mark=False)
    return _table(name, first, counted)


def _put_boundaries(archive: zipfile.ZipFile, selection: Selection) -> dict[str, object]:
    path = "data/regencies.geojson"
    return _file("regencies", path, _put(archive, path, dataset.geojson(selection)))


def _entry(archive: zipfile.ZipFile, path: str) -> IO[bytes]:
    entry = zipfile.ZipInfo(path, WRITTEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return archive.open(entry, "w", force_zip64=True)


def descriptor(selection: Selection, resources: list[dict]) -> dict[str, object]:
    """The content of datapackage.json; `version` is the snapshot, so that the same version holds the same figures."""
    about = dict(dataset.about(selection))
    sources = reader.fetch("download_sources", **selection.parameters)["source"]
    return {
        "name": selection.stem,
        "title": t("frame.product"),
        "description": about[t("download.about_filters")] + ". " + about[t("download.about_simulated")] + ".",
        "version": reader.snapshot().id,
        "licenses": [{"name": "other-attribution", "title": t("download.licence")}],
        "sources": [{"title": title} for title in sources.unique()],
        "resources": resources,
    }


def _table(name: str, frame: pd.DataFrame, content: Counted) -> dict[str, object]:
    schema: dict[str, object] = {"fields": [_field(name, column, frame) for column in frame], "missingValues": [""]}
    if name == "observations":
        schema["primaryKey"] = list(KEY)
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": resource, "fields": ["code"]}}
            for column, resource in (("indicator", "indicators"), ("region", "regions"))
        ]
    else:
        schema["primaryKey"] = ["indicator", "period"] if name == "national" else ["code"]
    return {
        **_file(name, f"data/{name}.csv", content),
        "profile": "tabular-data-resource",
        "title": t(f"download.package_{name}"),
        "dialect": {"delimiter": ","},
        "schema": schema,
    }


def _field(table: str, column: str, frame: pd.DataFrame) -> dict[str, object]:
    field: dict[str, object] = {"name": column, "type": KINDS.get(getattr(frame[column].dtype, "kind", ""), "string")}
    if table == "observations":
        field["title"] = dataset.heading(column)
        field["description"] = getattr(meanings.column(dataset.ROWS, column), language.current())
    # An empty unit means the whole agency: in CSV it looks like a missing one.
    if table == "observations" and column in REQUIRED and column != "unit":
        field["constraints"] = {"required": True}
    return field


def _file(name: str, path: str, content: Counted) -> dict[str, object]:
    ending = path.rpartition(".")[2]
    return {
        "name": name,
        "path": path,
        "format": ending,
        "mediatype": "text/csv" if ending == "csv" else "application/geo+json",
        "encoding": "utf-8",
        "bytes": content.size,
        "hash": f"sha256:{content.hash.hexdigest()}",
    }


def _readme(selection: Selection) -> str:
    lines = [f"# {t('frame.product')}", "", t("download.package_readme"), ""]
    lines += [f"- **{title}**: {language.plain(words)}" for title, words in dataset.about(selection)]
    return "\n".join(lines) + "\n"
