"""The rules one by one: what fires, where, with what found and expected, and what must not fire."""

import datetime

import duckdb
import pytest

HEAD = "kode_indikator;kode_wilayah;periode;target;realisasi\n"
RATIO = "kode_indikator;kode_wilayah;periode;pembilang;penyebut;realisasi\n"
POVERTY = "IKU-BAPPEDA-13"  # annual, percent, lower is better
ENROLMENT = "IKU-DISDIK-05"  # annual, percent up to 200, higher is better
VILLAGES = "IKU-DPMG-06"  # annual, whole numbers, sums over regencies
GROWTH = "IKU-BAPPEDA-04"  # annual, percent from -60 to 60
SHARE = "IKU-DPMG-10"  # annual, percent up to 100
POOR = "IKU-BAPPEDA-15"  # annual, whole numbers
MONTHLY = "IKU-BPKA-02"  # monthly
CHECKED = [(None, None, "diperiksa")]
TODAY = datetime.date(2025, 6, 1)
REGENCIES = [f"11.{n:02d}" for n in range(1, 19)] + [f"11.7{n}" for n in range(1, 6)]


def series(values, *, indicator=POVERTY, region="11.01", first=2010, targets=None):
    """One annual series as lines, from row 2 when it stands first."""
    targets = targets or [""] * len(values)
    return "".join(
        f"{indicator};{region};{first + n};{target};{value}\n".replace(".", ",").replace(
            region.replace(".", ","), region
        )
        for n, (value, target) in enumerate(zip(values, targets, strict=True))
    )


@pytest.fixture
def published(tmp_path, reference):
    """A snapshot with annual actuals: rows of (indicator, region, year, actual, target)."""

    def make(rows):
        path = tmp_path / "kinerja.duckdb"
        agency = dict(zip(reference.indicators["code"], reference.indicators["agency"], strict=True))
        with duckdb.connect(str(path)) as connection:
            connection.execute(
                "CREATE TABLE observations (agency VARCHAR, unit VARCHAR, indicator VARCHAR, region VARCHAR, "
                "period_start DATE, actual DOUBLE, target DOUBLE, status VARCHAR)"
            )
            for indicator, region, year, actual, target in rows:
                connection.execute(
                    "INSERT INTO observations VALUES (?, '', ?, ?, ?, ?, ?, 'final')",
                    [agency[indicator], indicator, region, datetime.date(year, 1, 1), actual, target],
                )
        return path

    return make


# --- hard: keys ------------------------------------------------------------------------------------------------------


# (line, rule, column, what was found)
BROKEN = [
    ("IKU-XX-01;11.01;2024;;5", "indicator_unknown", "kode_indikator", "IKU-XX-01"),
    (f"{POVERTY};11.99;2024;;5", "region_unknown", "kode_wilayah", "11.99"),
    (f"{POVERTY};11.01;kapan;;5", "period_unreadable", "periode", "kapan"),
    (f"{POVERTY};11.01;2024-Q1;;5", "period_frequency", "periode", "2024-Q1"),
    (f"{POVERTY};11.01;2024-06;;5", "period_frequency", "periode", "2024-06"),
    (f"{MONTHLY};11;2024;;5", "period_frequency", "periode", "2024"),
    (f"{MONTHLY};11;2024-Q2;;5", "period_frequency", "periode", "2024-Q2"),
    (f"{POVERTY};11.01;2024;;lima", "number_unreadable", "realisasi", "lima"),
    (f"{POVERTY};11.03;2024;lima;5", "number_unreadable", "target", "lima"),
]


def test_hard_rules_name_row_column_and_value(load):
    lines = "".join(f"{line}\n" for line, *_ in BROKEN)
    result = load(HEAD + f"{POVERTY};11.02;2024;4,5;5,25\n" + lines)
    assert (result.outcome, result.accepted, result.rejected) == ("partly", 1, len(BROKEN))
    for row, (_, rule, column, found) in enumerate(BROKEN, start=3):
        finding = result.one_at(rule, row)
        assert (finding.severity, finding.column, finding.found) == ("error", column, found)
        assert finding.expected
    assert result.rejects() == [(row, rule) for row, (_, rule, *_) in enumerate(BROKEN, start=3)]


