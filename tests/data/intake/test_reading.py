"""Whole files through the intake: what is accepted, what is kept out, and what the sender is told."""

import datetime

import duckdb
import pytest

HEAD = "kode_instansi;kode_unit;kode_indikator;kode_wilayah;periode;target;realisasi;tanggal_data;status_data;catatan\n"
POVERTY = "IKU-BAPPEDA-13"
SHORT = "kode_indikator;kode_wilayah;periode;realisasi\n"


def line(region="11.01", period="2024", target="12,5", actual="13,25", indicator=POVERTY, agency="BAPPEDA", rest=";;;"):
    return f"{agency};;{indicator};{region};{period};{target};{actual}{rest}\n"


def test_a_plain_long_table_is_accepted_whole(load):
    result = load(HEAD + line() + line("11.02", rest=";31/12/2024;sementara;rilis pertama"))
    assert (result.outcome, result.read, result.accepted, result.rejected) == ("accepted", 2, 2, 0)
    assert result.rows("source_row", "agency", "unit", "indicator", "region", "period", "frequency") == [
        (2, "BAPPEDA", "", POVERTY, "11.01", "2024", "annual"),
        (3, "BAPPEDA", "", POVERTY, "11.02", "2024", "annual"),
    ]
    assert result.rows("target", "actual", "as_of", "status", "note") == [
        (12.5, 13.25, None, "final", None),
        (12.5, 13.25, datetime.date(2024, 12, 31), "provisional", "rilis pertama"),
    ]
    assert result.rows("period_start", "period_end")[0] == (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))


def test_what_was_recognised_is_told(load):
    recognised = load(HEAD + line()).recognised
    assert {key: recognised[key] for key in ("encoding", "delimiter", "header_row", "layout", "decimal")} == {
        "encoding": "utf-8", "delimiter": ";", "header_row": 1, "layout": "long", "decimal": ",",
    }  # fmt: skip
    assert recognised["region_codes"] == "kemendagri"
    realisasi = next(column for column in recognised["columns"] if column["column"] == "realisasi")
    assert realisasi["decimal_reason_id"]
    assert realisasi["decimal_reason_en"]


def test_rows_with_errors_stay_out_and_all_are_named(load):
    result = load(
        HEAD
        + line()
        + line("11.99")
        + line("11.02", indicator="IKU-XX-01")
        + line("11.03", period="2024-Q1")
        + line("11.04", actual="banyak")
        + line("11.05", rest=";;entah;")
        + line("11.06", agency="DINAS SULAP")
        + line("11.07", period="besok")
        + line("11.08", rest=";kapan;;")
    )
    assert (result.outcome, result.accepted, result.rejected) == ("partly", 1, 8)
    assert sorted(result.found()) == [
        ("agency_unknown", 8), ("date_unreadable", 10), ("indicator_unknown", 4), ("number_unreadable", 6),
        ("period_frequency", 5), ("period_unreadable", 9), ("region_unknown", 3), ("status_unknown", 7),
    ]  # fmt: skip
    assert result.rejects()[0] == (3, "region_unknown")
    number = result.one("number_unreadable")
    assert (number.column, number.found, number.severity) == ("realisasi", "banyak", "error")
    assert "banyak" in number.message_id
    assert "banyak" in number.message_en
    assert number.remedy_en


def test_missing_marks_are_no_value_and_zero_is_one(load):
    marks = ["-", "n/a", "Not Available", "…", "", "NULL", "0", "0,0"]
    result = load(HEAD + "".join(line(f"11.{n:02d}", actual=mark) for n, mark in enumerate(marks, start=1)))
    assert result.outcome == "accepted"
    assert result.rows("actual") == [None] * 6 + [0.0, 0.0]


def test_missing_targets_and_actuals_are_told(load):
    assert load(HEAD + line(target="", actual="-")).found() == [("value_missing", 2)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.250,5", 1250.5), ("76,2%", 76.2), ("1 234,5", 1234.5), ("1\u00a0234,5", 1234.5), ("1\u202f234,5", 1234.5),
     ("\u22125,5", -5.5), ("\u20135,5", -5.5), ('" 12,5 "', 12.5), ("12,5 persen", 12.5), ("+3,5", 3.5),
     ("(1,5)", -1.5), ("Rp1.250,5", 1250.5), ("12,5*", 12.5), ("1,5E+02", 150.0), ("'12,5", 12.5)],
)  # fmt: skip
def test_numbers_as_people_write_them(load, text, value):
    growth = {"indicator": "IKU-BAPPEDA-04", "target": ""}
    reasons = [(None, None, "diperiksa")]
    result = load(HEAD + line(actual=text, **growth) + line("11.02", actual="1,75", **growth), reasons=reasons)
    assert result.outcome == "accepted", result.findings
    assert result.rows("actual") == [value, 1.75]


