"""Files a visitor takes away: CSV, XLSX, Parquet, JSON and GeoJSON, each with filters, snapshot, sources and warnings.

Text cells that a spreadsheet would run as a formula are defused; numbers stay numbers.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from analytics.periods import FREQUENCIES
from analytics.regions import PROVINCE
from data import boundaries, guarded
from data.queries import meanings
from pages.parts import language, source
from pages.parts.language import t

ROWS = "download_rows"
SHEET_ROWS = 1_048_575
SOURCES_NAMED = 25


@dataclass(frozen=True)
class Selection:
    """What a download holds: the parameters of the download queries, and the words that describe them."""

    parameters: Mapping[str, object]
    words: tuple[str, ...]

    @property
    def stem(self) -> str:
        """File name without ending: product, narrowest code chosen and snapshot."""
        indicators = self.parameters["indicators"] or ()
        one = indicators[0] if len(indicators) == 1 else None
        chosen = one or self.parameters["agency"] or self.parameters["theme"] or "aceh"
        return guarded.file_name(f"kinerja-{str(chosen).lower()}-{source.snapshot().id}")

    @property
    def one_indicator(self) -> bool:
        """Whether the files hold a single indicator, so that a map of it has one value a regency."""
        return len(self.parameters["indicators"] or ()) == 1


def rows(selection: Selection, most: int = 2**62) -> pd.DataFrame:
    """The observations of a selection, at most `most`; columns as in the download_rows query. Not kept in memory."""
    asked = {"language": language.current(), "most": most, "skip": 0}
    return source.snapshot().fetch(ROWS, **asked, **selection.parameters)


def preview(selection: Selection, most: int, skip: int = 0) -> pd.DataFrame:
    """`most` rows of a selection after the first `skip`, kept for other visitors of the same snapshot."""
    return source.fetch(ROWS, language=language.current(), most=most, skip=skip, **selection.parameters)


def size(selection: Selection, sample: int = 200) -> int:
    """Bytes of the CSV file, estimated from its first `sample` rows."""
    total = int(count(selection)["observations"])
    head = preview(selection, sample)
    return round(len(head.to_csv(index=False).encode()) / max(1, len(head)) * total)


def count(selection: Selection) -> pd.Series:
    """How much a selection holds: observations, simulated, indicators, regions, first_day, last_day."""
    return source.fetch("download_count", **selection.parameters).iloc[0]


def about(selection: Selection) -> list[tuple[str, str]]:
    """Title and text of everything a file must say about itself."""
    counts = count(selection)
    sources = source.fetch("download_sources", **selection.parameters)
    named = [f"{row.source} ({language.number(row.observations, 0)})" for row in sources.itertuples()][:SOURCES_NAMED]
    if len(sources) > SOURCES_NAMED:
        named.append(t("download.more_sources", n=len(sources) - SOURCES_NAMED))
    snapshot = source.snapshot().id
    simulated = int(counts["simulated"])
    return [
        (t("download.about_title"), t("frame.product")),
        (t("download.about_filters"), "; ".join(selection.words) or t("download.no_filters")),
        (t("download.about_rows"), language.number(counts["observations"], 0)),
        (
            t("download.about_simulated"),
            t("download.simulated_rows", n=simulated, total=int(counts["observations"]))
            if simulated
            else t("download.simulated_none"),
        ),
        (t("download.about_snapshot"), snapshot),
        (t("download.about_sources"), "; ".join(named)),
        (t("download.about_licence"), t("download.licence")),
        (t("download.about_citation"), citation(selection)),
    ]


def citation(selection: Selection) -> str:
    """How to cite these figures, with the snapshot that draws them again."""
    what = "; ".join(selection.words) or t("download.no_filters")
    return t("download.citation", what=what, snapshot=source.snapshot().id)


def csv(selection: Selection, decimal: str) -> bytes:
    """CSV with `;` and decimal comma or `,` and decimal point; lines starting with # say what it is. UTF-8 with BOM."""
    frame = _headed(rows(selection).assign(snapshot=source.snapshot().id))
    return guarded.delimited(frame, ";" if decimal == "," else ",", decimal, heading_lines(selection))


def heading_lines(selection: Selection) -> list[str]:
    """The lines that stand above the header of a CSV file."""
    return [f"{title}: {words}" for title, words in about(selection)]


def json_text(selection: Selection) -> bytes:
    """One JSON object: `about`, `columns`, `indicators` (their dictionary) and `rows` (plain column names)."""
    indicators = source.fetch("download_dictionary", **selection.parameters)
    whole = {
        "about": dict(about(selection)),
        "columns": dict(columns().to_numpy().tolist()),
        "indicators": [_plain(row) for _, row in indicators.iterrows()],
        "rows": json.loads(dated(rows(selection)).to_json(orient="records", double_precision=15)),
    }
    return json.dumps(whole, ensure_ascii=False).encode()


