"""Files a visitor takes away: CSV, XLSX, Parquet, JSON and GeoJSON, each with filters, snapshot, sources and warnings.

Text cells that a spreadsheet would run as a formula are defused; numbers stay numbers. Each `write_…` puts one file of
a selection on disk, some rows at a time, so that it takes the same memory whatever the selection holds.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from analytics.periods import period_bounds
from analytics.regions import PROVINCE
from data import boundaries, guarded
from data.queries import meanings
from pages.content import lists, reader
from pages.words import language
from pages.words.language import t

ROWS = "download_rows"
CONTENTS = {"observations": ROWS, "verdicts": "download_verdicts", "rollups": "download_rollups"}
"""What a download may hold → its query."""
SHEET_ROWS = 1_048_575
STEMS: Mapping[str, tuple[str, ...]] = {"observations": (), "verdicts": ("penilaian",), "rollups": ("hitungan",)}
SOURCES_NAMED = 25
SOURCES_CITED = 3
ROWS_AT_ONCE = 20_000


@dataclass(frozen=True)
class Selection:
    """What a download holds: the parameters of the download queries, and the words that describe them."""

    parameters: Mapping[str, object]
    words: tuple[str, ...]
    contents: str = "observations"
    address: str = ""
    """Where the selection can be seen again; empty where no page asks."""

    @property
    def query(self) -> str:
        return CONTENTS[self.contents]

    @property
    def stem(self) -> str:
        """File name without ending: product, content, narrowest code chosen and snapshot, and a mark of the selection
        where more than that code is chosen: no two selections share a name."""
        indicators = self.parameters["indicators"] or ()
        one = indicators[0] if len(indicators) == 1 else None
        chosen = one or self.parameters["agency"] or self.parameters["theme"] or "aceh"
        parts = ["kinerja", *STEMS[self.contents], str(chosen).lower(), reader.snapshot().id]
        if len(self.words) > (chosen != "aceh"):
            parts.append(hashlib.sha256(repr(sorted(self.parameters.items())).encode()).hexdigest()[:4])
        return guarded.file_name("-".join(parts))

    @property
    def one_indicator(self) -> bool:
        """Whether the files hold a single indicator, so that a map of it has one value a regency."""
        return len(self.parameters["indicators"] or ()) == 1


def rows(selection: Selection) -> pd.DataFrame:
    """The observations of a selection; columns as in the download_rows query. Not kept in memory."""
    return reader.snapshot().fetch(selection.query, **_asked(selection, lists.ALL))


def parts(selection: Selection, most: int = lists.ALL) -> Iterator[pd.DataFrame]:
    """The same, at most `most` of them, ROWS_AT_ONCE at a time; one frame at least."""
    return reader.snapshot().frames(selection.query, ROWS_AT_ONCE, **_asked(selection, most))


def preview(selection: Selection, most: int, skip: int = 0) -> pd.DataFrame:
    """`most` rows of a selection after the first `skip`, kept for other visitors of the same snapshot."""
    return reader.fetch(selection.query, **_asked(selection, most, skip))


def _asked(selection: Selection, most: int, skip: int = 0) -> dict[str, object]:
    taken = {one.name for one in meanings.described(selection.query).parameters}
    given = {"language": language.current(), "most": most, "skip": skip, **selection.parameters}
    return {name: value for name, value in given.items() if name in taken}


def size(selection: Selection, sample: int = 200) -> int:
    """Bytes of the CSV file, estimated from its first `sample` rows."""
    total = int(count(selection)["observations"])
    head = preview(selection, sample)
    return round(len(head.to_csv(index=False).encode()) / max(1, len(head)) * total)


def count(selection: Selection) -> pd.Series:
    """How much a selection holds: observations (rows, whatever they are), simulated, indicators, regions, first_day,
    last_day, and the newest date of the data where they have one."""
    if selection.contents == "observations":
        return reader.fetch("download_count", **selection.parameters).iloc[0]
    held = preview(selection, lists.ALL)
    first, last = ("period", "period") if "period" in held else ("first_period", "last_period")
    return pd.Series({
        "observations": len(held),
        "simulated": int((held["status"] == "simulated").sum()),
        "indicators": held["indicator"].nunique(),
        "regions": held["region"].nunique(),
        "first_day": min((period_bounds(each)[0] for each in held[first].unique()), default=None),
        "last_day": max((period_bounds(each)[1] for each in held[last].unique()), default=None),
        "newest": None,
    })  # fmt: skip


def about(selection: Selection) -> list[tuple[str, str]]:
    """Title and text of everything a file must say about itself."""
    counts = count(selection)
    sources = reader.fetch("download_sources", **selection.parameters)
    counted = [f"{row.source} ({language.number(row.observations, 0)})" for row in sources.itertuples()]
    named = _cut(counted, SOURCES_NAMED)
    snapshot = reader.snapshot().id
    simulated = int(counts["simulated"])
    return [
        (t("download.about_title"), t("frame.product")),
        (t("download.about_contents"), t(f"download.contents_{selection.contents}")),
        (t("download.about_filters"), "; ".join(selection.words) or t("download.no_filters")),
        (t("download.about_rows"), language.number(counts["observations"], 0)),
        (
            t("download.about_simulated"),
            t("download.simulated_rows", n=simulated, total=int(counts["observations"]))
            if simulated
            else t("download.simulated_none"),
        ),
        (t("download.about_snapshot"), snapshot),
        *([(t("download.about_address"), selection.address)] if selection.address else []),
        (t("download.about_sources"), "; ".join(named)),
        (t("download.about_licence"), t("download.licence")),
        (t("download.about_citation"), citation(selection)),
    ]


def what(selection: Selection) -> str:
    """What a selection holds, as a sentence or a heading begins."""
    words = "; ".join(selection.words) or t("download.no_filters")
    return words[:1].upper() + words[1:]


def citation(selection: Selection) -> str:
    """How to cite these figures: who published them, what they are, of which days and date, and the snapshot and
    address that show them again."""
    counts = count(selection)
    rows = reader.fetch("download_publishers", **selection.parameters).to_dict("records")
    named = [language.name(row, stem="publisher") for row in rows]
    named = [f"{name} ({t('cards.simulated_short')})" if row["simulated"] else name
             for name, row in zip(named, rows, strict=True)]  # fmt: skip
    told = {
        "sources": "; ".join(_cut(named, SOURCES_CITED)) or t("frame.product"),
        "what": what(selection),
        "snapshot": ", ".join(filter(None, (reader.snapshot().id, selection.address))),
    }
    if language.missing(counts["first_day"]):
        return t("download.citation_empty", **told)
    dated = "" if language.missing(counts["newest"]) else t("download.dated", day=language.day(counts["newest"]))
    days = {name: language.day(counts[f"{name}_day"]) for name in ("first", "last")}
    return t("download.citation", **told, **days, dated=dated)


def _cut(names: list[str], most: int) -> list[str]:
    """The first names, and how many more there are."""
    return names if len(names) <= most else [*names[:most], t("download.more_sources", n=len(names) - most)]


def write_csv(selection: Selection, path: Path, decimal: str) -> None:
    """CSV with `;` and decimal comma or `,` and decimal point; lines starting with # say what it is. UTF-8 with BOM."""
    snapshot, separator = reader.snapshot().id, ";" if decimal == "," else ","
    with path.open("wb") as file:
        frames = (_headed(part.assign(snapshot=snapshot)) for part in parts(selection))
        guarded.write_delimited(file, frames, separator, decimal, heading_lines(selection))


