"""Bytes, line ends and quotes: the same table in every dress gives the same rows, and line numbers hold."""

import itertools

import pytest

from data.intake.file.encoding import ready, recognise
from tests.data.intake.file import dialects

HEAD = "kode_indikator;kode_wilayah;periode;realisasi;catatan\n"
ROWS = "IKU-BAPPEDA-13;11.01;2024;12,5;naik\nIKU-BAPPEDA-13;11.02;2024;13,25;turun\n"
PLAIN = HEAD + ROWS
WANTED = [(2, "11.01", 12.5, "naik"), (3, "11.02", 13.25, "turun")]
COLUMNS = ("source_row", "region", "actual", "note")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PLAIN.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + PLAIN.encode(), "utf-8-sig"),
        (PLAIN.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + PLAIN.encode("utf-16-be"), "utf-16-be"),
        (PLAIN.encode("utf-16-le"), "utf-16-le"),
        (PLAIN.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encodings(load, content, name):
    result = load(content)
    assert (result.recognised["encoding"], result.rows(*COLUMNS)) == (name, WANTED)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ab;\n", "utf-16-le"), ("a;\n", None),  # four characters are the fewest
        ("abcdefg" + "\u0627" * 3, "utf-16-le"), ("abcdef" + "\u0627" * 4, None),  # more than six of ten are Latin
        ("abcdefghijklmnopqrs\u0400", "utf-16-le"), ("abcdefghi\u0400", None),  # fewer than one of ten ends in zero
    ],
)  # fmt: skip
def test_zero_bytes_tell_of_utf_16_without_a_mark(tmp_path, text, name):
    path = tmp_path / "ekspor.csv"
    path.write_bytes(text.encode("utf-16-le"))
    found = recognise(path).name
    assert found == name if name else not found.startswith("utf-16")


def test_a_file_in_order_is_read_in_place_and_any_other_is_copied(tmp_path):
    path = tmp_path / "ekspor.csv"
    in_order = (PLAIN, PLAIN.replace("naik", '"naik"'))
    others = [PLAIN.replace(*each) for each in (("\n", "\r"), ("naik", 'n"aik"'), ("naik", "na\0ik"))]
    for content in (*in_order, *others):
        path.write_bytes(content.encode())
        assert (ready(path, recognise(path), ";", tmp_path).path == path) == (content in in_order), content


@pytest.mark.parametrize("line", ["a\u00e9\r", "\u00e9a\r", "\u00e9a\n", "a\u00e9\r\n"])
def test_no_letter_is_cut_between_two_blocks(tmp_path, line):
    path = tmp_path / "ekspor.csv"
    path.write_bytes(line.encode() * 600_000)
    assert recognise(path).reason_en == "the whole file is valid UTF-8"


@pytest.mark.parametrize("end", ["", "\n"])
def test_the_last_line_counts_whether_it_ends_or_not(tmp_path, end):
    path = tmp_path / "ekspor.csv"
    path.write_bytes(PLAIN.encode() + b"n\xe9e" + end.encode())
    assert recognise(path).name == "windows-1252"
    path.write_bytes(PLAIN.encode() + "n\u00e9e".encode() + end.encode())
    assert recognise(path).name == "utf-8"


def test_windows_1252_with_narrow_blanks_and_dashes(load):
    text = HEAD + "IKU-BAPPEDA-04;11.01;2024;–1\u00a0234,5;50 µg – “baik”\n"
    result = load(text.encode("cp1252"), reasons=[(None, None, "diperiksa")])
    assert result.recognised["encoding"] == "windows-1252"
    assert result.rows("actual", "note") == [(-1234.5, "50 µg – “baik”")]


@pytest.mark.parametrize(("end", "name"), [("\r\n", "crlf"), ("\r", "cr"), ("\n", "lf")])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends(load, end, name, last):
    result = load((PLAIN if last else PLAIN.rstrip("\n")).replace("\n", end).encode())
    assert (result.recognised["line_ends"], result.rows(*COLUMNS)) == (name, WANTED)


