"""Columns of one meaning: whether they say the same, and what to ask where they do not."""
# ruff: noqa: S608 - the texts are put together from names made here, never from a file's content

import re
from collections.abc import Callable, Iterator

from data.intake.codes.maps import Maps
from data.intake.contract import IntakeError
from data.intake.staging import sql
from data.intake.staging.findings import Found, letters
from data.intake.table import periods
from data.intake.table.headings import MEASURES
from data.intake.table.numbers import is_missing
from data.reference import normalise

MOST_PAIRS = 20_000
SHOWN = 8
Pair = tuple[str | None, str | None]


def settle(maps: Maps) -> list[IntakeError]:
    """Questions on columns of values that differ; rows whose names differ are faults, other differences are told."""
    asked = []
    alike = _side_by_side(maps)
    if alike:
        return [alike]
    for role, kept, left in maps.staging.layout.doubled:
        pairs = [pair for pair in _differing(maps, kept, left) if not _means_same(maps, role, pair)]
        if not pairs:
            continue
        if role in MEASURES and not _is_chosen(maps, kept, left):
            asked.append(_question(maps, role, kept, left, pairs))
            continue
        faults = list(_contradictions(maps, role, kept, left, pairs))
        maps.told += faults
        if not faults:
            maps.doubled.append((role, kept, left))
    return asked


def _is_chosen(maps: Maps, kept: int, left: int) -> bool:
    """Whether the sender named the column that is read in words that do not name the other as well."""
    one, other = (maps.staging.layout.columns[index - 1] for index in (kept, left))
    return one.by_sender and (one.header != other.header or one.numbered in maps.options.map)


def _side_by_side(maps: Maps) -> IntakeError | None:
    """The question on two tables under the same headers beside each other, of which only one could be read."""
    layout = maps.staging.layout
    pairs = [
        sorted(pair)
        for _, *pair in layout.doubled
        if normalise(layout.header(pair[0])) == normalise(layout.header(pair[1]))
    ]
    is_settled = any(_is_chosen(maps, kept, left) for _, kept, left in layout.doubled)
    if is_settled or sum(bool(_differing(maps, *pair)) for pair in pairs) < 2:
        return None
    titled = [column.index for column in layout.columns if column.header]
    left, right = ([pair[side] for pair in pairs] for side in (0, 1))
    if max(left) >= min(right):
        return None
    last = max(index for index in titled if index < min(right))
    halves = f"{letters(min(left))}–{letters(last)}", f"{letters(min(right))}–{letters(max(titled))}"
    return IntakeError("tables_side_by_side", row=layout.header_row, found=halves[0], expected=halves[1])


def _means_same(maps: Maps, role: str, pair: Pair) -> bool:
    """Whether both texts, a code and a name for instance, stand for the same thing."""
    if role == "kode_unit":
        owner = maps.names.owner(pair[0])
        return owner is not None and maps.names.unit(pair[1], owner).code == pair[0]
    known = _reader(maps, role)
    if known is None or is_missing(pair[0]):
        return False
    one, other = (known(text) for text in pair)
    return one is not None and one == other


def _differing(maps: Maps, kept: int, left: int) -> list[Pair]:
    """Distinct pairs of cells that do not say the same, where the column that is left says something."""
    one, other = sql.cell(kept), sql.cell(left)
    found = maps.staging.rows(
        f"SELECT DISTINCT {one}, {other} FROM raw WHERE {maps.staging.is_kept()} AND {other} IS NOT NULL "
        f"AND {one} IS DISTINCT FROM {other} LIMIT {MOST_PAIRS}"
    )
    return [pair for pair in found if not is_missing(pair[1]) and not _same(*pair)]


def _same(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return False
    return normalise(one) == normalise(other) or bool(_values(one) & _values(other))


def _values(text: str) -> set[float]:
    """The numbers that a text can be, with either decimal mark."""
    bare = re.sub(r"[^0-9.,-]", "", text)
    found = set()
    for thousands, mark in (".,", ",."):
        try:
            found.add(float(bare.replace(thousands, "").replace(mark, ".")))
        except ValueError:
            continue
    return found


def _rows(maps: Maps, kept: int, left: int, pair: Pair) -> list[int]:
    one, other = sql.cell(kept), sql.cell(left)
    found = maps.staging.rows(
        f"SELECT rowid + 1 FROM raw WHERE {maps.staging.is_kept()} AND {one} IS NOT DISTINCT FROM $1 AND {other} = $2",
        list(pair),
    )
    return [row for (row,) in found]


def _question(maps: Maps, role: str, kept: int, left: int, pairs: list[Pair]) -> IntakeError:
    header, other = (maps.staging.layout.named(index) for index in (kept, left))
    first = min(_rows(maps, kept, left, pairs[0]), default=0)
    one, beside = pairs[0]
    detail = f"baris {first}: {one or '–'} dan {beside}‖row {first}: {one or '–'} and {beside}"
    return IntakeError("columns_differ", column=header, found=other, expected=role, detail=detail)


def _contradictions(maps: Maps, role: str, kept: int, left: int, pairs: list[Pair]) -> Iterator[Found]:
    """Faults of the rows whose two texts are known and stand for different things."""
    known = _reader(maps, role)
    if known is None:
        return
    for pair in pairs:
        one, other = (None if is_missing(text) else known(text) for text in pair)
        if one and other and one != other:
            for row in _rows(maps, kept, left, pair):
                yield Found("texts_differ", row, kept, " / ".join(pair), f"{one} ≠ {other}")


def _reader(maps: Maps, role: str) -> Callable[[str], object] | None:
    """What a text of a key column stands for; None for columns that stand for no key."""
    if role in ("kode_instansi",):
        return lambda text: maps.names.agency(text).code
    if role in ("kode_indikator", "nama_indikator"):
        return lambda text: maps.names.indicator(None, text).code
    if role == "nama_wilayah":
        return lambda text: maps.regions.by_name(text)[1]
    if role in ("periode", "tahun"):
        return lambda text: periods.parse(text).period
    return None
