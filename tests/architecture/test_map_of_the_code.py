"""The page that draws the code names what is there, and a newcomer finds it from where he begins."""

import re

import pytest

from tests.architecture import sources

PAGE = sources.ROOT / "docs" / "architecture.md"
NAMED = sorted(set(re.findall(r"`((?:analytics|benchmarks|data|docs|pages|tests)/[\w/.-]+)`", PAGE.read_text("utf-8"))))


@pytest.mark.parametrize("path", NAMED)
def test_what_the_page_names_is_there(path):
    assert (sources.ROOT / path).exists()


def test_it_is_found_from_where_one_begins_and_names_every_room():
    assert "docs/architecture.md" in (sources.ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert len(NAMED) > 30
