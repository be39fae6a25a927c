"""What the intake hands back: the parquet files, the recognised facts, the preview and the outcome."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.intake.checks.rules import finding, rules
from data.intake.codes.maps import Maps
from data.intake.contract import LINES, LISTED, PASSED_OVER, Finding, Intake, IntakeError
from data.intake.file.source import Source
from data.intake.staging import findings, loading, results
from data.intake.staging.connection import Staging
from data.intake.staging.findings import Found
from data.intake.table.headings import MEASURES
from data.intake.table.layout import Layout
from data.intake.table.numbers import Style
from data.intake.table.slices import Column
from data.reference import normalise

TEXT, NUMBER, DAY = pa.string(), pa.float64(), pa.date32()
ACCEPTED = pa.schema([
    ("source_row", pa.int64()), ("agency", TEXT), ("unit", TEXT), ("indicator", TEXT), ("region", TEXT),
    ("period", TEXT), ("period_start", DAY), ("period_end", DAY), ("frequency", TEXT), ("target", NUMBER),
    ("target_low", NUMBER), ("target_high", NUMBER), ("actual", NUMBER), ("numerator", NUMBER),
    ("denominator", NUMBER), ("as_of", DAY), ("status", TEXT), ("source", TEXT), ("note", TEXT), ("evidence", TEXT),
    ("data_class", TEXT),
    ("warning", TEXT), ("reason", TEXT),
])  # fmt: skip
REJECTED = pa.schema([("source_row", pa.int64()), ("raw", TEXT), ("rules", TEXT)])
FINDINGS = pa.schema([
    ("rule", TEXT), ("severity", TEXT), ("row", pa.int64()), ("column", TEXT), ("found", TEXT), ("expected", TEXT),
    ("remedy_id", TEXT), ("remedy_en", TEXT), ("message_id", TEXT), ("message_en", TEXT),
])  # fmt: skip
PREVIEW_ROWS = 12
SHOWN = 8  # lines named in the words of a finding
# Why rows were passed over, and the rule that tells it.
SKIPS = {"elsewhere": "rows_elsewhere", "finer": "rows_finer", "note": "rows_passed_over", "total": "total_doubled"}


def refused(error: IntakeError, recognised: Mapping[str, Any], workdir: Path) -> Intake:
    """The outcome of a file that could not be read: its findings, no rows."""
    found = [
        finding(one.rule, row=one.row, column=one.column, found=one.found, expected=one.expected, detail=one.detail)
        for one in (error, *error.others)
    ]
    choices = {one.rule: list(one.choices) for one in (error, *error.others) if one.choices}
    for name, schema in (("accepted", ACCEPTED), ("rejected", REJECTED)):
        pq.write_table(schema.empty_table(), workdir / f"{name}.parquet")
    pq.write_table(pa.Table.from_pylist([asdict(one) for one in found], schema=FINDINGS), workdir / "findings.parquet")
    return Intake(
        "rejected",
        0,
        0,
        0,
        {**recognised, "choices": choices} if choices else dict(recognised),
        found,
        workdir / "accepted.parquet",
        workdir / "rejected.parquet",
        workdir / "findings.parquet",
        dict(Counter(one.rule for one in found)),
    )


# --- what was recognised ---------------------------------------------------------------------------------------------


def source_facts(opened: Source) -> dict[str, object]:
    """Facts of the file before its table is known."""
    return {
        "kind": opened.kind, "encoding": opened.encoding, "bom": opened.bom, "delimiter": opened.delimiter,
        "line_ends": opened.line_ends, "sheet": opened.sheet, "sheets": list(opened.sheets),
        "reasons": {name: {"id": r[0], "en": r[1]} for name, r in opened.reasons.items()},
    }  # fmt: skip


def layout_facts(table: Layout) -> dict[str, object]:
    """Where the table stands and what its columns are."""
    return {
        "header_row": table.header_row, "data_row": table.data_row, "layout": table.kind, "title": table.title,
        "ignored": list(table.ignored), "set": dict(table.constants),
        "columns": [_column_facts(column, None) for column in table.columns if column.header],
    }  # fmt: skip


def decisions(table: Layout, styles: Mapping[int, Style], maps: Maps) -> dict[str, object]:
    """The decisions on columns, decimal marks and code system, each with its reason."""
    marks = {style.mark for style in styles.values() if style.decimal != "none"}
    return {
        **layout_facts(table),
        "decimal": marks.pop() if len(marks) == 1 else "mixed" if marks else None,
        "region_codes": None if maps.system.name == "none" else maps.system.name,
        "region_codes_reason": {"id": maps.system.reason_id, "en": maps.system.reason_en},
        "columns": [_column_facts(column, styles.get(column.index)) for column in table.columns if column.header],
    }


def _column_facts(column: Column, style: Style | None) -> dict[str, object]:
    facts = {
        "column": column.header, "at": column.index, "role": column.role, "period": column.period,
        "indicator": column.indicator,
        "reason_id": column.reason_id, "reason_en": column.reason_en,
    }  # fmt: skip
    if style:
        facts |= {
            "decimal": style.mark or None,
            "thousands": style.thousands,
            "decimal_reason_id": style.reason_id,
            "decimal_reason_en": style.reason_en,
        }
    return facts


# --- what is written -------------------------------------------------------------------------------------------------


def written(
    staging: Staging, maps: Maps, styles: Mapping[int, Style], recognised: dict[str, Any], workdir: Path
) -> Intake:
    """Write the three parquet files and put the outcome together."""
    skips = loading.counted_skips(staging)
    recognised["skipped"] = {
        reason: {"rows": found[0], "first": found[1 : 1 + SHOWN]} for reason, found in skips.items()
    }
    accepted, rejected, waiting = results.counts(staging)
    findings.add(staging, _file_findings(staging, maps, skips, accepted + rejected))
    findings.tell(staging)
    paths = {name: workdir / f"{name}.parquet" for name in ("accepted", "rejected", "findings")}
    results.write(staging, paths)
    counts = results.counted_rules(staging)
    listed = [_finding(*row) for row in results.listed(staging, LISTED)]
    errors = any(rules()[rule].severity == "error" for rule in counts)
    outcome = "rejected" if accepted + waiting == 0 else "partly" if rejected or errors else "accepted"
    return Intake(
        outcome,
        accepted + rejected,
        accepted,
        rejected,
        recognised,
        listed,
        paths["accepted"],
        paths["rejected"],
        paths["findings"],
        counts,
        _preview(staging, styles),
        waiting=waiting,
    )


def _finding(*facts: Any) -> Finding:
    *told, rows = facts
    return Finding(*told, rows=tuple(rows or ())[:LINES], rows_total=len(rows or ()))


def _file_findings(staging: Staging, maps: Maps, skips: Mapping[str, list[int]], read: int) -> Iterator[Found]:
    """Findings on the file as a whole."""
    table = staging.layout
    for role, kept, dropped in maps.doubled:
        rows = loading.differing(staging, kept, dropped)
        yield Found("column_doubled", col=kept, found=table.header(dropped), expected=role, rows=rows)
    if table.taken:
        yield Found("value_column_taken", col=_index(table, table.taken), found=table.taken)
    for name, target in maps.options.map.items():
        named = (one for one in table.columns if one.by_sender and (one.role or target == PASSED_OVER))
        if not any(_names(column, name) for column in named):
            headers = ", ".join(column.header for column in table.columns if column.header)
            yield Found("map_unused", found=name, expected=headers[:300])
    for reason, rule in SKIPS.items():
        if reason in skips:
            count, *lines = skips[reason]
            yield Found(rule, found=str(count), detail=_lines(lines[:SHOWN], count), rows=lines)
    passed = staging.rows('SELECT DISTINCT "row" FROM skipped WHERE reason = \'total_passed\' ORDER BY "row"')
    yield from (Found("total_passed_over", row) for (row,) in passed)
    if maps.totals and not {"total", "total_passed"} & set(skips):
        yield Found("total_as_province", found=", ".join(dict.fromkeys(maps.totals)), rows=loading.totals(staging))
    if read == 0:
        elsewhere = skips.get("elsewhere", [0])[0]
        yield Found("nothing_for_aceh", found=str(elsewhere)) if elsewhere else Found("rows_missing")


def _lines(first: list[int], count: int) -> str:
    shown = ", ".join(map(str, first)) + (" …" if count > len(first) else "")
    return f"baris {shown}‖rows {shown}"


def _index(table: Layout, header: str) -> int | None:
    return next((column.index for column in table.columns if column.header == header), None)


def _names(column: Column, name: str) -> bool:
    parts = column.header.split(" / ")
    return normalise(name) in {normalise(part) for part in (column.header, column.numbered, *parts)}


def _preview(staging: Staging, styles: Mapping[int, Style]) -> list[dict[str, object]]:
    """The first data rows: each cell as it stands beside what it was read as."""
    table = staging.layout
    columns = [column for column in table.columns if column.header]
    first = results.first_rows(staging, PREVIEW_ROWS)
    parsed = results.parsed(staging, [row for row, _ in first])
    return [
        {"row": row, "cells": [
            {"column": column.header, "role": column.role, "original": cells[column.index - 1],
             "parsed": _parsed(table, column, parsed.get(row, {}), cells[column.index - 1])}
            for column in columns
        ]}
        for row, cells in first
    ]  # fmt: skip


def _parsed(table: Layout, column: Column, found: Mapping[int, Mapping[str, Any]], original: str | None) -> object:
    """What one cell became; None where it was passed over or not read."""
    for number, part in enumerate(table.slices):
        for role, index in part.columns.items():
            if index == column.index:
                return found.get(number, {}).get(role)
    keys: Mapping[str, Any] = next(iter(found.values()), {})
    if column.role is not None and column.role in keys:
        return keys[column.role]
    return original if column.role and column.role not in MEASURES else None
