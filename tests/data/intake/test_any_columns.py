"""Whatever columns a file leaves out, it is read or answered in words; faults of our own carry a number."""

import itertools
import logging
import os
import re

import duckdb
import pytest

from data.intake import reading
from data.intake.contract import IntakeError
from data.reference import COLUMNS

ENGINE = re.compile(
    r"\b(?:(?:Binder|Catalog|Conversion|Parser|Invalid Input|Out of Range|Internal|Constraint|Transaction|IO|Syntax) "
    r"(?:Error|Exception)|struct|ArrowInvalid|Traceback|codec can't|SELECT|VARCHAR|NoneType|KeyError|TypeError)\b"
)
CELLS = {
    "kode_instansi": "BAPPEDA", "kode_indikator": "IKU-BAPPEDA-13",
    "nama_indikator": "Persentase penduduk miskin (Maret)",
    "kode_wilayah": "11.01", "nama_wilayah": "Kabupaten Aceh Selatan", "periode": "2024", "tahun": "2024",
    "target": "12,5", "realisasi": "13,25", "pembilang": "13,25", "penyebut": "100", "satuan": "%",
    "tanggal_data": "2024-12-31", "status_data": "final", "catatan": "triwulan lalu", "sumber": "BPS",
}  # fmt: skip
MEASURES = ("target", "target_bawah", "target_atas", "realisasi", "pembilang", "penyebut")
# Left out in the suite; the thorough run (KINERJA_TESTS=thorough) leaves out every column and every pair of them.
ALL_PAIRS = [*((one,) for one in COLUMNS), *itertools.combinations(COLUMNS, 2)]
FEW = [("penyebut",), ("pembilang",), ("realisasi", "penyebut"), ("realisasi", "pembilang", "penyebut"), MEASURES,
       ("target", "target_bawah", "tanggal_data"), ("target_atas", "status_data", "catatan", "sumber"),
       ("target", "realisasi", "tanggal_data", "status_data"), ("penyebut", "catatan", "sumber", "target"),
       ("nama_indikator", "kode_indikator"), ("periode", "tahun"), ("kode_instansi", "kode_unit", "satuan"),
       ("kode_wilayah", "nama_wilayah", "kode_bps"), ("bulan", "triwulan", "semester", "sumber")]  # fmt: skip
LEFT_OUT = ALL_PAIRS if os.environ.get("KINERJA_TESTS") == "thorough" else FEW


def table(columns):
    return ";".join(columns) + "\n" + ";".join(CELLS.get(column, "") for column in columns) + "\n"


def no_engine_speaks(result):
    for finding in result.findings:
        said = " ".join(filter(None, (finding.message_id, finding.message_en, finding.remedy_id, finding.remedy_en)))
        assert not ENGINE.search(said), said
        assert finding.rule != "program_fault"


@pytest.mark.parametrize("left_out", LEFT_OUT, ids="+".join)
def test_any_columns_may_be_left_out(load, left_out):
    result = load(table([column for column in COLUMNS if column not in left_out]))
    no_engine_speaks(result)
    assert result.outcome == "accepted" or result.findings
    if result.outcome == "accepted" and not {"realisasi", "pembilang"} <= set(left_out):
        assert result.rows("actual") == [13.25]


@pytest.mark.parametrize(
    ("given", "outcome", "rules"),
    [
        (("realisasi", "pembilang"), "accepted", []),
        (("pembilang", "penyebut"), "rejected", [("ratio_incomplete", 2)]),  # an indicator that is no ratio
        (("target", "pembilang"), "rejected", [("ratio_incomplete", 2)]),
        (("pembilang",), "rejected", [("column_missing", None)]),
        (("target", "penyebut"), "accepted", []),
    ],
    ids=str,
)
def test_parts_of_a_ratio(load, given, outcome, rules):
    result = load(table(("kode_indikator", "kode_wilayah", "periode", *given)))
    assert (result.outcome, result.found()) == (outcome, rules)


def test_an_error_of_ours_is_told_with_the_number_under_which_it_is_logged(load, monkeypatch, caplog):
    def fail(*_):
        raise duckdb.BinderException('Cannot extract field "denominator" from expression "s"')

    monkeypatch.setattr(reading.keys, "match", fail)
    with caplog.at_level(logging.ERROR):
        result = load(table(("kode_indikator", "kode_wilayah", "periode", "realisasi")))
    fault = result.one("program_fault")
    assert result.outcome == "rejected"
    assert fault.found in caplog.text
    assert "Cannot extract" in caplog.text
    assert fault.found in fault.message_id
    assert fault.found in fault.message_en
    assert not ENGINE.search(fault.message_id + fault.message_en)


def test_memory_that_runs_out_is_told_as_a_limit(load, monkeypatch):
    def fail(*_):
        raise duckdb.OutOfMemoryException("could not allocate block")

    monkeypatch.setattr(reading.keys, "match", fail)
    assert load(table(COLUMNS)).found() == [("file_too_large", None)]


def test_what_stops_a_file_is_no_fault_of_the_program(load, monkeypatch):
    def stop(*_):
        raise IntakeError("file_empty")

    monkeypatch.setattr(reading.keys, "match", stop)
    assert load(table(COLUMNS)).found() == [("file_empty", None)]
