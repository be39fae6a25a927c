"""What stands round the table, taken as the rows' own or asked: fields, place, year, scale and status."""
# ruff: noqa: S608 - the texts are put together from names made here, never from a file's content

import re
from dataclasses import replace

from data.intake.codes.maps import Maps
from data.intake.contract import IntakeError
from data.intake.staging import sql
from data.intake.staging.findings import Found
from data.intake.staging.sql import GROUPS
from data.intake.table import context, headings, periods, places, scales

REGION = (*places.REGIONS, "provinsi")
STATUS_WORDS = {"provisional": "sementara", "simulated": "simulasi"}
WHERE = {
    "field": "isian di atas tabel‖a field above the table",
    "title": "judul‖the title",
    "note": "catatan di bawah tabel‖a note below the table",
}


def settle(maps: Maps) -> list[IntakeError]:
    """Take what is stated once for the whole table, with a remark; the questions where that would be a guess."""
    for role, value in maps.staging.layout.fields.items():
        if not _is_given(maps, role):
            _take(maps, role, value, "field")
    asked = _place(maps)
    _year(maps)
    _status(maps)
    _scale(maps)
    _yearly(maps)
    for column in maps.staging.layout.columns:
        if column.mark == "projection":
            maps.told.append(Found("projection_left", col=column.index, found=column.header))
    return asked


def _said(maps: Maps) -> str:
    sheet = maps.staging.source.sheet or ""
    return f"{maps.staging.layout.title} | {sheet}"


def _is_given(maps: Maps, role: str) -> bool:
    """Whether a column, the sender or a header says what a role would say."""
    group = next((roles for roles in GROUPS.values() if role in roles), (role,))
    if role in ("kode_instansi", "kode_unit"):
        group = (role,)
        if maps.options.agency and role == "kode_instansi":
            return True
    if role == "satuan":
        group = ("satuan",)
    if role in ("kode_indikator", "nama_indikator"):
        group = ("kode_indikator", "nama_indikator")
        if any(part.indicator for part in maps.staging.layout.slices):
            return True
    if role in GROUPS["period"]:
        spoken = [part.period for part in maps.staging.layout.slices if part.period]
        if spoken and not all(map(headings.is_partial, spoken)):
            return True
        group = ("periode", role) if role in ("tahun", "periode") else ("periode", "bulan", "triwulan", "semester")
    return any(one in maps.staging.layout.keys or one in maps.constants for one in group)


def _take(maps: Maps, role: str, value: str, where: str) -> None:
    maps.constants[role] = value
    maps.staging.layout = replace(maps.staging.layout, constants=dict(maps.constants))
    maps.told.append(Found("context_taken", found=value, expected=role, detail=WHERE[where]))


def _place(maps: Maps) -> list[IntakeError]:
    """A regency named in the title of a table without regions: taken where it is plainly one, else asked."""
    if maps.staging.layout.kind == "regions":
        return []
    if any(role in maps.staging.layout.keys or role in maps.constants for role in REGION):
        return []
    found = context.places_in(_said(maps), maps.reference)
    sections = [place for text in _sections(maps) for place in context.places_in(text, maps.reference)]
    if len(found) == 1 and found[0][1] and not sections:
        _take(maps, "kode_wilayah", found[0][0], "title")
        return []
    named = list(dict.fromkeys(code for code, _ in (*found, *sections)))
    if not named:
        return []
    shown = ", ".join(maps.regions.names[code] for code in named)
    return [IntakeError("place_in_title", found=shown, expected=named[0], choices=named)]


def _sections(maps: Maps) -> list[str]:
    """Texts of the lines inside the table that hold nothing else."""
    cells = sql.cells(maps.staging.source.width)
    found = maps.staging.rows(
        f"SELECT concat_ws(' ', {cells}) FROM raw "
        "WHERE rowid + 1 IN (SELECT \"row\" FROM skipped WHERE reason = 'note') LIMIT 200"
    )
    return [text for (text,) in found if text]


def _year(maps: Maps) -> None:
    """The one year of the title, for columns of regions, and for such without a period beside others that have one."""
    slices = maps.staging.layout.slices
    across = maps.staging.layout.kind == "regions" or any(part.period for part in slices)
    if not across or _has_year(maps):
        return
    if all(part.period and not headings.is_partial(part.period) for part in slices):
        return
    years = periods.years_in(_said(maps))
    if len(years) == 1:
        _take(maps, "tahun", years[0], "title")


def _has_year(maps: Maps) -> bool:
    return any(role in maps.staging.layout.keys or role in maps.constants for role in ("tahun", "periode"))


def _status(maps: Maps) -> None:
    if "status_data" in maps.staging.layout.keys or "status_data" in maps.constants:
        return
    texts = [("title", _said(maps)), *(("note", text) for text in _sections(maps))]
    remarks = [(where, mark, said) for where, text in texts for mark, said in context.remarks(text)]
    told = [(where, mark, status) for where, mark, said in remarks if (status := context.status_of(said))]
    marks = tuple(mark for _, mark, status in told if mark and status == "provisional" and _is_borne(maps, mark))
    maps.staging.layout = replace(maps.staging.layout, marks=marks)
    for where, mark, status in told:
        if not (mark and marks):
            _take(maps, "status_data", STATUS_WORDS[status], where)
            return


def _is_borne(maps: Maps, mark: str) -> bool:
    """Whether a header or a cell of the table ends with a mark that a note explains."""
    staging = maps.staging
    if any(staging.layout.bears(column.index, mark) for column in staging.layout.columns):
        return True
    cells = [sql.cell(index) for index in range(1, staging.source.width + 1)]
    borne = " OR ".join(sql.matches(cell, context.bearing(mark)) for cell in cells)
    return bool(staging.rows(f"SELECT 1 FROM raw WHERE {staging.is_kept()} AND ({borne}) LIMIT 1"))


def _scale(maps: Maps) -> None:
    """The scale of a title, held against each indicator's unit; not where it is said of the parts of a rate."""
    if not re.search(r"pembilang|penyebut|numerator|denominator", _said(maps), re.IGNORECASE):
        maps.scale = scales.scale_of(_said(maps))


def _yearly(maps: Maps) -> None:
    """Tell that a target of the year is read where the year ends."""
    for index in {part.columns["target"] for part in maps.staging.layout.slices if "target" in part.yearly}:
        maps.told.append(Found("target_of_year", col=index, found=maps.staging.layout.header(index)))