def heading_lines(selection: Selection) -> list[str]:
    """The lines that stand above the header of a CSV file."""
    return [f"{title}: {words}" for title, words in about(selection)]


def write_json(selection: Selection, path: Path) -> None:
    """One JSON object: `about`, `columns`, `indicators` (their dictionary), `national` figures and `rows` (plain column
    names)."""
    indicators = reader.fetch("download_dictionary", **selection.parameters)
    whole = {
        "about": dict(about(selection)),
        "columns": dict(columns(selection).to_numpy().tolist()),
        "indicators": [_plain(row) for _, row in indicators.iterrows()],
        "national": [_plain(row) for _, row in national(selection).iterrows()],
    }
    opening = json.dumps(whole, ensure_ascii=False).removesuffix("}") + ', "rows": ['
    with path.open("w", encoding="utf-8") as file:
        file.write(opening)
        between = ""
        for part in parts(selection):
            if len(part):
                text = dated(part).to_json(orient="records", double_precision=15, force_ascii=False)
                file.write(between + text[1:-1])
                between = ","
        file.write("]}")


def national(selection: Selection) -> pd.DataFrame:
    """Figures and targets of Indonesia for the indicators of a selection that has rows of the province."""
    return reader.fetch("download_national", **selection.parameters)


def dated(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy whose dates are texts like 2026-03-31."""
    days = frame.select_dtypes("datetime").columns
    return frame.assign(**{name: frame[name].dt.strftime("%Y-%m-%d") for name in days})


def write_xlsx(selection: Selection, path: Path) -> None:
    """Workbook with the data, the dictionary of its columns and indicators, national figures, and a sheet about the
    file."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd",
               "constant_memory": True, "tmpdir": str(path.parent)}  # fmt: skip
    with xlsxwriter.Workbook(path, options) as book:
        bold = book.add_format({"bold": True})
        data = (_headed(part) for part in parts(selection, SHEET_ROWS))
        _sheet(book, t("download.sheet_data"), data, bold)
        _sheet(book, t("download.sheet_columns"), [columns(selection)], bold)
        indicators = reader.fetch("download_dictionary", **selection.parameters)
        _sheet(book, t("download.sheet_indicators"), [indicators], bold)
        _sheet(book, t("download.sheet_national"), [national(selection)], bold)
        told = pd.DataFrame(about(selection), columns=["", " "])
        _sheet(book, t("download.sheet_about"), [told], bold)


