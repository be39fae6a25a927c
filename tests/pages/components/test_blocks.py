"""Blocks escape what they show, and their links open pages with what they name."""

from types import SimpleNamespace

import jinja2
import pytest

from pages import session
from pages.components import blocks
from pages.shell import frame
from tests.pages.visiting import ROOT


@pytest.fixture
def template(tmp_path, monkeypatch):
    blocks._environment.cache_clear()
    monkeypatch.setattr(blocks, "TEMPLATES", tmp_path)
    yield lambda text: (tmp_path / "one.html").write_text(text, "utf-8")
    blocks._environment.cache_clear()


def test_whatever_is_shown_is_escaped(template):
    template('<p title="{{ name }}">{{ name }}</p>')
    told = blocks.rendered("one", name='"><script>alert(1)</script>')
    assert "<script>" not in told
    assert told.count("&lt;script&gt;") == 2


def test_a_name_that_is_not_given_is_an_error(template):
    template("{{ nothing }}")
    with pytest.raises(jinja2.UndefinedError):
        blocks.rendered("one")


@pytest.mark.parametrize(
    ("address", "stem"), [("indikator", "indicator"), ("", "summary"), ("tiada", "summary")]
)
def test_a_link_opens_its_page_with_what_it_names(monkeypatch, address, stem):
    opened = []
    monkeypatch.setattr(session, "open_page", lambda *page, **codes: opened.append((*page, SimpleNamespace(**codes))))
    frame._follow(address, {"agency": ["DINKES"], "unit": ["A", "B"], "evil": ["x"]})
    ((page, codes),) = opened
    assert page == stem
    expected = {"agency": "DINKES", "indicator": None, "period": None, "unit": ["A", "B"], "region": []}
    assert vars(codes) == expected


def test_every_rule_of_the_styles_is_closed():
    depth = 0
    for line in (ROOT / "static" / "ka.css").read_text("utf-8").splitlines():
        depth += line.count("{") - line.count("}")
        assert depth >= 0, line
    assert depth == 0
