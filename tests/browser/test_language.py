"""The language is chosen once and goes along: to other pages and into the link."""

from urllib.parse import parse_qs, urlparse

import pytest

from pages.words.language import t

pytestmark = pytest.mark.browser


def test_the_language_chosen_stays_in_the_link_and_on_other_pages(visit):
    visit.open("/peta?indicator=IKU-DINKES-04")
    indonesian = visit.page.locator("h1").first.inner_text()
    visit.page.get_by_test_id("stSidebar").get_by_text("English", exact=True).click()
    visit.page.wait_for_function("words => document.title.startsWith(words)", arg=t("frame.map", "en"))
    visit.settle()
    assert visit.page.locator("h1").first.inner_text() != indonesian
    assert parse_qs(urlparse(visit.page.url).query) == {"indicator": ["IKU-DINKES-04"], "lang": ["en"]}

    visit.page.get_by_test_id("stSidebarNavLink").filter(has_text=t("frame.download", "en")).click()
    visit.page.get_by_role("heading", level=1, name=t("frame.download", "en")).wait_for()
    visit.settle()
    assert parse_qs(urlparse(visit.page.url).query)["lang"] == ["en"]
    assert visit.page.locator("html").get_attribute("lang") == "en"