def test_what_is_no_number_is_told(load):
    texts = ["1,5 juta", "12,5,5", "1.2.3", "<5", "12,5 apel", "0x1F", "inf", "1_000"]
    result = load(HEAD + line() + "".join(line(f"11.{n:02d}", actual=text) for n, text in enumerate(texts, start=2)))
    assert [(one.rule, one.row, one.found) for one in result.findings] == [
        ("number_unreadable", row, text) for row, text in enumerate(texts, start=3)
    ]


def test_the_decimal_mark_is_decided_per_column(load):
    text = "kode_indikator;kode_wilayah;periode;target;realisasi\n" + "".join(
        f"IKU-BAPPEDA-05;11.{n:02d};2024;{target};{actual}\n"
        for n, (target, actual) in enumerate([("1.253", "67.7"), ("845", "93.1"), ("1.300", "7.25")], start=1)
    )
    assert load(text).rows("target", "actual") == [(1253, 67.7), (845, 93.1), (1300, 7.25)]


def test_a_column_that_cannot_be_decided_is_asked_back(load):
    text = SHORT + "".join(
        f"IKU-BAPPEDA-05;11.{n:02d};2024;{value}\n" for n, value in enumerate(["1.253", "2.104"], start=1)
    )
    result = load(text)
    assert (result.outcome, result.accepted) == ("rejected", 0)
    finding = result.one("decimal_undecided")
    assert (finding.row, finding.column, finding.found) == (None, "realisasi", "1.253")
    assert load(text, decimal="comma").rows("actual") == [1253, 2104]
    assert load(text, decimal="dot").rows("actual") == [1.253, 2.104]


def test_codes_that_lost_a_zero_are_restored_and_told(load):
    result = load(HEAD + line("11.1"))
    assert result.rows("region", "warning") == [("11.10", "code_zero_restored")]


def test_a_code_that_contradicts_its_name_is_an_error(load):
    head = "kode_indikator;kode_wilayah;nama_wilayah;periode;realisasi\n"
    result = load(head + f"{POVERTY};11.01;Kabupaten Aceh Selatan;2024;1,5\n{POVERTY};11.01;Kabupaten Pidie;2024;1,5\n")
    assert result.found() == [("code_name_mismatch", 3)]
    assert result.rows("region") == ["11.01"]


def test_names_decide_the_code_system(load):
    head = "kode_indikator;kode_wilayah;nama_wilayah;periode;realisasi\n"
    bps = load(head + f"{POVERTY};1101;Simeulue;2024;1,5\n{POVERTY};1103;Aceh Selatan;2024;1,5\n")
    assert (bps.recognised["region_codes"], bps.rows("region")) == ("bps", ["11.09", "11.01"])
    own = load(head + f"{POVERTY};1109;Simeulue;2024;1,5\n{POVERTY};1101;Aceh Selatan;2024;1,5\n")
    assert (own.recognised["region_codes"], own.rows("region")) == ("kemendagri", ["11.09", "11.01"])


def test_bare_codes_without_names_are_asked_back(load):
    text = SHORT + f"{POVERTY};1101;2024;1,5\n{POVERTY};1103;2024;2,5\n"
    result = load(text)
    assert (result.outcome, result.found()) == ("rejected", [("region_codes_ambiguous", None)])
    assert load(text, region_codes="bps").rows("region") == ["11.09", "11.01"]
    assert load(text, region_codes="kemendagri").rows("region") == ["11.01", "11.03"]


