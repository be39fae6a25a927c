"""Regencies as columns: each cell belongs to the place that its header names; what names none is asked about."""

import pytest

POVERTY = "IKU-BAPPEDA-13"
BIRTHS = "IKU-DISDIK-14"


def table(*lines):
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        table("kode_indikator;periode;Aceh Besar;Pidie", f"{POVERTY};2024;13,5;17,25"),
        table("kode_indikator;periode;Kab. Aceh Besar;KABUPATEN PIDIE", f"{POVERTY};2024;13,5;17,25"),
        table("kode_indikator;periode;Aceh Besar;Pidie;Jumlah;Rata-rata", f"{POVERTY};2024;13,5;17,25;30,75;15,38"),
        table("kode_indikator;periode;Realisasi;", ";;Aceh Besar;Pidie", f"{POVERTY};2024;13,5;17,25"),
        table("kode_indikator;periode;Realisasi Aceh Besar;Realisasi Pidie", f"{POVERTY};2024;13,5;17,25"),
        table("kode_indikator;Aceh Besar 2024;Pidie 2024", f"{POVERTY};13,5;17,25"),
        table("kode_indikator;Aceh Besar;;Pidie;", ";2023;2024;2023;2024", f"{POVERTY};-;13,5;;17,25"),
        table("Persentase Penduduk Miskin Tahun 2024;;", "kode_indikator;Aceh Besar;Pidie", f"{POVERTY};13,5;17,25"),
    ],
)
def test_each_cell_belongs_to_the_place_of_its_header(load, text):
    result = load(text)
    assert result.outcome == "accepted"
    assert result.rows("region", "period", "actual") == [("11.06", "2024", 13.5), ("11.07", "2024", 17.25)]


def test_targets_beside_actuals_and_the_province(load):
    text = table(
        "kode_indikator;periode;Aceh Besar;;Aceh;",
        ";;Target;Realisasi;Target;Realisasi",
        f"{POVERTY};2024;12;13,5;14;15",
    )
    assert load(text).rows("region", "target", "actual") == [("11.06", 12.0, 13.5), ("11", 14.0, 15.0)]


@pytest.mark.parametrize(
    ("header", "row", "asked"),
    [
        ("target;Aceh Besar;Pidie", "13;13,5;17,25", "target"),
        ("Aceh Besar;Pidie;Bner Meriah", "13,5;17,25;9,5", "Bner Meriah"),
        ("Aceh Besar;Pidie;Kecamatan Seulimeum", "13,5;17,25;9,5", "Kecamatan Seulimeum"),
        ("Aceh Besar;Pidie;capaian", "13,5;17,25;9,5", "capaian"),
    ],
)
def test_a_column_that_names_no_place_is_asked_about(load, header, row, asked):
    text = table(f"kode_indikator;periode;{header}", f"{POVERTY};2024;{row}")
    assert [(one.rule, one.column) for one in load(text).findings] == [("regions_as_columns", asked)]
    assert load(text, map={asked: "-"}).rows("actual") == [13.5, 17.25]
    assert "11.17" in load(text, map={asked: "Bener Meriah"}).rows("region")


def test_a_place_as_a_header_beside_a_column_of_places_is_asked_about(load):
    text = table("kode_indikator;kode_wilayah;periode;realisasi;Aceh Besar;Pidie", f"{POVERTY};11.01;2024;13,5;1,5;2,5")
    assert {rule for rule, _ in load(text).found()} == {"column_unread"}


def test_all_places_in_one_line(load, reference):
    names = zip(reference.regions["code"], reference.regions["short_name"], strict=True)
    places = [(code, name) for code, name in names if code != "11"]
    text = table(
        "Tahun;" + ";".join(name for _, name in places), "2024;" + ";".join(f"{at + 5},25" for at in range(len(places)))
    )
    result = load(text, set={"kode_indikator": POVERTY})
    assert result.rows("region", "actual") == [(code, at + 5.25) for at, (code, _) in enumerate(places)]


def test_a_sum_of_what_adds_up_is_not_taken_for_the_province(load):
    text = table("kode_indikator;tahun;Banda Aceh;Pidie;Jumlah", f"{BIRTHS};2024;1204;985;2189")
    assert load(text).rows("region", "actual") == [("11.71", 1204.0), ("11.07", 985.0)]


def test_three_places_alone_make_a_header(load):
    text = table("Kemiskinan", "", "Tahun;Simeulue;Pidie;Bireuen", "2024;1,5;2,5;3,5", "2023;4,5;5,5;6,5")
    result = load(text, set={"kode_indikator": POVERTY})
    assert result.rows("region", "period", "actual")[:3] == [
        ("11.09", "2024", 1.5), ("11.07", "2024", 2.5), ("11.11", "2024", 3.5),
    ]  # fmt: skip
