"""The reference data: agencies, units, regions, indicators, themes, targets, aliases, calendar, re-base marks.

Domain staff edit the CSV files of `data/reference/`. `load` reads them all, checks them all, and either returns typed
frames or raises `ReferenceError` naming every problem by file, row and column.
"""

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from math import isfinite
from pathlib import Path

import pandas as pd

from analytics import achievement
from analytics.periods import FORMS, FREQUENCIES
from analytics.regions import PROVINCE, REGIONS

REFERENCE = Path(__file__).resolve().parent / "reference"

COLUMNS = (
    "kode_instansi", "kode_unit", "kode_indikator", "nama_indikator", "kode_wilayah", "nama_wilayah", "kode_bps",
    "periode", "tahun", "bulan", "triwulan", "semester", "target", "target_bawah", "target_atas", "realisasi",
    "pembilang", "penyebut", "satuan", "tanggal_data", "status_data", "catatan", "sumber",
)  # fmt: skip
ALIAS_KINDS = ("region", "agency", "unit", "indicator", "column", "measure")
SHORT_NAME = 40
POINT_SCALES = ("deviation_points", "efficiency_gap")

AGENCY_TYPES = (
    "sekretariat",
    "inspektorat",
    "badan",
    "dinas",
    "keistimewaan",
    "satuan",
    "rumah_sakit",
    "biro",
    "induk",
)
UNIT_TYPES = (
    "sekretariat", "bagian", "bidang", "inspektur_pembantu", "wakil_direktur", "instalasi", "uptd", "uptb",
    "cabang_dinas", "kph", "jabatan_fungsional",
)  # fmt: skip
COUNTINGS = ("proportion", "rate")
LIST_CONFIDENCE = ("verified_list_and_recent", "verified_list", "verified_recent", "unverified")
INDICATOR_CONFIDENCE = ("verified_value", "verified_name", "verified_elsewhere", "unverified")
TARGET_CONFIDENCE = ("verified_value", "by_definition", "unverified")
CALENDAR_CONFIDENCE = ("verified", "partly_verified", "unverified")


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a reference file; `row` is the line a text editor shows, None for the whole file."""

    file: str
    row: int | None
    column: str | None
    found: str
    expected: str

    def __str__(self) -> str:
        place = ", ".join(
            [self.file, *([f"row {self.row}"] if self.row else []), *([f"column {self.column}"] if self.column else [])]
        )
        return f"{place}: found {self.found!r}, expected {self.expected}"


class ReferenceError(ValueError):
    """The reference data cannot be used; `problems` lists everything found, the text shows it line by line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count = f"{len(self.problems)} problem" + ("" if len(self.problems) == 1 else "s")
        super().__init__("\n".join([f"Reference data: {count}", *map(str, self.problems)]))