def dated(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy whose dates are texts like 2026-03-31."""
    days = frame.select_dtypes("datetime").columns
    return frame.assign(**{name: frame[name].dt.strftime("%Y-%m-%d") for name in days})


def xlsx(selection: Selection) -> bytes:
    """Workbook with the data, the dictionary of its columns and indicators, and a sheet about the file."""
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(buffer, options) as book:
        bold = book.add_format({"bold": True})
        _sheet(book, t("download.sheet_data"), _headed(rows(selection, SHEET_ROWS)), bold)
        _sheet(book, t("download.sheet_columns"), columns(), bold)
        indicators = source.fetch("download_dictionary", **selection.parameters)
        _sheet(book, t("download.sheet_indicators"), indicators, bold)
        told = pd.DataFrame(about(selection), columns=["", " "])
        _sheet(book, t("download.sheet_about"), told, bold)
    return buffer.getvalue()


def parquet(selection: Selection) -> bytes:
    """Parquet with plain column names; the schema's metadata says what it is and defines every column."""
    table = pa.Table.from_pandas(rows(selection), preserve_index=False)
    facts = {"about": dict(about(selection)), "columns": dict(columns().to_numpy().tolist())}
    table = table.replace_schema_metadata({"kinerja_aceh": json.dumps(facts, ensure_ascii=False)})
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def geojson(selection: Selection) -> bytes:
    """The regencies with their geometry and the newest row of a selection of one indicator; no data stays null."""
    data = rows(selection)
    newest = data[data["region"] != PROVINCE].groupby("region", sort=False).tail(1).set_index("region")
    shapes = boundaries.load()
    values = newest.reindex(shapes.index).drop(columns=["region_name"], errors="ignore")
    values = values.assign(name=shapes["name"], bps_code=shapes["bps_code"])
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"code": code, **_plain(values.loc[code])},
            "geometry": shape.__geo_interface__,
        }
        for code, shape in shapes.geometry.items()
    ]
    told = {**dict(about(selection)), t("download.about_boundaries"): boundaries.ATTRIBUTION[language.current()]}
    collection = {"type": "FeatureCollection", "metadata": told, "features": features}
    return json.dumps(collection, ensure_ascii=False).encode()


def heading(column: str) -> str:
    """What a column is called in a file and on the page, in the reader's language."""
    return meanings.heading(column, language.current())


def columns() -> pd.DataFrame:
    """Two columns: the name of every column of a download, and what it holds, in the reader's language."""
    spoken = language.current()
    told = [(heading(name), getattr(meanings.column(ROWS, name), spoken)) for name in _names()]
    told.append(("snapshot", t("download.means_snapshot")))
    return pd.DataFrame(told, columns=[t("download.column"), t("download.meaning")])


def _names() -> list[str]:
    return list(preview(Selection(dict.fromkeys(PARAMETERS), ()), most=0).columns)


PARAMETERS = ("agency", "indicators", "theme", "units", "regions", "first", "last", "frequency", "status")


def _headed(frame: pd.DataFrame) -> pd.DataFrame:
    shown = frame.copy()
    shown["status"] = shown["status"].map({code: t(f"download.status_{code}") for code in STATUSES})
    shown["frequency"] = shown["frequency"].map({code: t(f"download.frequency_{code}") for code in FREQUENCIES})
    return shown.rename(columns={name: heading(name) for name in frame.columns if name != "snapshot"})


STATUSES = ("final", "provisional", "simulated")


def _sheet(book: xlsxwriter.Workbook, name: str, frame: pd.DataFrame, bold) -> None:
    sheet, frame = book.add_worksheet(name), guarded.cells(frame)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, list(frame.columns), bold)
    for at, column in enumerate(frame.columns):
        values = frame[column]
        if pd.api.types.is_datetime64_any_dtype(values):
            values = values.dt.to_pydatetime()
            sheet.set_column(at, at, 12)
        else:
            longest = values.astype("string").str.len().max()
            sheet.set_column(at, at, min(60, max(len(column) + 2, 0 if pd.isna(longest) else int(longest) + 1)))
        sheet.write_column(1, at, [None if language.missing(value) else value for value in values])


def _plain(row: pd.Series) -> dict[str, object]:
    plain = {}
    for key, value in row.items():
        if language.missing(value):
            plain[key] = None
        elif isinstance(value, pd.Timestamp):
            plain[key] = value.date().isoformat()
        else:
            plain[key] = value.item() if hasattr(value, "item") else value
    return plain
