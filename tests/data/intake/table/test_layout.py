"""Tables in every shape: titles above, headers of several lines, periods or indicators as columns, tidy tables."""

import pytest

POVERTY = "IKU-BAPPEDA-13"
SET = {"kode_indikator": POVERTY}


def test_years_as_columns_under_titles_and_numbering(load):
    text = (
        "Persentase Penduduk Miskin;;;;\nTahun 2021-2023;;;;\n\nNo;Kabupaten/Kota;Tahun;;\n;;2021;2022;2023\n"
        "(1);(2);(3);(4);(5)\n;Kabupaten;;;\n1;Simeulue;18,98;18,37;17,92\n2;Aceh Singkil;20,36;-;\n;Kota;;;\n"
        "1;Banda Aceh;7,61;7,13;7,04\n;Jumlah;15,33;14,64;14,45\n\nCatatan: angka Maret\nSumber: BPS, diolah\n"
    )
    result = load(text, set=SET)
    assert (result.outcome, result.recognised["layout"], result.recognised["header_row"]) == ("accepted", "wide", 4)
    assert result.rows("source_row", "region", "period", "actual") == [
        (8, "11.09", "2021", 18.98), (8, "11.09", "2022", 18.37), (8, "11.09", "2023", 17.92),
        (9, "11.10", "2021", 20.36),
        (11, "11.71", "2021", 7.61), (11, "11.71", "2022", 7.13), (11, "11.71", "2023", 7.04),
    ]  # fmt: skip
    assert set(result.recognised["skipped"]) == {"empty", "note", "total_passed"}


def test_target_and_actual_under_each_period(load):
    text = (
        "kode_indikator,kode_wilayah,TW I 2024,,TW II 2024,\n,,Target,Realisasi,Target,Realisasi\n"
        "IKU-SETWAN-01,11,10.5,9.5,20.5,21.5\n"
    )
    result = load(text)
    assert result.rows("period", "target", "actual") == [("2024-Q1", 10.5, 9.5), ("2024-Q2", 20.5, 21.5)]


def test_measure_and_period_in_one_header(load):
    text = "kode_indikator;kode_wilayah;Target 2023;Realisasi 2023;Target 2024;Realisasi 2024\n" + (
        f"{POVERTY};11.01;13,5;13,2;12,5;-\n"
    )
    assert load(text).rows("period", "target", "actual") == [("2023", 13.5, 13.2), ("2024", 12.5, None)]


def test_months_as_columns_with_the_year_beside(load):
    text = "kode_indikator;tahun;Januari;Februari;Maret\nIKU-BPKA-01;2024;1,5;2,5;3,5\nIKU-BPKA-01;2025;4,5;5,5;\n"
    assert load(text).rows("period", "actual") == [
        ("2024-01", 1.5), ("2024-02", 2.5), ("2024-03", 3.5), ("2025-01", 4.5), ("2025-02", 5.5),
    ]  # fmt: skip


def test_quarters_as_columns_with_the_year_set(load):
    text = "kode_indikator;TW I;TW II\nIKU-SETWAN-01;1,5;2,5\n"
    assert load(text).found() == [("period_needed", None)]
    assert load(text, set={"tahun": "2024"}).rows("period", "actual") == [("2024-Q1", 1.5), ("2024-Q2", 2.5)]


def test_indicators_as_columns(load):
    text = "Kabupaten/Kota;Tahun;IPM;pct_miskin;Klasifikasi\nSimeulue;2021;68,29;18,98;0\nPidie;2021;71,5;;1\n"
    result = load(text, map={"IPM": "IKU-BAPPEDA-01"})
    assert (result.recognised["layout"], result.recognised["ignored"]) == ("indicators", ["Klasifikasi"])
    assert sorted(result.rows("source_row", "indicator", "actual")) == [
        (2, "IKU-BAPPEDA-01", 68.29), (2, POVERTY, 18.98), (3, "IKU-BAPPEDA-01", 71.5),
    ]  # fmt: skip


def test_a_header_of_three_lines_with_indicator_and_year(load):
    text = "Provinsi/Kabupaten/Kota,\n,[Metode Baru] Indeks Pembangunan Manusia\n,2010\nACEH,67.09\nSimeulue,60.6\n"
    text += "Nias,-\n"
    result = load(text)
    assert result.rows("source_row", "indicator", "region", "period", "actual") == [
        (4, "IKU-BAPPEDA-12", "11", "2010", 67.09), (5, "IKU-BAPPEDA-12", "11.09", "2010", 60.6),
    ]  # fmt: skip


