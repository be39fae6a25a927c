"""The link holds the whole view in codes, and the browser's back button takes back one act at a time."""

from urllib.parse import parse_qs, urlparse

import pytest

from pages.words.language import t
from tests.browser.conftest import serving

pytestmark = pytest.mark.browser


def query(visit) -> dict[str, list[str]]:
    return parse_qs(urlparse(visit.page.url).query)


def pick(visit, label: str, option: str) -> None:
    """Choose an option of a select box of the sidebar by typing."""
    box = visit.page.get_by_test_id("stSidebar").get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    visit.page.get_by_role("option", name=option).first.click()
    visit.settle()


def go_to(visit, key: str) -> None:
    visit.page.get_by_test_id("stSidebarNavLink").filter(has_text=t(key, "id")).first.click()
    visit.page.wait_for_function("words => document.title.startsWith(words)", arg=t(key, "id"))
    visit.settle()


def test_every_act_is_one_step_back_and_the_link_always_holds_codes(visit):
    page = visit.page
    visit.open("/wilayah?region=Abdya")
    assert query(visit) == {"region": ["11.12"]}
    page.get_by_role("heading", level=1, name="Kabupaten Aceh Barat Daya").wait_for()

    pick(visit, t("scope.agency", "id"), "Dinas Kesehatan Aceh")
    page.wait_for_url("**agency=DINKES**")
    assert query(visit) == {"region": ["11.12"], "agency": ["DINKES"]}
    go_to(visit, "frame.download")
    assert query(visit) == {"region": ["11.12"], "agency": ["DINKES"]}
    go_to(visit, "frame.map")

    page.go_back()
    page.get_by_role("heading", level=1, name=t("frame.download", "id")).wait_for()
    visit.settle()
    assert query(visit) == {"region": ["11.12"], "agency": ["DINKES"]}
    page.go_back()
    page.get_by_role("heading", level=1, name="Kabupaten Aceh Barat Daya").wait_for()
    visit.settle()
    assert query(visit) == {"region": ["11.12"], "agency": ["DINKES"]}
    page.go_back()
    page.wait_for_function("() => !location.search.includes('agency')")
    visit.settle()
    assert urlparse(page.url).path == "/wilayah"
    assert query(visit) == {"region": ["11.12"]}
    page.go_forward()
    page.wait_for_url("**agency=DINKES**")
    visit.settle()
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-testid=stSidebar] input')].some("
        "input => input.value.includes('Dinas Kesehatan'))"
    )
    assert not visit.errors


def test_a_page_whose_server_began_anew_keeps_view_scope_and_language(visitor, shipped):
    with serving(shipped) as address:
        visit = visitor(address=address)
        visit.open("/instansi?agency=DINKES&lang=en")
        known = visit.page.evaluate("window.kinerjaProcess")
    with serving(shipped, port=urlparse(address).port):
        visit.page.wait_for_function("known => window.kinerjaProcess !== known", arg=known)
        visit.page.wait_for_function("() => document.querySelector('[data-testid=stConnectionStatus]') === null")
        visit.settle()
        visit.page.get_by_test_id("stSidebarNavLink").filter(has_text=t("frame.map", "en")).click()
        visit.page.wait_for_url("**/peta?**agency=DINKES**")
        visit.settle()
        assert visit.page.locator("html").get_attribute("lang") == "en"
        assert query(visit)["agency"] == ["DINKES"]
