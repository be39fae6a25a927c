"""The map in a real browser: it is coloured without any other host, and a link shows the same view to somebody else."""

import io
from urllib.parse import parse_qs, urlparse

import numpy as np
import pytest
from PIL import Image

from analytics.figures import palette

pytestmark = pytest.mark.browser

POVERTY = "/peta?indicator=IKU-BAPPEDA-13"


def coloured(picture: bytes, colours: list[str]) -> list[int]:
    """How many pixels of a screenshot have each of these colours exactly."""
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).reshape(-1, 3)
    wanted = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in colours]
    return [int((pixels == colour).all(axis=1).sum()) for colour in wanted]


def test_the_map_is_coloured_and_asks_nobody_else(visit):
    visit.open(POVERTY)
    chart = visit.page.get_by_test_id("stPlotlyChart").first
    counts = coloured(chart.screenshot(), palette.sequential(5))
    assert all(count > 300 for count in counts), counts
    assert not visit.foreign
    assert not visit.errors


def test_a_click_on_a_city_at_sea_selects_it(visit):
    visit.open(POVERTY)
    chart = visit.page.get_by_test_id("stPlotlyChart").first
    name = chart.locator("text", has_text="Sabang").first
    box = name.bounding_box()
    visit.page.mouse.click(box["x"] - 12, box["y"] + box["height"] / 2)
    visit.page.wait_for_function("() => location.search.includes('region')")
    visit.settle()
    assert "Sabang" in parse_qs(urlparse(visit.page.url).query)["region"][0]
    assert visit.page.get_by_role("button", name="Buka indikator untuk wilayah ini").is_visible()


def test_a_link_shows_the_same_view_to_somebody_else(visitor):
    first = visitor()
    first.open(POVERTY + "&map_mode=Capaian&period=2023-Q4&lang=en")
    second = visitor()
    second.open(first.page.url)
    assert second.page.url == first.page.url
    assert second.page.locator("h2, h3").all_inner_texts() == first.page.locator("h2, h3").all_inner_texts()
    assert second.words() == first.words()
    assert "2023" in first.page.locator("h3").first.inner_text()
