"""The nearest codes for misspelt texts, and that a file read by them is the file that was meant."""

import pytest

from data.intake import Options, read
from data.intake.suggestions import suggest, sure
from data.reference import load_reference

HEADER = "kode_instansi;kode_unit;kode_indikator;kode_wilayah;nama_wilayah;periode;realisasi;status_data\n"
REFERENCE = load_reference()


@pytest.fixture
def take(tmp_path):
    def taken(*lines, **options):
        path = tmp_path / "laporan.csv"
        path.write_text(HEADER + "".join(f"{line}\n" for line in lines), "utf-8")
        return read(path, Options(**options), REFERENCE, None, tmp_path / "work")

    return taken


def groups_of(result, agency="DINKES"):
    columns, system = result.recognised["columns"], result.recognised["region_codes"]
    return suggest(result.findings, columns, REFERENCE, agency, system)


@pytest.mark.parametrize(
    ("line", "rule", "code"),
    [
        ("DINKES;;IKU-DINKES-04;;Kota Bnda Aceh;2024;20,5;", "region_unknown", "11.71"),
        ("DINKES;;IKU-DINKES-04;;Acheh Selattan;2024;20,5;", "region_unknown", "11.01"),
        ("DINKES;;IKU-DINKES-04;;Kabupaten Sabang;2024;20,5;", "region_unknown", "11.72"),
        ("DINKES;;IKU-DINKES-04;;Kab. Subulusalam;2024;20,5;", "region_unknown", "11.75"),
        ("DINKEZ;;IKU-DINKES-04;11.71;;2024;20,5;", "agency_unknown", "DINKES"),
        ("DINKES;DINKES-P2PP;IKU-DINKES-04;11.71;;2024;20,5;", "unit_unknown", "DINKES-P2P"),
        ("DINKES;;IKU-DINKS-04;11.71;;2024;20,5;", "indicator_unknown", "IKU-DINKES-04"),
        ("DINKES;;IKU-DINKES-04;11.71;;2024;20,5;semantara", "status_unknown", "sementara"),
    ],
)
def test_a_misspelt_text_is_mended_by_its_first_suggestion(take, line, rule, code):
    broken = take(line)
    assert broken.counts == {rule: 1}
    ((first, *_),) = groups_of(broken)
    assert (first.rule, first.code, first.rows) == (rule, code, 1)
    assert 0.6 <= first.likeness < 1
    mended = take(line, replace=(first.replacement,))
    assert (mended.outcome, mended.counts) == ("accepted", {})


def test_one_suggestion_mends_every_row_with_the_text(take):
    lines = [f"DINKES;;IKU-DINKES-04;;Kota Sabng;{year};20,5;" for year in (2021, 2022, 2023)]
    broken = take(*lines, "DINKES;;IKU-DINKES-04;;Lhoksmawe;2024;20;")
    first, second = groups_of(broken)
    assert (first[0].found, first[0].code, first[0].rows) == ("Kota Sabng", "11.72", 3)
    assert (second[0].code, second[0].rows) == ("11.73", 1)
    chosen = sure((first, second), 0.85)
    assert take(*lines, replace=tuple(one.replacement for one in chosen)).accepted == 3


def test_a_code_at_odds_with_its_name_offers_both_places_and_none_is_sure(take):
    line = "DINKES;;IKU-DINKES-04;11.01;Simeulue;2024;20,5;"
    broken = take(line)
    (group,) = groups_of(broken)
    assert [one.code for one in group] == ["11.09", "11.01"]
    assert sure([group]) == []
    for one in group:
        assert take(line, replace=(one.replacement,)).counts == {}


def test_codes_of_bps_are_mended_by_codes_of_bps(take):
    lines = ["DINKES;;IKU-DINKES-04;1102;Aceh Singkil;2024;20,5;", "DINKES;;IKU-DINKES-04;1101;Aceh Selatan;2024;20,5;"]
    broken = take(*lines, region_codes="bps")
    assert broken.counts == {"code_name_mismatch": 1}
    (group,) = groups_of(broken)
    assert [one.code for one in group] == ["11.01", "11.09"]
    for one in group:
        assert take(*lines, region_codes="bps", replace=(one.replacement,)).counts == {}


def test_what_is_near_nothing_has_no_suggestion(take):
    assert groups_of(take("DINKES;;IKU-DINKES-04;;Zürich;2024;20,5;")) == []


def test_the_kind_of_a_region_alone_is_near_nothing(take):
    assert groups_of(take("DINKES;;IKU-DINKES-04;;Kabupaten Medan;2024;20,5;")) == []


def test_a_tie_is_never_sure(take):
    (group,) = groups_of(take("DINKES;;IKU-DINKES-0;11.71;;2024;20,5;"))
    assert group[0].likeness == group[1].likeness
    assert sure([group], 0.6) == []
