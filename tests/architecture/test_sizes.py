"""Files and functions that are read in one go. Lists of those that are not may only shrink."""

import ast

import pytest

from tests.architecture import breaches, sources

FILE, SCRIPT, FUNCTION = 400, 80, 40  # lines
MEDIAN, NINE_OF_TEN = 8, 18  # lines of code in a function's body
ALL = [*sources.files(*sources.FOLDERS, "tests"), sources.ROOT / "app.py"]


def lines_of_code(path) -> list[int]:
    """The lines of code in each function's body: no docstring, comment or blank line, and no list of parameters."""
    text = path.read_text("utf-8").splitlines()
    counted = []
    for function in sources.functions(path):
        body = function.body[1:] if ast.get_docstring(function) else function.body
        lines = {line for statement in body for line in range(statement.lineno, statement.end_lineno + 1)}
        said = [text[line - 1].strip() for line in lines]
        counted.append(sum(bool(line) and not line.startswith("#") for line in said))
    return sorted(counted)


def test_files_are_short_or_known_not_to_be():
    long = {sources.shown(path): len(path.read_text("utf-8").splitlines()) for path in ALL}
    long = {name: count for name, count in long.items() if count > FILE}
    assert set(long) == set(breaches.LONG_FILES)
    assert not {name for name, count in long.items() if count > breaches.LONG_FILES[name]}, "none of them grows"


def test_a_page_reads_like_a_table_of_contents():
    scripts = [path for path in (sources.ROOT / "pages").glob("*.py") if path.name != "__init__.py"]
    long = {path.stem: len(path.read_text("utf-8").splitlines()) for path in scripts}
    assert {name for name, count in long.items() if count > SCRIPT} == breaches.LONG_SCRIPTS


def test_functions_are_short_or_known_not_to_be():
    long = {
        f"{sources.shown(path)}:{one.name}": one.end_lineno - one.lineno + 1
        for path in ALL
        for one in sources.functions(path)
        if one.end_lineno - one.lineno + 1 > FUNCTION
    }
    assert set(long) == set(breaches.LONG_FUNCTIONS)
    assert not {name for name, count in long.items() if count > breaches.LONG_FUNCTIONS[name]}, "none of them grows"


def test_analytics_and_data_are_on_no_list():
    listed = [*breaches.LONG_FILES, *breaches.LONG_FUNCTIONS]
    assert not [name for name in listed if name.startswith(("analytics/", "data/"))]


@pytest.mark.parametrize("folders", [("analytics", "data"), ("pages",)], ids=" and ".join)
def test_most_functions_are_seen_at_a_glance(folders):
    counted = sorted(count for path in sources.files(*folders) for count in lines_of_code(path))
    assert counted[len(counted) // 2] <= MEDIAN
    assert counted[len(counted) * 9 // 10] <= NINE_OF_TEN