@dataclass(frozen=True, eq=False)
class Reference:
    """All reference tables as typed frames (text never null, numbers nan where empty) and the hash of their files."""

    agencies: pd.DataFrame
    units: pd.DataFrame
    regions: pd.DataFrame
    indicators: pd.DataFrame
    themes: pd.DataFrame
    aliases: pd.DataFrame
    targets: pd.DataFrame
    calendar: pd.DataFrame
    rebase: pd.DataFrame
    hash: str
    _spellings: Mapping[tuple[str, str, str], str] = field(repr=False)

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the frames, in the order of the fields."""
        return tuple(SHEETS)

    def alias(self, kind: str, text: object, agency: str | None = None) -> str | None:
        """The code that a spelling stands for, None when it stands for none.

        kind is one of `ALIAS_KINDS`; codes and full names count as spellings. Names of units, and their codes without
        the agency in front, repeat between agencies, so they are only recognised with `agency`.
        """
        if kind not in ALIAS_KINDS:
            raise ValueError(f"kind {kind!r} is none of {', '.join(ALIAS_KINDS)}")
        spelling = normalise(text)
        return self._spellings.get((kind, "", spelling)) or self._spellings.get((kind, agency or "", spelling))

    @cached_property
    def regencies(self) -> pd.DataFrame:
        """The 23 kabupaten and kota, without the province."""
        return self.regions[self.regions["code"] != PROVINCE].reset_index(drop=True)


def load(folder: Path | str = REFERENCE) -> Reference:
    """Read and check every file of `folder`; ReferenceError lists all problems at once.

    The files are read each time, but checked only when they changed: treat the frames as read-only.
    """
    return _checked(tuple(_bytes(Path(folder) / f"{name}.csv") for name in SHEETS))


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


@lru_cache(maxsize=2)
def _checked(contents: tuple[bytes | None, ...]) -> Reference:
    problems: list[Problem] = []
    digest = hashlib.sha256()
    rows: dict[str, Rows] = {}
    for (name, columns), content in zip(SHEETS.items(), contents, strict=True):
        if content is None:
            problems.append(Problem(f"{name}.csv", None, None, "no file", "a readable file"))
            rows[name] = []
            continue
        digest.update(f"{name}:{len(content)}:".encode() + content)
        rows[name] = _read(f"{name}.csv", content, columns, problems)
    spellings: dict[tuple[str, str, str], str] = {}
    for check in CHECKS:
        problems.extend(check(rows))
    problems.extend(_collect_spellings(rows, spellings))
    if problems:
        raise ReferenceError(sorted(problems, key=lambda p: (list(SHEETS).index(p.file[:-4]), p.row or 0)))
    frames = {name: _frame(rows[name], columns) for name, columns in SHEETS.items()}
    return Reference(**frames, hash=digest.hexdigest(), _spellings=spellings)


def normalise(text: object) -> str:
    """Spelling for comparison: lower case, `%` as persen, no punctuation, single blanks."""
    plain = unicodedata.normalize("NFKC", str(text)).casefold().replace("%", " persen ")
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


# --- what each file holds --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """Kind of a column: text, number, integer; whether it may be empty; allowed values; a pattern; bounds."""

    kind: str = "text"
    required: bool = True
    choices: tuple[str, ...] = ()
    pattern: str = ""
    expected: str = ""
    at_least: float | None = None


TEXT, OPTIONAL = Column(), Column(required=False)
CODE = Column(pattern=r"[A-Z0-9][A-Z0-9_.-]*", expected="a code of capitals, digits, _ . -")
YES_NO = Column(choices=("yes", "no"))
NUMBER = Column("number")
OPTIONAL_NUMBER = Column("number", required=False)
OPTIONAL_COUNT = Column("integer", required=False, at_least=0)
COUNT = Column("integer", at_least=0)
POSITIVE = Column("number", at_least=0)

SHEETS: dict[str, dict[str, Column]] = {
    "agencies": {
        "code": CODE, "name_id": TEXT, "name_en": TEXT, "abbreviation": TEXT, "type": Column(choices=AGENCY_TYPES),
        "counted": YES_NO, "confidence": Column(choices=LIST_CONFIDENCE), "source": TEXT,
    },
    "units": {
        "code": CODE, "agency": CODE, "name_id": TEXT, "name_en": TEXT, "type": Column(choices=UNIT_TYPES),
        "confidence": Column(choices=LIST_CONFIDENCE), "source": TEXT,
    },
    "regions": {
        "code": Column(choices=REGIONS), "bps_code": Column(pattern=r"11\d\d", expected="four digits 11nn"),
        "type": Column(choices=("Provinsi", "Kabupaten", "Kota")), "name_id": TEXT, "short_name": TEXT, "capital": TEXT,
        "area_km2": POSITIVE, "population": COUNT, "population_year": COUNT, "tile_x": OPTIONAL_COUNT,
        "tile_y": OPTIONAL_COUNT, "source": TEXT,
    },
    "indicators": {
        "code": Column(pattern=r"IKU-[A-Z0-9_]+-\d\d", expected="IKU-AGENCY-nn"), "name_id": TEXT, "name_en": TEXT,
        "short_id": TEXT, "short_en": TEXT, "definition_id": TEXT, "definition_en": TEXT, "unit": TEXT, "unit_en": TEXT,
        "better": Column(choices=("higher", "lower", "range", "neutral")),
        "formula": Column(choices=("R_T", "INV_2T", "INV_TR", "RANGE", "R_T_CUM", "DIFF_PP", "SCALE", "NONE")),
        "accumulation": Column(choices=("point", "cumulative")),
        "region_aggregation": Column(choices=("sum", "ratio", "official_only", "none")),
        "time_aggregation": Column(choices=("last", "sum", "mean", "ratio")),
        "frequency": Column(choices=FREQUENCIES), "by_region": YES_NO, "decimals": COUNT, "minimum": OPTIONAL_NUMBER,
        "maximum": OPTIONAL_NUMBER, "agency": CODE, "theme": TEXT,
        "scale": OPTIONAL, "value_scale": OPTIONAL, "numerator_id": OPTIONAL,
        "numerator_en": OPTIONAL, "denominator_id": OPTIONAL, "denominator_en": OPTIONAL, "factor": OPTIONAL_NUMBER,
        "counting": Column(required=False, choices=COUNTINGS),
        "publisher": TEXT, "version": TEXT, "confidence": Column(choices=INDICATOR_CONFIDENCE), "source": TEXT,
        "caveat_id": OPTIONAL, "caveat_en": OPTIONAL,
    },
    "themes": {"code": Column(pattern=r"[a-z_]+", expected="small letters and _"), "name_id": TEXT, "name_en": TEXT},
    "aliases": {"kind": Column(choices=ALIAS_KINDS), "alias": TEXT, "code": TEXT, "source": TEXT},
    "targets": {
        "indicator": TEXT, "agency": OPTIONAL, "unit": OPTIONAL, "region": Column(choices=REGIONS), "period": TEXT,
        "target": OPTIONAL_NUMBER, "target_low": OPTIONAL_NUMBER, "target_high": OPTIONAL_NUMBER,
        "baseline_period": OPTIONAL, "baseline": OPTIONAL_NUMBER, "plan": TEXT,
        "confidence": Column(choices=TARGET_CONFIDENCE), "source": TEXT,
    },
    "calendar": {
        "frequency": Column(choices=FREQUENCIES), "due_days": COUNT, "grace_days": COUNT,
        "confidence": Column(choices=CALENDAR_CONFIDENCE), "source": TEXT,
    },
    "rebase": {
        "indicator": TEXT, "agency": OPTIONAL, "unit": OPTIONAL, "region": Column(required=False, choices=REGIONS),
        "period": TEXT, "reason_id": TEXT, "reason_en": TEXT, "source": TEXT,
    },
}  # fmt: skip
MAY_BE_EMPTY = ("rebase.csv",)
assert set(SHEETS) < {f.name for f in fields(Reference)}


@dataclass(frozen=True)
class Row:
    """One line of a file: cells as text, numbers where they could be read."""

    file: str
    line: int
    cells: Mapping[str, str]
    numbers: Mapping[str, float]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def problem(self, column: str, expected: str) -> Problem:
        return Problem(self.file, self.line, column, self.cells[column], expected)


Rows = list[Row]


def _read(file: str, content: bytes, columns: Mapping[str, Column], problems: list[Problem]) -> Rows:
    """Rows of one file; faults of encoding, header and single cells go to `problems`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(Problem(file, line, None, repr(content[error.start : error.start + 1]), "UTF-8 text"))
        return []
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip() for cell in next(reader, [])]
    if sorted(header) != sorted(columns):
        missing, extra = sorted(set(columns) - set(header)), sorted(set(header) - set(columns))
        found = "; ".join(
            [*(["without " + ", ".join(missing)] if missing else []), *(["with " + ", ".join(extra)] if extra else [])]
        )
        problems.append(Problem(file, 1, None, found or "a repeated column", f"the columns {','.join(columns)}"))
        return []
    rows: Rows = []
    line = reader.line_num + 1
    for record in reader:
        start, line = line, reader.line_num + 1
        if not any(cell.strip() for cell in record):
            continue
        if len(record) != len(header):
            problems.append(Problem(file, start, None, f"{len(record)} cells", f"{len(header)} cells"))
            continue
        cells = dict(zip(header, (cell.strip() for cell in record), strict=True))
        row = Row(file, start, cells, {})
        for column, rule in columns.items():
            problems.extend(_check_cell(row, column, rule))
        rows.append(Row(file, start, cells, {c: n for c in columns if (n := _number(cells[c])) is not None}))
    if not rows and file not in MAY_BE_EMPTY:
        problems.append(Problem(file, None, None, "no rows", "at least one row"))
    return rows


