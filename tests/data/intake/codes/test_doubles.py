"""Columns under one header or of one meaning: what is asked, and what needs no word."""

import pytest

CODE = "IKU-DISDIK-01"


@pytest.mark.parametrize(
    ("header", "first", "second", "halves"),
    [
        ("kode_indikator;kode_wilayah;tahun;realisasi", "11.71;2025;99,21", "11.08;2025;97,4", ("A–D", "F–I")),
        ("kode_indikator;nama_wilayah;periode;target;realisasi", "Pidie;2025;90;91,5", "Bireuen;2025;90;92,5",
         ("A–E", "G–K")),
        ("kode_indikator;kode_wilayah;tahun;Realisasi", "11.71;2025;99,21", "11.71;2024;97,4", ("A–D", "F–I")),
    ],
)  # fmt: skip
def test_two_tables_side_by_side_are_named_by_their_columns(load, header, first, second, halves):
    result = load(f"{header};;{header}\n{CODE};{first};;{CODE};{second}\n")
    one = result.one("tables_side_by_side")
    assert (result.outcome, result.accepted, one.row) == ("rejected", 0, 1)
    assert all(half in text for half in halves for text in (one.message_id, one.message_en, one.remedy_id))


def test_tables_that_touch_are_named_too(load):
    header = "kode_indikator;kode_wilayah;tahun;realisasi"
    result = load(f"{header};{header}\n{CODE};11.71;2025;99,21;{CODE};11.08;2025;97,4\n")
    assert (result.one("tables_side_by_side").found, result.accepted) == ("A–D", 0)


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        ("kode_instansi;nama_instansi", "DISDIK;Dinas Pendidikan Aceh"), ("kode_instansi;instansi", "DISDIK;Disdik"),
        ("kode_instansi;kode_instansi", "DISDIK;disdik"), ("periode;Periode", "2025;TA 2025"),
    ],
)  # fmt: skip
def test_two_columns_that_say_the_same_need_no_word(load, headers, cells):
    has_period = headers.startswith("periode")
    result = load(f"kode_indikator;kode_wilayah;{headers}{'' if has_period else ';tahun'};realisasi\n"
                  f"{CODE};11.71;{cells}{'' if has_period else ';2025'};98\n")  # fmt: skip
    assert (result.outcome, result.found()) == ("accepted", [])


def test_two_columns_that_differ_are_still_told(load):
    result = load(
        f"kode_indikator;kode_wilayah;tahun;kode_instansi;nama_instansi;realisasi\n{CODE};11.71;2025;DISDIK;Dinkes;98\n"
    )
    assert result.found("texts_differ") == [("texts_differ", 2)]
