import csv
import shutil
from dataclasses import fields

import pandas as pd
import pytest

from analytics.regions import REGIONS
from data.reference import COLUMNS, REFERENCE, Reference, ReferenceError, load_reference, normalise
from data.reference.tables import SHEETS


@pytest.fixture(scope="module")
def reference():
    return load_reference()


@pytest.fixture
def copy(tmp_path):
    """A folder with the shipped files, to be broken."""
    return shutil.copytree(REFERENCE, tmp_path / "reference")


def read(folder, sheet):
    with (folder / f"{sheet}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(folder, sheet, rows):
    with (folder / f"{sheet}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def change(folder, sheet, key, column, value):
    """Put `value` into `column` of the row whose first cell is `key`; its line number."""
    rows = read(folder, sheet)
    place = next(n for n, row in enumerate(rows) if next(iter(row.values())) == key)
    rows[place][column] = value
    write(folder, sheet, rows)
    return place + 2


def problems(folder):
    with pytest.raises(ReferenceError) as caught:
        load_reference(folder)
    return caught.value.problems


class TestShippedFiles:
    def test_regions_are_the_province_and_23_regencies(self, reference):
        assert set(reference.regions["code"]) == set(REGIONS)
        assert len(reference.regencies) == 23
        province = reference.regions.set_index("code").loc["11"]
        assert province["area_km2"] == 56835.019
        assert province["population"] == 5623479

    def test_langsa_and_lhokseumawe_keep_their_own_codes(self, reference):
        bps = reference.regions.set_index("short_name")["bps_code"]
        places = ["Lhokseumawe", "Langsa", "Aceh Selatan", "Simeulue"]
        assert bps[places].tolist() == ["1174", "1173", "1103", "1101"]
        differing = reference.regencies.query("code.str.replace('.', '', regex=False) != bps_code")
        assert len(differing) == 15

    def test_tile_layout_keeps_north_above_south_and_west_left_of_east(self, reference):
        tiles = reference.regencies.set_index("short_name")[["tile_x", "tile_y"]].astype(int)
        down = ["Sabang", "Banda Aceh", "Aceh Besar", "Aceh Jaya", "Aceh Selatan", "Subulussalam", "Aceh Singkil"]
        assert tiles.loc[down, "tile_y"].is_monotonic_increasing
        across = ["Aceh Besar", "Pidie", "Bireuen", "Aceh Utara", "Aceh Timur", "Langsa"]
        assert tiles.loc[across, "tile_x"].is_monotonic_increasing
        assert len(tiles.drop_duplicates()) == 23

    def test_fifty_five_agencies_are_counted(self, reference):
        counted = reference.agencies.query("counted == 'yes'")
        assert len(counted) == 55
        assert set(reference.agencies["code"]) - set(counted["code"]) == {"SETDA"}

    def test_at_least_25_agencies_have_three_units_or_more(self, reference):
        assert (reference.units.groupby("agency").size() >= 3).sum() >= 25

    def test_dictionary_is_large_bilingual_and_short_enough_for_cards(self, reference):
        indicators = reference.indicators
        assert len(indicators) >= 190
        assert (indicators["definition_id"].str.len() > 30).all()
        assert (indicators["definition_en"].str.len() > 30).all()
        assert (indicators["definition_id"] != indicators["name_id"] + ".").all()
        assert (indicators[["short_id", "short_en"]].map(len) <= 40).all(axis=None)

    def test_series_over_a_method_break_are_two_indicators(self, reference):
        indicators = reference.indicators.set_index("code")
        for new, old in [("IKU-BAPPEDA-01", "IKU-BAPPEDA-12"), ("IKU-DINKES-07", "IKU-DINKES-18")]:
            assert indicators.at[new, "version"] != indicators.at[old, "version"]
            assert old in indicators.at[new, "caveat_id"]
            assert old in indicators.at[new, "caveat_en"]

    def test_satisfaction_and_sakip_have_letters_on_their_own_value(self, reference):
        letters = reference.indicators.set_index("code")["value_scale"]
        assert letters["IKU-RO_ORGANISASI-03"] == "ikm"
        assert letters["IKU-RO_ORGANISASI-01"] == "sakip"
        assert letters["IKU-INSPEKTORAT-01"] == "sakip"
        assert letters["IKU-BAPPEDA-13"] == ""

    def test_indices_of_bps_are_never_added_up_from_regencies(self, reference):
        aggregation = reference.indicators.set_index("code")["region_aggregation"]
        for code in ("IKU-BAPPEDA-01", "IKU-BAPPEDA-12", "IKU-BAPPEDA-13", "IKU-BAPPEDA-21"):
            assert aggregation[code] == "official_only"

    def test_poverty_target_is_a_band(self, reference):
        target = reference.targets.query("indicator == 'IKU-BAPPEDA-13' and period == '2029'").iloc[0]
        assert (target["target_low"], target["target_high"]) == (6.39, 7.39)
        assert pd.isna(target["target"])

    def test_frames_are_typed_and_text_is_never_null(self, reference):
        assert reference.regions["population"].dtype == "int64"
        assert reference.regions["tile_x"].dtype == "Int64"
        assert reference.indicators["maximum"].dtype == "float64"
        for name in reference.tables:
            frame = getattr(reference, name)
            texts = frame.select_dtypes(exclude="number")
            assert not texts.isna().any(axis=None), name
        assert reference.regions["code"].map(type).eq(str).all()


class TestAlias:
    @pytest.mark.parametrize(
        ("kind", "text", "code"),
        [
            ("region", "KAB BIREUN", "11.11"),
            ("region", "simuele", "11.09"),
            ("region", "Pi d i e", "11.07"),
            ("region", "Pidie Jaya", "11.18"),
            ("region", "Kab. Aceh Barat Daya", "11.12"),
            ("region", "Abdya", "11.12"),
            ("region", "kota subulussam", "11.75"),
            ("region", "11.10", "11.10"),
            ("region", "Jumlah/Total", "11"),
            ("region", "Nagan Jaya", None),
            ("region", "Kabupaten Banda Aceh", None),
            ("region", "11.1", None),
            ("agency", "Kominsa", "DISKOMINSA"),
            ("agency", "dinas lingkungan hidup dan pangan", "DLHK"),
            ("agency", "BRA", "BRA"),
            ("agency", "Dinas Kesehatan Kab. Pidie", None),
            ("indicator", "Persentase Penduduk Miskin (P0) menurut Kabupaten/Kota", "IKU-BAPPEDA-13"),
            ("indicator", "IPM", None),
            ("indicator", "UHH", None),
            ("column", "bps_kode_kabupaten_kota", "kode_bps"),
            ("column", "KEMENDAGRI_NAMA_KABUPATEN_KOTA", "nama_wilayah"),
            ("column", "Thn", "tahun"),
            ("column", "TW", "triwulan"),
            ("column", "Realisasi s.d. Bulan Ini", "realisasi"),
            ("column", "target_rkpd", "target"),
            ("column", "Capaian", None),
            ("column", "Pagu", None),
            ("measure", "%", "%"),
            ("measure", "Persen", "%"),
            ("measure", "jiwa", "orang"),
            ("unit", "DINKES-P2P", "DINKES-P2P"),
            ("unit", "Sekretariat", None),
        ],
    )
    def test_spellings(self, reference, kind, text, code):
        assert reference.alias(kind, text) == code

    def test_unit_names_need_their_agency(self, reference):
        assert reference.alias("unit", "Sekretariat", agency="DINKES") == "DINKES-SEK"
        assert reference.alias("unit", "sekretariat", agency="DISDIK") == "DISDIK-SEK"
        assert reference.alias("unit", "P2P", agency="DINKES") == "DINKES-P2P"
        assert reference.alias("unit", "P2P", agency="DISDIK") is None

    def test_canonical_headers_stand_for_themselves(self, reference):
        assert [reference.alias("column", name) for name in COLUMNS] == list(COLUMNS)

    def test_unknown_kind_is_refused(self, reference):
        with pytest.raises(ValueError, match="none of"):
            reference.alias("regions", "Pidie")

    def test_normalise_drops_case_marks_and_repeated_blanks(self):
        assert normalise("  Kab. ACEH\u00a0 Barat-Daya_ ") == "kab aceh barat daya"
        assert normalise("%") == "persen"


class TestHash:
    def test_same_files_same_hash_any_byte_changes_it(self, copy):
        before = load_reference(copy).hash
        assert before == load_reference(REFERENCE).hash
        path = copy / "themes.csv"
        path.write_bytes(path.read_bytes() + b"\n")
        assert load_reference(copy).hash != before


BROKEN = [
    ("agencies", "DINKES", "name_en", "", "a value"),
    ("agencies", "DINKES", "code", "dinkes 1", "a code of capitals"),
    ("agencies", "DINKES", "counted", "ya", "one of yes, no"),
    ("agencies", "DINKES", "type", "kantor", "one of sekretariat"),
    ("agencies", "DINKES", "confidence", "", "one of verified_list_and_recent"),
    ("agencies", "DINKES", "name_id", "Dinas Pendidikan Aceh", "a spelling not taken by"),
    ("agencies", "DINKES", "source", "dua\nbaris", "one line"),
    ("units", "DINKES-P2P", "agency", "DINKESS", "a code of agencies.csv"),
    ("units", "DINKES-P2P", "code", "DISDIK-P2P", "a code beginning with DINKES-"),
    ("units", "DINKES-P2P", "code", "DINKES-SEK", "no repeat of row"),
    ("units", "DINKES-P2P", "name_id", "Sekretariat", "no repeat of row"),
    ("regions", "11.10", "code", "11.1", "one of 11, 11.01"),
    ("regions", "11.10", "bps_code", "1103", "no repeat of row"),
    ("regions", "11.10", "bps_code", "11.02", "four digits"),
    ("regions", "11.10", "type", "Kota", "Kabupaten for code 11.10"),
    ("regions", "11.10", "population", "140.461", "a whole number"),
    ("regions", "11.10", "population", "-5", "0 or more"),
    ("regions", "11.10", "area_km2", "1851,615", "a number with a decimal point"),
    ("regions", "11.10", "area_km2", "1852.615", "the sum of the regencies, 56836.019"),
    ("regions", "11.10", "tile_x", "", "no tile for the province"),
    ("regions", "11", "tile_x", "9", "no tile for the province"),
    ("regions", "11", "population", "5623480", "the sum of the regencies, 5623479"),
    ("indicators", "IKU-DINKES-01", "agency", "DINKESS", "a code of agencies.csv"),
    ("indicators", "IKU-DINKES-01", "agency", "DISDIK", "IKU-DISDIK-nn, after the owner"),
    ("indicators", "IKU-DINKES-01", "code", "DINKES-01", "IKU-AGENCY-nn"),
    ("indicators", "IKU-DINKES-01", "theme", "kesehatan", "a code of themes.csv"),
    ("indicators", "IKU-DINKES-01", "better", "naik", "one of higher, lower"),
    ("indicators", "IKU-DINKES-01", "better", "lower", "when better is lower"),
    ("indicators", "IKU-DINKES-04", "better", "higher", "only when better is lower"),
    ("indicators", "IKU-DINKES-01", "better", "neutral", "NONE when better is neutral"),
    ("indicators", "IKU-RSUDZA-01", "formula", "DIFF_PP", "RANGE when better is range"),
    ("indicators", "IKU-DINKES-01", "formula", "EFF_GAP", "one of R_T, INV_2T"),
    ("indicators", "IKU-DINKES-01", "accumulation", "point", "cumulative with formula R_T_CUM"),
    ("indicators", "IKU-DINKES-01", "frequency", "bulanan", "one of monthly"),
    ("indicators", "IKU-DINKES-01", "scale", "", "a class scale with formula R_T_CUM"),
    ("indicators", "IKU-DINKES-01", "scale", "permendagri", "one of absorption, deviation_points"),
    ("indicators", "IKU-DINKES-01", "scale", "deviation_points", "with formula DIFF_PP, and only then"),
    ("indicators", "IKU-BAPPEDA-04", "scale", "sakip", "one of deviation_points, efficiency_gap with formula DIFF_PP"),
    ("indicators", "IKU-BAPPEDA-14", "scale", "sakip", "empty with formula NONE"),
    ("indicators", "IKU-DINKES-01", "value_scale", "huruf", "one of absorption, deviation_points"),
    ("indicators", "IKU-DINKES-01", "denominator_en", "", "numerator and denominator in both languages"),
    ("indicators", "IKU-DINKES-01", "factor", "0", "more than 0"),
    ("indicators", "IKU-DINKES-01", "counting", "share", "one of proportion, rate"),
    ("indicators", "IKU-DINKES-04", "counting", "rate", "empty where there is no numerator"),
    ("indicators", "IKU-DINKES-04", "region_aggregation", "ratio", "numerator, denominator and factor of a ratio"),
    ("indicators", "IKU-DINKES-01", "minimum", "150", "less than the maximum 150"),
    ("indicators", "IKU-DINKES-01", "decimals", "9", "0 to 6"),
    ("indicators", "IKU-DINKES-01", "decimals", "1.5", "a whole number"),
    ("indicators", "IKU-DINKES-01", "short_en", "x" * 41, "at most 40 characters"),
    ("indicators", "IKU-DINKES-01", "caveat_en", "", "the caveat in both languages"),
    ("indicators", "IKU-DINKES-01", "name_id", "Sanitasi layak", "a spelling not taken by"),
    ("themes", "health", "code", "Health 1", "small letters and _"),
    ("calendar", "monthly", "frequency", "quarterly", "no repeat of row"),
    ("calendar", "monthly", "due_days", "-1", "0 or more"),
    ("rebase", "IKU-DPMPTSP-02", "period", "2024-Q1", "a period of the monthly indicator"),
    ("rebase", "IKU-DPMPTSP-02", "reason_en", "", "a value"),
    ("rebase", "IKU-DPMPTSP-02", "region", "11.05", "11: IKU-DPMPTSP-02 is not reported by region"),
    ("rebase", "IKU-DPMPTSP-02", "unit", "BKA-MUTASI", "a unit of DPMPTSP"),
    ("rebase", "IKU-DPMPTSP-02", "agency", "TIADA", "a code of agencies.csv"),
]


@pytest.mark.parametrize(("sheet", "key", "column", "value", "expected"), BROKEN)
def test_broken_cell_is_named_with_file_row_and_column(copy, sheet, key, column, value, expected):
    change(copy, sheet, key, column, value)
    found = problems(copy)
    assert any(p.file == f"{sheet}.csv" and p.row and expected in p.expected for p in found), [str(p) for p in found]


def test_text_of_a_problem(copy):
    line = change(copy, "indicators", "IKU-DINKES-01", "minimum", "150")
    (problem,) = problems(copy)
    place = f"indicators.csv, row {line}, column minimum"
    assert str(problem) == f"{place}: found '150', expected less than the maximum 150"


TARGET = {
    "indicator": "IKU-BAPPEDA-13", "agency": "BAPPEDA", "unit": "", "region": "11", "period": "2028", "target": "8",
    "target_low": "", "target_high": "", "baseline_period": "", "baseline": "", "plan": "RPJMA",
    "confidence": "unverified", "source": "uji",
}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "column", "expected"),
    [
        ({"indicator": "IKU-BAPPEDA-99"}, "indicator", "a code of indicators.csv"),
        ({"agency": "X"}, "agency", "a code of agencies.csv"),
        ({"unit": "BAPPEDA-X"}, "unit", "a code of units.csv"),
        ({"unit": "DINKES-P2P"}, "unit", "a unit of BAPPEDA"),
        ({"unit": "DINKES-P2P", "agency": ""}, "agency", "DINKES, the agency of unit DINKES-P2P"),
        ({"region": "1101"}, "region", "one of 11, 11.01"),
        ({"indicator": "IKU-BAPPEDA-02", "region": "11.01", "period": "2028-S1"}, "region", "not reported by region"),
        ({"period": "2028-Q1"}, "period", "a period of the annual indicator"),
        ({"period": "2028-13"}, "period", "a period of the annual indicator"),
        ({"target": ""}, "target", "either a target or a band"),
        ({"target_low": "6"}, "target", "either a target or a band"),
        ({"target": "", "target_low": "6"}, "target_high", "both ends of the band"),
        ({"target": "", "target_low": "7", "target_high": "6"}, "target_low", "less than target_high 6"),
        ({"target": "800"}, "target", "0 to 100, the possible range"),
        ({"target": "8,5"}, "target", "a number with a decimal point"),
        ({"baseline": "12"}, "baseline", "baseline and baseline_period together"),
        ({"baseline": "12", "baseline_period": "2024-S1"}, "baseline_period", "a period of the annual indicator"),
        ({"plan": ""}, "plan", "a value"),
        ({"period": "2029"}, "indicator, agency, unit, region, period", "no repeat of row"),
    ],
)
def test_broken_target(copy, cells, column, expected):
    rows = [*read(copy, "targets"), TARGET | cells]
    write(copy, "targets", rows)
    found = problems(copy)
    assert any(p.row == len(rows) + 1 and p.column == column and expected in p.expected for p in found), [
        str(p) for p in found
    ]