def _check_cell(row: Row, column: str, rule: Column) -> Iterator[Problem]:
    value = row[column]
    if not value:
        if rule.required:
            yield row.problem(column, f"one of {', '.join(rule.choices)}" if rule.choices else "a value")
        return
    if "\n" in value or "\r" in value:
        yield row.problem(column, "one line")
    if rule.choices and value not in rule.choices:
        yield row.problem(column, f"one of {', '.join(rule.choices)}")
    elif rule.pattern and not re.fullmatch(rule.pattern, value):
        yield row.problem(column, rule.expected)
    elif rule.kind != "text":
        number = _number(value)
        if number is None:
            yield row.problem(column, "a number with a decimal point")
        elif rule.kind == "integer" and number != int(number):
            yield row.problem(column, "a whole number")
        elif rule.at_least is not None and number < rule.at_least:
            yield row.problem(column, f"{rule.at_least:g} or more")


def _number(value: str) -> float | None:
    """The number a cell holds; None for anything a spreadsheet may have mangled (thousands marks, comma, inf)."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", value):
        return None
    number = float(value)
    return number if isfinite(number) else None


def _frame(rows: Rows, columns: Mapping[str, Column]) -> pd.DataFrame:
    """Typed frame: text as str, numbers as float64, whole numbers as int64 (Int64 where some are empty)."""
    series = {}
    for column, rule in columns.items():
        if rule.kind == "text":
            series[column] = pd.Series([row[column] for row in rows], dtype=object)
            continue
        numbers = pd.Series([row.numbers.get(column) for row in rows], dtype="float64")
        if rule.kind == "integer":
            numbers = numbers.astype("int64" if rule.required else "Int64")
        series[column] = numbers
    return pd.DataFrame(series)


# --- checks across rows and files ------------------------------------------------------------------------------------


def _unique(sheet: str, *columns: str) -> Callable[[dict[str, Rows]], Iterator[Problem]]:
    def check(rows: dict[str, Rows]) -> Iterator[Problem]:
        first: dict[tuple[str, ...], int] = {}
        for row in rows[sheet]:
            key = tuple(row[column] for column in columns)
            if not any(key):
                continue
            if key in first:
                yield Problem(row.file, row.line, ", ".join(columns), ", ".join(key), f"no repeat of row {first[key]}")
            first.setdefault(key, row.line)

    return check


def _known(sheet: str, column: str, other: str) -> Callable[[dict[str, Rows]], Iterator[Problem]]:
    """Every value of sheet.column is a code of the other file; an empty value is settled by `required`."""

    def check(rows: dict[str, Rows]) -> Iterator[Problem]:
        codes = {row["code"] for row in rows[other]}
        for row in rows[sheet]:
            if row[column] and row[column] not in codes:
                yield row.problem(column, f"a code of {other}.csv")

    return check


def _regions_complete(rows: dict[str, Rows]) -> Iterator[Problem]:
    regions = rows["regions"]
    if not regions:
        return
    missing = sorted(set(REGIONS) - {row["code"] for row in regions})
    if missing:
        yield Problem("regions.csv", None, "code", f"no {', '.join(missing)}", "the province and its 23 regencies")
    for row in regions:
        wanted = "Provinsi" if row["code"] == PROVINCE else "Kota" if row["code"][3:4] == "7" else "Kabupaten"
        if row["type"] != wanted:
            yield row.problem("type", f"{wanted} for code {row['code']}")
        placed = {"tile_x", "tile_y"} & row.numbers.keys()
        if len(placed) != (0 if row["code"] == PROVINCE else 2):
            yield row.problem("tile_x", "no tile for the province, tile_x and tile_y for each regency")
    for column in ("area_km2", "population"):
        province = [row for row in regions if row["code"] == PROVINCE and column in row.numbers]
        total = sum(row.numbers.get(column, 0) for row in regions if row["code"] != PROVINCE)
        for row in province:
            if not missing and abs(row.numbers[column] - total) > 0.0005:
                yield row.problem(column, f"the sum of the regencies, {total:.10g}")


def _units_named_after_agency(rows: dict[str, Rows]) -> Iterator[Problem]:
    for row in rows["units"]:
        if not row["code"].startswith(row["agency"] + "-"):
            yield row.problem("code", f"a code beginning with {row['agency']}-")


def _indicators_consistent(rows: dict[str, Rows]) -> Iterator[Problem]:
    for row in rows["indicators"]:
        yield from _direction(row)
        yield from _ratio(row)
        low, high = row.numbers.get("minimum"), row.numbers.get("maximum")
        if low is not None and high is not None and low >= high:
            yield row.problem("minimum", f"less than the maximum {row['maximum']}")
        if row.numbers.get("decimals", 0) > 6:
            yield row.problem("decimals", "0 to 6")
        if not row["code"].startswith(f"IKU-{row['agency']}-"):
            yield row.problem("code", f"IKU-{row['agency']}-nn, after the owner")
        for column in ("short_id", "short_en"):
            if len(row[column]) > SHORT_NAME:
                yield row.problem(column, f"at most {SHORT_NAME} characters")
        if bool(row["caveat_id"]) != bool(row["caveat_en"]):
            yield row.problem("caveat_id", "the caveat in both languages or in none")


def _direction(row: Row) -> Iterator[Problem]:
    better, formula = row["better"], row["formula"]
    if (better == "neutral") != (formula == "NONE"):
        yield row.problem("formula", "NONE when better is neutral, and only then")
    if better == "range" and formula not in ("RANGE", "NONE"):
        yield row.problem("formula", "RANGE when better is range")
    if formula.startswith("INV") and better != "lower":
        yield row.problem("formula", "an INV formula only when better is lower")
    if formula in ("R_T", "R_T_CUM", "SCALE") and better == "lower":
        yield row.problem("formula", "INV_2T, INV_TR, RANGE or DIFF_PP when better is lower")
    if formula == "R_T_CUM" and row["accumulation"] != "cumulative":
        yield row.problem("accumulation", "cumulative with formula R_T_CUM")
    if (row["scale"] in POINT_SCALES) != (formula == "DIFF_PP"):
        yield row.problem("scale", f"{' or '.join(POINT_SCALES)} with formula DIFF_PP, and only then")
    elif bool(row["scale"]) == (formula == "NONE"):
        yield row.problem("scale", f"{'empty' if row['scale'] else 'a class scale'} with formula {formula}")


def _scales_known(rows: dict[str, Rows]) -> Iterator[Problem]:
    scales = sorted(set(achievement.scales()["scale"]))
    for row in rows["indicators"]:
        for column in ("scale", "value_scale"):
            if row[column] and row[column] not in scales:
                yield row.problem(column, f"one of {', '.join(scales)}")


def _ratio(row: Row) -> Iterator[Problem]:
    parts = ("numerator_id", "numerator_en", "denominator_id", "denominator_en", "factor")
    given = [column for column in parts if row[column]]
    if given and len(given) < len(parts):
        missing = next(column for column in parts if not row[column])
        yield row.problem(missing, "numerator and denominator in both languages and the factor, or none of them")
    if not given and "ratio" in (row["region_aggregation"], row["time_aggregation"]):
        yield row.problem("numerator_id", "numerator, denominator and factor of a ratio")
    if row["counting"] and not given:
        yield row.problem("counting", "empty where there is no numerator")
    if row.numbers.get("factor", 1) <= 0:
        yield row.problem("factor", "more than 0")


def _targets_consistent(rows: dict[str, Rows]) -> Iterator[Problem]:
    indicators = {row["code"]: row for row in rows["indicators"]}
    units = {row["code"]: row["agency"] for row in rows["units"]}
    for row in rows["targets"]:
        numbers = row.numbers
        low, high = numbers.get("target_low"), numbers.get("target_high")
        if ("target" in numbers) == (low is not None or high is not None):
            yield row.problem("target", "either a target or a band of target_low and target_high")
        elif "target" not in numbers and (low is None or high is None):
            yield row.problem("target_low" if low is None else "target_high", "both ends of the band")
        elif low is not None and high is not None and low >= high:
            yield row.problem("target_low", f"less than target_high {row['target_high']}")
        if ("baseline" in numbers) != bool(row["baseline_period"]):
            yield row.problem("baseline", "baseline and baseline_period together")
        if row["unit"] and units.get(row["unit"], row["agency"]) != row["agency"]:
            yield row.problem("unit", f"a unit of {row['agency'] or 'the agency'}")
        indicator = indicators.get(row["indicator"])
        if indicator:
            yield from _target_fits(row, indicator)


def _target_fits(row: Row, indicator: Row) -> Iterator[Problem]:
    form = FORMS.get(indicator["frequency"], "")
    for column in ("period", "baseline_period"):
        if row[column] and form and not re.fullmatch(form, row[column]):
            yield row.problem(column, f"a period of the {indicator['frequency']} indicator {indicator['code']}")
    if indicator["by_region"] == "no" and row["region"] != PROVINCE:
        yield row.problem("region", f"{PROVINCE}: {indicator['code']} is not reported by region")
    low, high = indicator.numbers.get("minimum", float("-inf")), indicator.numbers.get("maximum", float("inf"))
    for column in ("target", "target_low", "target_high", "baseline"):
        if column in row.numbers and not low <= row.numbers[column] <= high:
            yield row.problem(column, f"{low:g} to {high:g}, the possible range of {indicator['code']}")


def _rebase_fits(rows: dict[str, Rows]) -> Iterator[Problem]:
    """Marks stand at a period of their indicator, its regions and a unit of the agency."""
    indicators = {row["code"]: row for row in rows["indicators"]}
    units = {row["code"]: row["agency"] for row in rows["units"]}
    for row in rows["rebase"]:
        if row["unit"] and units.get(row["unit"], row["agency"]) != row["agency"]:
            yield row.problem("unit", f"a unit of {row['agency'] or 'the agency'}")
        indicator = indicators.get(row["indicator"])
        if indicator is None:
            continue
        form = FORMS.get(indicator["frequency"], "")
        if row["period"] and form and not re.fullmatch(form, row["period"]):
            yield row.problem("period", f"a period of the {indicator['frequency']} indicator {indicator['code']}")
        if indicator["by_region"] == "no" and row["region"] not in ("", PROVINCE):
            yield row.problem("region", f"{PROVINCE}: {indicator['code']} is not reported by region")


def _calendar_complete(rows: dict[str, Rows]) -> Iterator[Problem]:
    missing = [name for name in FREQUENCIES if name not in {row["frequency"] for row in rows["calendar"]}]
    if rows["calendar"] and missing:
        yield Problem("calendar.csv", None, "frequency", f"no {', '.join(missing)}", "a row for each frequency")


CHECKS: tuple[Callable[[dict[str, Rows]], Iterator[Problem]], ...] = (
    *(_unique(name, "code") for name in ("agencies", "units", "regions", "indicators", "themes")),
    *(_unique("regions", column) for column in ("bps_code", "name_id", "short_name")),
    _unique("regions", "tile_x", "tile_y"),
    _unique("units", "agency", "name_id"),
    _unique("targets", "indicator", "agency", "unit", "region", "period"),
    _unique("calendar", "frequency"),
    _unique("rebase", "indicator", "agency", "unit", "region", "period"),
    _known("units", "agency", "agencies"),
    _known("indicators", "agency", "agencies"),
    _known("indicators", "theme", "themes"),
    _known("targets", "indicator", "indicators"),
    _known("targets", "agency", "agencies"),
    _known("targets", "unit", "units"),
    _known("rebase", "indicator", "indicators"),
    _known("rebase", "agency", "agencies"),
    _known("rebase", "unit", "units"),
    _regions_complete,
    _units_named_after_agency,
    _indicators_consistent,
    _scales_known,
    _targets_consistent,
    _calendar_complete,
    _rebase_fits,
)

# Columns whose texts name the row they stand in, by kind of alias.
_NAMES = {
    "region": ("regions", ("code", "name_id", "short_name")),
    "agency": ("agencies", ("code", "name_id", "name_en", "abbreviation")),
    "unit": ("units", ("code",)),
    "indicator": ("indicators", ("code", "name_id", "name_en", "short_id", "short_en")),
}


def _collect_spellings(rows: dict[str, Rows], spellings: dict[tuple[str, str, str], str]) -> Iterator[Problem]:
    """Fill `spellings` with (kind, agency, spelling) → code; a spelling that would stand for two codes is a problem."""

    def enter(row: Row, column: str, kind: str, code: str, agency: str = "") -> Iterator[Problem]:
        spelling = normalise(row[column])
        if not spelling:
            yield row.problem(column, "letters or digits")
        elif spellings.setdefault((kind, agency, spelling), code) != code:
            yield row.problem(column, f"a spelling not taken by {spellings[kind, agency, spelling]}")

    known: dict[str, set[str]] = {"column": set(COLUMNS), "measure": {row["unit"] for row in rows["indicators"]}}
    for kind, (sheet, columns) in _NAMES.items():
        known[kind] = {row["code"] for row in rows[sheet]}
        for column in columns:
            for row in rows[sheet]:
                if row[column]:
                    yield from enter(row, column, kind, row["code"])
    for row in rows["units"]:
        for column in ("name_id", "name_en"):
            if row[column]:
                yield from enter(row, column, "unit", row["code"], row["agency"])
        short = normalise(row["code"].removeprefix(row["agency"]))
        spellings.setdefault(("unit", row["agency"], short), row["code"])
    for row in rows["indicators"]:
        for column in ("unit", "unit_en"):
            if row[column]:
                yield from enter(row, column, "measure", row["unit"])
    for column in COLUMNS:
        spellings["column", "", normalise(column)] = column
    for row in rows["aliases"]:
        if row["kind"] not in known:
            continue
        if row["code"] not in known[row["kind"]]:
            yield row.problem("code", f"the code of a known {row['kind']}")
        elif row["alias"]:
            yield from enter(row, "alias", row["kind"], row["code"])