def test_agency_and_unit_must_be_known(load):
    head = "kode_instansi;kode_unit;kode_indikator;kode_wilayah;periode;realisasi\n"
    result = load(head + f"NIRWANA;;{POVERTY};11.01;2024;5\nBAPPEDA;BAPPEDA-XX;{POVERTY};11.02;2024;5\n")
    assert sorted(result.found()) == [("agency_unknown", 2), ("unit_unknown", 3)]
    assert result.one("unit_unknown").found == "BAPPEDA-XX"


def test_code_and_name_must_agree(load, reference):
    names = reference.indicators.set_index("code")["name_id"]
    head = "kode_indikator;nama_indikator;kode_wilayah;nama_wilayah;periode;realisasi\n"
    result = load(
        head
        + f"{POVERTY};{names[POVERTY]};11.01;Kabupaten Aceh Selatan;2024;5\n"
        + f"{POVERTY};{names[ENROLMENT]};11.02;Kabupaten Aceh Tenggara;2024;5\n"
        + f"{POVERTY};{names[POVERTY]};11.03;Kabupaten Pidie;2024;5\n"
    )
    assert result.found() == [("indicator_name_mismatch", 3), ("code_name_mismatch", 4)]
    assert "Pidie" in result.one("code_name_mismatch").found
    assert result.rows("source_row") == [2]


def test_everything_a_table_lacks_is_named_at_once(load):
    ratio = load("Kabupaten/Kota;Pembilang;Satuan\nSimeulue;5;orang\nPidie;6;orang\n")
    assert (ratio.outcome, ratio.read) == ("rejected", 0)
    assert [rule for rule, _ in ratio.found()] == ["column_missing", "indicator_needed", "period_needed"]
    none = load("Kabupaten/Kota;Realisasi\nSimeulue;5\n")
    assert [rule for rule, _ in none.found()] == ["indicator_needed", "period_needed"]
    assert none.counts == {"indicator_needed": 1, "period_needed": 1}


# --- hard: double keys -----------------------------------------------------------------------------------------------


def test_contradicting_rows_name_each_other(load):
    result = load(HEAD + f"{POVERTY};11.01;2024;;5\n{POVERTY};11.02;2024;;6\n{POVERTY};11.01;2024;;7\n")
    assert [(one.row, one.found) for one in result.findings if one.rule == "duplicate_key"] == [
        (2, f"{POVERTY} 11.01 2024"), (4, f"{POVERTY} 11.01 2024"),
    ]  # fmt: skip
    assert "4" in next(one for one in result.findings if one.row == 2).message_en
    assert "2" in next(one for one in result.findings if one.row == 4).message_en
    assert (result.outcome, result.rows("source_row")) == ("partly", [3])


def test_of_identical_rows_the_first_is_kept(load):
    result = load(HEAD + f"{POVERTY};11.01;2024;;5\n" * 3)
    assert result.found() == [("duplicate_key", 3), ("duplicate_key", 4)]
    assert result.rows("source_row", "actual") == [(2, 5.0)]


def test_keys_are_compared_after_matching(load):
    head = "kode_indikator;nama_wilayah;periode;realisasi\n"
    result = load(
        head
        + f"{POVERTY};Kab. Pidie;2024;5\n{POVERTY.lower()}; KABUPATEN  PIDIE ;TA 2024;6\n{POVERTY};Pidie Jaya;2024;6\n"
    )
    assert result.found("duplicate_key") == [("duplicate_key", 2), ("duplicate_key", 3)]
    assert result.rows("source_row", "region") == [(4, "11.18")]


