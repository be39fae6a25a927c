"""The spellings under which codes are known, and the columns of the export standard."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

from data.reference.problem import Problem
from data.reference.reading import Row, Rows

COLUMNS = (
    "kode_instansi", "kode_unit", "kode_indikator", "nama_indikator", "kode_wilayah", "nama_wilayah", "kode_bps",
    "periode", "tahun", "bulan", "triwulan", "semester", "target", "target_bawah", "target_atas", "realisasi",
    "pembilang", "penyebut", "satuan", "tanggal_data", "status_data", "catatan", "sumber", "bukti", "kelas_data",
)  # fmt: skip


def normalise(text: object) -> str:
    """Spelling for comparison: lower case, `%` as persen, no punctuation, single blanks."""
    plain = unicodedata.normalize("NFKC", str(text)).casefold().replace("%", " persen ")
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1: twice their longest common subsequence over the length of both."""
    return fuzz.ratio(one, other) / 100


def nearest(text: str, spellings: Iterable[str], at_least: float, most: int | None = 1) -> list[tuple[str, float]]:
    """The spellings that are at least so like `text`, nearest first, with their likeness; None for `most`: all."""
    found = process.extract(text, list(spellings), scorer=fuzz.ratio, score_cutoff=100 * at_least, limit=most)
    return [(spelling, score / 100) for spelling, score, _ in found]


# Columns whose texts name the row they stand in, by kind of alias.
_NAMES = {
    "region": ("regions", ("code", "name_id", "short_name")),
    "agency": ("agencies", ("code", "name_id", "name_en", "abbreviation")),
    "unit": ("units", ("code",)),
    "indicator": ("indicators", ("code", "name_id", "name_en", "short_id", "short_en")),
}


def collect_spellings(rows: dict[str, Rows], spellings: dict[tuple[str, str, str], str]) -> Iterator[Problem]:
    """Fill `spellings` with (kind, agency, spelling) → code; a spelling that would stand for two codes is a problem."""

    def enter(row: Row, column: str, kind: str, code: str, agency: str = "") -> Iterator[Problem]:
        spelling = normalise(row[column])
        if not spelling:
            yield row.problem(column, "letters")
        elif spellings.setdefault((kind, agency, spelling), code) != code:
            yield row.problem(column, "spelling_taken", code=spellings[kind, agency, spelling])

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
            yield row.problem("code", "code_of_kind", kind=row["kind"])
        elif row["alias"]:
            yield from enter(row, "alias", row["kind"], row["code"])
