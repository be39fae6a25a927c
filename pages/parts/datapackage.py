"""A download as a Frictionless data package: tables with their schema, boundaries and a description, in one zip.

https://datapackage.org/standard/data-package/
"""

import hashlib
import io
import json
import zipfile

import pandas as pd

from data import guarded
from data.queries import meanings
from pages.parts import downloads, language, source
from pages.parts.downloads import Selection
from pages.parts.language import t

KEY = ("agency", "unit", "indicator", "region", "period")
REQUIRED = (*KEY, "period_start", "period_end", "frequency", "status", "submission", "source_row")
KINDS = {"f": "number", "i": "integer", "M": "date", "b": "boolean"}
WRITTEN = (1980, 1, 1, 0, 0, 0)


def package(selection: Selection) -> bytes:
    """The zip: datapackage.json, README.md, three CSV tables, and the boundaries where one indicator is chosen."""
    tables = {
        "observations": downloads.rows(selection),
        "indicators": source.fetch("download_dictionary", **selection.parameters),
        "regions": source.fetch("regions"),
    }
    files = {f"data/{name}.csv": _csv(frame) for name, frame in tables.items()}
    resources = [_table(name, frame, files[f"data/{name}.csv"]) for name, frame in tables.items()]
    if selection.one_indicator:
        files["data/regencies.geojson"] = downloads.geojson(selection)
        resources.append(_file("regencies", "data/regencies.geojson", files["data/regencies.geojson"]))
    described = descriptor(selection, resources)
    files["datapackage.json"] = json.dumps(described, ensure_ascii=False, indent=2).encode()
    files["README.md"] = _readme(selection).encode()
    return _zipped(files)


def descriptor(selection: Selection, resources: list[dict]) -> dict[str, object]:
    """The content of datapackage.json; `version` is the snapshot, so that the same version holds the same figures."""
    about = dict(downloads.about(selection))
    sources = source.fetch("download_sources", **selection.parameters)["source"]
    return {
        "name": selection.stem,
        "title": t("frame.product"),
        "description": about[t("download.about_filters")] + ". " + about[t("download.about_simulated")] + ".",
        "version": source.snapshot().id,
        "licenses": [{"name": "other-attribution", "title": t("download.licence")}],
        "sources": [{"title": title} for title in sources.unique()],
        "resources": resources,
    }


def _table(name: str, frame: pd.DataFrame, content: bytes) -> dict[str, object]:
    schema: dict[str, object] = {"fields": [_field(name, column, frame) for column in frame], "missingValues": [""]}
    if name == "observations":
        schema["primaryKey"] = list(KEY)
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": resource, "fields": ["code"]}}
            for column, resource in (("indicator", "indicators"), ("region", "regions"))
        ]
    else:
        schema["primaryKey"] = ["code"]
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
        field["title"] = downloads.heading(column)
        field["description"] = getattr(meanings.column(downloads.ROWS, column), language.current())
    # An empty unit means the whole agency: in CSV it looks like a missing one.
    if table == "observations" and column in REQUIRED and column != "unit":
        field["constraints"] = {"required": True}
    return field


def _file(name: str, path: str, content: bytes) -> dict[str, object]:
    ending = path.rpartition(".")[2]
    return {
        "name": name,
        "path": path,
        "format": ending,
        "mediatype": "text/csv" if ending == "csv" else "application/geo+json",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _csv(frame: pd.DataFrame) -> bytes:
    return guarded.delimited(downloads.dated(frame), ",", mark=False)


def _readme(selection: Selection) -> str:
    lines = [f"# {t('frame.product')}", "", t("download.package_readme"), ""]
    lines += [f"- **{title}**: {language.plain(words)}" for title, words in downloads.about(selection)]
    return "\n".join(lines) + "\n"


def _zipped(files: dict[str, bytes]) -> bytes:
    """The files in one archive with a fixed date, so that equal content gives equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, WRITTEN), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
