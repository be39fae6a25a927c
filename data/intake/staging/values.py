"""Values: how the numbers of each column are written, and the observations that the rows become."""
# ruff: noqa: S608 - the texts are put together from names and fragments made here, never from a file's content

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from data.intake.staging import sql
from data.intake.staging.connection import Staging
from data.intake.staging.sql import ALIASES, GROUPS
from data.intake.table import context, numbers
from data.intake.table.headings import MEASURES
from data.intake.table.numbers import Shape, Style
from data.intake.table.slices import Slice

MOST_TEXTS = 200_000
SAMPLE = 50_000
ENGLISH_MEASURES = dict(
    zip(MEASURES, ("target", "target_low", "target_high", "actual", "numerator", "denominator"), strict=True)
)
FREE_TEXTS = {"sumber": "source", "catatan": "note", "bukti": "evidence", "kelas_data": "data_class"}
# A year with the mark of provisional figures, as BPS heads its columns (`2024*`, `2024p`), and a note that says so.
PROVISIONAL_IN = {
    **dict.fromkeys(("periode", "tahun"), r"[0-9]{4}\s*(\*+\)?|p|e|x{1,3})\s*$"),
    "catatan": context.PROVISIONAL.pattern,
}
# Columns of `staged` that a file may leave out, with what stands for them then.
OPTIONAL = {
    **dict.fromkeys(ENGLISH_MEASURES.values(), "NULL::DOUBLE"),
    **dict.fromkeys(FREE_TEXTS.values(), "NULL::VARCHAR"),
    "dk": "0", "sk": "0", "marked": "NULL::BOOLEAN",
}  # fmt: skip


def style(staging: Staging, index: int, decide: Callable[[list[Shape]], Style], *, thorough: bool = False) -> Style:
    """The style of one column: judged on a sample, then on every cell that does not look like it.

    A column no longer than the sample is judged at once. Where the sample of a longer one holds plain numbers only, the
    other cells are merely searched for the other mark here (`sampled`);
    `unverified` compares the count of numbers with that of cells once they are converted.
    """
    end = staging.layout.data_row + SAMPLE
    sample = _shapes(staging, index, f"rowid < {end}" if staging.lines > end else "true")
    first = decide(sample)
    simple = sql.SIMPLE.get((first.decimal, first.thousands is not None))
    if staging.lines <= end:
        return replace(first, simple=simple) if len(sample) < numbers.CAP else first
    if simple is None or len(sample) >= numbers.CAP:
        return decide(_shapes(staging, index))
    if not thorough and first.is_plain and not first.thousands and len(first.valid) == len(sample):
        marks = {"comma": ".", "dot": ",", "none": ".,"}[first.decimal]
        other = " OR ".join(f"contains({sql.cell(index)}, '{mark}')" for mark in marks)
        if not staging.rows(f"SELECT count(*) FROM raw WHERE {staging.in_data()} AND ({other})")[0][0]:
            return replace(first, sampled=True)
    rest = _shapes(staging, index, f"NOT regexp_full_match({sql.cell(index)}, '{simple}')")
    settled = decide(list({shape.text: shape for shape in (*rest, *sample)}.values()))
    if settled.decimal != first.decimal:
        return decide(_shapes(staging, index))
    return replace(settled, simple=simple)


def _shapes(staging: Staging, index: int, where: str = "true") -> list[Shape]:
    rows = f"{staging.is_kept()} AND {where}"
    found = staging.run("shapes", {"cap": numbers.CAP}, cell=sql.cell(index), rows=rows).fetchall()
    return [Shape(text, int(count), sample, int(zeros or 0)) for text, count, sample, zeros in found]


