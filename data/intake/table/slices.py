"""Columns into slices, one observation each: one in a long table, one per period or indicator in a wide one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.intake.table import headings, periods, totals
from data.intake.table.headings import MEASURES
from data.reference import Reference


@dataclass(frozen=True)
class Column:
    """One column of the file. `index` counts from 1; `role` is the canonical column, None when it is passed over;
    `mark` is `projection` or `provisional` where the header says that its figures are; `by_sender` says that the sender
    named its role or passed it over; `region` is the code of the place that the header names."""

    index: int
    header: str
    role: str | None
    period: str | None
    indicator: str | None
    measure: str | None
    reason_id: str
    reason_en: str
    mark: str | None = None
    by_sender: bool = False
    region: str | None = None

    @property
    def numbered(self) -> str:
        """The header with the number of its column, which tells apart such as are written alike."""
        return f"{self.header} ({self.index})"


@dataclass(frozen=True)
class Slice:
    """The columns that together hold one observation a row: measure → column index, with fixed period, indicator and
    region.

    In a tidy table `texts` are the names of the measure in the column of variables. `yearly` are the measures that are
    said of the whole year, and so hold for the last of its parts only; `provisional` is what the header says.
    """

    columns: Mapping[str, int]
    period: str | None = None
    indicator: str | None = None
    measure: str | None = None
    texts: tuple[str, ...] = ()
    yearly: frozenset[str] = frozenset()
    provisional: bool = False
    region: str | None = None


Groups = dict[tuple[str | None, str | None, str | None], list[Column]]
"""(period, indicator, region) of the headers → their columns."""


def without_row_totals(columns: Sequence[Column]) -> list[Column]:
    """`Jumlah` beside several periods or regions is their sum, no actual of its own."""
    wide = {(c.period, c.indicator, c.region) for c in columns if c.role == "realisasi" and (c.period or c.region)}
    if len(wide) < 2:
        return list(columns)
    reasons = ("jumlah kolom di sampingnya", "sum of the columns beside it")
    return [emptied(column, reasons) if _is_row_total(column) else column for column in columns]


def _is_row_total(column: Column) -> bool:
    said = not column.by_sender and totals.is_total(column.header)
    return said and column.role == "realisasi" and not (column.period or column.indicator or column.region)


def emptied(column: Column, reasons: tuple[str, str]) -> Column:
    """A column that is passed over, with the reason in both languages."""
    return Column(column.index, column.header, None, None, None, None, *reasons)


def of_columns(
    columns: Sequence[Column], sample: list[list[str]], reference: Reference, title: str = ""
) -> tuple[tuple[Slice, ...], str, int | None]:
    """The slices, the kind of layout, and the column of variables of a tidy table."""
    values = [column for column in columns if column.role in MEASURES]
    variable = _variable_column(columns, values, sample, reference)
    if variable:
        return tuple(Slice({role: values[0].index}) for role in MEASURES), "tidy", variable
    groups: Groups = {}
    for column in values:
        groups.setdefault((column.period, column.indicator, column.region), []).append(column)
    if any(column.region for column in values):
        return tuple(_slice(found, *key) for key, found in groups.items()), "regions", None
    slices = _with_shared(groups, columns, title)
    if any(period for period, *_ in groups):
        return slices, "wide", None
    return slices, "indicators" if any(one.indicator for one in slices) else "long", None


def _with_shared(groups: Groups, columns: Sequence[Column], title: str) -> tuple[Slice, ...]:
    """The groups as slices; columns without a period go with the others only where that cannot be wrong."""
    shared = groups.pop((None, None, None), []) if len(groups) > 1 else []
    slices = [_slice(found, *key) for key, found in groups.items()]
    if not shared:
        return tuple(slices)
    if _are_of_one_period(slices, shared, columns, title):
        return (_joined(slices[0], _slice(shared)),)
    if {column.role for column in shared} <= {"target_bawah", "target_atas"}:
        return tuple(_joined(one, _slice(shared)) for one in slices)
    spoken = [one.period for one in slices if one.period]
    only_targets = {column.role for column in shared} <= {"target"}
    if only_targets and spoken and all(map(_is_part, spoken)) and any(map(_ends_year, spoken)):
        return tuple(_joined(one, _slice(shared), frozenset({"target"})) for one in slices)
    return (*slices, _slice(shared))


def _slice(
    columns: Sequence[Column], period: str | None = None, indicator: str | None = None, region: str | None = None
) -> Slice:
    measure = next((column.measure for column in columns if column.measure), None)
    marks = {column.mark for column in columns if column.role == "realisasi"}
    places = {column.role: column.index for column in columns}
    yearly = frozenset(column.role for column in columns if column.role == "target" and _says_year(column.header))
    return Slice(places, period, indicator, measure, yearly=yearly, provisional="provisional" in marks, region=region)


def _says_year(header: str) -> bool:
    """`target tahunan`, `Target Setahun`: said of the year, whatever the row's period is."""
    return bool({"tahunan", "setahun", "annual", "yearly"} & set(headings.tidy(header).lower().split()))


def _joined(one: Slice, shared: Slice, yearly: frozenset[str] = frozenset()) -> Slice:
    measure = one.measure or shared.measure
    return replace(one, columns={**shared.columns, **one.columns}, measure=measure, yearly=one.yearly | yearly)


def _are_of_one_period(slices: Sequence[Slice], shared: Sequence[Column], columns, title: str) -> bool:
    """`Target 2025; Realisasi`: one period in all, none beside it, and no other year in the title."""
    if len(slices) != 1 or set(slices[0].columns) & {column.role for column in shared}:
        return False
    (one,) = slices
    if not one.period:
        return True
    beside = any(column.role in ("periode", "tahun") for column in columns)
    return not beside and all(year in one.period for year in periods.years_in(title))


def _is_part(period: str) -> bool:
    """Whether a header's period is a part of a year."""
    if headings.is_partial(period):
        return True
    found = periods.parse(period).period
    return found is not None and found.frequency != "annual"


def _ends_year(period: str) -> bool:
    found = periods.parse(period, year="2000" if headings.is_partial(period) else None).period
    return found is not None and found.end.month == 12


def _variable_column(columns, values, sample, reference) -> int | None:
    """A column whose cells are the names of measures (`target`, `realisasi`) beside one value column."""
    if len(values) != 1:
        return None
    for column in columns:
        if column.role not in (None, "nama_indikator"):
            continue
        cells = {row[column.index - 1].strip() for row in sample if len(row) >= column.index} - {""}
        if len(cells) > 1 and all(headings.column_of(cell, reference) in MEASURES for cell in cells):
            return column.index
    return None
