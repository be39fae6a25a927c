"""Findings in words, from the intake and from rows of a query."""

from types import SimpleNamespace

import pytest

from pages.content import findings


@pytest.mark.parametrize("nothing", [None, float("nan")])
def test_what_a_finding_does_not_say_is_empty(nothing):
    row = SimpleNamespace(rule="no_such_rule", found=nothing, expected=nothing, message_id=nothing, remedy_id=nothing)
    said = [each(row) for each in (findings.found, findings.expected, findings.message, findings.remedy)]
    assert said == ["", "", "", ""]
