import csv
import io
import shutil

import pandas as pd
import pytest

from data.reference import REFERENCE, Change, ReferenceError, load_reference
from data.reference.amended_tables import File, amended
from data.reference.overlay import cells_of
from data.reference.reference import given
from data.settings import settings


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder that KINERJA_REFERENCE names."""
    folder = tmp_path / "acuan"
    folder.mkdir()
    monkeypatch.setenv("KINERJA_REFERENCE", str(folder))
    return folder


def rows(table):
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(folder, table, lines, **dialect):
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, **dialect).writerows(lines)


def with_commas(targets):
    """Rows of targets with decimal commas."""
    numbers = [targets[0].index(name) for name in ("target", "target_low", "target_high", "baseline")]
    return [[cell.replace(".", ",") if n in numbers else cell for n, cell in enumerate(line)] for line in targets]


def test_unset_and_empty_the_shipped_tables_are_read(folder, monkeypatch):
    shipped = load_reference(REFERENCE).hash
    assert load_reference().hash == shipped
    monkeypatch.delenv("KINERJA_REFERENCE")
    assert settings().reference is None
    assert load_reference().hash == shipped


def test_a_table_of_the_folder_stands_for_the_shipped_one_and_the_others_stay(folder):
    lines = rows("themes")
    lines[1][2] = "Service to the public"
    write(folder, "themes", lines)
    reference = load_reference()
    assert "Service to the public" in set(reference.themes["name_en"])
    assert reference.agencies.equals(load_reference(REFERENCE).agencies)


def test_a_folder_or_file_of_another_name_is_not_passed_over(folder, monkeypatch):
    shutil.copy(REFERENCE / "calendar.csv", folder / "calender.csv")
    with pytest.raises(ReferenceError, match=r"calender\.csv"):
        load_reference()
    monkeypatch.setenv("KINERJA_REFERENCE", str(folder / "none"))
    with pytest.raises(ReferenceError) as stopped:
        load_reference()
    assert "KINERJA_REFERENCE" in stopped.value.message_id


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_spreadsheets_separators_and_decimal_commas_are_read(folder, mark):
    lines = rows("targets")
    if mark == ";":
        lines = with_commas(lines)
    write(folder, "targets", lines, delimiter=mark)
    pd.testing.assert_frame_equal(load_reference().targets, load_reference(REFERENCE).targets)


def test_rows_of_the_office_are_laid_over_a_table_of_semicolons(folder):
    lines = rows("targets")
    write(folder, "targets", with_commas(lines), delimiter=";")
    lines[1][lines[0].index("plan")] = "RKPD 2027"
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    found = amended([File("targets.csv", text.getvalue().encode())], load_reference(), given(), rest=False)
    assert [(change.kind, change.columns) for change in found.changes] == [("changed", ["plan"])]
    over_commas, over_points = (load_reference(of, found.changes).targets for of in (None, REFERENCE))
    pd.testing.assert_frame_equal(over_commas, over_points)


def test_rows_of_the_office_do_not_hide_a_table_that_cannot_be_read(folder):
    (folder / "targets.csv").write_bytes((REFERENCE / "targets.csv").read_text("utf-8").encode("utf-16"))
    target = cells_of("targets", dict(zip(*rows("targets")[:2], strict=True)))
    with pytest.raises(ReferenceError) as stopped:
        load_reference(changes=[Change("targets", target, target, target)])
    assert [(one.file, one.key) for one in stopped.value.problems] == [("targets.csv", "utf8")]


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("=1+1", "formula"),
        ("@SUM(A1)", "formula"),
        ("+62 651", "formula"),
        ("-cmd", "formula"),
        ("Dinas <script>alert(1)</script>", "markup"),
        ("[klik](javascript:alert(1))", "markup"),
        (":red[merah]", "markup"),
        ("$\\\\frac{1}{2}$", "markup"),
        ("Dinas\u202eaman", "hidden"),
        ("Dinas\x00aman", "hidden"),
        ("Dinas\u200baman", "hidden"),
        ("x" * 2_001, "length"),
    ],
)
def test_a_text_that_is_more_than_text_is_refused_in_both_languages(folder, value, key):
    lines = rows("agencies")
    lines[3][1] = value
    write(folder, "agencies", lines)
    with pytest.raises(ReferenceError) as stopped:
        load_reference()
    assert [(one.row, one.column, one.key) for one in stopped.value.problems] == [(4, "name_id", key)]
    assert "baris 4, kolom name_id" in stopped.value.message_id
    assert len(stopped.value.message_id) < 500


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 500, b"PK\x03\x04" + bytes(range(256)), "kode;nama".encode("utf-16"), b'"' * 9, b"a" * 300_000,
     b'code,name_id,name_en\n"' + b"a" * 200_000 + b'",x,y\n', b"code,name_id,name_en\r" * 9],
)  # fmt: skip
def test_a_broken_file_is_said_in_words(folder, content):
    (folder / "themes.csv").write_bytes(content)
    with pytest.raises(ReferenceError) as stopped:
        load_reference()
    assert "themes.csv" in stopped.value.message_id


@pytest.mark.parametrize(("values", "right"), [(["7,5", "12,345"], [7.5, 12.345]), (["7.5", "12.345"], [7.5, 12.345])])
def test_three_digits_behind_a_mark_are_decimals_where_another_number_shows_it(folder, values, right):
    lines = rows("targets")[:3]
    place = lines[0].index("target")
    for line, value in zip(lines[1:], values, strict=True):
        line[place] = value
    write(folder, "targets", lines, delimiter=";")
    assert load_reference().targets["target"].tolist() == right


@pytest.mark.parametrize("values", ["7 12,345", "7 12.345", "7,5 12.345", "7,5 1.012,5", "1.5 2,5"])
def test_a_number_that_can_be_read_in_two_ways_is_asked_about(folder, values):
    lines = rows("targets")[:3]
    place = lines[0].index("target")
    for line, value in zip(lines[1:], values.split(), strict=True):
        line[place] = value
    write(folder, "targets", lines, delimiter=";")
    with pytest.raises(ReferenceError) as stopped:
        load_reference()
    assert {one.key for one in stopped.value.problems} >= {"decimal_mark"}
