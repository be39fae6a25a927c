"""Words in both languages, and numbers, dates and periods as readers of each write them."""

import ast
import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.settings import ROOT
from pages.words import language
from pages.words.language import catalogue, measure, number, percent, period, placeholders, plain, t

PAGES = ROOT / "pages"
SOURCES = sorted(PAGES.rglob("*.py"))
DRAWS = {
    "title", "header", "subheader", "caption", "markdown", "write", "text", "info", "warning", "error", "success",
    "toast", "badge", "button", "file_button", "link_button", "metric", "selectbox", "multiselect", "text_input",
    "text_area", "number_input", "checkbox", "toggle", "radio", "pills", "segmented_control", "slider", "select_slider",
    "file_uploader", "expander", "popover", "tabs", "status", "spinner", "progress", "page_link", "form_submit_button",
    "date_input", "set_page_config", "Page", "Column", "ProgressColumn", "NumberColumn", "ImageColumn", "LinkColumn",
    "LineChartColumn", "DateColumn", "DatetimeColumn", "TextColumn", "CheckboxColumn", "ListColumn",
}  # fmt: skip
NOT_WORDS = {"shortcut", 
    "key", "icon", "color", "width", "height", "gap", "type", "bind", "layout", "file_name", "mime", "format",
    "border", "horizontal_alignment", "vertical_alignment", "selection_mode", "delta_color", "label_visibility",
    "initial_sidebar_state", "page_icon", "url_path", "alignment", "on_change", "on_select", "on_click", "args",
    "kwargs", "language", "chart_type",
}  # fmt: skip
IDENTIFIER = re.compile(r"[a-z0-9_./-]*")  # codes of options, parts of keys and paths
MARKUP = re.compile(r":material/\w+:|:[a-z]+-badge\[|:[a-z]+\[|[^\w ]")


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_both_languages_say_it_with_the_same_placeholders(key):
    entry = catalogue()[key]
    assert set(entry) == set(language.LANGUAGES)
    assert placeholders(entry["id"]) == placeholders(entry["en"])
    forms = [form for text in entry.values() for form in (text.values() if isinstance(text, dict) else [text])]
    assert all(form.strip() for form in forms)
    if isinstance(entry["en"], dict):
        assert set(entry["en"]) == {"one", "other"}
        assert "n" in placeholders(entry["en"])


def calls(path: Path):
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PAGES).as_posix())
def test_every_key_in_the_code_is_in_a_catalogue(path):
    asked = [
        call.args[0].value
        for call in calls(path)
        if getattr(call.func, "id", "") == "t" and call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert [key for key in asked if key not in catalogue()] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PAGES).as_posix())
def test_no_words_for_visitors_stand_in_the_code(path):
    found = []
    for call in calls(path):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name not in DRAWS or ast.unparse(call.func).startswith("logging."):
            continue
        shown = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg not in NOT_WORDS)]
        found += [words for argument in shown for words in literals(argument)]
    assert found == []


def literals(argument: ast.AST) -> list[str]:
    """Texts with words in an argument, outside of calls (whose own arguments are keys, names and values)."""
    if isinstance(argument, ast.Call | ast.Lambda | ast.Dict):
        return []
    if isinstance(argument, ast.Constant):
        text = argument.value if isinstance(argument.value, str) else ""
        if IDENTIFIER.fullmatch(text):
            return []
        return [text] if re.search(r"[^\W\d_]{2,}", MARKUP.sub(" ", text)) else []
    if isinstance(argument, ast.FormattedValue | ast.Subscript | ast.Compare | ast.Name | ast.Attribute):
        return []
    return [words for child in ast.iter_child_nodes(argument) for words in literals(child)]


def test_the_search_for_words_finds_them():
    found = ast.parse('st.title(f"Judul {x} " + t("a.b"))').body[0].value
    assert literals(found.args[0]) == ["Judul "]
    assert literals(ast.parse('f":material/info: {name}"').body[0].value) == []


def test_plural_follows_the_number(monkeypatch):
    words = {"id": "{n} indikator", "en": {"one": "{n} indicator", "other": "{n} indicators"}}
    monkeypatch.setattr(language, "catalogue", lambda: {"x.count": words})
    assert [t("x.count", "en", n=n) for n in (0, 1, 2, 1200)] == [
        "0 indicators", "1 indicator", "2 indicators", "1,200 indicators"
    ]  # fmt: skip
    assert t("x.count", "id", n=1200) == "1.200 indikator"


def test_unknown_words_name_their_file():
    with pytest.raises(language.UnknownWords, match=r"texts/map\.toml"):
        t("map.no_such_key", "id")


@pytest.mark.parametrize(
    ("value", "decimals", "signed", "indonesian", "english"),
    [
        (1234.5, 2, False, "1.234,50", "1,234.50"), (-1234.5, 1, False, "−1.234,5", "−1,234.5"),
        (12.335, 2, True, "+12,34", "+12.34"), (-0.4, 1, True, "−0,4", "−0.4"), (-0.001, 1, True, "0,0", "0.0"),
        (None, 2, False, "–", "–"), (float("nan"), 2, False, "–", "–"), (float("inf"), 2, False, "–", "–"),
        (0, 0, False, "0", "0"),
    ],
)  # fmt: skip
def test_numbers_have_the_separators_of_the_language(value, decimals, signed, indonesian, english):
    assert number(value, decimals, "id", signed) == indonesian
    assert number(value, decimals, "en", signed) == english


def test_units_stand_where_readers_expect_them():
    assert percent(97.31, 1, "id") == "97,3%"
    assert measure(12.33, "%", 2, "id") == "12,33%"
    assert measure(1_200_000, "Rupiah", 0, "id") == "Rp1.200.000"
    assert measure(72.6, "indeks", 2, "id") == measure(72.6, "nilai 0-5", 2, "id") == "72,60"
    assert measure(None, "indeks", 2, "id") == "–"


@pytest.mark.parametrize(
    ("code", "indonesian", "short", "english"),
    [
        ("2025-Q2", "Triwulan II 2025", "TW II 2025", "Q2 2025"), ("2024-06", "Juni 2024", "Jun 2024", "June 2024"),
        ("2024-S2", "Semester II 2024", "Sem. II 2024", "H2 2024"), ("2024", "2024", "2024", "2024"),
        ("2024-13x", "2024-13x", "2024-13x", "2024-13x"),
    ],
)  # fmt: skip
def test_periods_in_words(code, indonesian, short, english):
    assert period(code, "id") == indonesian
    assert period(code, "id", short=True) == short
    assert period(code, "en") == english


def test_dates_in_words():
    assert language.day(dt.date(2025, 8, 3), "id") == "3 Agu 2025"
    assert language.day(None, "id") == "–"


@given(st.text(max_size=60))
def test_text_from_files_brings_no_markup(text):
    shown = plain(text)
    assert not re.search(r"(?<!\\)[\[\]<>$`]", shown.replace("\\\\", ""))
    assert "\n" not in shown


@pytest.mark.parametrize("text", ["https://example.org/x", "www.example.org", "a@example.org", "ftp://example.org"])
def test_addresses_from_files_become_no_links(text):
    assert "\u200b" in plain(text)
    assert "\u200b" not in plain(text, links=True)