def test_a_tidy_table_of_targets_and_actuals(load):
    rows = "".join(
        f"{POVERTY},{region},2023,{variable},{value}\n"
        for region, variable, value in (
            ("11.01", "Target", "12.5"), ("11.01", "Realisasi", "13.1"), ("11.02", "Realisasi", "11.5"),
            ("11.03", "Target", "12.0"), ("11.03", "Realisasi", "abc"),
        )
    )  # fmt: skip
    result = load("kode_indikator,kode_wilayah,periode,variabel,nilai\n" + rows)
    assert result.recognised["layout"] == "tidy"
    assert result.rows("source_row", "region", "target", "actual") == [
        (2, "11.01", 12.5, 13.1),
        (4, "11.02", None, 11.5),
    ]
    assert result.found() == [("number_unreadable", 6)]
    assert result.rejects() == [(5, "number_unreadable"), (6, "number_unreadable")]


def test_a_tidy_table_of_indicators(load):
    text = "wilayah,tahun,variabel,nilai\nSimeulue,2021,pct_miskin,18.98\nSimeulue,2021,Gini rasio (Maret),0.25\n"
    assert load(text).rows("indicator", "actual") == [(POVERTY, 18.98), ("IKU-BAPPEDA-21", 0.25)]


def test_the_open_data_layout(load):
    text = (
        "bps_kode_provinsi;bps_nama_provinsi;bps_kode_kabupaten_kota;bps_nama_kabupaten_kota;kemendagri_kode_provinsi;"
        "kemendagri_nama_provinsi;kemendagri_kode_kabupaten_kota;kemendagri_nama_kabupaten_kota;tahun;"
        "tingkat_penyajian;pct_miskin;satuan;id;uuid;created_at\n"
        "11;Aceh;1101;Kabupaten Simeulue;11;Aceh;11.09;Kabupaten Simeulue;2021;Kabupaten/Kota;18,98;Persen;1;a-b;x\n"
        "11;Aceh;1101;Kabupaten Simeulue;11;Aceh;11.09;Kabupaten Simeulue;2021;Kecamatan;17,5;Persen;2;a-c;x\n"
        "12;Sumatera Utara;1201;Nias;12;Sumatera Utara;12.04;Nias;2021;Kabupaten/Kota;17,5;Persen;3;a-d;x\n"
    )
    result = load(text)
    assert result.rows("region", "indicator", "actual") == [("11.09", POVERTY, 18.98)]
    assert {rule for rule, _ in result.found()} >= {"rows_finer", "rows_elsewhere"}


def test_categories_whose_header_completes_the_indicator(load):
    text = "kemendagri_kode_kabupaten_kota;tahun;status_idm;jumlah;satuan;\n11.05;2025;Maju;58;Desa;\n"
    text += "11.05;2025;Mandiri;0;Desa;\n"
    result = load(text)
    assert result.rows("indicator", "actual") == [("IKU-DPMG-06", 58), ("IKU-DPMG-05", 0)]


def test_repeated_headers_inside_are_passed_over(load):
    text = f"kode_indikator;kode_wilayah;periode;realisasi\n{POVERTY};11.01;2024;1,5\n"
    assert load(text + text.replace("11.01", "11.02")).rows("source_row") == [2, 4]


def test_two_headers_of_one_meaning_are_asked_about_where_they_differ(load):
    text = f"kode_indikator;kode_wilayah;periode;realisasi;nilai\n{POVERTY};11.01;2024;1,5;9,5\n"
    assert load(text).found() == [("columns_differ", None)]
    assert load(text, map={"nilai": "realisasi"}).rows("actual") == [9.5]
    same = load(text.replace("9,5", "1,50"))
    assert (same.rows("actual"), same.found()) == ([1.5], [])


def test_what_is_set_overrules_the_file(load):
    text = "indikator;kode_wilayah;periode;realisasi\nentah;11.01;2024;1,5\n"
    assert load(text, set=SET).rows("indicator") == [POVERTY]
    assert load(text, set={**SET, "periode": "2023", "kode_wilayah": "11", "sumber": "BPS"}).rows(
        "region", "period", "source"
    ) == [("11", "2023", "BPS")]


