"""Findings: faults of the reading, the checks, the rows with errors taken out, and the messages filled in."""
# ruff: noqa: S608 - the texts are put together from names and fragments made here, never from a file's content

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa

from data.intake.checks.rules import Rule, rules
from data.intake.contract import Reason
from data.intake.staging import sql
from data.intake.staging.connection import Staging
from data.intake.table import numbers
from data.intake.table.headings import MEASURES
from data.intake.table.numbers import Style

# Columns of free text, in which anything may stand.
UNCHECKED = ("catatan", "sumber", "bukti", "kelas_data", "provinsi", "tingkat_penyajian", "nilai_terakhir",
             "target_tercatat", "uraian_unit", "periode_terakhir")  # fmt: skip
KEPT = 1_000  # findings of a rule; all are counted


class Found(NamedTuple):
    """A finding made in Python. `row` is the line of the file, `col` the index of its column, `rows` the lines of one
    that concerns several; one that is not `listed` keeps its row out and is not told."""

    rule: str
    row: int | None = None
    col: int | None = None
    found: str | None = None
    expected: str | None = None
    detail: str | None = None
    listed: bool = True
    rows: Sequence[int] = ()


def add(staging: Staging, rows: Iterable[Found]) -> None:
    """Add findings to `found`."""
    rows = list(rows)
    if not rows:
        return
    text = pa.string()
    kinds = (text, pa.int64(), pa.int32(), text, text, text, pa.bool_(), pa.list_(pa.int64()))
    columns = zip(Found._fields, kinds, zip(*rows, strict=True), strict=True)
    staging.table("arrived", {name: (kind, column) for name, kind, column in columns})
    staging.execute(
        'INSERT INTO found SELECT rule, "row", NULL, col, found, expected, detail, listed, "rows" FROM arrived'
    )


def find_unreadable(staging: Staging, index: int, style: Style) -> None:
    """Findings for the cells of one column whose shape is no number, or cannot be decided."""
    cell = sql.cell(index)
    vague = f"{sql.shape(cell)} IN (SELECT shape FROM vague_{index})"
    known = f"({sql.is_good(cell, index, style)} OR {vague} OR {sql.is_missing(cell)} OR {sql.is_told(cell)})"
    bind = {"rule": "number_unreadable", "col": index, "data_row": staging.layout.data_row, "listed": True}
    staging.run("unreadable", bind, cell=cell, guard=f"NOT {known}")
    if style.ambiguous:
        undecided = style.decimal == "undecided"
        rule = "decimal_undecided" if undecided else "decimal_contradicts"
        staging.run("unreadable", bind | {"rule": rule, "listed": not undecided}, cell=cell, guard=vague)


def find_uncalculated(staging: Staging, styles: Mapping[int, Style]) -> None:
    """Findings for the errors of a spreadsheet, and for formulas without a result, in every column that is read."""
    values = {index for index, style in styles.items() if style.bad}
    keys = {index for role, index in staging.layout.keys.items() if role not in UNCHECKED}
    bind = {"data_row": staging.layout.data_row, "pattern": numbers.UNCALCULATED}
    for index in _marked(staging, sorted(values | keys)):
        staging.run("uncalculated", bind | {"col": index, "letters": letters(index)}, cell=sql.cell(index))


def _marked(staging: Staging, indexes: Sequence[int]) -> list[int]:
    """The columns in which a sign of an error or of a formula stands."""
    signs = [
        f"bool_or(contains({cell}, '#') OR contains({cell}, '=') OR contains({cell}, ':'))"
        for cell in map(sql.cell, indexes)
    ]
    if not signs:
        return []
    (found,) = staging.rows(f"SELECT {', '.join(signs)} FROM raw WHERE {staging.in_data()}")
    return [index for index, holds in zip(indexes, found, strict=True) if holds]


def find_digits_lost(staging: Staging, indexes: Iterable[int]) -> None:
    """Findings for numbers of which a narrow column left the first digits and a power of ten."""
    for index in indexes:
        cell = sql.cell(index)
        rows = staging.rows(
            f"SELECT rowid + 1, {cell} FROM raw WHERE {staging.is_kept()} AND contains(upper({cell}), 'E+') "
            f"AND regexp_full_match({cell}, {sql.literal(numbers.DIGITS_LOST)}) ORDER BY rowid"
        )
        add(staging, [Found("digits_lost", row, index, found=text.strip()) for row, text in rows])


def find_hidden(staging: Staging) -> None:
    """Findings for what the sender may not have seen: hidden rows and columns that are read, sheets that are not."""
    source, table = staging.source, staging.layout
    staging.table("hidden", {"at": (pa.int64(), source.hidden_rows)})
    staging.run("hidden_rows", {"data_row": table.data_row})
    read = {*table.keys.values(), *(index for part in table.slices for index in part.columns.values())}
    hidden = [index for index in source.hidden_columns if index in read]
    add(staging, [Found("column_hidden", col=index, found=letters(index)) for index in hidden])
    if source.hidden_sheets:
        add(staging, [Found("sheets_hidden", found=", ".join(source.hidden_sheets)[:200])])


