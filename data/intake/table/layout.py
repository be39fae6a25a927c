"""Where a table stands in a file and how it is laid out: header lines, columns, and the slices that give one
observation each (one in a long table; one per period, indicator or measure group in a wide one)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from analytics.regions import PROVINCE
from data.intake.contract import PASSED_OVER, IntakeError
from data.intake.table import context, headings, places, scales, slices
from data.intake.table.headings import MEASURES, SPANNING, Meaning
from data.intake.table.slices import Column, Slice, emptied
from data.reference import Reference, normalise

HEADER_WITHIN = 60
# Six known headers in one line: no line further down can be a better header.
SURE_SCORE = 18
MOST_LEVELS = 5
# A line that names so many regencies is a header over them; a line of data names one or two.
FEWEST_PLACES = 3
KEYS = ("kode_instansi", "kode_unit", "kode_indikator", "nama_indikator", "kode_wilayah", "nama_wilayah", "kode_bps",
        "periode", "tahun", "bulan", "triwulan", "semester", "satuan", "tanggal_data", "status_data", "catatan",
        "sumber", "bukti", "kelas_data", *headings.GUARDS)  # fmt: skip

OVERRULES = {
    "kode_indikator": ("nama_indikator",), "nama_indikator": ("kode_indikator",),
    "kode_wilayah": ("nama_wilayah", "kode_bps"), "nama_wilayah": ("kode_wilayah", "kode_bps"),
    "periode": ("tahun", "bulan", "triwulan", "semester"),
}  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """A recognised table. `header_row` and `data_row` are line numbers; `keys` maps a canonical column to its index;
    `doubled` are (role, index read, index left) of columns with one meaning;
    `only` keeps the rows whose column (by index) says a certain text; `taken` is the header of a column that is read as
    the actual because it alone holds numbers; `fields` are what the lines of a form above the table say, by role;
    `marks` are the footnote marks that notes explain as provisional figures."""

    kind: str
    header_row: int
    data_row: int
    columns: tuple[Column, ...]
    keys: Mapping[str, int]
    slices: tuple[Slice, ...]
    title: str
    ignored: tuple[str, ...] = ()
    doubled: tuple[tuple[str, int, int], ...] = ()
    variable: int | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[int, str] = field(default_factory=dict)
    taken: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[str, ...] = ()

    def header(self, index: int | None) -> str | None:
        """The header of a column as it stands in the file."""
        return self.columns[index - 1].header if index else None

    def bears(self, index: int, mark: str) -> bool:
        """Whether a level of a column's header ends with a mark of footnotes; headers are kept without stars."""
        column = self.columns[index - 1]
        if "*" in mark and column.mark == "provisional":
            return True
        levels = column.header.split(" / ")
        return any(re.search(context.bearing(mark), level, re.IGNORECASE) for level in levels)

    def named(self, index: int) -> str:
        """The header of a column as the sender names it, numbered where another column has the same."""
        column = self.columns[index - 1]
        return column.numbered if sum(one.header == column.header for one in self.columns) > 1 else column.header


def recognise(
    rows: list[list[str]], width: int, reference: Reference, mapping: Mapping[str, str], constants: Mapping[str, str]
) -> Layout:
    """Find header, columns and slices in the first rows; IntakeError when no table with known columns is there."""
    first, last = _header_block(rows, reference, mapping)
    data_row = _after_numbering(rows, last + 1, reference)
    levels = _levels(rows[first : last + 1], width, reference)
    columns = [_column(index, parts, reference, mapping) for index, parts in enumerate(levels, start=1)]
    columns = _with_units(columns, rows[last + 1 : data_row], reference)
    columns = _overruled(places.with_regions(columns, levels, reference, constants), constants)
    columns, doubled = _without_doubles(columns, constants)
    keys = {column.role: column.index for column in columns if column.role in KEYS}
    columns = slices.without_row_totals(columns)
    title = " ".join(" ".join(filter(None, row)) for row in rows[:first]).strip()[:300]
    parts, kind, variable = slices.of_columns(columns, rows[data_row : data_row + 200], reference, title)
    ignored = tuple(c.header for c in columns if c.header and not c.role and not c.period and not c.indicator)
    return Layout(
        kind,
        first + 1,
        data_row + 1,
        tuple(columns),
        keys,
        parts,
        title,
        ignored,
        tuple(doubled),
        variable,
        dict(constants),
        fields={role: value for row in rows[:first] for role, value in context.form_fields(row, reference).items()},
    )


