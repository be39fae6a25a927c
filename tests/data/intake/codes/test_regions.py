"""Regions as exports write them: national tables, code systems, columns known by their cells."""

import pytest

from data.intake.codes.region_codes import System
from data.intake.codes.regions import Regions

POVERTY = "IKU-BAPPEDA-13"
SET = {"kode_indikator": POVERTY, "tahun": "2024"}


@pytest.mark.parametrize(
    "rows",
    [
        "wilayah;nilai\n1000;9,5\n1100;14,2\n1200;8,2\n9400;26,0\n",
        "kode;wilayah;nilai\n1000;Indonesia;9,5\n1100;Aceh;14,2\n1200;Sumatera Utara;8,2\n3500;Jatim;9\n",
        "wilayah;nilai\nNasional;9,5\nAceh;14,2\nNias Selatan;8,2\nKota Makasar;4,1\nToba Samosir / Toba;7\n",
        "provinsi;kabupaten/kota;nilai\nSumatera Utara;Nias;9,5\nAceh;Aceh;14,2\nBali;Badung;8,2\n",
    ],
)
def test_rows_of_the_nation_and_other_provinces_are_counted(load, rows):
    result = load(rows, set=SET)
    assert (result.outcome, result.rows("source_row", "region", "actual")) == ("accepted", [(3, "11", 14.2)])
    assert result.one("rows_elsewhere").found == str(len(rows.splitlines()) - 2)


def test_nothing_left_for_aceh_is_an_error(load):
    assert load("wilayah;nilai\nIndonesia;9,5\nKota Medan;8,2\n", set=SET).found("nothing_for_aceh")


def test_a_code_of_aceh_beside_a_name_from_elsewhere_is_a_mismatch(load):
    text = "kode_wilayah;nama_wilayah;nilai\n11.01;Kota Medan;9,5\n11.02;Indonesia;8\n12.71;Simeulue;7\n"
    assert [row for _, row in load(text, set=SET).found("code_name_mismatch")] == [2, 3, 4]


def test_codes_of_the_ministry_of_finance_give_way_to_names(load):
    text = "Kode Pemda;Nama Pemda;nilai\n01.00;Provinsi Aceh;14,2\n01.01;Kab. Aceh Barat;15,5\n02.01;Kab. Asahan;9\n"
    result = load(text, set=SET)
    assert result.recognised["region_codes"] == "djpk"
    assert result.rows("region", "actual") == [("11", 14.2), ("11.05", 15.5)]
    without = load("Kode Pemda;nilai\n01.00;14,2\n01.01;15,5\n", set=SET)
    assert without.found() == [("region_codes_foreign", 2), ("region_codes_foreign", 3)]


@pytest.mark.parametrize("header", ["", "Uraian Tempat"])
def test_a_column_is_known_by_the_regions_in_its_cells(load, header):
    result = load(f"{header};2023;2024\nSimeulue;1,5;2,5\nKab. Aceh Besar;3,5;4,5\n", set={"kode_indikator": POVERTY})
    assert result.rows("region", "period", "actual") == [
        ("11.09", "2023", 1.5), ("11.09", "2024", 2.5), ("11.06", "2023", 3.5), ("11.06", "2024", 4.5),
    ]  # fmt: skip


def test_codes_inside_names_take_part_in_the_choice_of_system(load):
    result = load("wilayah;nilai\n11.09 - Simeulue;1,5\n[1171] Kota Banda Aceh;2,5\n1110 Bireuen;3,5\n", set=SET)
    assert result.rows("region", "actual") == [("11.09", 1.5), ("11.71", 2.5), ("11.11", 3.5)]


def test_a_fixed_region_outside_aceh_is_refused(load):
    result = load("realisasi;target\n1,5;2,5\n", set=SET | {"kode_wilayah": "99.99"})
    assert (result.outcome, result.found()) == ("rejected", [("region_unknown", 2)])


def test_a_fixed_region_of_aceh_is_that_of_every_row(load):
    result = load("realisasi;target\n1,5;2,5\n", set=SET | {"kode_wilayah": "11.06"})
    assert (result.outcome, result.rows("region", "actual")) == ("accepted", [("11.06", 1.5)])