def test_unit_and_agency_are_part_of_the_key(load, reference):
    unit = reference.units.loc[reference.units["agency"].eq("BAPPEDA"), "code"].iloc[0]
    head = "kode_instansi;kode_unit;kode_indikator;kode_wilayah;periode;realisasi\n"
    result = load(
        head
        + f"BAPPEDA;;{POVERTY};11.01;2024;5\nBAPPEDA;{unit};{POVERTY};11.01;2024;6\nDINKES;;{POVERTY};11.01;2024;7\n"
    )
    assert (result.outcome, result.found()) == ("accepted", [])
    assert result.rows("agency", "unit", "actual") == [("BAPPEDA", "", 5), ("BAPPEDA", unit, 6), ("DINKES", "", 7)]


def test_wide_cells_double_a_key_too(load):
    result = load("kode_indikator;kode_wilayah;2023;2024;TA 2024\n" + f"{POVERTY};11.01;5;6;7\n")
    assert result.found("duplicate_key") == [("duplicate_key", 2), ("duplicate_key", 2)]
    assert {one.column for one in result.findings if one.rule == "duplicate_key"} == {"2024", "TA 2024"}
    assert result.rows("period", "actual") == [("2023", 5)]


# --- numerator and denominator ---------------------------------------------------------------------------------------


def test_a_share_above_its_whole_is_an_error_where_it_cannot_be(load):
    result = load(RATIO + f"{SHARE};11.01;2024;4417;4051;98,13\n{SHARE};11.02;2024;40;50;80\n")
    finding = result.one("numerator_over_denominator")
    assert (finding.severity, finding.row, finding.column, finding.found) == ("error", 2, "pembilang", "4417 / 4051")
    assert result.rows("source_row") == [3]


def test_a_share_above_its_whole_is_a_warning_where_it_can_be(load):
    result = load(RATIO + f"{ENROLMENT};11.01;2024;105;100;105\n{ENROLMENT};11.02;2024;95;100;95\n")
    finding = result.one("numerator_above_whole")
    assert (finding.severity, finding.row, finding.found) == ("warning", 2, "105 / 100")
    assert (result.outcome, result.rows("warning")) == ("accepted", ["numerator_above_whole", None])


def test_the_ratio_is_compared_with_the_actual(load):
    result = load(
        RATIO + f"{SHARE};11.01;2024;40;50;80\n{SHARE};11.02;2024;40;50;82\n{SHARE};11.03;2024;40;50;0,8\n"
        f"{SHARE};11.04;2024;2;3;66,7\n{SHARE};11.05;2024;0;3;0\n"
    )
    assert result.found() == [("ratio_disagrees", 3), ("unit_slip", 4)]
    assert result.one("ratio_disagrees").expected == "80"
    slip = result.one("unit_slip")
    assert (slip.found, slip.expected) == ("0,8", "80")


# --- soft: range and unit --------------------------------------------------------------------------------------------


def test_values_outside_the_possible_range(load):
    head = "kode_indikator;kode_wilayah;periode;target;target_bawah;target_atas;realisasi\n"
    result = load(head + f"{POVERTY};11.01;2024;;;;101\n{POVERTY};11.02;2024;-1;;;5\n{POVERTY};11.03;2024;;90;110;5\n")
    assert [(one.row, one.column, one.found) for one in result.findings if one.rule == "outside_possible"] == [
        (2, "realisasi", "101"), (3, "target", "-1"), (4, "target_atas", "110"),
    ]  # fmt: skip
    assert (result.outcome, result.rejected) == ("rejected", 3)


@pytest.mark.parametrize(("value", "rule"), [(-120, "outside_usual"), (59, None)])
def test_a_range_that_is_experience_asks_for_a_reason(load, value, rule):
    line = f"{GROWTH};11;2024;;{value}\n"
    result = load(HEAD + line)
    assert [one.rule for one in result.findings] == [rule] * (rule is not None)
    assert result.waiting == (rule is not None)
    assert load(HEAD + line, reasons=CHECKED).outcome == "accepted"