@pytest.mark.parametrize("header", ["KODE_INDIKATOR; kode wilayah ;Periode;Realisasi", "indicator;region;period;actual",
                                    '"kode_indikator";"kode_wilayah";"periode";"realisasi"'])  # fmt: skip
def test_case_spacing_and_language_of_headers_are_free(load, header):
    assert load(f"{header}\n{POVERTY};11.01;2024;1,5\n").rows("region", "actual") == [("11.01", 1.5)]


def test_columns_in_any_order(load):
    assert load(f"realisasi;periode;kode_wilayah;kode_indikator\n1,5;2024;11.01;{POVERTY}\n").rows("actual") == [1.5]


def test_no_header(load):
    result = load("halo;dunia\napa;kabar\n")
    assert (result.outcome, result.found()) == ("rejected", [("header_missing", None)])


def test_a_header_without_rows(load):
    assert load("kode_indikator;kode_wilayah;periode;realisasi\n").found() == [("rows_missing", None)]


def test_the_only_column_of_numbers_is_the_value_when_the_indicator_is_given(load):
    text = "No.,Kabupaten/Kota,Angka kemiskinan (%)\n(1),(2),(3)\n1,Simeulue,18.20\n2,Pidie,17.1\n"
    result = load(text, set=SET | {"tahun": "2024"})
    assert result.rows("source_row", "actual") == [(3, 18.2), (4, 17.1)]
    assert result.one("value_column_taken").column == "Angka kemiskinan (%)"
    assert load(text.replace("No.", "Garis"), set=SET | {"tahun": "2024"}).found() == [("column_missing", None)]


def test_rules_drawn_under_the_header_are_no_rows(load):
    text = "| kode_indikator | kode_wilayah | periode | realisasi |\n|---|:--|---|---:|\n"
    text += f"| {POVERTY} | 11.01 | 2024 | 1,5 |\n"
    assert (load(text).outcome, load(text).rows("source_row", "actual")) == ("accepted", [(3, 1.5)])


def test_an_unknown_name_in_a_wide_table_is_one_finding(load):
    text = "Kabupaten;Indikator;2023;2024\nSimeulue;pct_miskin;1,5;2,5\nSimeulue;entah;3,5;4,5\n"
    assert load(text).found() == [("indicator_unknown", 3)]


def test_what_is_said_once_above_the_table_holds_for_its_rows(load):
    above = "Kode Indikator;IKU-BAPPEDA-13\nKode Instansi;BAPPEDA\nTahun;2024\n\n"
    result = load(above + "nama_wilayah;nilai\nKab. Aceh Besar;9,5\n")
    assert result.rows("agency", "indicator", "region", "period", "actual") == [
        ("BAPPEDA", "IKU-BAPPEDA-13", "11.06", "2024", 9.5),
    ]  # fmt: skip
    both = load(above + "nama_wilayah;tahun;nilai\nKab. Aceh Besar;2023;9,5\n")
    assert both.rows("period") == ["2023"]


def test_a_column_says_whether_its_header_is_known(load):
    text = "kode_indikator;nama_wilayah;tahun;realisasi;lain\nIKU-BAPPEDA-13;Kab. Aceh Besar;2024;9,5;x\n"
    told = {one["column"]: one["reason_en"] for one in load(text).recognised["columns"]}
    assert (told["realisasi"], told["lain"]) == ("known header", "unknown header")


def test_years_of_the_title_are_named_where_the_period_lacks_the_first_three(load):
    result = load("Kemiskinan 2019 2020 2021 2022\n\nkode_indikator;nama_wilayah;nilai\nIKU-BAPPEDA-13;Aceh Besar;9\n")
    assert "(its title says 2019, 2020, 2021)" in result.one("period_needed").message_en


def test_a_column_that_names_other_indicators_beside_the_code_is_left_alone(load, reference):
    other = reference.indicators.set_index("code").loc["IKU-BAPPEDA-01", "name_id"]
    text = f"kode_indikator;nama_wilayah;tahun;realisasi;lihat juga\nIKU-BAPPEDA-13;Aceh Besar;2024;9,5;{other}\n"
    result = load(text)
    assert {one["column"]: one["role"] for one in result.recognised["columns"]}["lihat juga"] is None
    assert result.rows("indicator", "actual") == [("IKU-BAPPEDA-13", 9.5)]
    alone = load(f"nama_wilayah;tahun;realisasi;lihat juga\nAceh Besar;2024;9,5;{other}\n")
    assert alone.rows("indicator") == ["IKU-BAPPEDA-01"]
