"""What a table must give to be read, and what the sender gives in its place."""

from collections.abc import Callable, Iterator, Sequence

from data.intake.contract import IntakeError, Options
from data.intake.table import headings, periods
from data.intake.table.headings import MEASURES
from data.intake.table.layout import Layout
from data.intake.table.slices import Slice
from data.reference import normalise


def fixed(options: Options) -> tuple[dict[str, str], dict[str, str]]:
    """Canonical columns that the sender gave a value, and texts that other columns must hold."""
    constants, filters = {}, {}
    for name, value in options.set.items():
        column = headings.canonical(name)
        if column in MEASURES:
            raise IntakeError("set_unknown", found=name, expected=", ".join(set(headings.ENGLISH) - set(MEASURES)))
        (filters if column is None else constants)[column or name] = str(value)
    return constants, filters


def only(table: Layout, filters: dict[str, str]) -> dict[int, str]:
    """Column index → text that a row must hold there to be read (`--set "Jenis Kelamin=L+P"`)."""
    kept = {}
    for name, value in filters.items():
        index = next((c.index for c in table.columns if c.header and normalise(c.header) == normalise(name)), None)
        if index is None:
            expected = ", ".join((*headings.ENGLISH, *table.ignored))[:400]
            raise IntakeError("set_unknown", found=name, expected=expected)
        kept[index] = value
    return kept


def require(table: Layout, constants: dict[str, str], asked: Sequence[IntakeError] = ()) -> None:
    """Stop with everything that the table lacks (a value column, an indicator, a period) and what else is asked."""
    lacking = [*_lacking(table, constants), *asked]
    if lacking:
        first, *others = lacking
        first.others = tuple(others)
        raise first


def _lacking(table: Layout, constants: dict[str, str]) -> Iterator[IntakeError]:
    """What no column, header or constant of the sender gives, one error each."""
    headers = " | ".join(column.header for column in table.columns if column.header)[:300]
    usable = [
        part
        for part in table.slices
        if set(part.columns) - {"pembilang", "penyebut"} or {"pembilang", "penyebut"} <= set(part.columns)
    ]
    if not usable:
        yield IntakeError("column_missing", found=headers)
    given = set(table.keys) | set(constants)
    if not given & {"kode_indikator", "nama_indikator"} and not _everywhere(table, lambda part: part.indicator):
        yield IntakeError("indicator_needed", found=" | ".join(table.ignored)[:300] or headers)
    if not given & {"periode", "tahun"} and not _everywhere(
        table, lambda part: part.period and not headings.is_partial(part.period)
    ):
        said = [word for word in normalise(table.title).split() if periods.is_period(word)]
        years = ", ".join(said[:3])
        detail = f" (judulnya menyebut {years})‖ (its title says {years})" if said else ""
        yield IntakeError("period_needed", detail=detail)


def _everywhere(table: Layout, holds: Callable[[Slice], object]) -> bool:
    return bool(table.slices) and all(holds(part) for part in table.slices)