@pytest.mark.parametrize(("factor", "shown"), [(100, "0.01"), (1000, "0.001"), (1_000_000, "0.000001")])
def test_a_slip_of_the_unit_is_seen_against_the_series(load, factor, shown):
    values = [12_100, 12_400, 12_300, 12_700 * factor, 12_600]
    result = load(HEAD + series(values, indicator=POOR))
    slip = result.one("unit_slip")
    assert (slip.row, slip.found, slip.expected) == (5, str(12_700 * factor), "12700")
    assert shown in slip.message_en


def test_a_fraction_among_percents_is_a_slip(load):
    result = load(HEAD + series([91.2, 92.3, 91.9, 0.92, 92.6], indicator=ENROLMENT))
    assert result.one("unit_slip").row == 5


def test_a_series_sent_again_in_another_unit_is_a_slip(load, published):
    years = range(2018, 2024)
    history = published([(POOR, "11.01", year, 12_000 + 50 * (year - 2018), None) for year in years])
    values = [(12_000 + 50 * (year - 2018)) * 1000 for year in years]
    result = load(HEAD + series(values, indicator=POOR, first=2018), history=history)
    assert result.found("unit_slip") == [("unit_slip", row) for row in range(2, 8)]
    assert result.one_at("unit_slip", 2).expected == "12000"
    right = load(HEAD + series([value / 1000 for value in values], indicator=POOR, first=2018), history=history)
    assert right.found("unit_slip") == []


def test_a_factor_of_ten_or_of_two_is_no_slip(load):
    assert load(HEAD + series([10, 11, 12, 20, 11], indicator=ENROLMENT)).found("unit_slip") == []


# --- soft: jumps -----------------------------------------------------------------------------------------------------


def test_a_jump_is_measured_by_the_series_own_changes(load):
    result = load(HEAD + series([20.1, 19.8, 19.6, 19.1, 18.9, 18.5, 18.2, 25.9]), reasons=CHECKED)
    jump = result.one("jump")
    assert (jump.row, jump.column, jump.found) == (9, "realisasi", "25,9")
    assert float(jump.expected.split(" / ")[1]) == pytest.approx(17.9, abs=0.15)
    assert "18,2" in jump.message_id
    assert "18.2" in jump.message_en
    assert result.rows("warning")[-1] == "jump"


def test_a_jump_is_seen_from_four_changes_on(load):
    assert load(HEAD + series([10.1, 10.3, 10.2, 10.4, 25.5])).found("jump") == [("jump", 6)]
    assert load(HEAD + series([10.1, 10.3, 25.5])).found("jump") == []


def test_a_jump_is_seen_against_what_is_published(load, published):
    history = published([(POVERTY, "11.01", 2015 + n, 12 - 0.2 * n, None) for n in range(8)])
    assert load(HEAD + f"{POVERTY};11.01;2023;;19,5\n", history=history).found() == [("jump", 2)]
    assert load(HEAD + f"{POVERTY};11.01;2023;;10,1\n", history=history).found() == []
    assert load(HEAD + f"{POVERTY};11.02;2023;;19,5\n", history=history).found() == []


@pytest.mark.parametrize(
    "values",
    [
        [5, 5, 5, 5, 5, 5, 5, 6],
        [0, 0, 0, 0, 0, 0, 0, 1],
        [0, 0, 1, 0, 0, 0, 0, 2],
        [7, 8, 7, 9, 8, 8, 7, 11],
    ],
)
def test_small_whole_numbers_do_not_jump(load, values):
    assert load(HEAD + series(values, indicator=VILLAGES)).found("jump") == []


def test_a_constant_history_does_not_make_every_change_a_jump(load):
    assert load(HEAD + series([95.0] * 8 + [95.6], indicator=ENROLMENT)).found("jump") == []
    assert load(HEAD + series([95.0] * 8 + [70.2], indicator=ENROLMENT)).found("jump") == [("jump", 10)]