NAMES = [
    ("Simeulue", "11.09"), ("1. Simeulue", "11.09"), ("KAB. BIREUN", "11.11"), ("Kota Lhoksemawe", "11.73"),
    ("Pi d i e", "11.07"), ("Pidie Jaya", "11.18"), ("Abdya", "11.12"), ("PROVINSI ACEH", "11"), ("aceh", "11"),
    ("Kab. Aceh Barat *)", "11.05"), ("  Banda\u00a0Aceh ", "11.71"), ("11.09 - Simeulue", "11.09"),
]  # fmt: skip


def test_names_of_regions(load):
    rows = (f"{POVERTY};{name};{2024 - at};1,5\n" for at, (name, _) in enumerate(NAMES))
    result = load("kode_indikator;nama_wilayah;periode;realisasi\n" + "".join(rows))
    assert result.rows("region") == [code for _, code in NAMES]


def test_a_misspelt_region_is_told_with_the_nearest(load):
    result = load(f"kode_indikator;nama_wilayah;periode;realisasi\n{POVERTY};Aceh Tamyang;2024;1,5\n")
    assert "11.16" in result.one("region_unknown").expected


def test_total_rows_stand_for_the_province_where_the_indicator_adds_up(load):
    head, people = "kode_indikator;nama_wilayah;periode;realisasi\n", "IKU-DISDIK-14"
    result = load(head + f"{people};Pidie;2024;15\n{people};Jumlah;2024;25\n")
    assert result.rows("region", "actual") == [("11.07", 15), ("11", 25)]
    assert result.found() == [("total_as_province", None)]
    doubled = load(head + f"{people};Aceh;2024;15\n{people};Jumlah/Total;2024;25\n")
    assert doubled.rows("region", "actual") == [("11", 15)]
    assert doubled.found() == [("total_doubled", None)]
    rate = load(head + f"{POVERTY};Pidie;2024;1,5\n{POVERTY};Jumlah;2024;2,5\n")
    assert (rate.rows("region", "actual"), rate.found()) == ([("11.07", 1.5)], [("total_passed_over", 3)])


TOTALS = "Sub Total|SUBTOTAL|Rata-rata|Rerata Kab/Kota|Jumlah Total Kabupaten|Jumlah pindahan|Total Keseluruhan 2024"


@pytest.mark.parametrize("column", range(4))
def test_a_total_in_any_key_column_is_passed_over_by_its_row(load, column):
    words = TOTALS.split("|")
    rows = [";".join(word if at == column else ("DISDIK", "", "", "")[at] for at in range(4)) for word in words]
    head = "kode_instansi;kode_indikator;nama_wilayah;periode;realisasi\n"
    result = load(head + "DISDIK;IKU-DISDIK-14;Pidie;2024;15\n" + "".join(f"{row};25\n" for row in rows))
    told = [("total_passed_over", row) for row in range(3, 3 + len(words))]
    assert (result.rows("region", "actual"), result.found()) == ([("11.07", 15)], told)


def test_rows_of_other_places_are_passed_over(load):
    head = "kode_indikator;nama_wilayah;periode;realisasi\n"
    result = load(
        head
        + "".join(
            f"{POVERTY};{name};2024;1,5\n"
            for name in ("ACEH", "Simeulue", "SUMATERA UTARA", "Nias", "Dairi", "INDONESIA")
        )
    )
    assert result.rows("region") == ["11", "11.09"]
    assert result.one("rows_elsewhere").found == "4"
    none = load(head + f"{POVERTY};RIAU;2024;1,5\n{POVERTY};Kampar;2024;1,5\n")
    assert (none.outcome, none.found("nothing_for_aceh")) == ("rejected", [("nothing_for_aceh", None)])


def test_two_codes_of_one_row_must_agree(load):
    head = "kode_indikator;kode_wilayah;kode_bps;periode;realisasi\n"
    result = load(head + f"{POVERTY};11.01;1103;2024;1,5\n{POVERTY};11.02;1103;2024;1,5\n")
    assert result.found() == [("code_name_mismatch", 3)]


def test_double_keys_are_kept_out_unless_the_rows_are_alike(load):
    result = load(HEAD + line() + line() + line("11.02") + line("11.02", actual="9,75"))
    assert result.found("duplicate_key") == [("duplicate_key", 3), ("duplicate_key", 4), ("duplicate_key", 5)]
    assert result.rows("source_row") == [2]
    assert "5" in next(one for one in result.findings if one.row == 4).message_id


