"""Rows: every line of the file as text, and which of them hold no data."""
# ruff: noqa: S608 - the texts are put together from names and fragments made here, never from a file's content

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from data.intake.contract import Replacement
from data.intake.file.encoding import LONGEST_LINE
from data.intake.file.source import Text
from data.intake.staging import sql
from data.intake.staging.connection import Staging
from data.intake.table.headings import MEASURES, TEMPLATE_ROLES

NOTE_WORDS = (
    r"^[\s*(\[]*(?i:sumber|source|catatan|keterangan|ket|note|notes|access time|diakses|diunduh|waktu akses|"
    r"terakhir diperbarui|last update)\b\s*(?i:data|url)?\s*[:.=]|^\s*\*{1,3}\)"
)


def load(staging: Staging) -> None:
    """Fill `raw` with every line as text, and `skipped` with the lines that hold no data."""
    source = staging.source
    if not isinstance(source, Text):
        staging.run("raw_sheet", {"path": str(source.path)})
        _spread_merges(staging)
    elif not _load_as_it_stands(staging):
        source.copied()
        _load_lines(staging)
    _pass_over(staging)


def _load_as_it_stands(staging: Staging) -> bool:
    """Whether the bulk reader took the file and counted its lines as they are."""
    try:
        _load_lines(staging)
    except duckdb.Error:
        if staging.source.lines is None:
            raise
        return False
    return staging.source.lines is None or staging.rows("SELECT count(*) FROM raw")[0][0] == staging.source.lines


def _load_lines(staging: Staging) -> None:
    source = staging.source
    cells = "{" + ", ".join(f"'{sql.cell(index)}': 'VARCHAR'" for index in range(1, source.width + 2)) + "}"
    bind = {
        "path": str(source.path),
        "delimiter": source.delimiter,
        "quote": '"' if source.quoted else "",
        "longest": LONGEST_LINE if source.lines is not None else 4 * LONGEST_LINE,
    }
    staging.run("raw_delimited", bind, cells=cells)
    _unwrap(staging)


def _unwrap(staging: Staging) -> None:
    """`="11.10"`, by which a spreadsheet keeps a text from becoming a number, is the text between the quotes."""
    cells = [sql.cell(index) for index in range(1, staging.source.width + 1)]
    wrapped = " OR ".join(f"starts_with({cell}, '=\"')" for cell in cells)
    if staging.rows(f"SELECT count(*) FROM raw WHERE {wrapped}")[0][0]:
        put = ", ".join(f"{cell} = regexp_replace({cell}, '^=\"([^\"]*)\"$', '\\1')" for cell in cells)
        staging.execute(f"UPDATE raw SET {put} WHERE {wrapped}")


def _spread_merges(staging: Staging) -> None:
    """Cells merged downwards in the data stand for every row they cover; of two that overlap, the first."""
    columns, end = defaultdict(list), staging.rows("SELECT count(*) FROM raw")[0][0]
    for first, last, column in sorted(staging.source.merges):
        if first >= staging.layout.data_row - 1 and column < staging.source.width:
            columns[column + 1].append((first, min(last, end - 1)))
    for index, merges in columns.items():
        covered: dict[int, int] = {}
        for first, last in merges:
            if first not in covered:
                covered.update(dict.fromkeys(range(first + 1, last + 1), first))
        staging.table("merged", {"at": (pa.int64(), list(covered)), "first": (pa.int64(), list(covered.values()))})
        staging.run("merged_cells", cell=sql.cell(index))


def write_cells(staging: Staging, path: Path) -> None:
    """Write every line as it stands: `row` from 1 and its cells."""
    cells = sql.cells(staging.source.width)
    select = f'SELECT rowid + 1 AS "row", {cells} FROM raw ORDER BY rowid'
    staging.execute(f"COPY ({select}) TO {sql.literal(str(path))} (FORMAT parquet)")


def replace_texts(staging: Staging, replacements: Sequence[Replacement]) -> None:
    """Put the sender's texts in place of those of the file; headers that the file lacks are passed over."""
    places = {column.header: sql.cell(column.index) for column in staging.layout.columns[::-1] if column.header}
    for one in replacements:
        if not one.where or not {*one.where, *one.use} <= set(places):
            continue
        terms = [f"trim({places[name]}) = trim(${place})" for place, name in enumerate(one.where, start=1)]
        put = [f"{places[name]} = ${place}" for place, name in enumerate(one.use, start=1 + len(one.where))]
        staging.execute(
            f"UPDATE raw SET {', '.join(put)} WHERE {staging.in_data()} AND {' AND '.join(terms)}",
            [*one.where.values(), *one.use.values()],
        )


def _pass_over(staging: Staging) -> None:
    """Note the lines that hold no data, and those that the sender left out."""
    width = staging.source.width
    values = [column.index for column in staging.layout.columns if column.role in MEASURES]
    titled = [column for column in staging.layout.columns if column.header and " / " not in column.header][:3]
    repeated = " AND ".join(_repeats(column.index, column.header) for column in titled) or "false"
    fragments = {
        "filled": "(" + " + ".join(f"({sql.cell(index)} IS NOT NULL)::INTEGER" for index in range(1, width + 1)) + ")",
        "valued": "(" + (" OR ".join(f"{sql.cell(index)} IS NOT NULL" for index in values) or "false") + ")",
        "repeated": f"coalesce({repeated}, false)",
        "first": f"coalesce({sql.cells(min(width, 4))}, '')",
    }
    bind = {"data_row": staging.layout.data_row, "note_words": NOTE_WORDS}
    staging.skip(sql.filled("passed_over", fragments), bind)
    _pass_over_examples(staging)
    _pass_over_unfilled(staging)
    for index, text in staging.layout.only.items():
        staging.skip(
            f"SELECT rowid + 1, 'left_out' FROM raw WHERE {staging.is_kept()} "
            f"AND lower(trim({sql.cell(index)})) IS DISTINCT FROM lower(trim($text))",
            {"text": text},
        )


