"""The language is chosen once and goes along: to other pages, into the link, to whoever gets the link."""

from urllib.parse import parse_qs, urlparse

import pytest

from pages.parts.language import t

pytestmark = pytest.mark.browser


def test_the_language_chosen_stays_in_the_link_and_on_other_pages(visitor):
    first = visitor()
    first.open("/peta?indicator=IKU-DINKES-04")
    indonesian = first.page.locator("h2").first.inner_text()
    first.page.get_by_test_id("stSidebar").get_by_text("English", exact=True).click()
    first.page.get_by_role("heading", level=1, name=t("frame.map", "en")).wait_for()
    first.settle()
    assert first.page.locator("h2").first.inner_text() != indonesian
    assert parse_qs(urlparse(first.page.url).query) == {"indicator": ["IKU-DINKES-04"], "lang": ["en"]}

    first.page.get_by_test_id("stSidebarNavLink").filter(has_text=t("frame.download", "en")).click()
    first.page.get_by_role("heading", level=1, name=t("frame.download", "en")).wait_for()
    first.settle()
    second = visitor()
    second.open(first.page.url)
    assert second.page.locator("h1").inner_text() == t("frame.download", "en")
    assert second.page.locator("html").get_attribute("lang") == "en"
    assert second.words() == first.words()