def letters(index: int) -> str:
    """The letters of a column, counted from 1, as a spreadsheet names it; to import a library's takes 0.15 s a load."""
    said = ""
    while index:
        index, rest = divmod(index - 1, 26)
        said = chr(65 + rest) + said
    return said


def check(staging: Staging, severity: str) -> None:
    """Run every check of a severity that the file gives cause for; its rows are added to `found`."""
    longest = staging.longest if severity == "warning" else 0
    asked = [rule for rule in rules().values() if rule.query and rule.severity == severity and rule.fewest <= longest]
    queries = [_judged(rule.id, sql.text(rule.query)) for rule in _caused(staging, asked) if rule.query]
    if not queries:
        return
    staging.execute(
        'INSERT INTO found SELECT q.rule, q."row", q.slice, c.col, '
        'spoken(q.found, q.role), spoken(q.expected, q.role), spoken(q.detail, q.role), true, q."rows" '
        f"FROM ({' UNION ALL '.join(queries)}) AS q "
        "LEFT JOIN slice_columns AS c ON c.slice = q.slice AND c.role = q.role"
    )


def _caused(staging: Staging, asked: Sequence[Rule]) -> list[Rule]:
    """The rules that the rows give cause for; those without a cause among them."""
    causes = ", ".join(rule.cause or "true" for rule in asked)
    published = ", ".join(f"{holds} AS has_{table}" for table, holds in staging.published.items())
    (holds,) = staging.run("causes", causes=causes, published=published).fetchall()
    return [rule for rule, cause in zip(asked, holds, strict=True) if cause]


def _judged(rule: str, query: str) -> str:
    """What a check finds, in the types of `found`."""
    rows = 'q."rows"' if '"rows"' in query else "NULL"
    return (
        f'SELECT {sql.literal(rule)} AS rule, q."row"::BIGINT AS "row", q.slice::SMALLINT AS slice, '
        "q.role::VARCHAR AS role, q.found::VARCHAR AS found, q.expected::VARCHAR AS expected, "
        f'q.detail::VARCHAR AS detail, {rows}::BIGINT[] AS "rows" FROM ({query}) AS q'
    )


def take_reasons(staging: Staging, reasons: Sequence[Reason]) -> None:
    """Keep what the sender says of warnings in `given_reasons`."""
    for rule, row, text in reasons:
        staging.execute("INSERT INTO given_reasons VALUES (?, ?, ?)", [rule, row, text])


def take_out_waiting(staging: Staging) -> None:
    """Move the observations with a warning that lacks its reason from `staged` to `bad`."""
    if not _any(staging):
        return
    staging.run("explained")
    staging.run("waiting")
    if staging.rows("SELECT count(*) FROM waiting")[0][0]:
        staging.execute('INSERT INTO bad SELECT "row", slice FROM waiting')
        staging.execute('DELETE FROM observed AS s USING waiting AS w WHERE w."row" = s."row" AND w.slice = s.slice')


def _any(staging: Staging) -> bool:
    return bool(staging.rows("SELECT count(*) FROM found")[0][0])


def take_out_bad(staging: Staging) -> None:
    """Keep only observations without an error in `staged`; the others are counted in `bad`."""
    if not _any(staging):
        return
    staging.run("bad")
    if staging.rows("SELECT count(*) FROM bad")[0][0]:
        staging.execute('DELETE FROM observed AS s USING bad AS b WHERE b."row" = s."row" AND b.slice = s.slice')


def make_timeline(staging: Staging) -> None:
    """`timeline`: the file's values in order of time, with those of the published snapshot between them."""
    if staging.published["past"]:
        staging.run("timeline")
    else:
        staging.execute("CREATE VIEW timeline AS SELECT * FROM keyed")


def tell(staging: Staging) -> None:
    """Make `findings`, of each rule the first `KEPT`: messages filled in, a value as its cell has it where one line
    holds one observation."""
    if not _any(staging):
        return
    values = [column.index for column in staging.layout.columns if column.role in MEASURES]
    if staging.layout.variable is not None or not values:
        staging.run("findings", {"kept": KEPT}, cell="NULL", lines="")
        return
    cells = " ".join(f"WHEN {index} THEN raw.{sql.cell(index)}" for index in values)
    staging.run(
        "findings", {"kept": KEPT}, cell=f"CASE f.col {cells} END", lines='LEFT JOIN raw ON raw.rowid = f."row" - 1'
    )