def test_a_return_from_a_spike_is_no_second_jump(load):
    result = load(HEAD + series([20.1, 19.8, 19.6, 30.3, 19.1, 18.9, 18.5, 18.2]))
    assert result.found("jump") == [("jump", 5)]


def test_steady_noise_and_trend_are_no_jumps(load):
    noise = [0.3, -0.2, 0.5, -0.4, 0.1, -0.6, 0.4, 0.0, -0.3, 0.2, 0.6, -0.5]
    assert load(HEAD + series([round(20 - 0.4 * n + e, 2) for n, e in enumerate(noise)])).found("jump") == []


# --- soft: repetition and targets ------------------------------------------------------------------------------------


def test_the_same_value_as_last_period(load, published):
    result = load(HEAD + series([12.31, 12.05, 12.05, 12.05]))
    same = result.one("same_as_last")
    assert (same.row, same.column, same.found) == (5, "realisasi", "12,05")
    before = ((2021, 13), (2022, 12.05), (2023, 12.05))
    history = published([(POVERTY, "11.01", year, actual, None) for year, actual in before])
    assert load(HEAD + f"{POVERTY};11.01;2024;;12,05\n", history=history).found() == [("same_as_last", 2)]
    assert load(HEAD + f"{POVERTY};11.01;2025;;12,05\n", history=history).found() == []


def test_a_target_weaker_than_the_last_actual(load):
    rising = load(HEAD + series([80.5, 84.2], indicator=ENROLMENT, targets=["", "70"]))
    finding = rising.one("target_behind_actual")
    assert (finding.row, finding.column, finding.found, finding.expected) == (3, "target", "70", "80,5 / 80.5")
    assert load(HEAD + series([80.5, 84.2], indicator=ENROLMENT, targets=["", "79"])).found() == []
    falling = load(HEAD + series([14.5, 14.1], targets=["", "17"]))
    assert falling.found() == [("target_behind_actual", 3)]
    assert load(HEAD + series([14.5, 14.1], targets=["", "15"])).found() == []


def test_a_target_changed_after_its_period(load, published):
    history = published([(POVERTY, "11.01", 2024, 12.3, 12.0), (POVERTY, "11.01", 2025, None, 11.5)])
    text = HEAD + f"{POVERTY};11.01;2024;13;12,3\n{POVERTY};11.01;2025;12;\n"
    finding = load(text, history=history, today=TODAY).one("target_changed_late")
    assert (finding.row, finding.column, finding.found, finding.expected) == (2, "target", "13", "12")
    assert "2024" in finding.message_id
    same = HEAD + f"{POVERTY};11.01;2024;12;12,4\n"
    assert load(same, history=history, today=TODAY).found("target_changed_late") == []
    assert load(text, history=history, today=datetime.date(2024, 12, 31)).found("target_changed_late") == []
    assert load(text, history=history).found("target_changed_late") == []


# --- soft: the whole and its parts -----------------------------------------------------------------------------------


def test_the_province_is_compared_with_the_sum(load):
    rows = "".join(f"{VILLAGES};{region};2024;;10\n" for region in REGENCIES)
    finding = load(HEAD + rows + f"{VILLAGES};11;2024;;250\n").one("sum_differs")
    assert (finding.row, finding.found, finding.expected) == (25, "250", "230")
    assert load(HEAD + rows + f"{VILLAGES};11;2024;;230\n").found("sum_differs") == []
    rates = "".join(f"{POVERTY};{region};2024;;10\n" for region in REGENCIES)
    assert load(HEAD + rates + f"{POVERTY};11;2024;;12\n").found("sum_differs") == []