def _repeats(index: int, header: str) -> str:
    """SQL for whether a cell says its header again, in whatever case and with whatever blanks and marks around."""
    marks = sql.literal(" *:\ufeff\u00a0\t")
    return f"lower(trim({sql.cell(index)}, {marks})) = lower({sql.literal(header)})"


def _pass_over_examples(staging: Staging) -> None:
    """The example rows that the program's own template asks to delete."""
    cells = " || ' ' || ".join(f"coalesce({sql.cell(index)}, '')" for index in range(1, staging.source.width + 1))
    staging.skip(
        f"SELECT rowid + 1, 'example' FROM raw WHERE {staging.is_kept()} "
        f"AND regexp_matches({cells}, '(?i)contoh\\W+(hapus|ganti) baris')"
    )


def pass_over_totals(staging: Staging, index: int, texts: Sequence[str]) -> None:
    """Note the rows whose key column holds one of these words for totals."""
    words = ", ".join(map(sql.literal, texts))
    staging.skip(
        f"SELECT rowid + 1, 'total_passed' FROM raw WHERE {staging.is_kept()} AND {sql.cell(index)} IN ({words})"
    )


def pass_over_totals_of_rates(staging: Staging) -> None:
    """Note the rows of totals of indicators that do not add up."""
    region, indicator = (sql.joined(group, staging.layout.keys) for group in ("region", "indicator"))
    staging.skip(
        f"SELECT raw.rowid + 1, 'total_passed' FROM raw JOIN region_map AS rm ON {region} "
        f"JOIN indicator_map AS im ON {indicator} WHERE {staging.is_kept('raw.rowid')} AND rm.total AND NOT im.adds"
    )


def _pass_over_unfilled(staging: Staging) -> None:
    """Rows of our template that nobody filled in: no value, no status, and the target that stood there."""
    keys = staging.layout.keys
    if not set(TEMPLATE_ROLES) <= set(keys) or len(staging.layout.slices) != 1:
        return
    columns = staging.layout.slices[0].columns
    empty = [columns[role] for role in MEASURES if role in columns and role != "target"]
    empty += [keys[role] for role in ("status_data", "catatan", "bukti", "kelas_data") if role in keys]
    terms = [f"coalesce(trim({sql.cell(index)}), '') = ''" for index in empty]
    if "target" in columns:
        terms.append(f"{sql.cell(columns['target'])} IS NOT DISTINCT FROM {sql.cell(keys['target_tercatat'])}")
    staging.skip(f"SELECT rowid + 1, 'unfilled' FROM raw WHERE {staging.is_kept()} AND {' AND '.join(terms)}")


def pass_over_places(staging: Staging) -> None:
    """Note the rows whose region is elsewhere, finer than a regency, a section title, or a doubled total."""
    on = sql.joined("region", staging.layout.keys)
    staging.skip(
        "SELECT raw.rowid + 1, CASE rm.place WHEN 'province_elsewhere' THEN 'elsewhere' "
        "WHEN 'section' THEN 'note' WHEN 'total_doubled' THEN 'total' ELSE rm.place END "
        f"FROM raw JOIN region_map AS rm ON {on} "
        f"WHERE {staging.is_kept('raw.rowid')} "
        "AND rm.place IN ('elsewhere', 'province_elsewhere', 'section', 'finer', 'total_doubled', 'total_passed')"
    )


def pass_over_governed(staging: Staging) -> None:
    """Note the rows with an unknown region name that stand below the row of another province."""
    on = sql.joined("region", staging.layout.keys)
    staging.skip(sql.filled("governed", {"on": on, "data": staging.in_data("raw.rowid")}))


def counted_skips(staging: Staging) -> dict[str, list[int]]:
    """Reason → [number of lines, lines …] of what was passed over."""
    found = staging.rows(
        'SELECT reason, count(*), list("row" ORDER BY "row") FROM skipped GROUP BY reason ORDER BY reason'
    )
    return {reason: [count, *first] for reason, count, first in found}


def totals(staging: Staging) -> list[int]:
    """The lines of totals that stand for the province."""
    found = staging.rows(
        'SELECT DISTINCT s."row" FROM staged AS s JOIN region_map AS m ON m.k = s.rk WHERE m.total ORDER BY s."row"'
    )
    return [row for (row,) in found]


def differing(staging: Staging, one: int, other: int) -> list[int]:
    """The lines where the second of two columns says something else than the first."""
    first, second = sql.cell(one), sql.cell(other)
    found = staging.rows(
        f"SELECT rowid + 1 FROM raw WHERE {staging.is_kept()} AND {second} IS NOT NULL "
        f"AND trim({second}) IS DISTINCT FROM trim({first}) ORDER BY rowid"
    )
    return [row for (row,) in found]
