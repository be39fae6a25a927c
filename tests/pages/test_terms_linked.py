"""On every view, a technical word in a head, a legend or a caption leads to its entry in the glossary."""

import json
import re
from collections.abc import Iterator

import pytest

from pages.content import terms
from pages.words import language
from tests.pages import claims

POVERTY, ABSORPTION = "IKU-BAPPEDA-13", "IKU-BPKA-02"
SHOWN = [
    ("summary", {}), ("agency", {}), ("agency", {"agency": "DINKES"}), ("indicator", {}),
    ("indicator", {"indicator": POVERTY}), ("indicator", {"indicator": ABSORPTION, "agency": "DISDIK"}), ("map", {}),
    ("map", {"indicator": POVERTY, "map_mode": "achievement"}), ("region", {}), ("region", {"region": "11.07"}),
    ("download", {}), ("quality", {}), ("report", {}), ("report", {"report_own": "1"}),
]  # fmt: skip
PLACES = (("th", ""), ("dt", ""), ("p", "note"), ("span", "k"), ("p", "good"))
LEADS = re.compile(r"topic=glossary(?:&amp;|&)place=(\w+)")


def in_blocks(app) -> Iterator[tuple[str, set[str]]]:
    """Words of heads, legends and notes, and the entries that their links open; paper has none to open."""
    for block in claims.blocks(app):
        if block.all(kind="sheet") or block.all(kind="rows"):
            continue
        heads = [span for kind in ("cols", "spcols") for row in block.all(kind=kind) for span in row.all("span")]
        lists = [line for kind in ("ramp", "abs") for each in block.all("ul", kind) for line in each.all("li")]
        for node in [*heads, *lists, *(each for tag, kind in PLACES for each in block.all(tag, kind))]:
            yield node.text(), {found for link in node.all("a") for found in LEADS.findall(link.has.get("href", ""))}


def in_lists(app) -> Iterator[tuple[str, set[str]]]:
    """Headings of the lists of long tables; the first entry links them."""
    for rows in (each for block in claims.blocks(app) for each in block.all(kind="rows")):
        heads = rows.all("li")[0].all("dt")
        yield from ((head.text(), set(LEADS.findall(" ".join(a.has["href"] for a in head.all("a"))))) for head in heads)


def in_captions(app) -> Iterator[tuple[str, set[str]]]:
    for caption in app.caption:
        yield re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", caption.value), set(LEADS.findall(caption.value))


def in_charts(app) -> Iterator[tuple[str, set[str]]]:
    """Legends of figures; their links stand in the line below."""
    below = {key for block in claims.blocks(app) for line in block.all("p", "take")
             for link in line.all("a") for key in LEADS.findall(link.has["href"])}  # fmt: skip
    for node in app._tree:
        if node.type == "plotly_chart":
            traces = json.loads(node.proto.spec)["data"]
            yield " · ".join(each.get("name") or "" for each in traces if each.get("showlegend") is not False), below


@pytest.mark.parametrize("spoken", language.LANGUAGES)
@pytest.mark.parametrize(("page", "link"), SHOWN)
def test_no_term_stands_without_its_entry(open_app, full_store, page, link, spoken):
    app = open_app(full_store, page, lang=spoken, **link)
    assert not app.exception
    with language.speaking(spoken):
        said = [*in_blocks(app), *in_lists(app), *in_captions(app), *in_charts(app)]
        unlinked = [(text, set(terms.found(text)) - keys) for text, keys in said]
    assert not {text: lost for text, lost in unlinked if lost}
    assert any(keys for _, keys in said)
