"""Every view for people who read without colour, without a mouse, or much enlarged."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from pages.session import views
from pages.words.language import t
from tests.browser.test_pages import OVERFLOW, faults

pytestmark = pytest.mark.browser

VIEWS = {
    **{view.address: f"/{view.address}" for view in views.VIEWS[1:]},
    "ringkasan": "/",
    "instansi": "/instansi?agency=DINKES",
    "indikator": "/indikator?indicator=IKU-BAPPEDA-13",
    "peta": "/peta?indicator=IKU-BAPPEDA-13",
    "wilayah": "/wilayah?region=11.71",
}
TOLERATED = {
    # Streamlit writes white on the primary colour (buttons) and the primary colour on its own tint (chosen segments)
    # and on the page (slider); on a dark ground no colour reaches 4.5 : 1 in both, so the segments have 3 : 1.
    ("dark", "color-contrast"): "[data-selected='true'], [data-testid='stSliderThumbValue']",
    # Streamlit's upload box is a presentation section with a name.
    ("light", "presentation-role-conflict"): "[data-testid='stFileUploaderDropzone']",
}
# What depends on colours is looked at in both themes, all else, which the theme leaves as it is, in one. The size of
# targets (WCAG 2.2) is no rule of axe's by default yet.
RULES = {
    "light": {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}},
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]},
}
LEAST_CONTRAST = 3
MOMENT = 10_000
MOST_TABS = 60
LONGEST_NAME = 60  # letters: longer texts are of what holds the element
ENLARGED = {"width": 720, "height": 450}  # a 1440 pixel window at 200 %
FOCUS_IS_SEEN = """() => {
    const seen = element => { const style = getComputedStyle(element);
        return style.boxShadow !== "none" || style.outlineStyle !== "none" && style.outlineWidth !== "0px"; };
    for (let at = document.activeElement, up = 0; at && up < 4; at = at.parentElement, up++) if (seen(at)) return true;
    return false;
}"""


def violations(visit, theme: str) -> list[str]:
    """What axe-core finds on the page that is open, without what is tolerated."""
    visit.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    visit.page.wait_for_function(
        "dark => (matchMedia('(prefers-color-scheme: dark)').matches === dark)"
        " && (getComputedStyle(document.querySelector('.stApp')).backgroundColor !== 'rgb(255, 255, 255)') === dark",
        arg=theme == "dark",
    )
    visit.settle()
    found = []
    for rule in Axe().run(visit.page, options=RULES[theme]).response["violations"]:
        tolerated = TOLERATED.get((theme, rule["id"]))
        for node in rule["nodes"]:
            checks = [*node["any"], *node["all"], *node["none"]]
            ratio = next((check["data"].get("contrastRatio") for check in checks if isinstance(check["data"], dict)), 0)
            element = visit.page.locator(node["target"][-1]).first
            covered = tolerated and element.evaluate("(element, of) => element.closest(of) !== null", tolerated)
            if not covered or (rule["id"] == "color-contrast" and ratio < LEAST_CONTRAST):
                found.append(f"{theme}: {rule['id']} ({rule['impact']}): {node['html'][:200]} {checks[:1]}")
    return found


@pytest.mark.parametrize("address", VIEWS)
def test_a_view_is_whole_axe_finds_nothing_and_at_200_percent_nothing_overflows(visit, address):
    visit.open(VIEWS[address])
    assert not faults(visit, visit.page.title())
    assert visit.page.locator("html").get_attribute("lang") == "id"
    found = violations(visit, "light") + violations(visit, "dark")
    visit.page.set_viewport_size(ENLARGED)
    visit.page.wait_for_function(f"({OVERFLOW})() <= 0", timeout=MOMENT)  # tables take a moment to follow
    pictures = visit.page.locator("[data-testid='stPlotlyChart'], [data-testid='stDataFrame']")
    nameless = pictures.evaluate_all(
        "all => all.filter(each => !each.closest('[aria-label]') && !each.querySelector('[aria-label]')).length"
    )
    assert not found
    assert nameless == 0
    assert not visit.foreign


def test_the_map_can_be_used_without_a_mouse(visit):
    """From the top of the page by keys alone: the skip link, the modes, a regency of the list."""
    page = visit.page
    visit.open(VIEWS["peta"])
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent.trim()") == "Lompat ke isi utama"
    assert page.evaluate(FOCUS_IS_SEEN)
    page.keyboard.press("Enter")
    tab_to(page, t("map.options", "id"))
    page.keyboard.press("Enter")
    tab_to(page, t("map.mode_value", "id"))
    assert page.evaluate(FOCUS_IS_SEEN)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**map_mode=province**")
    visit.settle()
    page.keyboard.press("Escape")
    tab_to(page, "Banda Aceh")
    assert page.evaluate(FOCUS_IS_SEEN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/wilayah?**")
    visit.settle()
    assert page.get_by_role("heading", level=1).first.inner_text() == "Kota Banda Aceh"


def tab_to(page, name: str) -> None:
    """Press Tab until the element of that name, label or test id has the focus."""
    told = """() => { const at = document.activeElement;
        const labels = [...(at.labels || [])].map(each => each.textContent);
        return [at.getAttribute("aria-label"), at.dataset.testid, at.textContent, ...labels].map(
            each => (each || "").trim()); }"""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if any(name in each for each in page.evaluate(told) if len(each) < LONGEST_NAME):
            return
    raise AssertionError(f"{name!r} is not reached within {MOST_TABS} tabs")