def score(rows: list[list[str]], reference: Reference, mapping: Mapping[str, str]) -> float:
    """How much the best of the first rows looks like a header; above zero where there is a table to read."""
    mapped, best = {normalise(name) for name in mapping}, 0.0
    for row in filter(any, rows[:HEADER_WITHIN]):
        best = max(best, _score(row, reference, mapped))
        if best >= SURE_SCORE:
            break
    return best


# --- where the header is ---------------------------------------------------------------------------------------------


def _header_block(rows: list[list[str]], reference: Reference, mapping: Mapping[str, str]) -> tuple[int, int]:
    """First and last row (from 0) of the header lines."""
    mapped = {normalise(name) for name in mapping}
    best = (0.0, 0, 0)
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        if context.form_fields(row, reference):
            continue
        best = max(best, (_score(row, reference, mapped), -at, at))
        if best[0] >= SURE_SCORE:
            break
    if best[0] <= 0:
        shown = next((" | ".join(filter(None, row)) for row in rows if any(row)), "")
        raise IntakeError("header_missing", found=shown)
    first = last = best[2]
    while last + 1 < len(rows) and last - first + 1 < MOST_LEVELS and _continues(rows, first, last + 1, reference):
        last += 1
    while first > 0 and last - first + 1 < MOST_LEVELS and _precedes(rows[first - 1], rows[first], reference):
        if context.form_fields(rows[first - 1], reference):
            break
        first -= 1
    return first, last


def _score(row: list[str], reference: Reference, mapped: set[str]) -> float:
    """How much a row looks like a header: known headers count, plain numbers count against it."""
    score = 0.0
    distinct = {headings.tidy(cell) for cell in row if cell}
    regional = {cell: found[0] for cell in distinct if (found := places.region_of([cell], reference))}
    is_over_regions = len(set(regional.values()) - {PROVINCE}) >= FEWEST_PLACES
    for cell in distinct:
        if normalise(cell) in mapped:
            score += 4
            continue
        said = headings.meaning(cell, reference)
        if said.role:
            score += 3
        elif is_over_regions and cell in regional:
            score += 1
        elif said.indicator and reference.alias("indicator", cell) != cell:
            score += 2
        elif said.period:
            score += 1.5
        elif _is_value(cell):
            score -= 2
        elif reference.alias("region", cell):
            score -= 1
    return score if len(distinct) > 1 or score > 3 else score / 2


def _is_value(cell: str) -> bool:
    return bool(re.search(r"\d", cell)) and not re.search(r"[A-Za-z]{3}", cell)


def _continues(rows: list[list[str]], first: int, at: int, reference: Reference) -> bool:
    """Whether row `at` is a further header line: its key cells are empty and the rest are header words."""
    row, above = rows[at], rows[at - 1]
    filled = [index for index, cell in enumerate(row) if cell]
    if not filled or _is_numbering(row):
        return False
    keys = [
        index
        for index, cell in enumerate(rows[first])
        if headings.column_of(cell, reference) in KEYS and headings.column_of(cell, reference) not in SPANNING
    ]
    if any(index < len(row) and row[index] for index in keys):
        return False
    if not keys and (row[0] or above[:1] == [""]):
        return False
    said = [headings.meaning(row[index], reference).known for index in filled]
    found = [places.region_of([row[index]], reference) for index in filled]
    if len({one[0] for one in found if one}) > 1:
        said = [known or one is not None for known, one in zip(said, found, strict=True)]
    return all(said) or (
        any(said) and not any(_is_value(row[i]) for i, known in zip(filled, said, strict=True) if not known)
    )