def write_parquet(selection: Selection, path: Path) -> None:
    """Parquet with plain column names; the schema's metadata says what it is and defines every column."""
    facts = {"about": dict(about(selection)), "columns": dict(columns(selection).to_numpy().tolist())}
    said = {"kinerja_aceh": json.dumps(facts, ensure_ascii=False)}
    schema = _with_moments(reader.snapshot().arrow(selection.query, **_asked(selection, 0)).schema).with_metadata(said)
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for batch in reader.snapshot().tables(selection.query, ROWS_AT_ONCE, **_asked(selection, lists.ALL)):
            file.write_table(pa.Table.from_batches([batch]).cast(schema))


def _with_moments(schema: pa.Schema) -> pa.Schema:
    """Days as moments, as pandas reads them back."""
    return pa.schema([
        field.with_type(pa.timestamp("us")) if pa.types.is_date(field.type) else field for field in schema
    ])  # fmt: skip


def write_geojson(selection: Selection, path: Path) -> None:
    """The regencies with their geometry and the newest row of a selection of one indicator; no data stays null."""
    path.write_bytes(geojson(selection))


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
    """What a column is called in a file and in its preview, whatever language the reader speaks."""
    return meanings.heading(column)


def columns(selection: Selection) -> pd.DataFrame:
    """Two columns: the name of every column of a download, and what it holds, in the reader's language."""
    spoken = language.current()
    told = [(heading(one.name), getattr(one, spoken)) for one in meanings.described(selection.query).columns]
    told.append(("snapshot", t("download.means_snapshot")))
    return pd.DataFrame(told, columns=[t("download.column"), t("download.meaning")])


PARAMETERS = ("agency", "indicators", "theme", "units", "regions", "first", "last", "frequency", "status")


def _headed(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame as a program gets it from any page: names of columns and words for codes are the same in all
    languages."""
    shown = frame.copy()
    for name in WORDS.keys() & set(frame):
        told = {code: t(f"{WORDS[name]}_{code}", "id") for code in frame[name].dropna().unique()}
        shown[name] = frame[name].map(told)
    return shown.rename(columns={name: heading(name) for name in frame.columns if name != "snapshot"})


WORDS = {
    "status": "download.status",
    "frequency": "download.frequency",
    "state": "cards.short",
    "assurance": "cards.chance",
}
STATUSES = ("final", "provisional", "simulated")


def _sheet(book: xlsxwriter.Workbook, name: str, frames: Iterable[pd.DataFrame], bold) -> None:
    """A sheet of frames with the same columns, one below the other, row by row: none is kept once it is written."""
    sheet, rows_written, widths = book.add_worksheet(name), 0, {}
    sheet.freeze_panes(1, 0)
    for part in frames:
        frame = guarded.cells(part)
        if not widths:
            sheet.write_row(0, 0, list(frame.columns), bold)
            widths = dict.fromkeys(range(frame.shape[1]), 0)
        for at in widths:
            widths[at] = max(widths[at], _width(frame.iloc[:, at], str(frame.columns[at])))
        for line, row in enumerate(zip(*map(_values, frame.items()), strict=True), rows_written + 1):
            for at, value in enumerate(row):
                _write(sheet, line, at, value)
        rows_written += len(frame)
    for at, width in widths.items():
        sheet.set_column(at, at, width)


def _write(sheet, line: int, at: int, value: object) -> None:
    """A cell by its kind, which is faster than to let the sheet find it out."""
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(line, at, value)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        sheet.write_number(line, at, value)
    else:
        sheet.write(line, at, value)


def _values(column: tuple[str, pd.Series]) -> list[object]:
    values = column[1]
    found = values.dt.to_pydatetime() if pd.api.types.is_datetime64_any_dtype(values) else values.tolist()
    return [None if gone else value for value, gone in zip(found, values.isna(), strict=True)]


def _width(values: pd.Series, name: str) -> int:
    if pd.api.types.is_datetime64_any_dtype(values):
        return 12
    longest = values.astype("string").str.len().max()
    return min(60, max(len(name) + 2, 0 if pd.isna(longest) else int(longest) + 1))


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
