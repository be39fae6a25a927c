"""Texts that the sender wants read otherwise, the cells kept beside a reading, and the stages it tells of."""

import duckdb
import pytest

from data.intake import Options, Replacement, read
from data.intake.reading import STAGES
from data.reference import load_reference

HEADER = "kode_instansi;kode_indikator;kode_wilayah;nama_wilayah;periode;realisasi\n"
MISSPELT = HEADER + "".join(
    f"DINKES;IKU-DINKES-04;;{name};{year};{value}\n"
    for name, year, value in [("Bnda Aceh", 2024, "20,5"), ("Kota Sabang", 2024, "21,5"), ("Bnda Aceh ", 2023, "22,5")]
)
AT_ODDS = HEADER + "DINKES;IKU-DINKES-04;11.01;Simeulue;2024;20,5\nDINKES;IKU-DINKES-04;11.01;Aceh Selatan;2024;9,5\n"


@pytest.fixture
def take(tmp_path):
    """`take(text, *replacements)` reads a text as a file, with its cells kept."""

    def taken(text, *replacements, **more):
        path = tmp_path / "laporan.csv"
        path.write_text(text, "utf-8")
        options = Options(replace=replacements)
        return read(path, options, load_reference(), None, tmp_path / "work", keep_cells=True, **more)

    return taken


def accepted(result):
    with duckdb.connect() as connection:
        query = "SELECT source_row, region, actual FROM read_parquet(?) ORDER BY 1"
        return connection.execute(query, [str(result.accepted_path)]).fetchall()


def test_a_text_is_read_otherwise_in_every_row_that_holds_it(take):
    assert (take(MISSPELT).accepted, take(MISSPELT).rejected) == (1, 2)
    mended = take(MISSPELT, Replacement({"nama_wilayah": "Bnda Aceh"}, {"nama_wilayah": "Kota Banda Aceh"}))
    assert accepted(mended) == [(2, "11.71", 20.5), (3, "11.72", 21.5), (4, "11.71", 22.5)]
    assert "region_unknown" not in mended.counts


def test_a_pair_of_texts_is_mended_without_touching_other_rows(take):
    assert take(AT_ODDS).counts == {"code_name_mismatch": 1}
    pair = {"kode_wilayah": "11.01", "nama_wilayah": "Simeulue"}
    mended = take(AT_ODDS, Replacement(pair, {"kode_wilayah": "11.09"}))
    assert accepted(mended) == [(2, "11.09", 20.5), (3, "11.01", 9.5)]


def test_headers_the_file_lacks_are_passed_over(take):
    result = take(MISSPELT, Replacement({"kolom lain": "x"}, {"kolom lain": "y"}), Replacement({}, {"periode": "2020"}))
    assert (result.accepted, result.rejected) == (1, 2)


def test_hostile_texts_stay_texts(take):
    result = take(MISSPELT, Replacement({"nama_wilayah": "Bnda Aceh"}, {"nama_wilayah": "'; DROP TABLE raw; --"}))
    assert result.counts["region_unknown"] == 2
    assert {one.found for one in result.findings} == {"'; DROP TABLE raw; --"}


def test_the_cells_are_kept_as_they_came(take):
    result = take(MISSPELT, Replacement({"nama_wilayah": "Bnda Aceh"}, {"nama_wilayah": "Kota Banda Aceh"}))
    with duckdb.connect() as connection:
        kept = connection.execute('SELECT "row", c4 FROM read_parquet(?)', [str(result.cells_path)]).fetchall()
    assert kept == [(1, "nama_wilayah"), (2, "Bnda Aceh"), (3, "Kota Sabang"), (4, "Bnda Aceh ")]
    assert result.head[0][3] == "nama_wilayah"
    assert [facts["at"] for facts in result.recognised["columns"]] == [1, 2, 3, 4, 5, 6]


def test_stages_are_told_in_order_with_rows_and_seconds(take):
    told = []
    take(MISSPELT, progress=lambda **facts: told.append(facts))
    assert [facts["stage"] for facts in told] == list(STAGES)
    assert {facts["stage"]: facts["rows"] for facts in told}["loaded"] == 4
    seconds = [facts["seconds"] for facts in told]
    assert seconds == sorted(seconds)
    assert seconds[0] >= 0


def test_a_refused_file_still_shows_its_first_lines(take):
    result = take("judul saja\na;b\n1;2\n")
    assert result.outcome == "rejected"
    assert result.head[1][:2] == ["a", "b"]