def _precedes(row: list[str], below: list[str], reference: Reference) -> bool:
    """Whether `row` is the upper level of the header `below`: it fills what is empty there, or spans it."""
    filled = [index for index, cell in enumerate(row) if cell]
    if not filled or any(
        _is_value(row[index]) and not headings.meaning(row[index], reference).known for index in filled
    ):
        return False
    gaps = [index for index in filled if index >= len(below) or not below[index]]
    known = [index for index in filled if headings.meaning(row[index], reference).known]
    if len(filled) == 1:
        return bool(known) and (bool(gaps) or filled[0] > 0)
    return bool(known) or bool(gaps)


def _is_numbering(row: list[str]) -> bool:
    """`(1) | (2) | (3)` or `1 | 2 | 3` under a header."""
    marks = [re.fullmatch(r"([(\[])?(\d{1,2})(?:\s*=.*)?[)\]]?", cell) for cell in row if cell]
    if len(marks) < 2 or not all(marks):
        return False
    values = [int(mark[2]) for mark in marks]
    return values == list(range(values[0], values[0] + len(values))) and values[0] in (0, 1)


def _is_rule(row: list[str]) -> bool:
    """A line drawn under the header, as in a text table: `---|:---:`."""
    return any(len(cell) > 2 for cell in row) and not any(cell.strip(" -=_+:|") for cell in row)


def _is_tags(row: list[str]) -> bool:
    """Tags of the Humanitarian Exchange Language: `#adm2+code | #value`."""
    filled = [cell for cell in row if cell.strip()]
    return bool(filled) and all(re.fullmatch(r"\s*#[A-Za-z][\w+#-]*\s*", cell) for cell in filled)


def _is_units(row: list[str], reference: Reference) -> bool:
    """A line of units of measure under the header: `(kode) ; ; % ; (ribu orang)`."""
    filled = [cell for cell in row if cell.strip()]
    units = [cell for cell in filled if _unit(cell, reference)]
    return bool(units) and all(_in_brackets(cell) for cell in filled if cell not in units)


def _in_brackets(cell: str) -> bool:
    """Whether a word in brackets stands where a unit would: `(kode)`, `[tahun]`."""
    return re.fullmatch(r"\s*(\([^()\d]+\)|\[[^\[\]\d]+\])\s*", cell) is not None


def _unit(cell: str, reference: Reference) -> str | None:
    said = cell.strip(" ()[]")
    return None if re.search(r"[1-9]", said) else reference.alias("measure", said) or scales.scale_of(f"({said})")


def _after_numbering(rows: list[list[str]], at: int, reference: Reference) -> int:
    """The first row of data: below blank lines, numbers of columns, rules, tags and units."""
    while at < len(rows) and (
        not any(rows[at])
        or any(holds(rows[at]) for holds in (_is_numbering, _is_rule, _is_tags))
        or _is_units(rows[at], reference)
    ):
        at += 1
    return at


def _with_units(columns: list[Column], between: list[list[str]], reference: Reference) -> list[Column]:
    """Columns of values with the units that a line under the header gives them."""
    for row in between:
        if not any(row) or not _is_units(row, reference):
            continue
        units = {at: _unit(cell, reference) for at, cell in enumerate(row, start=1) if cell.strip()}
        columns = [
            replace(one, measure=one.measure or units.get(one.index)) if one.role in MEASURES else one
            for one in columns
        ]
    return columns


def _levels(block: list[list[str]], width: int, reference: Reference) -> list[list[str]]:
    """Per column its header levels; an upper cell reaches right over empty cells that have a level below, but the
    header of a key column does not."""
    padded = [row + [""] * (width - len(row)) for row in block]
    for depth, row in enumerate(padded[:-1]):
        below = padded[depth + 1 :]
        carried = ""
        for index in range(width):
            if row[index]:
                role = headings.column_of(row[index], reference)
                carried = "" if role in KEYS and role not in SPANNING else row[index]
            elif carried and any(line[index] for line in below):
                row[index] = carried
            else:
                carried = ""
    return [[row[index] for row in padded if row[index]] for index in range(width)]


# --- what the columns are --------------------------------------------------------------------------------------------


