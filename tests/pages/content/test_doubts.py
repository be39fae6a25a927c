"""What a value was doubted for, in the reader's words."""

import pytest

from pages.content import doubts
from pages.words import language


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("id", "melompat dari perubahan biasanya, mungkin salah satuan"),
        ("en", "a jump beyond its usual changes, possible slip of the unit"),
    ],
)
def test_rules_are_told_by_their_titles(monkeypatch, spoken, words):
    monkeypatch.setattr(language, "current", lambda: spoken)
    assert doubts.titles("jump;unit_slip") == words


def test_a_rule_of_long_ago_keeps_its_name(monkeypatch):
    monkeypatch.setattr(language, "current", lambda: "id")
    assert doubts.titles("jump;taken_out_since") == "melompat dari perubahan biasanya, taken_out_since"
