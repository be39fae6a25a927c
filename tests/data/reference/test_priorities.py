"""The short list: at most twelve indicators, each once, of known agencies, marked as proposal or decided."""

import csv
import shutil

import pytest

from data.reference import REFERENCE, ReferenceError, load_reference
from data.reference.tables import MOST_PRIORITIES

SHEET = "priorities.csv"


@pytest.fixture
def copy(tmp_path):
    for path in REFERENCE.glob("*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path


def written(folder, rows):
    with (folder / SHEET).open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def rows_of(folder):
    with (folder / SHEET).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_the_shipped_list_is_a_proposal_of_at_most_twelve():
    shipped = load_reference().priorities
    assert list(shipped["position"]) == list(range(1, len(shipped) + 1))
    assert len(shipped) <= MOST_PRIORITIES
    assert set(shipped["status"]) == {"proposal"}


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("position", "11", "no repeat of row"),
        ("indicator", "IKU-TIADA-01", "a code of indicators.csv"),
        ("agency", "TIADA", "a code of agencies.csv"),
        ("status", "resmi", "one of proposal, decided"),
    ],
)
def test_a_broken_cell_is_named(copy, column, value, expected):
    rows = rows_of(copy)
    rows[-1][column] = value
    written(copy, rows)
    with pytest.raises(ReferenceError) as error:
        load_reference(copy)
    assert any(problem.file == SHEET and expected in problem.expected for problem in error.value.problems)


def test_a_thirteenth_is_refused(copy):
    rows = rows_of(copy)
    written(copy, [*rows, {**rows[0], "position": "13", "indicator": "IKU-BAPPEDA-02"}])
    with pytest.raises(ReferenceError, match="no more than 12 priorities"):
        load_reference(copy)


def test_an_office_may_have_none(copy):
    header = (copy / SHEET).read_text("utf-8").splitlines()[0]
    (copy / SHEET).write_text(f"{header}\n", "utf-8")
    assert load_reference(copy).priorities.empty