def test_the_frequency_of_a_period_must_fit(load):
    result = load(
        HEAD + line(period="2024-06") + line("11.02", period="30/06/2024") + line("11.03", period="s.d. Juni 2024")
    )
    assert result.found() == [("period_frequency", 2), ("part_of_year", 4)]
    assert result.rows("period", "as_of") == [("2024", datetime.date(2024, 6, 30))]


def test_year_and_month_in_two_columns(load):
    head = "kode_indikator,tahun,bulan,realisasi\n"
    result = load(head + "IKU-BPKA-01,2024,JANUARI,10.5\nIKU-BPKA-01,2024,2,12.5\n")
    assert result.rows("period", "region") == [("2024-01", "11"), ("2024-02", "11")]


def test_numerator_and_denominator_give_the_actual(load):
    head = "kode_indikator;kode_wilayah;periode;pembilang;penyebut;realisasi\n"
    code = "IKU-DPMG-10"
    result = load(
        head + f"{code};11.01;2024;25;200;\n{code};11.02;2024;300;200;\n{code};11.03;2024;1;0;\n"
        f"{code};11.04;2024;50;200;30\n",
        reasons=[(None, None, "diperiksa")],
    )
    assert result.found() == [
        ("numerator_over_denominator", 3),
        ("outside_possible", 3),
        ("denominator_not_positive", 4),
        ("ratio_disagrees", 5),
    ]
    assert result.rows("source_row", "actual") == [(2, 12.5), (4, None), (5, 30)]


def test_a_band_must_not_be_reversed(load):
    head = "kode_indikator;periode;target_bawah;target_atas;realisasi\n"
    result = load(head + f"{POVERTY};2024;7,5;6,5;7\n{POVERTY};2025;6,5;7,5;7\n")
    assert result.found() == [("band_reversed", 2)]
    assert result.rows("target_low", "target_high") == [(6.5, 7.5)]


def test_units_belong_to_their_agency(load, reference):
    unit = reference.units.iloc[0]
    name = unit["name_id"].replace(";", ",")
    ok = load(HEAD + f"{unit['agency']};{name};{POVERTY};11.01;2024;1,5;2,5;;;\n")
    assert ok.rows("agency", "unit") == [(unit["agency"], unit["code"])]
    wrong = load(HEAD + f"DINKES;{unit['code']};{POVERTY};11.01;2024;1,5;2,5;;;\n")
    assert wrong.found() == [("unit_of_other_agency", 2)]


def test_the_sender_stands_in_for_a_missing_agency(load):
    text = SHORT + f"{POVERTY};11.01;2024;2,5\n"
    assert load(text).rows("agency") == ["BAPPEDA"]
    assert load(text, agency="DINKES").rows("agency") == ["DINKES"]
    assert load(text, agency="NIRWANA").found() == [("agency_unknown", 2)]
    assert load(HEAD + line(), agency="DINKES").found() == [("agency_differs", 2)]


def test_money_in_another_scale_is_an_error(load):
    head = "kode_indikator;kode_wilayah;periode;realisasi;satuan\n"
    result = load(head + "IKU-BAPPEDA-05;11.01;2024;25,5;juta rupiah\nIKU-BAPPEDA-05;11.02;2024;25500;ribu rupiah\n")
    assert result.found() == [("measure_scale", 3)]
    assert load(head + f"{POVERTY};11.01;2024;25,5;orang\n").found() == [("measure_other", 2)]


def test_withdrawn_and_simulated_rows_say_so(load):
    result = load(HEAD + line(rest=";;ditarik;") + line("11.02", rest=";;Simulasi;"))
    assert result.rows("status") == ["withdrawn", "simulated"]


@pytest.mark.parametrize(
    ("options", "rules"),
    [({}, ["indicator_needed", "period_needed"]), ({"set": {"kode_indikator": POVERTY}}, ["period_needed"]),
     ({"set": {"warna": "biru"}}, ["set_unknown"]), ({"map": {"Realisasi": "entah"}}, ["map_unknown"])],
)  # fmt: skip
def test_what_a_table_lacks_is_asked(load, options, rules):
    text = "Kabupaten/Kota;Realisasi\nSimeulue;18,5\nPidie;17,25\n"
    result = load(text, **options)
    assert (result.outcome, result.found()) == ("rejected", [(rule, None) for rule in rules])


