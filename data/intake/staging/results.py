"""Results: what was accepted, rejected and found, counted, shown and written."""
# ruff: noqa: S608 - the texts are put together from names and fragments made here, never from a file's content

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from data.intake.staging import sql
from data.intake.staging.connection import Staging
from data.intake.table.headings import MEASURES

PARQUET = "FORMAT parquet, PARQUET_VERSION v2, COMPRESSION lz4"  # a third of the size, and no slower

NONE_REJECTED = "SELECT 0::BIGINT AS source_row, '' AS raw, '' AS rules WHERE false"
WARNED = 'LEFT JOIN warned AS w ON w."row" = s."row" AND w.slice = s.slice'

ENUMERATED = {
    "agencies": "out_agency", "units": "out_unit", "indicators": "out_indicator", "regions": "out_region",
    "fits": "out_fit", "statuses": "out_status",
}  # fmt: skip
PLAIN = {
    **{name: name for name in ("agencies", "indicators", "regions", "fits")}, "statuses": "status_map",
    "units": "unit_codes",
}  # fmt: skip


def counted_rules(staging: Staging) -> dict[str, int]:
    """Rule → number of findings, those that are not kept included."""
    return dict(staging.rows("SELECT rule, count(*) FROM found WHERE listed GROUP BY rule ORDER BY rule"))


def listed(staging: Staging, most: int) -> list[tuple[Any, ...]]:
    """The first findings, errors before warnings."""
    return staging.rows("SELECT * FROM findings LIMIT $most", {"most": most})


def counts(staging: Staging) -> tuple[int, int, int]:
    """(accepted, rejected, waiting) observations; the last are among the rejected ones."""
    tables = ("staged", "bad", "waiting")
    return staging.rows("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))[0]


def write(staging: Staging, paths: Mapping[str, Path]) -> None:
    """Write accepted, rejected and findings as parquet."""
    warned, any_bad = staging.rows("SELECT (SELECT count(*) FROM explained), (SELECT count(*) FROM bad)")[0]
    codes = PLAIN if staging.is_small else ENUMERATED
    notes = {name: f"w.{name}" if warned else "NULL::VARCHAR" for name in ("warning", "reason")}
    cells = sql.cells(staging.source.width)
    if not staging.is_small:
        staging.run("enumerations")
    staging.run("warned")
    selects = {
        "accepted": sql.filled("accepted", {**codes, **notes, "warned": WARNED if warned else ""}),
        "rejected": sql.filled("rejected", {"cells": cells}) if any_bad else NONE_REJECTED,
        "findings": 'SELECT * EXCLUDE ("rows") FROM findings',
    }  # fmt: skip
    for name, select in selects.items():
        staging.execute(f"COPY ({select}) TO {sql.literal(str(paths[name]))} ({PARQUET})")


def first_rows(staging: Staging, count: int) -> list[tuple[int, list[str | None]]]:
    """The first data rows as they stand: (row, cells)."""
    cells = sql.cells(staging.source.width)
    found = staging.rows(f"SELECT rowid + 1, {cells} FROM raw WHERE {staging.is_kept()} ORDER BY rowid LIMIT {count}")
    return [(row, list(rest)) for row, *rest in found]


def parsed(staging: Staging, rows: Sequence[int]) -> dict[int, dict[int, dict[str, object]]]:
    """Row → slice → canonical column → what was read, for rows that were accepted."""
    found: dict[int, dict[int, dict[str, object]]] = {}
    names = ("kode_instansi", "kode_unit", "kode_indikator", "kode_wilayah", "periode", *MEASURES)
    result = staging.run("parsed", {"rows": list(rows)}).fetchall() if rows else []
    for row, slice_number, *values in result:
        read = dict(zip(names, values, strict=True))
        read |= {
            "nama_indikator": read["kode_indikator"],
            "nama_wilayah": read["kode_wilayah"],
            "kode_bps": read["kode_wilayah"],
            **dict.fromkeys(("tahun", "bulan", "triwulan", "semester"), read["periode"]),
        }
        found.setdefault(row, {})[slice_number] = read
    return found
