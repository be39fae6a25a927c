"""Fragments of SQL: column names, joins of rows to maps, and conversions of texts to numbers.

Only what is made here, and what other modules of this room make of column names, is put into the text of a statement;
whatever comes from a file is bound or quoted as a literal.
"""
# ruff: noqa: S608 - the texts are put together from names and fragments made here, never from a file's content

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import duckdb

from data.intake.table import numbers
from data.intake.table.numbers import Style

# The key columns of each map, in the order of its texts t1, t2 …
GROUPS = {
    "agency": ("kode_instansi", "kode_unit"),
    "indicator": ("kode_indikator", "nama_indikator", "satuan"),
    "region": ("kode_wilayah", "nama_wilayah", "kode_bps", "provinsi", "tingkat_penyajian"),
    "period": ("periode", "tahun", "bulan", "triwulan", "semester"),
    "date": ("tanggal_data",),
    "status": ("status_data",),
}
ALIASES = {"agency": "am", "indicator": "im", "region": "rm", "period": "pm", "date": "dm", "status": "sm"}
BY_SLICE = frozenset(("indicator", "period"))
# Numbers without surprises, by decimal mark and whether thousands marks occur.
SIMPLE = {
    ("comma", False): r"-?[0-9]+(,[0-9]+)?",
    ("comma", True): r"-?[0-9]{1,3}(\.[0-9]{3})*(,[0-9]+)?|-?[0-9]+(,[0-9]+)?",
    ("dot", False): r"-?[0-9]+(\.[0-9]+)?",
    ("dot", True): r"-?[0-9]{1,3}(,[0-9]{3})*(\.[0-9]+)?|-?[0-9]+(\.[0-9]+)?",
    ("none", False): r"-?[0-9]+",
}


@cache
def text(path: Path) -> str:
    """The text of an SQL file without its comments."""
    return re.sub(r"--[^\n]*", "", path.read_text("utf-8"))


def filled(name: str, fragments: Mapping[str, str]) -> str:
    """The text of an SQL file of this room with fragments put in."""
    statement = text(Path(__file__).with_name(f"{name}.sql"))
    for key, fragment in fragments.items():
        statement = statement.replace("{" + key + "}", fragment)
    return statement


@lru_cache(maxsize=400)
def parsed(statements: str) -> tuple[duckdb.Statement, ...]:
    """The statements of a text, kept for the next file: to parse one takes a tenth of the work on a small file."""
    return tuple(duckdb.extract_statements(statements))


def cell(index: int) -> str:
    """The name of a column of the file, counted from 1."""
    return f"c{index}"


def cells(width: int) -> str:
    """The names of the first `width` columns, with commas between."""
    return ", ".join(cell(index) for index in range(1, width + 1))


def literal(said: str | None) -> str:
    """A text as SQL writes it."""
    return "NULL" if said is None else "'" + said.replace("'", "''") + "'"


def matches(cell: str, pattern: str) -> str:
    """SQL for whether a cell holds a pattern, in whatever case."""
    return f"regexp_matches({cell}, {literal(pattern)}, 'i')"


def joined(group: str, keys: Mapping[str, int], number: int = 0) -> str:
    """The join of rows to a map: every key column equal to its text; the one entry of a map without columns.

    `keys` gives the index of each key column, `number` is the slice for the maps that differ by slice.
    """
    alias = ALIASES[group]
    terms = [f"{alias}.slice = {number}"] if group in BY_SLICE else []
    terms += [
        f"{alias}.t{place} IS NOT DISTINCT FROM raw.{cell(keys[role])}"
        for place, role in enumerate(GROUPS[group], start=1)
        if role in keys
    ]
    return " AND ".join(terms) or f"{alias}.k = 0"


def shape(of: str) -> str:
    """SQL for the shape of a cell: every digit as 9."""
    return f"translate({of}, '{numbers.DIGITS[0]}', '{numbers.DIGITS[1]}')"


def is_missing(of: str) -> str:
    """SQL for whether a cell says that there is no value."""
    return f"lower(trim({of}, {literal(numbers.SPACES)})) IN (SELECT text FROM missing_marks)"


def is_told(of: str) -> str:
    """SQL for whether a cell is zero by a dash, or an error or formula that has a finding of its own."""
    return f"regexp_full_match({of}, {literal(f'{numbers.NIL}|{numbers.UNCALCULATED}')})"


def is_good(of: str, index: int, style: Style) -> str:
    """SQL for whether a cell is a number by the column's style."""
    known = f"{shape(of)} IN (SELECT shape FROM good_{index})"
    return f"(regexp_full_match({of}, '{style.simple}') OR {known})" if style.simple else known


def number(index: int, style: Style) -> str:
    """SQL that turns a column's texts into numbers by its style; NULL for missing marks and unreadable cells."""
    raw = f"raw.{cell(index)}"
    mark, dashes = "," if style.decimal == "comma" else ".", numbers.DASHES
    bare = raw
    if style.dressed:
        bare = f"regexp_replace({raw}, {literal(numbers.MONEY_SIGN)}, '', 'g')"
        bare = f"regexp_replace({bare}, {literal(numbers.NO_CENTS)}, '')"
    if style.is_plain:
        digits = f"replace({raw}, {literal(style.thousands)}, '')" if style.thousands else raw
        digits = f"replace({digits}, ',', '.')" if mark == "," else digits
    else:
        digits = f"translate({bare}, {literal(mark + dashes + style.drop)}, '.{'-' * len(dashes)}')"
    value = f"TRY_CAST({digits} AS DOUBLE)"
    if style.negative_brackets:
        value = f"(CASE WHEN ltrim({bare}) LIKE '(%' THEN -{value} ELSE {value} END)"
    if style.needs_guard:
        zero = f"WHEN regexp_full_match({raw}, {literal(numbers.NIL)}) THEN 0 " if style.nil else ""
        value = f"CASE {zero}WHEN {is_good(raw, index, style)} THEN {value} END"
    return value