def test_mixed_line_ends(load):
    result = load((HEAD.replace("\n", "\r\n") + ROWS).encode())
    assert (result.recognised["line_ends"], result.rows(*COLUMNS)) == ("mixed", WANTED)


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_delimiters(load, mark):
    text = PLAIN.replace("12,5", "12.5").replace("13,25", "13.25").replace(";", mark)
    result = load(text)
    assert (result.recognised["delimiter"], result.rows(*COLUMNS)) == (mark, WANTED)


def test_empty_lines_do_not_shift_the_numbers(load):
    text = "\n" + HEAD + "\n" + ROWS.split("\n")[0] + "\n\n  \n" + ROWS.split("\n")[1] + "\n\n\n"
    assert load(text).rows("source_row") == [4, 7]


def test_quoted_line_breaks_do_not_shift_the_numbers(load):
    text = (
        HEAD + 'IKU-BAPPEDA-13;11.01;2024;12,5;"naik;\nlalu ""turun""\n\nlagi"\nIKU-BAPPEDA-13;11.02;2024;13,25;turun\n'
    )
    assert load(text).rows(*COLUMNS) == [(2, "11.01", 12.5, 'naik; lalu "turun"  lagi'), (6, "11.02", 13.25, "turun")]


@pytest.mark.parametrize("tail", ["", "\n"])
def test_everything_quoted(load, tail):
    text = "\n".join(";".join(f'"{cell}"' for cell in row.split(";")) for row in PLAIN.strip().split("\n"))
    assert load(text + tail).rows(*COLUMNS) == WANTED


def test_texts_kept_from_becoming_numbers_are_read_as_written(load):
    text = "\n".join(";".join(f'="{cell}"' for cell in row.split(";")) for row in PLAIN.strip().split("\n"))
    assert load(text).rows(*COLUMNS) == WANTED
    first = 'kode_wilayah;kode_indikator;periode;realisasi\n="11.10";="IKU-BAPPEDA-13";="2024";="12,5"\n'
    assert load(first).rows("region", "actual") == [("11.10", 12.5)]


def test_inches_are_no_quotes(load):
    result = load(HEAD + ROWS.replace("naik", 'pipa 5" dan 3"').replace("turun", 'papan 5"'))
    assert result.rows("note") == ['pipa 5" dan 3"', 'papan 5"']


def test_a_quote_that_never_closes_spoils_its_own_line_only(load):
    rows = "".join(f"IKU-BAPPEDA-13;11.{n:02d};2024;12,5;baik\n" for n in range(3, 19))
    result = load(HEAD + 'IKU-BAPPEDA-13;11.01;2024;12,5;"salah\nIKU-BAPPEDA-13;11.02;2024;13,25;"benar"\n' + rows)
    assert result.found("quote_unclosed") == [("quote_unclosed", 2)]
    assert result.rows("source_row") == list(range(3, 20))


def test_trailing_delimiters_make_no_column(load):
    assert load(PLAIN.replace("\n", ";\n")).rows(*COLUMNS) == WANTED


def test_surplus_cells_are_told(load):
    result = load(HEAD + ROWS.replace("turun", "turun;lalu naik"))
    assert result.found() == [("cells_extra", 3)]


def test_zero_bytes_are_dropped_and_told(load):
    result = load(PLAIN.replace("naik", "na\0ik").encode())
    assert result.rows(*COLUMNS) == WANTED
    assert result.found() == [("zero_byte", 2)]
    assert result.rows("warning") == ["zero_byte", None]


def test_bytes_that_cannot_be_read_spoil_their_line_only(load):
    text = PLAIN.replace("turun", "téruş").encode().replace(b"naik", b"n\xff\xfeik")
    result = load(text)
    assert result.recognised["encoding"] == "utf-8"
    assert (result.found(), result.rows("source_row")) == ([("bytes_unreadable", 2)], [3])


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" \r\n"])
def test_empty_files(load, content):
    result = load(content)
    assert (result.outcome, result.found()) == ("rejected", [("file_empty", None)])


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 entah", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04rusak", b"\xd0\xcf\x11\xe0rusak"]
)
def test_files_of_other_kinds(load, content):
    result = load(content)
    assert (result.outcome, result.found()) == ("rejected", [("file_unreadable", None)])