def test_what_a_table_lacks_can_be_set_and_mapped(load):
    text = "Kabupaten/Kota;Nilai Kita\nSimeulue;18,5\nPidie;17,25\n"
    result = load(text, set={"kode_indikator": POVERTY, "tahun": "2024"}, map={"nilai kita": "realisasi"})
    assert result.rows("indicator", "region", "period", "actual") == [
        (POVERTY, "11.09", "2024", 18.5), (POVERTY, "11.07", "2024", 17.25),
    ]  # fmt: skip
    unused = load(
        text, set={"kode_indikator": POVERTY, "tahun": "2024"}, map={"Nilai Kita": "realisasi", "Nilai Dia": "target"}
    )
    assert unused.found() == [("map_unused", None)]


def test_rows_can_be_chosen_by_another_column(load):
    text = "Tahun;Jenis Kelamin;Nilai\n2023;L;76,5\n2023;P;53,9\n2023;L+P;65,2\n"
    options = {"kode_indikator": "IKU-DISDIK-15"}
    assert load(text, set=options).found("duplicate_key") == [("duplicate_key", row) for row in (2, 3, 4)]
    assert load(text, set={**options, "Jenis Kelamin": "l+p"}).rows("actual") == [65.2]


def test_soft_checks_look_at_the_history(load, tmp_path):
    history = tmp_path / "kinerja.duckdb"
    values = [10.1, 10.3, 10.2, 10.4, 10.5, 10.3, 10.6, 10.7]
    with duckdb.connect(str(history)) as connection:
        connection.execute(
            "CREATE TABLE observations (agency VARCHAR, unit VARCHAR, indicator VARCHAR, region VARCHAR, "
            "period_start DATE, actual DOUBLE, target DOUBLE, status VARCHAR)"
        )
        for year, value in enumerate(values, start=2016):
            connection.execute(
                "INSERT INTO observations VALUES ('BAPPEDA', '', ?, '11.01', ?, ?, NULL, 'final')",
                [POVERTY, datetime.date(year, 1, 1), value],
            )
    jump = load(HEAD + line(actual="25,5", target="9,5"), history=history, reasons=[("jump", 2, "banjir")])
    assert jump.found() == [("jump", 2)]
    assert jump.rows("warning") == ["jump"]
    weak = load(HEAD + line(actual="10,7", target="14,5"), history=history)
    assert weak.found() == [("target_behind_actual", 2)]
    slip = load(HEAD + line(actual="0,105", target="9,5"), history=history)
    assert {rule for rule, _ in slip.found()} == {"unit_slip", "jump"}
    assert load(HEAD + line(actual="10,8", target="9,5"), history=history).found() == []


def test_future_periods_are_told(load):
    text = HEAD + line(period="2027")
    assert load(text).found() == []
    assert load(text, today=datetime.date(2026, 5, 1)).found() == [("future_period", 2)]


def test_a_few_missing_regencies_are_named(load):
    regions = [f"11.{n:02d}" for n in range(1, 19)] + ["11.71", "11.72", "11.73", "11.74"]
    finding = load(HEAD + "".join(line(region) for region in regions)).one("regencies_missing")
    assert finding.expected == "Kota Subulussalam"


def test_a_province_that_is_not_the_sum_is_told(load):
    regions = [f"11.{n:02d}" for n in range(1, 19)] + [f"11.7{n}" for n in range(1, 6)]
    rows = "".join(line(region, target="", actual="10", indicator="IKU-DPMG-06", agency="DPMG") for region in regions)
    assert load(HEAD + rows + line("11", target="", actual="230", indicator="IKU-DPMG-06", agency="DPMG")).found() == []
    assert load(HEAD + rows + line("11", target="", actual="250", indicator="IKU-DPMG-06", agency="DPMG")).found() == [
        ("sum_differs", 25)
    ]


def test_the_preview_shows_what_became_of_the_cells(load):
    preview = load(HEAD + line(region="11.1", actual="13,25%")).preview
    cells = {cell["column"]: (cell["original"], cell["parsed"]) for cell in preview[0]["cells"]}
    assert preview[0]["row"] == 2
    assert cells["realisasi"] == ("13,25%", 13.25)
    assert cells["kode_wilayah"] == ("11.1", "11.10")
    assert cells["kode_unit"] == (None, None)
