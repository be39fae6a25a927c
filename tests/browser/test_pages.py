"""Every page, in both languages, on a desk and on a phone."""

import pytest

from pages.session import views
from pages.words import language
from pages.words.language import t
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser

DEEP = {
    "/instansi?agency=DINKES&unit=DINKES-P2P&lang=en": PHONE,
    "/indikator?indicator=IKU-DINKES-04&region=11.71&lang=en": DESKTOP,
    "/indikator?indicator=IKU-BPKA-02&agency=DISDIK": PHONE,
    "/peta?indicator=IKU-BAPPEDA-13&map_view=tiles": DESKTOP,
    "/peta?indicator=IKU-DINKES-04&region=11.72&lang=en": PHONE,
    "/unduh?indicator=IKU-BAPPEDA-01": PHONE,
}
FAULTS = "[data-testid='stException'], [data-testid='stAlertContentError']"
ICONS_SEEN = """() => [...document.querySelectorAll("span")].filter(each => each.firstChild?.nodeType === Node.TEXT_NODE
    && getComputedStyle(each).fontFamily.includes("Material Symbols")
    && getComputedStyle(each).visibility === "visible").length"""
GONE = "left => [...document.querySelectorAll('h1')].every(title => title.innerText !== left)"
OVERFLOW = """() => {
    const main = document.querySelector("[data-testid='stMain']");
    return Math.max(document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth);
}"""


@pytest.mark.parametrize(
    ("size", "spoken"), zip((DESKTOP, PHONE), language.LANGUAGES, strict=True), ids=["desk", "phone"]
)
def test_a_walk_through_all_pages_finds_each_whole_and_quiet(acquainted, size, spoken):
    visit = acquainted(size)
    visit.open("/" if spoken == language.LANGUAGES[0] else f"/?lang={spoken}")
    found = {view.address: faults(visit, _enter(visit, view, spoken)) for view in views.VIEWS}
    visit.page.close()
    assert not {page: wrong for page, wrong in found.items() if wrong}
    assert not visit.foreign


@pytest.mark.parametrize("path", DEEP)
def test_a_link_opens_its_page_at_once(acquainted, path):
    visit = acquainted(DEEP[path])
    visit.open(path)
    written = visit.page.locator("html").get_attribute("lang")
    found = faults(visit, visit.page.title())
    visit.page.close()
    assert not found
    assert not visit.foreign
    assert written == ("en" if "lang=en" in path else "id")


@pytest.mark.parametrize("fonts", [True, False], ids=["with fonts", "without fonts"])
def test_an_icon_is_seen_once_its_font_is_there_and_never_as_the_word_it_is_made_of(visitor, fonts):
    visit = visitor()
    if not fonts:
        visit.page.route("**/*.woff2", lambda route: route.abort())
    visit.open("/mutu")
    if fonts:
        visit.page.wait_for_function("() => document.documentElement.dataset.icons === ''")
    seen = visit.page.evaluate(ICONS_SEEN)
    assert (seen > 0) == fonts


def _enter(visit, view, spoken: str) -> str:
    """Go to a page by its entry in the sidebar, by its address where none is seen; gives the title of the tab."""
    if view is views.VIEWS[0]:
        return visit.page.title()
    left = visit.page.locator("h1").first.inner_text()
    if view.hidden:
        visit.open(f"/{view.address}" + ("" if spoken == language.LANGUAGES[0] else f"?lang={spoken}"))
    else:
        entry = [each for each in views.VIEWS if not each.hidden].index(view)
        visit.page.get_by_test_id("stSidebarNavLink").nth(entry).dispatch_event("click")  # folded away on a phone
    visit.page.wait_for_function("words => document.title.startsWith(words)", arg=t(view.title, spoken))
    visit.page.wait_for_function(GONE, arg=left)
    visit.settle()
    return visit.page.title()


def faults(visit, title: str) -> list[str]:
    """What is wrong with the page that is open: error boxes, console errors, overflow, a missing title."""
    found = visit.page.locator(FAULTS).all_inner_texts() + visit.errors
    visit.errors.clear()
    overflow = visit.page.evaluate(OVERFLOW)
    if overflow > 0:
        found.append(f"{overflow} px wider than the window")
    if not title or not visit.page.locator("h1").inner_text():
        found.append("no title")
    return found
