"""Columns known by their cells: the layout once more, with the rows in sight.

Each step here takes a layout and gives it back, with a column more where the cells say what the header does not.
"""

import re
from dataclasses import replace

from data.intake.codes.maps import Maps
from data.intake.codes.region_codes import looks_like_code, looks_like_name
from data.intake.staging import values
from data.intake.staging.sql import GROUPS
from data.intake.table import headings
from data.intake.table.layout import Layout
from data.intake.table.numbers import is_missing
from data.intake.table.slices import Column, Slice
from data.reference import normalise

NUMBER_LIKE = re.compile(r"\s*(?:rp\.?\s*)?[(+-]?[\d.,\s\u00a0\u202f]*\d", re.IGNORECASE)
NUMBERING_HEADS = frozenset(("no", "nomor", "no urut", "id", "urut", "urutan", "objectid", "fid", "kode", "index"))
REGION_WORDS = re.compile(r"wilayah|daerah|pemda|pemkab|kab|kota|lokasi|provinsi|region|area", re.IGNORECASE)


def recognise(maps: Maps) -> Layout:
    """The layout of the staged file, completed by what its cells say."""
    table = _with_variables(maps, maps.staging.layout)
    if table.kind != "regions":
        table = _with_region_cells(maps, _with_region_fallback(maps, table))
    return _with_value_column(maps, _with_indicator_column(maps, table))


def texts_of(maps: Maps, index: int) -> list[str]:
    """Distinct texts of a column, without missing marks."""
    return [text for text in values.column_texts(maps.staging, index) if not is_missing(text)]


def _with_variables(maps: Maps, table: Layout) -> Layout:
    """The measures that a tidy table's column of variables names, one slice each."""
    if table.variable is None:
        return table
    texts: dict[str, list[str]] = {}
    for text in values.column_texts(maps.staging, table.variable):
        texts.setdefault(headings.column_of(text, maps.reference), []).append(text)
    slices = tuple(
        replace(part, texts=tuple(texts[role])) for part in table.slices for role in part.columns if role in texts
    )
    keys = {role: index for role, index in table.keys.items() if index != table.variable}
    columns = tuple(replace(c, role="variabel") if c.index == table.variable else c for c in table.columns)
    return replace(table, slices=slices, keys=keys, columns=columns)


def _with_region_fallback(maps: Maps, table: Layout) -> Layout:
    """A table with a province column and no regency column is one of provinces; codes under a header for names (or
    the other way about) change places."""
    keys = dict(table.keys)
    if "provinsi" in keys and not {"kode_wilayah", "nama_wilayah", "kode_bps"} & set(keys):
        keys["nama_wilayah"] = keys.pop("provinsi")
    for role, other, holds in (
        ("nama_wilayah", "kode_wilayah", looks_like_code),
        ("kode_wilayah", "nama_wilayah", looks_like_name),
    ):
        if role in keys and other not in keys:
            texts = texts_of(maps, keys[role])
            if texts and sum(map(holds, texts)) > 0.8 * len(texts):
                keys[other] = keys.pop(role)
    return replace(table, keys=keys)


def _with_region_cells(maps: Maps, table: Layout) -> Layout:
    """Columns whose header says nothing, or that have none, but whose cells are names or codes of regions."""
    if table.variable is not None or any(role in maps.constants for role in GROUPS["region"][:3]):
        return table

    def names_region(text: str) -> bool:
        places = ("region", "elsewhere", "province_elsewhere")
        return looks_like_name(text) and maps.regions.by_name(text)[0] in places

    for role, holds, enough, reasons in (
        ("nama_wilayah", names_region, 0.6, ("isinya nama wilayah", "its cells name regions")),
        ("kode_wilayah", maps.regions.is_own_code, 0.9, ("isinya kode wilayah", "its cells are region codes")),
    ):
        if role in table.keys or "kode_bps" in table.keys:
            continue
        for column in table.columns:
            if column.role or column.index in table.keys.values():
                continue
            texts = texts_of(maps, column.index)
            speaks = not column.header or REGION_WORDS.search(column.header)
            if len(texts) > (0 if speaks else 1) and sum(map(holds, texts)) >= enough * len(texts):
                table = _with_role(table, column, role, reasons)
                break
    return table


def _with_indicator_column(maps: Maps, table: Layout) -> Layout:
    """A column whose header and cells together name indicators (`status_idm` with `Maju`), when none else does."""
    given = set(table.keys) | set(maps.constants)
    if given & {"kode_indikator", "nama_indikator"} or any(part.indicator for part in table.slices):
        return table
    for column in table.columns:
        if column.role or not column.header:
            continue
        texts = values.column_texts(maps.staging, column.index)
        if texts and len(texts) <= 200 and all(maps.names.indicator(None, t, column.header).code for t in texts):
            reasons = ("isinya nama indikator", "its cells name indicators")
            return _with_role(table, column, "nama_indikator", reasons)
    return table


def _with_value_column(maps: Maps, table: Layout) -> Layout:
    """The only column of numbers of a table whose indicator is given and that has no known column of values."""
    if table.slices or not set(table.keys).union(maps.constants) & {"kode_indikator", "nama_indikator"}:
        return table
    known = set(table.keys.values())
    free = [column for column in table.columns if column.header and not column.role and column.index not in known]
    found = [column for column in free if holds_values(maps, column)]
    if len(found) != 1:
        return table
    (column,) = found
    one = _with_role(table, column, "realisasi", ("satu-satunya kolom angka", "the only column of numbers"))
    measure = headings.meaning(f"realisasi {column.header[column.header.find('(') :]}", maps.reference).measure
    part = Slice({"realisasi": column.index}, measure=measure)
    return replace(one, keys=table.keys, slices=(part,), taken=column.header)


def holds_values(maps: Maps, column: Column) -> bool:
    """Whether most texts of a column look like numbers, and its header does not say that it numbers the rows."""
    if normalise(column.header) in NUMBERING_HEADS:
        return False
    texts = texts_of(maps, column.index)
    return bool(texts) and sum(bool(NUMBER_LIKE.match(text)) for text in texts) > 0.5 * len(texts)


def _with_role(table: Layout, column: Column, role: str, reasons: tuple[str, str]) -> Layout:
    """The layout with one column known by its cells."""
    known = replace(column, role=role, reason_id=reasons[0], reason_en=reasons[1])
    columns = tuple(known if c.index == column.index else c for c in table.columns)
    ignored = tuple(header for header in table.ignored if header != column.header or not header)
    return replace(table, columns=columns, keys={**table.keys, role: column.index}, ignored=ignored)