def test_missing_regencies_are_those_neither_here_nor_published(load, published):
    rows = "".join(f"{POVERTY};{region};2024;;1{n % 10},{n}\n" for n, region in enumerate(REGENCIES[:-2], start=1))
    finding = load(HEAD + rows).one("regencies_missing")
    assert (finding.row, finding.found) == (None, "21")
    assert finding.expected == "Kota Langsa, Kota Subulussalam"
    history = published([(POVERTY, REGENCIES[-1], 2024, 9.5, None)])
    assert load(HEAD + rows, history=history).one("regencies_missing").expected == "Kota Langsa"
    history.unlink()
    history = published([(POVERTY, region, 2024, 9.5, None) for region in REGENCIES[-2:]])
    assert load(HEAD + rows, history=history).found("regencies_missing") == []
    assert load(HEAD + f"{POVERTY};11.01;2024;;12,5\n").found("regencies_missing") == []


def test_heaping_on_round_numbers(load):
    heaped = [10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 12.3]
    rows = "".join(f"{POVERTY};{region};2024;;{value}\n" for region, value in zip(REGENCIES, heaped, strict=False))
    finding = load((HEAD + rows).replace("12.3", "12,3")).one("values_rounded")
    assert (finding.row, finding.found, finding.expected) == (None, "11", "12")
    assert POVERTY in finding.message_en
    honest = "".join(f"{POVERTY};{region};2024;;{10 + n},{n + 1}\n" for n, region in enumerate(REGENCIES[:9]))
    assert load(HEAD + honest).found("values_rounded") == []


def test_soft_findings_keep_a_row_waiting_for_a_reason_only(load):
    lines = HEAD + series([20.1, 19.8, 19.6, 19.1, 18.9, 18.5, 18.2, 81.9])
    assert (load(lines).outcome, load(lines).waiting) == ("partly", 1)
    result = load(lines, reasons=CHECKED)
    assert (result.outcome, result.rejected) == ("accepted", 0)
    assert result.rows("warning", "reason")[-1] == ("jump", "diperiksa")


@pytest.mark.parametrize(
    ("indicator", "value", "expected"),
    [(POOR, "51,234", 51234), (VILLAGES, "12,5", 12500), ("IKU-DISNAKERMOBDUK-04", "1,204", 1204),
     (POOR, "51234", None),
     (POVERTY, "12,5", None)],
)  # fmt: skip
def test_what_is_counted_has_no_fraction(load, indicator, value, expected):
    result = load(HEAD + f"{indicator};11.01;2024;;{value}\n", decimal="comma")
    found = [(one.rule, one.expected) for one in result.findings]
    assert found == ([("fraction_of_count", str(expected))] if expected else [])
    assert result.accepted == (expected is None)


@pytest.mark.parametrize(("values", "row"), [([10, 20, 15, 30], 4), ([10, 20, 20, 30], None), ([40, 30, 50, 60], 3)])
def test_an_accumulated_amount_that_falls_inside_its_year_waits(load, values, row):
    lines = "".join(f"IKU-PERKIM-01;11;2024-Q{n};;{value}\n" for n, value in enumerate(values, start=1))
    result = load(HEAD + lines + "IKU-PERKIM-01;11;2025-Q1;;5\n")
    assert result.found("accumulated_falls") == ([("accumulated_falls", row)] if row else [])
    assert result.waiting == (row is not None)


@pytest.mark.parametrize(
    ("indicator", "unit", "rule"),
    [(POVERTY, "orang", "measure_other"), (POOR, "persen", "measure_other"), (POOR, "rupiah", "measure_other"),
     (VILLAGES, "km", "measure_other"), (POVERTY, "persen", None), (POOR, "jiwa", None),
     (POVERTY, "nilai", "measure_differs")],
)  # fmt: skip
def test_a_unit_of_another_dimension_is_an_error(load, indicator, unit, rule):
    head = "kode_indikator;kode_wilayah;periode;realisasi;satuan\n"
    result = load(head + f"{indicator};11.01;2024;12;{unit}\n")
    assert [one.rule for one in result.findings] == [rule] * (rule is not None)
    assert result.accepted == (rule != "measure_other")