def unverified(staging: Staging, styles: Mapping[int, Style]) -> list[int]:
    """Columns of which some cells gave no number, although their sample held plain numbers only."""
    wrong = []
    for part in staging.layout.slices if len(staging.layout.slices) == 1 else ():
        for role, index in part.columns.items():
            if styles[index].sampled:
                query = (
                    f"SELECT (SELECT count({sql.cell(index)}) FROM raw WHERE {staging.is_kept()}) "
                    f"= (SELECT count({ENGLISH_MEASURES[role]}) FROM staged)"
                )
                if not staging.rows(query)[0][0]:
                    wrong.append(index)
    return wrong


def texts(staging: Staging, roles: Sequence[str]) -> list[tuple[Any, ...]]:
    """Distinct combinations of the texts of some key columns in the data rows, None where a column is absent."""
    keys = staging.layout.keys
    given = [role for role in roles if role in keys]
    found = _distinct(staging, [sql.cell(keys[role]) for role in given])
    return [tuple(row[given.index(role)] if role in given else None for role in roles) for row in found]


def column_texts(staging: Staging, index: int) -> list[str]:
    """Distinct texts of one column in the data rows, without empty cells."""
    return [text for (text,) in _distinct(staging, [sql.cell(index)]) if text is not None]


def _distinct(staging: Staging, cells: list[str]) -> list[tuple[Any, ...]]:
    return staging.rows(f"SELECT DISTINCT {', '.join(cells)} FROM raw WHERE {staging.is_kept()} LIMIT {MOST_TEXTS}")


def extra_cells(staging: Staging) -> list[tuple[int, str]]:
    """Rows with a filled cell beyond the last header, with that cell."""
    titled = max((column.index for column in staging.layout.columns if column.header), default=0)
    beyond = [sql.cell(index) for index in range(titled + 1, staging.source.width + 1)]
    if staging.source.delimiter is not None:
        beyond.append(sql.cell(staging.source.width + 1))
    if not beyond:
        return []
    empty = sql.literal("")
    first = "coalesce(" + ", ".join(f"nullif(trim({cell}), {empty})" for cell in beyond) + ")"
    return staging.rows(
        f"SELECT rowid + 1, {first} FROM raw WHERE {staging.is_kept()} AND {first} IS NOT NULL ORDER BY rowid"
    )


def stage(staging: Staging, styles: Mapping[int, Style], constant: set[str]) -> None:
    """Make `staged` from every slice. `constant` are the groups of keys that no column gives."""
    for index, style in styles.items():
        if style.needs_guard:
            staging.table(f"good_{index}", {"shape": (pa.string(), style.valid)})
            staging.table(f"vague_{index}", {"shape": (pa.string(), style.ambiguous)})
    given = _given(staging, styles, constant)
    selects = [
        _select(staging, number, part, styles, constant, given) for number, part in enumerate(staging.layout.slices)
    ]
    staging.execute("CREATE OR REPLACE TABLE observed AS " + " UNION ALL ".join(selects))
    # Most exports stand in this order already, and looking is cheaper than sorting.
    ((in_order,),) = staging.run("in_order").fetchall()
    if not in_order:
        staging.execute('CREATE OR REPLACE TABLE observed AS SELECT * FROM observed ORDER BY s, t, "row"')
    if staging.layout.variable is not None:
        staging.run("merged", given="".join(f"any_value({name}) AS {name}, " for name in given))
    absent = [f"{empty} AS {name}" for name, empty in OPTIONAL.items() if name not in given]
    staging.execute("CREATE OR REPLACE VIEW staged AS SELECT " + ", ".join(["*", *absent]) + " FROM observed")