@pytest.mark.parametrize(
    ("cells", "column", "expected"),
    [
        ({"kind": "wilayah"}, "kind", "one of region, agency"),
        ({"kind": "region", "code": "11.99"}, "code", "the code of a known region"),
        ({"kind": "column", "code": "nilai"}, "code", "the code of a known column"),
        ({"kind": "measure", "code": "meter"}, "code", "the code of a known measure"),
        ({"alias": "Pidie", "code": "11.18"}, "alias", "a spelling not taken by 11.07"),
        ({"kind": "column", "alias": "Realisasi", "code": "target"}, "alias", "a spelling not taken by realisasi"),
        ({"alias": "..."}, "alias", "letters or digits"),
        ({"alias": ""}, "alias", "a value"),
    ],
)
def test_broken_alias(copy, cells, column, expected):
    rows = [*read(copy, "aliases"), {"kind": "region", "alias": "Pidi", "code": "11.07", "source": "uji"} | cells]
    write(copy, "aliases", rows)
    found = problems(copy)
    assert [(p.file, p.row, p.column) for p in found] == [("aliases.csv", len(rows) + 1, column)]
    assert expected in found[0].expected


class TestWholeFile:
    def test_all_problems_are_listed_at_once(self, copy):
        change(copy, "agencies", "DINKES", "counted", "ya")
        change(copy, "regions", "11.10", "type", "Kota")
        change(copy, "indicators", "IKU-DINKES-01", "decimals", "9")
        found = problems(copy)
        assert [p.file for p in found] == ["agencies.csv", "regions.csv", "indicators.csv"]
        with pytest.raises(ReferenceError, match=r"3 problems\nagencies.csv, row \d+, column counted"):
            load_reference(copy)

    @pytest.mark.parametrize(
        ("written", "found"), [("batas", "without due_days; with batas"), ("grace_days,due_days", "grace_days")]
    )
    def test_columns_missing_unknown_or_twice(self, copy, written, found):
        path = copy / "calendar.csv"
        path.write_text(path.read_text("utf-8").replace("due_days", written, 1), "utf-8")
        assert (problems(copy)[0].row, problems(copy)[0].found) == (1, found)

    def test_columns_may_stand_in_any_order(self, copy):
        rows = [dict(reversed(row.items())) for row in read(copy, "calendar")]
        write(copy, "calendar", rows)
        pd.testing.assert_frame_equal(load_reference(copy).calendar, load_reference().calendar)

    def test_byte_order_mark_is_read_over(self, copy):
        path = copy / "calendar.csv"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        assert len(load_reference(copy).calendar) == 4

    def test_windows_text_is_named_with_its_line(self, copy):
        path = copy / "themes.csv"
        path.write_bytes(path.read_bytes() + b"lain,Lainnya \x96 umum,Other\n")
        (found,) = [p for p in problems(copy) if p.key == "utf8"]
        assert (found.file, found.row, found.found) == ("themes.csv", 19, r"b'\x96'")

    def test_wrong_number_of_cells(self, copy):
        path = copy / "themes.csv"
        path.write_text(path.read_text("utf-8") + "lain,Lainnya\n", "utf-8")
        (problem,) = problems(copy)
        assert (problem.row, problem.found, problem.expected) == (19, "2 cells", "3 cells")

    def test_empty_file(self, copy):
        (copy / "targets.csv").write_text(",".join(SHEETS["targets"]) + "\n", "utf-8")
        (problem,) = problems(copy)
        assert (problem.file, problem.found, problem.found_id) == ("targets.csv", "no rows", "tidak ada baris")

    def test_no_marks_are_no_fault(self, copy):
        (copy / "rebase.csv").write_text(",".join(SHEETS["rebase"]) + "\n", "utf-8")
        assert load_reference(copy).rebase.empty

    def test_missing_region(self, copy):
        write(copy, "regions", [row for row in read(copy, "regions") if row["code"] != "11.75"])
        assert any(p.found == "no 11.75" for p in problems(copy))

    def test_missing_frequency(self, copy):
        write(copy, "calendar", read(copy, "calendar")[1:])
        (problem,) = problems(copy)
        assert problem.found == "no monthly"

    def test_shared_tile(self, copy):
        rows = read(copy, "regions")
        rows[2] |= {"tile_x": rows[1]["tile_x"], "tile_y": rows[1]["tile_y"]}
        write(copy, "regions", rows)
        (problem,) = problems(copy)
        assert (problem.row, problem.column, problem.expected) == (4, "tile_x, tile_y", "no repeat of row 3")


def test_every_table_is_a_frame_of_the_reference():
    assert set(SHEETS) < {field.name for field in fields(Reference)}