def test_a_file_that_is_not_there(tmp_path, reference):
    from data import intake

    result = intake.read(tmp_path / "tiada.csv", intake.Options(), reference, None, tmp_path / "work")
    assert (result.outcome, result.findings[0].rule) == ("rejected", "file_missing")


def test_very_long_lines_are_told(load):
    result = load(HEAD + ROWS.replace("turun", "x" * 2_000_000) + "IKU-BAPPEDA-13;11.03;2024;1,5;\n")
    assert result.found("line_too_long") == [("line_too_long", 3)]
    assert result.rows("source_row") == [2, 4]


def test_a_million_characters_are_the_longest_line_that_is_copied(load):
    lines = ["IKU-BAPPEDA-13;11.01;2024;1,5;", "IKU-BAPPEDA-13;11.02;2024;2,5;"]
    full = [line + "x" * (1_000_000 + more - len(line)) for line, more in zip(lines, (0, 1), strict=True)]
    result = load((HEAD + "\n".join(full) + "\nIKU-BAPPEDA-13;11.03;2024;3,5;").replace("\n", "\r").encode())
    assert (result.found("line_too_long"), result.rows("actual")) == ([("line_too_long", 3)], [1.5, 3.5])
    assert result.one("line_too_long").found == full[1][:80]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_lines_that_stand_wholly_in_quotes(load, mark, codec):
    head = mark.join(["kode_indikator", "kode_wilayah", "periode", "realisasi", "catatan"])
    rows = [
        mark.join(["IKU-BAPPEDA-13", f"11.0{n}", "2024", f"{n}.5", '""naik, lagi; dan\tlagi""']) for n in range(1, 4)
    ]
    whole = load("\n".join(f'"{line}"' for line in [head, *rows]).encode(codec))
    partly = load("\r\n".join([head, *(f'"{line}"' for line in rows)]).encode(codec))
    for result in (whole, partly):
        assert result.rows("source_row", "actual", "note")[0] == (2, 1.5, "naik, lagi; dan\tlagi")
        assert (result.outcome, result.accepted) == ("accepted", 3)


def test_a_table_in_the_first_column_of_a_sheet(load):
    rows = ["kode_indikator,kode_wilayah,periode,realisasi", "IKU-BAPPEDA-13,11.01,2024,12.5"]
    for dialect in ("xlsx", "ods"):
        result = load(getattr(dialects, dialect)([[row] for row in rows]), name=f"a.{dialect}")
        assert (result.outcome, result.rows("source_row", "actual")) == ("accepted", [(2, 12.5)])


FAULTS = {
    "zero": b"a\0b", "byte": b"\xff", "quote": b'"open', "mark": b"\xef\xbb\xbf", "return": b"a\rb", "cut": b"\xc3\x28",
}  # fmt: skip


def test_two_faults_in_one_line_leave_the_other_lines_whole(load):
    rows = b"".join(f"IKU-BAPPEDA-13;11.0{n};2024;{n},5;\u00e9\n".encode() for n in range(1, 5))
    for number, (first, second) in enumerate(itertools.combinations(FAULTS, 2)):
        end = b"\n" * (number % 2)
        last = b"IKU-BAPPEDA-13;11.05;2024;5,5;" + FAULTS[first] + b" lagi " + FAULTS[second] + end
        result = load(HEAD.encode() + rows + last)
        assert result.rows("actual") in ([1.5, 2.5, 3.5, 4.5], [1.5, 2.5, 3.5, 4.5, 5.5]), (first, second)
        assert result.accepted == 5 or result.rejects()[0][0] == 6, (first, second)
        assert not result.found("file_unreadable")


@pytest.mark.parametrize("trailing", [1, 6, 12, 20])
def test_the_mark_under_which_the_header_is_known_separates(load, trailing):
    rows = [f"IKU-BAPPEDA-13;11.{n % 18 + 1:02d};{2001 + n};{n},5;a, b" + ";" * (n < trailing) for n in range(23)]
    result = load(HEAD + "\n".join(rows))
    assert (result.recognised["delimiter"], result.read) == (";", 23)
    assert result.rows("actual")[1] == 1.5 or result.found()
