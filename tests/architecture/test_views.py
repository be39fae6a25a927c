"""The registry of views says what the scripts draw, what their links keep and where they are."""

import ast
import re
from functools import cache

import pytest

from data.queries.named import names
from pages.session import open_page, views
from tests.architecture import sources

ADDRESSES = {
    "summary": "ringkasan", "agency": "instansi", "indicator": "indikator", "map": "peta", "region": "wilayah",
    "download": "unduh", "report": "kirim", "quality": "mutu", "guide": "panduan", "meeting": "rapat",
    "audit": "jejak", "administration": "kelola", "mine": "unit-saya",
}  # fmt: skip
KEEPERS = {"linked", "linked_several", "linked_flag"}


@cache
def files(name: str) -> list:
    """The script of a view and its sections."""
    return [sources.ROOT / f"pages/{name}.py", *sources.files(f"pages/sections/{name}")]


def texts(name: str) -> set[str]:
    return {
        node.value
        for path in files(name)
        for node in sources.nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def kept(name: str) -> set[str]:
    """Keys that the view keeps in the link, as far as its text says them."""
    found = set()
    for path in files(name):
        for node in sources.nodes(path):
            if isinstance(node, ast.Call):
                bound = {each.arg: each.value for each in node.keywords}
                if getattr(node.func, "attr", "") in KEEPERS:
                    found.add(node.args[0])
                elif "bind" in bound:
                    found.add(bound["key"])
    return {each.value for each in found if isinstance(each, ast.Constant)}


def drawn(name: str) -> list[str]:
    """The sections that the script of a view draws, in order, each once."""
    return list(dict.fromkeys(re.findall(r"\b(\w+)\.draw\(", files(name)[0].read_text("utf-8"))))


def test_a_link_of_before_finds_its_view():
    assert {view.name: view.address for view in views.VIEWS} == ADDRESSES
    assert views.at("") is views.at("ringkasan") is views.VIEWS[0]


def test_no_view_of_another_name_is_opened():
    with pytest.raises(views.UnknownView, match="meeting"):
        open_page("meetings")


@pytest.mark.parametrize("view", views.VIEWS, ids=lambda view: view.name)
def test_a_row_says_what_the_script_draws_and_what_the_link_keeps(view):
    assert tuple(drawn(view.name)) == view.sections
    assert kept(view.name) <= set(view.own)
    said = texts(view.name) | {"report_own"}  # kept by `components.simulated`, which names it
    assert not [key for key in view.own if key not in said and key.removeprefix(f"{view.name}_") not in said]


@pytest.mark.parametrize("view", views.VIEWS, ids=lambda view: view.name)
def test_a_row_names_queries_that_something_behind_the_view_asks_by_name(view):
    """That none is missing is seen where every page is pressed."""
    seen, waiting = set(), files(view.name)
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting += [sources.modules()[one.module] for one in sources.ours(path) if one.module.startswith("pages.")]
    said = {node.value for path in seen if path.exists() for node in sources.nodes(path)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)}  # fmt: skip
    assert set(view.queries) <= set(names())
    assert list(view.queries) == sorted({*view.queries} - {*views.FRAME})
    assert set(view.queries) <= said