def _column(index: int, levels: list[str], reference, mapping) -> Column:
    header = " / ".join(dict.fromkeys(headings.tidy(level) for level in levels))
    target = mapping.get(f"{header} ({index})") or _mapped(levels, header, mapping)
    if target is not None:
        return _from_mapping(index, header, target, reference)
    said = headings.combined([headings.tidy(level) for level in levels], reference) if levels else Meaning()
    role = said.role
    if (said.period or said.indicator) and role is None:
        role = "realisasi"
    if said.period and said.role and said.role not in MEASURES:
        said = Meaning(role=said.role)
    mark = headings.mark_of(levels)
    if mark == "projection" and role == "realisasi":
        projected = emptied(Column(index, header, *(None,) * 4, "", ""), ("proyeksi, bukan realisasi", "a projection"))
        return replace(projected, mark=mark)
    reason_id, reason_en = (
        ("judul dikenal", "known header") if said.known else ("judul tidak dikenal", "unknown header")
    )
    return Column(index, header, role, said.period, said.indicator, said.measure, reason_id, reason_en, mark)


def _mapped(levels: list[str], header: str, mapping: Mapping[str, str]) -> str | None:
    spellings = {normalise(header), *(normalise(level) for level in levels)}
    exact = next((target for name, target in mapping.items() if name in levels or name == header), None)
    return exact or next((target for name, target in mapping.items() if normalise(name) in spellings), None)


def _from_mapping(index: int, header: str, target: str, reference) -> Column:
    role = headings.canonical(target)
    indicator = None if role else reference.alias("indicator", target)
    if target.strip() in (PASSED_OVER, ""):
        passed = Column(index, header, None, None, None, None, "dilewati oleh pengirim", "passed over by the sender")
        return replace(passed, by_sender=True)
    region = None if role or indicator else reference.alias("region", target)
    if not role and not indicator and not region:
        raise IntakeError("map_unknown", column=header, found=target, expected=", ".join(headings.ENGLISH))
    said = headings.meaning(header, reference)
    period = said.period if not role or role in MEASURES else None
    return Column(
        index,
        header,
        role or "realisasi",
        period,
        indicator,
        said.measure,
        "ditentukan pengirim",
        "named by the sender",
        by_sender=True,
        region=region,
    )


def _overruled(columns: list[Column], constants: Mapping[str, str]) -> list[Column]:
    """Columns that the sender's fixed values make void: the same key by another name, or the indicator in a header."""
    void = {role for given in constants for role in OVERRULES.get(given, ()) if role not in constants}
    by_sender = ("nilai tetap dari pengirim", "fixed value from the sender")
    columns = [emptied(column, by_sender) if column.role in void else column for column in columns]
    said = {column.indicator for column in columns if column.indicator}
    if "kode_indikator" not in constants or not said:
        return columns
    if any(column.role in MEASURES and not column.indicator for column in columns):
        return [emptied(column, by_sender) if column.indicator else column for column in columns]
    return [replace(column, indicator=None) if len(said) == 1 else column for column in columns]


def _without_doubles(columns, constants):
    """Keep one column per meaning: the sender's choice, then the canonical name, then a code before a name."""
    best: dict[tuple, Column] = {}
    doubled: list[tuple[str, int, int]] = []
    for column in columns:
        if not column.role:
            continue
        key = (column.role, column.period, column.indicator, column.region)
        if column.role in constants and column.role in KEYS:
            best.setdefault(key, None)
            continue
        held = best.get(key)
        best[key] = column if held is None or _rank(column) < _rank(held) else held
        if held is not None:
            loser = held if best[key] is column else column
            doubled.append((column.role, best[key].index, loser.index))
    kept = {column.index for column in best.values() if column}
    dropped = ("sudah diberi oleh kolom lain atau pengirim", "given by another column or the sender already")
    return [
        column if not column.role or column.index in kept else emptied(column, dropped) for column in columns
    ], doubled


def _rank(column: Column) -> tuple[int, int, int]:
    name = column.header.lower()
    return (not column.by_sender, name != column.role, not re.search(r"kode|code|^kd", name))
