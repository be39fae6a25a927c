"""Findings in the reader's words: one language, periods and days as they are said, quotations as they stand."""

from dataclasses import replace

import pytest

from data.intake.checks.rules import finding
from pages.content import findings

FALLS = {"found": "23,86‖23.86", "expected": "28,86‖28.86"}


@pytest.mark.parametrize(("lang", "expected"), [("id", "28,86"), ("en", "28.86")])
def test_a_number_stands_with_the_marks_of_one_language(lang, expected, monkeypatch):
    monkeypatch.setattr("pages.words.language.current", lambda: lang)
    assert findings.expected(finding("accumulated_falls", **FALLS)) == expected


@pytest.mark.parametrize(("lang", "words"), [("id", "33,33 (Oktober 2025)"), ("en", "33.33 (October 2025)")])
def test_a_period_is_said(lang, words, monkeypatch):
    monkeypatch.setattr("pages.words.language.current", lambda: lang)
    told = finding("jump", found="120", detail="33,33 (2025-10)‖33.33 (2025-10)")
    assert words in findings.message(told)


def test_what_the_file_says_is_quoted():
    told = finding("future_period", found="2026-12")
    assert findings.found(told) == "2026-12"
    assert "2026-12" in findings.message(told)


def test_two_texts_with_a_stroke_between_them_stay():
    told = finding("code_name_mismatch", found="11.73 / Kabupaten Aceh Tengah")
    assert findings.found(told) == "11.73 / Kabupaten Aceh Tengah"


def test_a_rule_that_no_longer_exists_is_told(monkeypatch):
    monkeypatch.setattr("pages.words.language.current", lambda: "en")
    told = replace(finding("jump", found="120"), rule="former", expected="28,86 / 28.86")
    assert findings.expected(told) == "28.86"
