"""A view of an earlier period tells nothing of later ones: no value, signal, sentence, pace, target of a plan begun
later, population or report."""

import html
import re

import pytest

LINKS = (
    ("summary", {}), ("agency", {}), ("agency", {"agency": "BAPPEDA"}), ("indicator", {}),
    ("indicator", {"indicator": "IKU-BAPPEDA-13"}), ("indicator", {"indicator": "IKU-DINKES-04"}),
    ("map", {"indicator": "IKU-BAPPEDA-13"}), ("map", {"indicator": "IKU-BAPPEDA-13", "map_mode": "trend"}),
    ("region", {}), ("region", {"region": "11.05"}), ("meeting", {}), ("quality", {}),
)  # fmt: skip
LATER = re.compile(r"(?<![\d.,_-])20(2[4-9]|3\d)(?![\d.,_])")
KNOWN = re.compile(
    r"\(rilis 2026\)|sampai 2024\)|since 2025\)|penduduk tahun itu tidak tercatat, yang ada 2024|penduduk 2024"
    r"|\(BPS, \d+ \w+ 20\d\d\)|data terbaru bertanggal .*"
)
"""Names of indicators, populations told to be of another year, days of publication, and the foot of the page, which is
of the snapshot."""


def said(app) -> list[str]:
    """Everything in words on a page, cells of tables among it."""
    blocks = [re.sub(r"(?s)<style.*?</style>|<[^>]+>", " ", each.proto.body) for each in app.get("html")]
    kinds = ("title", "header", "subheader", "markdown", "caption", "info")
    words = [each.value for kind in kinds for each in app.get(kind)]
    cells = [cell for each in app.dataframe for cell in each.value.to_numpy().ravel() if isinstance(cell, str)]
    return [KNOWN.sub("", html.unescape(each)) for each in (*blocks, *words, *cells) if not each.startswith("data:")]


@pytest.mark.parametrize(("page", "link"), LINKS)
def test_a_view_of_2023_tells_nothing_of_later(open_app, full_store, page, link):
    app = open_app(full_store, page, period="2023-Q1", **link)
    assert not app.exception
    words = said(app)
    assert len(" ".join(words)) > 100
    later = [found for each in words for found in [LATER.search(each)] if found]
    assert not later, [match.string[max(0, match.start() - 80) : match.end() + 20] for match in later]
