"""The table of OWASP ASVS 5 in docs/security.md: level 1 is there whole, and so are the tests that it names."""

import re

from tests.architecture import sources

PAGE = (sources.ROOT / "docs" / "security.md").read_text("utf-8")
ROW = re.compile(r"^\| (\d[\d.–, ]*) \| ([^|]+) \| (\w+) \| ?(.*?) ?\|$", re.M)
STATES = {"tested", "set", "provider", "none", "no"}
LEVEL_1 = {
    "1.2": 5, "1.5": 1, "2.1": 1, "2.3": 1, "2.2": 2, "3.2": 2, "3.3": 1, "3.4": 2, "3.5": 3, "4.1": 1, "4.4": 1,
    "5.2": 2, "5.3": 2, "6.1": 1, "6.2": 8, "6.3": 2, "6.4": 2, "7.2": 4, "7.4": 2, "8.1": 1, "8.2": 2, "8.3": 1,
    "9.1": 3, "9.2": 1, "10.4": 5, "11.3": 2, "11.4": 1, "12.1": 1, "12.2": 2, "13.4": 1, "14.2": 1, "14.3": 1,
    "15.1": 1, "15.2": 1, "15.3": 1, "1.3": 2,
}  # fmt: skip
"""Section → how many of its requirements, the first ones, are of level 1 in 5.0.0: 70 in all."""


def numbers(cell: str) -> set[str]:
    """The requirements of a cell: `6.2.1–6.2.8` are eight."""
    found = set()
    for part in cell.split(", "):
        first, _, last = part.partition("–")
        section, _, at = first.rpartition(".")
        found |= {f"{section}.{n}" for n in range(int(at), int((last or first).rpartition(".")[2]) + 1)}
    return found


def test_every_requirement_of_level_1_is_answered():
    wanted = {f"{section}.{n}" for section, count in LEVEL_1.items() for n in range(1, count + 1)}
    assert len(wanted) == 70
    answered = set().union(*(numbers(row[0]) for row in ROW.findall(PAGE)))
    assert wanted <= answered


def test_an_answer_names_a_test_that_is_there_or_says_why():
    for number, _, state, by in ROW.findall(PAGE):
        named = re.findall(r"`(tests/[\w/.]+)`", by)
        assert state in STATES, number
        assert named or state != "tested" or by.startswith("the same"), number
        assert by or state == "provider" or state == "none", number
        assert not [path for path in named if not (sources.ROOT / path).exists()], number
