"""Small files that stand for kinds of faults, with their right outcomes: `handed/expected.toml` names both."""

import tomllib
from pathlib import Path

import pytest

HANDED = Path(__file__).with_name("handed")
EXPECTED = tomllib.loads((HANDED / "expected.toml").read_text("utf-8"))


def shown(row):
    return " ".join("-" if value is None else str(value) for value in row)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_handed_file_is_read_as_it_was_meant_or_asked_about(load, name):
    (path,) = HANDED.glob(f"{name}.*")
    wanted = EXPECTED[name]
    result = load(path.read_bytes(), name=path.name)
    findings = [rule if row is None else f"{rule} {row}" for rule, row in result.found()]
    assert (result.outcome, sorted(findings)) == (wanted["outcome"], sorted(wanted.get("findings", [])))
    rows = result.rows("region", "period", "target", "actual", "status")
    assert [shown(row) for row in rows] == wanted.get("values", [])
