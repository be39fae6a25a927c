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


def test_the_map_is_coloured_asks_nobody_else_and_is_left_by_a_control_and_by_a_click(visit, asked):
    visit.open(POVERTY)
    drawing = visit.page.locator(".ka figure svg")
    counts = coloured(drawing.screenshot(), palette.sequential(5)[:4])
    assert all(count > 300 for count in counts), counts
    _controls_write_codes_into_the_link_and_the_back_button_takes_them_back(visit)
    _a_click_on_a_regency_opens_its_profile_with_the_figure_of_the_query(visit, asked)
    assert not visit.foreign
    assert not visit.errors


def _controls_write_codes_into_the_link_and_the_back_button_takes_them_back(visit):
    visit.page.get_by_role("button", name="Cara menggambar").click()
    visit.page.get_by_role("button", name="Perubahan setahun").or_(
        visit.page.get_by_role("radio", name="Perubahan setahun")
    ).first.click()
    visit.page.wait_for_function("() => location.search.includes('map_mode=change')")
    visit.settle()
    heading = visit.page.get_by_role("heading", level=1).first
    assert heading.inner_text().startswith("Perubahan")
    visit.page.go_back()
    visit.page.wait_for_function("() => !location.search.includes('map_mode')")
    visit.page.get_by_role("heading", name="Kemiskinan (Maret) tertinggi di Aceh Singkil").wait_for()
    visit.settle()
    visit.page.keyboard.press("Escape")


def _a_click_on_a_regency_opens_its_profile_with_the_figure_of_the_query(visit, asked):
    visit.page.get_by_role("link", name="Gayo Lues:").click()
    visit.page.wait_for_url("**/wilayah?**")
    visit.page.get_by_role("heading", name="Kabupaten Gayo Lues").wait_for()
    visit.settle()
    assert parse_qs(urlparse(visit.page.url).query)["region"] == ["11.13"]
    rows = asked("observations", indicator="IKU-BAPPEDA-13", region="11.13", agency="BAPPEDA")
    newest = rows.dropna(subset=["actual"]).sort_values("period_start")["actual"].iloc[-1]
    assert f"{newest:.2f}".replace(".", ",") in visit.page.locator(".came").inner_text()


def test_a_link_shows_the_same_view_to_somebody_else(visit, visitor):
    first = visit
    first.open(POVERTY + "&map_mode=achievement&period=2023-Q4&lang=en")
    second = visitor()
    second.open(first.page.url)
    assert second.page.url == first.page.url
    assert second.page.locator("h2, h3").all_inner_texts() == first.page.locator("h2, h3").all_inner_texts()
    assert second.words() == first.words()
    assert second.page.locator("html").get_attribute("lang") == "en"
    assert parse_qs(urlparse(second.page.url).query)["map_mode"] == ["achievement"]
    assert "2023" in first.words()
