"""What the queries say of themselves is what they take and give, and every word of it has its meaning."""

import subprocess
import sys
from pathlib import Path

import pytest

from data.queries import meanings, named, page
from data.store import Store

DOCS = Path(__file__).resolve().parents[3] / "docs" / "queries.md"
TYPES = {
    "string": "text", "double": "number", "int64": "whole", "int32": "whole", "date32[day]": "date", "bool": "flag",
}  # fmt: skip
NEEDED = {"language": "id"}


@pytest.mark.parametrize("query", named.names())
def test_a_query_gives_and_takes_what_its_head_says(shipped, query):
    known = meanings.described(query)
    assert known.grain
    assert tuple(one.name for one in known.parameters) == named.parameters_of(query)
    given = {name: value for name, value in NEEDED.items() if name in named.parameters_of(query)}
    types = Store(shipped).snapshot().arrow(query, **given).schema
    assert [(one.name, one.type) for one in known.columns] == [(field.name, _type(field.type)) for field in types]


def _type(found):
    return f"{_type(found.value_type)}s" if hasattr(found, "value_type") else TYPES[str(found)]


def test_no_meaning_is_without_use():
    every = {name: meanings.described(name) for name in named.names()}
    columns = {one.name for each in every.values() for one in each.columns}
    parameters = {one.name for each in every.values() for one in each.parameters}
    stems = {f"{stem}_{language}" for stem in meanings.registry()["spoken"] for language in meanings.SPOKEN}
    assert set(meanings.registry()["columns"]) <= columns
    assert set(meanings.registry()["parameters"]) == parameters
    assert stems <= columns
    downloads = ("download_rows", "download_verdicts", "download_rollups")
    assert set(meanings.registry()["headings"]) == {one.name for each in downloads for one in every[each].columns}
    for place in meanings.registry()["where"]:
        for query in place["queries"]:
            assert set(place["columns"]) <= {one.name for one in every[query].columns}, query


def test_the_page_tells_them_all():
    assert DOCS.read_text("utf-8") == page.page(), "python -m data.queries.page docs/queries.md"


def test_help_tells_of_one_query_without_the_engine():
    code = (
        "import sys\nfrom data.commands.main import main\n"
        "try:\n    main(['query', 'calendar', '--help'])\nexcept SystemExit:\n    pass\n"
        "assert not {'duckdb', 'pandas', 'pyarrow', 'numpy'} & set(sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "calendar: one row per frequency" in told
    assert "  due_days               whole    days from the end of the period to the deadline\n" in told
