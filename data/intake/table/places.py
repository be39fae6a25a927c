"""Regions in the header: columns of values, each for the place that its header names."""

import re
from collections.abc import Mapping
from dataclasses import replace

from analytics.regions import PROVINCE
from data.intake.table import headings, totals
from data.intake.table.headings import MEASURES, Meaning
from data.intake.table.slices import Column
from data.reference import Reference

REGIONS = ("kode_wilayah", "nama_wilayah", "kode_bps")


def with_regions(
    columns: list[Column], levels: list[list[str]], reference: Reference, constants: Mapping[str, str]
) -> list[Column]:
    """Columns under the names of regions, in a table that has no column of regions."""
    given = {column.role for column in columns} | set(constants)
    found = [region_of(parts, reference) for parts in levels]
    named = {column.region or (one and one[0]) for column, one in zip(columns, found, strict=True)} - {None}
    if given & set(REGIONS) or len(named) < 2 or named <= {PROVINCE}:
        return columns
    return [_of_region(column, one, reference) for column, one in zip(columns, found, strict=True)]


def _of_region(column: Column, found: tuple[str, list[str]] | None, reference: Reference) -> Column:
    """A column of values for the region in its header, with what else the header says."""
    if found is None or column.by_sender or column.role not in (None, *MEASURES):
        return column
    code, rest = found
    said = headings.combined(rest, reference) if rest else Meaning()
    role = said.role if said.role in MEASURES else "realisasi"
    return replace(
        column,
        role=role,
        region=code,
        period=said.period,
        indicator=said.indicator,
        measure=said.measure,
        reason_id="judulnya menyebut wilayah",
        reason_en="its header names a region",
    )


def region_of(levels: list[str], reference: Reference) -> tuple[str, list[str]] | None:
    """The code of the region that a line of a header names, and the lines without its name; None where none does."""
    said = [headings.tidy(level) for level in levels]
    if any(map(totals.is_total, said)):
        return None
    for at, level in enumerate(said):
        if found := _region_in(level, reference):
            return found[0], [one for one in (*said[:at], found[1], *said[at + 1 :]) if one]
    return None


def _region_in(text: str, reference: Reference) -> tuple[str, str] | None:
    """The region at the start or end of a header, and the rest, which must be known too."""
    words = re.sub(r"[/:|–-]", " ", text).split()
    for cut in range(len(words)):
        for part, rest in ((words[cut:], words[:cut]), (words[: len(words) - cut], words[len(words) - cut :])):
            place, beside = " ".join(part), " ".join(rest)
            code = None if place.isdigit() else reference.alias("region", place)
            if code and (not rest or headings.meaning(beside, reference).known):
                return code, beside
    return None
