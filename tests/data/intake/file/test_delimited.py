"""Which mark separates the cells of a text."""

import pytest

from data.intake.contract import IntakeError
from data.intake.file.delimited import _ranked, splits


@pytest.mark.parametrize(
    ("lines", "mark"),
    [
        (["a;b;c", "1;2,5;3", "2;3,5;4"], ";"),
        (["a,b,c", "1,2.5,3", "2,3.5,4"], ","),
        (["1,5;a;b"] * 5 + ["2,5"] * 5, ";"),  # half the lines are enough for the mark that gives more cells
        (["1,5;a;b"] * 4 + ["2,5"] * 6, ","),
        (["Judul"], ","),
    ],
)
def test_the_likeliest_mark_comes_first(lines, mark):
    assert _ranked(lines)[0][0] == mark


def test_lines_without_a_mark_are_not_split():
    assert splits(["a;b", "1;2"])
    assert not splits(["Judul", "Keterangan"])
    assert not splits(["a;b"])


@pytest.mark.parametrize(("letters", "kept"), [(199, 199), (200, 200), (201, 200)])
def test_what_was_found_is_told_up_to_a_length(letters, kept):
    assert len(IntakeError("file_unreadable", found="x" * letters).found) == kept
