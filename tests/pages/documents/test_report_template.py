"""The fill-in workbook: what is due stands in it, codes are locked, and it comes back without a finding."""

import datetime as dt
import io
import json
import zipfile
from functools import cache

import openpyxl
import pandas as pd
import pytest

from analytics import periods
from data.intake import Options, read
from data.reference import load_reference
from data.store import Store
from pages.documents import report_template

REFERENCE = load_reference()
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def snapshot(shipped):
    return Store(shipped).snapshot()


@cache
def made(snapshot, agency, most=4):
    """What stands in the workbook, to be read only, and the workbook."""
    table = report_template.rows(REFERENCE, snapshot, agency, TODAY, most)
    return table, report_template.workbook(table, REFERENCE, agency)


def sheet_of(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return book, book["Laporan"]


def columns_of(sheet):
    return {cell.value: cell.column for cell in sheet[1]}


def taken(book, tmp_path, snapshot):
    path = tmp_path / "isian.xlsx"
    book.save(path)
    options = Options(today=TODAY, reasons=[(None, None, "diperiksa")])
    return read(path, options, REFERENCE, snapshot.path if snapshot else None, tmp_path / "work")


def fill(sheet, most=None):
    """Put a plausible value into the rows, the last one again, and return how many."""
    at = columns_of(sheet)
    lines = range(2, 2 + (most or sheet.max_row))
    filled = 0
    for line in lines:
        if sheet.cell(line, at["kode_indikator"]).value:
            last = sheet.cell(line, at["nilai_terakhir"]).value
            sheet.cell(line, at["realisasi"]).value = 50 if last is None else last
            filled += 1
    return filled


def test_the_periods_due_follow_the_last_report_with_target_and_last_value(snapshot):
    table, _ = made(snapshot, "DINKES")
    series = json.loads(snapshot.fetch("template_series", agency="DINKES").to_json(orient="records"))
    assert series
    for one in series:
        rows = table[
            (table["kode_indikator"] == one["indicator"])
            & (table["kode_unit"] == one["unit"])
            & (table["kode_wilayah"] == one["region"])
        ]
        assert len(rows) <= 4
        assert set(rows["periode_terakhir"]) <= {one["last_period"]}
        assert set(rows["nilai_terakhir"]) <= {one["last_actual"]}
        assert all(periods.period(period).end < TODAY for period in rows["periode"])
        assert all(period > one["last_period"] or period in one["missing"] for period in rows["periode"])


@pytest.mark.parametrize("agency", ["DINKES", "BAPPEDA", "DISDIK"])
def test_filled_in_it_comes_back_without_a_fault(agency, snapshot, tmp_path):
    _, content = made(snapshot, agency, most=1)
    book, sheet = sheet_of(content)
    filled = fill(sheet)
    result = taken(book, tmp_path, snapshot)
    assert (result.read, result.accepted, result.rejected) == (filled, filled, 0)
    faults = {rule for rule in result.counts if rule not in SOFT}
    assert not faults


SOFT = (
    "source_unproven",  # where a published statistic comes from is the sender's to say
    "jump",
    "outside_usual",
    "numerator_needed",
    "values_rounded",
    "sum_differs",
    "regencies_missing",
    "same_as_last",
)


def test_one_row_filled_in_comes_back_without_any_finding(snapshot, tmp_path):
    table, content = made(snapshot, "DINKES")
    book, sheet = sheet_of(content)
    at = columns_of(sheet)
    held = [(sheet.cell(n, at["kode_indikator"]).value, sheet.cell(n, at["kode_wilayah"]).value) for n in range(1, 200)]
    line = held.index(("IKU-DINKES-14", "11.01")) + 1
    sheet.cell(line, at["realisasi"]).value = sheet.cell(line, at["nilai_terakhir"]).value + 0.8
    sheet.cell(line, at["tanggal_data"]).value = dt.date(2026, 11, 1)
    sheet.cell(line, at["status_data"]).value = "sementara"
    result = taken(book, tmp_path, snapshot)
    assert (result.outcome, result.read, result.accepted) == ("accepted", 1, 1)
    assert list(result.findings) == []
    assert "judul tidak dikenal" not in {column["reason_id"] for column in result.recognised["columns"]}
    assert result.recognised["skipped"]["unfilled"]["rows"] == len(table) - 1


def test_the_path_of_the_year_is_carried_on():
    def targets(*values):
        return {("", "X", "11"): {f"2026-{at:02d}": (value, None, None) for at, value in enumerate(values, 1)}}

    def carried(known, period):
        return report_template._target(known, ("", "X", "11"), period)[0]

    path = targets(8.33, 16.67, 25, 33.33, 41.67, 50, 58.33, 66.67, 75)
    assert carried(path, "2026-10") == 83.33
    assert carried(path, "2026-09") == 75
    assert carried(targets(90, 90, 90), "2026-10") == 90
    assert carried(targets(90, 70, 90), "2026-10") is None
    assert carried(path, "2027-01") is None
    curve = {"2025-08": (54.0, None, None), "2025-09": (64.5, None, None), "2025-10": (75.5, None, None)}
    repeated = curve | {"2026-08": (54.0, None, None), "2026-09": (64.5, None, None)}
    assert carried({("", "X", "11"): repeated}, "2026-10") == 75.5
    assert carried({("", "X", "11"): repeated | {"2026-07": (10.0, None, None)}}, "2026-10") is None
    assert carried({}, "2026-10") is None


def test_filled_in_no_row_loses_its_class(snapshot, tmp_path):
    """Every due row of a year that has targets carries one, and it comes back with its value."""
    table, content = made(snapshot, "DINKES")
    years = snapshot.fetch("template_targets", agency="DINKES")
    years["year"] = years["period"].str[:4]
    known = set(years[["unit", "indicator", "region", "year"]].itertuples(index=False, name=None))
    names = ["kode_unit", "kode_indikator", "kode_wilayah", "year"]
    keys = table.assign(year=table["periode"].str[:4])[names].itertuples(index=False, name=None)
    due = table[[key in known for key in keys]]
    assert len(due)
    assert due[["target", "target_bawah"]].notna().any(axis=1).mean() > 0.9
    book, sheet = sheet_of(content)
    fill(sheet)
    rows = pd.read_parquet(taken(book, tmp_path, snapshot).accepted_path)
    sent = rows.set_index(["unit", "indicator", "region", "period"])["target"]
    for row in due[due["target"].notna()].head(50).itertuples():
        assert sent.loc[(row.kode_unit, row.kode_indikator, row.kode_wilayah, row.periode)] == row.target


def test_each_unit_has_a_workbook_of_its_own_in_the_pack(snapshot):
    table = report_template.rows(REFERENCE, snapshot, "DINKES", TODAY)
    with zipfile.ZipFile(io.BytesIO(report_template.pack(table, REFERENCE, "DINKES"))) as archive:
        held = {name: sheet_of(archive.read(name))[1] for name in archive.namelist()}
    assert set(held) == {f"{report_template.stem('DINKES', unit)}.xlsx" for unit in table["kode_unit"].unique()}
    codes = [cell.value for sheet in held.values() for cell in sheet["D"][1:] if cell.value]
    assert len(codes) == len(table)


def test_left_as_it_came_nothing_is_read(snapshot, tmp_path):
    _, content = made(snapshot, "DINKES")
    book, _ = sheet_of(content)
    result = taken(book, tmp_path, snapshot)
    assert (result.outcome, result.read) == ("rejected", 0)
    assert list(result.counts) == ["rows_missing"]


def test_a_target_set_anew_is_not_passed_over(snapshot, tmp_path):
    _, content = made(snapshot, "DINKES")
    book, sheet = sheet_of(content)
    sheet.cell(2, columns_of(sheet)["target"]).value = 47.5
    result = taken(book, tmp_path, snapshot)
    assert (result.read, result.accepted) == (1, 1)


def test_codes_are_locked_and_the_cells_to_fill_are_open(snapshot):
    _, content = made(snapshot, "DINKES")
    book, sheet = sheet_of(content)
    at = columns_of(sheet)
    assert sheet.protection.sheet
    for name in (*report_template.KEYS, *report_template.KNOWN):
        assert sheet.cell(2, at[name]).protection.locked
    for name in ("target", "realisasi", "tanggal_data", "status_data", "catatan"):
        assert not sheet.cell(2, at[name]).protection.locked
    assert book["Daftar"].sheet_state == "hidden"
    assert sheet.cell(2, at["kode_wilayah"]).number_format == "@"


def test_choices_stand_beside_status_and_the_codes_of_spare_rows(snapshot):
    table, content = made(snapshot, "DINKES")
    book, sheet = sheet_of(content)
    at = columns_of(sheet)
    lists = {
        name: rule.formula1
        for rule in sheet.data_validations.dataValidation
        for name, column in at.items()
        if rule.type == "list" and sheet.cell(len(table) + 5, column).coordinate in rule.sqref
    }
    assert set(lists) == {
        "kode_instansi", "kode_unit", "kode_indikator", "kode_wilayah", "nama_wilayah", "status_data"
    }  # fmt: skip
    values = {cell.value for row in book["Daftar"].iter_rows() for cell in row}
    assert {"tetap", "ditarik", "11.71", "DINKES-P2P", "IKU-DINKES-04"} <= values


def test_a_spare_row_filled_from_the_lists_is_read(snapshot, tmp_path):
    table, content = made(snapshot, "DINKES", most=1)
    book, sheet = sheet_of(content)
    at = columns_of(sheet)
    row = {"kode_instansi": "DINKES", "kode_indikator": "IKU-DINKES-04", "kode_wilayah": "11.71", "periode": "2019",
           "realisasi": 24.5}  # fmt: skip
    for name, value in row.items():
        sheet.cell(len(table) + 3, at[name]).value = value
    result = taken(book, tmp_path, snapshot)
    assert (result.accepted, result.rejected) == (1, 0)


def test_an_agency_that_has_not_begun_gets_the_indicators_it_owns(tmp_path):
    table, content = made(None, "DINKES", most=1)
    own = REFERENCE.indicators.loc[REFERENCE.indicators["agency"] == "DINKES", "code"]
    assert list(table["kode_indikator"]) == list(own)
    book, sheet = sheet_of(content)
    filled = fill(sheet)
    result = taken(book, tmp_path, None)
    assert result.read == filled


def test_an_unknown_agency_gets_an_empty_form():
    table, content = made(None, "TIDAK-ADA")
    assert table.empty
    assert sheet_of(content)[1].max_column >= len(report_template.KEYS)


@pytest.mark.parametrize(
    ("last", "missing", "due"),
    [
        ("2024-03", [], ["2024-04", "2024-05"]),
        ("2024-05", [], []),
        ("2024-04", ["2024-02", "2024-04"], ["2024-02", "2024-05"]),
        (None, [], ["2024-05"]),
    ],
)
def test_the_first_period_due_is_the_one_after_the_last_report(last, missing, due):
    series = {"frequency": "monthly", "last_period": last, "missing": missing}
    assert report_template._due(series, dt.date(2024, 6, 15)) == due
