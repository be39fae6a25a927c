"""Answers of a sender: known again by agency and layout, never for another one, never the period."""

import json

import openpyxl
import pytest

from data.intake import Options, read, saved_answers
from data.intake.saved_answers import Answers
from data.reference import load_reference

REFERENCE = load_reference()
HEAD = [
    ["Persentase Penduduk Miskin Menurut Kabupaten/Kota, 2024"],
    ["Kode", "Kabupaten/Kota", "2023", "2024"],
    ["1101", "Simeulue", "18,37", "18,01"],
    ["1102", "Aceh Singkil", "1.019,15", "19,06%"],
]
GIVEN = Answers("bps", "comma", None, {"kode_indikator": "IKU-BAPPEDA-13"}, {"Persentase": "realisasi"})


def test_next_years_file_has_the_same_layout():
    later = [["Persentase Penduduk Miskin, 2025"], ["Kode", "Kabupaten/Kota", "2024", "2025"], ["1101", "Simeulue"]]
    assert saved_answers.layout_of(HEAD) == saved_answers.layout_of(later)


@pytest.mark.parametrize(
    "head", [[["Kode", "Kecamatan", "2023"]], [["Kode BPS", "Kabupaten/Kota", "2023", "2024", "Catatan"]], [["x", "y"]]]
)
def test_other_headers_are_another_layout(head):
    assert saved_answers.layout_of(head) != saved_answers.layout_of(HEAD)


@pytest.mark.parametrize("head", [[], [[]], [["", "--"]]])
def test_nothing_to_know_a_layout_by(head):
    assert saved_answers.layout_of(head) is None


def test_answers_come_back_for_their_agency_and_layout_only(tmp_path):
    saved_answers.remember(tmp_path, "BAPPEDA", "ab12", GIVEN)
    found = saved_answers.recall(tmp_path, "BAPPEDA", "ab12")
    assert (found.region_codes, found.decimal, found.set, found.map) == (
        "bps",
        "comma",
        {"kode_indikator": "IKU-BAPPEDA-13"},
        {"Persentase": "realisasi"},
    )
    assert found.given_at
    assert saved_answers.recall(tmp_path, "DINKES", "ab12") is None
    assert saved_answers.recall(tmp_path, "BAPPEDA", "ab13") is None
    saved_answers.forget(tmp_path, "BAPPEDA", "ab12")
    assert saved_answers.recall(tmp_path, "BAPPEDA", "ab12") is None


def test_nothing_answered_forgets_what_was_kept(tmp_path):
    saved_answers.remember(tmp_path, None, "ab12", GIVEN)
    saved_answers.remember(tmp_path, None, "ab12", Answers())
    assert saved_answers.recall(tmp_path, None, "ab12") is None
    assert list((tmp_path / "answers").iterdir()) == []


def test_the_period_of_one_file_is_not_an_answer_for_the_next():
    options = Options(set={"periode": "2024", "kode_indikator": "IKU-DINKES-04"}, decimal="dot")
    assert saved_answers.of_options(options) == Answers(
        decimal="dot", set={"kode_indikator": "IKU-DINKES-04"}, title=""
    )


def test_what_the_sender_says_now_goes_before_what_was_said():
    options = GIVEN.applied(Options(agency="BAPPEDA", decimal="dot", set={"periode": "2024"}))
    assert options.decimal == "dot"
    assert options.region_codes == "bps"
    assert options.set == {"kode_indikator": "IKU-BAPPEDA-13", "periode": "2024"}
    assert options.agency == "BAPPEDA"


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"neu": 1}', json.dumps({"decimal": 3}), json.dumps({"set": {"a": 1}}), json.dumps({"map": 5})],
)
def test_damaged_answers_count_as_none(tmp_path, content):
    saved_answers.remember(tmp_path, "BAPPEDA", "ab12", GIVEN)
    (path,) = (tmp_path / "answers").iterdir()
    path.write_text(content, "utf-8")
    assert saved_answers.recall(tmp_path, "BAPPEDA", "ab12") is None


def test_no_path_comes_from_outside(tmp_path):
    saved_answers.remember(tmp_path / "store", "../../etc", "../ab", GIVEN)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.json")] == ["store/answers/ETC-ab.json"]


HEADER = "kode_indikator;nama_wilayah;periode;realisasi"
LINE = "IKU-DINKES-04;Kota Banda Aceh;2024;20,5"
MISFITS = {
    "a sheet of another workbook": (f"{HEADER}\n{LINE}\n", Answers(sheet="Salinan bertanda"), {"sheet"}),
    "a header that is gone": (f"{HEADER}\n{LINE}\n", Answers(map={"Hasil": "realisasi"}), {"map"}),
    "a column that told rows apart": (f"{HEADER}\n{LINE}\n", Answers(set={"Jenis Kelamin": "L+P"}), {"set"}),
    "a meaning that is none any more": (f"{HEADER}\n{LINE}\n", Answers(map={"realisasi": "IKU-LAMA-99"}), {"map"}),
    "codes of the other system": (
        "kode_indikator;kode_wilayah;nama_wilayah;periode;realisasi\nIKU-DINKES-04;1103;Aceh Timur;2024;20,5\n",
        Answers(region_codes="bps"),
        {"region_codes"},
    ),
    "an indicator under another title": (
        "Prevalensi stunting\nnama_wilayah;periode;realisasi\nKota Banda Aceh;2024;20,5\n",
        Answers(set={"kode_indikator": "IKU-BAPPEDA-13"}, title="persentase penduduk miskin"),
        {"set"},
    ),
}


@pytest.mark.parametrize("name", MISFITS)
def test_an_answer_that_no_longer_fits_is_told_and_let_go(name, tmp_path):
    text, known, parts = MISFITS[name]
    path = tmp_path / "laporan.xlsx"
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append(line.split(";"))
    book.save(path)

    def reading(options):
        return read(path, options, REFERENCE, None, tmp_path / "work")

    plain, tried = reading(Options()), reading(known.applied(Options()))
    title = str(tried.recognised.get("title") or "")
    left = saved_answers.misfits(known, title, plain, tried)
    assert {part for part in ("region_codes", "decimal", "sheet", "set", "map") if getattr(left, part)} == parts
    again = reading(known.without(left).applied(Options()))
    assert (again.outcome, again.counts) == (plain.outcome, plain.counts)


def test_an_answer_that_still_fits_stays(tmp_path):
    path = tmp_path / "laporan.csv"
    path.write_text("Daerah;Hasil\nKota Banda Aceh;20,5\n", "utf-8")
    known = Answers(set={"kode_indikator": "IKU-DINKES-04"}, map={"Daerah": "nama_wilayah", "Hasil": "realisasi"})
    plain, tried = (read(path, one, REFERENCE, None, tmp_path / "w") for one in (Options(), known.applied(Options())))
    assert saved_answers.misfits(known, "", plain, tried).empty


def test_the_place_of_one_file_is_not_an_answer_for_the_next():
    assert saved_answers.of_options(Options(set={"kode_wilayah": "11.07"})).empty


def test_a_file_without_an_agency_takes_the_answers_of_the_only_one_that_gave_any(tmp_path):
    given = saved_answers.Answers(decimal="comma")
    assert saved_answers.recall_any(tmp_path, "ab") is None
    saved_answers.remember(tmp_path, "DINKES", "ab", given)
    agency, found = saved_answers.recall_any(tmp_path, "ab")
    assert (agency, found.decimal) == ("DINKES", "comma")
    saved_answers.remember(tmp_path, "DISDIK", "ab", given)
    assert saved_answers.recall_any(tmp_path, "ab") is None
