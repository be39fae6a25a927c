"""Columns of numbers that nothing reads: which of them stop a file, and what is asked."""

from collections.abc import Iterator, Sequence

from data.intake.codes.columns_by_cells import holds_values, texts_of
from data.intake.codes.maps import Maps
from data.intake.contract import IntakeError
from data.intake.table import periods, places, totals
from data.intake.table.headings import MEASURES
from data.intake.table.layout import Layout
from data.intake.table.slices import Column
from data.reference import nearest, normalise

# Headers of values that say little by themselves; a share beside them may be the value that is meant.
LOOSE = frozenset(
    ("nilai", "value", "hasil", "jumlah", "besaran", "data value", "obs value", "angka", "observation value")
)
SHARES = frozenset(
    ("persen", "persentase", "prosentase", "percent", "percentage", "rasio", "proporsi", "rate", "capaian", "angka",
     "indeks")
)  # fmt: skip
MEASURE_WORDS = {
    "target": "target", "realisasi": "realisasi", "actual": "realisasi", "aktual": "realisasi",
    "realization": "realisasi", "realisation": "realisasi", "pembilang": "pembilang", "penyebut": "penyebut",
    "numerator": "pembilang", "denominator": "penyebut",
}  # fmt: skip
# What makes a column one of another thing than the value beside it: money, progress, other years, plans and levels.
OTHERS = frozenset(
    ("anggaran", "keuangan", "dana", "pagu", "rp", "rupiah", "belanja", "fisik", "nasional", "lalu", "sebelumnya",
     "akhir", "awal", "menengah", "rpjmd", "rpjma", "rpjmn", "renstra", "renja", "rkp", "rkpd", "makro", "kewilayahan",
     "capaian", "persen", "persentase", "tercatat", "terakhir", "kinerja", "status", "catatan", "keterangan")
)  # fmt: skip
MULTIPLIERS = frozenset(
    ("pengali", "faktor pengali", "faktor kali", "multiplier", "kelipatan", "unit mult", "unit multiplier")
)
NEAR, SHOWN = 0.8, 3


def asked(maps: Maps) -> list[IntakeError]:
    """Questions on the columns of numbers that may hold values and are not read; the others are noted as not used."""
    table = maps.staging.layout
    if not table.slices or table.variable is not None:
        return []
    columns = [column for column in table.columns if _is_free(table, column) and holds_values(maps, column)]
    found = list(_multipliers(maps, table))
    if table.kind == "regions":
        columns = [column for column in columns if not totals.is_total(column.header)]
        return [*found, *_without_region(table, columns)]
    maps.unused = [column.header for column in columns]
    return [*found, *_questions(maps, table, columns)]


def _is_free(table: Layout, column: Column) -> bool:
    used = column.role or column.mark or column.index in table.keys.values() or column.index in table.only
    left = {left for _, _, left in table.doubled}
    return bool(column.header) and not (used or column.by_sender or column.index in left)


def _without_region(table: Layout, columns: Sequence[Column]) -> Iterator[IntakeError]:
    """Questions on columns of values whose header names no region, beside such as do."""
    said = ", ".join(dict.fromkeys(column.header for column in table.columns if column.region))
    mute = {index for part in table.slices if not part.region for index in part.columns.values()}
    for column in (*columns, *(table.columns[index - 1] for index in sorted(mute))):
        yield IntakeError("regions_as_columns", column=column.header, found=said)


def _multipliers(maps: Maps, table: Layout) -> Iterator[IntakeError]:
    for column in table.columns:
        if column.role is None and not column.by_sender and normalise(column.header) in MULTIPLIERS:
            texts = [text for text in texts_of(maps, column.index) if text.strip() not in ("1", "1,0", "1.0")]
            if texts:
                yield IntakeError("multiplier_column", column=table.named(column.index), found=", ".join(texts[:SHOWN]))


def _questions(maps: Maps, table: Layout, columns: Sequence[Column]) -> Iterator[IntakeError]:
    actual = [index for part in table.slices for role, index in part.columns.items() if role not in _targets()]
    read = any(texts_of(maps, index) for index in actual)
    for column in columns:
        meant = _meant(maps, table, column, actual if read else [])
        if meant and not (not read and _are_years(maps, column)):
            shown = ", ".join(texts_of(maps, column.index)[:SHOWN])
            yield IntakeError("column_unread", column=table.named(column.index), found=shown, expected=meant)


def _targets() -> tuple[str, ...]:
    return tuple(role for role in MEASURES if role.startswith("target"))


def _meant(maps: Maps, table: Layout, column: Column, actual: Sequence[int]) -> str | None:
    """The measure that a column not read was probably meant to be; None where it may be passed over."""
    words = normalise(column.header).split()
    near = [MEASURE_WORDS[found[0][0]] for word in words if (found := nearest(word, MEASURE_WORDS, NEAR))]
    if near:
        given = {role: table.columns[index - 1] for part in table.slices for role, index in part.columns.items()}
        return None if near[0] in given and (OTHERS & set(words) or given[near[0]].by_sender) else near[0]
    if not actual or places.region_of([column.header], maps.reference):
        return "realisasi"
    loose = all(normalise(table.header(index)) in LOOSE for index in actual)
    return "realisasi" if loose and SHARES & set(words) else None


def _are_years(maps: Maps, column: Column) -> bool:
    return all(periods.is_period(text) for text in texts_of(maps, column.index))