def test_every_regency_with_its_kind_capital_or_other_name_beside(reference):
    regions = Regions(reference)
    places = reference.regions.loc[reference.regions["code"] != "11"]
    forms = (
        "{short_name} ({kind})", "({kind}) {short_name}", "{short_name} [{kind}]", "{short_name}, {kind}",
        "{kind} {short_name} ({short_name})", "{name_id} ({capital})", "{kind} {short_name} (1)", "{kind}{short_name}",
    )  # fmt: skip
    for place in places.to_dict("records"):
        kinds = ("Kab.", "KAB", "Kabupaten") if place["type"] == "Kabupaten" else ("Kota", "KOTA", "Kodya")
        written = [form.format(kind=kind, **place) for form in forms for kind in kinds]
        assert {text: regions.by_name(text) for text in written} == dict.fromkeys(written, ("region", place["code"]))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kab. Aceh Barat Daya (Abdya)", "11.12"), ("Abdya (Kab. Aceh Barat Daya)", "11.12"),
        ("Aceh Tamiang (Atam)", "11.16"), ("Kab. Aceh Tenggara (Agara)", "11.02"), ("Pidie Jaya (Pijay)", "11.18"),
        ("Gayo Lues (Galus)", "11.13"), ("Aceh Barat (Pidie)", None), ("Aceh Barat (Karo)", None), ("Aceh (Abc)", None),
    ],
)  # fmt: skip
def test_a_short_name_in_brackets_is_of_the_same_region(reference, text, code):
    assert Regions(reference).by_name(text)[1] == code


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("Kab. Aceh Tenggara", "region", "11.02"), ("Rata-rata Kabupaten/Kota", "total_passed", None),
        ("Kota Medan", "elsewhere", None), ("Jumlah", "total", "11"), ("Antah Berantah", "fault", None),
    ],
)  # fmt: skip
def test_a_name_in_the_column_of_codes_is_read_as_a_name(reference, text, place, code):
    found = Regions(reference).resolve(text, None, None, System("none", "", ""))
    assert (found.place, found.code) == (place, code)
    assert found.role == ("kode_wilayah" if place == "fault" else None)


def test_what_is_no_code_is_unknown_as_one(reference):
    regions = Regions(reference)
    assert regions.by_code("entah", System("kemendagri", "", "")) == ("unknown", None, None)
    assert regions.by_code("11.06", System("kemendagri", "", "")) == ("region", "11.06", None)


@pytest.mark.parametrize(
    ("name", "is_djpk"), [("Kab. Aceh Barat", True), ("Kab. Karo", False), ("", False)], ids=["own", "other", "none"]
)
def test_codes_from_01_on_are_those_of_the_ministry_of_finance_where_names_say_so(load, name, is_djpk):
    text = f"Kode Pemda;Nama Pemda;nilai\n0101;{name};15,5\n1106;Kab. Aceh Besar;9\n"
    assert (load(text, set=SET).recognised["region_codes"] == "djpk") == is_djpk


@pytest.mark.parametrize(
    ("text", "is_own"),
    [("11.06", True), ("1106", True), ("1171", True), ("11.71", True), ("1118", True), ("1206", False), ("1199", False),
     ("11", False), ("1106010", False), ("entah", False)],
)  # fmt: skip
def test_a_code_of_aceh_has_four_digits_and_is_known(reference, text, is_own):
    assert Regions(reference).is_own_code(text) == is_own


@pytest.mark.parametrize(
    ("table", "system"),
    [
        ("kode_bps;nilai\n1108;9,5\n1171;8\n", "bps"),
        ("nama_wilayah;kode_bps;nilai\nKab. Aceh Besar;1108;9,5\n", "bps"),
        ("kode_wilayah;kode_bps;nilai\n11.06;1108;9,5\n", "kemendagri"),
    ],
)
def test_a_column_of_the_statistics_office_says_the_system_where_no_other_holds_codes(load, table, system):
    result = load(table, set=SET)
    assert result.recognised["region_codes"] == system
    assert result.rows("region")[0] == "11.06"


def test_one_region_under_an_empty_header_is_known(load):
    result = load(";2024\nSimeulue;2,5\n", set={"kode_indikator": POVERTY})
    assert result.rows("region", "period", "actual") == [("11.09", "2024", 2.5)]
