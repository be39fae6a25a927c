"""The map in a real browser: it is coloured without any other host, and a link shows the same view to somebody else."""

import io
from urllib.parse import parse_qs, urlparse

import numpy as np
import pandas as pd
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


def test_a_click_on_a_city_at_sea_opens_its_profile_with_the_figures_of_the_query(visit, asked):
    visit.open(POVERTY)
    chart = visit.page.get_by_test_id("stPlotlyChart").first
    box = chart.locator("text", has_text="Sabang").first.bounding_box()
    visit.page.mouse.click(box["x"] - 12, box["y"] + box["height"] / 2)
    visit.page.wait_for_url("**/wilayah?**")
    visit.page.get_by_role("heading", name="Kota Sabang").wait_for()
    visit.settle()
    assert parse_qs(urlparse(visit.page.url).query)["region"] == ["11.72"]
    newest = pd.Timestamp(asked("scope_span")["newest_in_year"].iloc[0])
    end = newest + pd.offsets.QuarterEnd(0) - pd.DateOffset(years=2)
    rows = asked("region_series", region="11.72", since=end.date().isoformat())
    improving = int((rows.loc[~rows["old"].astype(bool), "state"] == "improving").sum())
    sentence = visit.page.get_by_test_id("stMarkdown").filter(has_text="masuk seperempat terbaik").inner_text()
    assert f"{improving} membaik" in sentence


def test_a_link_shows_the_same_view_to_somebody_else(visitor):
    first = visitor()
    first.open(POVERTY + "&map_mode=achievement&period=2023-Q4&lang=en")
    second = visitor()
    second.open(first.page.url)
    assert second.page.url == first.page.url
    assert second.page.locator("h2, h3").all_inner_texts() == first.page.locator("h2, h3").all_inner_texts()
    assert second.words() == first.words()
    assert parse_qs(urlparse(second.page.url).query)["map_mode"] == ["achievement"]
    assert "2023" in first.page.locator("h2").first.inner_text()


def test_controls_write_codes_into_the_link_and_the_back_button_takes_them_back(visit):
    visit.open(POVERTY)
    visit.page.get_by_role("button", name="Perubahan setahun").or_(
        visit.page.get_by_role("radio", name="Perubahan setahun")
    ).first.click()
    visit.page.wait_for_function("() => location.search.includes('map_mode=change')")
    visit.settle()
    heading = visit.page.get_by_role("heading", level=2).first
    assert heading.inner_text().startswith("Perubahan")
    visit.page.go_back()
    visit.page.wait_for_function("() => !location.search.includes('map_mode')")
    visit.page.get_by_role("heading", name="Persentase penduduk miskin (Maret), 2025").wait_for()