def _mark(staging: Staging, part: Slice, styles: Mapping[int, Style]) -> str | None:
    """SQL for whether header, cell, period or note says that the actual is provisional; None where none can."""
    index = part.columns.get("realisasi")
    if index is None:
        return None
    layout, keys = staging.layout, staging.layout.keys
    if part.provisional or any(layout.bears(index, mark) for mark in layout.marks):
        return "true"
    said = [sql.matches(f"raw.{sql.cell(index)}", numbers.PROVISIONAL_MARK)] if styles[index].has_provisional else []
    for role, pattern in PROVISIONAL_IN.items():
        cell = f"raw.{sql.cell(keys[role])}" if role in keys else None
        if cell and staging.rows(f"SELECT 1 FROM raw WHERE {sql.matches(cell, pattern)} LIMIT 1"):
            said.append(sql.matches(cell, pattern))
    for mark in layout.marks:
        cells = [f"raw.{sql.cell(one)}" for one in (index, *keys.values())]
        said.extend(f"coalesce({sql.matches(cell, context.bearing(mark))}, false)" for cell in cells)
    return f"CASE WHEN {' OR '.join(said)} THEN true END" if said else None


def _given(staging: Staging, styles: Mapping[int, Style], constant: set[str]) -> list[str]:
    """The optional columns of `staged` that this file fills."""
    measures = {role for part in staging.layout.slices for role in part.columns}
    if "pembilang" in measures:
        measures.add("realisasi")
    names = {ENGLISH_MEASURES[role] for role in measures}
    names |= {
        name for role, name in FREE_TEXTS.items() if role in staging.layout.keys or role in staging.layout.constants
    }
    names |= {key for group, key in (("date", "dk"), ("status", "sk")) if group not in constant}
    if any(_mark(staging, part, styles) for part in staging.layout.slices):
        names.add("marked")
    return [name for name in OPTIONAL if name in names]


def _select(
    staging: Staging, number: int, part: Slice, styles: Mapping[int, Style], constant: set[str], given: Sequence[str]
) -> str:
    values = {name: empty for name, empty in OPTIONAL.items() if name in given}
    values |= {ENGLISH_MEASURES[role]: _value(part, role, styles) for role in part.columns}
    values |= {"marked": mark} if (mark := _mark(staging, part, styles)) else {}
    values |= {name: _free_text(staging, role) for role, name in FREE_TEXTS.items() if name in given}
    fragments = {"slice": str(number), "joins": ""}
    for group in GROUPS:
        keys = {} if group in constant else staging.layout.keys
        by_column = group == "region" and part.region
        fragments[f"on_{group}"] = f"rm.slice = {number}" if by_column else sql.joined(group, keys, number)
    for group, key in (("date", "dk"), ("status", "sk")):
        if key in given:
            values[key] = f"{ALIASES[group]}.k"
            fragments["joins"] += f" JOIN {group}_map AS {ALIASES[group]} ON {fragments[f'on_{group}']}"
    fragments["given"] = "".join(f", {values[name]} AS {name}" for name in given)
    fragments["kept"] = f"{staging.is_kept('raw.rowid')} {_filled_only(staging, part)}"
    return sql.filled("staged", fragments)


def _value(part: Slice, role: str, styles: Mapping[int, Style]) -> str:
    """A measure's number; one that is said of the year stands where the year ends."""
    number = sql.number(part.columns[role], styles[part.columns[role]])
    return (
        f"CASE WHEN f.period_end IS NULL OR month(f.period_end) = 12 THEN {number} END"
        if role in part.yearly
        else number
    )


def _free_text(staging: Staging, role: str) -> str:
    if role in staging.layout.constants:
        return sql.literal(staging.layout.constants[role]) + "::VARCHAR"
    index = staging.layout.keys.get(role)
    return f"nullif(trim(raw.{sql.cell(index)}), '')" if index else "NULL::VARCHAR"


def _filled_only(staging: Staging, part: Slice) -> str:
    """Empty cells of a wide table are no observations; a tidy table's slice takes the rows of its variable."""
    if part.texts:
        return f"AND raw.{sql.cell(staging.layout.variable)} IN ({', '.join(map(sql.literal, part.texts))})"
    if staging.layout.kind not in ("wide", "indicators", "regions"):
        return ""
    cells = [f"raw.{sql.cell(index)}" for index in part.columns.values()]
    return "AND NOT (" + " AND ".join(f"({cell} IS NULL OR {sql.is_missing(cell)})" for cell in cells) + ")"
