"""Targets written as words become numbers in their own columns before any number is read."""
# ruff: noqa: S608 - the texts are put together from names made here, never from a file's content

from dataclasses import replace

from data.intake.staging import sql
from data.intake.staging.connection import Staging
from data.intake.table import targets
from data.intake.table.slices import Slice


def spell(staging: Staging) -> None:
    """Put the number in place of `≥ 95`, and the two bounds of `95–100` into columns behind the last."""
    free = staging.source.width + 2  # behind the column that holds what stands beyond the last header
    slices = []
    for part in staging.layout.slices:
        index = part.columns.get("target")
        if index is not None and "target_bawah" not in part.columns and _spelled(staging, index, free):
            part, free = _with_band(part, free), free + 2
        slices.append(part)
    staging.layout = replace(staging.layout, slices=tuple(slices))


def _spelled(staging: Staging, index: int, free: int) -> bool:
    """Rewrite one column; whether it holds bands, whose bounds then stand in the two columns from `free`."""
    cell, low, high = (sql.cell(each) for each in (index, free, free + 1))
    worded = f"regexp_matches({cell}, {sql.literal(targets.SIGNS)})"
    found = staging.rows(f"SELECT DISTINCT {cell} FROM raw WHERE {staging.is_kept()} AND {worded}")
    told = [(text, target) for (text,) in found if (target := targets.spelled(text))]
    banded = any(target.low for _, target in told)
    if banded:
        for added in (low, high):
            staging.execute(f"ALTER TABLE raw ADD COLUMN {added} VARCHAR")
    for text, target in told:
        bounds = f", {low} = $low, {high} = $high" if banded else ""
        given = {"low": target.low, "high": target.high} if banded else {}
        staging.execute(
            f"UPDATE raw SET {cell} = $value{bounds} WHERE {staging.is_kept()} AND {cell} = $text",
            {"text": text, "value": target.value, **given},
        )
    return banded


def _with_band(part: Slice, free: int) -> Slice:
    return replace(part, columns={**part.columns, "target_bawah": free, "target_atas": free + 1})
